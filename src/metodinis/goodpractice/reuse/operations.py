"""Every write of what readers tell of a case. Pages, REST services and the demo call these.

Each asks its permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored. What stops robots is the pages' and services' own.
"""

from AccessControl import Unauthorized
from metodinis.common.clock import zone
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.common.typed import checked_whole
from metodinis.common.waiting import waiting
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.operations import checked_reason
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.operations import SUBMIT
from metodinis.goodpractice.cases.rules import PUBLISHED
from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.goodpractice.interfaces import CaseChanged
from metodinis.goodpractice.reuse import mails
from metodinis.goodpractice.reuse import rules
from metodinis.goodpractice.reuse.checking import checked_question
from metodinis.goodpractice.reuse.checking import checked_reuse
from metodinis.goodpractice.reuse.checking import checked_thanks
from metodinis.goodpractice.reuse.content import new_id
from metodinis.goodpractice.reuse.content import readers_for_writing
from metodinis.goodpractice.reuse.content import readers_of
from metodinis.goodpractice.reuse.schema import IAnswerValues
from metodinis.i18n import _
from metodinis.libraries.belongings import heirs
from metodinis.libraries.belongings import library_of
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from zope.event import notify
import logging


logger = logging.getLogger(__name__)

RECORD = "metodinis: Record Reuse"
NOT_PUBLISHED = _(
    "reuse_not_published",
    default="This case isn't published now, so nothing can be told of it.",
)
GONE = _("reuse_gone", default="There is no such record any more. Reload the page.")
OWN_CASE = _("reuse_own", default="This is your own case: only other libraries take it over.")
TWICE = _(
    "reuse_twice",
    default="Your library has told of this case already: change what stands there.",
)
CLOSED = _("reuse_closed", default="This library is closed: it takes nothing over any more.")
THANKED_ALREADY = _("reuse_thanked_already", default="You have thanked for this case already.")
MODERATED = _("reuse_moderated", default="Somebody else has looked at this meanwhile.")


def _require_published(case):
    require("View", case)
    if state_of(case) != PUBLISHED:
        raise NotAllowed(NOT_PUBLISHED)


def _for_writing(case):
    return readers_for_writing(case.__parent__).for_writing(IUUID(case))


def _log(case, text, *values):
    logger.info(f"%s: {text} by %s", case.absolute_url_path(), *values, me() or "a visitor")


# taken over


def record_reuse(case, library, values):
    """Tell that a Library took a published case over; return the Reuse. The authors are told.

    values: field of IReuseValues -> value. Raises FieldErrors, NotAllowed.
    """
    require(RECORD, library)
    _require_published(case)
    if library.closed:
        raise NotAllowed(CLOSED)
    if IUUID(library) in map(IUUID, heirs(library_of(case))):
        raise NotAllowed(OWN_CASE)
    if readers_of(case).reuse_of(IUUID(library)):
        raise NotAllowed(TWICE)
    fields = checked_reuse(case, values)
    reuse = rules.Reuse(IUUID(library), **fields, by=me(), at=now())
    readers_for_writing(case.__parent__).put_reuse(IUUID(case), reuse)
    mails.tell_reused(case, reuse, library.title)
    notify(CaseChanged(case))
    _log(case, "taken over by %s, recorded", library.getId())
    return reuse


def may_change_reuse(case, library_uid):
    """Whether the present user may change what a library (UID) told: its people, and editors."""
    if not me():
        return False
    library = uuidToObject(library_uid, unrestricted=True)
    return may(MANAGE, case) or (library is not None and may(RECORD, library))


def reuse_to_change(case, library_uid):
    """The Reuse of a library (UID). Raises NotAllowed if there is none, Unauthorized."""
    reuse = readers_of(case).reuse_of(library_uid)
    require("View", case)
    if reuse is None:
        raise NotAllowed(GONE)
    if not may_change_reuse(case, library_uid):
        raise Unauthorized(RECORD)
    return reuse


def update_reuse(case, library_uid, values):
    """Change what a library told; what is left out stays. Returns the Reuse. Raises FieldErrors."""
    reuse = reuse_to_change(case, library_uid)
    fields = checked_reuse(case, values, reuse)
    changed = reuse._replace(**fields)
    if changed != reuse:
        changed = changed._replace(changed_at=now())
        readers_for_writing(case.__parent__).put_reuse(IUUID(case), changed)
        notify(CaseChanged(case))
        _log(case, "reuse of %s changed", library_uid)
    return changed


def remove_reuse(case, library_uid):
    """Take away what a library told."""
    reuse_to_change(case, library_uid)
    readers_for_writing(case.__parent__).drop_reuse(IUUID(case), library_uid)
    notify(CaseChanged(case))
    _log(case, "reuse of %s removed", library_uid)


# thanks and questions


