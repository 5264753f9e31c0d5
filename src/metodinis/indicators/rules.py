"""Check rules, read from one CSV, and what they find in a report. Pure.

The same engine checks the web form, spreadsheets, REST, imports and `make check`.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from functools import lru_cache
from math import log
from metodinis.indicators.findings import Context
from metodinis.indicators.findings import Finding
from metodinis.indicators.findings import PLACEHOLDERS
from metodinis.indicators.formulas import Expression
from metodinis.indicators.formulas import numbers_of
from metodinis.indicators.formulas import parse_expression
from metodinis.indicators.operators import compiled
from metodinis.indicators.operators import FLAGS
from metodinis.indicators.operators import LISTS
from metodinis.indicators.operators import PeerRange
from metodinis.indicators.operators import View
from metodinis.indicators.operators import YEARLY
from metodinis.indicators.tables import Fault
from metodinis.indicators.tables import read_rows
from metodinis.indicators.tables import read_table
from metodinis.indicators.tables import write_table
from statistics import median
from string import Formatter
import re


COLUMNS = [
    *("code", "severity", "element", "left", "operator", "right", "tolerance", "missing"),
    *("minimum_difference", "lower", "upper", "valid_from", "valid_to"),
    *("message_lt", "message_en"),
]
SEVERITIES = ("error", "warning", "info")
STRATEGIES = ("skip", "zero", "require")
# Fewer peers with both numbers tell nothing.
MIN_PEERS = 8

_CODE = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_NUMBERS = ("tolerance", "minimum_difference", "lower", "upper")
# Which of these columns an operator reads; `missing` may always be filled.
_READS = {
    **{name: {"right", "tolerance"} for name in ("=", "!=", "<", "<=", ">", ">=")},
    "together": {"right"},
    "exclusive": {"right"},
    "between": {"lower", "upper"},
    "peers": {"right", "tolerance"},
    "band": {"lower", "upper", "minimum_difference"},
    "tenfold": {"lower", "upper", "minimum_difference"},
    "same": {"lower"},
    "zero_after": {"minimum_difference"},
    "nonzero_after": {"minimum_difference"},
    "compulsory": set(),
    "duplicate_series": {"lower"},
    "flag": {"right"},
}
OPERATORS = tuple(_READS)


@dataclass(frozen=True, eq=False)
class Rule:
    """A line of the CSV. left, right: Expressions; codes: the codes that a list operator reads."""

    code: str
    severity: str
    element: str
    left_text: str
    operator: str
    right_text: str
    tolerance: Decimal | None
    missing: str
    minimum_difference: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    valid_from: int | None
    valid_to: int | None
    message_lt: str
    message_en: str
    left: Expression | None
    right: Expression | None
    codes: tuple[str, ...]

    @property
    def now_codes(self):
        """Codes whose value of this year the expressions read."""
        return self._codes("now_codes")

    @property
    def last_codes(self):
        """Codes whose value of last year the expressions read."""
        return self._codes("last_codes")

    def _codes(self, name):
        sides = [side for side in (self.left, self.right) if side]
        return tuple(dict.fromkeys(code for side in sides for code in getattr(side, name)))

    @property
    def looks_back(self):
        """Whether last year's values matter."""
        return self.operator in YEARLY or bool(self.last_codes)

    def holds_in(self, year):
        """Whether it is to be run on a form of `year`."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)

    def message(self, language):
        return self.message_en if language == "en" else self.message_lt

    def row(self):
        """The line of the CSV: column -> text."""
        row = {column: getattr(self, column, None) for column in COLUMNS}
        row |= {"left": self.left_text, "right": self.right_text}
        return {column: "" if value is None else str(value) for column, value in row.items()}


@dataclass(frozen=True, eq=False)
class RuleSet:
    """The rules of one table, in its order."""

    rules: tuple[Rule, ...]

    def check(self, cells, previous=None, *, year, catalogue, context=Context()):  # noqa: B008
        """The Findings in a report, in the form's order; those of the whole report come first.

        cells: code -> Cell of the report; previous: of the same library's last year, or None;
        catalogue: the Catalogue of the form, whole or for this year.
        """
        last = numbers_of(previous) if previous else {}
        view = View(numbers_of(cells), last, cells, previous, context)
        findings = [
            Finding(rule, hit, view, catalogue)
            for rule, find in _compiled(self, catalogue, year)
            for hit in find(view)
        ]
        if len(findings) > 1:
            positions = catalogue.positions
            findings.sort(key=lambda finding: positions.get(finding.element, -1))
        return findings

    def sums(self, cells, *, year, catalogue):
        """code of a total -> what its parts in `cells` add up to, where they are known."""
        numbers = numbers_of(cells)
        found = {}
        for rule, _find in _compiled(self, catalogue, year):
            if rule.operator == "=" and rule.left_text in catalogue.elements and rule.right.adds_up:
                value = rule.right.value(numbers, {})
                if value is not None:
                    found[rule.left_text] = value
        return found

    def peer_ranges(self, reports, *, year, catalogue):
        """Rule code -> PeerRange over the reports (cells) of similar libraries, for Context."""
        numbers = [numbers_of(cells) for cells in reports]
        ranges = {}
        for rule, _find in _compiled(self, catalogue, year):
            if rule.operator == "peers":
                found = _peer_range(rule, numbers)
                if found:
                    ranges[rule.code] = found
        return ranges

    @cached_property
    def text(self):
        """Canonical CSV: `parse_rules` of it gives the same rules."""
        return write_table(COLUMNS, (rule.row() for rule in self.rules))


@lru_cache(maxsize=64)
def _compiled(rule_set, catalogue, year):
    """[(rule, function View -> Hits)] of the rules that say something on this year's form."""
    catalogue = catalogue.for_year(year)
    pairs = [(rule, compiled(rule, catalogue)) for rule in rule_set.rules if rule.holds_in(year)]
    return [(rule, find) for rule, find in pairs if find]


