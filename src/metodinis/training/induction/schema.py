"""Contracts of a track, of its modules, and of what is said of them."""

from metodinis.common.schema import is_email
from metodinis.i18n import _
from metodinis.training.induction.vocabularies import KIND_VOCABULARY
from metodinis.training.induction.vocabularies import mentors
from metodinis.training.induction.vocabularies import newcomers
from plone.supermodel import model
from zope import schema
from zope.interface import Attribute
from zope.schema.interfaces import ValidationError
import re


LINK = re.compile(r"https?://[^\s<>\"]+")
# What is told of a track itself.
TRACK_FIELDS = (
    "title",
    "position",
    "email",
    "newcomer",
    "mentor",
    "mentor_name",
    "starts",
    "goals",
)
YEARS = range(2000, 2101)
MOST_HOURS = 200.0
MOST_DAYS = 730


class NotALink(ValidationError):
    __doc__ = _("induction_link_invalid", default="A link begins with https:// or http://.")


class NotADay(ValidationError):
    __doc__ = _("induction_day_invalid", default="Check the year: from 2000 to 2100.")


def is_link(value):
    """Constraint: a web address, or nothing."""
    if value and not LINK.fullmatch(value):
        raise NotALink(value)
    return True


def is_day(value):
    """Constraint: a day of a year that can be meant."""
    if value and value.year not in YEARS:
        raise NotADay(value)
    return True


class IInductionTrack(model.Schema):
    """The introductory training of one person; the folder it lies in says of which library."""

    title = schema.TextLine(
        title=_("induction_newcomer", default="New employee"),
        description=_("induction_newcomer_help", default="Name and surname."),
        max_length=100,
    )
    position = schema.TextLine(
        title=_("induction_position", default="Position"), required=False, max_length=150
    )
    email = schema.TextLine(
        title=_("induction_email", default="E-mail"),
        description=_(
            "induction_email_help",
            default="For reminders, and to see which training events the person attended.",
        ),
        required=False,
        max_length=200,
        constraint=is_email,
    )
    newcomer = schema.Choice(
        title=_("induction_newcomer_account", default="The new employee's account"),
        description=_(
            "induction_newcomer_account_help",
            default="Who has one sees the track, and says what is done.",
        ),
        source=newcomers,
        required=False,
    )
    mentor = schema.Choice(
        title=_("induction_mentor_account", default="The mentor's account"),
        description=_(
            "induction_mentor_account_help",
            default="Marks modules and signs the track before the director does.",
        ),
        source=mentors,
        required=False,
    )
    mentor_name = schema.TextLine(
        title=_("induction_mentor_name", default="Mentor without an account"),
        required=False,
        max_length=100,
    )
    starts = schema.Date(
        title=_("induction_starts", default="First day at work"), constraint=is_day
    )
    goals = schema.Text(
        title=_("induction_goals", default="What it should lead to"),
        description=_(
            "induction_goals_help", default="The newcomer reads it at the head of the track."
        ),
        required=False,
        max_length=2000,
    )

    modules = Attribute("tuple of rules.Module, by day")
    marks = Attribute("id of a module -> rules.Mark")
    claims = Attribute("id of a module -> rules.Claim")
    signatures = Attribute("side (rules.MENTOR, rules.HEAD) -> (aware datetime, user id)")
    log = Attribute("(aware datetime, user id, what, title of a module, reason), the newest last")
    ended_at = Attribute("aware datetime of finishing or stopping, or None")


class IModuleValues(model.Schema):
    """What all modules have, in the template and in a track."""

    kind = schema.Choice(title=_("induction_kind", default="Kind"), vocabulary=KIND_VOCABULARY)
    title = schema.TextLine(title=_("induction_module", default="Module"), max_length=200)
    hours = schema.Float(
        title=_("induction_hours", default="Academic hours"),
        min=0.0,
        max=MOST_HOURS,
        default=0.0,
    )
    required = schema.Bool(
        title=_("induction_required", default="Needed for signing"), required=False, default=True
    )
    link = schema.TextLine(
        title=_("induction_link", default="Link"),
        required=False,
        max_length=500,
        constraint=is_link,
    )
    text = schema.Text(
        title=_("induction_text", default="What to do or read"), required=False, max_length=1000
    )


class IRow(IModuleValues):
    """A module of the template."""

    days = schema.Int(
        title=_("induction_days", default="Days after the start"), min=0, max=MOST_DAYS
    )


class IModule(IModuleValues):
    """A module of a track."""

    due = schema.Date(title=_("induction_due", default="Due"), constraint=is_day)
    event = schema.TextLine(
        title=_("induction_event", default="Event of this site"),
        required=False,
        max_length=40,
    )


class IMarkValues(model.Schema):
    """What is said when a module is marked."""

    passed = schema.Bool(title=_("induction_mark_result", default="Result"))
    on = schema.Date(title=_("induction_mark_on", default="Done on"), constraint=is_day)
    hours = schema.Float(
        title=_("induction_mark_hours", default="Academic hours it took"),
        min=0.0,
        max=MOST_HOURS,
        default=0.0,
    )
    note = schema.Text(
        title=_("induction_mark_note", default="Note"), required=False, max_length=1000
    )


class IClaimValues(model.Schema):
    """What the newcomer says of a module."""

    done = schema.Bool(
        title=_("induction_claim_done", default="I have done it"), required=False, default=False
    )
    note = schema.Text(
        title=_("induction_claim_note", default="My note"), required=False, max_length=1000
    )
