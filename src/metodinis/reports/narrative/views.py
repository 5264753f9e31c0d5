"""The narrative report as it is read and as it is written, its document, and its decision."""

from metodinis.common.api import date_of
from metodinis.common.api import text_of
from metodinis.common.documents import MAX_SIZE
from metodinis.common.permissions import may
from metodinis.common.refusals import Refused
from metodinis.common.texts import blocks
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.reports import operations as reports
from metodinis.reports.narrative import operations
from metodinis.reports.narrative.exports import deliver_document
from metodinis.reports.narrative.rules import CHAPTERS
from metodinis.reports.narrative.rules import Decision
from metodinis.reports.narrative.rules import MAX_CHAPTER
from metodinis.reports.narrative.rules import MAX_NUMBER
from metodinis.reports.rules import EditConflict
from metodinis.reports.rules import revision_of
from metodinis.reports.views import ReportPage
from plone.memoize.view import memoize
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18nmessageid import Message
import transaction


class NarrativePage(ReportPage):
    """What all pages of a narrative report show."""

    max_number = MAX_NUMBER

    @property
    def document(self):
        """The uploaded document as the macro file_chip takes it, or None."""
        document = self.context.document
        if document is None:
            return None
        return {
            "url": f"{self.context.absolute_url()}/@@document",
            "name": document.name,
            "type": document.kind.upper(),
            "size": document.size,
            "by": self.name_of(document.by),
            "at": self.date_time(document.at, "short"),
        }

    @property
    @memoize
    def sees_history(self):
        """Library and department see what isn't for the public."""
        return may(reports.HISTORY, self.context)

    @property
    @memoize
    def threads(self):
        """Code of a chapter (or "") -> the (id, Remark) on it, for those whom they concern."""
        found = {}
        if self.sees_history:
            for key, remark in self.context.remarks.items():
                found.setdefault(remark.code, []).append((key, remark))
        return found


class ReportView(NarrativePage):
    """The report as it is read."""

    index = ViewPageTemplateFile("templates/report.pt")
    empty_title = _("narrative_empty", default="Nothing is written yet")
    enter_label = _("narrative_enter", default="Write the report")

    def __call__(self):
        return self.index()

    @property
    @memoize
    def chapters(self):
        """The written chapters, in order."""
        return [
            {
                "code": code,
                "title": chapter.title(self.lang),
                "blocks": blocks(self.context.text_of(code)),
                "threads": self.threads.get(code, ()),
            }
            for code, chapter in CHAPTERS.items()
            if self.context.text_of(code) or code in self.threads
        ]

    @property
    def may_decide(self):
        return operations.may_decide(self.context)


class WritingPage(ActionPage, NarrativePage):
    """Base of the two forms: all that one sends is stored, or nothing."""

    def __call__(self):
        if not self.is_open:
            return self.send_to_reading()
        return super().__call__()

    def act(self, form):
        before = transaction.savepoint()
        try:
            self.store(form)
        except Refused:
            before.rollback()
            raise
        return _("narrative_saved", default="Saved.")

    @property
    def decision_number(self):
        return self.typed("number", self.context.decision.number)

    @property
    def decision_date(self):
        stored = self.context.decision.date
        return self.typed("date", stored.isoformat() if stored else "")

    def store_decision(self, form):
        decision = Decision(text_of(form, "number"), date_of(form, "date"))
        if decision != self.context.decision:
            operations.set_decision(self.context, decision)


class DecisionPage(WritingPage):
    """`@@decision`: the council's decision alone, for the department too."""

    index = ViewPageTemplateFile("templates/decision.pt")
    title = _("narrative_decision_title", default="Decision of the municipal council")

    @property
    def is_open(self):
        return operations.may_decide(self.context)

    def store(self, form):
        self.store_decision(form)


