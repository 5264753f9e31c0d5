"""The ledger's pages: of everybody for the department, of a library for its people."""

from functools import cache
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.libraries.search import library_names
from metodinis.training.ledger import catalog
from metodinis.training.ledger import rules
from metodinis.training.ledger.years import OfYear
from metodinis.training.vocabularies import competences
from operator import attrgetter
from plone.memoize.view import memoize
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from urllib.parse import urlencode
from zope.i18n import translate


LONGEST_TEXT = 100
PERSON, LIBRARY, COMPETENCE, EVENT = "person", "library", "competence", "event"
# How a year may be looked at.
VIEWS = {
    PERSON: _("ledger_by_person", default="By person"),
    LIBRARY: _("ledger_by_library", default="By library"),
    COMPETENCE: _("ledger_by_competence", default="By competence"),
    EVENT: _("ledger_by_event", default="All entries"),
}
NO_NAME = _("ledger_no_name", default="Name taken out")
NO_LIBRARY = _("ledger_no_library", default="Of no library here")
NO_COMPETENCE = _("ledger_no_competence", default="No competence named")

NAME = _("ledger_column_person", default="Person")
LIBRARY_TITLE = _("ledger_column_library", default="Library")
COMPETENCES = _("ledger_column_competences", default="Competences")
COMPETENCE_TITLE = _("ledger_column_competence", default="Competence")
PEOPLE = _("ledger_column_people", default="People")
EVENTS = _("ledger_column_events", default="Events")
HOURS = _("ledger_column_hours", default="Academic hours")
PER_PERSON = _("ledger_column_per_person", default="Hours a person")
EVENT_TITLE = _("ledger_column_event", default="Event")
DAY = _("ledger_column_day", default="Date")


class Row(NamedTuple):
    """A line of the list. title: what it is of; url: of what is behind it, or ""; the rest as
    far as the view has it."""

    title: str
    url: str
    total: rules.Total | None = None
    entry: rules.Entry | None = None
    libraries: str = ""
    competences: str = ""

    @property
    def hours(self):
        return (self.total or self.entry).hours

    @property
    def per_person(self):
        return self.total.hours_per_person


def _number(name, title, value):
    return Column(name, title, value, value)


TITLE_KEY = lambda row: sort_key(row.title)  # noqa: E731
HOURS_COLUMN = _number("hours", HOURS, lambda row: round(row.hours, 2))
EVENTS_COLUMN = _number("events", EVENTS, attrgetter("total.events"))
COLUMNS = {
    PERSON: (
        Column("title", NAME, attrgetter("title"), TITLE_KEY),
        Column(
            "library",
            LIBRARY_TITLE,
            attrgetter("libraries"),
            lambda row: sort_key(row.libraries),
        ),
        EVENTS_COLUMN,
        HOURS_COLUMN,
        Column("competences", COMPETENCES, attrgetter("competences")),
    ),
    LIBRARY: (
        Column("title", LIBRARY_TITLE, attrgetter("title"), TITLE_KEY),
        _number("people", PEOPLE, attrgetter("total.people")),
        EVENTS_COLUMN,
        HOURS_COLUMN,
        _number("per_person", PER_PERSON, lambda row: round(row.per_person, 2)),
    ),
    COMPETENCE: (
        Column("title", COMPETENCE_TITLE, attrgetter("title"), TITLE_KEY),
        _number("people", PEOPLE, attrgetter("total.people")),
        EVENTS_COLUMN,
        HOURS_COLUMN,
        _number("per_person", PER_PERSON, lambda row: round(row.per_person, 2)),
    ),
    EVENT: (
        Column("title", NAME, attrgetter("title"), TITLE_KEY),
        Column(
            "library",
            LIBRARY_TITLE,
            attrgetter("libraries"),
            lambda row: sort_key(row.libraries),
        ),
        Column(
            "event",
            EVENT_TITLE,
            attrgetter("entry.title"),
            lambda row: sort_key(row.entry.title),
        ),
        Column("day", DAY, attrgetter("entry.day"), attrgetter("entry.day")),
        HOURS_COLUMN,
        Column("competences", COMPETENCES, attrgetter("competences")),
    ),
}
NUMBERS = {"people", "events", "hours", "per_person"}


