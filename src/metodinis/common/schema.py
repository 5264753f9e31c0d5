"""What the department says of itself: shown in the footer, signed under every mail."""

from metodinis.i18n import _
from plone.schema import Email
from plone.supermodel import model
from zope import schema
from zope.schema.interfaces import ValidationError


DEPARTMENT_PREFIX = "metodinis.department"


class NotAnAddress(ValidationError):
    __doc__ = _(
        "common_department_email_invalid",
        default="This is not an e-mail address. Write one like name@library.lt.",
    )


def is_email(value):
    """Constraint of a field: an e-mail address or nothing. Raises NotAnAddress."""
    try:
        if value:
            Email().validate(value)
    except ValidationError as error:
        raise NotAnAddress(value) from error
    return True


LONG = 10_000
MAX_LINES = 40
MAX_LINE = 500


def lines_field(title, description):
    """A field of lines: what is typed one on a line."""
    return schema.Tuple(
        title=title,
        description=description,
        value_type=schema.TextLine(max_length=MAX_LINE),
        max_length=MAX_LINES,
        required=False,
        default=(),
        missing_value=(),
    )


def text_field(title, description, max_length=LONG):
    """A field of a text that may wait."""
    return schema.Text(title=title, description=description, required=False, max_length=max_length)


class IDepartmentSettings(model.Schema):
    """Contact of the department, and what its mails and pages refer to."""

    name = schema.TextLine(
        title=_("common_department_name", default="Name of the department"),
        default="Bibliotekų metodikos skyrius",
    )
    address = schema.Text(
        title=_("common_department_address", default="Address"),
        description=_("common_department_address_help", default="One line of the address a line."),
        required=False,
        default="",
    )
    email = schema.TextLine(
        title=_("common_department_email", default="E-mail"),
        description=_(
            "common_department_email_help",
            default="Shown in the footer; answers to the site's mails come here.",
        ),
        required=False,
        constraint=is_email,
    )
    phone = schema.TextLine(
        title=_("common_department_phone", default="Telephone"),
        required=False,
    )
    mail_signature = schema.Text(
        title=_("common_department_mail_signature", default="Signature of the site's mails"),
        required=False,
        default="Bibliotekų metodikos skyrius",
    )
    accessibility_page = schema.TextLine(
        title=_("common_department_accessibility_page", default="Accessibility statement"),
        description=_(
            "common_department_page_help",
            default="The page's short name in the site's root. The footer links it once it exists.",
        ),
        required=False,
        default="prieinamumas",
    )
    privacy_page = schema.TextLine(
        title=_("common_department_privacy_page", default="Privacy notice"),
        description=_(
            "common_department_page_help",
            default="The page's short name in the site's root. The footer links it once it exists.",
        ),
        required=False,
        default="privatumas",
    )
