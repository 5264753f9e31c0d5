"""REST of corrections: `@corrections` of a report, and of all that is published."""

from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.reports import operations
from metodinis.reports.corrections.catalog import published_corrections
from metodinis.reports.entry.api import value_json


def correction_json(report, correction):
    """A correction without the person: their name is for library and department."""
    return {
        "report": report.absolute_url(),
        "library": report.library.code,
        "year": report.year,
        "code": correction.code,
        "original": value_json(correction.original),
        "corrected": value_json(correction.corrected),
        "reason": correction.reason,
        "at": correction.at.isoformat(),
    }


class GetCorrections(JsonService):
    """GET @corrections of one report, oldest first"""

    def answer(self):
        return self.batch(
            list(self.context.corrections.values()),
            lambda correction: correction_json(self.context, correction),
        )


class GetRegister(JsonService):
    """GET @corrections of all published reports, newest first"""

    def answer(self):
        return self.batch(published_corrections(), lambda pair: correction_json(*pair))


class PostCorrection(JsonService):
    """POST @corrections {"code", "value", "reason"}"""

    def answer(self):
        body = self.body()
        correction = operations.correct(
            self.context, text_of(body, "code"), text_of(body, "value"), text_of(body, "reason")
        )
        return correction_json(self.context, correction)
