"""Published cases as lists have them: narrowed, counted, ordered. Pure."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple


# name in the address -> the values of a Row.
VALUES = {
    "topic": lambda row: row.topics,
    "group": lambda row: row.target_groups,
    "library": lambda row: (row.library,),
    "county": lambda row: (row.county,),
    "municipality": lambda row: (row.municipality,),
    "year": lambda row: row.years,
    "cost": lambda row: (row.cost,),
    "evidence": lambda row: (row.evidence,),
}
FACETS = tuple(VALUES)
# By words only where there are words.
RELEVANCE, NEWEST, REUSED, RATING = "relevance", "newest", "reused", "rating"
SORTS = (RELEVANCE, NEWEST, REUSED, RATING)
MAP = "map"
ENGLISH = "en"


class Row(NamedTuple):
    """A published case in a list.

    rid: the catalog's number of it; language: in which it is written; library: UID; county,
    municipality: ISO codes or None; rating: float or None; picture: {"path", "alt", "width",
    "height"} of the first one, its path from the case's address, or None; published, modified:
    aware datetimes.
    """

    uid: str
    rid: int
    url: str
    path: str
    title: str
    summary: str
    language: str
    english_title: str
    english_summary: str
    topics: tuple
    target_groups: tuple
    years: tuple
    cost: str | None
    evidence: str | None
    library: str
    library_title: str
    county: str | None
    municipality: str | None
    rating: float | None
    number: int | None
    picture: dict | None
    published: datetime
    modified: datetime

    @property
    def has_english(self):
        """Whether an English reader learns what it is about."""
        return self.language == ENGLISH or bool(self.english_title and self.english_summary)

    def said_in(self, lang):
        """(title, summary) in a language; as it is written where it has none in that."""
        if lang == ENGLISH and self.english_title and self.english_summary:
            return self.english_title, self.english_summary
        return self.title, self.summary

    def language_in(self, lang):
        """The language of what `said_in` tells."""
        return lang if lang == ENGLISH and self.has_english else self.language


class Filters(NamedTuple):
    """What was asked for. Of each facet any of its values; an empty one doesn't filter.

    all_languages: whether English readers want those without English too; look: "" or MAP.
    """

    text: str = ""
    topic: tuple = ()
    group: tuple = ()
    library: tuple = ()
    county: tuple = ()
    municipality: tuple = ()
    year: tuple = ()
    cost: tuple = ()
    evidence: tuple = ()
    sort: str = ""
    all_languages: bool = False
    look: str = ""

    @property
    def chosen(self):
        """The facets that filter."""
        return [name for name in FACETS if getattr(self, name)]

    @property
    def active(self):
        """Whether anything is left out but by the language."""
        return bool(self.text or self.chosen)

    @property
    def order(self):
        """The one of SORTS that is meant."""
        if self.sort in SORTS and (self.text or self.sort != RELEVANCE):
            return self.sort
        return RELEVANCE if self.text else NEWEST


def narrowed(rows, filters):
    """What filters leave: (Rows, facet -> Counter of how many each of its values would show).

    A facet's own filter doesn't count in its numbers: another of its values can be added.
    """
    chosen = [(name, frozenset(getattr(filters, name))) for name in filters.chosen]
    counts = {name: Counter() for name in FACETS}
    found = []
    for row in rows:
        failed = [name for name, values in chosen if values.isdisjoint(VALUES[name](row))]
        if not failed:
            found.append(row)
        elif len(failed) > 1:
            continue
        for name in failed or FACETS:
            counter = counts[name]
            for value in VALUES[name](row):
                if value is not None:
                    counter[value] += 1
    return found, counts


def ordered(rows, order, scores=None, reused=None):
    """Rows by one of SORTS; what is equal in it the newest first.

    scores: rid -> how well the words fit; reused: uid -> how often a case was taken over.
    """
    rows = sorted(rows, key=lambda row: row.published, reverse=True)
    keys = {
        RELEVANCE: lambda row: (scores or {}).get(row.rid, 0),
        REUSED: lambda row: (reused or {}).get(row.uid, 0),
        RATING: lambda row: row.rating or 0,
    }
    return sorted(rows, key=keys[order], reverse=True) if order in keys else rows
