"""Charts: one specification for screen, print and files.

A page makes a `Chart` of a specification (`specs`) and of the texts of its table, and shows it by
macro `context/@@chart-macros/chart`. The server draws it (`rendering`); in a browser with scripts
it answers when pointed at (`static/charts.js`). A page of `views.ChartsPage` hands out its charts
as files. `sparklines` are small and need none of this.
"""

from metodinis.layout.charts.sparklines import sparkline
from typing import NamedTuple


__all__ = ["Chart", "sparkline"]


class Chart(NamedTuple):
    """A chart as a page shows it.

    id: ASCII letters, digits and hyphens, unique on the page; title: text that says the finding;
    spec: a specification of `specs`; head, rows: the texts of the table below it, the first of
    each row names it; note: text on the source or on what is missing.
    """

    id: str
    title: str
    spec: dict
    head: tuple
    rows: tuple
    note: str = ""
