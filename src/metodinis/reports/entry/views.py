"""The form of a statistical report, and what its script saves."""

from metodinis.common.api import answer_of
from metodinis.common.api import body_of
from metodinis.common.api import error_of
from metodinis.common.moments import now
from metodinis.common.numbers import UNKNOWN
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import Refused
from metodinis.i18n import _
from metodinis.indicators.suggestions import suggestions
from metodinis.reports import operations
from metodinis.reports.entry.answers import COMMON_ANSWERS
from metodinis.reports.entry.api import cells_of
from metodinis.reports.rules import EditConflict
from metodinis.reports.rules import revision_of
from metodinis.reports.views import ReportPage
from plone import api
from plone.memoize.view import memoize
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate
import json
import transaction


class EntryBase(ReportPage):
    """What the form and the page of an upload share: rows with last year's values."""

    def __call__(self):
        if not self.may_write:
            return self.send_to_reading()
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            return self.handle()
        return self.index()

    @property
    @memoize
    def catalogue(self):
        return self.context.catalogue

    @property
    @memoize
    def previous(self):
        return self.context.previous_cells() or {}

    @property
    def answers(self):
        return [translate(answer, context=self.request) for answer in COMMON_ANSWERS]

    def element_title(self, code):
        return self.catalogue.elements[code].title(self.lang)

    def previous_text(self, code):
        return self.cell_text(self.previous.get(code), self.catalogue.elements[code])

    def explanation_field(self, finding):
        """The name of the control that explains a finding."""
        return "explain." + finding.key.replace(":", "|")

    def finding_text(self, finding):
        return finding.text(self.lang)

    def explanation(self, finding):
        found = self.context.explanation(finding)
        return found.text if found else ""

    def earlier_explanation(self, finding):
        """What was written to the same finding before, if that isn't what stands now."""
        found = self.context.last_explanation(finding)
        return found.text if found and found.text != self.explanation(finding) else ""


