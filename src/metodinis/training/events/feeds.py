"""The feed of events, the last announced first."""

from metodinis.common.clock import zone
from metodinis.i18n import _
from metodinis.layout.feeds import Entry
from metodinis.layout.feeds import published_at
from metodinis.layout.formats import as_datetime
from metodinis.layout.formats import date_time
from metodinis.training.events.rules import CANCELLED
from metodinis.training.events.rules import POSTPONED
from metodinis.training.events.rules import PUBLIC
from metodinis.training.events.views import STATES
from plone import api
from zope.i18n import translate


class AnnouncedEvents:
    """Events of every public state; one that is postponed or cancelled says so in its title."""

    title = _("training_feed_title", default="Training events")

    def __init__(self, context):
        self.context = context

    def entries(self, lang, limit):
        brains = api.content.find(
            portal_type="TrainingEvent",
            review_state=PUBLIC,
            sort_on="effective",
            sort_order="descending",
            sort_limit=limit,
        )
        return [self._entry(brain, lang) for brain in brains[:limit]]

    def _entry(self, brain, lang):
        when = date_time(as_datetime(brain.start), lang, zone())
        title = f"{brain.Title} ({when})"
        if brain.review_state in (POSTPONED, CANCELLED):
            state = translate(STATES[brain.review_state][1], target_language=lang)
            title = f"{state}: {brain.Title}"
        updated = max(published_at(brain), as_datetime(brain.modified))
        return Entry(brain.UID, title, brain.getURL(), updated, brain.Description)
