"""Choosing cases: a reader's own choice in an address, and what else may be chosen."""

from metodinis.common.texts import cleaned
from metodinis.goodpractice.booklets.reading import years_text
from metodinis.goodpractice.cases.reading import words_of
from metodinis.goodpractice.cases.rules import PUBLISHED
from metodinis.libraries.belongings import library_of
from metodinis.search.rules import beginnings
from plone import api
from plone.uuid.interfaces import IUUID
from urllib.parse import urlencode


# How many others are offered at once.
OFFERED = 20
LONGEST_TEXT = 100


def asked_text(form):
    """The words that others are looked for by, "" if none."""
    asked = form.get("text", "")
    return " ".join(cleaned(asked).split())[:LONGEST_TEXT] if isinstance(asked, str) else ""


def others(text, without):
    """Published cases that have some words, the newest first, at most OFFERED; not those UIDs."""
    query = {
        "portal_type": "GoodPractice",
        "review_state": PUBLISHED,
        "sort_on": "effective",
        "sort_order": "descending",
    }
    words = beginnings(text)
    if words:
        query["SearchableText"] = words
    found = []
    for brain in api.content.find(**query):
        if brain.UID not in without:
            found.append(brain.getObject())
        if len(found) == OFFERED:
            break
    return found


def key_of(case):
    """How an address names a case: by its number, by its UID while it has none."""
    return str(case.number) if case.number is not None else IUUID(case)


def query_of(cases, **more):
    """A query string that chooses some cases in their order; with its `?`, "" for nothing."""
    pairs = [("case", key_of(case)) for case in cases]
    pairs += [(name, value) for name, value in more.items() if value]
    return f"?{urlencode(pairs)}" if pairs else ""


def row_of(case, language):
    """What lists to choose from show of a case."""
    title, summary = words_of(case, language)
    library = library_of(case)
    name = library.name if library is not None else ""
    return {
        "key": key_of(case),
        "uid": IUUID(case),
        "url": case.absolute_url(),
        "title": title,
        "summary": summary,
        "facts": " · ".join(filter(None, (name, years_text(case)))),
    }