class EnterPage(WritingPage):
    """`@@enter`: all chapters, the document and the decision; chapters are saved as one writes.

    Works as a plain form too: then everything is saved together.
    """

    index = ViewPageTemplateFile("templates/enter.pt")
    max_chapter = MAX_CHAPTER
    max_size = MAX_SIZE

    @property
    def is_open(self):
        return self.may_write

    def store(self, form):
        report = self.context
        operations.save_chapters(report, _chapters_of(form))
        upload = form.get("file")
        if getattr(upload, "filename", ""):
            operations.put_document(report, upload.filename, upload.read(MAX_SIZE + 1))
        elif "remove" in form:
            operations.remove_document(report)
        if "number" in form:
            self.store_decision(form)
        for name, text in form.items():
            if name.startswith("answer.") and isinstance(text, str) and text.strip():
                reports.answer(report, name.removeprefix("answer."), text)

    @property
    def next_url(self):
        url = self.context.absolute_url()
        if "proceed" in self.request.form and self.hand_over:
            return f"{url}/@@report-transition?name={self.hand_over}"
        return f"{url}/@@enter"

    @property
    def conflicts(self):
        """code -> Conflict of the chapters that someone else changed meanwhile."""
        if not isinstance(self.refusal, EditConflict):
            return {}
        return {conflict.code: conflict for conflict in self.refusal.conflicts}

    @property
    def errors(self):
        if not self.conflicts:
            return [
                (f"raw-{control[2:]}" if control[2:] in CHAPTERS else control, text)
                for control, text in super().errors
            ]
        message = _(
            "narrative_conflict_in",
            default="${title}: someone else changed this chapter meanwhile.",
        )
        return [
            (f"raw-{code}", Message(message, mapping={"title": CHAPTERS[code].title(self.lang)}))
            for code in self.conflicts
        ]

    # what the template shows

    @property
    @memoize
    def chapters(self):
        return [self.row(chapter) for chapter in CHAPTERS.values()]

    def row(self, chapter):
        """What the form shows of one chapter."""
        code = chapter.code
        passage, conflict = self.context.passage(code), self.conflicts.get(code)
        text = self.typed(f"text.{code}", self.context.text_of(code))
        stored = self.context.revision(code)
        return {
            "code": code,
            "title": chapter.title(self.lang),
            "guidance": chapter.guidance(self.lang),
            "required": chapter.required,
            "text": text,
            "written": bool(text.strip()),
            # After a conflict one has seen what stands: saving again is a choice.
            "revision": stored if conflict else self.typed(f"revision.{code}", stored),
            "by": self.name_of(passage.by) if passage else None,
            "at": self.date_time(passage.at, "short") if passage else None,
            "figures": self.figures(chapter),
            "theirs": conflict.record.text if conflict and conflict.record else None,
            "error": self.error_of(code),
            "threads": [item for item in self.threads.get(code, ()) if not item[1].resolved],
        }

    @property
    def written(self):
        return sum(chapter["written"] for chapter in self.chapters)

    @property
    @memoize
    def statistics(self):
        """The statistical report of the same year and its cells, or None."""
        report = self.context.library.get(f"statistical-{self.context.year}")
        if report is None or not may(reports.VIEW, report):
            return None
        return report.catalogue.elements, report.cells()

    def figures(self, chapter):
        """The year's figures that a chapter speaks of: list of (title, value)."""
        if self.statistics is None:
            return []
        elements, cells = self.statistics
        return [
            (elements[code].title(self.lang), self.cell_text(cells[code], elements[code]))
            for code in chapter.elements
            if code in elements and code in cells
        ]


def _chapters_of(form):
    """The chapters of a plain form, as `operations.save_chapters` takes them."""
    return {
        code: {"text": form[f"text.{code}"], "revision": revision_of(form.get(f"revision.{code}"))}
        for code in CHAPTERS
        if isinstance(form.get(f"text.{code}"), str)
    }


class DocumentDownload(BrowserView):
    """`@@document`: the uploaded document, always to be saved and never shown by the browser."""

    def __call__(self):
        return deliver_document(self.context, self.request)


class NarrativeMacros(NarrativePage):
    """`context/@@narrative-macros/<name>`: the macros of templates/macros.pt."""

    index = ViewPageTemplateFile("templates/macros.pt")

    def __getitem__(self, name):
        return self.index.macros[name]
