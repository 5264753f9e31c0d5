"""Reading collections and the published cases that lists and booklets are made of."""

from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.goodpractice.booklets.introduction import introduction_html
from metodinis.goodpractice.booklets.schema import MAX_CASES
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.reading import words_of
from metodinis.goodpractice.cases.rules import PUBLISHED
from metodinis.goodpractice.cases.rules import years_of
from metodinis.goodpractice.pictures.reading import figure_of
from metodinis.goodpractice.tasks import directory
from metodinis.goodpractice.vocabularies import topics
from metodinis.libraries.belongings import library_of
from plone import api
from plone.uuid.interfaces import IUUID


def collections():
    """The collections that the present user sees, the latest published first, drafts before."""
    found = [brain.getObject() for brain in api.content.find(portal_type="PracticeCollection")]
    return sorted(found, key=_newest)


def _newest(collection):
    effective = collection.effective_date
    return (effective is not None, -float(effective or 0), collection.title)


def published(uids):
    """The published cases among UIDs, in the order of these, each once."""
    found = {}
    if uids:
        brains = api.content.find(
            portal_type="GoodPractice", review_state=PUBLISHED, UID=list(dict.fromkeys(uids))
        )
        found = {brain.UID: brain for brain in brains}
    return [found[uid].getObject() for uid in dict.fromkeys(uids) if uid in found]


def cases_of(collection):
    """The cases of a collection that everybody may read, in order."""
    return published(collection.case_uids)


def numbered(number):
    """The case of a stable address, whoever asks and whatever its state; None if there is none."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type="GoodPractice", practice_number=number)
    return found[0]._unrestrictedGetObject() if found else None


def chosen(form):
    """The published cases that a query chose by `case`: numbers or UIDs, in order, each once."""
    asked = form.get("case", ())
    asked = asked if isinstance(asked, list | tuple) else [asked]
    asked = [one for one in asked if isinstance(one, str)]
    uids = [_uid_of(one.strip()) for one in asked[: 2 * MAX_CASES]]
    return published([uid for uid in uids if uid])[:MAX_CASES]


def _uid_of(text):
    if text.isdecimal() and len(text) < 10:
        case = numbered(int(text))
        return IUUID(case) if case is not None else None
    return text if len(text) == 32 and text.isalnum() else None


def library_name(case):
    """The name of the library whose a case is, "" if it is gone."""
    library = library_of(case)
    return library.title if library is not None else ""


def stable_url(case):
    """The address that is cited and stays, None before the case has a number."""
    if case.number is None:
        return None
    return f"{directory().absolute_url()}/@@gp/{case.number}"


def topic_titles(case, language=None):
    """Titles of its topics; one that the settings know no more is left out."""
    titles = topics(language)
    return [titles[code] for code in case.topics if code in titles]


def years_text(case):
    """The years of its work: 2024 or 2024–2025; "" if it has none."""
    years = years_of(case.started, case.ended)
    return "–".join(str(year) for year in dict.fromkeys((years[0], years[-1]))) if years else ""


def heading_json(case, language):
    """What lists tell of a published case."""
    title, summary = words_of(case, language)
    return {
        "@id": case.absolute_url(),
        "uid": IUUID(case),
        "number": case.number,
        "address": stable_url(case),
        "title": title,
        "summary": summary,
        "library": {"uid": case.library_uid, "title": library_name(case)},
        "topics": list(case.topics),
    }


def collection_json(collection, language):
    """What the present user may read of a collection."""
    found = {
        "@id": collection.absolute_url(),
        "uid": IUUID(collection),
        "title": collection.title,
        "description": collection.description or "",
        "introduction": introduction_html(collection),
        "state": state_of(collection),
        "cases": [heading_json(case, language) for case in cases_of(collection)],
    }
    if may(MANAGE, collection):
        found["case_uids"] = list(collection.case_uids)
    return found


def card_picture(case=None):
    """The first picture of a case, as macro `figure` and cards show it; None without one."""
    if case is None or not case.pictures:
        return None
    return figure_of(case, case.pictures[0], "card")
