"""What the pages of figures ask of reports, which they can't import."""

from datetime import datetime
from typing import NamedTuple
from zope.interface import Interface


class CellSource(NamedTuple):
    """One cell behind a figure. code: of the element; raw: as it was typed; state: of
    common.numbers; number: in the unit that people type, or None; estimated: whether it is."""

    code: str
    raw: str
    state: str
    number: float | None
    estimated: bool


class CorrectionSource(NamedTuple):
    """A correction of a cell: texts of the values before and after, the reason, when."""

    code: str
    original: str
    corrected: str
    reason: str
    at: datetime


class ReportSource(NamedTuple):
    """The report behind the figures of a library and year, as the present user may see it.

    state: of the workflow; title, url: of the report; cells: tuple of CellSource in the form's
    order; corrections: tuple of CorrectionSource, oldest first; explanations: tuple of
    (code of an element, what was found, the library's explanation); ask_url: of the page on which
    the present user asks the library about a cell (`?code=`), or None.
    """

    title: str
    url: str
    state: str
    cells: tuple
    corrections: tuple
    explanations: tuple
    ask_url: str | None


class ISources(Interface):
    """Utility: what is known of reports beside the columns."""

    def report(library, year, codes=None):
        """The ReportSource of a library's year, of some elements' codes only or of all; None
        if there is none that the present user may view."""

    def own_row(library, year):
        """What `rules.row_of` gives of a report, with its state: (state, row); None if there is
        none, or the present user may not view it.

        For what the Table doesn't tell this user: of one's own report that isn't accepted or, as
        the department alone sees accepted values, isn't published yet.
        """