class EntryPage(EntryBase):
    """`@@enter`: all sections on one page, saved cell by cell.

    Works as a plain form too: then all cells are saved together, or none.
    """

    index = ViewPageTemplateFile("templates/enter.pt")
    help_label = _("reports_entry_help", default="What is counted")
    notes_template = ViewPageTemplateFile("templates/notes.pt")

    def __init__(self, context, request):
        super().__init__(context, request)
        self.typed = {}
        self.errors = {}
        self.conflicts = {}

    def handle(self):
        """Save the plain form; what can't be saved is shown again as it was typed."""
        form = self.request.form
        self.typed = _named(form, "raw.")
        try:
            self.store(
                _typed_cells(form, self.typed),
                {name.replace("|", ":"): text for name, text in _named(form, "explain.").items()},
                _named(form, "answer."),
            )
        except EditConflict as refusal:
            self.conflicts = {conflict.code: conflict for conflict in refusal.conflicts}
            self.request.response.setStatus(refusal.status)
        except FieldErrors as refusal:
            self.errors = refusal.errors
            self.request.response.setStatus(refusal.status)
        else:
            return self.request.response.redirect(self._next_url(form))
        return self.index()

    def _next_url(self, form):
        if "proceed" in form and self.hand_over:
            return f"{self.context.absolute_url()}/@@report-transition?name={self.hand_over}"
        api.portal.show_message(
            _("reports_entry_saved", default="Saved."), self.request, type="info"
        )
        return f"{self.context.absolute_url()}/@@enter"

    def store(self, cells, explanations, answers):
        """Save cells, explanations of what is still odd, and answers to remarks: all or none."""
        before = transaction.savepoint()
        try:
            return self._store(cells, explanations, answers)
        except Refused:
            before.rollback()
            raise

    def _store(self, cells, explanations, answers):
        changed = operations.save_cells(self.context, cells)
        if explanations:
            current = {finding.key: finding for finding in self.context.findings()}
            for key, text in explanations.items():
                finding = current.get(key)
                stands = finding and self.context.explanation(finding)
                if finding and text.strip() != (stands.text if stands else ""):
                    operations.explain(self.context, key, text)
        for remark_id, text in answers.items():
            if text.strip():
                operations.answer(self.context, remark_id, text)
        return changed

    # what the template shows

    @property
    @memoize
    def cells(self):
        return self.context.cells()

    @property
    @memoize
    def records(self):
        return self.context.records()

    @property
    @memoize
    def findings(self):
        """code (or "") -> findings; an empty cell is no finding here, its field shows it."""
        found = {}
        for finding in self.context.findings():
            if not is_empty(finding, self.cells):
                found.setdefault(finding.element, []).append(finding)
        return found

    @property
    @memoize
    def sums(self):
        """code -> what the parts of a total add up to."""
        return self.context.rules.sums(self.cells, year=self.context.year, catalogue=self.catalogue)

    @property
    @memoize
    def remarks(self):
        """code (or "") -> (id, Remark) that aren't settled."""
        threads = {}
        for key, remark in self.context.remarks.items():
            if not remark.resolved:
                threads.setdefault(remark.code, []).append((key, remark))
        return threads

    @property
    @memoize
    def suggestions(self):
        """code -> Suggestion: what the site knows of this year from elsewhere."""
        return suggestions(self.context.library_uid, self.context.year)

    def suggestion(self, element, cell):
        """What is shown beside a cell that doesn't hold it yet: text, and what a click types."""
        found = self.suggestions.get(element.code)
        if found is None or element.derived or (cell is not None and cell.value == found.value):
            return None
        return {"text": found.text, "value": self.number(found.value)}

    @property
    @memoize
    def open_keys(self):
        """Keys of the findings that keep the report from being handed in."""
        return {finding.key for finding in self.context.open_findings()}

    def sections(self):
        """The sections that have rows, with their counts."""
        for section in self.catalogue.sections.values():
            elements = self.catalogue.in_section(section.code)
            if elements:
                yield {
                    "code": section.code,
                    "title": section.title(self.lang),
                    "rows": [self.row(element) for element in elements],
                    **self.counts(elements),
                }

    def counts(self, elements):
        """How many compulsory cells are filled, of how many, and how much there is to look at."""
        needed = [element for element in elements if element.compulsory]
        findings = [found for element in elements for found in self.findings.get(element.code, ())]
        remarks = [pair[1] for element in elements for pair in self.remarks.get(element.code, ())]
        return {
            "filled": sum(element.code in self.cells for element in needed),
            "expected": len(needed),
            "open": sum(finding.key in self.open_keys for finding in findings)
            + sum(remark.messages[-1].side == "department" for remark in remarks),
        }

    @property
    def progress(self):
        return self.counts(self.catalogue.elements.values())

    def row(self, element):
        """What one line of the form shows."""
        code = element.code
        record, cell = self.records.get(code), self.cells.get(code)
        stored = record.cell if record else None
        standing = cell is not None and stored is None and not element.derived
        return {
            "element": element,
            "code": code,
            "title": element.title(self.lang),
            "definition": element.definition(self.lang),
            "mistakes": element.mistakes(self.lang),
            "raw": self.typed.get(code, stored.raw if stored else ""),
            "standing": cell.reason if standing else None,
            "placeholder": self.cell_text(cell, element) if standing else None,
            "revision": record.revision if record else 0,
            "reason": stored.reason if stored else "",
            "asks_reason": stored is not None and stored.state == UNKNOWN,
            "awaits": element.compulsory and cell is None,
            "value": self.cell_text(cell, element),
            "previous": self.previous_text(code),
            "change": self.change_text(cell, self.previous.get(code)),
            "sum": self.sum_text(element),
            "error": self.error_of(code),
            "suggestion": self.suggestion(element, cell),
        }

    def sum_text(self, element):
        total = self.sums.get(element.code)
        return None if total is None else self.number(total)

    def error_of(self, code):
        """What is wrong with what was typed into a cell, or who else wrote there."""
        if code in self.conflicts:
            return self.conflict_text(self.conflicts[code])
        error = self.errors.get(code)
        return translate(error, context=self.request) if error else None

    def conflict_text(self, conflict):
        record = conflict.record
        element = self.catalogue.elements[conflict.code]
        return translate(
            _(
                "reports_conflict_cell",
                default="Meanwhile ${who} wrote ${value} here (${when}). Save again if yours is "
                "right, or write theirs.",
                mapping={
                    "who": self.name_of(record.by),
                    "value": self.cell_text(record.cell, element),
                    "when": self.date_time(record.at, "short"),
                },
            ),
            context=self.request,
        )

    @property
    def error_list(self):
        """For the summary above the form."""
        codes = [*self.conflicts, *self.errors]
        return [(f"raw-{code}", f"{code}: {self.error_of(code)}") for code in codes]

    def notes(self, code):
        """The findings and remarks under a row, as HTML; empty if there are none."""
        findings, remarks = self.findings.get(code, ()), self.remarks.get(code, ())
        if not findings and not remarks:
            return ""
        return self.notes_template(code=code, findings=findings, remarks=remarks)


