"""`@@import` on the folder of rounds: files are chosen, looked at, and imported."""

from datetime import datetime
from functools import cached_property
from metodinis.common.refusals import FieldErrors
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.indicators import readable
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import parsed_catalogue
from metodinis.indicators.store import parsed_rules
from metodinis.indicators.store import rules_text
from metodinis.layout.actions import ActionPage
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.views import PageView
from metodinis.reports.imports import jobs
from metodinis.reports.imports.exports import deliver_mapping
from metodinis.reports.imports.planning import Source
from metodinis.reports.imports.reading import Refusal
from metodinis.reports.rules import ZONE
from operator import attrgetter
from zExceptions import NotFound


SHOWN = 100
STATES = {
    jobs.LOOKING: ("info", _("imports_state_looking", default="Looking at the file")),
    jobs.LOOKED: ("ok", _("imports_state_looked", default="Ready to import")),
    jobs.IMPORTING: ("info", _("imports_state_importing", default="Importing")),
    jobs.DONE: ("ok", _("imports_state_done", default="Imported")),
    jobs.REFUSED: ("error", _("imports_state_refused", default="Not taken")),
    jobs.FAILED: ("error", _("imports_state_failed", default="Broken off")),
}
PARTS = {
    "file": _("imports_part_file", default="File"),
    "mapping": _("imports_part_mapping", default="Mapping"),
    "catalogue": _("imports_part_catalogue", default="Catalogue"),
    "rules": _("imports_part_rules", default="Check rules"),
    "round": _("imports_part_round", default="Round"),
}
SEVERITIES = {
    "error": _("imports_severity_error", default="Error"),
    "warning": _("imports_severity_warning", default="Warning"),
    "info": _("imports_severity_info", default="Note"),
}
VALUE_STATES = {
    "value": _("imports_value", default="Value"),
    "zero": _("imports_zero", default="Zero"),
    "not_applicable": _("imports_not_applicable", default="Not applicable"),
    "unknown": _("imports_unknown", default="No data"),
    "empty": _("imports_empty", default="Empty"),
}
UPLOADS = ("mapping", "catalogue", "rules")


