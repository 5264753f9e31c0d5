"""What every page of a report shows: whose it is, where it stands, and its values in words."""

from metodinis.common.moments import now
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import UNKNOWN
from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.views import PageView
from metodinis.libraries.people import name_of
from metodinis.reports import operations
from metodinis.reports.rules import days_left
from metodinis.reports.rules import is_late
from metodinis.reports.rules import OWED
from metodinis.reports.schema import FORM_TITLES
from metodinis.reports.workflow import BEFORE_HANDING_IN
from metodinis.reports.workflow import given_back
from metodinis.reports.workflow import may_enter
from plone import api
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate
from zope.i18nmessageid import Message


WORDS = {
    NOT_APPLICABLE: _("reports_cell_not_applicable", default="not applicable"),
    UNKNOWN: _("reports_cell_unknown", default="no data"),
    True: _("reports_cell_yes", default="yes"),
    False: _("reports_cell_no", default="no"),
}
# In the order in which they are offered: the first is what is mostly wanted.
TRANSITION_TITLES = {
    "sign": _("reports_step_sign", default="Sign and hand in"),
    "submit": _("reports_step_submit", default="Hand in"),
    "request_signature": _("reports_step_request_signature", default="Ask the director to sign"),
    "accept": _("reports_step_accept", default="Accept"),
    "publish": _("reports_step_publish", default="Publish"),
    "send_back": _("reports_step_send_back", default="Send back to staff"),
    "return": _("reports_step_return", default="Return for correction"),
    "reopen": _("reports_step_reopen", default="Reopen"),
}


def cell_text(cell, element, lang):
    """Write a Cell as the reader's language does, "~" before an estimate; None as a dash."""
    if cell is None:
        return formats.NOTHING
    if cell.state in WORDS:
        return translate(WORDS[cell.state], target_language=lang)
    if element.type == "text":
        return cell.value
    if element.type == "yesno":
        return translate(WORDS[bool(cell.value)], target_language=lang)
    if element.type == "money":
        text = formats.money(cell.value, lang)
    else:
        text = formats.number(cell.value, lang)
    if element.type == "percent":
        text = f"{text}\N{NO-BREAK SPACE}%"
    return f"~{text}" if cell.estimated else text


def change_between(cell, previous):
    """How a number changed since last year, as a share of last year's; None if it can't be told."""
    values = [side.value if side is not None else None for side in (cell, previous)]
    if any(value is None or isinstance(value, (str, bool)) for value in values) or not values[1]:
        return None
    return float((values[0] - values[1]) / values[1])


HAND_OVER = ("sign", "submit", "request_signature")
REPORT_TITLES = {
    "statistical": _("reports_title_statistical", default="Statistical report ${year}"),
    "narrative": _("reports_title_narrative", default="Narrative report ${year}"),
}

SAME_YEAR = {
    "statistical": _("narrative_statistics", default="The statistical report of the same year"),
    "narrative": _("reports_narrative", default="The narrative report of the same year"),
}
ROUND_OVER = _(
    "reports_round_over",
    default="The round is closed: the report can't be filled in or handed in any more. If it has "
    "to be, ask the methodology department.",
)
ALL_REPORTS = _("reports_all_of_year", default="All reports of ${year}")


