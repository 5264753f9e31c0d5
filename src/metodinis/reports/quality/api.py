"""GET rounds/<year>/@odd-values: values to look at; GET rounds/<year>/@quality: the card."""

from metodinis.common.api import choice_of
from metodinis.common.api import JsonService
from metodinis.reports.quality.reading import card
from metodinis.reports.quality.reading import odd_values
from metodinis.reports.quality.rules import KINDS
from plone import api


class GetOddValues(JsonService):
    """In pages; `kind` of rules.KINDS. Numbers in the unit that people type."""

    def answer(self):
        form = self.request.form
        kind = choice_of(form, "kind", KINDS) if "kind" in form else ""
        found = [odd for odd in odd_values(self.context) if kind in ("", odd.oddity.kind)]
        return self.batch(found, self._json)

    def _json(self, odd):
        told = odd.oddity._asdict()
        del told["row"]
        member = odd.member
        url = f"{api.portal.get().absolute_url()}/libraries/{member.id}"
        return {
            "library": {"@id": url, "code": member.code, "title": member.title},
            **told,
            "is_waiting": odd.is_waiting,
        }


class GetQuality(JsonService):
    """The Measures of the round, in the card's order."""

    def answer(self):
        return {"items": [measure._asdict() for measure in card(self.context)]}