class ImportPage(Listing, ActionPage):
    """The form, or, with `?job=…`, one import: how far it is, what would come or came out."""

    title = _("imports_title", default="Import past years")
    lead = _(
        "imports_lead",
        default="A whole year of reports from a CSV file. First you see what would change; "
        "nothing is stored until you confirm.",
    )
    refused_title = _("imports_refused_title", default="The file isn't taken")
    refused_text = _(
        "imports_refused_text",
        default="Mend these places and choose the files again. Nothing was stored.",
    )
    failed_text = _(
        "imports_failed_text",
        default="The server was stopped, or something went wrong that the administrator finds in "
        "its log. Nothing was stored: start again.",
    )
    nothing_text = _(
        "imports_nothing_text",
        default="Everything is as the file says already: there is nothing to import.",
    )
    leave_text = _(
        "imports_leave_text",
        default="You may leave this page: the work goes on, and its outcome stays here.",
    )
    progress_label = _("imports_progress", default="Done")
    refused_caption = _("imports_refused_caption", default="What is wrong")
    totals_caption = _("imports_totals_caption", default="Elements in the file")
    findings_caption = _("imports_findings_caption", default="What the checks found")
    last_caption = _("imports_last_caption", default="Last imports")
    columns = (
        Column(
            "name",
            _("imports_file", default="Reports (CSV)"),
            attrgetter("name"),
            lambda job: sort_key(job.name),
        ),
        Column(
            "year",
            _("imports_year", default="Reported year"),
            attrgetter("year"),
            attrgetter("year"),
        ),
        Column(
            "state",
            _("imports_column_state", default="State"),
            lambda job: STATES[job.shown_state][1],
            lambda job: list(STATES).index(job.shown_state),
        ),
        Column(
            "when",
            _("imports_column_when", default="When"),
            attrgetter("started"),
            attrgetter("started"),
        ),
    )
    first_order = ("when", True)
    export_name = "imports-export"

    @cached_property
    def job(self):
        """The Job that the address names, or None. Raises NotFound."""
        key = self.request.form.get("job")
        if not key:
            return None
        job = jobs.job_of(self.context, str(key))
        if job is None:
            raise NotFound(self.__name__)
        return job

    def act(self, form):
        if "confirm" in form:
            jobs.confirm(self.context, str(form.get("job")))
            return _("imports_started", default="The import has begun.")
        year = self.typed("year")
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise FieldErrors({"year": _("imports_year_missing", default="Write a year: 2017.")})
        name, data = self._uploaded("file")
        parts = {part: self._uploaded(part)[1] or None for part in UPLOADS}
        source = Source(name, data, **parts)
        job = jobs.start(self.context, source, int(year), language=self.lang)
        self.request.form["job"] = job.key
        return _("imports_looking_started", default="The file is being looked at.")

    def _uploaded(self, field):
        """(name, bytes) of an uploaded file; ("", b"") if none was chosen."""
        upload = self.request.form.get(field)
        name = getattr(upload, "filename", "")
        return (name.rpartition("\\")[2], upload.read()) if name else ("", b"")

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@import?job={self.request.form['job']}"

    @property
    def last_year(self):
        return datetime.now(ZONE).year - 1

    @property
    def is_working(self):
        return self.job.is_working

    @property
    def steps(self):
        """Where one stands, for macro `steps`."""
        state = self.job.shown_state if self.job is not None else None
        place = {None: 0, jobs.LOOKING: 1, jobs.LOOKED: 1, jobs.IMPORTING: 2, jobs.DONE: 3}
        now = place.get(state, 1)
        titles = (
            _("imports_step_files", default="Files"),
            _("imports_step_look", default="What changes"),
            _("imports_step_done", default="Imported"),
        )
        states = ["done"] * now + ["current"] + ["todo"] * 3
        return list(zip(titles, states, strict=False))

    def badge_of(self, job):
        return STATES[job.shown_state]

    @property
    def found(self):
        """The last Jobs, the newest first."""
        return list(jobs.journal(self.context).values())[::-1]

    # the outcome

    @property
    def outcome(self):
        return self.job.outcome

    @property
    def can_confirm(self):
        return self.job.state == jobs.LOOKED and self.outcome.is_new

    @property
    def tiles(self):
        """What is made and changed: (label, number)."""
        outcome = self.outcome
        return [
            (_("imports_tile_libraries", default="New libraries"), outcome.libraries),
            (_("imports_tile_reports", default="New reports"), outcome.reports),
            (_("imports_tile_changed", default="Corrected reports"), outcome.changed),
            (_("imports_tile_same", default="Unchanged reports"), outcome.same),
            (_("imports_tile_cells", default="Values"), outcome.cells),
        ]

    @property
    def refusals(self):
        """The first Refusals; what is said alike of several columns of a line is said once."""
        found = {}
        for refusal in self.outcome.refused:
            place = refusal.part, refusal.line, refusal.library, refusal.message
            found.setdefault(place, []).append(refusal.column)
        return [
            Refusal(line, ", ".join(columns), library, message, part)
            for (part, line, library, message), columns in list(found.items())[:SHOWN]
        ]

    @property
    def refused_count(self):
        return self.plural(len(self.outcome.refused), "layout_errors")

    @cached_property
    def round(self):
        """The round of the imported year, or None."""
        return self.context.get(str(self.job.year))

    @cached_property
    def _elements(self):
        """code -> Element of the year's round; of the site now, if there is no round yet."""
        if self.round is not None:
            return self.round.catalogue.elements
        return parsed_catalogue(catalogue_text()).elements

    @cached_property
    def _rules(self):
        """code -> Rule, of the same."""
        found = self.round.rules if self.round is not None else None
        found = found or parsed_rules(rules_text(), catalogue_text())
        return {rule.code: rule for rule in found.rules}

    def element_title(self, code):
        """What an element is called; "" if the file has indicators of its own."""
        return self._elements[code].title(self.lang) if code in self._elements else ""

    def rule_text(self, code):
        """What a check rule says; its code if the file has rules of its own."""
        return readable.message(self._rules[code], self.lang) if code in self._rules else code

    def part_title(self, refusal):
        return PARTS[refusal.part]

    def severity_badge(self, count):
        return count.severity, SEVERITIES[count.severity]

    @property
    def value_states(self):
        return list(VALUE_STATES.items())


class ImportsExport(ListingExport, ImportPage):
    """`@@imports-export?format=csv|xlsx`: the last imports as they are listed."""

    file_name = "imports"
    sheet_name = ImportPage.last_caption


class MappingExample(PageView):
    """`@@import-mapping`: a mapping file for the site's own indicators, ready to be changed."""

    def __call__(self):
        return deliver_mapping(self.request.response)
