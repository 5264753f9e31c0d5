"""The rows of an imported file as libraries' values. Pure."""

from collections import Counter
from decimal import Decimal
from metodinis.common.numbers import Cell
from metodinis.common.numbers import CellError
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import NUMBER_TYPES
from metodinis.common.numbers import STATES
from metodinis.common.spreadsheets import read_csv
from metodinis.reports.rules import parse_typed
from typing import NamedTuple


EMPTY = "empty"

MESSAGES = {
    "encoding": (
        "Failas nėra „{encoding}“ tekstas. Pataisykite koduotę susiejimo faile.",
        "The file is no “{encoding}” text. Mend the encoding in the mapping file.",
    ),
    "column_missing": (
        "Tokio stulpelio faile nėra. Pataisykite susiejimo failą.",
        "The file has no such column. Mend the mapping file.",
    ),
    "column_twice": (
        "Šis stulpelis pakartotas. Palikite vieną.",
        "This column is there twice. Keep one.",
    ),
    "code_unknown": (
        "Elemento „{code}“ šių metų rodiklių kataloge nėra.",
        "Element “{code}” isn't in the catalogue of this year.",
    ),
    "code_twice": (
        "Elementas „{code}“ imamas iš dviejų stulpelių.",
        "Element “{code}” is taken from two columns.",
    ),
    "nothing_mapped": (
        "Nė vienas stulpelis nepavadintas elemento kodu. Reikia susiejimo failo.",
        "No column is called like an element. A mapping file is needed.",
    ),
    "width": (
        "Langelių ({found}) daugiau nei antraštėje ({expected}). Dažniausiai kaltas kablelis "
        "tekste be kabučių.",
        "More cells ({found}) than the header has ({expected}). Mostly a comma in a text without "
        "quotation marks is to blame.",
    ),
    "key_missing": ("Nėra bibliotekos kodo.", "The library's code is missing."),
    "library_twice": (
        "Ši biblioteka jau yra {line} eilutėje.",
        "This library is in line {line} already.",
    ),
    "element_twice": (
        "Šis elementas bibliotekai jau nurodytas anksčiau.",
        "This element of the library is there already.",
    ),
    "no_rows": (
        "Faile nėra šių metų eilučių.",
        "The file has no rows of this year.",
    ),
}


class Refusal(NamedTuple):
    """Why nothing is imported. line: 0 for what has none; column: name or code, or "".

    part: where it is: "file", "mapping", "catalogue", "rules" or "round".
    """

    line: int
    column: str
    library: str
    message: str
    part: str = "file"


class Row(NamedTuple):
    """What a file says of one library. cells: code -> Cell; library: field -> text."""

    line: int
    code: str
    cells: dict[str, Cell]
    library: dict[str, str]


class Total(NamedTuple):
    """An element over all rows. total: in the unit that people type; None if it isn't a number.

    states: state, or "empty" -> how many rows.
    """

    code: str
    total: Decimal | int | None
    states: dict[str, int]


class Contents(NamedTuple):
    """A whole file. ignored: columns that nothing was taken from."""

    rows: list[Row]
    refused: list[Refusal]
    ignored: list[str]


def read_file(data, mapping, catalogue, year, language):
    """The Contents of a CSV file (bytes) for the Catalogue of `year`; texts in "lt" or "en".

    Raises SpreadsheetError if it can't be read at all.
    """
    reader = _Reader(mapping, catalogue, year, language)
    lines = _lines(_recoded(data, mapping, reader))
    header = [name.strip() for _line, cells in lines[:1] for name in cells]
    reader.read_header(header)
    if not reader.refused:
        for line, cells in lines[1:]:
            if any(cell.strip() for cell in cells):
                reader.read(line, cells)
        if not reader.rows and not reader.refused:
            reader.refuse(1, "", "", "no_rows")
    return Contents(list(reader.rows.values()), reader.refused, reader.ignored)


def _recoded(data, mapping, reader):
    if not mapping.encoding:
        return data
    try:
        return data.decode(mapping.encoding).encode()
    except UnicodeDecodeError:
        reader.refuse(1, "", "", "encoding", encoding=mapping.encoding)
        return b"-"


def _lines(data):
    """(line where it begins, cells) of each row of a CSV file."""
    line, found = 1, []
    for cells in read_csv(data):
        found.append((line, cells))
        line += 1 + sum(cell.count("\n") for cell in cells)
    return found


