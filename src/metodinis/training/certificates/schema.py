"""What staff set of the layout of certificates."""

from metodinis.i18n import _
from metodinis.training.certificates.rules import PLACEHOLDERS
from metodinis.training.certificates.rules import wrong_braces
from plone.supermodel import model
from zope import schema
from zope.schema.interfaces import ValidationError


# The words are data: they stand in what staff write, in whichever language they read.
WORDS = ", ".join(f"{{{word}}}" for word in PLACEHOLDERS)


class WrongPlaceholder(ValidationError):
    __doc__ = _(
        "certificates_placeholder_wrong",
        default="In braces only these words can stand: ${words}.",
        mapping={"words": WORDS},
    )


def has_placeholders(value):
    """Constraint: what stands in braces is known."""
    if value and wrong_braces(value):
        raise WrongPlaceholder(value)
    return True


class ICertificateDesign(model.Schema):
    """Texts of the layout."""

    organisation = schema.TextLine(
        title=_("certificates_organisation", default="Who issues it"),
        description=_(
            "certificates_organisation_help", default="Empty: the name of the department."
        ),
        required=False,
        max_length=200,
    )
    heading = schema.TextLine(title=_("certificates_heading", default="Heading"), max_length=60)
    intro = schema.TextLine(
        title=_("certificates_intro", default="Before the name"), required=False, max_length=200
    )
    body = schema.Text(
        title=_("certificates_body", default="After the name"),
        description=_(
            "certificates_body_help",
            default="These words in braces are filled in: ${words}.",
            mapping={"words": WORDS},
        ),
        max_length=1000,
        constraint=has_placeholders,
    )
    signer_position = schema.TextLine(
        title=_("certificates_signer_position", default="Position of who signs"),
        required=False,
        max_length=120,
    )
    signer_name = schema.TextLine(
        title=_("certificates_signer_name", default="Name of who signs"),
        required=False,
        max_length=120,
    )
