"""The figures of all libraries of a round together, from the store of statistics.

The public gets those of published reports; the department those of all that are accepted.
"""

from metodinis.common.numbers import NUMBER_TYPES
from metodinis.common.permissions import may
from metodinis.indicators.catalogue import Element
from metodinis.indicators.catalogue import Indicator
from metodinis.indicators.values.table import table
from metodinis.indicators.values.texts import value_text
from metodinis.reports.rounds.operations import VIEW_PROGRESS
from metodinis.reports.rules import ACCEPTED
from typing import NamedTuple


class Result(NamedTuple):
    """What a line has of all libraries together: an element's sum or an indicator's ratio of sums.

    value: None ("no data") if no library has it, or the denominators add up to 0; numerator,
    denominator: the sums; of an element's sum the denominator is None. count: libraries asked;
    used: those whose values are in it, or to whom it doesn't apply. Money is in euros.
    """

    value: int | float | None
    numerator: int | float | None
    denominator: int | float | None
    count: int
    used: int

    @property
    def partial(self):
        """Whether some libraries' values are missing."""
        return self.used < self.count


class TerritoryFigure(NamedTuple):
    """A line of the catalogue and its Result. codes: of the cells that it comes from."""

    line: Element | Indicator
    result: Result
    codes: tuple[str, ...]

    @property
    def is_sum(self):
        return self.line.kind == "element"

    def text(self, lang):
        """The value as the reader's language writes it."""
        return value_text(self.line, self.result.value, lang)


def states_seen(reporting_round):
    """The states whose reports the present user may see added up."""
    return ACCEPTED if may(VIEW_PROGRESS, reporting_round) else ("published",)


def territory(reporting_round, codes=None, states=None):
    """The TerritoryFigures of a round: sums, then indicators; or of `codes` in their order.

    states: of the reports that count; those that the present user may see, if None. Empty if
    none is in yet.
    """
    if not reporting_round.catalogue_text or "statistical" not in reporting_round.forms:
        return []
    year = reporting_round.year
    found = table(states or states_seen(reporting_round))
    if year not in found.years or not found.reports[:, found.years.index(year)].any():
        return []
    catalogue = reporting_round.catalogue
    lines = {line.code: line for line in (*summed(catalogue), *catalogue.indicators.values())}
    everybody = found.everybody()
    return [
        _figure(lines[code], found.total(code, year, everybody))
        for code in (lines if codes is None else codes)
        if code in lines
    ]


def summed(catalogue):
    """The Elements of a Catalogue that may be added up."""
    return [
        element
        for element in catalogue.elements.values()
        if element.aggregation == "sum" and element.type in NUMBER_TYPES
    ]


def _figure(line, group):
    """The TerritoryFigure of a line's GroupFigure."""
    value, above, below = map(_whole, group[:3])
    if line.kind == "element":
        return TerritoryFigure(line, Result(value, value, None, *group[3:]), (line.code,))
    return TerritoryFigure(line, Result(group.value, above, below, *group[3:]), line.codes)


def _whole(number):
    """A whole number as int, that it is written without a decimal point."""
    return int(number) if number is not None and number.is_integer() else number


def figure_json(figure, lang):
    """A TerritoryFigure as JSON. Sums of money are in cents as cells are, formulas in euros."""
    line, result = figure.line, figure.result
    is_money = figure.is_sum and line.type == "money" and result.value is not None
    value, numerator = result[:2] if not is_money else [round(result.value * 100)] * 2
    return {
        "code": line.code,
        "title": line.title(lang),
        "kind": "sum" if figure.is_sum else "ratio",
        "type": getattr(line, "type", "decimal"),
        "unit": line.unit,
        "value": value,
        "numerator": numerator,
        "denominator": result.denominator,
        "factor": None if figure.is_sum else float(line.factor),
        "libraries": result.used,
        "asked": result.count,
        "partial": result.partial,
        "sources": list(figure.codes),
    }