class _Reader:
    """Reads row by row, and gathers rows by library and what is wrong."""

    def __init__(self, mapping, catalogue, year, language):
        self.mapping = mapping
        self.elements = catalogue.elements
        self.year = str(year)
        self.language = language
        self.rows = {}
        self.refused = []
        self.ignored = []
        self.places = {}  # column -> its place
        self.columns = {}  # wide: place -> Element

    def refuse(self, line, column, library, fault, /, **details):
        message = MESSAGES[fault][self.language == "en"].format(**details)
        self.refused.append(Refusal(line, column, library, message))

    # header

    def read_header(self, header):
        """Find the columns that the mapping names."""
        for place, name in enumerate(header):
            if name in self.places:
                self.refuse(1, name, "", "column_twice")
            self.places.setdefault(name, place)
        mapping = self.mapping
        named = [mapping.key, *filter(None, [mapping.year]), *(mapping.long or ())]
        named += [name for names in mapping.library_columns.values() for name in names]
        if not mapping.long:
            named += mapping.elements
        for name in dict.fromkeys(named):
            if name not in self.places:
                self.refuse(1, name, "", "column_missing")
        self._find_elements()
        if not self.refused and not mapping.long:
            used = {*named, *(header[place] for place in self.columns)}
            self.ignored = [name for name in header if name and name not in used]

    def _find_elements(self):
        pairs = self.mapping.elements
        if not pairs and not self.mapping.long:
            pairs = {name: name for name in self.places if name in self.elements}
            if not pairs:
                self.refuse(1, "", "", "nothing_mapped")
        for name, code in pairs.items():
            if code not in self.elements:
                self.refuse(1, name, "", "code_unknown", code=code)
            elif list(pairs.values()).count(code) > 1 and not self.mapping.long:
                self.refuse(1, name, "", "code_twice", code=code)
            elif name in self.places and not self.mapping.long:
                self.columns[self.places[name]] = self.elements[code]

    # rows

    def read(self, line, cells):
        """Take one row of the file."""
        if len(cells) > len(self.places):
            self.refuse(line, "", "", "width", found=len(cells), expected=len(self.places))
            return
        cells += [""] * (len(self.places) - len(cells))
        mapping = self.mapping
        if mapping.year and cells[self.places[mapping.year]].strip() != self.year:
            return
        code = cells[self.places[mapping.key]].strip()
        if not code:
            self.refuse(line, mapping.key, "", "key_missing")
        elif mapping.long:
            self._read_long(line, code, cells)
        elif code in self.rows:
            self.refuse(line, mapping.key, code, "library_twice", line=self.rows[code].line)
        else:
            self.rows[code] = Row(line, code, {}, self._library(cells))
            for place, element in self.columns.items():
                self._take(line, element, cells[place], self.rows[code])

    def _read_long(self, line, code, cells):
        name, text = (cells[self.places[column]].strip() for column in self.mapping.long)
        if self.mapping.elements and name not in self.mapping.elements:
            return
        element = self.elements.get(self.mapping.elements.get(name, name))
        row = self.rows.setdefault(code, Row(line, code, {}, self._library(cells)))
        if element is None:
            self.refuse(line, self.mapping.long[0], code, "code_unknown", code=name)
        elif element.code in row.cells:
            self.refuse(line, name, code, "element_twice")
        else:
            self._take(line, element, text, row)

    def _take(self, line, element, text, row):
        try:
            cell = self._cell(element, text.strip())
        except CellError as error:
            message = error.text(self.language)
            self.refused.append(Refusal(line, element.code, row.code, message))
        else:
            if cell is not None:
                row.cells[element.code] = cell

    def _cell(self, element, text):
        special = self.mapping.states.get(text)
        if special is None:
            return parse_typed(element, text)
        state, reason = special
        if state == NOT_APPLICABLE and not element.not_applicable:
            raise CellError("not_applicable_refused")
        return Cell(state, None, text, reason)

    def _library(self, cells):
        """Field -> text; special codes such as -1 are no texts."""
        found = dict(self.mapping.library_values)
        for field, columns in self.mapping.library_columns.items():
            texts = (cells[self.places[column]].strip() for column in columns)
            text = ", ".join(text for text in texts if text and text not in self.mapping.states)
            if text:
                found[field] = text
        return found


def totals(rows, catalogue):
    """A Total of each element that the rows tell, in the form's order."""
    told = {code for row in rows for code in row.cells}
    return [_total(element, rows) for code, element in catalogue.elements.items() if code in told]


def _total(element, rows):
    found = [row.cells.get(element.code) for row in rows]
    counted = Counter(cell.state if cell else EMPTY for cell in found)
    total = None
    if element.type in NUMBER_TYPES:
        total = sum(cell.value for cell in found if cell and cell.value is not None)
        if element.type == "money":
            total = Decimal(total) / 100
    return Total(element.code, total, {state: counted[state] for state in (*STATES, EMPTY)})
