"""What a check rule found in a report, and what is known of a report beside its cells. Pure."""

from hashlib import blake2b
from metodinis.common.numbers import MESSAGES as CELL_MESSAGES
from metodinis.layout import formats
from typing import NamedTuple


# What a rule's message may hold.
PLACEHOLDERS = ("value", "previous", "likely", "left", "right", "title")

MESSAGES = {
    "missing": (
        "Patikrinti negalima, kol trūksta reikšmės: {titles}. Užpildykite ir šias eilutes.",
        "This can't be checked while a value is missing: {titles}. Fill in these lines too.",
    ),
    "reason": (
        "Parašykite, kodėl duomenų nėra.",
        "Write why there are no data.",
    ),
    "not_applicable": CELL_MESSAGES["not_applicable_refused"],
}


class Context(NamedTuple):
    """Circumstances of a report that its cells don't tell.

    explanation_reused: codes of elements; peers: what `RuleSet.peer_ranges` gave, or None.
    """

    first_report: bool = False
    opened: bool = False
    closed: bool = False
    merged: bool = False
    late: bool = False
    explanation_reused: tuple[str, ...] = ()
    peers: dict | None = None


class Finding:
    """What a rule found in a report; severity: "error", "warning" or "info".

    element: the code that it is shown at, "" for the whole report; elements: all codes involved;
    value, previous, likely: numbers in the unit that people type, or None.
    """

    __slots__ = ("_catalogue", "_hit", "_rule", "_view")

    def __init__(self, rule, hit, view, catalogue):
        self._rule = rule
        self._hit = hit
        self._view = view
        self._catalogue = catalogue

    rule = property(lambda self: self._rule.code)
    severity = property(lambda self: self._rule.severity)
    element = property(lambda self: self._hit.element)
    elements = property(lambda self: self._hit.elements)
    value = property(lambda self: self._hit.value)
    previous = property(lambda self: self._hit.previous)
    likely = property(lambda self: self._hit.likely)

    @property
    def key(self):
        """Names the same finding in every year's report: "rule:element"."""
        return f"{self.rule}:{self.element}"

    @property
    def fingerprint(self):
        """A short hash of the states and values involved, last year's too if they matter."""
        parts = [self.key]
        for cells in (self._view.cells, self._view.previous if self._rule.looks_back else None):
            for code in self.elements:
                cell = (cells or {}).get(code)
                parts.append(f"{code} {cell[0]} {cell[1]}" if cell else f"{code} empty")
        return blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()

    def text(self, language):
        """The rule's message in "lt" or "en" with the numbers filled in."""
        elements = self._catalogue.elements
        if self._hit.problem:
            empty = [code for code in self._rule.now_codes if self._view.cells.get(code) is None]
            titles = ", ".join(elements[code].title(language) for code in empty)
            return MESSAGES[self._hit.problem][language == "en"].format(titles=titles)
        numbers = {
            name: formats.number(getattr(self._hit, name), language)
            for name in PLACEHOLDERS
            if name != "title"
        }
        title = elements[self.element].title(language) if self.element in elements else ""
        return self._rule.message(language).format(title=title, **numbers)

    def __repr__(self):
        return f"<Finding {self.severity} {self.key}>"
