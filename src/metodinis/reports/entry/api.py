"""REST of a report's values: `@report`, `@checks`, `@explanations`, `@suggestions`."""

from decimal import Decimal
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.indicators.suggestions import suggestions
from metodinis.reports import operations
from metodinis.reports.content import StatisticalReport
from metodinis.reports.entry.answers import COMMON_ANSWERS
from metodinis.reports.rules import EditConflict
from plone import api
from zope.i18n import translate


def value_json(cell):
    """A Cell as JSON, or None: state, value (number, text, truth value or null), raw, reason,
    and whether it is estimated."""
    if cell is None:
        return None
    return {**cell._asdict(), "value": number_json(cell.value)}


def number_json(value):
    """A number as JSON writes it; anything else as it is."""
    return float(value) if isinstance(value, Decimal) else value


def report_json(report, lang):
    """A statistical report: what it is of, where it stands, and its cells in the form's order."""
    cells, previous = report.cells(), report.visible_previous_cells()
    return {
        "@id": f"{report.absolute_url()}/@report",
        "year": report.year,
        "form": report.form,
        "state": state_of(report),
        "library": {"code": report.library.code, "title": report.library.title},
        "due": _iso(report.due),
        "submitted_at": _iso(report.submitted_at),
        "cells": [
            {
                "code": element.code,
                "title": element.title(lang),
                "section": element.section,
                "type": element.type,
                "unit": element.unit,
                "derived": bool(element.derived),
                "revision": report.revision(element.code),
                "cell": value_json(cells.get(element.code)),
                "previous": value_json(previous.get(element.code)),
            }
            for element in report.catalogue.elements.values()
        ],
    }


def checks_json(report, lang):
    """Findings on the present values, each with the explanation that holds for it."""
    return [finding_json(report, finding, lang) for finding in report.findings()]


def finding_json(report, finding, lang):
    explanation, earlier = report.explanation(finding), report.last_explanation(finding)
    return {
        "key": finding.key,
        "code": finding.element,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.text(lang),
        "likely": number_json(finding.likely),
        "explanation": explanation.text if explanation else None,
        # Written to the same finding before: of other values, or a year ago.
        "earlier_explanation": earlier.text if earlier and earlier != explanation else None,
    }


def conflict_json(conflicts):
    """What stands in the cells that someone else changed. conflicts: list of Conflict."""
    return [
        {
            "code": conflict.code,
            "typed": conflict.typed,
            "revision": conflict.record.revision,
            "cell": value_json(conflict.record.cell),
        }
        for conflict in conflicts
    ]


def cells_of(body):
    """The cells that a body holds, as `operations.save_cells` takes them. Raises FieldErrors."""
    cells = body.get("cells")
    if not isinstance(cells, dict):
        raise FieldErrors(
            {"cells": _("reports_cells_invalid", default="Send cells as {code: {raw, revision}}.")}
        )
    errors = {}
    for code, sent in cells.items():
        if (
            not isinstance(sent, dict)
            or not isinstance(sent.get("raw"), (str, int, float, type(None)))
            or not isinstance(sent.get("reason", ""), str)
            or type(sent.get("revision", 0)) is not int
        ):
            errors[code] = _(
                "reports_cell_invalid",
                default="A cell is {raw: text or number, reason: text, revision: whole number}.",
            )
    if errors:
        raise FieldErrors(errors)
    return cells


def _iso(moment):
    return moment.isoformat() if moment else None


class ReportService(JsonService):
    """Base of the services on one statistical report."""

    context: StatisticalReport

    @property
    def lang(self):
        return api.portal.get_current_language()

    def error(self, refusal):
        body = super().error(refusal)
        if isinstance(refusal, EditConflict):
            body["conflicts"] = conflict_json(refusal.conflicts)
        return body


class GetReport(ReportService):
    """GET @report"""

    def answer(self):
        return report_json(self.context, self.lang)


class PatchReport(ReportService):
    """PATCH @report {"cells": {code: {"raw", "reason", "revision"}}}: all are stored, or none."""

    def answer(self):
        changed = operations.save_cells(self.context, cells_of(self.body()))
        return {
            "changed": changed,
            "revisions": {code: self.context.revision(code) for code in changed},
            "checks": checks_json(self.context, self.lang),
        }


class GetChecks(ReportService):
    """GET @checks: what looks wrong, with explanations, and answers that are often given."""

    def answer(self):
        page = self.batch(
            self.context.findings(),
            lambda finding: finding_json(self.context, finding, self.lang),
        )
        page["common_answers"] = [
            translate(answer, context=self.request) for answer in COMMON_ANSWERS
        ]
        return page


class PostExplanation(ReportService):
    """POST @explanations {"key", "text"}; an empty text takes the explanation away."""

    def answer(self):
        body = self.body()
        finding = operations.explain(self.context, text_of(body, "key"), text_of(body, "text"))
        return finding_json(self.context, finding, self.lang)


class GetSuggestions(ReportService):
    """GET @suggestions: what the site knows of the report's year from elsewhere."""

    def answer(self):
        known = self.context.catalogue.elements
        found = suggestions(self.context.library_uid, self.context.year)
        return {
            "@id": f"{self.context.absolute_url()}/@suggestions",
            "items": [
                {
                    "code": code,
                    "value": suggestion.value,
                    "text": translate(suggestion.text, context=self.request),
                }
                for code, suggestion in found.items()
                if code in known
            ],
        }
