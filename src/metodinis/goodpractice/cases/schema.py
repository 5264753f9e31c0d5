"""Contract of a case, with the guidance that stands at each field."""

from decimal import Decimal
from metodinis.common.schema import is_email
from metodinis.common.schema import lines_field
from metodinis.common.schema import text_field
from metodinis.goodpractice.cases.rules import LICENCES
from metodinis.i18n import _
from plone.supermodel import model
from zope import schema
from zope.interface import Attribute
from zope.schema.interfaces import ValidationError
from zope.schema.vocabulary import SimpleVocabulary


MAX_SUMMARY = 400
# A case counts for each year of its period: what no one means would fill lists with years.
FIRST_YEAR, LAST_YEAR = 1900, 2100


class NotAYear(ValidationError):
    __doc__ = _(
        "practice_year_wrong",
        default="Check the year: it must lie between ${first} and ${last}.",
        mapping={"first": str(FIRST_YEAR), "last": str(LAST_YEAR)},
    )


def is_in_our_time(value):
    """Constraint: a day (date) of a year that something can have been done in, or nothing."""
    if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise NotAYear(value)
    return True


def _choices(title, description, vocabulary):
    return schema.Tuple(
        title=title,
        description=description,
        value_type=schema.Choice(vocabulary=vocabulary),
        required=False,
        default=(),
        missing_value=(),
    )


class IGoodPractice(model.Schema):
    """A case. All but the title may wait until it is submitted."""

    title = schema.TextLine(
        title=_("practice_title", default="Title"),
        description=_(
            "practice_title_help",
            default="What you did, in a few words, so that a colleague wants to read on.",
        ),
        max_length=200,
    )
    summary = text_field(
        _("practice_summary", default="In short"),
        _(
            "practice_summary_help",
            default="Two or three sentences: for whom, what, and what came of it. Lists show them.",
        ),
        MAX_SUMMARY,
    )
    topics = _choices(
        _("practice_topics", default="Topics"),
        _("practice_topics_help", default="One to three: readers look for cases by them."),
        "metodinis.goodpractice.Topics",
    )
    target_groups = _choices(
        _("practice_target_groups", default="Target groups"),
        _("practice_target_groups_help", default="For whom it was done."),
        "metodinis.goodpractice.TargetGroups",
    )
    co_authors = lines_field(
        _("practice_co_authors", default="Authors"),
        _("practice_co_authors_help", default="One on a line: name, position."),
    )
    partners = lines_field(
        _("practice_partners", default="Partners"),
        _("practice_partners_help", default="One on a line: who took part, and with what."),
    )
    started = schema.Date(
        title=_("practice_started", default="Began"),
        description=_("practice_started_help", default="The day when the work began."),
        required=False,
        constraint=is_in_our_time,
    )
    ended = schema.Date(
        title=_("practice_ended", default="Ended"),
        description=_(
            "practice_ended_help",
            default="Good practice has been carried out: the day lies in the past. If it goes on, "
            "the last day of the time that the results are of.",
        ),
        required=False,
        constraint=is_in_our_time,
    )
    need = text_field(
        _("practice_need", default="Need"),
        _(
            "practice_need_help",
            default="What was wrong or lacking, for whom, and how you knew.",
        ),
    )
    solution = text_field(
        _("practice_solution", default="Solution"),
        _("practice_solution_help", default="What you decided to do, and why that."),
    )
    steps = lines_field(
        _("practice_steps", default="Steps"),
        _(
            "practice_steps_help",
            default="One on a line, in order, so that a colleague could do them after you.",
        ),
    )
    people = schema.Int(
        title=_("practice_people", default="People who worked on it"),
        description=_("practice_people_help", default="Staff and volunteers, a number."),
        required=False,
        min=0,
        max=10_000,
    )
    hours = schema.Int(
        title=_("practice_hours", default="Hours of work"),
        description=_("practice_hours_help", default="Of all of them together, roughly."),
        required=False,
        min=0,
        max=1_000_000,
    )
    euro = schema.Decimal(
        title=_("practice_euro", default="Money, euro"),
        description=_(
            "practice_euro_help", default="What was paid in all; 0 if it cost only time."
        ),
        required=False,
        min=Decimal(0),
        max=Decimal(10_000_000),
    )
    resources = text_field(
        _("practice_resources", default="What else was needed"),
        _("practice_resources_help", default="Rooms, devices, skills; where the money came from."),
        2000,
    )
    difficulties = text_field(
        _("practice_difficulties", default="Difficulties"),
        _("practice_difficulties_help", default="What went wrong, and how you dealt with it."),
    )
    lessons = text_field(
        _("practice_lessons", default="Lessons"),
        _("practice_lessons_help", default="What you would do otherwise next time."),
    )
    transferability = text_field(
        _("practice_transferability", default="How others may use it"),
        _(
            "practice_transferability_help",
            default="What another library needs to do the same, and what it may leave out.",
        ),
    )
    contact_name = schema.TextLine(
        title=_("practice_contact_name", default="Whom to ask"),
        description=_(
            "practice_contact_name_help", default="Name and position; they are published."
        ),
        required=False,
        max_length=200,
    )
    contact_email = schema.TextLine(
        title=_("practice_contact_email", default="E-mail for questions"),
        description=_("practice_contact_email_help", default="At work, as it is published."),
        required=False,
        constraint=is_email,
    )
    language = schema.Choice(
        title=_("practice_language", default="Language"),
        description=_("practice_language_help", default="In which the case is written."),
        vocabulary="metodinis.goodpractice.Languages",
        required=False,
        default="lt",
    )
    english_title = schema.TextLine(
        title=_("practice_english_title", default="Title in English"),
        description=_(
            "practice_english_title_help",
            default="With a summary, the English catalogue shows the case too.",
        ),
        required=False,
        max_length=200,
    )
    english_summary = text_field(
        _("practice_english_summary", default="Summary in English"),
        _("practice_english_summary_help", default="Half a page at most; may wait."),
        2000,
    )
    licence = schema.Choice(
        title=_("practice_licence", default="Licence"),
        description=_(
            "practice_licence_help",
            default="CC BY: everybody may use it and names you. That helps others most.",
        ),
        vocabulary=SimpleVocabulary.fromValues(LICENCES),
        required=False,
        default=LICENCES[0],
    )
    picture_rights = schema.Bool(
        title=_("practice_picture_rights", default="The pictures may be published"),
        description=_(
            "practice_picture_rights_help",
            default="The library has their rights, and people who can be recognised agree.",
        ),
        required=False,
        default=False,
    )
    consent = schema.Bool(
        title=_("practice_consent", default="The case may be published"),
        description=_(
            "practice_consent_help",
            default="The library and the authors who are named agree to that.",
        ),
        required=False,
        default=False,
    )

    results = Attribute("tuple of rules.Result, in order")
    links = Attribute("tuple of rules.Link, in order")
    pictures = Attribute("tuple of pictures.content.Picture, in order; the first is the card's")
    attachments = Attribute("tuple of common.stored_documents.Document, in order")
    library_uid = Attribute("UID of the library whose case it is")
    writers = Attribute("user ids of all who wrote in it: none of them reviews it")
    revision = Attribute("int: counts the changes, so that nobody writes over another's unseen")
    versions = Attribute("list of rules.Version, the oldest first")
    rounds = Attribute("list of common.evaluations.EvaluationRound, the oldest first")
    number = Attribute("int of its stable address, given when it is published first; None before")
    expert_note = Attribute("str: what the department says of it, published with it")
    rating = Attribute("float: mean of its reviewers' scores, published with it; None before")
    valid_until = Attribute("date until which it counts as true, or None")