class SaveCells(EntryPage):
    """`@@save-cells`: what the form's script sends as JSON; the answer is what it changes."""

    def __call__(self):
        self.request.response.setHeader("Content-Type", "application/json")
        if self.request.method != "POST":
            self.request.response.setStatus(405)
            return json.dumps({})
        CheckAuthenticator(self.request)
        return json.dumps(answer_of(self.answer, self.request, self.error))

    def answer(self):
        body = body_of(self.request)
        saved = self.store(cells_of(body), _texts(body, "explanations"), _texts(body, "answers"))
        return {
            "saved": saved,
            "at": f"{now().astimezone(self.zone):%H:%M}",
            "progress": self.progress,
            "sections": {
                code: self.counts(self.catalogue.in_section(code))
                for code in self.catalogue.sections
            },
            "rows": {code: self._changing(code) for code in self.catalogue.elements},
            "notes": self.notes(""),
        }

    def _changing(self, code):
        element = self.catalogue.elements[code]
        cell = self.cells.get(code)
        return {
            "revision": self.context.revision(code),
            "asks_reason": cell is not None and cell.state == UNKNOWN,
            "awaits": element.compulsory and cell is None,
            "change": self.change_text(cell, self.previous.get(code)),
            "sum": self.sum_text(element),
            "notes": self.notes(code),
        }

    def error(self, refusal):
        body = error_of(refusal, self.request)
        if isinstance(refusal, EditConflict):
            body["conflicts"] = [
                {
                    "code": conflict.code,
                    "revision": conflict.record.revision,
                    "message": self.conflict_text(conflict),
                }
                for conflict in refusal.conflicts
            ]
        return body


class EntryMacros(ReportPage):
    """`context/@@entry-macros/<name>`: the macros of templates/macros.pt."""

    index = ViewPageTemplateFile("templates/macros.pt")

    def __getitem__(self, name):
        return self.index.macros[name]


def is_empty(finding, cells):
    """Whether a finding says only that its own cell isn't filled yet."""
    return finding.elements == (finding.element,) and finding.element not in cells


def _named(form, prefix):
    """The texts of the controls whose names begin with `prefix`, by the rest of the name."""
    return {
        name.removeprefix(prefix): text
        for name, text in form.items()
        if name.startswith(prefix) and isinstance(text, str)
    }


def _typed_cells(form, typed):
    """The plain form's cells as `operations.save_cells` takes them."""
    revisions, reasons = _named(form, "revision."), _named(form, "reason.")
    return {
        code: {
            "raw": raw,
            "reason": reasons.get(code, ""),
            "revision": revision_of(revisions.get(code)),
        }
        for code, raw in typed.items()
    }


def _texts(body, name):
    """A part of the body that maps names to texts. Raises FieldErrors."""
    part = body.get(name, {})
    if not isinstance(part, dict) or not all(isinstance(text, str) for text in part.values()):
        raise FieldErrors({name: _("common_text_invalid", default="This must be a text.")})
    return part
