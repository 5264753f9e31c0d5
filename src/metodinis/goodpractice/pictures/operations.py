"""Every write to the pictures and attachments of a case.

Each asks for the right to edit the case (to delete for good: to manage it), counts a change of it,
writes a log line, and raises Refused with what to do, or Unauthorized; then nothing is stored.
"""

from metodinis.common.documents import DOCUMENTS
from metodinis.common.moments import now
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.pictures import PictureError
from metodinis.common.pictures import scales_of
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.common.stored_documents import taken
from metodinis.common.texts import cleaned
from metodinis.common.typed import check_text
from metodinis.goodpractice.cases.operations import checked_reason
from metodinis.goodpractice.cases.operations import EDIT
from metodinis.goodpractice.cases.operations import keep_version
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.operations import note_change
from metodinis.goodpractice.cases.rules import CORRECTION
from metodinis.goodpractice.cases.rules import PUBLISHED
from metodinis.goodpractice.interfaces import CaseChanged
from metodinis.goodpractice.pictures import reading
from metodinis.goodpractice.pictures.content import Attachment
from metodinis.goodpractice.pictures.content import Picture
from metodinis.i18n import _
from plone import api
from zope.event import notify
import logging
import secrets


logger = logging.getLogger(__name__)

MAX_PICTURES = 12
MAX_ATTACHMENTS = 10
MAX_ALT = 300
MAX_CREDIT = 200
FILE_MISSING = _("practice_file_missing", default="Choose a file.")


class Unknown(NotAllowed):
    """A picture or attachment that the case doesn't have (any more)."""

    def __init__(self):
        super().__init__(
            _(
                "practice_file_unknown",
                default="The case has no such file any more. Open the page anew.",
            )
        )


def add_picture(case, name, data, alt="", credit=""):
    """Add a picture behind the others; return it.

    name: as the person calls the file, for the log alone; data: bytes; alt may wait until the
    case is submitted. Raises FieldErrors for "file", "alt", "credit"; NotAllowed if there are
    MAX_PICTURES.
    """
    require(EDIT, case)
    if len(case.pictures) >= MAX_PICTURES:
        raise NotAllowed(
            _(
                "practice_pictures_many",
                default="There are ${max} pictures already. Take one out first.",
                mapping={"max": MAX_PICTURES},
            )
        )
    alt, credit = checked_words(alt, credit)
    if not data:
        raise FieldErrors({"file": FILE_MISSING})
    picture = made_picture(data, alt, credit)
    _keep(case, "pictures", (*case.pictures, picture), f"picture {picture.id} added ({name})")
    return picture


def made_picture(data, alt, credit):
    """The Picture of bytes, under a new id; nothing is kept. Raises FieldErrors for "file"."""
    try:
        made = scales_of(data)
    except PictureError as error:
        raise FieldErrors({"file": error.text(api.portal.get_current_language())}) from error
    return Picture.of(secrets.token_hex(8), alt, credit, made)


def picture_of(case, id_):
    """The Picture of the case as it is now. Raises Unknown."""
    return _of(case.pictures, id_)


def change_picture(case, id_, alt=None, credit=None):
    """Describe a picture anew; None leaves what there is. Returns the Picture.

    Raises FieldErrors, Unknown.
    """
    require(EDIT, case)
    picture = _of(case.pictures, id_)
    alt, credit = checked_words(
        picture.alt if alt is None else alt, picture.credit if credit is None else credit
    )
    if (alt, credit) == (picture.alt, picture.credit):
        return picture
    new = picture.described(alt, credit)
    pictures = tuple(new if one is picture else one for one in case.pictures)
    _keep(case, "pictures", pictures, f"picture {id_} described")
    return new


def move_picture(case, id_, place):
    """Put a picture at a place (int, 0 is the first, which cards show). Raises Unknown."""
    require(EDIT, case)
    picture = _of(case.pictures, id_)
    rest = [one for one in case.pictures if one is not picture]
    rest.insert(max(0, place), picture)
    if tuple(rest) != case.pictures:
        _keep(case, "pictures", tuple(rest), f"picture {id_} moved to {place}")


def remove_picture(case, id_):
    """Take a picture out; versions that had it keep it. Raises Unknown."""
    require(EDIT, case)
    picture = _of(case.pictures, id_)
    pictures = tuple(one for one in case.pictures if one is not picture)
    _keep(case, "pictures", pictures, f"picture {id_} taken out")


def add_attachment(case, name, data):
    """Add a document or spreadsheet behind the others; return the Attachment.

    name: as the person calls it; data: bytes. Raises FieldErrors for "file"; NotAllowed if there
    are MAX_ATTACHMENTS.
    """
    require(EDIT, case)
    if len(case.attachments) >= MAX_ATTACHMENTS:
        raise NotAllowed(
            _(
                "practice_attachments_many",
                default="There are ${max} attachments already. Take one out first.",
                mapping={"max": MAX_ATTACHMENTS},
            )
        )
    if not data:
        raise FieldErrors({"file": FILE_MISSING})
    attachment = taken(name, data, DOCUMENTS, now(), Attachment)
    attachment.id = secrets.token_hex(8)
    _keep(
        case,
        "attachments",
        (*case.attachments, attachment),
        f"attachment {attachment.id} added ({attachment.name})",
    )
    return attachment


def remove_attachment(case, id_):
    """Take an attachment out; versions that had it keep it. Raises Unknown."""
    require(EDIT, case)
    attachment = _of(case.attachments, id_)
    attachments = tuple(one for one in case.attachments if one is not attachment)
    _keep(case, "attachments", attachments, f"attachment {id_} taken out")


def erase(case, id_, note):
    """Delete a picture or an attachment for good, from all versions too: its rights or somebody's
    consent are gone. A published case tells its readers so, as a correction.

    note: why, for all readers of a published case. Raises FieldErrors for "note", Unknown.
    """
    require(MANAGE, case)
    note = checked_reason(note, "note")
    if not any(file.id == id_ for file in reading.all_files(case)):
        raise Unknown
    case.forget_file(id_)
    note_change(case)
    if state_of(case) == PUBLISHED:
        keep_version(case, CORRECTION, note)
        notify(CaseChanged(case))
    logger.info("%s: file %s deleted for good by %s", case.absolute_url_path(), id_, me())


def checked_words(alt, credit):
    """(alt, credit), each one line. Raises FieldErrors."""
    errors = {}
    alt, credit = (" ".join(cleaned(text).split()) for text in (alt, credit))
    check_text(alt, "alt", errors, MAX_ALT, required=False)
    check_text(credit, "credit", errors, MAX_CREDIT, required=False)
    if errors:
        raise FieldErrors(errors)
    return alt, credit


def _of(files, id_):
    found = next((one for one in files if one.id == id_), None)
    if found is None:
        raise Unknown
    return found


def _keep(case, name, files, what):
    setattr(case, name, files)
    note_change(case)
    # A name that a person chose may not begin a line of its own.
    logger.info("%s: %s by %s", case.absolute_url_path(), " ".join(what.split()), me())
