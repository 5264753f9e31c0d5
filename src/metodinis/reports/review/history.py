"""`@@report-history`: every step of a report and every change of its values, and both as files."""

from functools import cached_property
from metodinis.common.numbers import CellError
from metodinis.common.numbers import parse_cell
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.reports.views import ReportPage
from metodinis.reports.views import TRANSITION_TITLES
from operator import attrgetter
from operator import itemgetter
from plone.memoize.view import memoize


ROWS = 50
STEPS = {**TRANSITION_TITLES, "import": _("reports_step_import", default="Imported")}
ACTIONS = {
    "enter": _("reports_action_enter", default="entered"),
    "freeze": _("reports_action_freeze", default="taken from the register"),
    "thaw": _("reports_action_thaw", default="left to the register again"),
    "correct": _("reports_action_correct", default="corrected"),
    "import": _("reports_action_import", default="imported"),
}


class ChangeLine:
    """A Change as people read it; its values are put into words only where they are shown."""

    def __init__(self, change, element, page):
        self._change, self._element, self._page = change, element, page
        self.code, self.at = change.code, change.at
        self.title = element.title(page.lang) if element else ""
        self.by = page.name_of(change.by)
        self.action = ACTIONS[change.action]

    @cached_property
    def before(self):
        return self._text(self._change.before)

    @cached_property
    def after(self):
        return self._text(self._change.after)

    def _text(self, raw):
        """A value of the history as it reads elsewhere; as it was typed if it can't be read."""
        if not self._element:
            return raw
        try:
            return self._page.cell_text(parse_cell(raw, self._element.type), self._element)
        except CellError:
            return raw


AT = _("reports_history_at", default="When")
BY = _("reports_history_by", default="Who")


class HistoryPage(Listing, ReportPage):
    """The steps, newest first, and the list of changes, found by an element's code or words."""

    title = _("reports_history_title", default="History of the report")
    steps_caption = _("reports_history_steps", default="Steps")
    changes_caption = _("reports_history_changes", default="Changes of values")
    nothing_found = _("reports_history_nothing", default="No change of such an element")
    columns = (
        Column("at", AT, attrgetter("at"), attrgetter("at")),
        Column("by", BY, attrgetter("by"), lambda line: sort_key(line.by)),
        Column(
            "code",
            _("rounds_column_element_code", default="Element's code"),
            attrgetter("code"),
        ),
        Column(
            "title",
            _("reports_entry_element", default="Element"),
            attrgetter("title"),
            lambda line: sort_key(line.title),
        ),
        Column("before", _("reports_history_before", default="Before"), attrgetter("before")),
        Column("after", _("reports_history_after", default="After"), attrgetter("after")),
        Column("action", _("reports_history_how", default="How"), attrgetter("action")),
    )
    step_columns = (
        Column("at", AT, itemgetter("at")),
        Column("by", BY, itemgetter("by")),
        Column("title", _("reports_history_step", default="Step"), itemgetter("title")),
        Column("reason", _("reports_history_reason", default="Reason"), itemgetter("reason")),
    )
    first_order = ("at", True)
    export_name = "report-history-export"

    @property
    def steps(self):
        """The steps of the workflow, newest first."""
        history = self.context.workflow_history["metodinis_report"]
        return [
            {
                "title": STEPS[entry["action"]],
                "by": self.name_of(entry["actor"]),
                "at": entry["time"].asdatetime(),
                "reason": entry["comments"],
            }
            for entry in reversed(history)
            if entry["action"] in STEPS
        ]

    @property
    @memoize
    def changes(self):
        """All changes of values, newest first; a narrative report has none."""
        if self.context.form != "statistical":
            return []
        elements = self.context.catalogue.elements
        return [
            ChangeLine(change, elements.get(change.code), self)
            for change in reversed(self.context.changes)
        ]

    @property
    @memoize
    def found(self):
        words = self.text.casefold().split()
        return [
            line
            for line in self.changes
            if all(word in f"{line.code} {line.title}".casefold() for word in words)
        ]

    @property
    @memoize
    def page(self):
        return self.batch(self.ordered, ROWS)


class HistoryExport(ListingExport, HistoryPage):
    """`@@report-history-export?format=csv|xlsx`: the changes as they are shown, and the steps.

    A workbook has a sheet of each; CSV has the changes, of a report that has none the steps.
    """

    @property
    def file_name(self):
        return f"{self.context.library.code.lower()}-{self.context.getId()}-history"

    def sheets(self):
        steps = self.sheet(self.steps_caption, self.rows_of(self.step_columns, self.steps))
        if not self.changes:
            return [steps]
        return [self.sheet(self.changes_caption, self.rows()), steps]
