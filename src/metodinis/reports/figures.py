"""What the values of a report give: its computed indicators, for pages and services alike."""

from decimal import Decimal
from metodinis.indicators.catalogue import Indicator
from metodinis.indicators.formulas import compute
from metodinis.indicators.formulas import Result
from typing import NamedTuple


class Figure(NamedTuple):
    """An Indicator of one report, with the codes that it comes from; previous: last year's value,
    None if there is none or the present user may not see it."""

    indicator: Indicator
    result: Result
    previous: Decimal | None


def figures_of(report, codes=None):
    """The Figures of a statistical report: of all its indicators, or of `codes` in their order."""
    indicators = report.catalogue.indicators
    cells, before = report.cells(), report.visible_previous_cells()
    return [
        Figure(indicators[code], compute(indicators[code], cells), last.value)
        for code in (indicators if codes is None else codes)
        if code in indicators
        for last in (compute(indicators[code], before),)
    ]
