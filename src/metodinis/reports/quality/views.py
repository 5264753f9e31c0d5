"""Pages of a round for the department: odd values to ask about, and the quality card."""

from functools import cached_property
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.indicators.values.texts import value_text
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.reports.quality.reading import card
from metodinis.reports.quality.reading import DIMENSIONS
from metodinis.reports.quality.reading import odd_values
from metodinis.reports.quality.rules import KINDS
from metodinis.reports.rounds.views import RoundBase
from operator import itemgetter
from plone import api
from urllib.parse import urlencode
from zope.i18nmessageid import Message


KIND_TITLES = {
    "tenfold": _("quality_kind_tenfold", default="A digit too many or too few"),
    "growth": _("quality_kind_growth", default="Unusual change"),
    "ratio": _("quality_kind_ratio", default="Far from the others"),
    "same": _("quality_kind_same", default="The same as last year"),
    "twins": _("quality_kind_twins", default="The same in two lines"),
}
REASONS = {
    "tenfold": _("quality_why_tenfold", default="Perhaps ${likely} is meant."),
    "growth": _(
        "quality_why_growth",
        default="As other libraries changed, about ${typical} would be usual.",
    ),
    "ratio": _("quality_why_ratio", default="The libraries' median is ${typical}."),
    "same": _("quality_why_same", default="Few libraries have exactly last year's number."),
    "twins": _("quality_why_twins", default="Line ${twin} has the same numbers in both years."),
}
QUESTION = _(
    "quality_question",
    default="${title}: ${value}, last year ${previous}. Is this number right? ${why}",
)
DIMENSION_TITLES = {
    "completeness": _("quality_completeness", default="Completeness"),
    "timeliness": _("quality_timeliness", default="Timeliness"),
    "correctness": _("quality_correctness", default="Correctness"),
    "consistency": _("quality_consistency", default="Consistency"),
}
# name of a measure -> (title, how it is counted).
MEASURES = {
    "received": (
        _("quality_received", default="Reports received"),
        _("quality_received_help", default="Handed in at least once, of those expected."),
    ),
    "told": (
        _("quality_told", default="Values told"),
        _(
            "quality_told_help",
            default="A number, or “not applicable”, of all that the libraries that reported were "
            "asked; not “no data” and not empty.",
        ),
    ),
    "on_time": (
        _("quality_on_time", default="Reports on time"),
        _(
            "quality_on_time_help",
            default="Handed in for the first time before their deadline, of those expected.",
        ),
    ),
    "ahead": (
        _("quality_ahead", default="Days before the deadline"),
        _("quality_ahead_help", default="The median; below zero means after the deadline."),
    ),
    "uncorrected": (
        _("quality_uncorrected", default="Accepted reports never corrected"),
        _(
            "quality_uncorrected_help",
            default="Of the accepted, those of which no value had to be corrected afterwards.",
        ),
    ),
    "plausible": (
        _("quality_plausible", default="Values without a digit too many or too few"),
        _("quality_compared_help", default="Of the values that stand beside one of last year."),
    ),
    "steady": (
        _("quality_steady", default="Values without an unusual change"),
        _("quality_compared_help", default="Of the values that stand beside one of last year."),
    ),
    "new": (
        _("quality_new", default="Values that aren't simply repeated"),
        _("quality_compared_help", default="Of the values that stand beside one of last year."),
    ),
}


