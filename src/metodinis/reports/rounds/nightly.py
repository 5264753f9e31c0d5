"""What the night job does with rounds: opens those whose time has come, and sends reminders."""

from metodinis.common.mail import translate_for
from metodinis.common.moments import now
from metodinis.common.nightly import INightlyTask
from metodinis.common.refusals import NotAllowed
from metodinis.reports.rounds.catalog import owing
from metodinis.reports.rounds.operations import open_round
from metodinis.reports.rounds.reminders import send
from metodinis.reports.rounds.rules import reminder_kind
from metodinis.reports.rules import Reminder
from plone import api
from zope.interface import implementer


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
            reached = send(reporting_round, debtor._replace(reports=brains), kind)
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
                lines.append(f"{reporting_round.getId()}: {self._open(reporting_round)}")
        return lines

    def _open(self, reporting_round):
        try:
            with api.env.adopt_roles(["Manager"]):
                return f"opened, {open_round(reporting_round)} reports made"
        except NotAllowed as refusal:
            return translate_for(refusal.message, api.portal.get_default_language())


def _rounds(state):
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="ReportingRound", review_state=state)
    return [brain._unrestrictedGetObject() for brain in brains]
