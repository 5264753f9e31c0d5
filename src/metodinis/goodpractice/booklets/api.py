"""REST of collections, booklets, citation, the stable address and the newsletter."""

from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.goodpractice.booklets import citation
from metodinis.goodpractice.booklets import newsletter
from metodinis.goodpractice.booklets import operations
from metodinis.goodpractice.booklets import reading
from metodinis.goodpractice.booklets import rules
from metodinis.goodpractice.booklets import views
from metodinis.goodpractice.booklets.operations import NOT_CASES
from metodinis.i18n import _
from plone import api
from plone.app.textfield.value import RichTextValue
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


def language():
    """The reader's."""
    return api.portal.get_current_language()


def values_of(body):
    """Values of a collection as operations take them. Raises FieldErrors.

    `cases`: list of numbers or UIDs of cases; `introduction`: HTML.
    """
    values = dict(body)
    if "introduction" in values:
        text = text_of(values, "introduction") if values["introduction"] is not None else ""
        values["introduction"] = RichTextValue(text, "text/html", "text/x-html-safe")
    if "cases" in values:
        values["case_uids"] = _uids_of(values.pop("cases"))
    return values


def _uids_of(sent):
    found = []
    for one in sent if isinstance(sent, list) else [None]:
        case = None
        if isinstance(one, int) and not isinstance(one, bool) and 0 < one < 10**9:
            case = reading.numbered(one)
        if case is None and not isinstance(one, str):
            raise FieldErrors({"cases": NOT_CASES})
        found.append(case.UID() if case is not None else one)
    return found


class CollectionService(JsonService):
    """Base of services that write; cases are told of under the name by which they were sent."""

    def error(self, refusal):
        errors = getattr(refusal, "errors", {})
        if "case_uids" in errors:
            refusal = FieldErrors(
                {("cases" if name == "case_uids" else name): text for name, text in errors.items()}
            )
        return super().error(refusal)


class Collections(JsonService):
    """GET @collections of the folder: those that the present user sees."""

    def answer(self):
        return self.batch(
            reading.collections(), lambda found: reading.collection_json(found, language())
        )


class AddCollection(CollectionService):
    """POST @collections {"title", "description", "introduction": HTML, "cases": [1, 5]}"""

    def answer(self):
        collection = operations.create_collection(self.context, values_of(self.body()))
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", collection.absolute_url())
        return reading.collection_json(collection, language())


class GetCollection(JsonService):
    """GET @collection"""

    def answer(self):
        return reading.collection_json(self.context, language())


class EditCollection(CollectionService):
    """PATCH @collection: what is to change; `cases` are all of them in their order."""

    def answer(self):
        operations.update_collection(self.context, values_of(self.body()))
        return reading.collection_json(self.context, language())


class DeleteCollection(JsonService):
    """DELETE @collection"""

    def answer(self):
        operations.delete_collection(self.context)
        return self.reply_no_content()


class CollectionTransition(JsonService):
    """POST @collection-transition {"transition": "publish" or "withdraw"}"""

    def answer(self):
        name = text_of(self.body(), "transition")
        if name not in operations.TRANSITIONS:
            raise FieldErrors(
                {
                    "transition": _(
                        "booklets_transition_unknown",
                        default="Choose one of: ${choices}.",
                        mapping={"choices": ", ".join(operations.TRANSITIONS)},
                    )
                }
            )
        operations.TRANSITIONS[name](self.context)
        return reading.collection_json(self.context, language())


class CollectionFile(FileService, views.CollectionPdf):
    """GET @booklet of a collection: the PDF."""

    def answer(self):
        return views.CollectionPdf.__call__(self)


class SelectionFile(FileService, views.SelectionPdf):
    """GET @booklet?case=1&case=2&title=… of the folder: the PDF. Numbers or UIDs of cases."""

    def answer(self):
        if not self.cases:
            raise FieldErrors(
                {
                    "case": _(
                        "booklets_selection_empty", default="Choose one published case at least."
                    )
                }
            )
        return self.made()


class CaseFile(FileService, views.CasePdf):
    """GET @case-pdf of a case."""

    def answer(self):
        return views.CasePdf.__call__(self)


def citation_json(case):
    """How a case that has been published is cited."""
    source = citation.source_of(case)
    return {
        "number": case.number,
        "address": source.address,
        "state": state_of(case),
        "title": source.title,
        "library": source.library,
        "authors": [str(author) for author in source.authors],
        "published": source.published.isoformat(),
        "text": citation.citation_of(case, language()),
        "bibtex": rules.bibtex(source),
        "ris": rules.ris(source),
    }


class CaseCitation(JsonService):
    """GET @case-citation of a case that has been published."""

    def answer(self):
        if not citation.is_citable(self.context):
            raise NotFound("@case-citation")
        return citation_json(self.context)


@implementer(IPublishTraverse)
class StableAddress(JsonService):
    """GET @gp/<number>: what stands at a stable address; "@id" while the case is published."""

    number = None

    def publishTraverse(self, request, name):
        if self.number is not None or not name.isdecimal() or len(name) > 9:
            raise NotFound(name)
        self.number = int(name)
        return self

    def answer(self):
        case = reading.numbered(self.number) if self.number is not None else None
        if case is None or not citation.is_citable(case):
            raise NotFound("@gp")
        found = citation_json(case)
        if found["state"] == "published":
            found["@id"] = case.absolute_url()
        return found


class GetNewsletter(JsonService, newsletter.Newsletter):
    """GET @newsletter?month=2026-03: subject, HTML and plain text; without it of this month."""

    def answer(self):
        month = self.month
        return {
            "month": f"{month:%Y-%m}",
            "subject": self.subject,
            "html": self.html,
            "text": self.text,
            "cases": [reading.heading_json(case, self.lang) for case in newsletter.cases_of(month)],
        }
