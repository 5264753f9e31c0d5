"""Names of steps, and what must hold before one whichever way it is asked for.

The table of states and permissions is in profiles/default/workflows. Steps that need more than a
reason (reviewers, a note) are made by operations alone: the stock menu and the stock service are
told so.
"""

from DateTime import DateTime
from metodinis.common.clock import today
from metodinis.common.moments import now
from metodinis.common.states import TransitionRefused
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.vocabularies import setting
from metodinis.i18n import _
from metodinis.libraries import people
from metodinis.libraries.belongings import owner_of
from metodinis.libraries.rules import DIRECTOR
from zope.schema import getFieldNames


WORKFLOW = "metodinis_practice"
NEED_A_REASON = ("send_back", "return", "decline", "reconsider", "archive", "restore")
ON_THEIR_PAGE = ("assign", "recommend", "publish")
REASON_MISSING = _(
    "practice_reason_missing", default="Write why: it stands in the history of the case."
)
NO_DIRECTOR = _(
    "practice_no_director",
    default="Your library has nobody here who is its director and could agree: ask the department "
    "to invite them.",
)
# name of a field -> code of rules.lacking -> message
LACKING = {
    "empty": _("practice_lacks_empty", default="Fill this in."),
    "future": _(
        "practice_lacks_future",
        default="Good practice has been carried out: this day must lie in the past.",
    ),
    "order": _("practice_lacks_order", default="It ends before it begins."),
    "evidence": _(
        "practice_lacks_evidence",
        default="Say of at least one result how it is known: a source, or values before and after.",
    ),
    "english": _(
        "practice_lacks_english", default="English title and summary go together: write both."
    ),
    "rights": _("practice_lacks_rights", default="Confirm that the pictures may be published."),
    "alt": _(
        "practice_lacks_alt",
        default="Say of each picture what it shows, for those who don't see it.",
    ),
}


class NotComplete(TransitionRefused):
    """A case that can't be submitted yet. blockers: name of a field -> code of LACKING."""

    def __init__(self, blockers):
        super().__init__(
            _(
                "practice_not_complete",
                default="The case can't be submitted yet: see what is named at its fields.",
            )
        )
        self.blockers = blockers.blockers if isinstance(blockers, NotComplete) else blockers


def values_of(case):
    """name -> value of all fields, rows and files of a case, as `rules` takes them."""
    names = (*getFieldNames(IGoodPractice), "results", "links", "pictures", "attachments")
    return {name: getattr(case, name) for name in names}


def lacking(case):
    """name -> code of what stands against a submission now; {} if nothing."""
    return rules.lacking(values_of(case), today())


def directors(case):
    """user ids of the directors of the library whose the case is now."""
    owner = owner_of(case)
    return people.members(owner, DIRECTOR) if owner is not None else []


def last_step(case, *names):
    """The newest entry of its history by one of these steps, or None."""
    for entry in reversed(case.workflow_history[WORKFLOW]):
        if entry["action"] in names:
            return entry
    return None


def before_transition(case, event):
    """Refuse a step that isn't ready, or that was asked for without what it needs."""
    if event.transition is None:
        return
    name = event.transition.id
    if name in NEED_A_REASON and not (event.kwargs.get("comment") or "").strip():
        raise TransitionRefused(REASON_MISSING)
    if name in ("ask_signature", "submit", "sign"):
        blockers = lacking(case)
        if blockers:
            raise NotComplete(blockers)
    if name == "ask_signature" and not directors(case):
        raise TransitionRefused(NO_DIRECTOR)
    if name == "submit" and setting("director_signs") and not event.kwargs.get("agreed"):
        raise TransitionRefused(
            _(
                "practice_signature_first",
                default="The director agrees first: hand it over to them.",
            )
        )
    if name in ON_THEIR_PAGE and not event.kwargs.get("prepared"):
        raise TransitionRefused(
            _(
                "practice_step_on_its_page",
                default="This step needs more than a word: make it on the case's own page.",
            )
        )


def after_transition(case, event):
    """A step is news; the day of the first publication stays the day of the case."""
    if event.transition is None:
        return
    case.setModificationDate(DateTime(now()))
    if event.transition.id == "publish" and case.number is None:
        case.setEffectiveDate(DateTime(now()))
    case.reindexObject(idxs=["modified", "effective", "effectiveRange"])
