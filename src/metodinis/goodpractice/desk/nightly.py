"""What the desk does by itself: planned publications, and the question whether cases are true."""

from metodinis.common import mail
from metodinis.common.clock import zone
from metodinis.common.nightly import IFrequentTask
from metodinis.common.nightly import INightlyTask
from metodinis.common.refusals import Refused
from metodinis.common.waiting import waiting
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.rules import RECOMMENDED
from metodinis.goodpractice.cases.rules import reminder_is_due as answer_is_late
from metodinis.goodpractice.desk import mails
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk import truth
from metodinis.goodpractice.desk.rules import reminder_is_due
from metodinis.goodpractice.desk.store import desk_for_writing
from metodinis.goodpractice.desk.store import desk_of
from metodinis.goodpractice.tasks import directory
from metodinis.i18n import _
from metodinis.layout import formats
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from zope.interface import implementer


@implementer(IFrequentTask)
class PlannedPublications:
    """Publishes what is planned when its time has come."""

    def __call__(self):
        """A step for each that is planned; it publishes alone, or is told of alone."""
        return [_publication(uid) for uid in desk_of(directory()).plans()]


def _publication(uid):
    def step():
        case = uuidToObject(uid, unrestricted=True)
        if case is None:
            return []
        try:
            return [f"{case.getId()}: published"] if operations.publish_planned(case) else []
        except Refused as refusal:
            plan = reading.plan_of(case)
            operations.drop_plan(case)
            mails.plan_failed(case, plan, refusal.message)
            return [f"{case.getId()}: planned publication refused"]

    return step


@implementer(INightlyTask)
class AgreementReminders:
    """Reminds libraries that an editor's changes of their case wait for their answer."""

    def __call__(self, today):
        """Remind; return lines of what was done. today: date."""
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog.unrestrictedSearchResults(
            portal_type="GoodPractice", review_state=RECOMMENDED
        )
        cases = [brain._unrestrictedGetObject() for brain in found]
        return [f"{case.getId()}: its library reminded" for case in cases if _remind(case, today)]


def _remind(case, today):
    """Remind the library of a recommended case, if it is time; whether it was."""
    agreement = reading.open_agreement(case)
    if agreement is None:
        return False
    asked = agreement.asked_at.astimezone(zone()).date()
    if not answer_is_late(asked, agreement.reminded, today):
        return False
    reminded = agreement._replace(reminded=(*agreement.reminded, today))
    desk_for_writing(case.__parent__).put_agreement(IUUID(case), reminded)
    mails.agreement_reminder(case, agreement, asked)
    return True


@implementer(INightlyTask)
class StillTrue:
    """Asks libraries whether their cases are still true, reminds them, archives after silence."""

    def __call__(self, today):
        """Do it; return lines of what was done. today: date."""
        # All that is published and counts as true until a day.
        known = waiting(directory(), store.KEY).found(store.EXPIRY)
        lines = []
        for uid in sorted(known):
            case = uuidToObject(uid, unrestricted=True)
            done = _look(case, today) if case is not None else None
            if done:
                lines.append(f"{case.getId()}: {done}")
        return lines


def _look(case, today):
    """What was done about one published case, or None."""
    question = reading.last_question(case)
    if reading.unsettled(case):
        return None
    if question is None or not question.is_open:
        if case.valid_until > today:
            return None
        truth.put_question(case, today)
        return "asked whether it is still true"
    if today > question.due:
        truth.archive_in_silence(case, _silence(question.due))
        return "archived: nobody answered"
    if reminder_is_due(question, today):
        truth.keep(case, question._replace(reminded=(*question.reminded, today)))
        mails.truth_reminder(case, question)
        return "reminded"
    return None


def _silence(day):
    """The reason in the case's history, which is in the site's language."""
    language = api.portal.get_default_language()
    reason = _(
        "practice_silent",
        default="Its library didn't say until ${day} whether it is still true.",
        mapping={"day": formats.date(day, language)},
    )
    return mail.translate_for(reason, language)
