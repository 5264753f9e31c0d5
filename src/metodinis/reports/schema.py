"""Contracts of rounds and reports."""

from metodinis.i18n import _
from metodinis.reports.rules import FORMS
from plone.app.textfield import RichText
from plone.app.z3cform.widgets.select import AjaxSelectFieldWidget
from plone.autoform import directives
from plone.supermodel import model
from zope import schema
from zope.interface import Attribute
from zope.interface import Interface
from zope.interface import Invalid
from zope.interface import invariant
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


FORM_TITLES = {
    "statistical": _("reports_form_statistical", default="Statistical report"),
    "narrative": _("reports_form_narrative", default="Narrative report"),
}
FORM_VOCABULARY = SimpleVocabulary(
    [SimpleTerm(form, title=FORM_TITLES[form]) for form in FORMS],
)


class DeadlineBeforeYearEnd(Invalid):
    __doc__ = _(
        "reports_round_deadline_invalid",
        default="The deadline must be after the end of the reported year.",
    )


class IRoundDirectory(model.Schema):
    """The folder of all reporting rounds."""


class IReportingRound(model.Schema):
    """One year's reporting: who reports what, by which indicators, until when."""

    year = schema.Int(
        title=_("reports_round_year", default="Reported year"),
        min=1990,
        max=2100,
    )
    directives.widget("forms", klass="mtd-checks")
    forms = schema.Set(
        title=_("reports_round_forms", default="Forms"),
        description=_("reports_round_forms_help", default="What each library hands in."),
        value_type=schema.Choice(vocabulary=FORM_VOCABULARY),
        defaultFactory=lambda: set(FORMS),
        min_length=1,
    )
    deadline = schema.Datetime(
        title=_("reports_round_deadline", default="Deadline"),
        description=_(
            "reports_round_deadline_help",
            default="Lithuanian time. What comes later is taken, and marked late.",
        ),
    )
    directives.widget("libraries", AjaxSelectFieldWidget)
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
        required=False,
    )

    @invariant
    def deadline_after_year(data):
        if data.deadline and data.year and data.deadline.year <= data.year:
            raise DeadlineBeforeYearEnd(data.deadline)


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
