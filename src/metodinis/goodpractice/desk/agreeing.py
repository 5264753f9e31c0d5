"""The agreement of a library with what an editor has changed in its case before publication."""

from metodinis.common.moments import now
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import operations as cases
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.operations import checked_reason
from metodinis.goodpractice.cases.operations import EDIT
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.operations import SUBMIT
from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.goodpractice.desk import mails
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk.operations import drop_plan
from metodinis.goodpractice.desk.rules import Agreement
from metodinis.goodpractice.desk.store import desk_for_writing
from metodinis.i18n import _
from plone.uuid.interfaces import IUUID
import logging


logger = logging.getLogger(__name__)

NOTHING_ASKED = _("practice_agreement_none", default="Nobody waits for an answer to this any more.")


def ask_agreement(case, note=""):
    """Keep what an editor has changed, and ask the library whether it agrees.

    note: why it was changed. Raises NotAllowed if nothing was.
    """
    agreement, note = _put(case, note)
    mails.agreement_asked(case, agreement, note)
    return agreement


def _put(case, note=""):
    """Keep a version and the Agreement that is wanted for it; return that and the note."""
    require(MANAGE, case)
    _require_edited(case)
    note = checked_reason(note, "note", required=False)
    version = cases.keep_version(case, rules.EDIT, note)
    agreement = Agreement(version.number, now(), me())
    desk_for_writing(case.__parent__).put_agreement(IUUID(case), agreement)
    # What was planned rested on another text.
    drop_plan(case)
    logger.info("%s: agreement to version %s asked", case.absolute_url_path(), version.number)
    return agreement, note


def answer_agreement(case, agreed, words=""):
    """The library agrees, or objects and says to what. Raises FieldErrors, NotAllowed."""
    require(SUBMIT, case)
    agreement = reading.open_agreement(case)
    if agreement is None:
        raise NotAllowed(NOTHING_ASKED)
    words = checked_reason(words, "words", required=not agreed)
    agreement = _keep_answer(case, agreement, agreed, words)
    mails.agreement_answered(case, agreement)
    return agreement


def record_agreement(case, words):
    """An editor records that the library agreed some other way, and how. Raises FieldErrors."""
    require(MANAGE, case)
    words = checked_reason(words, "words")
    agreement = reading.open_agreement(case)
    if agreement is None or reading.edited_since(case, agreement.version):
        agreement, _note = _put(case)
    return _keep_answer(case, agreement, True, words)


def _keep_answer(case, agreement, agreed, words):
    agreement = agreement._replace(answered_at=now(), answered_by=me(), agreed=agreed, words=words)
    desk_for_writing(case.__parent__).put_agreement(IUUID(case), agreement)
    note_waiting(case)
    logger.info(
        "%s: version %s %s by %s",
        case.absolute_url_path(),
        agreement.version,
        "agreed to" if agreed else "objected to",
        me(),
    )
    return agreement


def undo_edits(case):
    """Let the case say again what its library wrote or agreed to. Raises NotAllowed."""
    require(MANAGE, case)
    require(EDIT, case)
    names = _require_edited(case)
    values = reading.agreed_version(case).values
    rows = {name: values[name] for name in ("results", "links") if name in names}
    for name in names:
        if name not in rows:
            setattr(case, name, values[name])
    case.keep_rows(**rows)
    cases.note_change(case)
    note_waiting(case)
    logger.info("%s: changes of %s undone by %s", case.absolute_url_path(), names, me())
    return names


def _require_edited(case):
    names = reading.edited_names(case) if state_of(case) == rules.RECOMMENDED else []
    if not names:
        raise NotAllowed(
            _(
                "practice_not_edited",
                default="Editors have changed nothing that the library didn't agree to.",
            )
        )
    return names
