"""`@@practice-statistics`: good practice in numbers, for editors."""

from metodinis.common.sorting import sort_key
from metodinis.goodpractice.cases.rules import PUBLISHED
from metodinis.goodpractice.cases.vocabularies import STATES
from metodinis.goodpractice.statistics import reading
from metodinis.goodpractice.statistics import rules
from metodinis.goodpractice.vocabularies import topics
from metodinis.i18n import _
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.views import PageView
from metodinis.libraries.search import library_names
from operator import attrgetter
from plone.memoize.view import memoize
from typing import NamedTuple
from urllib.parse import urlencode


TIME, TOPIC, LIBRARY, CASE = "time", "topic", "library", "case"
# How a time may be looked at.
VIEWS = {
    TIME: _("practice_statistics_by_time", default="By time"),
    TOPIC: _("practice_statistics_by_topic", default="By topic"),
    LIBRARY: _("practice_statistics_by_library", default="By library"),
    CASE: _("practice_statistics_by_case", default="By case"),
}
HEADS = {
    TIME: _("practice_statistics_time", default="Time"),
    TOPIC: _("practice_statistics_topic", default="Topic"),
    LIBRARY: _("practice_statistics_library", default="Library"),
    CASE: _("practice_statistics_case", default="Case"),
}
SUBMITTED = _("practice_statistics_submitted", default="Submitted")
RETURNED = _("practice_statistics_returned", default="Returned")
RECOMMENDED = _("practice_statistics_recommended", default="Recommended")
DECLINED = _("practice_statistics_declined", default="Declined")
ACCEPTANCE = _("practice_statistics_acceptance", default="Accepted, %")
MEDIAN = _("practice_statistics_median", default="Days to a decision (median)")
PUBLISHED_TITLE = _("practice_statistics_published", default="Published")
VIEWS_TITLE = _("practice_statistics_views", default="Views")
REUSE = _("practice_statistics_reuse", default="Taken over")
STATE = _("practice_statistics_state", default="State")


class Row(NamedTuple):
    """A line: what it is of, in words and for sorting; its address, or ""; and its sums."""

    title: str
    key: object
    url: str
    total: rules.Summary
    state: str = ""


def _least_first(value):
    """A key by which what has no value comes before all that has one."""
    return lambda row: (value(row) is not None, value(row) or 0)


def _number(name, title, value):
    return Column(name, title, value, _least_first(value))


def _percent(row):
    share = row.total.acceptance
    return None if share is None else round(100 * share, 1)


def _days(row):
    return None if row.total.median is None else round(row.total.median, 1)


SUMS = (
    _number("submitted", SUBMITTED, attrgetter("total.submitted")),
    _number("returned", RETURNED, attrgetter("total.returned")),
    _number("recommended", RECOMMENDED, attrgetter("total.recommended")),
    _number("declined", DECLINED, attrgetter("total.declined")),
    _number("acceptance", ACCEPTANCE, _percent),
    _number("median", MEDIAN, _days),
    _number("published", PUBLISHED_TITLE, attrgetter("total.published")),
    _number("views", VIEWS_TITLE, attrgetter("total.views")),
)
REUSED = _number("reuse", REUSE, attrgetter("total.reuse"))