RESULT_FIELDS = {
    "text": _("practice_result_text", default="Result"),
    "evidence": _("practice_result_evidence", default="How it is known"),
    "indicator": _("practice_result_indicator", default="Indicator"),
    "before": _("practice_result_before", default="Before"),
    "after": _("practice_result_after", default="After"),
    "unit": _("practice_result_unit", default="Unit"),
}
LINK_FIELDS = {
    "title": _("practice_link_title", default="Title"),
    "url": _("practice_link_url", default="Address"),
}
# Fields of rows, beside those of the schema: name -> (title, guidance).
ROW_FIELDS = {
    "results": (
        _("practice_results", default="Results"),
        _(
            "practice_results_help",
            default="What changed, and how you know: count, survey, report. With numbers before "
            "and after where there are any; an indicator where it is one.",
        ),
    ),
    "links": (
        _("practice_links", default="Links"),
        _("practice_links_help", default="Where more is told: your page, an article, a video."),
    ),
}
# Files that are added one by one: name -> title.
FILE_FIELDS = {
    "pictures": _("practice_pictures", default="Pictures"),
    "attachments": _("practice_attachments", default="Attachments"),
}


def title_of(name):
    """What a field is called, one of rows or files too."""
    if name in ROW_FIELDS:
        return ROW_FIELDS[name][0]
    return FILE_FIELDS[name] if name in FILE_FIELDS else IGoodPractice[name].title
