"""Contract of a programme, with the guidance that stands at each field."""

from decimal import Decimal
from metodinis.common.schema import lines_field
from metodinis.common.schema import text_field
from metodinis.i18n import _
from metodinis.training.programmes.vocabularies import LEVEL_VOCABULARY
from metodinis.training.vocabularies import FORM_VOCABULARY
from plone.supermodel import model
from zope import schema
from zope.interface import Attribute


class ITrainingProgramme(model.Schema):
    """A programme that develops competences. All but the title may wait until it is submitted."""

    title = schema.TextLine(
        title=_("programmes_title", default="Title"),
        description=_(
            "programmes_title_help", default="What one learns, in a few words; no abbreviations."
        ),
        max_length=200,
    )
    provider = schema.TextLine(
        title=_("programmes_provider", default="Provider"),
        description=_(
            "programmes_provider_help", default="The institution that offers the programme."
        ),
        required=False,
        max_length=200,
    )
    authors = lines_field(
        _("programmes_authors", default="Authors"),
        _("programmes_authors_help", default="One on a line: name, position, institution."),
    )
    level = schema.Choice(
        title=_("programmes_level", default="Level"),
        description=_(
            "programmes_level_help", default="What one must know already decides the level."
        ),
        vocabulary=LEVEL_VOCABULARY,
        required=False,
    )
    annotation = text_field(
        _("programmes_annotation", default="Annotation and relevance"),
        _(
            "programmes_annotation_help",
            default="What it is about and why it is needed now: name reports, surveys or changes "
            "in law that show the need.",
        ),
    )
    aim = text_field(
        _("programmes_aim", default="Aim"),
        _("programmes_aim_help", default="One sentence: what the programme is to change."),
        2000,
    )
    objectives = lines_field(
        _("programmes_objectives", default="Objectives"),
        _(
            "programmes_objectives_help",
            default="One on a line, three to six: steps by which the aim is reached.",
        ),
    )
    target_group = text_field(
        _("programmes_target_group", default="Target group"),
        _("programmes_target_group_help", default="Whose work it is for, and how many at once."),
        2000,
    )
    prerequisites = text_field(
        _("programmes_prerequisites", default="Prerequisites"),
        _(
            "programmes_prerequisites_help",
            default="What participants must know or bring; empty if nothing.",
        ),
        2000,
    )
    competences = schema.Tuple(
        title=_("programmes_competences", default="Competences that it develops"),
        description=_(
            "programmes_competences_help",
            default="One to three areas: hours and certificates are counted by them.",
        ),
        value_type=schema.Choice(vocabulary="metodinis.training.Competences"),
        required=False,
        default=(),
        missing_value=(),
    )
    form = schema.Choice(
        title=_("programmes_form", default="Form"),
        description=_("programmes_form_help", default="Where participants and trainers meet."),
        vocabulary=FORM_VOCABULARY,
        required=False,
    )
    methods = text_field(
        _("programmes_methods", default="Methods"),
        _(
            "programmes_methods_help",
            default="How people learn: lecture, group work, analysis of cases, practice at work.",
        ),
    )
    materials = text_field(
        _("programmes_materials", default="Materials and equipment"),
        _(
            "programmes_materials_help",
            default="What participants get, and what rooms and devices are needed.",
        ),
    )
    outcomes = lines_field(
        _("programmes_outcomes", default="Learning outcomes"),
        _(
            "programmes_outcomes_help",
            default="One on a line, beginning with a verb: what a participant can do afterwards.",
        ),
    )
    assessment = text_field(
        _("programmes_assessment", default="Assessment"),
        _(
            "programmes_assessment_help",
            default="How it is seen that the outcomes are reached: test, task, project.",
        ),
    )
    price = schema.Decimal(
        title=_("programmes_price", default="Price for a participant, euro"),
        description=_("programmes_price_help", default="0 if it is free."),
        required=False,
        min=Decimal(0),
        max=Decimal(100000),
    )
    literature = lines_field(
        _("programmes_literature", default="Literature"),
        _(
            "programmes_literature_help",
            default="One source on a line, the way of a list of references.",
        ),
    )
    certificate = text_field(
        _("programmes_certificate", default="Certificate"),
        _(
            "programmes_certificate_help",
            default="What document is issued, for how many hours, and on what condition.",
        ),
        2000,
    )
    validity = schema.Int(
        title=_("programmes_validity", default="Validity, years"),
        description=_(
            "programmes_validity_help",
            default="How long it stays topical after its approval, usually three years.",
        ),
        required=False,
        min=1,
        max=10,
    )
    quality = text_field(
        _("programmes_quality", default="Quality assurance"),
        _(
            "programmes_quality_help",
            default="How it is kept good: feedback forms, talks with trainers, a yearly review.",
        ),
    )

    topics = Attribute("tuple of rules.Topic: the content, in order")
    trainers = Attribute("tuple of rules.Trainer")
    library_uid = Attribute("UID of the library that proposes it, or ''")
    writers = Attribute("user ids of all who wrote in it: none of them evaluates it")
    revision = Attribute("int: counts the changes, so that nobody writes over another's unseen")
    order_number = Attribute("str: of the order that approves it")
    order_date = Attribute("date of that order, or None")
    valid_until = Attribute("date until which it is approved, or None")
    rounds = Attribute("list of content.EvaluationRound, the oldest first")
    reviews = Attribute("OOBTree of key -> rules.Review: what speaks for looking at it again")


TOPIC_FIELDS = {
    "title": _("programmes_topic", default="Topic"),
    "theory": _("programmes_topic_theory", default="Theory"),
    "practice": _("programmes_topic_practice", default="Practice"),
    "self_study": _("programmes_topic_self_study", default="Self-study"),
}
TRAINER_FIELDS = {
    "name": _("programmes_trainer_name", default="Name"),
    "qualification": _("programmes_trainer_qualification", default="Qualification"),
}
# Fields of rows, beside those of the schema: name -> (title, guidance).
ROW_FIELDS = {
    "topics": (
        _("programmes_topics", default="Content by topic"),
        _(
            "programmes_topics_help",
            default="Academic hours of 45 minutes, halves too. The totals are computed.",
        ),
    ),
    "trainers": (
        _("programmes_trainers", default="Trainers"),
        _(
            "programmes_trainers_help",
            default="Education, position and experience that matter for this subject.",
        ),
    ),
}


def title_of(name):
    """What a field is called, one of rows too."""
    return ROW_FIELDS[name][0] if name in ROW_FIELDS else ITrainingProgramme[name].title
