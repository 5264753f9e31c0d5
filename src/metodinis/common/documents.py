"""Files that people upload: documents, spreadsheets, pictures. Pure.

A file is judged by what is in it, never by its name or by the media type that a browser sends.
What could run something or can't be read is refused with the reason and a way out.
"""

from defusedxml.common import DefusedXmlException
from metodinis.common import archives
from metodinis.common.refusals import CodedError
from pathlib import PurePosixPath
from xml.etree.ElementTree import ParseError
import defusedxml.ElementTree
import io
import logging
import re
import subprocess
import sys
import unicodedata
import zipfile
import zlib


logger = logging.getLogger(__name__)

MAX_SIZE = 20 * 1024**2
# Of the lists of a document's parts: some hundred bytes for each picture.
MAX_PART = 1024**2
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}
# What can be a report in words; what is no picture; and all that can be kept as a file.
WRITTEN = ("pdf", "docx", "odt")
DOCUMENTS = (*WRITTEN, "xlsx", "ods")
FILES = tuple(MEDIA_TYPES)
SIGNS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
DOCX_BODY = f"{MEDIA_TYPES['docx']}.main+xml"
XLSX_BOOK = f"{MEDIA_TYPES['xlsx']}.main+xml"
CONTENT_TYPES = "[Content_Types].xml"
# The container of old Word and Excel, and of password-protected new ones.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What an OpenDocument may hold beside macros in the folders for macros.
ODT_NO_MACROS = ("script-lc.xml", "script-lb.xml")
# What reading a broken zip or XML raises.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    ValueError,
)
# Beyond this (seconds) a reader counts as hanging; it normally takes about half a second.
TIME_LIMIT = 12
# How the reader's process ends if the document wants a password.
EXIT_ENCRYPTED = 3
MAX_NAME = 120
KEPT_IN_NAMES = " ._-–,()+&„“"

TEXTS = {
    "empty": ("Failas tuščias. Pasirinkite kitą failą.", "The file is empty. Choose another one."),
    "too_large": (
        "Failas didesnis nei {max} MB. Sumažinkite paveikslėlius arba išsaugokite jį kaip PDF.",
        "The file is larger than {max} MB. Make its pictures smaller, or save it as PDF.",
    ),
    "unknown": (
        "Tai ne PDF, DOCX ar ODT dokumentas, kad ir koks būtų jo pavadinimas. "
        "Išsaugokite jį vienu iš šių formatų.",
        "This is no PDF, DOCX or ODT document, whatever its name says. "
        "Save it in one of these formats.",
    ),
    "unknown_file": (
        "Tai ne PDF, DOCX, ODT, XLSX ar ODS dokumentas ir ne PNG ar JPEG paveikslėlis, kad ir koks "
        "būtų jo pavadinimas. Išsaugokite jį vienu iš šių formatų.",
        "This is no PDF, DOCX, ODT, XLSX or ODS document and no PNG or JPEG picture, whatever its "
        "name says. Save it in one of these formats.",
    ),
    "unknown_document": (
        "Tai ne PDF, DOCX, ODT, XLSX ar ODS dokumentas, kad ir koks būtų jo pavadinimas. "
        "Išsaugokite jį vienu iš šių formatų.",
        "This is no PDF, DOCX, ODT, XLSX or ODS document, whatever its name says. Save it in one "
        "of these formats.",
    ),
    "old_office": (
        "Tai seno formato dokumentas (DOC, XLS ar PPT). Išsaugokite jį kaip DOCX, XLSX arba PDF.",
        "This is a document of an old format (DOC, XLS or PPT). Save it as DOCX, XLSX or PDF.",
    ),
    "old_word": (
        "Tai seno formato „Word“ dokumentas (DOC). Išsaugokite jį kaip DOCX arba PDF.",
        "This is a document of the old Word format (DOC). Save it as DOCX or PDF.",
    ),
    "macros": (
        "Dokumente yra makrokomandų. Išsaugokite jį be jų arba kaip PDF.",
        "The document has macros in it. Save it without them, or as PDF.",
    ),
    "encrypted": (
        "Dokumentas apsaugotas slaptažodžiu. Išsaugokite jį be apsaugos.",
        "The document is protected by a password. Save it without protection.",
    ),
    "broken": (
        "Dokumento nepavyko perskaityti: failas sugadintas. "
        "Atverkite jį savo programa ir išsaugokite iš naujo.",
        "The document can't be read: the file is damaged. "
        "Open it in your program and save it again.",
    ),
    "too_complex": (
        "Dokumento nepavyko perskaityti per {seconds} s. Išsaugokite jį iš naujo kaip PDF.",
        "The document couldn't be read within {seconds} s. Save it anew as PDF.",
    ),
}


