"""Contracts of rounds and reports."""

from datetime import datetime
from metodinis.common.widgets import MomentFieldWidget
from metodinis.i18n import _
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import parsed_catalogue
from metodinis.reports.rules import FORMS
from metodinis.reports.rules import ZONE
from plone.app.textfield import RichText
from plone.app.z3cform.widgets.select import AjaxSelectFieldWidget
from plone.autoform import directives
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import Attribute
from zope.interface import Interface
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


FORM_TITLES = {
    "statistical": _("reports_form_statistical", default="Statistical report"),
    "narrative": _("reports_form_narrative", default="Narrative report"),
}
# The content types of both forms.
REPORT_TYPES = ("StatisticalReport", "NarrativeReport")
FORM_VOCABULARY = SimpleVocabulary(
    [SimpleTerm(form, title=FORM_TITLES[form]) for form in FORMS],
)


class IRoundDirectory(model.Schema):
    """The folder of all reporting rounds."""


def default_year():
    """The year that is asked next: the running one from summer on, else the last."""
    today = datetime.now(ZONE)
    return today.year if today.month > 6 else today.year - 1


def default_deadline():
    """10 February after the reported year, the day by which the national library asks."""
    return datetime(default_year() + 1, 2, 10, 23, 59, tzinfo=ZONE)


def default_sections():
    """All sections of the site's catalogue."""
    return set(parsed_catalogue(catalogue_text()).sections)


class IReportingRound(model.Schema):
    """One year's reporting: who reports what, by which indicators, until when."""

    year = schema.Choice(
        title=_("reports_round_year", default="Reported year"),
        vocabulary="metodinis.reports.Years",
        defaultFactory=default_year,
    )
    directives.widget("forms", CheckBoxFieldWidget)
    forms = schema.Set(
        title=_("reports_round_forms", default="Forms"),
        description=_("reports_round_forms_help", default="What each library hands in."),
        value_type=schema.Choice(vocabulary=FORM_VOCABULARY),
        defaultFactory=lambda: set(FORMS),
        min_length=1,
    )
    directives.widget("sections", CheckBoxFieldWidget)
    sections = schema.Set(
        title=_("reports_round_sections", default="Sections of the statistical report"),
        description=_(
            "reports_round_sections_help",
            default="What is asked can be chosen until the round is opened.",
        ),
        value_type=schema.Choice(vocabulary="metodinis.indicators.Sections"),
        required=False,
        defaultFactory=default_sections,
    )
    directives.widget("left_out", AjaxSelectFieldWidget)
    directives.write_permission(left_out="metodinis.ManageRound")
    left_out = schema.Set(
        title=_("reports_round_left_out", default="Elements that are left out"),
        description=_(
            "reports_round_left_out_help",
            default="Single lines of these sections that this round doesn't ask for. Indicators "
            "and checks that need them are left out with them.",
        ),
        value_type=schema.Choice(vocabulary="metodinis.indicators.Elements"),
        required=False,
        defaultFactory=set,
    )
    directives.widget("opening", MomentFieldWidget, default_time="08:00")
    opening = schema.Datetime(
        title=_("reports_round_opening", default="Opening"),
        description=_(
            "reports_round_opening_help",
            default="Lithuanian time. The night job after it opens the round. Leave empty to "
            "open it by hand.",
        ),
        required=False,
    )
    directives.widget("deadline", MomentFieldWidget, default_time="23:59")
    deadline = schema.Datetime(
        title=_("reports_round_deadline", default="Deadline"),
        description=_(
            "reports_round_deadline_help",
            default="Lithuanian time. What comes later is taken, and marked late.",
        ),
        defaultFactory=default_deadline,
    )
    directives.widget("libraries", AjaxSelectFieldWidget)
    # Whoever may search for libraries in this field: the stock answer is who may add content.
    directives.write_permission(libraries="metodinis.ManageRound")
    libraries = schema.Set(
        title=_("reports_round_libraries", default="Who reports"),
        description=_(
            "reports_round_libraries_help",
            default="Leave empty to ask all libraries that are open in that year.",
        ),
        value_type=schema.Choice(vocabulary="metodinis.libraries.Libraries"),
        required=False,
        defaultFactory=set,
    )
    requires_signature = schema.Bool(
        title=_("reports_round_signature", default="The director signs before submitting"),
        required=False,
        default=True,
    )
    instructions = RichText(
        title=_("reports_round_instructions", default="Instructions for the libraries"),
        allowed_mime_types=("text/html",),
        required=False,
    )


class IReport(Interface):
    """A library's report of one year, in the folder of its library.

    What it is of is no field: nobody may change it by editing.
    """

    year = Attribute("int: the reported year")
    form = Attribute("str: one of FORMS")
    library_uid = Attribute("str: UID of the library")
    round_uid = Attribute("str: UID of the round")
    frozen = Attribute("bool: handed in; derived and standing values are stored with it")
    submitted_at = Attribute("aware datetime or None: when it was handed in last")
    first_submitted_at = Attribute("aware datetime or None: its punctuality is judged by this")


class IStatisticalReport(model.Schema, IReport):
    """Numbers by the round's indicators. Its values are records, no fields."""


class INarrativeReport(model.Schema, IReport):
    """The year in words."""
