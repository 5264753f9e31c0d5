"""REST of a narrative report: `@report`, `@report-document`."""

from metodinis.common.api import date_of
from metodinis.common.api import file_of
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.reports.narrative import operations
from metodinis.reports.narrative.exports import deliver_document
from metodinis.reports.narrative.rules import CHAPTERS
from metodinis.reports.narrative.rules import Decision
from metodinis.reports.operations import HISTORY
from metodinis.reports.rules import EditConflict
from plone import api
from plone.restapi.services import Service


PARTS = {"chapters", "file", "decision"}


def report_json(report, lang):
    """A narrative report: what it is of, where it stands, its chapters, document and decision.

    Who wrote what and when is told to those who may see the report's history.
    """
    inside = may(HISTORY, report)
    return {
        "@id": f"{report.absolute_url()}/@report",
        "year": report.year,
        "form": report.form,
        "state": state_of(report),
        "library": {"code": report.library.code, "title": report.library.title},
        "due": iso(report.due),
        "submitted_at": iso(report.submitted_at),
        "chapters": [chapter_json(report, code, lang, inside) for code in CHAPTERS],
        "file": document_json(report, inside),
        "decision": decision_json(report),
    }


def chapter_json(report, code, lang, inside):
    chapter, passage = CHAPTERS[code], report.passage(code)
    found = {
        "code": code,
        "title": chapter.title(lang),
        "required": chapter.required,
        "text": report.text_of(code),
        "revision": report.revision(code),
    }
    if inside:
        found |= {"by": passage.by if passage else None, "at": iso(passage and passage.at)}
    return found


def document_json(report, inside):
    """The uploaded document, or None."""
    document = report.document
    if document is None:
        return None
    found = {
        "@id": f"{report.absolute_url()}/@report-document",
        "filename": document.name,
        "kind": document.kind,
        "size": document.size,
    }
    return found | ({"by": document.by, "at": iso(document.at)} if inside else {})


def decision_json(report):
    """The council's decision; null in both places if there is none."""
    number, day = report.decision
    return {"number": number or None, "date": iso(day)}


def conflict_json(conflict):
    """What stands in a chapter that someone else changed."""
    passage = conflict.record
    return {
        "code": conflict.code,
        "typed": conflict.typed,
        "text": passage.text if passage else "",
        "revision": passage.revision if passage else 0,
        "by": passage.by if passage else None,
        "at": iso(passage and passage.at),
    }


def iso(moment):
    """A date or an aware datetime as text; None stays None."""
    return moment.isoformat() if moment else None


class GetReport(JsonService):
    """GET @report"""

    def answer(self):
        return report_json(self.context, api.portal.get_current_language())


class PatchReport(JsonService):
    """PATCH @report with any of these, all stored or none:

    {"chapters": {code: {"text", "revision"}},
     "file": {"filename", "data": base64} or null to take it away,
     "decision": {"number", "date": "2026-04-26"} or null}
    """

    def answer(self):
        body, report = self.body(), self.context
        if not body or body.keys() - PARTS:
            raise FieldErrors(
                {
                    "body": _(
                        "narrative_body_invalid",
                        default="Send any of these, and nothing else: chapters, file, decision.",
                    )
                }
            )
        chapters = chapters_of(body)
        changed = operations.save_chapters(report, chapters) if chapters else []
        if "file" in body:
            self.put_file(body["file"])
        if "decision" in body:
            operations.set_decision(report, decision_of(body["decision"]))
        return {
            "changed": changed,
            "revisions": {code: report.revision(code) for code in chapters},
            "file": document_json(report, inside=True),
            "decision": decision_json(report),
        }

    def put_file(self, sent):
        if sent is None:
            operations.remove_document(self.context)
        else:
            operations.put_document(self.context, *file_of(sent))

    def error(self, refusal):
        body = super().error(refusal)
        if isinstance(refusal, EditConflict):
            body["conflicts"] = [conflict_json(conflict) for conflict in refusal.conflicts]
        return body


def chapters_of(body):
    """The chapters in a body, as `operations.save_chapters` takes them. Raises FieldErrors."""
    chapters = body.get("chapters", {})
    if not isinstance(chapters, dict):
        raise FieldErrors(
            {
                "chapters": _(
                    "narrative_chapters_invalid",
                    default="Send chapters as {code: {text, revision}}.",
                )
            }
        )
    invalid = _(
        "narrative_chapter_invalid", default="A chapter is {text: text, revision: whole number}."
    )
    errors = {
        code: invalid
        for code, sent in chapters.items()
        if not isinstance(sent, dict)
        or not isinstance(sent.get("text"), str)
        or type(sent.get("revision", 0)) is not int
    }
    if errors:
        raise FieldErrors(errors)
    return chapters


def decision_of(sent):
    """The Decision in {"number", "date"}; an empty one for null. Raises FieldErrors."""
    if sent is None:
        return Decision()
    if not isinstance(sent, dict):
        raise FieldErrors(
            {
                "decision": _(
                    "narrative_decision_invalid",
                    default="Send decision as {number: text, date: 2026-04-26}.",
                )
            }
        )
    return Decision(text_of(sent, "number"), date_of(sent, "date"))


class GetDocument(Service):
    """GET @report-document: the uploaded document itself."""

    def render(self):
        self.check_permission()
        return deliver_document(self.context, self.request)
