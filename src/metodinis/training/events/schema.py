"""Contract of an event. Its beginning, end, place and contact are Plone's event behaviours'."""

from decimal import Decimal
from metodinis.common.widgets import MomentFieldWidget
from metodinis.i18n import _
from metodinis.training.vocabularies import FORM_VOCABULARY
from metodinis.training.vocabularies import KIND_VOCABULARY
from plone.app.textfield import RichText
from plone.autoform import directives
from plone.supermodel import model
from zope import schema
from zope.interface import Attribute


class ITrainingEvent(model.Schema):
    """Something that people come to, to learn."""

    title = schema.TextLine(title=_("training_event_title", default="Title"), max_length=200)
    description = schema.Text(
        title=_("training_event_description", default="In short"),
        description=_(
            "training_event_description_help",
            default="Two or three sentences for lists: what one will be able to do afterwards.",
        ),
        required=False,
        max_length=600,
    )
    kind = schema.Choice(
        title=_("training_event_kind", default="Kind"),
        vocabulary=KIND_VOCABULARY,
        default="seminar",
    )
    form = schema.Choice(
        title=_("training_event_form", default="Form"),
        vocabulary=FORM_VOCABULARY,
        default="in_person",
    )
    programme = schema.Choice(
        title=_("training_event_programme", default="Programme"),
        description=_(
            "training_event_programme_help", default="The approved programme that it follows."
        ),
        vocabulary="metodinis.training.RunnableProgrammes",
        required=False,
    )
    competences = schema.Tuple(
        title=_("training_event_competences", default="Competences that it develops"),
        value_type=schema.Choice(vocabulary="metodinis.training.Competences"),
        required=False,
        default=(),
        missing_value=(),
    )
    target_group = schema.TextLine(
        title=_("training_event_target", default="For whom"), required=False, max_length=300
    )
    trainers = schema.Tuple(
        title=_("training_event_trainers", default="Trainers"),
        description=_(
            "training_event_trainers_help", default="One on a line: name, position, institution."
        ),
        value_type=schema.TextLine(max_length=200),
        required=False,
        default=(),
        missing_value=(),
    )
    trainer_accounts = schema.Tuple(
        title=_("training_event_trainer_accounts", default="Trainers' accounts here"),
        description=_(
            "training_event_trainer_accounts_help",
            default="They see the list of participants, mark attendance and read what was said.",
        ),
        value_type=schema.Choice(vocabulary="metodinis.training.People"),
        required=False,
        default=(),
        missing_value=(),
    )
    text = RichText(
        title=_("training_event_text", default="Programme of the day"),
        required=False,
        allowed_mime_types=("text/html",),
    )
    hours = schema.Float(
        title=_("training_event_hours", default="Academic hours"),
        description=_("training_event_hours_help", default="45 minutes each; for certificates."),
        min=0.0,
        max=1000.0,
        default=0.0,
    )
    online_link = schema.URI(
        title=_("training_event_link", default="Link to join"),
        description=_("training_event_link_help", default="Shown to the registered alone."),
        required=False,
    )
    price = schema.Decimal(
        title=_("training_event_price", default="Price for a participant, euro"),
        required=False,
        min=Decimal(0),
        max=Decimal(100000),
    )
    cost = schema.Decimal(
        title=_("training_event_cost", default="Cost of the event, euro"),
        description=_(
            "training_event_cost_help", default="For the staff: trainers, rooms, travel."
        ),
        required=False,
        min=Decimal(0),
        max=Decimal(10000000),
    )
    capacity = schema.Int(
        title=_("training_event_capacity", default="Seats"),
        description=_("training_event_capacity_help", default="Empty: as many as come."),
        required=False,
        min=1,
        max=100000,
    )
    library_quota = schema.Int(
        title=_("training_event_quota", default="Seats for one library"),
        required=False,
        min=1,
        max=100000,
    )
    moderated = schema.Bool(
        title=_("training_event_moderated", default="Staff confirm each registration"),
        required=False,
        default=False,
    )
    offers = schema.Bool(
        title=_("training_event_offers", default="Freed seats are offered, not given"),
        description=_(
            "training_event_offers_help",
            default="The next in line has to say yes in time; else they have the seat at once.",
        ),
        required=False,
        default=False,
    )
    directives.widget("registration_opens", MomentFieldWidget)
    registration_opens = schema.Datetime(
        title=_("training_event_opens", default="Registration opens"),
        description=_("training_event_opens_help", default="Empty: with the announcement."),
        required=False,
    )
    directives.widget("registration_closes", MomentFieldWidget)
    registration_closes = schema.Datetime(
        title=_("training_event_closes", default="Registration closes"),
        description=_("training_event_closes_help", default="Empty: when the event begins."),
        required=False,
    )
    has_certificate = schema.Bool(
        title=_("training_event_certificate", default="Participants get a certificate"),
        required=False,
        default=True,
    )

    sessions = Attribute("tuple of rules.Session: at least one, in order of time")
    questions = Attribute("tuple of rules.Question: asked at registration")
    reason = Attribute("str: why it is postponed or cancelled")
    materials = Attribute("OOBTree of id -> Material: files, for participants or for all")
    registrations = Attribute("metodinis.training.registration.content.Registrations")
    feedback = Attribute("metodinis.training.evaluation.content.Feedback: what was said of it")
