"""REST of the review: `@report-indicators`, `@report-transition`, `@remarks`, `@report-history`."""

from metodinis.common.api import JsonService
from metodinis.common.api import step_of
from metodinis.common.api import text_of
from metodinis.common.states import state_of
from metodinis.reports import operations
from metodinis.reports.entry.api import number_json
from metodinis.reports.entry.api import value_json
from metodinis.reports.figures import figures_of
from metodinis.reports.rules import NotReady
from metodinis.reports.workflow import NEED_A_REASON
from plone import api


def remark_json(key, remark):
    return {
        "id": key,
        "code": remark.code,
        "resolved": remark.resolved,
        "messages": [
            {
                "text": message.text,
                "side": message.side,
                "by": message.by,
                "at": message.at.isoformat(),
            }
            for message in remark.messages
        ],
    }


class PostTransition(JsonService):
    """POST @report-transition {"name", "reason"}; 409 with blockers if it isn't ready."""

    def answer(self):
        body = self.body()
        name = step_of(body, operations.TRANSITIONS)
        reason = [text_of(body, "reason")] if name in NEED_A_REASON else []
        operations.TRANSITIONS[name](self.context, *reason)
        return {"state": state_of(self.context)}

    def error(self, refusal):
        body = super().error(refusal)
        if isinstance(refusal, NotReady):
            body["blockers"] = [{"code": code, "message": text} for code, text in refusal.blockers]
        return body


class GetRemarks(JsonService):
    """GET @remarks"""

    def answer(self):
        return self.batch(list(self.context.remarks.items()), lambda pair: remark_json(*pair))


class PostRemark(JsonService):
    """POST @remarks: {"code", "text"} adds, {"id", "text"} answers, {"id", "resolved"} settles."""

    def answer(self):
        body = self.body()
        key = text_of(body, "id")
        if not key:
            key = operations.remark(self.context, text_of(body, "code"), text_of(body, "text"))
        elif "resolved" in body:
            operations.resolve(self.context, key, body["resolved"] is True)
        else:
            operations.answer(self.context, key, text_of(body, "text"))
        return remark_json(key, self.context.remarks[key])


class GetIndicators(JsonService):
    """GET @report-indicators: the computed indicators, and the cells that they come from.

    Without a value, `missing` names the cells that lack one; a denominator may be 0.
    """

    def answer(self):
        cells = self.context.cells()
        return self.batch(figures_of(self.context), lambda figure: indicator_json(figure, cells))


def indicator_json(figure, cells):
    """A Figure as JSON; cells: of its report, code -> Cell."""
    lang = api.portal.get_current_language()
    indicator, result, previous = figure
    return {
        "code": indicator.code,
        "title": indicator.title(lang),
        "unit": indicator.unit,
        "formula": {
            "numerator": str(indicator.numerator),
            "denominator": str(indicator.denominator),
            "factor": number_json(indicator.factor),
        },
        "value": number_json(result.value),
        "numerator": number_json(result.numerator),
        "denominator": number_json(result.denominator),
        "previous": number_json(previous),
        "sources": {code: value_json(cells.get(code)) for code in result.sources},
        "missing": list(result.missing),
    }


class GetHistory(JsonService):
    """GET @report-history: steps of the workflow, and changes of values, newest first"""

    def answer(self):
        # A narrative report has none, but would acquire the register's count of them.
        changes = self.context.changes if self.context.form == "statistical" else []
        answer = self.batch(
            changes[::-1],
            lambda change: {**change._asdict(), "at": change.at.isoformat()},
        )
        answer["steps"] = [
            {
                "name": entry["action"],
                "by": entry["actor"],
                "at": entry["time"].ISO8601(),
                "reason": entry["comments"],
            }
            for entry in self.context.workflow_history["metodinis_report"]
            if entry["action"]
        ]
        return answer
