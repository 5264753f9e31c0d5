"""What one case waits for now, as the store keeps it."""

from metodinis.common.states import state_of
from metodinis.common.waiting import waiting_for_writing
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.workflow import WORKFLOW
from metodinis.goodpractice.interfaces import IWaits
from metodinis.libraries.belongings import heirs
from metodinis.libraries.belongings import library_of
from metodinis.libraries.belongings import owner_of
from plone.uuid.interfaces import IUUID
from zope.component import subscribers


def owner_uid(case):
    """UID of the library whose people look after a case now, "" if there is none any more."""
    owner = owner_of(case)
    return IUUID(owner) if owner is not None else ""


def waits_of(case):
    """token -> day (date) or None of what a case waits for."""
    state, days = state_of(case), {}
    if state == rules.SIGNING:
        days[store.signing_of(owner_uid(case))] = None
    elif state == rules.RETURNED or (state == rules.DRAFT and _is_sent_back(case)):
        days[store.mending_of(owner_uid(case))] = None
    # Other rooms tell what their side of it waits for.
    for waits in subscribers((case,), IWaits):
        days |= waits.days(state)
    if store.JUDGED & days.keys():
        days |= {store.own_of(IUUID(one)): None for one in heirs(library_of(case))}
        days |= {store.written_by(userid): None for userid in case.writers}
    return days


def _is_sent_back(case):
    """Whether the last that was done with a draft is that its director sent it back."""
    return case.workflow_history[WORKFLOW][-1]["action"] == "send_back"


def note_waiting(case, gone=False):
    """Keep what a case waits for now; nothing if it goes."""
    waiting = waiting_for_writing(case.__parent__, store.KEY)
    waiting.note(IUUID(case), {} if gone else waits_of(case))
