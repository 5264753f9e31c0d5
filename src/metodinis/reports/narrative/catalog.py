"""What the search finds narrative reports by: their words, and those of the document."""

from metodinis.reports.narrative.rules import CHAPTERS
from metodinis.reports.schema import INarrativeReport
from plone.indexer import indexer


@indexer(INarrativeReport)
def searchable_text(report):
    """Title, library, chapters and the document's text. Drafts come in when they are handed in."""
    parts = [report.title, report.library.title, *map(report.text_of, CHAPTERS)]
    if report.document is not None:
        parts.append(report.document.text)
    return " ".join(filter(None, parts))
