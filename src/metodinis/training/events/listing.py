"""`/training`: the events as a list or as a month, narrowed by what stands in the address."""

from babel.dates import format_date
from babel.dates import get_day_names
from calendar import Calendar
from datetime import date
from datetime import timedelta
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.formats import locale_of
from metodinis.training.events import catalog
from metodinis.training.events import operations
from metodinis.training.events import rules
from metodinis.training.events.views import EventBase
from metodinis.training.events.views import FREE
from metodinis.training.events.views import STATES
from metodinis.training.registration.rules import NOT_YET
from metodinis.training.registration.rules import OPEN
from metodinis.training.registration.seating import free_seats
from metodinis.training.registration.seating import registration_state
from metodinis.training.vocabularies import competences
from metodinis.training.vocabularies import FORM_TITLES
from metodinis.training.vocabularies import KIND_TITLES
from plone.memoize.view import memoize
from urllib.parse import urlencode


FULL = _("training_seats_none", default="No free seats")
REGISTRATION_CLOSED = _("training_registration_closed", default="Registration is closed")
# Other pages of this folder: name, title, permission.
ROOMS = (
    ("@@programmes", _("training_room_programmes", default="Programmes"), "View"),
    ("@@year-plan", _("training_room_plan", default="The year"), operations.MANAGE),
    ("@@training-hours", _("training_room_hours", default="Hours"), operations.MANAGE),
    ("@@certificates", _("training_room_certificates", default="Certificates"), operations.MANAGE),
    ("@@induction", _("training_room_induction", default="Induction"), "metodinis: View Agenda"),
    ("@@certificate", _("training_room_check", default="Check a certificate"), "View"),
    (
        "../@@training-controlpanel",
        _("training_room_settings", default="Settings"),
        operations.MANAGE,
    ),
)
MONTHS_OFFERED = 12
FIRST_MONTH, LAST_MONTH = "2000-01", "2099-12"


class EventList(EventBase):
    """Base: rows of events as lists show them."""

    def shown(self, row):
        """What a list shows of a Row; the event is asked for what changes by the minute."""
        starts = row.starts.astimezone(self.zone)
        state = rules.shown_state(row.state, row.ends, now())
        titles = competences()
        return {
            "url": row.url,
            "title": row.title,
            "text": row.description,
            "day": str(starts.day),
            "month": self.month_word(starts),
            "year": starts.year,
            "when": self.span(row.starts, row.ends),
            "place": row.location,
            "kind": self.kind_line(row.kind, row.form),
            "sessions": self.sessions_text(row),
            "topics": [titles[code] for code in row.competences if code in titles],
            "hours": self.hours_text(row.hours) if row.hours else None,
            "price": self.money(row.price) if row.price else FREE,
            "badge": STATES[state] if state != rules.ANNOUNCED else None,
            "is_postponed": row.state == rules.POSTPONED,
            "seats": self.seats(row) if state == rules.ANNOUNCED else None,
        }

    def sessions_text(self, row):
        """How many sittings it has, if there is more than one."""
        return self.plural(len(row.sessions), "training_sessions") if row.sessions[1:] else None

    def seats(self, row):
        """(look of the badge, words) of the seats of an event to come, or of when one can
        register; None for no limit."""
        event = catalog.event_of(row)
        state = registration_state(event)
        if state == NOT_YET:
            opens = self.date_time(event.registration_opens)
            return "info", self.say(
                _(
                    "training_registration_from",
                    default="Registration from ${moment}",
                    mapping={"moment": opens},
                )
            )
        if state != OPEN:
            return "neutral", REGISTRATION_CLOSED
        free = free_seats(event)
        if free is None:
            return None
        return ("ok", self.plural(free, "training_seats")) if free else ("neutral", FULL)

    def month_word(self, day):
        """The month beside a day's number, as people say it: "vasario"."""
        if self.lang == "lt":
            return format_date(day, "MMMM", locale=locale_of("lt"))
        return format_date(day, "MMM", locale=locale_of(self.lang))


