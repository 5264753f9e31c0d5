"""Cases as cards: the same in the catalogue, on the home page and on a library's page."""

from functools import cached_property
from metodinis.goodpractice.cases.vocabularies import COST_TITLES
from metodinis.goodpractice.cases.vocabularies import EVIDENCE_TITLES
from metodinis.goodpractice.vocabularies import topics
from metodinis.layout.views import PageView
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from textwrap import shorten


# Characters of a summary that a card has room for.
LONGEST_TEXT = 220


class Cards(PageView):
    """Base of what shows Rows as cards, by macro `cards` of `@@practice-macros`."""

    @cached_property
    def topic_titles(self):
        return topics(self.lang)

    def card(self, row, reused=None):
        """What a card tells of a Row. reused: UID -> how often a case was taken over."""
        title, summary = row.said_in(self.lang)
        language = row.language_in(self.lang)
        count = (reused or {}).get(row.uid, 0)
        titles = self.topic_titles
        return {
            "uid": row.uid,
            "number": row.number,
            "url": row.url,
            "title": title,
            "summary": shorten(summary, LONGEST_TEXT, placeholder="…"),
            # The language of words that aren't in the page's own, for those who listen.
            "language": language if language != self.lang else None,
            "picture": self.picture(row),
            "library": row.library_title,
            "years": self.years(row.years),
            "topics": [titles[code] for code in row.topics if code in titles],
            "cost": COST_TITLES.get(row.cost),
            "evidence": EVIDENCE_TITLES.get(row.evidence),
            "rating": self.number(row.rating, 1) if row.rating else None,
            "reused": self.plural(count, "practice_reused") if count else None,
        }

    def picture(self, row):
        """src, alt, width, height of the picture of a Row, or None."""
        if row.picture is None:
            return None
        return row.picture | {"src": f"{row.url}/{row.picture['path']}"}

    def years(self, years):
        """Years as they are written: 2024, or 2023–2025."""
        if not years:
            return ""
        return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


class Macros(BrowserView):
    """`context/@@practice-macros/<name>`: the macros of templates/macros.pt."""

    index = ViewPageTemplateFile("templates/macros.pt")

    def __getitem__(self, name):
        return self.index.macros[name]