class OddValuesPage(Listing, RoundBase):
    """`@@odd-values`: values of this round to look at, and to ask the library about."""

    title = _("quality_odd_title", default="Values to look at")
    lead = _(
        "quality_odd_lead",
        default="Found by comparing all libraries, those too whose report still waits for review. "
        "Odd doesn't mean wrong: ask the library.",
    )
    none_title = _("quality_odd_none", default="Nothing odd is found")
    none_text = _(
        "quality_odd_none_help",
        default="At least eight libraries with a number are needed for a comparison.",
    )
    nothing_found = _("quality_odd_nothing", default="No value fits these filters")
    show_all = _("quality_odd_show_all", default="Show all")
    first_order = ("", False)
    export_name = "odd-values-export"

    @property
    def columns(self):
        return (
            Column(
                "library",
                _("reports_corrections_library", default="Library"),
                itemgetter("library"),
                lambda row: sort_key(row["library"]),
            ),
            Column(
                "code",
                _("rounds_column_element_code", default="Element's code"),
                itemgetter("code"),
                itemgetter("code"),
            ),
            Column("title", _("quality_column_title", default="What"), itemgetter("title")),
            Column("kind", _("quality_column_kind", default="Why it is odd"), itemgetter("kind")),
            Column("value", _("rounds_column_value", default="Value"), itemgetter("value"), None),
            Column(
                "previous",
                _("quality_column_previous", default="Last year"),
                itemgetter("previous"),
            ),
            Column("why", _("quality_column_why", default="What is known"), itemgetter("why")),
        )

    @cached_property
    def odds(self):
        return odd_values(self.context)

    @property
    def kind(self):
        """The kind asked for, "" for all."""
        asked = self.request.form.get("kind")
        return asked if asked in KINDS else ""

    @property
    def kinds(self):
        """(kind, title, how many) of the kinds that there are."""
        counts = [
            (kind, title, sum(odd.oddity.kind == kind for odd in self.odds))
            for kind, title in KIND_TITLES.items()
        ]
        return [found for found in counts if found[2]]

    @property
    def is_filtered(self):
        return bool(self.kind or self.text)

    @cached_property
    def found(self):
        words = self.text.casefold().split()
        rows = [self._row(odd) for odd in self.odds if self.kind in ("", odd.oddity.kind)]
        return [row for row in rows if all(word in row["words"] for word in words)]

    def _row(self, odd):
        oddity, member = odd.oddity, odd.member
        catalogue = self.context.catalogue
        line = catalogue.elements.get(oddity.code) or catalogue.indicators[oddity.code]
        title = line.title(self.lang)

        def text(value):
            return value_text(line, _rounded(line, value), self.lang)

        why = Message(
            REASONS[oddity.kind],
            mapping={
                "likely": text(oddity.likely),
                "typical": text(oddity.typical),
                "twin": oddity.twin,
            },
        )
        row = {
            "library": member.name,
            "code": oddity.code,
            "title": title,
            "kind": KIND_TITLES[oddity.kind],
            "value": text(oddity.value),
            "previous": text(oddity.previous),
            "why": self.say(why),
            "is_waiting": odd.is_waiting,
            "library_id": member.id,
            # A remark stands at a cell: of an indicator, at the first that it is computed from.
            "cell": oddity.code if line.kind == "element" else line.codes[0],
            "words": f"{member.name} {member.code} {oddity.code} {title}".casefold(),
        }
        library_url = f"{self.portal_url}/libraries/{member.id}"
        row["figure_url"] = f"{library_url}/@@figure?code={oddity.code}&year={self.context.year}"
        row["ask_url"] = None
        if odd.is_waiting:
            question = self.say(Message(QUESTION, mapping=row))
            query = urlencode({"code": row["cell"], "text": question})
            row["ask_url"] = f"{library_url}/statistical-{self.context.year}/@@remark?{query}"
        return row


def _rounded(line, value):
    """A number as exact as its line is."""
    if value is None:
        return None
    if line.kind == "element" and line.type == "count":
        return round(value)
    return round(value, line.decimals if line.decimals is not None else 2)


class OddValuesExport(ListingExport, OddValuesPage):
    """`@@odd-values-export?format=csv|xlsx`: the list as it is filtered."""

    file_name = "values-to-look-at"
    sheet_name = OddValuesPage.title


class QualityPage(RoundBase):
    """`@@quality`: the quality card of a round, beside that of the year before."""

    title = _("quality_title", default="Data quality")
    lead = _(
        "quality_lead",
        default="Of the statistical reports of this round, by the four dimensions of quality.",
    )
    none_title = _("quality_none", default="There is nothing to measure yet")
    none_text = _(
        "quality_none_help", default="The round isn't opened, so no reports are expected yet."
    )

    @cached_property
    def card(self):
        return card(self.context)

    @cached_property
    def before(self):
        """name -> Measure of the round of the year before."""
        earlier = api.portal.get()["rounds"].get(str(self.context.year - 1))
        return {measure.name: measure for measure in card(earlier)} if earlier is not None else {}

    @property
    def dimensions(self):
        """(title, rows) of each dimension."""
        return [
            (
                DIMENSION_TITLES[dimension],
                [self._row(one) for one in self.card if one.dimension == dimension],
            )
            for dimension in DIMENSIONS
        ]

    def _row(self, measure):
        title, help_ = MEASURES[measure.name]
        before = self.before.get(measure.name)
        return {
            "title": title,
            "help": help_,
            "value": self._value(measure),
            "of": self._of(measure),
            "before": self._value(before) if before is not None else self.number(None),
        }

    def _value(self, measure):
        if measure.name == "ahead":
            return self.number(measure.days, 1)
        return self.percent(measure.share)

    def _of(self, measure):
        return self.say(
            _(
                "quality_of",
                default="${count} of ${of}",
                mapping={"count": self.number(measure.count), "of": self.number(measure.of)},
            )
        )

    @property
    def links(self):
        """(address, title) of the lists behind the figures."""
        url = self.context.absolute_url()
        return [
            (f"{url}/@@odd-values", OddValuesPage.title),
            (url, _("quality_link_matrix", default="Who has handed in")),
            (
                f"{self.portal_url}/rounds/@@corrections",
                _("reports_corrections_title", default="Register of corrections"),
            ),
        ]
