"""REST service of the site.

GET @statistics?code=R8&library=KRT    values by library, as items in pages of b_size (most: 1000)
    code, library, municipality, county, kind   each as often as wanted; from, to: years
    level=municipality|county|territory         what the libraries have together
    shape=compact                               whole, as tables of libraries or groups × years
    states=accepted                             instead of published: for the department alone
"""

from metodinis.common.api import JsonService
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.indicators.opendata.answers import Answers
from metodinis.indicators.opendata.asked import LEVELS
from metodinis.indicators.opendata.asked import PAGING
from metodinis.indicators.opendata.asked import question_of
from metodinis.indicators.opendata.data import library_json
from metodinis.indicators.opendata.data import line_json
from metodinis.indicators.opendata.state import public_state
from metodinis.indicators.store import CATALOGUE_ID
from metodinis.indicators.values.members import members
from metodinis.indicators.values.table import PUBLIC
from metodinis.indicators.values.table import table
from metodinis.indicators.values.table import VIEW_ACCEPTED
from metodinis.layout.datasets import LICENCE
from metodinis.layout.revalidation import is_known
from urllib.parse import urlencode
from zope.i18nmessageid import Message
import hashlib
import json


# What is answered at once: values of libraries, figures of groups, which are computed.
MOST_VALUES, MOST_FIGURES = 100_000, 5_000
TOO_MUCH = _(
    "opendata_too_much",
    default="That would be ${size} values, at most ${most} are answered at once. Narrow the "
    "question, or take a file of open data.",
)


class GetStatistics(JsonService):
    """The values of published reports; of accepted ones, if they are asked for and may be seen."""

    def render(self):
        self.check_permission()
        answer = self.reply()
        self.request.response.setHeader("Content-Type", "application/json")
        # Thousands of numbers: without the indentation, which takes longer than all the rest.
        # What was asked may be no UTF-8, and a refusal repeats it.
        text = "" if answer is None else json.dumps(answer, ensure_ascii=False)
        return text.encode(errors="replace")

    def answer(self):
        seen = table(PUBLIC)
        question = question_of(self.request.form, members(), _codes(seen))
        is_public = question.states == PUBLIC
        if not is_public:
            require(VIEW_ACCEPTED, self.context[CATALOGUE_ID])
        answers = Answers(question, seen if is_public else table(question.states))
        _check_size(answers)
        self.request.response.setHeader("Vary", "Accept")
        if is_public and self._is_known():
            return None
        state = public_state()
        return {
            "@id": self._address(),
            "license": LICENCE,
            "states": question.states,
            "level": question.level,
            "version": state.version,
            "modified": state.modified.isoformat(timespec="seconds"),
            **(_compact(answers) if question.shape == "compact" else self._items(answers)),
        }

    def _is_known(self):
        """Let everybody keep the answer, once nothing can be refused any more."""
        state, asked = public_state(), self.request.get("QUERY_STRING", "")
        digest = hashlib.sha256(asked.encode(errors="replace")).hexdigest()[:16]
        return is_known(self.request, f"{state.key}-{digest}", state.modified)

    def _items(self, answers):
        start, size, pages = answers.question.start, answers.question.size, answers.items()
        items = pages.page(start, start + size)
        codes = dict.fromkeys(item["code"] for item in items)
        libraries = {item.get("library") for item in items}
        return {
            "items": items,
            "items_total": len(pages),
            "b_start": start,
            "b_size": size,
            "batching": self._links(start, size, len(pages)),
            "indicators": [line_json(answers.table, code) for code in codes],
            "libraries": [
                library_json(one) for one in answers.table.members if one.code in libraries
            ],
        }

    def _links(self, start, size, total):
        """Addresses of this page and of others, as far as there are any."""
        last = (total - 1) // size * size if total and size else 0
        found = {"@id": start, "first": 0, "last": last}
        if start:
            found["prev"] = max(start - size, 0)
        if size and start + size < total:
            found["next"] = start + size
        return {name: self._address(b_start=place, b_size=size) for name, place in found.items()}

    def _address(self, **paging):
        """The address of the question, with other `paging`."""
        kept = [
            (name, value)
            for name, values in self.request.form.items()
            if name not in PAGING or not paging
            for value in (values if isinstance(values, list) else [values])
        ]
        query = urlencode([*kept, *paging.items()])
        address = f"{self.context.absolute_url()}/@statistics"
        return f"{address}?{query}" if query else address


def _codes(found):
    """All codes that can be asked for: those of the catalogue, and those that once had values."""
    return {*found.current.elements, *found.current.indicators, *found.lines}


def _compact(answers):
    indicators = [line_json(answers.table, code) for code in answers.codes]
    return {**answers.compact(), "indicators": indicators}


def _check_size(answers):
    """Raise FieldErrors for "shape" if a compact answer would be too large."""
    question = answers.question
    most = MOST_VALUES if question.level == LEVELS[0] else MOST_FIGURES
    if question.shape == "compact" and answers.size > most:
        sizes = {"size": str(answers.size), "most": str(most)}
        raise FieldErrors({"shape": Message(TOO_MUCH, mapping=sizes)})
