"""Every write to a narrative report; see `reports/operations.py` for what all of them keep to."""

from datetime import date
from metodinis.common.documents import WRITTEN
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.refusals import FieldErrors
from metodinis.common.stored_documents import taken
from metodinis.common.texts import cleaned
from metodinis.i18n import _
from metodinis.reports.narrative.rules import CHAPTERS
from metodinis.reports.narrative.rules import Decision
from metodinis.reports.narrative.rules import decision_faults
from metodinis.reports.narrative.rules import MAX_CHAPTER
from metodinis.reports.narrative.rules import MAX_NUMBER
from metodinis.reports.operations import CORRECT
from metodinis.reports.operations import ENTER
from metodinis.reports.operations import require_entry
from metodinis.reports.operations import REVIEW
from metodinis.reports.rules import Conflict
from metodinis.reports.rules import EditConflict
from metodinis.reports.workflow import may_enter
from zope.i18nmessageid import Message
import logging


logger = logging.getLogger(__name__)

DECISION_FAULTS = {
    ("number", "missing"): _(
        "narrative_decision_number_missing", default="Write the number of the decision too."
    ),
    ("number", "too_long"): _(
        "narrative_decision_number_too_long",
        default="The number is longer than ${max} characters. Write the number alone.",
    ),
    ("date", "missing"): _(
        "narrative_decision_date_missing", default="Give the date of the decision too."
    ),
    ("date", "future"): _(
        "narrative_decision_future",
        default="This date is still to come. Give the decision once it is made.",
    ),
    ("date", "too_early"): _(
        "narrative_decision_too_early",
        default="The council decides after the reported year, ${year}. Check the date.",
    ),
}


def save_chapters(report, chapters):
    """Store chapters, all or none; return the codes of those that changed.

    chapters: {code: {"text": what was written, "revision": the revision that the person saw, 0
    for a chapter never written}}. Raises FieldErrors (code -> message), EditConflict if a
    chapter changed since that revision (its conflicts hold Passages), NotAllowed if the round
    isn't open, Unauthorized.
    """
    require_entry(report)
    texts = _checked_texts(chapters)
    changed = {code: text for code, text in texts.items() if text != report.text_of(code)}
    conflicts = [
        Conflict(code, text, report.passage(code))
        for code, text in changed.items()
        if report.revision(code) != chapters[code].get("revision", 0)
    ]
    if conflicts:
        raise EditConflict(
            _(
                "narrative_conflict",
                default="Someone else changed the same chapter. Look at both texts and choose.",
            ),
            conflicts,
        )
    report.guard_against_deciders()
    moment, who = now(), me()
    for code, text in changed.items():
        report.write(code, text, who, moment)
    if changed:
        logger.info("%s: %s saved by %s", report.absolute_url_path(), ", ".join(changed), who)
    return list(changed)


def _checked_texts(chapters):
    """{code: {"text"}} -> {code: cleaned text}. Raises FieldErrors for all bad ones."""
    texts, errors = {}, {}
    for code, sent in chapters.items():
        texts[code] = cleaned(sent.get("text") or "")
        if code not in CHAPTERS:
            errors[code] = _("narrative_chapter_unknown", default="There is no such chapter.")
        elif len(texts[code]) > MAX_CHAPTER:
            errors[code] = _(
                "narrative_chapter_too_long",
                default="The chapter is longer than ${max} characters. Shorten it, or upload "
                "the report as a document.",
                mapping={"max": MAX_CHAPTER},
            )
    if errors:
        raise FieldErrors(errors)
    return texts


def put_document(report, name, data):
    """Keep an uploaded document in the place of the one before; return it.

    name: as the person calls it; data: bytes. Raises FieldErrors for field "file".
    """
    require_entry(report)
    document = taken(name, data, WRITTEN, now())
    report.guard_against_deciders()
    report.document = document
    logger.info("%s: %s uploaded by %s", report.absolute_url_path(), document.name, me())
    return document


def remove_document(report):
    """Take the uploaded document away; nothing happens if there is none."""
    require_entry(report)
    report.guard_against_deciders()
    if report.document is not None:
        logger.info("%s: %s removed by %s", report.absolute_url_path(), report.document.name, me())
        report.document = None


def may_decide(report):
    """Whether the present user may set the decision: the library while the report is its own,
    the department afterwards, since councils meet when reports are long handed in.
    """
    if may(REVIEW, report) or may(CORRECT, report):
        return True
    return may(ENTER, report) and may_enter(report)


def set_decision(report, decision):
    """Keep the council's Decision; an empty one takes it away. Raises FieldErrors for "number"
    and "date".
    """
    if not (may(REVIEW, report) or may(CORRECT, report)):
        require_entry(report)
    decision = Decision(" ".join(cleaned(decision.number).split()), decision.date)
    faults = decision_faults(decision, report.year, date.today())
    if faults:
        raise FieldErrors(
            {
                field: Message(
                    DECISION_FAULTS[field, fault], mapping={"max": MAX_NUMBER, "year": report.year}
                )
                for field, fault in faults.items()
            }
        )
    report.guard_against_deciders()
    report.decision_number, report.decision_date = decision
    logger.info("%s: decision %s by %s", report.absolute_url_path(), decision.number or "-", me())
