"""Cases as a PDF: one by itself, or several as a booklet with contents."""

from metodinis.common.mail import translate_for
from metodinis.common.pdf import pdf
from metodinis.common.qr import qr_svg
from metodinis.common.texts import blocks
from metodinis.goodpractice.booklets.citation import citation_of
from metodinis.goodpractice.booklets.citation import is_citable
from metodinis.goodpractice.booklets.citation import today
from metodinis.goodpractice.booklets.reading import library_name
from metodinis.goodpractice.booklets.reading import stable_url
from metodinis.goodpractice.booklets.reading import topic_titles
from metodinis.goodpractice.booklets.reading import years_text
from metodinis.goodpractice.cases.reading import indicator_titles
from metodinis.goodpractice.cases.reading import published_on
from metodinis.goodpractice.cases.schema import title_of
from metodinis.goodpractice.cases.vocabularies import LICENCE_ADDRESSES
from metodinis.goodpractice.cases.vocabularies import LICENCE_TITLES
from metodinis.goodpractice.tasks import directory
from metodinis.goodpractice.vocabularies import target_groups
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.memo import Memo
from metodinis.layout.memo import site_mark
from metodinis.layout.metadata import department
from pathlib import Path
from plone.uuid.interfaces import IUUID


TEMPLATE = Path(__file__).parent / "booklet.typ"
BOOKLETS = Memo(8)
LABELS = {
    "contents": _("booklets_contents", default="Contents"),
    "case": _("booklets_case", default="Good practice case"),
    "booklet": _("booklets_kind", default="Good practice booklet"),
    "number": _("booklets_number", default="No."),
    "library": _("booklets_library", default="Library"),
    "period": _("booklets_period", default="Period"),
    "before": _("practice_result_before", default="Before"),
    "after": _("practice_result_after", default="After"),
    "result": _("practice_result_text", default="Result"),
    "evidence": _("practice_result_evidence", default="How it is known"),
    "note": _("booklets_expert_note", default="What the department says"),
    "source": _("booklets_source", default="How to cite it"),
    "qr": _("booklets_qr", default="QR code of the case's address"),
    "photo": _("booklets_picture_credit_label", default="Picture"),
    "published": _("booklets_published_on", default="Published"),
    "contact": _("practice_contact_name", default="Whom to ask"),
}
FIELDS = (
    "topics",
    "target_groups",
    "co_authors",
    "partners",
    "need",
    "solution",
    "steps",
    "people",
    "hours",
    "euro",
    "resources",
    "results",
    "difficulties",
    "lessons",
    "transferability",
    "links",
    "licence",
    "english_summary",
)


def case_pdf(case, language):
    """The PDF (bytes) of one case. Raises PdfError."""
    told, files = told_with_files([case], language)
    return pdf(TEMPLATE, {**frame(language), "title": case.title, **told}, files)


def booklet_pdf(title, introduction, cases, language):
    """The PDF (bytes) of several cases, with a cover and contents. Raises PdfError.

    introduction: blocks as `introduction.blocks_of` cuts them. The latest few are kept until
    anything in the site changes: everybody may ask for one, and it takes a second of work.
    """
    cover = {"introduction": [list(block) for block in introduction], "is_booklet": True}

    def made():
        told, files = told_with_files(cases, language)
        return pdf(TEMPLATE, {**frame(language), "title": title, **cover, **told}, files)

    mark = site_mark()
    what = (title, repr(cover), tuple(map(IUUID, cases)), language)
    where = (directory().absolute_url(), today())
    return BOOKLETS.get(None if mark is None else (mark, *where, *what), made)


def frame(language):
    """What a booklet says beside its cases."""
    labels = LABELS | {name: title_of(name) for name in FIELDS}
    return {
        "language": language,
        "labels": {name: translate_for(text, language) for name, text in labels.items()},
        "department": department().name or "",
        "date": formats.date(today(), language),
        "introduction": [],
        "is_booklet": False,
    }


def told_with_files(cases, language):
    """({"cases": what the template is told of each}, {name: bytes} of their pictures)."""
    found, files = [], {}
    for place, case in enumerate(cases):
        told = told_of(case, language)
        if told["address"]:
            told["qr"] = f"qr-{place}.svg"
            files[told["qr"]] = qr_svg(told["address"])
        picture = case.pictures[0] if case.pictures else None
        if picture is not None:
            name = f"picture-{place}.webp"
            files[name] = picture.blob(picture.nearest("page")).data
            told["picture"] = {
                "file": name,
                "alt": picture.alt or case.title,
                "credit": picture.credit or "",
            }
        found.append(told)
    return {"cases": found}, files


def told_of(case, language):
    """What the template is told of a case: texts alone, empty where it says nothing."""
    groups = target_groups(language)
    citable = is_citable(case)
    return {
        "title": case.title,
        "summary": case.summary or "",
        "number": str(case.number) if case.number is not None else "",
        "library": library_name(case),
        "period": years_text(case),
        "topics": topic_titles(case, language),
        "target_groups": [groups[code] for code in case.target_groups if code in groups],
        "co_authors": list(case.co_authors),
        "partners": list(case.partners),
        **{
            name: [list(block) for block in blocks(getattr(case, name) or "")]
            for name in ("need", "solution", "difficulties", "lessons", "transferability")
        },
        "steps": list(case.steps),
        "people": _amount(case.people, language),
        "hours": _amount(case.hours, language),
        "euro": _euro(case.euro, language),
        "resources": [list(block) for block in blocks(case.resources or "")],
        "results": _results(case.results, language),
        "links": [link._asdict() for link in case.links],
        "contact": ", ".join(filter(None, (case.contact_name, case.contact_email))),
        # What the department adds is read with the case that it is published with, not before.
        "note": [list(block) for block in blocks(case.expert_note if citable else "")],
        "english_title": case.english_title or "",
        "english_summary": case.english_summary or "",
        "licence": LICENCE_TITLES.get(case.licence, ""),
        "licence_url": LICENCE_ADDRESSES.get(case.licence, ""),
        "published": formats.date(published_on(case), language) if citable else "",
        "citation": citation_of(case, language) if citable else "",
        "address": stable_url(case) or "",
        "qr": "",
        "picture": None,
        "language": case.language or "lt",
    }


def _amount(number, language):
    return "" if number is None else formats.number(number, language)


def _euro(euro, language):
    return "" if euro is None else formats.money(int(euro * 100), language)


def _results(results, language):
    titles = indicator_titles(results, language)
    return [_result(result, titles.get(result.indicator, ""), language) for result in results]


def _result(result, indicator, language):
    return {
        "text": result.text,
        "evidence": result.evidence,
        "unit": result.unit or indicator,
        "before": _amount(result.before, language),
        "after": _amount(result.after, language),
    }
