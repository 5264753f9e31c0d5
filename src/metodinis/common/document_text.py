"""Reads the text of a document, in a process of its own. Pure.

    python -m metodinis.common.document_text pdf < report.pdf

A file from outside can be built to hang its reader or to eat all memory. Here a process is lost
then, and no thread of the server: `documents.extract_text` starts it with a time limit, and it
takes no more memory and processor time than the limits below.
"""

from metodinis.common.documents import BROKEN
from metodinis.common.documents import DOCX_BODY
from metodinis.common.documents import EXIT_ENCRYPTED
from metodinis.common.documents import part_types
import defusedxml.ElementTree
import io
import resource
import sys
import time
import zipfile


MAX_CHARACTERS = 300_000
MAX_PAGES = 500
# After this long (seconds) a PDF's further pages are left out.
ENOUGH = 6
CPU_SECONDS = 10
MEMORY = 1024**3
CHUNK = 64 * 1024

WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
SHEET = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
# Texts that cells share, and those that stand in the cells themselves.
SHEET_PARTS = ("spreadsheetml.sharedStrings+xml", "spreadsheetml.worksheet+xml")
OFFICE = ("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",)
TEXT = ("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",)


class EnoughError(Exception):
    """There is as much text as is kept."""


class EncryptedError(Exception):
    """The document opens only with a password."""


class Collector:
    """Target of an XML parser: the text inside some elements, line by line.

    inside: elements whose text counts; outside: elements whose text doesn't, even there;
    lines: elements that end a line; gaps: elements that stand for a space.
    """

    def __init__(self, inside, outside, lines, gaps):
        self.inside, self.outside, self.lines, self.gaps = inside, outside, lines, gaps
        self.depth_inside = self.depth_outside = self.length = 0
        self.parts = []

    def start(self, tag, attributes):
        self.depth_inside += tag in self.inside
        self.depth_outside += tag in self.outside
        if tag in self.gaps:
            self._add(" ")

    def end(self, tag):
        self.depth_inside -= tag in self.inside
        self.depth_outside -= tag in self.outside
        if tag in self.lines:
            self._add("\n")

    def data(self, text):
        if self.depth_inside and not self.depth_outside:
            self._add(text)

    def close(self):
        return None

    def _add(self, text):
        self.parts.append(text)
        self.length += len(text)
        if self.length > MAX_CHARACTERS:
            raise EnoughError


def docx_text(data):
    """The text of a Word document's body."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kinds = part_types(archive)
    [body] = [path.lstrip("/") for path, kind in kinds.items() if kind == DOCX_BODY]
    collector = Collector(
        inside=_names(WORD, "t"),
        outside=set(),
        lines=_names(WORD, "p", "br", "cr"),
        gaps=_names(WORD, "tab"),
    )
    return _text_of(data, body, collector)


def xlsx_text(data):
    """The texts in the cells of an Excel workbook, without the numbers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kinds = part_types(archive)
    texts = []
    for path, kind in kinds.items():
        if path.startswith("/") and kind.endswith(SHEET_PARTS):
            collector = Collector(
                inside=_names(SHEET, "t"),
                outside=_names(SHEET, "rPh"),
                lines=_names(SHEET, "si", "is"),
                gaps=set(),
            )
            texts.append(_text_of(data, path.lstrip("/"), collector))
            if sum(map(len, texts)) > MAX_CHARACTERS:
                break
    return "".join(texts)


def open_document_text(data):
    """The text of an ODT's or ODS's body, without comments and deleted passages."""
    collector = Collector(
        inside=_names(TEXT, "p", "h"),
        outside=_names(OFFICE, "annotation") | _names(TEXT, "tracked-changes"),
        lines=_names(TEXT, "p", "h", "line-break"),
        gaps=_names(TEXT, "s", "tab"),
    )
    return _text_of(data, "content.xml", collector)


def _names(prefixes, *names):
    return {prefix + name for prefix in prefixes for name in names}


def _text_of(data, path, collector):
    """Feed one entry of a zip to the collector; no tree is built of it."""
    parser = defusedxml.ElementTree.DefusedXMLParser(target=collector)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(path) as entry:
            while chunk := entry.read(CHUNK):
                parser.feed(chunk)
        parser.close()
    except EnoughError:
        pass
    return "".join(collector.parts)


def pdf_text(data):
    """The text of a PDF's pages; a page that can't be read is left out."""
    # Imported here: half a second that the other kinds need not wait.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise EncryptedError
    parts, length, end = [], 0, time.monotonic() + ENOUGH
    for number in range(min(len(reader.pages), MAX_PAGES)):
        try:
            parts.append(reader.pages[number].extract_text())
        except (PyPdfError, *BROKEN, ArithmeticError, AttributeError, LookupError, TypeError):
            continue
        length += len(parts[-1])
        if length > MAX_CHARACTERS or time.monotonic() > end:
            break
    return "\n".join(parts)


READERS = {
    "docx": docx_text,
    "odt": open_document_text,
    "ods": open_document_text,
    "pdf": pdf_text,
    "xlsx": xlsx_text,
}


def main():
    """Write the text of the document on standard input to standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        text = READERS[sys.argv[1]](sys.stdin.buffer.read())[:MAX_CHARACTERS]
    except EncryptedError:
        return EXIT_ENCRYPTED
    sys.stdout.buffer.write(text.encode(errors="replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
