"""REST of a library's documents: `@documents` of the library, `@document` of each."""

from metodinis.common.api import date_of
from metodinis.common.api import file_of
from metodinis.common.api import JsonService
from metodinis.common.permissions import may
from metodinis.libraries.documents import operations


def document_json(document):
    """A document as people see it; who brought the file is told to those who keep it."""
    file = document.file
    found = {
        "@id": document.absolute_url(),
        "title": document.title,
        "kind": document.kind,
        "date": document.date.isoformat(),
        "description": document.description or None,
        "state": operations.state_of(document),
        "file": {
            "@id": f"{document.absolute_url()}/@@document",
            "filename": file.name,
            "kind": file.kind,
            "size": file.size,
        },
    }
    if may(operations.MANAGE, document):
        found["file"] |= {"by": file.by, "at": file.at.isoformat()}
    return found


def values_of(body):
    """(values, upload) of a body, as operations take them. Raises FieldErrors."""
    values = dict(body)
    upload = file_of(values.pop("file")) if "file" in values else None
    if values.get("date") is not None:
        values["date"] = date_of(values, "date")
    return values, upload


class Documents(JsonService):
    """GET @documents: those that the present user sees, the latest first."""

    def answer(self):
        return self.batch(operations.documents_of(self.context), document_json)


class AddDocument(JsonService):
    """POST @documents {"title", "kind", "date", "description", "state",
    "file": {"filename", "data": base64}}
    """

    def answer(self):
        document = operations.add_document(self.context, *values_of(self.body()))
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", document.absolute_url())
        return document_json(document)


class GetDocument(JsonService):
    """GET @document"""

    def answer(self):
        return document_json(self.context)


class EditDocument(JsonService):
    """PATCH @document: what is to change."""

    def answer(self):
        operations.update_document(self.context, *values_of(self.body()))
        return document_json(self.context)


class DeleteDocument(JsonService):
    """DELETE @document"""

    def answer(self):
        operations.delete_document(self.context)
        return self.reply_no_content()
