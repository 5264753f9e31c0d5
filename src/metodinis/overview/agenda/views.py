"""Pages that show tasks and entries: their common base, the agenda, and its calendar feed."""

from datetime import timedelta
from metodinis.common.agenda import days_between
from metodinis.common.agenda import OPEN
from metodinis.common.agenda import OVERDUE
from metodinis.common.agenda import SOON
from metodinis.common.agenda import TODAY
from metodinis.common.agenda import urgency
from metodinis.common.mail import language_of
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.views import PageView
from metodinis.libraries.people import person
from metodinis.overview.agenda import collecting
from metodinis.overview.agenda import exports
from metodinis.overview.agenda import operations
from metodinis.reports.rounds.operations import VIEW_PROGRESS
from plone import api
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.i18n import translate


TASKS = 6
ALL = 100
AHEAD = timedelta(days=14)
# What a calendar shows of the past, and how far it looks ahead.
FEED_PAST = timedelta(days=30)
FEED_AHEAD = timedelta(days=400)
BADGES = {OVERDUE: "late", TODAY: "warning", SOON: "info"}


def address_of(key):
    """The address of the calendar with this secret; None without one."""
    return f"{api.portal.get().absolute_url()}/@@agenda.ics?key={key}" if key else None


class AgendaRows(PageView):
    """What pages that show tasks and entries share."""

    @property
    @memoize
    def person(self):
        """The present user's Person; None for anonymous."""
        return None if api.user.is_anonymous() else person(me())

    @property
    @memoize
    def is_department(self):
        """Whether the present user looks after the libraries' work."""
        return may(VIEW_PROGRESS, api.portal.get())

    @property
    def agenda_url(self):
        return f"{self.portal_url}/@@agenda"

    def rows(self, tasks):
        """Tasks as the template shows them."""
        return [self._row(task) for task in tasks]

    def _row(self, task):
        pressing = urgency(task.due, now(), self.zone)
        return {
            "title": task.title,
            "who": task.who,
            "url": task.url,
            "badge": task.badge,
            "reason": task.reason,
            "remarks": self.plural(task.remarks, "overview_remarks") if task.remarks else "",
            "due": self.date_time(task.due) if task.due else "",
            "left": self._left(task.due, pressing),
            "urgency": pressing,
            "urgency_badge": BADGES.get(pressing),
            "waits": self._waits(task.since),
        }

    def _left(self, due, pressing):
        """How many days there are until the deadline, or were since; "" without one."""
        if pressing == OPEN:
            return ""
        if pressing == TODAY:
            return translate(_("overview_due_today", default="Today"), context=self.request)
        days = self._days(due)
        if days < 0:
            return self.plural(-days, "overview_days_over")
        return self.plural(days, "overview_days_left")

    def _waits(self, since):
        """For how many days something has waited; "" if it doesn't."""
        if not since:
            return ""
        days = -self._days(since)
        if days == 0:
            return translate(_("overview_waits_today", default="Since today"), context=self.request)
        return self.plural(days, "overview_waits")

    def _days(self, moment):
        """Days from today's to the day of `moment` where the site is."""
        return days_between(now(), moment, self.zone)

    @memoize
    def tasks(self, limit=TASKS):
        return collecting.tasks(self.person, limit)

    @memoize
    def late(self, limit=TASKS):
        return collecting.late(self.person, limit)

    @property
    @memoize
    def entries(self):
        """What comes in the next two weeks: title, who, url, when."""
        start = now()
        return [
            {
                "title": entry.title,
                "who": entry.who,
                "url": entry.url,
                "when": self.date_time(entry.starts),
                "day": entry.starts.astimezone(self.zone),
            }
            for entry in collecting.entries(self.person, start, start + AHEAD)
        ]


class AgendaMacros(PageView):
    """`context/@@agenda-macros/<name>`: the macros of templates/macros.pt."""

    index = ViewPageTemplateFile("templates/macros.pt")

    def __getitem__(self, name):
        return self.index.macros[name]


class AgendaPage(AgendaRows, ActionPage):
    """`@@agenda`: all that the present user has to do, and how they want to hear of it."""

    title = _("overview_agenda_title", default="My tasks")
    lead = _(
        "overview_agenda_lead",
        default="What waits for you in all parts of the site, the most pressing first.",
    )
    empty_title = _("overview_tasks_none", default="Nothing waits for you")
    empty_text = _(
        "overview_tasks_none_text",
        default="As soon as there is something to do, it stands here.",
    )
    limit = ALL

    @property
    @memoize
    def choices(self):
        return operations.choices_of(me())

    @property
    def feed_url(self):
        return address_of(self.choices.key)

    @property
    def next_url(self):
        return f"{self.agenda_url}#f-choices"

    def act(self, form):
        wanted = form.get("action")
        if wanted == "renew":
            operations.renew_feed()
            return _("overview_feed_renewed", default="The calendar has a new secret address.")
        if wanted == "drop":
            operations.drop_feed()
            return _("overview_feed_dropped", default="The calendar's address answers no more.")
        operations.set_digest(form.get("digest") == "yes")
        return _("overview_choices_saved", default="Your choice is saved.")


class AgendaFeed(PageView):
    """`@@agenda.ics?key=`: the calendar of whoever the secret belongs to.

    Calendar programs can't log in: the secret stands for its owner, whose eyes it sees with.
    """

    def __call__(self):
        key = self.request.form.get("key")
        userid = operations.owner_of(key) if isinstance(key, str) else None
        user = api.user.get(userid=userid) if userid else None
        # Whose account was shut has no address any more.
        if user is None or not user.getProperty("email", ""):
            raise NotFound(self.__name__)
        moment = now()
        with api.env.adopt_user(username=user.getUserName()):
            entries = collecting.entries(person(userid), moment - FEED_PAST, moment + FEED_AHEAD)
        answer = self.request.response
        answer.setHeader("Content-Type", "text/calendar; charset=utf-8")
        answer.setHeader("Content-Disposition", 'attachment; filename="metodinis.ics"')
        answer.setHeader("Cache-Control", "private, no-store")
        answer.setHeader("X-Robots-Tag", "noindex")
        return exports.calendar(entries, self.portal_url, language_of(userid), moment)