def thank(case, values=None):
    """Thank for a published case; words wait for an editor. Returns the Thanks, None without any.

    values: field of IThanksValues -> value. Who is logged in thanks once. Raises FieldErrors,
    NotAllowed.
    """
    _require_published(case)
    fields = checked_thanks(case, values or {})
    if me() and readers_of(case).has_thanked(me()):
        raise NotAllowed(THANKED_ALREADY)
    _for_writing(case).count_thanks(1, me() or "")
    _log(case, "thanks")
    if not fields["words"]:
        return None
    thanks = rules.Thanks(new_id(), now(), **fields, by=me() or "")
    _let_wait(case, rules.THANKS, thanks)
    return thanks


def ask(case, values, *, consent=False, language="lt"):
    """Ask the authors of a published case; the question waits for an editor. Returns it.

    values: field of IQuestionValues -> value; language: of the page it was asked on. Raises
    FieldErrors ("consent" too), NotAllowed.
    """
    _require_published(case)
    fields = checked_question(case, values, consent)
    question = rules.Question(new_id(), now(), **fields, language=language)
    _let_wait(case, rules.QUESTION, question)
    _log(case, "question")
    return question


def _let_wait(case, kind, record):
    is_first = not waiting(case.__parent__, store.KEY).found(store.MODERATION)
    _for_writing(case).put(kind, record)
    note_waiting(case)
    if is_first:
        mails.tell_waiting(case)


# moderation


def word_of(case, kind, id_):
    """Thanks or a Question of a case. Raises NotAllowed if there is none."""
    found = readers_of(case).word(kind, id_) if kind in rules.KINDS else None
    if found is None:
        raise NotAllowed(GONE)
    return found


def approve(case, kind, id_):
    """Let words through: thanks are shown, a question goes to the authors, who are told.

    What was refused may be let through too. Raises NotAllowed.
    """
    require(MANAGE, case)
    record = word_of(case, kind, id_)
    if record.state not in (rules.PENDING, rules.REFUSED):
        raise NotAllowed(MODERATED)
    if kind == rules.THANKS:
        if record.state == rules.REFUSED:
            _for_writing(case).count_thanks(1, record.by)
        kept = _moderated(case, kind, record, rules.SHOWN)
        mails.tell_thanked(case, kept)
        notify(CaseChanged(case))
    else:
        kept = _moderated(case, kind, record, rules.ASKED)
        mails.tell_asked(case, kept, rules.due_of(kept, zone()))
    return kept


def refuse(case, kind, id_, reason=""):
    """Don't let words through, or take them back: nobody reads them, thanks don't count.

    reason: mailed to who asked, if it isn't empty; else nobody hears of it. A question that was
    answered stays: `publish_answer` hides it. Raises NotAllowed, FieldErrors.
    """
    require(MANAGE, case)
    record = word_of(case, kind, id_)
    if record.state in (rules.REFUSED, rules.ANSWERED):
        raise NotAllowed(MODERATED)
    reason = checked_reason(reason, required=False)
    if kind == rules.THANKS:
        _for_writing(case).count_thanks(-1, record.by)
        kept = _moderated(case, kind, record, rules.REFUSED)
        notify(CaseChanged(case))
        return kept
    kept = _moderated(case, kind, record, rules.REFUSED, reason=reason)
    if reason:
        mails.tell_asker(case, kept, mails.REFUSED, reason)
    return kept


def _moderated(case, kind, record, state, **more):
    kept = record._replace(state=state, moderated_by=me(), moderated_at=now(), **more)
    _for_writing(case).put(kind, kept)
    note_waiting(case)
    _log(case, "%s %s: %s", kind, record.id, state)
    return kept


# answers


def may_answer(case):
    """Whether the present user may answer questions about a case: its library, and editors."""
    return may(SUBMIT, case) or may(MANAGE, case)


def answer(case, id_, text, *, is_public=False):
    """Answer a question that was handed on; who asked gets it by mail. Returns the Question.

    is_public: whether everybody reads both on the case's page. Raises FieldErrors ("answer"),
    NotAllowed.
    """
    if not may_answer(case):
        raise Unauthorized(SUBMIT)
    question = word_of(case, rules.QUESTION, id_)
    if question.state != rules.ASKED:
        raise NotAllowed(MODERATED)
    values, _rows = checked_whole(IAnswerValues, {}, {"answer": text}, case, partial=False)
    kept = question._replace(
        state=rules.ANSWERED,
        answered_by=me(),
        answered_at=now(),
        is_public=bool(is_public),
        **values,
    )
    _for_writing(case).put(rules.QUESTION, kept)
    note_waiting(case)
    mails.tell_asker(case, kept, mails.ANSWERED, kept.answer)
    if is_public:
        notify(CaseChanged(case))
    _log(case, "question %s answered", id_)
    return kept


def publish_answer(case, id_, is_public):
    """Show a question and its answer to everybody, or to nobody any more. Returns the Question."""
    if not may_answer(case):
        raise Unauthorized(SUBMIT)
    question = word_of(case, rules.QUESTION, id_)
    if question.state != rules.ANSWERED:
        raise NotAllowed(GONE)
    kept = question._replace(is_public=bool(is_public))
    if kept != question:
        _for_writing(case).put(rules.QUESTION, kept)
        notify(CaseChanged(case))
        _log(case, "answer %s %s", id_, "shown" if is_public else "hidden")
    return kept
