"""The feed of published cases, the newest first."""

from metodinis.goodpractice.catalogue import catalog
from metodinis.goodpractice.catalogue.rules import ENGLISH
from metodinis.i18n import _
from metodinis.layout.feeds import Entry


class NewCases:
    """Cases as they are published; in English those that have it."""

    title = _("practice_feed_title", default="Good practice")

    def __init__(self, context):
        self.context = context

    def entries(self, lang, limit):
        rows = [row for row in catalog.rows() if lang != ENGLISH or row.has_english]
        return [self._entry(row, lang) for row in rows[:limit]]

    def _entry(self, row, lang):
        title, summary = row.said_in(lang)
        # A correction is news too: its day is that of the change.
        updated = max(row.published, row.modified)
        return Entry(row.uid, f"{title} ({row.library_title})", row.url, updated, summary)
