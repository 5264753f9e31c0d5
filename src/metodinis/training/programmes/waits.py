"""Who waits for what of one programme now, as the store keeps it."""

from metodinis.common.states import state_of
from metodinis.common.waiting import waiting_for_writing
from metodinis.training.programmes import rules
from metodinis.training.programmes import store
from plone.uuid.interfaces import IUUID


def waits_of(programme):
    """token -> day (date) or None of what a programme waits for."""
    state, days = state_of(programme), {}
    if state == rules.SUBMITTED:
        days[store.ASSIGNMENT] = None
    elif state == rules.EVALUATING:
        days = _evaluation(programme.open_round.counted)
    elif state == rules.RETURNED:
        days = {store.mending_of(userid): None for userid in programme.writers}
    elif state in rules.PUBLIC:
        days[store.EXPIRY] = programme.valid_until
    if (programme.open_reviews and state != rules.ARCHIVED) or state == rules.REVIEWING:
        days[store.REVIEW] = None
    return days


def _evaluation(counted):
    """Evaluators owe; then the head decides; a refusal makes the staff ask somebody else."""
    days = {store.evaluation_of(one.evaluator): one.due for one in counted if one.is_owed}
    if len(counted) < rules.EVALUATORS:
        days[store.ASSIGNMENT] = None
    elif not days:
        days[store.DECISION] = None
    return days


def note_waiting(programme, gone=False):
    """Keep what a programme waits for now; nothing if it goes."""
    waiting = waiting_for_writing(programme.__parent__, store.KEY)
    waiting.note(IUUID(programme), {} if gone else waits_of(programme))
