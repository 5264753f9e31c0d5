"""Every write to a library's documents; see `libraries/operations.py` for what all keep to."""

from datetime import datetime
from datetime import UTC
from metodinis.common.documents import FILES
from metodinis.common.fields import checked
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.common.stored_documents import taken
from metodinis.i18n import _
from metodinis.libraries.documents.schema import IDocumentValues
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from zope.container.interfaces import INameChooser
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent
import logging


logger = logging.getLogger(__name__)

MANAGE = "metodinis: Manage Library Documents"
TRANSITIONS = {"public": "publish", "private": "withdraw"}
FILE_MISSING = _("libraries_document_file_missing", default="Choose the file.")


def documents_of(library):
    """The documents that the present user sees, the latest first."""
    found = api.content.find(context=library, depth=1, portal_type="LibraryDocument")
    documents = [brain.getObject() for brain in found]
    return sorted(documents, key=lambda document: (-document.date.toordinal(), document.title))


def add_document(library, values, upload):
    """Add a document to a library; return it.

    values: fields of IDocumentValues; upload: (name, bytes), or None if no file came. Raises
    FieldErrors (field "file" for the file), NotAllowed if the library is closed.
    """
    require(MANAGE, library)
    require_open(library)
    fields, file = _checked(values, upload, library)
    state = fields.pop("state")
    document = createContent("LibraryDocument", **fields, file=file)
    # Kept apart from the names of reports and of pages.
    name = f"document-{document.title}"
    document.id = INameChooser(library).chooseName(name, document)
    document = addContentToContainer(library, document, checkConstraints=False)
    _let_see(document, state)
    logger.info("%s: added by %s", document.absolute_url_path(), me())
    return document


def _checked(values, upload, library):
    """Fields and Document of a new document. Raises FieldErrors for all that is wrong."""
    fields, file, errors = {}, None, {}
    try:
        fields = checked(IDocumentValues, values, library)
    except FieldErrors as refusal:
        errors |= refusal.errors
    try:
        file = _file_of(upload)
    except FieldErrors as refusal:
        errors |= refusal.errors
    if errors:
        raise FieldErrors(errors)
    return fields, file


def _file_of(upload):
    if upload is None:
        raise FieldErrors({"file": FILE_MISSING})
    return taken(*upload, FILES, datetime.now(UTC))


def update_document(document, values, upload=None):
    """Change fields of a document; those left out stay, and so does the file without an upload.

    values, upload: as `add_document` takes them. Raises FieldErrors, and NotAllowed if the
    library is closed and more than the state is to change.
    """
    require(MANAGE, document)
    fields = checked(IDocumentValues, values, document, partial=True)
    state = fields.pop("state", state_of(document))
    changed = [name for name, value in fields.items() if getattr(document, name) != value]
    if changed or upload is not None:
        require_open(document.__parent__)
    if upload is not None:
        document.file = _file_of(upload)
        changed.append("file")
    for name in fields:
        setattr(document, name, fields[name])
    if changed:
        notify(ObjectModifiedEvent(document))
        logger.info("%s: %s changed by %s", document.absolute_url_path(), ", ".join(changed), me())
    _let_see(document, state)


def _let_see(document, state):
    if state != state_of(document):
        api.content.transition(document, TRANSITIONS[state])
        logger.info("%s: %s by %s", document.absolute_url_path(), state, me())


def delete_document(document):
    """Delete a document and its file. Raises NotAllowed if the library is closed."""
    require(MANAGE, document)
    library, path = document.__parent__, document.absolute_url_path()
    require_open(library)
    # What is public of the container asks for the right to delete any content.
    library._delObject(document.getId())
    logger.info("%s: deleted by %s", path, me())


def require_open(library):
    """Raise NotAllowed if the library is closed."""
    if library.closed:
        raise NotAllowed(
            _(
                "libraries_document_closed",
                default="This library is closed: its documents stay as they are.",
            )
        )
