"""What lists and the search find cases by, and how lists ask: one query, no object a row.

All that stands here is read by anybody who may see the case; what a case waits for, or who
reviews it, doesn't.
"""

from datetime import UTC
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import rules as cases
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.catalogue.rules import Row
from metodinis.goodpractice.desk.store import desk_of
from metodinis.goodpractice.interfaces import IReuseCount
from metodinis.goodpractice.pictures.reading import picture_path
from metodinis.goodpractice.vocabularies import target_groups
from metodinis.goodpractice.vocabularies import topics
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.memo import catalog_mark
from metodinis.layout.memo import Memo
from metodinis.layout.memo import viewer
from metodinis.libraries.belongings import library_of
from metodinis.libraries.search import library_places
from metodinis.search.interfaces import Kind
from plone import api
from plone.indexer import indexer
import time


CASES = Kind(_("practice_search", default="Good practice"), ("GoodPractice",), 15)
ROWS = Memo(32)
# Seconds after which what has a date of publishing may have come up.
MINUTE = 60


@indexer(IGoodPractice)
def practice_facts(case):
    """What a list shows of a case, as JSON has it; its rating and number once it is published."""
    is_published = state_of(case) == cases.PUBLISHED
    return {
        "language": case.language or "lt",
        "english_title": case.english_title or "",
        "english_summary": case.english_summary or "",
        "topics": list(case.topics or ()),
        "target_groups": list(case.target_groups or ()),
        "years": list(cases.years_of(case.started, case.ended)),
        "cost": cases.cost_band(case.euro),
        "evidence": cases.evidence_level(case.results),
        "rating": case.rating if is_published else None,
        "number": case.number,
        "picture": _picture(case.pictures[0]) if case.pictures else None,
    }


def _picture(picture):
    width, height = picture.scales[picture.nearest("card")]
    return {
        "path": picture_path(picture, "card"),
        "alt": picture.alt,
        "width": width,
        "height": height,
    }


@indexer(IGoodPractice)
def description(case):
    """Description: lists of the site show it below a title."""
    return case.summary or ""


@indexer(IGoodPractice)
def subject(case):
    """Subject: titles of its topics in the site's language, as other content's keywords are."""
    titles = topics(api.portal.get_default_language())
    return tuple(titles[code] for code in case.topics or () if code in titles)


@indexer(IGoodPractice)
def search_year(case):
    """The year in which it ended."""
    return case.ended.year if case.ended else None


@indexer(IGoodPractice)
def searchable_text(case):
    """All that it tells but whom to write to; names of its library, topics and target groups."""
    language = api.portal.get_default_language()
    library = library_of(case)
    titles = topics(language) | target_groups(language)
    codes = (*(case.topics or ()), *(case.target_groups or ()))
    texts = [
        case.title,
        case.summary,
        library and library.name,
        *(titles[code] for code in codes if code in titles),
        *(getattr(case, name) for name in ("need", "solution")),
        *(case.steps or ()),
        *(text for result in case.results for text in (result.text, result.evidence)),
        *(getattr(case, name) for name in ("resources", "difficulties", "lessons")),
        case.transferability,
        *(case.co_authors or ()),
        *(case.partners or ()),
        case.english_title,
        case.english_summary,
    ]
    return " ".join(filter(None, texts))


def rows():
    """Rows of all published cases that the present user may see, the newest first: a tuple."""
    mark = catalog_mark()
    key = None if mark is None else (mark, viewer(), api.portal.get().absolute_url(), _slot())
    return ROWS.get(key, _rows)


def _slot():
    return int(time.time()) // MINUTE


def _rows():
    places = library_places()
    brains = api.content.find(
        portal_type="GoodPractice",
        review_state=cases.PUBLISHED,
        sort_on="effective",
        sort_order="descending",
    )
    return tuple(_row(brain, places) for brain in brains)


def _row(brain, places):
    facts = brain.practice_facts
    name, county, municipality = places.get(brain.library_uid, ("", None, None))
    return Row(
        brain.UID,
        brain.getRID(),
        brain.getURL(),
        brain.getPath(),
        brain.Title,
        brain.Description,
        facts["language"],
        facts["english_title"],
        facts["english_summary"],
        tuple(facts["topics"]),
        tuple(facts["target_groups"]),
        tuple(facts["years"]),
        facts["cost"],
        facts["evidence"],
        brain.library_uid,
        name,
        county,
        municipality,
        facts["rating"],
        facts["number"],
        facts["picture"],
        _moment(brain.effective),
        _moment(brain.modified),
    )


def _moment(value):
    """An aware datetime; a moment that was set without a zone is one of UTC, as Zope has it."""
    found = formats.as_datetime(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def reuse_counts():
    """UID of a case -> how often it was taken over."""
    counter = IReuseCount(api.portal.get(), None)
    return counter.counts() if counter is not None else {}


def featured(directory):
    """UIDs of the cases that editors recommend, in their order."""
    return desk_of(directory).featured
