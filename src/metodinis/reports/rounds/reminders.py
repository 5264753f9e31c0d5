"""Reminders to libraries that owe reports; `nightly.py` sends its own."""

from metodinis.common.moments import now
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.reports import mails
from metodinis.reports.operations import checked_text
from metodinis.reports.operations import MANAGE_ROUND
from metodinis.reports.rounds.catalog import owing
from metodinis.reports.rules import Reminder
from plone.app.uuid.utils import uuidToObject
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
        reached[debtor.uid] = send(reporting_round, debtor, "asked", note)
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


def send(reporting_round, debtor, kind, note=""):
    """Queue a reminder (a kind of mails.REMINDERS) to a Debtor; return the addresses reached."""
    library = uuidToObject(debtor.uid, unrestricted=True)
    return mails.post(
        mails.people(library, "library"),
        mails.REMINDERS[kind],
        **letter(reporting_round, debtor, note),
    )


def letter(reporting_round, debtor, note=""):
    """What `mails.write` needs for a reminder to a Debtor."""
    return {
        "year": reporting_round.year,
        "library": debtor.title,
        "reports": [mails.Named(brain.report_form, brain.getURL()) for brain in debtor.reports],
        "due": debtor.due,
        "link": reporting_round.absolute_url(),
        "note": note,
    }
