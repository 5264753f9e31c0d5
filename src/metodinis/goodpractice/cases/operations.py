"""Every write to a case by its writers. Pages, REST services and the demo call these.

Each asks its permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored.
"""

from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.common.states import take_step
from metodinis.common.typed import reason_of
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.checking import checked_case
from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.goodpractice.cases.workflow import REASON_MISSING
from metodinis.goodpractice.cases.workflow import values_of
from metodinis.goodpractice.vocabularies import setting
from metodinis.i18n import _
from metodinis.libraries import people
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID
from zope.container.interfaces import INameChooser
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent
import logging


logger = logging.getLogger(__name__)

WRITE = "metodinis: Write Good Practice"
EDIT = "metodinis: Edit Good Practice"
SUBMIT = "metodinis: Submit Good Practice"
SIGN = "metodinis: Sign Good Practice"
MANAGE = "metodinis: Manage Good Practice"
PROCESS = "metodinis: View Good Practice Process"
LIBRARY_CLOSED = _(
    "practice_library_closed", default="This library is closed: it writes no cases any more."
)
CHANGED_MEANWHILE = _(
    "practice_changed_meanwhile",
    default="Somebody else has changed this case meanwhile. Open it in another window, take over "
    "what they changed, and save again.",
)


def checked_reason(text, field="reason", required=True):
    """A reason that a person typed, cleaned. Raises FieldErrors."""
    return reason_of(text, REASON_MISSING, field, required)


# writing


def create_case(directory, library, values):
    """Begin a case of a Library; return it.

    values: as `checking.checked_case` takes them, a title at least. Raises FieldErrors,
    NotAllowed if the library is closed.
    """
    require(WRITE, library)
    if library.closed:
        raise NotAllowed(LIBRARY_CLOSED)
    fields, results, links = checked_case(values, directory, partial=False)
    case = createContent("GoodPractice", **fields)
    case.keep_rows(results, links)
    case.library_uid = IUUID(library)
    case.writers = (me(),)
    case.revision = 1
    case.id = INameChooser(directory).chooseName(case.title, case)
    people.set_roles(case, library)
    case = addContentToContainer(directory, case, checkConstraints=False)
    logger.info("%s: begun by %s", case.absolute_url_path(), me())
    return case


def update_case(case, values, seen=None):
    """Change fields and rows; what is left out stays. Returns the names that changed.

    seen: the revision that the person saw, so that nobody writes over another's change; None
    doesn't ask. Raises FieldErrors, NotAllowed.
    """
    require(EDIT, case)
    if seen is not None and seen != case.revision:
        raise NotAllowed(CHANGED_MEANWHILE)
    changed = write(case, *checked_case(values, case, partial=True))
    if changed:
        logger.info("%s: %s changed by %s", case.absolute_url_path(), ", ".join(changed), me())
    return changed


def save_draft(case, values, seen=None):
    """Change what is good of `values` and leave the rest as it was: nobody loses a page of text
    for a wrong number.

    Returns (names that changed, {field or cell of a row: what is wrong}); a row that is wrong
    keeps all rows of its field as they were. seen: as in `update_case`. Raises NotAllowed.
    """
    require(EDIT, case)
    if seen is not None and seen != case.revision:
        raise NotAllowed(CHANGED_MEANWHILE)
    errors = {}
    try:
        good = checked_case(values, case, partial=True)
    except FieldErrors as refusal:
        errors = refusal.errors
        wrong = {field_of(key) for key in errors}
        rest = {name: value for name, value in values.items() if name not in wrong}
        good = checked_case(rest, case, partial=True)
    changed = write(case, *good)
    if changed:
        logger.info("%s: %s saved by %s", case.absolute_url_path(), ", ".join(changed), me())
    return changed, errors


def field_of(key):
    """The field of which something is wrong: "results" for "results-0-before"."""
    return key.partition("-")[0]


def write(case, fields, results, links):
    """Change fields and rows, as `checking.checked_case` gives them, without asking who may; return
    the names that changed."""
    new = {**fields, "results": results, "links": links}
    changed = [
        name
        for name, value in new.items()
        if not (name in ("results", "links") and value is None) and value != getattr(case, name)
    ]
    if not changed:
        return []
    for name, value in fields.items():
        setattr(case, name, value)
    case.keep_rows(results, links)
    note_change(case)
    return changed


def note_change(case):
    """Count a change of what the case says, by the present user."""
    case.revision += 1
    # Editors who smooth a text are no authors of it.
    if may(SUBMIT, case) and me() not in case.writers:
        case.writers = (*case.writers, me())
    notify(ObjectModifiedEvent(case))


def is_deletable(case):
    """Whether a case is a draft that was never submitted."""
    return state_of(case) == rules.DRAFT and not case.versions


def delete_case(case):
    """Delete a draft that was never submitted. Raises NotAllowed for any other."""
    require(EDIT, case)
    if not is_deletable(case):
        raise NotAllowed(
            _(
                "practice_delete_draft_only",
                default="Only a draft is deleted. What was submitted once is kept.",
            )
        )
    path, directory = case.absolute_url_path(), case.__parent__
    note_waiting(case, gone=True)
    # What is public of the container asks for the right to delete any content.
    directory._delObject(case.getId())
    logger.info("%s: deleted by %s", path, me())


def keep_version(case, kind, note=""):
    """Keep what the case says now as a Version; return it."""
    return case.put_version(kind, now(), me(), note, values_of(case))


# steps of its library


def submit(case):
    """Hand the case in; to the director first, if the department so decided.

    Raises NotComplete with what it lacks.
    """
    if setting("director_signs") and not may(SIGN, case):
        step(case, "ask_signature")
        return
    step(case, "submit", agreed=True)
    keep_version(case, rules.SUBMISSION)


def sign(case):
    """The director agrees: the case is submitted. Raises NotComplete."""
    step(case, "sign")
    keep_version(case, rules.SUBMISSION)


def send_back(case, reason):
    """The director doesn't agree yet, and says why."""
    step(case, "send_back", checked_reason(reason))


def withdraw(case):
    """Take back what was handed in, while nobody reviews it."""
    step(case, "withdraw")


TRANSITIONS = {"submit": submit, "sign": sign, "send_back": send_back, "withdraw": withdraw}


def step(case, name, reason="", **more):
    """Make a transition, and note what the case waits for now."""
    before = state_of(case)
    take_step(case, name, reason, **more)
    note_waiting(case)
    after = state_of(case)
    logger.info("%s: %s by %s, %s -> %s", case.absolute_url_path(), name, me(), before, after)
