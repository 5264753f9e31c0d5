"""A published case as something that is cited and shared: its stable address and its citation."""

from metodinis.common.moments import now
from metodinis.common.states import state_of
from metodinis.goodpractice.booklets import rules
from metodinis.goodpractice.booklets.reading import library_name
from metodinis.goodpractice.booklets.reading import stable_url
from metodinis.goodpractice.cases.reading import published_on
from metodinis.goodpractice.cases.reading import TOLD_LATER
from metodinis.goodpractice.cases.reading import words_of
from metodinis.goodpractice.cases.vocabularies import LICENCE_TITLES
from metodinis.layout.metadata import department
from plone import api
from urllib.parse import urlencode
from zoneinfo import ZoneInfo


MEDIA_TYPES = {
    "bibtex": ("bib", "application/x-bibtex; charset=utf-8", rules.bibtex),
    "ris": ("ris", "application/x-research-info-systems; charset=utf-8", rules.ris),
}


def is_citable(case):
    """Whether a case has been published: it has a number, and everybody may or might read it."""
    return case.number is not None and state_of(case) in TOLD_LATER


def today():
    """The day where the site is."""
    return (
        now().astimezone(ZoneInfo(api.portal.get_registry_record("plone.portal_timezone"))).date()
    )


def source_of(case):
    """The rules.Source of a case that is citable."""
    return rules.Source(
        number=case.number,
        title=case.title,
        authors=tuple(rules.author_of(line) for line in case.co_authors if line.strip(" ,")),
        library=library_name(case),
        publisher=department().name or "",
        published=published_on(case),
        address=stable_url(case),
        language=case.language or "lt",
        licence=LICENCE_TITLES.get(case.licence, ""),
    )


def citation_of(case, language):
    """How it is cited, as text, by somebody who reads it today."""
    return rules.cited(source_of(case), language, today())


def file_of(case, format_):
    """(file name, media type, bytes) of its entry for a program; format_: of rules.FORMATS."""
    extension, media_type, write = MEDIA_TYPES[format_]
    name = f"geroji-patirtis-{case.number}.{extension}"
    return name, media_type, write(source_of(case)).encode()


def share_links(case, language):
    """(name, address) of where a reader may tell others of it; nothing there is asked from here."""
    title, summary = words_of(case, language)
    url = stable_url(case)
    letter = urlencode({"subject": title, "body": f"{summary}\n\n{url}"}).replace("+", "%20")
    return [
        ("email", f"mailto:?{letter}"),
        ("facebook", f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': url})}"),
        ("linkedin", f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': url})}"),
    ]
