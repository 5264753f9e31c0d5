"""What anybody who sees a case may read of it: one answer for pages, REST, data and print."""

from metodinis.common.states import state_of
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.cases.vocabularies import LICENCE_ADDRESSES
from metodinis.goodpractice.pictures.reading import attachment_json
from metodinis.goodpractice.pictures.reading import picture_json
from metodinis.goodpractice.vocabularies import target_groups
from metodinis.goodpractice.vocabularies import topics
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import parsed_catalogue
from metodinis.libraries.belongings import library_of
from plone import api
from plone.uuid.interfaces import IUUID
from zope.schema import getFieldNames


# What the department adds is read with the case that it is published with, and not before.
TOLD_LATER = (rules.PUBLISHED, rules.ARCHIVED)


def case_json(case, lang):
    """All that a case tells, as JSON can write it; names and titles in a language.

    Fields are named as in schema.IGoodPractice, and so may be sent back; `library` has the UID,
    name and address of its library; `topic_titles`, `group_titles` and `indicators` say what the
    codes are called; days are texts like 2026-02-10.
    """
    found = {name: _value(getattr(case, name)) for name in getFieldNames(IGoodPractice)}
    found |= {
        "@id": case.absolute_url(),
        "uid": IUUID(case),
        "library": _library(case),
        "topic_titles": titles_of(case.topics, topics(lang)),
        "group_titles": titles_of(case.target_groups, target_groups(lang)),
        "years": list(rules.years_of(case.started, case.ended)),
        "cost_band": rules.cost_band(case.euro),
        "results": [result._asdict() for result in case.results],
        "indicators": indicator_titles(case.results, lang),
        "evidence_level": rules.evidence_level(case.results),
        "links": [link._asdict() for link in case.links],
        "licence_url": LICENCE_ADDRESSES.get(case.licence),
        "pictures": [picture_json(case, picture) for picture in case.pictures],
        "attachments": [attachment_json(case, one) for one in case.attachments],
        "number": case.number,
        "expert_note": "",
        "rating": None,
        "published": None,
        "valid_until": None,
    }
    if state_of(case) in TOLD_LATER:
        found |= {
            "expert_note": case.expert_note,
            "rating": case.rating,
            "published": _value(published_on(case)),
            "valid_until": _value(case.valid_until),
        }
    return found


def words_of(case, language):
    """(title, summary) of a case in a language, as far as it has them."""
    if language == "en" and case.english_title and case.english_summary:
        return case.english_title, case.english_summary
    return case.title, case.summary or ""


def published_on(case):
    """The day (date) on which a case was published first, where the site is; or None."""
    if case.effective_date is None:
        return None
    zone = api.portal.get_registry_record("plone.portal_timezone")
    return case.effective_date.toZone(zone).asdatetime().date()


def titles_of(codes, titles):
    """What codes are called; one that is in no list any more is shown as it is."""
    return [titles.get(code, code) for code in codes]


def indicator_titles(results, lang):
    """code -> title in a language of the indicators that Results name."""
    known = parsed_catalogue(catalogue_text())
    found = {}
    for result in results:
        line = known.indicators.get(result.indicator) or known.elements.get(result.indicator)
        if result.indicator:
            found[result.indicator] = line.title(lang) if line is not None else result.indicator
    return found


def _library(case):
    library = library_of(case)
    if library is None:
        return None
    return {
        "uid": case.library_uid,
        "title": library.name,
        "code": library.code,
        "url": library.absolute_url(),
    }


def _value(value):
    if isinstance(value, tuple):
        return list(value)
    if value is None or isinstance(value, str | int | float):
        return value
    # Days are written as ISO has them; a sum is a number.
    return value.isoformat() if hasattr(value, "isoformat") else float(value)
