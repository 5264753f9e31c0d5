"""How many cells the sheets of a workbook would have, told before anything builds them. Pure.

A few bytes can ask for millions of cells: an OpenDocument cell that is repeated, an XLSX cell
whose name lies far off. The parts are read as a stream, by a parser that takes no entities, and
no further than the limits go.
"""

from defusedxml import DefusedXmlException
from metodinis.common import archives
from metodinis.common.refusals import CodedError
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
import defusedxml.sax
import io
import re
import zipfile


# The largest sheet that people send here has some thousands.
MAX_CELLS = 100_000
# Of all parts; two or three make a cell, and empty ones may be formatted.
MAX_TAGS = 300_000
# The largest have some forty, to name their kinds.
MAX_ATTRIBUTES = 200
# A tag that is longer is looked through once more for each.
CHUNK = 16 * 1024**2

_PLACE = re.compile(r"([A-Z]{1,7})([0-9]{1,9})", re.ASCII)
# What may stand before the first tag.
_BEFORE = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"

MESSAGES = {
    "broken": archives.MESSAGES["broken"],
    "cells": (
        "Failo lentelėse būtų daugiau nei {max} langelių, todėl jis neatveriamas. Nukopijuokite "
        "tik reikalingus duomenis į naują failą.",
        "The sheets of the file would have more than {max} cells, so it isn't opened. Copy only "
        "the data that are needed into a new file.",
    ),
}


class CellsError(CodedError):
    """A workbook that isn't read."""

    messages = MESSAGES


def check_cells(data, kind):
    """Look at the parts of a workbook (bytes of a zip that `archives.check` has let pass).

    kind: "xlsx" or "ods". A sheet counts from its first cell to its last row and last column
    that hold something. Raises CellsError.
    """
    counter = {"xlsx": _XlsxCounter, "ods": _OdsCounter}[kind]()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as part:
                    counter.read(part)
    except (DefusedXmlException, SAXException, zipfile.BadZipFile, OSError, ValueError) as error:
        if isinstance(error, CellsError):
            raise
        raise CellsError("broken") from error


class _Counter(ContentHandler):
    """Keeps the last row and the last column of the sheet that is being read."""

    def __init__(self):
        super().__init__()
        self.tags = self.cells = 0
        self.leave_sheet()

    def leave_sheet(self):
        """Count the sheet, and begin another."""
        self.row = self.column = self.last_row = self.last_column = 0
        self.cells_before, self.here = self.cells, None

    def read(self, part):
        """Count one part of the archive; nothing if it is a picture or the like."""
        chunk = part.read(CHUNK)
        if not chunk.lstrip(_BEFORE).startswith(b"<"):
            return
        parser = defusedxml.sax.make_parser()
        parser.setContentHandler(self)
        while chunk:
            parser.feed(chunk)
            chunk = part.read(CHUNK)
        parser.close()
        self.leave_sheet()

    def startElement(self, name, attributes):
        self.tags += 1
        if self.tags > MAX_TAGS:
            raise _too_many()
        if len(attributes) > MAX_ATTRIBUTES:
            raise CellsError("broken")
        self.start(name.rpartition(":")[2], attributes)

    def start(self, name, attributes):
        """See a tag; name: without its prefix."""
        raise NotImplementedError

    def hold(self, row, column):
        """There is something in a cell; row, column: counted from 1."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        self.cells = self.cells_before + self.last_row * self.last_column
        if self.cells > MAX_CELLS:
            raise _too_many()


class _XlsxCounter(_Counter):
    """Each sheet is a part. Empty cells that are only formatted don't count."""

    def start(self, name, attributes):
        if name == "row":
            self.row, self.column = _number(attributes.get("r", self.row + 1)), 0
        elif name == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            if place:
                self.row, self.column = int(place[2]), _column(place[1])
            else:
                self.column += 1
            self.here = (self.row, self.column)
        elif name in ("v", "is") and self.here:
            self.hold(*self.here)

    def endElement(self, name):
        if name.rpartition(":")[2] == "c":
            self.here = None


class _OdsCounter(_Counter):
    """All sheets are one part. Programs fill rows and sheets up with repeated empty cells."""

    rows = 1
    depth = 0

    def start(self, name, attributes):
        if name == "table":
            self.depth += 1
            if self.depth == 1:
                self.leave_sheet()
        elif name == "table-row":
            self.rows = _number(attributes.get("table:number-rows-repeated", 1))
            self.row, self.column = self.row + self.rows, 0
        elif name in ("table-cell", "covered-table-cell"):
            self.column += _number(attributes.get("table:number-columns-repeated", 1))
            self.here = (self.row, self.column)
            if any(key.startswith("office:") for key in attributes.getNames()):
                self.hold(*self.here)
        elif self.here:
            self.hold(*self.here)

    def endElement(self, name):
        local = name.rpartition(":")[2]
        if local == "table":
            self.depth -= 1
        elif local in ("table-cell", "covered-table-cell"):
            self.here = None


def _too_many():
    return CellsError("cells", max=f"{MAX_CELLS:,}".replace(",", "\N{NO-BREAK SPACE}"))


def _number(text):
    text = str(text)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise CellsError("broken")
    return int(text)


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
