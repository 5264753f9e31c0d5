"""What a person writes into a registration."""

from metodinis.common.schema import is_email
from metodinis.i18n import _
from plone.supermodel import model
from zope import schema


LONGEST_ANSWER = 2000
LONGEST_REASON = 1000


class IRegistrationValues(model.Schema):
    """The fields of a registration, beside the event's own questions and the consent."""

    name = schema.TextLine(
        title=_("registration_name", default="First and last name"), max_length=100
    )
    email = schema.TextLine(
        title=_("registration_email", default="E-mail"), max_length=200, constraint=is_email
    )
    library_uid = schema.Choice(
        title=_("registration_library", default="Library"),
        vocabulary="metodinis.training.OpenLibraries",
        required=False,
    )
    institution = schema.TextLine(
        title=_("registration_institution", default="Branch or other institution"),
        required=False,
        max_length=200,
    )
    position = schema.TextLine(
        title=_("registration_position", default="Position"), required=False, max_length=100
    )
    phone = schema.TextLine(
        title=_("registration_phone", default="Telephone"), required=False, max_length=40
    )
    needs = schema.Text(
        title=_("registration_needs", default="What we should know"),
        required=False,
        max_length=1000,
    )