def _peer_range(rule, reports):
    logarithms = []
    for now in reports:
        left = rule.left.value(now, {})
        right = rule.right.value(now, {}) if rule.right else 1
        if left is not None and right is not None and left > 0 and right > 0:
            logarithms.append(log(left / right))
    if len(logarithms) < MIN_PEERS:
        return None
    middle = median(logarithms)
    deviation = median(abs(each - middle) for each in logarithms)
    # If more than half are the very same, there is no measure of what is far.
    return PeerRange(middle, deviation) if deviation else None


def parse_rules(text, catalogue):
    """The RuleSet of a CSV text with COLUMNS over a Catalogue. Raises TableErrors."""
    seen = {}

    def read(row):
        code = row.need("code")
        if not _CODE.fullmatch(code):
            raise Fault("code", "code", found=code)
        if code in seen:
            raise Fault("code", "twice", found=code, first=seen[code])
        seen[code] = row.line
        return _rule(row, catalogue.elements)

    return RuleSet(tuple(read_rows(read_table(text, COLUMNS), read)))


def _rule(row, elements):
    severity = row.choice("severity", SEVERITIES)
    operator = row.choice("operator", OPERATORS)
    row.unused({"right", *_NUMBERS} - _READS[operator])
    element = row["element"]
    if element and element not in elements:
        raise Fault("element", "unknown_code", found=element)
    left, right, codes = _operands(row, operator, elements)
    start, end = row.years()
    lenient = "zero" if operator in ("together", "exclusive") else "skip"
    return Rule(
        code=row["code"],
        severity=severity,
        element=element,
        left_text=row["left"],
        operator=operator,
        right_text=row["right"],
        missing=row.choice("missing", STRATEGIES, lenient),
        **_limits(row, operator),
        valid_from=start,
        valid_to=end,
        message_lt=_message(row, "message_lt"),
        message_en=_message(row, "message_en"),
        left=left,
        right=right,
        codes=codes,
    )


def _operands(row, operator, elements):
    """(left expression, right expression, codes): what the operator reads of these."""
    if operator == "flag":
        row.unused(("left",))
        row.choice("right", FLAGS)
        return None, None, ()
    text = row.need("left")
    if operator in LISTS:
        return None, None, _codes(text, operator, elements)
    left = parse_expression(text, elements, "left", last_year=True)
    if not left.now_codes:
        raise Fault("left", "expression", found=text)
    if operator not in ("between", "peers"):
        row.need("right")
    if not row["right"]:
        return left, None, ()
    return left, parse_expression(row["right"], elements, "right", last_year=True), ()


def _codes(text, operator, elements):
    if text == "*" and operator == "compulsory":
        return ()
    for code in text.split():
        if operator == "compulsory":
            if code not in elements:
                raise Fault("left", "unknown_code", found=code)
        elif parse_expression(code, elements, "left").codes != (code,):
            raise Fault("left", "expression", found=code)
    return tuple(text.split())


def _limits(row, operator):
    limits = {column: row.number(column) for column in _NUMBERS}
    lower, upper = limits["lower"], limits["upper"]
    if operator in ("band", "between") and lower is None and upper is None:
        raise Fault("lower", "required")
    if lower is not None and upper is not None and lower > upper:
        raise Fault("upper", "bounds")
    return limits


def _message(row, column):
    """A text whose {placeholders} are all known, so that a table can't reach into objects."""
    text = row.need(column)
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    try:
        fields = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        raise Fault(column, "placeholder", found="{", choices=known) from None
    for name, specification, conversion in fields:
        if name not in PLACEHOLDERS or specification or conversion:
            raise Fault(column, "placeholder", found=f"{{{name}}}", choices=known)
    return text
