"""Contract of an event. Its beginning, end, place and contact are Plone's event behaviours'."""

from decimal import Decimal
from metodinis.common.schema import is_email
from metodinis.common.widgets import MomentFieldWidget
from metodinis.i18n import _
from metodinis.training.events.widgets import QuestionsFieldWidget
from metodinis.training.events.widgets import SessionsFieldWidget
from metodinis.training.vocabularies import AUDIENCE_VOCABULARY
from metodinis.training.vocabularies import FORM_VOCABULARY
from metodinis.training.vocabularies import KIND_VOCABULARY
from metodinis.training.vocabularies import STAGE_VOCABULARY
from plone.app.textfield import RichText
from plone.app.z3cform.widgets.select import SelectFieldWidget
from plone.autoform import directives
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import Attribute
from zope.schema.interfaces import ValidationError


class NotAWebAddress(ValidationError):
    __doc__ = _(
        "training_link_invalid",
        default="Write a whole address that begins with https:// or http://.",
    )


def is_web_address(value):
    """Constraint: an address that a browser opens, or nothing. Raises NotAWebAddress."""
    if value and not value.lower().startswith(("https://", "http://")):
        raise NotAWebAddress(value)
    return True


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
    directives.widget("competences", CheckBoxFieldWidget)
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
    directives.widget("trainer_accounts", SelectFieldWidget)
    directives.read_permission(trainer_accounts="metodinis.ManageTraining")
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
    directives.read_permission(online_link="metodinis.ConductTraining")
    online_link = schema.URI(
        title=_("training_event_link", default="Link to join"),
        description=_("training_event_link_help", default="Shown to the registered alone."),
        required=False,
        constraint=is_web_address,
    )
    price = schema.Decimal(
        title=_("training_event_price", default="Price for a participant, euro"),
        required=False,
        min=Decimal(0),
        max=Decimal(100000),
    )
    directives.read_permission(cost="metodinis.ManageTraining")
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
        description=_(
            "training_event_capacity_help",
            default="Empty: as many as come. If you lower it below the number of the registered, "
            "nobody loses their seat; no new ones are given until enough are free.",
        ),
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


class IEventValues(ITrainingEvent):
    """All that is written of an event: its own fields and those of Plone's event behaviours."""

    model.fieldset(
        "contents",
        label=_("training_fieldset_contents", default="Contents"),
        fields=[
            "text",
            "programme",
            "competences",
            "target_group",
            "trainers",
            "trainer_accounts",
            "hours",
            "has_certificate",
        ],
    )
    model.fieldset(
        "registration",
        label=_("training_fieldset_registration", default="Registration"),
        fields=[
            "capacity",
            "library_quota",
            "moderated",
            "offers",
            "registration_opens",
            "registration_closes",
            "questions",
        ],
    )
    model.fieldset(
        "terms",
        label=_("training_fieldset_terms", default="Price and contact"),
        fields=["price", "cost", "contact_name", "contact_email", "contact_phone"],
    )
    directives.order_after(start="form")
    directives.order_after(end="start")
    directives.order_after(location="end")
    directives.order_after(online_link="location")
    directives.order_after(sessions="online_link")

    directives.widget("start", MomentFieldWidget, default_time="10:00")
    start = schema.Datetime(
        title=_("training_event_start", default="Beginning"),
        description=_("training_event_start_help", default="By the clock in Lithuania."),
    )
    directives.widget("end", MomentFieldWidget, default_time="16:00")
    end = schema.Datetime(title=_("training_event_end", default="End"))
    location = schema.TextLine(
        title=_("training_event_location", default="Place"),
        description=_(
            "training_event_location_help",
            default="Hall, street and town; for what is remote, the programme it takes place in.",
        ),
        required=False,
        max_length=300,
    )
    directives.widget("sessions", SessionsFieldWidget)
    sessions = schema.Tuple(
        title=_("training_event_sessions", default="Sessions"),
        description=_(
            "training_event_sessions_help",
            default="Only if there is more than one: presence is marked at each. A row that is "
            "emptied is left out.",
        ),
        required=False,
        default=(),
        missing_value=(),
    )
    directives.widget("questions", QuestionsFieldWidget)
    questions = schema.Tuple(
        title=_("training_event_questions", default="Further questions"),
        description=_(
            "training_event_questions_help",
            default="Asked at registration beside name, institution and e-mail. A row that is "
            "emptied is left out.",
        ),
        required=False,
        default=(),
        missing_value=(),
    )
    contact_name = schema.TextLine(
        title=_("training_event_contact_name", default="Whom to ask"),
        required=False,
        max_length=200,
    )
    contact_email = schema.TextLine(
        title=_("training_event_contact_email", default="Their e-mail"),
        required=False,
        constraint=is_email,
        max_length=200,
    )
    contact_phone = schema.TextLine(
        title=_("training_event_contact_phone", default="Their telephone"),
        required=False,
        max_length=60,
    )


class IMaterialValues(model.Schema):
    """What is told of a file of an event."""

    title = schema.TextLine(
        title=_("training_material_title", default="Title"),
        description=_("training_material_title_help", default="Empty: the name of the file."),
        required=False,
        max_length=200,
    )
    stage = schema.Choice(
        title=_("training_material_stage", default="Given"),
        vocabulary=STAGE_VOCABULARY,
        default="before",
    )
    audience = schema.Choice(
        title=_("training_material_audience", default="Who sees it"),
        vocabulary=AUDIENCE_VOCABULARY,
        default="participants",
    )
