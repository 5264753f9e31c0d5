"""What all of good practice shares: its folder and its settings."""

from metodinis.common.terms import are_terms
from metodinis.i18n import _
from plone.autoform import directives
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema


GOODPRACTICE_PREFIX = "metodinis.goodpractice"


class IGoodPracticeDirectory(model.Schema):
    """The folder of all cases and collections."""


class IGoodPracticeSettings(model.Schema):
    """What the department decides for all of its good practice."""

    topics = schema.Tuple(
        title=_("goodpractice_settings_topics", default="Topics"),
        description=_(
            "goodpractice_settings_topics_help",
            default="One on a line: code|name in Lithuanian|name in English. A code that is in "
            "use must stay.",
        ),
        value_type=schema.TextLine(),
        constraint=are_terms,
        default=(
            "skaitymas|Skaitymo skatinimas|Promotion of reading",
            "edukacija|Edukacija ir mokymasis|Education and learning",
            "skaitmenines|Skaitmeninės paslaugos ir raštingumas|Digital services and literacy",
            "prieinamumas|Prieinamumas ir įtrauktis|Accessibility and inclusion",
            "krastotyra|Kraštotyra ir skaitmeninimas|Local studies and digitisation",
            "bendruomene|Bendruomenė ir partnerystė|Community and partnership",
            "erdves|Bibliotekos erdvės|Library spaces",
            "fondas|Fondo formavimas|Collection development",
            "komunikacija|Komunikacija ir rinkodara|Communication and marketing",
            "vadyba|Vadyba ir darbuotojai|Management and staff",
            "tvarumas|Tvarumas ir aplinka|Sustainability and environment",
        ),
    )
    target_groups = schema.Tuple(
        title=_("goodpractice_settings_groups", default="Target groups"),
        description=_(
            "goodpractice_settings_groups_help",
            default="Written like topics.",
        ),
        value_type=schema.TextLine(),
        constraint=are_terms,
        default=(
            "ikimokyklinukai|Ikimokyklinukai ir jų tėvai|Preschool children and their parents",
            "vaikai|Vaikai|Children",
            "jaunimas|Jaunimas|Young people",
            "suaugusieji|Suaugusieji|Adults",
            "senjorai|Senjorai|Older people",
            "seimos|Šeimos|Families",
            "negalia|Žmonės su negalia|People with disabilities",
            "atvykeliai|Užsieniečiai ir tautinės mažumos|Foreigners and national minorities",
            "mokytojai|Mokytojai ir mokyklos|Teachers and schools",
            "bibliotekininkai|Bibliotekų darbuotojai|Library staff",
        ),
    )
    director_signs = schema.Bool(
        title=_(
            "goodpractice_settings_signs", default="Directors agree before a case is submitted"
        ),
        required=False,
        default=False,
    )
    directives.widget("reviewers", CheckBoxFieldWidget)
    reviewers = schema.Tuple(
        title=_("goodpractice_settings_reviewers", default="Reviewers"),
        description=_(
            "goodpractice_settings_reviewers_help",
            default="Who may be asked. Nobody is asked about a case of their own library.",
        ),
        value_type=schema.Choice(vocabulary="metodinis.goodpractice.People"),
        required=False,
        default=(),
        missing_value=(),
    )
    review_days = schema.Int(
        title=_("goodpractice_settings_days", default="Days for a review"),
        min=1,
        max=365,
        default=14,
    )
    names_shown = schema.Bool(
        title=_("goodpractice_settings_names", default="Authors see who reviewed their case"),
        required=False,
        default=False,
    )
    valid_years = schema.Int(
        title=_(
            "goodpractice_settings_valid",
            default="Years after which the author is asked whether a case is still true",
        ),
        min=1,
        max=10,
        default=2,
    )
    answer_days = schema.Int(
        title=_("goodpractice_settings_answer", default="Days to answer that"),
        description=_(
            "goodpractice_settings_answer_help",
            default="After them the case goes into the archive.",
        ),
        min=7,
        max=365,
        default=60,
    )
    forms_per_hour = schema.Int(
        title=_("goodpractice_settings_forms", default="Thanks and questions an hour per network"),
        description=_(
            "goodpractice_settings_forms_help",
            default="Against robots. A whole library often shares one network address.",
        ),
        min=1,
        max=10_000,
        default=30,
    )
    readers_months = schema.Int(
        title=_("goodpractice_settings_readers", default="Months that names of readers are kept"),
        description=_(
            "goodpractice_settings_readers_help",
            default="After a question was answered; then name and e-mail are taken out of it. "
            "One that nobody answered is deleted after as long.",
        ),
        min=1,
        max=120,
        default=12,
    )
