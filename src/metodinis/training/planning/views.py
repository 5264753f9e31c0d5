"""The year plan of training: events, topics, libraries and months, for the staff."""

from babel.dates import get_month_names
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout.exports import deliver
from metodinis.layout.exports import MEDIA_TYPES
from metodinis.layout.exports import WRITERS
from metodinis.layout.listings import links_of
from metodinis.layout.listings import Sorting
from metodinis.libraries.search import library_names
from metodinis.training.ledger.years import OfYear
from metodinis.training.planning import catalog
from metodinis.training.planning import exports
from metodinis.training.planning import rules
from metodinis.training.planning.exports import EVENT_HEADS
from metodinis.training.vocabularies import competences
from metodinis.training.vocabularies import kind_words
from plone.memoize.view import memoize


NO_COMPETENCE = _("planning_no_competence", default="No competence named")
NO_LIBRARY = _("planning_no_library", default="Of no library here")
PAGE_SIZE = 50
# state of an event -> (badge, text) where its state says more than its date.
BADGES = {
    "draft": ("draft", None),
    "postponed": ("warning", _("planning_postponed", default="Postponed")),
    "cancelled": ("neutral", _("planning_cancelled", default="Cancelled")),
}
KEYS = {
    "day": lambda event: event.day,
    "title": lambda event: sort_key(event.title),
    "fill": lambda event: _known(rules.fill([event]).value),
    "attendance": lambda event: _known(rules.attendance([event]).value),
    "score": lambda event: _known(event.score),
    "learned": lambda event: event.learned,
    "cost": lambda event: _known(rules.cost_per_person([event]).value),
}


def _known(value):
    return -1.0 if value is None else value


