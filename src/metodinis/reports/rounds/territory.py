"""The figures of all libraries of a round together, from the totals that are kept with it.

The public gets those of published reports; the department those of all that are accepted.
"""

from metodinis.common.numbers import Cell
from metodinis.common.numbers import VALUE
from metodinis.common.permissions import may
from metodinis.indicators.catalogue import Element
from metodinis.indicators.catalogue import Indicator
from metodinis.indicators.groups import GroupResult
from metodinis.indicators.groups import ratio_result
from metodinis.indicators.groups import sum_result
from metodinis.indicators.groups import summed
from metodinis.indicators.values.texts import indicator_text
from metodinis.reports.entry.api import number_json
from metodinis.reports.figures import KEY_INDICATORS
from metodinis.reports.rounds import catalog
from metodinis.reports.rounds.operations import VIEW_PROGRESS
from metodinis.reports.rules import ACCEPTED
from metodinis.reports.views import cell_text
from typing import NamedTuple


# What a territory is told by at first sight; what the round doesn't ask is left out.
# Outlets, users, visits, loans; then those by which a library is known.
KEY_CODES = ("A1", "C1", "C4", "D1", *KEY_INDICATORS)


class TerritoryFigure(NamedTuple):
    """A line of the catalogue and its GroupResult. codes: of the cells that it comes from."""

    line: Element | Indicator
    result: GroupResult
    codes: tuple[str, ...]

    @property
    def is_sum(self):
        return self.line.kind == "element"

    def text(self, lang):
        """The value as the reader's language writes it."""
        if not self.is_sum:
            return indicator_text(self.line, self.result.value, lang)
        value = self.result.value
        cell = None if value is None else Cell(VALUE, value, "")
        text = cell_text(cell, self.line, lang)
        has_own_sign = self.line.type in ("money", "percent") or value is None
        return text if has_own_sign or not self.line.unit else f"{text} {self.line.unit}"


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
    totals = reporting_round.totals.of(states or states_seen(reporting_round))
    if not totals:
        return []
    catalogue = reporting_round.catalogue
    asked = catalog.figures(reporting_round, "statistical").expected
    found = {
        element.code: TerritoryFigure(element, sum_result(element, totals, asked), (element.code,))
        for element in summed(catalogue)
    }
    for indicator in catalogue.indicators.values():
        result = ratio_result(indicator, totals, asked)
        found[indicator.code] = TerritoryFigure(indicator, result, indicator.codes)
    return [found[code] for code in (found if codes is None else codes) if code in found]


def figure_json(figure, lang):
    """A TerritoryFigure as JSON. Sums of money are in cents as cells are, formulas in euros."""
    line, result = figure.line, figure.result
    return {
        "code": line.code,
        "title": line.title(lang),
        "kind": "sum" if figure.is_sum else "ratio",
        "type": getattr(line, "type", "decimal"),
        "unit": line.unit,
        "value": number_json(result.value),
        "numerator": number_json(result.numerator),
        "denominator": number_json(result.denominator),
        "factor": None if figure.is_sum else number_json(line.factor),
        "libraries": result.used,
        "asked": result.count,
        "partial": result.partial,
        "sources": list(figure.codes),
    }
