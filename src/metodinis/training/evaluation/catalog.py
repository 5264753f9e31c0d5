"""Finding events by what was said of them, and earlier runs of one programme."""

from metodinis.training.evaluation import rules
from metodinis.training.events.schema import ITrainingEvent
from plone import api
from plone.indexer import indexer


LOW, SILENT = "low", "silent"
VERDICTS = (LOW, SILENT)


@indexer(ITrainingEvent)
def training_programme(event):
    """The UID of the programme that it follows; nothing without one."""
    return event.programme or None


@indexer(ITrainingEvent)
def training_feedback(event):
    """The verdict of the night, until somebody wrote down what follows from it."""
    feedback = event.feedback
    return feedback.verdict or None if feedback.conclusion is None else None


def runs_of(programme_uid):
    """All events of a programme, whoever asks, the newest first."""
    if not programme_uid:
        return []
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="TrainingEvent",
        training_programme=programme_uid,
        sort_on="start",
        sort_order="descending",
    )
    return [brain._unrestrictedGetObject() for brain in brains]


def ended_between(start, end):
    """Announced events whose end lies from `start` to before `end` (aware datetimes)."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="TrainingEvent",
        review_state="announced",
        end={"query": (start, end), "range": "min:max"},
    )
    return [brain._unrestrictedGetObject() for brain in brains]


def satisfaction_of(event):
    """(mean, n) of an event; the mean is None with fewer answers than may be shown."""
    mean, n = rules.satisfaction(event.feedback.urns[rules.AFTER].sheets())
    return (mean if n >= rules.FEWEST else None), n
