"""REST: what never applies to a library.

GET   @standing   {"items": [{"code", "title", "reason"}]}; reason null: it applies
PATCH @standing   {"reasons": {code: reason}}; an empty reason takes it back
"""

from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.reports.standing.operations import change_standing
from metodinis.reports.standing.operations import choices
from metodinis.reports.standing.operations import reason_of


class GetStanding(JsonService):
    def answer(self):
        return self.batch(choices(), self.item)

    def item(self, element):
        return {
            "code": element.code,
            "title": {"lt": element.title("lt"), "en": element.title("en")},
            "reason": reason_of(self.context, element.code),
        }


class PatchStanding(JsonService):
    def answer(self):
        reasons = self.body().get("reasons")
        if not isinstance(reasons, dict):
            raise FieldErrors(
                {"reasons": _("reports_standing_object", default="This must be a JSON object.")}
            )
        reasons = {code: text_of(reasons, code) for code in reasons}
        return {"changed": change_standing(self.context, reasons)}
