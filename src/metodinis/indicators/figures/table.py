"""The table of libraries on the page of an indicator: of those whose names a reader may see."""

from functools import cached_property
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import UNKNOWN
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.indicators.peers.rules import percentiles
from metodinis.indicators.values.rules import NOTHING
from metodinis.indicators.values.rules import NUMBER
from metodinis.indicators.values.rules import WORDS
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.libraries.rules import counties
from metodinis.libraries.rules import municipalities
from metodinis.libraries.schema import ILibrary
import numpy


LEAST = float("-inf")
WORD_TEXTS = {
    WORDS[NOT_APPLICABLE]: _("figures_word_not_applicable", default="not applicable"),
    WORDS[UNKNOWN]: _("figures_word_unknown", default="not known"),
}
# The same as programs read it; NOTHING and NUMBER with them.
WORD_NAMES = {NOTHING: "missing", NUMBER: "value", **{word: name for name, word in WORDS.items()}}


class LibraryTable(Listing):
    """Mixin of a SeriesPage with `series`, `year`, `line`, `now` and `has_numbers`."""

    first_order = ("library", False)
    caption = _("figures_libraries_caption", default="Libraries")

    @cached_property
    def library_rows(self):
        """LibraryRows of all that were asked in the year."""
        return self.series.libraries(self.year)

    @cached_property
    def found(self):
        """The LibraryRows whose names this reader may see beside each other's numbers."""
        if not self.has_numbers:
            return []
        return [row for row in self.library_rows if self.may_name or row.member.uid in self.own]

    @cached_property
    def percentile_of(self):
        """UID -> percentile rank among all that have a number; nothing of too few."""
        if self.now.spread is None:
            return {}
        numbers = numpy.array(
            [numpy.nan if row.value is None else row.value for row in self.library_rows]
        )
        ranks = percentiles(numbers, self.line.direction)
        return {
            row.member.uid: float(rank)
            for row, rank in zip(self.library_rows, ranks, strict=True)
            if not numpy.isnan(rank)
        }

    @cached_property
    def columns(self):
        """The columns of the table of libraries."""
        return (
            Column(
                "library",
                self.library_title,
                lambda row: row.member.name,
                lambda row: sort_key(row.member.name),
            ),
            Column(
                "municipality",
                ILibrary["municipality"].title,
                lambda row: place_of(row.member.municipality),
            ),
            Column(
                "county",
                self.county_title,
                lambda row: counties().get(row.member.county),
                lambda row: sort_key(counties().get(row.member.county, "")),
            ),
            Column(
                "value",
                self.value_title,
                lambda row: WORD_TEXTS.get(row.word) if row.value is None else row.value,
                lambda row: LEAST if row.value is None else row.value,
            ),
            Column(
                "before",
                self.before_title,
                lambda row: row.before,
                lambda row: LEAST if row.before is None else row.before,
            ),
            Column(
                "change",
                self.change_title,
                lambda row: row.share,
                lambda row: LEAST if row.share is None else row.share,
            ),
            Column(
                "percentile",
                _("figures_column_percentile", default="Percentile"),
                lambda row: self.percentile_of.get(row.member.uid),
                lambda row: self.percentile_of.get(row.member.uid, LEAST),
            ),
        )

    def county_of(self, row):
        return counties().get(row.member.county, "–")

    def row_text(self, row):
        """A library's value, or why there is none."""
        if row.value is None:
            return WORD_TEXTS.get(row.word, "–")
        return self.value_text(self.line, row.value)

    def percentile_text(self, row):
        rank = self.percentile_of.get(row.member.uid)
        return self.number(None if rank is None else round(rank))

    def library_url(self, row):
        return f"{self.portal_url}/libraries/{row.member.id}"


def place_of(code):
    """The name of a municipality, None for None."""
    return municipalities()[code].name if code in municipalities() else None