class TrainingPage(EventList):
    """`/training`: what is to come; `?when=past` what was; `?view=month` a calendar."""

    lead = _(
        "training_lead",
        default="Seminars, courses and webinars for librarians: choose one and register.",
    )
    empty_past = _("training_none_past", default="No past events here")
    empty_title = _("training_none", default="No events are announced now")
    empty_filtered = _("training_none_filtered", default="No event fits these filters")
    empty_text = _("training_none_text", default="Try fewer filters, or look at the calendar.")
    caption = _("training_events", default="Events")

    @property
    @memoize
    def filters(self):
        return catalog.filters_of(self.request.form)

    @property
    def is_calendar(self):
        return self.request.form.get("view") == "month"

    @property
    @memoize
    def rows(self):
        """All Rows that the filters let through."""
        if self.is_calendar:
            return catalog.in_month(self.month, self.filters)
        return catalog.find(self.filters)

    @property
    def count_text(self):
        return self.plural(len(self.rows), "training_events_count")

    @property
    def nothing(self):
        """Title of the empty state."""
        if self.filters.active:
            return self.empty_filtered
        return self.empty_past if self.filters.when == "past" else self.empty_title

    @property
    def views(self):
        """(address, title, chosen) of the three ways to look at events."""
        here, kept = self.context.absolute_url(), self._kept
        past = self.filters.when == "past"
        chosen = "month" if self.is_calendar else "past" if past else "upcoming"
        return [
            (here + _query(kept | query), title, name == chosen)
            for name, title, query in (
                ("upcoming", _("training_view_upcoming", default="Upcoming"), {}),
                ("month", _("training_view_month", default="Calendar"), {"view": "month"}),
                ("past", _("training_view_past", default="Past"), {"when": "past"}),
            )
        ]

    @property
    def _kept(self):
        """The filters that mean something in every view."""
        names = ("topic", "kind", "form")
        return {name: getattr(self.filters, name) for name in names if getattr(self.filters, name)}

    @property
    def kept_fields(self):
        """(name, value) that the filter form sends along."""
        if self.is_calendar:
            return [("view", "month"), ("month", self.month)]
        return [("when", "past")] if self.filters.when == "past" else []

    @property
    def clear_url(self):
        return self.context.absolute_url() + _query(dict(self.kept_fields))

    @property
    def is_filtered(self):
        month = "" if self.is_calendar else self.filters.month
        return self.filters._replace(month=month).active

    @property
    def topics(self):
        return competences().items()

    kinds = KIND_TITLES.items()
    forms = FORM_TITLES.items()

    @property
    def months(self):
        """(YYYY-MM, title) of the months to choose from: coming ones, or those gone by."""
        today = now().astimezone(self.zone).date().replace(day=1)
        step = -1 if self.filters.when == "past" else 1
        months = [_month_after(today, step * n) for n in range(MONTHS_OFFERED)]
        found = {f"{month:%Y-%m}": self.month_title(month) for month in months}
        if self.filters.month and self.filters.month not in found:
            found[self.filters.month] = self.month_title(_first_day(self.filters.month))
        return list(found.items())

    def month_title(self, day):
        return formats.month(day, self.lang)

    # the calendar

    @property
    @memoize
    def month(self):
        """The month shown as a calendar, YYYY-MM."""
        asked = self.filters.month or f"{now().astimezone(self.zone):%Y-%m}"
        return min(max(asked, FIRST_MONTH), LAST_MONTH)

    @property
    def month_name(self):
        return self.month_title(_first_day(self.month))

    def month_url(self, step):
        """The address of the calendar so many months later."""
        month = f"{_month_after(_first_day(self.month), step):%Y-%m}"
        query = self._kept | {"view": "month", "month": month}
        if self.filters.free:
            query["free"] = "1"
        return self.context.absolute_url() + _query(query)

    @property
    def weekdays(self):
        """Names from Monday on."""
        names = get_day_names("wide", "stand-alone", locale=locale_of(self.lang))
        return [names[day] for day in range(7)]

    @property
    def weeks(self):
        """Weeks of days: number, name for the ear, whether it is of this month and today, and what
        begins or goes on then: (when it starts, Row)."""
        by_day = {}
        for row in self.rows:
            for starts, ends in row.sessions:
                day, last = (self._day_of(moment) for moment in (starts, ends))
                while day <= last:
                    by_day.setdefault(day, []).append((starts, row))
                    day += timedelta(days=1)
        first = _first_day(self.month)
        today = now().astimezone(self.zone).date()
        return [
            [
                {
                    "number": day.day,
                    "name": self.date(day),
                    "is_here": day.month == first.month,
                    "is_today": day == today,
                    "rows": sorted(by_day.get(day, ())) if day.month == first.month else [],
                }
                for day in week
            ]
            for week in Calendar().monthdatescalendar(first.year, first.month)
        ]

    def _day_of(self, moment):
        return moment.astimezone(self.zone).date()

    def time_of(self, moment):
        return f"{moment.astimezone(self.zone):%H:%M}"

    def look_of(self, row):
        """The state that a calendar's entry looks by."""
        return rules.shown_state(row.state, row.ends, now())

    def state_title(self, row):
        return STATES[self.look_of(row)][1]

    # further ways to these events

    @property
    def calendar_url(self):
        """The address that a calendar program subscribes to, with these filters."""
        return f"{self.context.absolute_url()}/@@training.ics{_query(self._kept)}"

    @property
    def feed_url(self):
        return f"{self.context.absolute_url()}/@@feed"

    @property
    def rooms(self):
        """(address, title) of the other pages of training that this reader may open."""
        url = self.context.absolute_url()
        return [
            (f"{url}/{name}", title)
            for name, title, permission in ROOMS
            if may(permission, self.context)
        ]

    @property
    def may_add(self):
        return may(operations.ADD, self.context)


def _query(values):
    return f"?{urlencode(values)}" if values else ""


def _first_day(month):
    year, number = map(int, month.split("-"))
    return date(year, number, 1)


def _month_after(first, months):
    """The first day of the month so many after that of `first`."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
