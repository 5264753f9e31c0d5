"""The numbers of a round's reports, those that wait for review too, and what is odd of them."""

from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import NUMBER_TYPES
from metodinis.indicators.values.members import Member
from metodinis.indicators.values.rules import denominator_of
from metodinis.indicators.values.rules import NUMBER
from metodinis.indicators.values.rules import numerator_of
from metodinis.indicators.values.rules import row_of
from metodinis.indicators.values.rules import WORDS
from metodinis.indicators.values.table import table
from metodinis.reports.quality import rules
from metodinis.reports.rounds import catalog
from metodinis.reports.rules import ACCEPTED
from metodinis.reports.rules import rate
from plone import api
from plone.uuid.interfaces import IUUID
from statistics import median
from typing import NamedTuple
import numpy


DIMENSIONS = ("completeness", "timeliness", "correctness", "consistency")


class Numbers:
    """The numbers of a round and of the year before: of accepted reports and of those that were
    handed in. members: the libraries, in the rows of all arrays; waiting: row -> UID of a report
    that isn't accepted yet."""

    def __init__(self, reporting_round):
        self.catalogue, self.year = reporting_round.catalogue, reporting_round.year
        self._table = table(ACCEPTED)
        self.members = self._table.members
        self._rows, self.waiting = {}, {}
        for brain in _handed_in(reporting_round):
            row = self._table.place.get(brain.library_uid)
            if row is not None:
                report = brain._unrestrictedGetObject()
                self._rows[row] = row_of(self.catalogue, report.cells())
                self.waiting[row] = brain.UID

    def now(self, code):
        """float64 (libraries,): this year's numbers of a line."""
        return self._with_waiting(code, self._numbers(code, self.year))

    def before(self, code):
        """The same of the year before."""
        return self._numbers(code, self.year - 1)

    def words(self, code):
        """int8 (libraries,): what stands in each place this year, as in Table.words."""
        if self.year in self._table.years:
            found = self._table.words(code)[:, self._table.years.index(self.year)].copy()
        else:
            found = numpy.zeros(len(self.members), dtype=numpy.int8)
        for row, held in self._rows.items():
            said = held.get(code)
            found[row] = WORDS.get(said, NUMBER) if said is not None else 0
        return found

    @property
    def elements(self):
        """The round's Elements that hold numbers which libraries count, by code."""
        return {
            code: element
            for code, element in self.catalogue.elements.items()
            if element.type in NUMBER_TYPES and not element.derived
        }

    @property
    def reported(self):
        """bool (libraries,): who has a report that is accepted or handed in."""
        found = numpy.zeros(len(self.members), dtype=bool)
        if self.year in self._table.years:
            found |= self._table.reports[:, self._table.years.index(self.year)] > 0
        found[list(self._rows)] = True
        return found

    def _numbers(self, code, year):
        if year not in self._table.years:
            return numpy.full(len(self.members), numpy.nan)
        return self._table.numbers(code)[:, self._table.years.index(year)]

    def _with_waiting(self, code, numbers):
        found = numbers.copy()
        for row, held in self._rows.items():
            value = self._value(code, held)
            found[row] = numpy.nan if value is None else value
        return found

    def _value(self, code, held):
        if code in self.catalogue.elements:
            value = held.get(code)
            return None if isinstance(value, str) else value
        above, below = held.get(numerator_of(code)), held.get(denominator_of(code))
        if isinstance(above, str) or above is None or not below:
            return None
        return above * float(self.catalogue.indicators[code].factor) / below


def _handed_in(reporting_round):
    return api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        round_uid=IUUID(reporting_round), report_form="statistical", review_state="submitted"
    )


class Odd(NamedTuple):
    """An Oddity, its library, and whether its report still waits for review."""

    oddity: rules.Oddity
    member: Member
    is_waiting: bool


def odd_values(reporting_round):
    """The Odds of a round's statistical reports, the worst kind and the farthest first."""
    if not reporting_round.catalogue_text:
        return []
    numbers = Numbers(reporting_round)
    found = _oddities(numbers)
    kinds = {kind: place for place, kind in enumerate(rules.KINDS)}
    found.sort(key=lambda odd: (kinds[odd.kind], -(odd.score or 0), odd.code, odd.row))
    return [Odd(odd, numbers.members[odd.row], odd.row in numbers.waiting) for odd in found]


def _oddities(numbers):
    found = []
    now = {code: numbers.now(code) for code in numbers.elements}
    before = {code: numbers.before(code) for code in numbers.elements}
    for code, element in numbers.elements.items():
        found += rules.odd_changes(code, now[code], before[code], element.type == "count")
        found += rules.same_as_before(code, now[code], before[code])
    for code in numbers.catalogue.indicators:
        found += rules.far_ratios(code, numbers.now(code), numbers.before(code))
    return found + rules.twins(now, before)


class Measure(NamedTuple):
    """A measure of the quality card. name: of views.MEASURES; dimension: of DIMENSIONS.

    share: 0…1, or None if nothing can be said; count, of: what it is a share of; days: of
    "ahead", else None.
    """

    name: str
    dimension: str
    share: float | None
    count: int
    of: int
    days: float | None = None


def card(reporting_round):
    """The Measures of a round's statistical reports."""
    if not reporting_round.catalogue_text:
        return []
    figures = catalog.figures(reporting_round, "statistical")
    numbers = Numbers(reporting_round)
    told, asked = _told(numbers)
    odd, compared = _consistent(numbers)
    corrected = _corrected(reporting_round)
    days = _days_ahead(reporting_round)
    return [
        _share("received", "completeness", figures.received, figures.expected),
        _share("told", "completeness", told, asked),
        _share("on_time", "timeliness", figures.on_time, figures.expected),
        Measure("ahead", "timeliness", None, len(days), figures.expected, _median(days)),
        _share("uncorrected", "correctness", figures.accepted - corrected, figures.accepted),
        _share("plausible", "correctness", compared - odd["tenfold"], compared),
        _share("steady", "consistency", compared - odd["growth"], compared),
        _share("new", "consistency", compared - odd["same"] - odd["twins"], compared),
    ]


def _share(name, dimension, count, of):
    return Measure(name, dimension, rate(count, of), count, of)


def _told(numbers):
    """(values that are a number or don't apply, values asked) of the libraries that reported."""
    reported = numbers.reported
    words = [numbers.words(code)[reported] for code in numbers.elements]
    told = sum(
        int(numpy.count_nonzero((found == NUMBER) | (found == WORDS[NOT_APPLICABLE])))
        for found in words
    )
    return told, len(words) * int(reported.sum())


def _consistent(numbers):
    """(kind -> how many oddities, how many values stand beside one of last year)."""
    compared = sum(
        int(numpy.count_nonzero(~numpy.isnan(numbers.now(code) - numbers.before(code))))
        for code in numbers.elements
    )
    odd = dict.fromkeys(rules.KINDS, 0)
    for oddity in _oddities(numbers):
        odd[oddity.kind] += 1
    return odd, compared


def _corrected(reporting_round):
    """How many accepted reports were corrected afterwards."""
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        round_uid=IUUID(reporting_round), review_state=ACCEPTED, report_corrected=True
    )
    return len(found)


def _days_ahead(reporting_round):
    """Days between each report's last hand-in and its deadline; below 0 if it came after it."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        round_uid=IUUID(reporting_round), report_form="statistical"
    )
    return [
        (brain.report_due - brain.submitted_at).total_seconds() / 86400
        for brain in brains
        if brain.submitted_at and brain.report_due
    ]


def _median(days):
    return median(days) if days else None