class HoursPage(Listing, OfYear):
    """`/training/@@training-hours?year=…&by=…`: the hours of everybody."""

    title = _("ledger_title", default="Training hours")
    lead = _(
        "ledger_lead",
        default="Who took part in the department's training, and for how long. An academic hour "
        "is 45 minutes.",
    )
    empty_title = _("ledger_empty", default="No hours to show")
    empty_text = _(
        "ledger_empty_text",
        default="Hours appear once attendance of an event is marked. Try another year or fewer "
        "filters.",
    )
    several_note = _(
        "ledger_several",
        default="An event that develops several competences counts whole for each of them.",
    )
    first_order = ("title", False)
    export_name = "training-hours-export"
    library = None
    views = tuple(VIEWS)

    @property
    def by(self):
        return self._choice("by", self.views, self.views[0])

    @property
    def chosen_library(self):
        return self._choice("library", self.library_names, "")

    @property
    def chosen_competence(self):
        return self._choice("competence", self.competences, "")

    @property
    def text(self):
        return " ".join(self._typed("text").split())[:LONGEST_TEXT]

    @property
    def person(self):
        return self._typed("person")

    @property
    def is_filtered(self):
        return bool(self.text or self.chosen_library or self.chosen_competence or self.person)

    def _typed(self, name):
        text = self.request.form.get(name, "")
        return text if isinstance(text, str) else ""

    def _choice(self, name, choices, default):
        asked = self._typed(name)
        return asked if asked in choices else default

    @property
    @memoize
    def library_names(self):
        return library_names()

    @property
    @memoize
    def competences(self):
        return competences()

    @property
    def tabs(self):
        """(title, address, whether it is this one) of each way to look at the year."""
        here = self.request["ACTUAL_URL"]
        kept = {"year": str(self.year)}
        return [
            (VIEWS[name], f"{here}?{urlencode({**kept, 'by': name})}", name == self.by)
            for name in self.views
        ]

    @property
    def columns(self):
        return COLUMNS[self.by]

    def is_number(self, column):
        return column.name in NUMBERS

    @property
    @memoize
    def all_entries(self):
        return catalog.entries(self.year, self.library)

    @property
    @memoize
    def entries(self):
        """The year's entries as they are filtered."""
        words = self.text.casefold().split()
        # Asked once and not for each of ten thousand entries.
        library, competence, person = self.chosen_library, self.chosen_competence, self.person
        return [
            entry
            for entry in self.all_entries
            if library in ("", entry.library)
            and (not competence or competence in entry.competences)
            and person in ("", entry.person)
            and all(word in f"{entry.name} {entry.title}".casefold() for word in words)
        ]

    @property
    @memoize
    def summary(self):
        return rules.summary(self.entries)

    @property
    @memoize
    def found(self):
        return getattr(self, f"_{self.by}_rows")()

    def _person_rows(self):
        return [
            Row(
                total.name or self._say(NO_NAME),
                self._behind(person=total.key),
                total=total,
                libraries=self._libraries(total.libraries),
                competences=self._competences(total.competences),
            )
            for total in rules.by_person(self.entries)
        ]

    def _library_rows(self):
        return [
            Row(
                self._libraries((total.key,)),
                self._behind(library=total.key) if total.key else "",
                total=total,
            )
            for total in rules.by_library(self.entries)
        ]

    def _competence_rows(self):
        return [
            Row(
                self._competences((total.key,)) or self._say(NO_COMPETENCE),
                self._behind(competence=total.key) if total.key else "",
                total=total,
            )
            for total in rules.by_competence(self.entries)
        ]

    def _event_rows(self):
        # A year's entries name the same libraries and competences again and again.
        libraries, topics = cache(self._libraries), cache(self._competences)
        no_name = self._say(NO_NAME)
        return [
            Row(
                entry.name or no_name,
                "",
                entry=entry,
                libraries=libraries((entry.library,)),
                competences=topics(entry.competences),
            )
            for entry in sorted(self.entries, key=attrgetter("day"))
        ]

    def _behind(self, **query):
        """The address of what a row is made of."""
        by = EVENT if "person" in query else PERSON
        return "?" + urlencode({"year": str(self.year), "by": by, **query})

    def _libraries(self, uids):
        names = [self.library_names.get(uid) or self._say(NO_LIBRARY) for uid in uids]
        return ", ".join(dict.fromkeys(names))

    def _competences(self, codes):
        return "; ".join(self.competences.get(code, code) for code in codes if code)

    def _say(self, message):
        return translate(message, target_language=self.lang)

    def cell(self, column, row):
        """What the page shows in a cell."""
        value = column.value(row)
        if column.name == "day":
            return self.date(value, "short")
        return self.number(value) if column.name in NUMBERS else value or "–"

    @property
    def tiles(self):
        """(label, value) of the year as it is filtered."""
        total = self.summary
        return [
            (PEOPLE, self.number(total.people)),
            (EVENTS, self.number(total.events)),
            (HOURS, self.number(round(total.hours, 1))),
            (PER_PERSON, self.number(total.hours_per_person, 1)),
        ]

    @property
    def count(self):
        return self.plural(len(self.ordered), "ledger_rows")


class HoursExport(ListingExport, HoursPage):
    """`@@training-hours-export?format=csv|xlsx`: what the page shows, all of its pages."""

    sheet_name = HoursPage.title

    @property
    def file_name(self):
        return f"mokymu-valandos-{self.year}"


class LibraryHoursPage(HoursPage):
    """`/libraries/…/@@training-hours`: the hours of a library's own people."""

    lead = _(
        "ledger_library_lead",
        default="Your library's people at the department's training. An academic hour is 45 "
        "minutes.",
    )
    views = (PERSON, COMPETENCE, EVENT)

    @property
    def library(self):
        return IUUID(self.context)

    @property
    def chosen_library(self):
        return ""


class LibraryHoursExport(HoursExport, LibraryHoursPage):
    """The same as a file."""
