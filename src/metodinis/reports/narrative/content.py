"""The narrative report: chapters, and the document that a library may hand in instead."""

from BTrees.OOBTree import OOBTree
from metodinis.i18n import _
from metodinis.reports.content import Report
from metodinis.reports.narrative.rules import CHAPTERS
from metodinis.reports.narrative.rules import Decision
from metodinis.reports.narrative.rules import missing_chapters
from metodinis.reports.narrative.rules import Passage
from metodinis.reports.schema import INarrativeReport
from plone import api
from zope.i18n import translate
from zope.interface import implementer


@implementer(INarrativeReport)
class NarrativeReport(Report):
    """The year in words. Chapters are records, so that people can write at several at once."""

    form = "narrative"
    document = None
    decision_number = ""
    decision_date = None
    parts = CHAPTERS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._passages = OOBTree()  # code of a chapter -> Passage

    def passage(self, code):
        """The Passage of a chapter, or None if nothing was ever written."""
        stored = self._passages.get(code)
        return Passage(*stored) if stored else None

    def text_of(self, code):
        """The text of a chapter; empty if there is none."""
        stored = self._passages.get(code)
        return stored[0] if stored else ""

    def revision(self, code):
        """How often a chapter was changed; 0 if never."""
        stored = self._passages.get(code)
        return stored[1] if stored else 0

    def write(self, code, text, by, moment):
        """Store a chapter's text (an empty one too)."""
        self._passages[code] = tuple(Passage(text, self.revision(code) + 1, by, moment))

    @property
    def decision(self):
        """The council's Decision; with neither number nor date if there is none."""
        return Decision(self.decision_number, self.decision_date)

    def blockers(self):
        """The required chapters that are empty, unless a document is handed in."""
        if self.document is not None:
            return []
        language = api.portal.get_current_language()
        missing = missing_chapters({code: self.text_of(code) for code in CHAPTERS})
        return [
            (
                chapter.code,
                translate(
                    _(
                        "narrative_chapter_missing",
                        default="Write the chapter “${title}”, or upload the report as a document.",
                        mapping={"title": chapter.title(language)},
                    ),
                    target_language=language,
                ),
            )
            for chapter in missing
        ]
