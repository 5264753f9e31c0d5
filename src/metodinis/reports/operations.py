"""Every write to reports. Pages, REST services, imports and the demo call these; those to
rounds are in `rounds/operations.py`.

Each asks the permission that the state gives, writes a log line, and raises Refused
(`common/refusals.py`) with what to do, or Unauthorized; then nothing is stored.
"""

from metodinis.common.moments import now
from metodinis.common.numbers import CellError
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.refusals import Refused
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.reports.content import standing_for_writing
from metodinis.reports.rules import Conflict
from metodinis.reports.rules import Correction
from metodinis.reports.rules import EditConflict
from metodinis.reports.rules import Message
from metodinis.reports.rules import parse_typed
from metodinis.reports.rules import Remark
from metodinis.reports.schema import IReport
from metodinis.reports.workflow import may_enter
from metodinis.reports.workflow import NEED_A_REASON
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
import logging


logger = logging.getLogger(__name__)

ENTER = "metodinis: Enter Report"
REVIEW = "metodinis: Review Report"
CORRECT = "metodinis: Correct Report"
MANAGE_ROUND = "metodinis: Manage Round"
HISTORY = "metodinis: View Report History"
IMPORT = "metodinis: Import Reports"
VIEW = "View"
MAX_TEXT = 5000


def checked_text(field, text, required=True):
    """A text that people typed, trimmed; nothing if nobody could see it. Raises FieldErrors."""
    text = (text or "").strip()
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        text = ""
    if required and not text:
        raise FieldErrors({field: _("reports_text_missing", default="Write a few words here.")})
    if len(text) > MAX_TEXT:
        raise FieldErrors(
            {
                field: _(
                    "reports_text_too_long",
                    default="This is longer than ${max} characters. Shorten it.",
                    mapping={"max": MAX_TEXT},
                )
            }
        )
    return text


# what the library does


def save_cells(report, cells):
    """Store values of a statistical report, all or none; return the codes that changed.

    cells: {code: {"raw": what was typed, "reason": why unknown, "revision": the revision that
    the person saw, 0 for a cell never filled}}.
    Raises FieldErrors (code -> message), EditConflict if a cell changed since that revision,
    NotAllowed if the round isn't open, Unauthorized.
    """
    require_entry(report)
    parsed = parse_cells(report.catalogue, cells)
    conflicts, changed = [], {}
    for code, cell in parsed.items():
        record = report.record(code)
        if (record.cell if record else None) == cell:
            continue
        if record and record.revision != cells[code].get("revision", 0):
            conflicts.append(Conflict(code, str(cells[code].get("raw", "")), record))
        changed[code] = cell
    if conflicts:
        raise EditConflict(
            _(
                "reports_edit_conflict",
                default="Someone else changed the same cells. Look at both values and choose.",
            ),
            conflicts,
        )
    report.guard_against_deciders()
    moment, who = now(), me()
    for code, cell in changed.items():
        report.store(code, cell, who, moment, "enter")
    if changed:
        logger.info("%s: %d cells saved by %s", report.absolute_url_path(), len(changed), who)
    return list(changed)


def require_entry(report):
    """Raise Unauthorized or NotAllowed unless the present user may write values now."""
    require(ENTER, report)
    if not may_enter(report):
        raise NotAllowed(
            _(
                "reports_round_not_open",
                default="This round is not open now. Ask the department.",
            )
        )


def parse_cells(catalogue, cells):
    """{code: {"raw", "reason"}} -> {code: Cell or None}. Raises FieldErrors for all bad ones."""
    parsed, errors = {}, {}
    language = api.portal.get_current_language()
    for code, sent in cells.items():
        element = catalogue.elements.get(code)
        if element is None:
            errors[code] = _(
                "reports_code_unknown",
                default="This round has no element with this code.",
            )
        elif element.derived:
            errors[code] = _(
                "reports_code_derived",
                default="This value comes from the library register and isn't typed here.",
            )
        else:
            try:
                parsed[code] = parse_typed(element, sent.get("raw"), sent.get("reason") or "")
            except CellError as error:
                errors[code] = error.text(language)
    if errors:
        raise FieldErrors(errors)
    return parsed


def explain(report, key, text):
    """Explain the finding with this key; an empty text takes the explanation away.

    Returns the finding. Raises FieldErrors if there is no such finding any more.
    """
    require_entry(report)
    text = checked_text(key, text, required=False)
    for finding in report.findings():
        if finding.key == key:
            report.guard_against_deciders()
            report.explain(finding, text, me(), now())
            logger.info("%s: %s explained by %s", report.absolute_url_path(), key, me())
            return finding
    raise FieldErrors(
        {
            key: _(
                "reports_finding_gone",
                default="There is nothing to explain here any more: the values have changed.",
            )
        }
    )


def request_signature(report):
    """Ask the library's director to sign."""
    transition(report, "request_signature")


def send_back(report, reason):
    """The director gives the report back to the library's staff."""
    transition(report, "send_back", reason)