class StatisticsPage(Listing, PageView):
    """`?year=…` (none: all years) `&by=time|topic|library|case`"""

    title = _("practice_statistics_title", default="Good practice in numbers")
    lead = _(
        "practice_statistics_lead",
        default="What libraries hand in, how long they wait, what is read and taken over.",
    )
    empty_title = _("practice_statistics_empty", default="Nothing to count yet")
    empty_text = _(
        "practice_statistics_empty_text",
        default="Numbers appear once a case is submitted. Try another year.",
    )
    export_name = "practice-statistics-export"
    first_order = ("", False)

    @property
    def by(self):
        asked = self.request.form.get("by")
        return asked if isinstance(asked, str) and asked in VIEWS else TIME

    @property
    @memoize
    def told(self):
        return reading.told(self.context)

    @property
    @memoize
    def years(self):
        return rules.years(self.told)

    @property
    @memoize
    def year(self):
        """The year (int) that is asked for, or None for all."""
        asked = self.request.form.get("year")
        return next((year for year in self.years if str(year) == asked), None)

    def sum_of(self, cases):
        return rules.summary(cases, self.year)

    @property
    @memoize
    def total(self):
        return self.sum_of(self.told)

    @property
    def tabs(self):
        """(title, address, whether it is this one) of each way to look at it."""
        here = self.request["ACTUAL_URL"]
        kept = {"year": str(self.year)} if self.year else {}
        return [
            (title, f"{here}?{urlencode({**kept, 'by': name})}", name == self.by)
            for name, title in VIEWS.items()
        ]

    @property
    @memoize
    def columns(self):
        head = Column("title", HEADS[self.by], attrgetter("title"), attrgetter("key"))
        if self.by == CASE:
            state = Column("state", STATE, attrgetter("state"))
            return (head, state, *(SUMS[place] for place in (5, 7)), REUSED)
        return (head, *SUMS) if self.by == TIME else (head, *SUMS, REUSED)

    def is_number(self, column):
        return column.name not in ("title", "state")

    @property
    @memoize
    def found(self):
        """Rows in which there is something to count."""
        return [row for row in getattr(self, f"_{self.by}_rows")() if not row.total.is_empty]

    def _time_rows(self):
        """The years, the latest first; or the months of one."""
        if self.year is None:
            return [
                self._time_row(str(year), f"?{urlencode({'year': year, 'by': TIME})}", year)
                for year in self.years
            ]
        return [
            self._time_row(f"{self.year}-{month:02}", "", self.year, month)
            for month in range(1, 13)
        ]

    def _time_row(self, title, url, year, month=None):
        # Nobody knows when a case was taken over.
        return Row(title, title, url, rules.summary(self.told, year, month)._replace(reuse=0))

    def _topic_rows(self):
        """Topics in the order of the settings; those that were taken out there come last."""
        found = rules.by(self.told, attrgetter("topics"))
        names = {**topics(self.lang), **{code: code for code in found if code not in topics()}}
        return [
            Row(name, sort_key(name), "", self.sum_of(found[code]))
            for code, name in names.items()
            if code in found
        ]

    def _library_rows(self):
        names = library_names()
        found = rules.by(self.told, lambda case: (case.library,))
        return [
            Row(name, sort_key(name), "", self.sum_of(found[uid]))
            for uid, name in names.items()
            if uid in found
        ]

    def _case_rows(self):
        return [
            Row(
                case.title,
                sort_key(case.title),
                case.url,
                self.sum_of([case]),
                self.say(STATES[case.state][1]),
            )
            for case in sorted(self.told, key=lambda case: sort_key(case.title))
        ]

    def cell(self, column, row):
        """What the page shows in a cell."""
        value = column.value(row)
        if not self.is_number(column):
            return value
        return self.number(value, 1 if column.name in ("acceptance", "median") else None)

    @property
    def tiles(self):
        """(label, value, note) of the time that is asked for."""
        total = self.total
        open_ = sum(case.state == PUBLISHED for case in self.told)
        return [
            (SUBMITTED, self.number(total.submitted), ""),
            (
                _("practice_statistics_accepted", default="Accepted"),
                self.percent(total.acceptance, 0),
                _(
                    "practice_statistics_accepted_note",
                    default="of ${n} final decisions",
                    mapping={"n": self.number(total.recommended + total.declined)},
                ),
            ),
            (MEDIAN, self.number(total.median, 1), ""),
            (
                PUBLISHED_TITLE,
                self.number(total.published),
                _(
                    "practice_statistics_published_note",
                    default="now in the catalogue: ${n}",
                    mapping={"n": self.number(open_)},
                ),
            ),
            (VIEWS_TITLE, self.number(total.views), ""),
            (
                REUSE,
                self.number(total.reuse),
                _("practice_statistics_reuse_note", default="in all the years"),
            ),
        ]

    @property
    def notes(self):
        """What is to be known to read the numbers rightly."""
        found = []
        if self.by == TOPIC:
            found.append(
                _(
                    "practice_statistics_several",
                    default="A case of several topics counts for each of them.",
                )
            )
        found.append(
            _(
                "practice_statistics_how",
                default="Drafts aren't counted. A submission waits until it is returned, "
                "recommended or declined. Views are counted without cookies and without anything "
                "about the readers; robots and the views of authors and of the department are left "
                "out.",
            )
        )
        return found

    @property
    def count(self):
        return self.plural(len(self.ordered), "ledger_rows")


class StatisticsExport(ListingExport, StatisticsPage):
    """`@@practice-statistics-export?format=csv|xlsx`: what the page shows, all of its pages."""

    sheet_name = StatisticsPage.title

    @property
    def file_name(self):
        return f"geroji-patirtis-{self.year or 'visi-metai'}"