class YearPlanPage(Sorting, OfYear):
    """`/training/@@year-plan?year=…`"""

    title = _("planning_title", default="Year of training: plan and results")
    lead = _(
        "planning_lead",
        default="What is planned and what came of it. Each share says of how many it is; a "
        "dash means that it isn't known yet.",
    )
    events_caption = _("planning_events", default="Events")
    topics_caption = _("planning_topics", default="By competence")
    topics_note = _(
        "planning_topics_note",
        default="An event that develops several competences is counted in each of them.",
    )
    libraries_caption = _("planning_libraries", default="By library")
    months_caption = _("planning_months", default="By month")
    empty_title = _("planning_empty", default="No events in this year")
    empty_text = _("planning_empty_text", default="Choose another year, or plan the first event.")

    @property
    @memoize
    def events(self):
        return catalog.year_of(self.year)

    @property
    @memoize
    def figures(self):
        return rules.figures(self.events)

    @property
    @memoize
    def events_before(self):
        """Those of the year before."""
        return catalog.year_of(self.year - 1)

    @property
    @memoize
    def previous(self):
        return rules.figures(self.events_before)

    @property
    def order(self):
        name = self.request.form.get("sort")
        if name not in KEYS:
            return "day", False
        return name, self.request.form.get("order") == "descending"

    @property
    def heads(self):
        """name of a column of events -> its title."""
        return {name: self.say(EVENT_HEADS[name]) for name in KEYS}

    @property
    @memoize
    def page(self):
        """A page of the events in their order."""
        name, reverse = self.order
        return self.batch(sorted(self.events, key=KEYS[name], reverse=reverse), size=PAGE_SIZE)

    @property
    def rows(self):
        """What the table shows of each event of the page."""
        return [self.row(event) for event in self.page]

    def row(self, event):
        return {
            "title": event.title,
            "url": event.url,
            "day": self.date(event.day, "short"),
            "kind": " · ".join(map(self.say, kind_words(event.kind, event.form))),
            "badge": BADGES.get(event.state),
            "topics": self.topic_titles(event.competences),
            "learned": self.number(round(event.learned, 1)) if event.attended else "–",
            **self.ratios(rules.figures([event])),
        }

    def ratios(self, figures):
        """The four shares of some Figures as they are shown: (value, of how many)."""
        return {
            "fill": (self.percent(figures.fill.value, 0), self.seats(figures.fill)),
            "attendance": (
                self.percent(figures.attendance.value, 0),
                self.expected(figures.attendance),
            ),
            "score": (
                self.number(figures.score.value, 2),
                self.answers(figures.score),
            ),
            "cost": (
                self.euro(figures.cost_per_person.value),
                self.people(figures.cost_per_person),
            ),
        }

    def seats(self, ratio):
        return "" if ratio.value is None else self.plural(ratio.n, "planning_seats")

    def people(self, ratio):
        return "" if ratio.value is None else self.plural(ratio.n, "planning_people")

    def expected(self, ratio):
        return "" if ratio.value is None else self.plural(ratio.n, "planning_expected")

    def answers(self, ratio):
        return "" if ratio.value is None else self.plural(ratio.n, "planning_answers")

    def euro(self, value):
        return self.money(None if value is None else round(value * 100))

    @property
    @memoize
    def competences(self):
        return competences()

    def topic_titles(self, codes):
        return "; ".join(self.competences.get(code, code) for code in codes)

    def topic_title(self, code):
        return self.competences.get(code, code) if code else self.say(NO_COMPETENCE)

    @property
    def tiles(self):
        """Key figures beside those of the year before."""
        found, before = self.figures, self.previous
        percent, number = self.percent, self.number
        return [
            self.tile(
                _("planning_tile_events", default="Events"),
                number(found.events),
                rules.relative(found.events, before.events),
            ),
            self.tile(
                _("planning_tile_attended", default="Participants"),
                number(found.attended),
                rules.relative(found.attended, before.attended),
            ),
            self.tile(
                _("planning_tile_learned", default="Academic hours learned"),
                number(round(found.learned)),
                rules.relative(found.learned, before.learned),
            ),
            self.tile_of(
                _("planning_tile_fill", default="Seats filled"),
                found.fill,
                before.fill,
                lambda value: percent(value, 0),
                self.seats,
            ),
            self.tile_of(
                _("planning_tile_attendance", default="Attendance"),
                found.attendance,
                before.attendance,
                lambda value: percent(value, 0),
                self.expected,
            ),
            self.tile_of(
                _("planning_tile_score", default="Satisfaction"),
                found.score,
                before.score,
                lambda value: number(value, 2),
                self.answers,
            ),
            self.tile_of(
                _("planning_tile_cost", default="Cost for a participant"),
                found.cost_per_person,
                before.cost_per_person,
                self.euro,
                self.people,
            ),
        ]

    def tile(self, label, value, change):
        year = str(self.year - 1)
        text = change is not None and _(
            "planning_compared",
            default="${change} on ${year}",
            mapping={"change": self.change(change, 0), "year": year},
        )
        return {"label": label, "value": value, "change": text or None, "note": ""}

    def tile_of(self, label, ratio, before, write, what):
        """A tile of a Ratio: its change is the figure of the year before itself."""
        text = before.value is not None and _(
            "planning_before",
            default="${year}: ${value}",
            mapping={"year": str(self.year - 1), "value": write(before.value)},
        )
        return {
            "label": label,
            "value": write(ratio.value),
            "change": text or None,
            "note": what(ratio),
        }

    @property
    @memoize
    def topics(self):
        """Competences by hours learned, the most first."""
        found = rules.by_competence(self.events)
        most = max((figures.learned for _code, figures in found), default=0)
        rows = [
            {
                "title": self.topic_title(code),
                "events": figures.events,
                "attended": figures.attended,
                "learned": figures.learned,
                "width": bar(figures.learned, most),
                **self.ratios(figures),
            }
            for code, figures in found
        ]
        return sorted(rows, key=lambda row: (-row["learned"], sort_key(row["title"])))

    @property
    @memoize
    def libraries(self):
        """Libraries by hours learned, the most first; those whose people didn't come, last."""
        names = library_names()
        found = {uid: sums for uid, *sums in rules.by_library(self.events)}
        most = max((hours for _people, _events, hours in found.values()), default=0)
        rows = [
            {
                "title": names.get(uid) or self.say(NO_LIBRARY),
                "attended": people,
                "events": events,
                "learned": hours,
                "width": bar(hours, most),
            }
            for uid in {**names, **found}
            for people, events, hours in (found.get(uid, (0, 0, 0.0)),)
        ]
        return sorted(rows, key=lambda row: (-row["learned"], sort_key(row["title"])))

    @property
    @memoize
    def months(self):
        """The twelve months: events and participants of this year and the year before."""
        this = rules.by_month(self.events)
        before = dict(rules.by_month(self.events_before))
        most = max((f.attended for _month, f in (*this, *before.items())), default=0)
        names = get_month_names("wide", context="stand-alone", locale=self.lang)
        return [
            {
                "title": names[month],
                "events": figures.events,
                "attended": figures.attended,
                "before": before[month].attended,
                "width": bar(figures.attended, most),
                "width_before": bar(before[month].attended, most),
            }
            for month, figures in this
        ]

    @property
    def downloads(self):
        return links_of(self, "year-plan-export")


class YearPlanExport(YearPlanPage):
    """`@@year-plan-export?format=xlsx|csv`: all four tables as sheets; the events as CSV."""

    def __call__(self):
        wanted = self.request.form.get("format")
        format_ = wanted if wanted in MEDIA_TYPES else "xlsx"
        data = WRITERS[format_](exports.tables(self))
        return deliver(self.request.response, data, f"mokymu-metai-{self.year}", format_)


def bar(value, most):
    """The length of a bar, in per cent of the longest."""
    return round(100 * value / most, 1) if most else 0
