"""The work of the night: asks, reminds, closes forms and tells which events need a look."""

from datetime import datetime
from datetime import timedelta
from metodinis.common.clock import zone
from metodinis.common.nightly import INightlyTask
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.training.evaluation import catalog
from metodinis.training.evaluation import operations
from metodinis.training.evaluation import rules
from metodinis.training.programmes.operations import raise_review
from metodinis.training.schema import TRAINING_PREFIX
from plone import api
from plone.app.uuid.utils import uuidToObject
from zope.interface import implementer


REVIEW_REASON = _(
    "feedback_review_reason",
    default="Participants gave “${event}” ${mean} on average; the threshold is ${threshold}.",
)
# Longer ago nothing is open: three months, the month of the second form, a month of grace.
LONGEST_AGO = timedelta(days=190)


@implementer(INightlyTask)
class FeedbackTask:
    """`metodinis.training.feedback`"""

    def __call__(self, today):
        """Do it; return lines of what was done. today: date."""
        midnight = datetime(today.year, today.month, today.day, tzinfo=zone())
        lines = []
        for event in catalog.ended_between(midnight - LONGEST_AGO, midnight):
            for form in rules.FORMS:
                lines += [f"{event.getId()} {form}: {what}" for what in turn(event, form, today)]
            lines += [f"{event.getId()}: {what}" for what in judge(event, today)]
        return lines


def turn(event, form, today):
    """What one form of an event needs on a day: lines of what was done."""
    urn, ended = event.feedback.urns[form], operations.ended_on(event)
    if urn.is_closed or today < rules.due_day(form, ended):
        return []
    if today > rules.closing_day(form, ended, urn.asked_on):
        operations.close(event, form)
        return ["closed"]
    sent = operations.ask(event, form, today)
    lines = [f"{sent} asked"] if sent else []
    if urn.asked_on and today >= urn.asked_on + timedelta(days=rules.REMINDER_AFTER):
        reminded = operations.remind(event, form)
        lines += [f"{reminded} reminded"] if reminded else []
    return lines


def judge(event, today):
    """Find an event's verdict; raise the review of a programme that fell below the threshold."""
    feedback = event.feedback
    urn = feedback.urns[rules.AFTER]
    mean, n = catalog.satisfaction_of(event)
    threshold = api.portal.get_registry_record(f"{TRAINING_PREFIX}.threshold")
    people = len(operations.participants(event))
    is_low = rules.is_conclusive(n, people, urn.is_closed) and mean < threshold
    waited = today - operations.ended_on(event) >= timedelta(days=rules.REMINDER_AFTER)
    found = catalog.LOW if is_low else catalog.SILENT if waited and not len(urn) else ""
    if found != feedback.verdict:
        feedback.verdict = found
        catalog.note_verdict(event)
    if is_low and not feedback.is_review_raised:
        return review(event, mean, threshold)
    return []


def review(event, mean, threshold):
    """Ask for a review of the programme that an event followed, once: lines of what was done."""
    programme = uuidToObject(event.programme, unrestricted=True) if event.programme else None
    if programme is None:
        return []
    event.feedback.is_review_raised = True
    language = api.portal.get_default_language()
    values = {
        "event": event.title,
        "mean": formats.number(mean, language, 2),
        "threshold": formats.number(threshold, language, 1),
    }
    raise_review(programme, type(REVIEW_REASON)(REVIEW_REASON, mapping=values))
    return ["review of the programme raised"]