def sign(report):
    """The director signs, and so hands the report in."""
    transition(report, "sign")


def submit(report):
    """Hand the report in, where the round asks for no signature."""
    transition(report, "submit")


# what the department does


def return_(report, reason):
    """Give the report back to the library, with the reason that its mail will quote."""
    transition(report, "return", reason)


def accept(report):
    """Take the report over: its values count from now on."""
    transition(report, "accept")


def publish(report):
    """Show the report to everyone."""
    transition(report, "publish")


def reopen(report, reason):
    """Give back a report that was accepted or published."""
    transition(report, "reopen", reason)


TRANSITIONS = {
    "request_signature": request_signature,
    "send_back": send_back,
    "sign": sign,
    "submit": submit,
    "return": return_,
    "accept": accept,
    "publish": publish,
    "reopen": reopen,
}


def transition(obj, name, reason=""):
    """Run a transition.

    Raises NotReady, NotAllowed (with what to do), FieldErrors for a reason, or Unauthorized.
    """
    require(VIEW, obj)
    workflow = api.portal.get_tool("portal_workflow")
    before = state_of(obj)
    if name not in {possible["id"] for possible in workflow.getTransitionsFor(obj)}:
        raise NotAllowed(
            _(
                "reports_transition_gone",
                default="This can't be done now: the report's state has changed, or the step "
                "isn't yours. Reload the page to see where it stands.",
            )
        )
    # The names are those of reports; a round is reopened without a reason.
    needs_reason = IReport.providedBy(obj) and name in NEED_A_REASON
    reason = checked_text("reason", reason, required=needs_reason)
    try:
        workflow.doActionFor(obj, name, comment=reason)
    except WorkflowException as error:
        # The workflow tool raises a second one of the same class around the first.
        first = error.args[0] if isinstance(error.args[0], WorkflowException) else error
        if isinstance(first, Refused):
            raise first from error
        raise NotAllowed(first.args[0]) from error
    logger.info(
        "%s: %s by %s, %s -> %s", obj.absolute_url_path(), name, me(), before, state_of(obj)
    )


def remark(report, code, text):
    """A reviewer's remark on a cell or chapter (its code), or on all (""). Returns its id."""
    require(REVIEW, report)
    if code and code not in report.parts:
        raise FieldErrors(
            {"code": _("reports_part_unknown", default="The report has no part with this code.")}
        )
    message = Message(checked_text("text", text), "department", me(), now())
    key = _put_remark(report, Remark(code, (message,), resolved=False))
    logger.info("%s: remark on %s by %s", report.absolute_url_path(), code or "all", me())
    return key


def answer(report, remark_id, text):
    """Add to a remark's thread: the library or the department."""
    if may(REVIEW, report):
        side = "department"
    else:
        require_entry(report)
        side = "library"
    thread = _remark(report, remark_id)
    message = Message(checked_text("text", text), side, me(), now())
    _put_remark(report, thread._replace(messages=(*thread.messages, message)), remark_id)
    logger.info("%s: remark %s answered by %s", report.absolute_url_path(), remark_id, me())


def resolve(report, remark_id, resolved=True):
    """Mark a remark as settled, or open it again."""
    require(REVIEW, report)
    _put_remark(report, _remark(report, remark_id)._replace(resolved=resolved), remark_id)
    logger.info("%s: remark %s settled by %s", report.absolute_url_path(), remark_id, me())


def _put_remark(report, remark, key=None):
    """Store a Remark, and let the catalog know whose turn it is; return its key."""
    key = report.put_remark(remark, key)
    report.reindexObject(idxs=["remarks_turn"])
    return key


def _remark(report, remark_id):
    try:
        return report.remarks[remark_id]
    except KeyError:
        raise FieldErrors(
            {"remark": _("reports_remark_unknown", default="There is no such remark.")}
        ) from None


def correct(report, code, raw, reason):
    """Change an accepted value; the original stays in the register of corrections.

    Returns the Correction. Raises FieldErrors for code, value or reason.
    """
    require(CORRECT, report)
    reason = checked_text("reason", reason)
    try:
        cell = parse_cells(report.catalogue, {code: {"raw": raw, "reason": reason}})[code]
    except FieldErrors as error:
        raise FieldErrors({"value": error.errors[code]}) from error
    record = report.record(code)
    original = record.cell if record else None
    if cell == original:
        raise FieldErrors(
            {"value": _("reports_correction_same", default="This is the value that stands now.")}
        )
    correction = Correction(code, original, cell, reason, me(), now())
    report.put_correction(correction)
    report.reindexObject(idxs=["report_corrected"])
    logger.info("%s: %s corrected by %s", report.absolute_url_path(), code, me())
    return correction


def set_standing(library, code, reason):
    """Say that an element never applies to a library, with the reason; None takes it back."""
    require(MANAGE_ROUND, library)
    standing = standing_for_writing(library)
    if reason is None:
        standing.pop(code, None)
    else:
        standing[code] = (checked_text("reason", reason), me(), now())
    logger.info("%s: standing %s set by %s", library.getId(), code, me())
