"""What must hold before a collection is published, whichever way it is asked for."""

from DateTime import DateTime
from metodinis.common.moments import now
from metodinis.common.states import TransitionRefused
from metodinis.goodpractice.booklets.reading import cases_of
from metodinis.i18n import _


DRAFT, PUBLISHED = "draft", "published"
# state -> (look of its badge, its name)
STATES = {
    DRAFT: ("draft", _("booklets_collection_draft", default="Draft")),
    PUBLISHED: ("published", _("booklets_collection_published", default="Published")),
}
NO_CASES = _(
    "booklets_collection_empty_refused",
    default="A collection without published cases can't be published: choose some first.",
)


def before_transition(collection, event):
    """Refuse to publish what has nothing to show."""
    is_published = event.transition is not None and event.transition.id == "publish"
    if is_published and not cases_of(collection):
        raise TransitionRefused(NO_CASES)


def after_transition(collection, event):
    """The day of the first publication stays its day."""
    if event.transition is None or event.transition.id != "publish":
        return
    if collection.effective_date is None:
        collection.setEffectiveDate(DateTime(now()))
        collection.reindexObject(idxs=["effective", "effectiveRange"])
