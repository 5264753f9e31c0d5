"""The page of an event."""

from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.layout.views import PageView
from metodinis.training.events import operations
from metodinis.training.events import rules
from metodinis.training.events.workflow import is_over
from metodinis.training.vocabularies import competences
from metodinis.training.vocabularies import kind_words
from plone.app.uuid.utils import uuidToCatalogBrain
from plone.memoize.view import memoize


# state -> (look of its badge, its name)
STATES = {
    "draft": ("draft", _("training_state_draft", default="In preparation")),
    "announced": ("open", _("training_state_announced", default="Announced")),
    "postponed": ("warning", _("training_state_postponed", default="Postponed")),
    "cancelled": ("error", _("training_state_cancelled", default="Cancelled")),
    "over": ("neutral", _("training_state_over", default="Over")),
}
BANNERS = {
    "postponed": _("training_postponed", default="The event is postponed"),
    "cancelled": _("training_cancelled", default="The event is cancelled"),
}
FREE = _("training_free", default="Free of charge")


class EventBase(PageView):
    """Base of pages that tell of events."""

    def kind_line(self, kind, form):
        """Kind and form as one line."""
        return " · ".join(map(self.say, kind_words(kind, form)))

    def span(self, starts, ends):
        """From a moment to another, its day told once if it is the same."""
        starts, ends = starts.astimezone(self.zone), ends.astimezone(self.zone)
        if starts.date() == ends.date():
            return f"{self.date(starts)}, {starts:%H:%M}–{ends:%H:%M}"
        return f"{self.date_time(starts)} – {self.date_time(ends)}"

    def hours_text(self, hours):
        """Academic hours as a text."""
        return self.say(
            _("training_hours", default="${hours} acad. h", mapping={"hours": self.number(hours)})
        )


class EventPage(EventBase):
    """`/training/<id>`: what, when, where and for whom; sections of the other rooms."""

    @property
    @memoize
    def state(self):
        return state_of(self.context)

    @property
    def badges(self):
        return [STATES[rules.shown_state(self.state, self.context.end, now())]]

    @property
    def lead(self):
        return self.context.description

    @property
    def banner(self):
        """(kind of the alert, title, text) of what became of it, or None."""
        kind = {rules.POSTPONED: "warning", rules.CANCELLED: "error"}.get(self.state)
        return kind and (kind, BANNERS[self.state], self.context.reason)

    @property
    def when(self):
        """When it is, as one line."""
        return self.span(self.context.start, self.context.end)

    @property
    def is_postponed(self):
        return self.state == rules.POSTPONED

    @property
    def sessions(self):
        """Sessions as (when, title, place); none if there is but the one that is the event."""
        return [
            (self.span(session.starts, session.ends), session.title, session.place)
            for session in self.context.named_sessions
        ]

    @property
    def kicker(self):
        return self.kind_line(self.context.kind, self.context.form)

    @property
    def hours(self):
        return self.hours_text(self.context.hours) if self.context.hours else None

    @property
    def competences(self):
        """Titles of the competences; one that the settings know no more is left out."""
        titles = competences()
        return [titles[code] for code in self.context.competences if code in titles]

    @property
    def price(self):
        """What it costs: euros, or a word for nothing."""
        price = self.context.price
        return self.money(int(price * 100)) if price else FREE

    @property
    def text(self):
        """HTML of what is written of it, made safe; None if nothing is."""
        text = self.context.text
        return text.output_relative_to(self.context) if text is not None else None

    @property
    def has_details(self):
        event = self.context
        names = ("target_group", "trainers", "contact_name", "contact_email", "contact_phone")
        return bool(any(getattr(event, name) for name in names) or self.competences)

    @property
    @memoize
    def programme(self):
        """The catalog's brain of its programme that this reader may see, or None."""
        uid = self.context.programme
        return uuidToCatalogBrain(uid) if uid else None

    @property
    def calendar_url(self):
        """Of the file that puts it into a calendar, while it is to come."""
        is_to_come = self.state == rules.ANNOUNCED and not is_over(self.context)
        return f"{self.context.absolute_url()}/@@event.ics" if is_to_come else None

    @property
    def may_manage(self):
        return may(operations.MANAGE, self.context)

    @property
    def may_conduct(self):
        return may(operations.CONDUCT, self.context)
