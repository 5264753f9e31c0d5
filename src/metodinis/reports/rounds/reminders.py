"""Reminders: by hand, and by night; and the night's opening of planned rounds."""

from metodinis.common.nightly import INightlyTask
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.reports import mails
from metodinis.reports.operations import checked_text
from metodinis.reports.operations import MANAGE_ROUND
from metodinis.reports.operations import me
from metodinis.reports.operations import require
from metodinis.reports.rounds.catalog import owing
from metodinis.reports.rounds.operations import open_round
from metodinis.reports.rounds.rules import reminder_kind
from metodinis.reports.rules import Reminder
from metodinis.reports.workflow import now
from plone import api
from plone.app.uuid.utils import uuidToObject
from zope.interface import implementer
import logging


logger = logging.getLogger(__name__)


def remind(reporting_round, library_uids, note=""):
    """Send a reminder by hand to libraries that owe reports; return {library UID: addresses}.

    note: a few words of the department's own. A library is reminded once a day at most: if one
    of them was today already, or owes nothing, FieldErrors says so and none is reminded.
    """
    require(MANAGE_ROUND, reporting_round)
    note = checked_text("note", note, required=False)
    debtors = {debtor.uid: debtor for debtor in owing(reporting_round)}
    chosen = [debtor for uid, debtor in debtors.items() if uid in library_uids]
    moment = now()
    error = _refusal(chosen, set(library_uids) - set(debtors), moment)
    if error:
        raise FieldErrors({"libraries": error})
    reached = {}
    for debtor in chosen:
        reached[debtor.uid] = _send(reporting_round, debtor, "asked", debtor.due, note)
        if reached[debtor.uid]:
            reporting_round.remind(debtor.uid, Reminder("asked", debtor.due, moment))
    logger.info("%s: %d libraries reminded by %s", reporting_round.getId(), len(reached), me())
    return reached


def _refusal(chosen, others, moment):
    """Why these can't be reminded, or None."""
    if others:
        return _(
            "rounds_remind_owes_nothing",
            default="A chosen library owes nothing now. Reload the page and choose again.",
        )
    if not chosen:
        return _("rounds_remind_none", default="Choose at least one library.")
    again = [debtor.title for debtor in chosen if debtor.reminded_on(moment)]
    if again:
        return _(
            "rounds_remind_again",
            default="These were reminded today already: ${names}. Take them off, or wait until "
            "tomorrow.",
            mapping={"names": ", ".join(again)},
        )
    return None


def _send(reporting_round, debtor, kind, due, note=""):
    library = uuidToObject(debtor.uid, unrestricted=True)
    return mails.post(
        mails.people(library, "library"),
        mails.REMINDERS[kind],
        **letter(reporting_round, debtor, due, note),
    )


def letter(reporting_round, debtor, due, note=""):
    """What `mails.write` needs for a reminder to a Debtor."""
    return {
        "year": reporting_round.year,
        "library": debtor.title,
        "reports": [mails.Named(brain.report_form, brain.getURL()) for brain in debtor.reports],
        "due": due,
        "link": reporting_round.absolute_url(),
        "note": note,
    }


@implementer(INightlyTask)
class Reminders:
    """Reminds of what is still owed: 7 days and 1 day before the deadline, and 1 day after.

    Each report gets each reminder once, whenever the nights run; a missed night is made up for.
    """

    def __call__(self, today):
        """Remind in all open rounds; return lines of what was done. today: date."""
        lines = []
        for reporting_round in _rounds("open"):
            for debtor in owing(reporting_round):
                lines += self._remind(reporting_round, debtor, today)
        return lines

    def _remind(self, reporting_round, debtor, today):
        by_kind = {}
        for brain in debtor.reports:
            last = reporting_round.reminder(brain.UID)
            kind = reminder_kind(brain.report_due, last, today)
            # What was handed in once and came back is not overdue: it came in time, or is
            # marked late already, and the mail of its return told what to do.
            came_back = brain.report_on_time in (True, False)
            if kind and not (kind == "overdue" and came_back):
                by_kind.setdefault(kind, []).append(brain)
        for kind, brains in by_kind.items():
            reached = _send(reporting_round, debtor._replace(reports=brains), kind, debtor.due)
            if reached:
                for brain in brains:
                    reporting_round.remind(brain.UID, Reminder(kind, brain.report_due, now()))
            yield f"{reporting_round.getId()} {debtor.code}: {kind}, {len(reached)} mails"


@implementer(INightlyTask)
class PlannedOpenings:
    """Opens rounds whose planned opening has come."""

    def __call__(self, today):
        """Open them; return lines of what was done. today: date, unused: the hour counts."""
        lines = []
        for reporting_round in _rounds("preparing"):
            if reporting_round.opening is not None and reporting_round.opening <= now():
                with api.env.adopt_roles(["Manager"]):
                    made = open_round(reporting_round)
                lines.append(f"{reporting_round.getId()}: opened, {made} reports made")
        return lines


def _rounds(state):
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="ReportingRound", review_state=state)
    return [brain._unrestrictedGetObject() for brain in brains]
