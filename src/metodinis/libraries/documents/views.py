"""A library's documents: their list on its page, one alone, and the forms."""

from metodinis.common.documents import FILES
from metodinis.common.documents import MAX_SIZE
from metodinis.common.permissions import may
from metodinis.common.sorting import sort_key
from metodinis.common.stored_documents import serve
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.views import PageView
from metodinis.libraries.documents import operations
from metodinis.libraries.documents.vocabularies import KIND_TITLES
from metodinis.libraries.documents.vocabularies import STATE_TITLES
from operator import attrgetter
from plone.memoize.view import memoize
from Products.Five import BrowserView


# As a badge: (state of the badge, text).
BADGES = {
    "private": ("neutral", _("libraries_document_badge_private", default="Not public")),
    "public": ("published", _("libraries_document_badge_public", default="Public")),
}
FIELDS = ("title", "kind", "date", "description", "state")


def row(document):
    """What pages show of a document."""
    return {
        "url": document.absolute_url(),
        "title": document.title,
        "kind": KIND_TITLES[document.kind],
        "date": document.date,
        "description": document.description,
        "badge": BADGES[operations.state_of(document)],
        "file_url": f"{document.absolute_url()}/@@document",
        "file": document.file,
    }


class DocumentList(Listing, PageView):
    """`@@library-documents`: the list, inside the library's page."""

    caption = _("libraries_documents", default="Documents")
    empty_title = _("libraries_documents_none", default="No documents yet")
    empty_text = _(
        "libraries_documents_none_text",
        default="Keep regulations, plans, decisions and the like here, for the department alone or "
        "for everyone.",
    )
    add_title = _("libraries_document_add", default="Add a document")
    columns = (
        Column(
            "title",
            _("libraries_document_title", default="Title"),
            attrgetter("title"),
            lambda document: sort_key(document.title),
        ),
        Column(
            "kind",
            _("libraries_document_kind", default="Kind"),
            lambda document: KIND_TITLES[document.kind],
            lambda document: list(KIND_TITLES).index(document.kind),
        ),
        Column(
            "date",
            _("libraries_document_date_short", default="Date"),
            attrgetter("date"),
            attrgetter("date"),
        ),
        Column(
            "description",
            _("libraries_document_description", default="What it is about"),
            attrgetter("description"),
        ),
        Column(
            "address",
            _("libraries_document_address", default="Address of the file"),
            lambda document: f"{document.absolute_url()}/@@document",
        ),
    )
    # As operations.documents_of gives them.
    first_order = ("", False)
    export_name = "documents-export"

    @property
    @memoize
    def found(self):
        return operations.documents_of(self.context)

    def sort_url(self, name):
        """Back to this list, which is a part of the library's page."""
        return f"{super().sort_url(name)}#documents"

    row = staticmethod(row)

    @property
    def may_add(self):
        return not self.context.closed and may(operations.MANAGE, self.context)

    @property
    def add_url(self):
        return f"{self.context.absolute_url()}/@@add-document"

    @property
    @memoize
    def sees_badges(self):
        """The public sees nothing but public documents: no word on that."""
        return any(operations.state_of(document) == "private" for document in self.found)


class DocumentsExport(ListingExport, DocumentList):
    """`@@documents-export?format=csv|xlsx`: the documents that this reader sees in the list."""

    sheet_name = DocumentList.caption

    @property
    def file_name(self):
        return f"{self.context.getId()}-documents"


class DocumentPage(PageView):
    """A document alone: what the search leads to."""

    @property
    def library(self):
        return self.context.__parent__

    @property
    @memoize
    def shown(self):
        return row(self.context)

    @property
    def badges(self):
        return [self.shown["badge"]] if self.may_edit else []

    @property
    def may_edit(self):
        return may(operations.MANAGE, self.context)

    @property
    def may_remove(self):
        return self.may_edit and not self.library.closed


class DocumentForm(ActionPage):
    """Base of the two forms."""

    kinds = KIND_TITLES.items()
    states = STATE_TITLES.items()
    accepted = ",".join(f".{kind}" for kind in (*FILES, "jpeg"))
    max_size = MAX_SIZE
    document = None

    def value(self, name):
        """What stands in a field: what was typed, else what is stored."""
        return self.typed(name, self.stored.get(name, ""))

    def values(self, form):
        """(values, upload) as operations take them. Raises FieldErrors for a date."""
        values = {name: self.typed(name) for name in FIELDS}
        values["date"] = self.typed_day("date")
        for name in ("kind", "state"):
            values[name] = values[name] or None
        file = form.get("file")
        if not getattr(file, "filename", ""):
            return values, None
        return values, (file.filename, file.read(MAX_SIZE + 1))


class AddDocumentPage(DocumentForm):
    """`@@add-document` of a library."""

    title = DocumentList.add_title
    stored = {"state": "private"}

    @property
    def library(self):
        return self.context

    def act(self, form):
        operations.add_document(self.context, *self.values(form))
        return _("libraries_document_added", default="The document is added.")


class EditDocumentPage(DocumentForm):
    """`@@edit` of a document."""

    title = _("libraries_document_edit", default="Edit the document")

    @property
    def library(self):
        return self.context.__parent__

    @property
    def document(self):
        return row(self.context)

    @property
    @memoize
    def stored(self):
        return {
            "title": self.context.title,
            "kind": self.context.kind,
            "date": self.context.date.isoformat(),
            "description": self.context.description,
            "state": operations.state_of(self.context),
        }

    def act(self, form):
        operations.update_document(self.context, *self.values(form))
        return _("libraries_saved", default="The changes are saved.")


class RemoveDocumentPage(ActionPage):
    """`@@remove`: delete a document, once confirmed."""

    title = _("libraries_document_remove", default="Delete the document")
    consequences = _(
        "libraries_document_remove_text",
        default="The document and its file are deleted for good.",
    )

    @property
    def library(self):
        return self.context.__parent__

    @property
    def next_url(self):
        return self.library_url

    def act(self, form):
        # Asked before: afterwards it has no place any more.
        self.library_url = self.library.absolute_url()
        operations.delete_document(self.context)
        return _("libraries_document_removed", default="The document is deleted.")


class DocumentDownload(BrowserView):
    """`@@document`: the file, always to be saved and never shown by the browser."""

    def __call__(self):
        return serve(self.context.file, self.request.response)