class ReportPage(PageView):
    """Base of a report's pages."""

    @property
    def report_title(self):
        """The report's title in the reader's language; its content is Lithuanian in any case."""
        title = Message(REPORT_TITLES[self.context.form], mapping={"year": str(self.context.year)})
        return translate(title, context=self.request)

    @property
    def kicker(self):
        return self.context.library.title

    @property
    def object_names(self):
        """What the browser's tab says of the report: which it is, and whose."""
        return self.report_title, self.kicker

    @property
    @memoize
    def state(self):
        return state_of(self.context)

    @property
    def badges(self):
        # That it came late is between library and department once it is taken over.
        told = self.state in OWED or may(operations.HISTORY, self.context)
        return [self.state, "late"] if self.is_late and told else [self.state]

    @property
    def is_late(self):
        due, submitted = self.context.due, self.context.first_submitted_at
        return due is not None and is_late(due, submitted, now())

    @property
    @memoize
    def is_over(self):
        """Whether the library has it still, and can't hand it in: its round is closed."""
        return self.state in OWED and not may_enter(self.context)

    @property
    def deadline_text(self):
        """Until when, and how many days are left, while the library owes the report."""
        due = self.context.due
        if due is None or self.state not in OWED:
            return None
        if self.is_over:
            return translate(ROUND_OVER, context=self.request)
        left = days_left(due, now())
        until = translate(
            _(
                "reports_due_until",
                default="Hand in by ${when}.",
                mapping={"when": self.date_time(due)},
            ),
            context=self.request,
        )
        if left > 0:
            return f"{until} {self.plural(left, 'reports_days_left')}"
        if left == 0:
            last = translate(_("reports_due_today", default="That is today."), context=self.request)
            return f"{until} {last}"
        return f"{until} {self.plural(-left, 'reports_days_over')}"

    @property
    @memoize
    def may_write(self):
        """Whether this user may enter values now."""
        return may(operations.ENTER, self.context) and may_enter(self.context)

    @property
    def writes_now(self):
        """Whether entering is what this user mostly does next, before any step."""
        return self.may_write and self.state != "signing"

    @property
    @memoize
    def may_review(self):
        return may(operations.REVIEW, self.context)

    @property
    @memoize
    def transitions(self):
        """The steps that this user may take now: list of (name, title, address of its page)."""
        workflow = api.portal.get_tool("portal_workflow")
        allowed = {transition["id"] for transition in workflow.getTransitionsFor(self.context)}
        if self.is_over:
            # Its guard refuses them: nobody is led there.
            allowed.difference_update(BEFORE_HANDING_IN)
        if "sign" in allowed:
            # Who signs needn't ask for a signature.
            allowed.discard("request_signature")
        page = f"{self.context.absolute_url()}/@@report-transition?name="
        return [
            (name, title, page + name)
            for name, title in TRANSITION_TITLES.items()
            if name in allowed
        ]

    @property
    def main_step(self):
        """The name of the step that is mostly wanted next, or None."""
        first = next((name for name, _title, _url in self.transitions), None)
        return None if self.writes_now or first == "reopen" else first

    @property
    @memoize
    def hand_over(self):
        """The step by which this user hands the report on, or None."""
        offered = {name for name, _title, _url in self.transitions}
        return next((name for name in HAND_OVER if name in offered), None)

    @property
    def beside_links(self):
        """(address, title) of the same year's other report and of the round, where this reader
        may see them."""
        found = [
            (report, title)
            for form, title in SAME_YEAR.items()
            if form != self.context.form
            and (report := self.context.library.get(f"{form}-{self.context.year}")) is not None
        ]
        if self.context.round is not None:
            title = Message(ALL_REPORTS, mapping={"year": str(self.context.year)})
            found.append((self.context.round, title))
        return [(obj.absolute_url(), title) for obj, title in found if may(operations.VIEW, obj)]

    def send_to_reading(self):
        """Who may not write (any more) is told why and sent to the report's page."""
        locked = _(
            "reports_entry_locked",
            default="This report isn't open for entering now: its state or your role doesn't "
            "allow it.",
        )
        message = ROUND_OVER if self.is_over else locked
        api.portal.show_message(message, self.request, type="warning")
        return self.request.response.redirect(self.context.absolute_url())

    @property
    def reason(self):
        """The newest reason with which the report was given back: its text, who and when."""
        entry = given_back(self.context) if self.state in OWED else None
        if entry is None:
            return None
        return {
            "text": entry["comments"],
            "by": self.name_of(entry["actor"]),
            "at": self.date_time(entry["time"]),
        }

    @memoize
    def name_of(self, userid):
        """A person's full name; the name they log in with if they gave none."""
        return name_of(userid) or formats.NOTHING

    def cell_text(self, cell, element):
        return cell_text(cell, element, self.lang)

    def change_text(self, cell, previous):
        change = change_between(cell, previous)
        return "" if change is None else self.change(change)


class ReportMacros(ReportPage):
    """`context/@@report-macros/<name>`: the macros of templates/macros.pt."""

    index = ViewPageTemplateFile("templates/macros.pt")

    def __getitem__(self, name):
        return self.index.macros[name]


def by_year(brains):
    """Brains of a library's reports as [(year, {form: {"url", "state"}})], in their order."""
    years = {}
    for brain in brains:
        forms = years.setdefault(brain.report_year, {})
        forms[brain.report_form] = {"url": brain.getURL(), "state": brain.review_state}
    return list(years.items())


class ReportYears(PageView):
    """`context/@@report-years/years`: the macro of templates/years.pt."""

    index = ViewPageTemplateFile("templates/years.pt")

    @property
    def forms(self):
        """(form, title) of what libraries hand in."""
        return [
            (form, translate(title, context=self.request)) for form, title in FORM_TITLES.items()
        ]

    def __getitem__(self, name):
        return self.index.macros[name]
