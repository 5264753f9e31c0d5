"""Who may read what of what readers told: one answer for pages, files and REST.

Everybody reads who took a case over, how many thanked, words that were let through, and questions
that were published with their answers, without who asked. Who may answer reads all that was
handed on; editors read everything.
"""

from metodinis.common.clock import zone
from metodinis.common.permissions import may
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.reuse import rules
from metodinis.goodpractice.reuse.content import readers_of
from metodinis.goodpractice.reuse.operations import may_answer
from metodinis.goodpractice.reuse.operations import may_change_reuse
from plone.app.uuid.utils import uuidToObject


def library_title(uid):
    """The full title of a library (UID); "" if it is gone."""
    library = uuidToObject(uid, unrestricted=True)
    return library.title if library is not None else ""


def shown_thanks(case):
    """Words of thanks that everybody reads, the newest first."""
    found = readers_of(case).words(rules.THANKS)
    return [one for one in reversed(found) if one.state == rules.SHOWN]


def shown_questions(case):
    """Questions that everybody reads with their answers, the newest first."""
    found = readers_of(case).words(rules.QUESTION)
    return [one for one in reversed(found) if one.is_shown]


def handed_on(case):
    """Questions that the authors answer or have answered, what waits first, then the newest."""
    found = readers_of(case).words(rules.QUESTION)
    waiting = [one for one in found if one.state == rules.ASKED]
    return waiting + [one for one in reversed(found) if one.state == rules.ANSWERED]


def reuse_json(case, reuse):
    """A Reuse, as everybody reads it."""
    return {
        "library": reuse.library_uid,
        "library_title": library_title(reuse.library_uid),
        "taken_on": reuse.taken_on.isoformat(),
        "changed": reuse.changed,
        "result": reuse.result,
        "contact_name": reuse.contact_name,
        "contact_email": reuse.contact_email,
        "recorded_at": reuse.at.isoformat(),
        "changed_at": _moment(reuse.changed_at),
        "may_change": may_change_reuse(case, reuse.library_uid),
    }


def thanks_json(case):
    """How many thanked, and the words that everybody reads."""
    return {
        "count": readers_of(case).thanks,
        "items": [
            {"at": one.at.isoformat(), "name": one.name, "words": one.words}
            for one in shown_thanks(case)
        ],
    }


def question_json(case, question):
    """A Question, as the present user may read it."""
    found = {
        "id": question.id,
        "at": question.at.isoformat(),
        "text": question.text,
        "answer": question.answer,
        "answered_at": _moment(question.answered_at),
    }
    if may_answer(case):
        found |= {
            "state": question.state,
            "name": question.name,
            "due": rules.due_of(question, zone()).isoformat()
            if question.state == rules.ASKED
            else None,
            "public": question.is_public,
        }
    if may(MANAGE, case):
        found |= {"email": question.email, "reason": question.reason}
    return found


def _moment(value):
    return value.isoformat() if value else None
