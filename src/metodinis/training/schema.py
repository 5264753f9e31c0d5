"""What all of training shares: its folder and its settings."""

from metodinis.common.terms import are_terms
from metodinis.i18n import _
from plone.supermodel import model
from zope import schema


TRAINING_PREFIX = "metodinis.training"


class ITrainingDirectory(model.Schema):
    """The folder of all programmes and events."""


class ITrainingSettings(model.Schema):
    """What the department decides for all of its training."""

    competences = schema.Tuple(
        title=_("training_settings_competences", default="Areas of competence"),
        description=_(
            "training_settings_competences_help",
            default="One on a line: code|name in Lithuanian|name in English. A code that is in "
            "use must stay.",
        ),
        value_type=schema.TextLine(),
        constraint=are_terms,
        default=(
            "bibliotekininkyste|Bibliotekininkystė ir informacijos ištekliai|"
            "Librarianship and information resources",
            "aptarnavimas|Vartotojų aptarnavimas ir prieinamumas|User services and accessibility",
            "skaitymas|Skaitymo skatinimas ir kultūrinė edukacija|"
            "Promotion of reading and cultural education",
            "skaitmenines|Skaitmeninės kompetencijos ir dirbtinis intelektas|"
            "Digital competences and artificial intelligence",
            "medijos|Medijų ir informacinis raštingumas|Media and information literacy",
            "krastotyra|Kraštotyra ir skaitmeninimas|Local studies and digitisation",
            "projektai|Projektų valdymas ir fondai|Project management and funds",
            "komunikacija|Komunikacija ir atstovavimas|Communication and advocacy",
            "vadyba|Vadyba, strateginis planavimas, statistika ir tyrimai|"
            "Management, strategic planning, statistics and research",
            "bendrosios|Bendrosios (kalbos, emocinės, darbo sauga)|"
            "General (languages, emotional, safety at work)",
        ),
    )
    threshold = schema.Float(
        title=_("training_settings_threshold", default="Lowest good mean of evaluations"),
        description=_(
            "training_settings_threshold_help",
            default="From 1 to 5. A programme below it is to be reviewed.",
        ),
        min=1.0,
        max=5.0,
        default=4.0,
    )
    confirm_hours = schema.Int(
        title=_("training_settings_confirm", default="Hours to confirm the e-mail address"),
        description=_(
            "training_settings_confirm_help",
            default="Until then the seat is kept; afterwards it is free for the next.",
        ),
        min=1,
        max=24 * 14,
        default=48,
    )
    offer_hours = schema.Int(
        title=_("training_settings_offer", default="Hours to take an offered seat"),
        min=1,
        max=24 * 14,
        default=48,
    )
    forms_per_hour = schema.Int(
        title=_("training_settings_forms", default="Registrations an hour from one network"),
        description=_(
            "training_settings_forms_help",
            default="Against robots. A whole library often shares one network address.",
        ),
        min=1,
        max=100000,
        default=120,
    )
    registrations_months = schema.Int(
        title=_("training_settings_registrations", default="Months that registrations are kept"),
        description=_(
            "training_settings_registrations_help",
            default="After the event; then names and addresses are taken out. Who attended or "
            "has a certificate is kept longer.",
        ),
        min=1,
        max=120,
        default=12,
    )
    attendance_years = schema.Int(
        title=_(
            "training_settings_attendance",
            default="Years that attendance and certificates are kept by name",
        ),
        min=1,
        max=75,
        default=5,
    )
    attendance_days = schema.Int(
        title=_("training_settings_marks", default="Days in which attendance is marked freely"),
        description=_(
            "training_settings_marks_help",
            default="After the event. Later, and once a certificate is issued, a change needs a "
            "reason.",
        ),
        min=0,
        max=365,
        default=14,
    )
    certificate_share = schema.Int(
        title=_(
            "training_settings_certificate_share",
            default="Per cent of an event that one attends to get a certificate",
        ),
        description=_(
            "training_settings_certificate_share_help",
            default="Of the time of all its sessions.",
        ),
        min=1,
        max=100,
        default=100,
    )
