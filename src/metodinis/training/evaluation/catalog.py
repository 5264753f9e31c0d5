"""Finding events by what was said of them, and earlier runs of one programme."""

from metodinis.common.waiting import waiting
from metodinis.common.waiting import waiting_for_writing
from metodinis.training.evaluation import rules
from metodinis.training.events.schema import ITrainingEvent
from plone import api
from plone.indexer import indexer
from plone.uuid.interfaces import IUUID


KEY = "metodinis.training.verdicts"
LOW, SILENT = "low", "silent"
VERDICTS = (LOW, SILENT)


@indexer(ITrainingEvent)
def training_programme(event):
    """The UID of the programme that it follows; nothing without one."""
    return event.programme or None


def note_verdict(event):
    """Keep the verdict of the night, until somebody wrote down what follows from it."""
    feedback = event.feedback
    days = {feedback.verdict: None} if feedback.verdict and feedback.conclusion is None else {}
    waiting_for_writing(api.portal.get()["training"], KEY).note(IUUID(event), days)


def with_verdict(verdict):
    """Brains of the events that have a verdict of VERDICTS, by their ends.

    It isn't in the catalog, which anybody may ask by any index.
    """
    uids = [*waiting(api.portal.get()["training"], KEY).found(verdict)]
    if not uids:
        return []
    return api.content.find(portal_type="TrainingEvent", UID=uids, sort_on="end")


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
    urn = event.feedback.urns[rules.AFTER]
    sheets = urn.sheets()
    if not sheets:
        return None, len(urn)
    mean, n = rules.satisfaction(sheets)
    return (mean if n >= rules.FEWEST else None), n