# What is taken -> code of TEXTS for anything else, where pictures aren't taken.
UNKNOWN = {WRITTEN: "unknown", DOCUMENTS: "unknown_document"}


class DocumentError(CodedError):
    """A document that isn't taken."""

    messages = TEXTS


def kind_of(data, kinds=WRITTEN):
    """What a file (bytes) is, one of `kinds`. Raises DocumentError, ArchiveError.

    kinds: WRITTEN, DOCUMENTS or FILES. Takes milliseconds: of a zip only the directory and small
    entries are read. Whether a PDF is protected is told by `extract_text`.
    """
    if not data:
        raise DocumentError("empty")
    if len(data) > MAX_SIZE:
        raise DocumentError("too_large", max=MAX_SIZE // 1024**2)
    if data.startswith(OLE):
        old = "old_word" if kinds == WRITTEN else "old_office"
        raise DocumentError("encrypted" if OLE_ENCRYPTED in data else old)
    if data.startswith(b"PK\x03\x04"):
        kind = _kind_of_zip(data, kinds)
    else:
        kind = next((kind for sign, kind in SIGNS.items() if data.startswith(sign)), None)
    if kind not in kinds:
        raise DocumentError(UNKNOWN.get(kinds, "unknown_file"))
    return kind


def _kind_of_zip(data, kinds):
    archives.check(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise DocumentError("encrypted")
            if CONTENT_TYPES in names:
                return _kind_of_office(archive)
            if "mimetype" in names:
                return _kind_of_open_document(archive, kinds)
    except BROKEN as error:
        raise DocumentError("broken") from error
    return None


def _kind_of_office(archive):
    types = set(part_types(archive).values())
    if any("macroEnabled" in name or "vbaProject" in name for name in types):
        raise DocumentError("macros")
    if DOCX_BODY in types:
        return "docx"
    return "xlsx" if XLSX_BOOK in types else None


def _kind_of_open_document(archive, kinds):
    told = small_part(archive, "mimetype")
    kind = next((kind for kind in ("odt", "ods") if told == MEDIA_TYPES[kind].encode()), None)
    if kind in kinds:
        if any(map(_is_macro, archive.namelist())):
            raise DocumentError("macros")
        if b"encryption-data" in small_part(archive, "META-INF/manifest.xml"):
            raise DocumentError("encrypted")
    return kind


def _is_macro(name):
    path = PurePosixPath(name)
    folder_of_macros = path.parts[:1] in (("Basic",), ("Scripts",))
    return folder_of_macros and not name.endswith("/") and path.name not in ODT_NO_MACROS


def small_part(archive, name):
    """The bytes of an entry that is small in an honest file: the server itself reads it."""
    if archive.getinfo(name).file_size > MAX_PART:
        raise DocumentError("broken")
    return archive.read(name)


def part_types(archive):
    """Path -> content type of the parts that an Office Open XML zip declares."""
    root = defusedxml.ElementTree.fromstring(small_part(archive, CONTENT_TYPES))
    return {
        part.get("PartName", part.get("Extension", "")): part.get("ContentType", "")
        for part in root
    }


def extract_text(data, kind):
    """The text of a file of this kind, cut after `document_text.MAX_CHARACTERS`.

    Pictures and scanned pages have none: the text is empty then. Raises DocumentError. The work
    is done by a process of its own (see `document_text.py`): about 0.2 s, for a PDF 0.6 s and
    more.
    """
    if kind in ("png", "jpg"):
        return ""
    command = [sys.executable, "-m", "metodinis.common.document_text", kind]
    try:
        done = subprocess.run(  # noqa: S603 (nothing in the command comes from outside)
            command, input=data, capture_output=True, timeout=TIME_LIMIT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError("too_complex", seconds=TIME_LIMIT) from error
    if done.returncode == EXIT_ENCRYPTED:
        raise DocumentError("encrypted")
    if done.returncode:
        logger.warning("unreadable %s: %s", kind, done.stderr.decode(errors="replace")[-300:])
        raise DocumentError("broken")
    return done.stdout.decode()


def clean_name(name, kind):
    """A file name that is safe to store and to send: letters of all languages are kept.

    Folders, control and direction characters and signs that file systems forbid are taken out;
    the extension is that of the kind, and the whole is at most MAX_NAME characters long.
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # A direction or control character is dropped, a forbidden sign leaves a gap.
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C" or c in "\t\n")
    name = "".join(c if c.isalnum() or c in KEPT_IN_NAMES else " " for c in name)
    stem = re.sub(r"(\.[A-Za-z][A-Za-z0-9]{1,4})+$", "", " ".join(name.split()))
    stem = stem.strip(" .-")[: MAX_NAME - len(kind) - 1].rstrip(" .") or "dokumentas"
    return f"{stem}.{kind}"
