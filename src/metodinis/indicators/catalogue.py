"""The catalogue: sections, data elements and computed indicators, read from one CSV. Pure."""

from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from decimal import Decimal
from functools import cached_property
from metodinis.common.numbers import NUMBER_TYPES
from metodinis.common.numbers import TYPES
from metodinis.indicators.formulas import Expression
from metodinis.indicators.formulas import parse_expression
from metodinis.indicators.tables import Fault
from metodinis.indicators.tables import read_rows
from metodinis.indicators.tables import read_table
from metodinis.indicators.tables import TableError
from metodinis.indicators.tables import TableErrors
from metodinis.indicators.tables import write_table
import re


COLUMNS = [
    *("kind", "code", "title_lt", "title_en", "section", "type", "unit", "aggregation", "level"),
    *("compulsory", "not_applicable", "derived", "direction", "numerator", "denominator"),
    *("factor", "decimals", "valid_from", "valid_to", "replaced_by", "iso"),
    *("definition_lt", "definition_en", "mistakes_lt", "mistakes_en"),
]
AGGREGATIONS = ("sum", "mean", "last", "none")
LEVELS = ("outlet", "library")
DIRECTIONS = ("up", "down", "context")
DERIVATIONS = ("", "population")

_CODE = re.compile(r"[A-Za-z]\w*", re.ASCII)
_SECTION_COLUMNS = {"kind", "code", "title_lt", "title_en", "definition_lt", "definition_en"}
_ELEMENT_ONLY = ("section", "type", "aggregation", "level", "compulsory", "not_applicable")
_INDICATOR_ONLY = ("numerator", "denominator", "factor")


@dataclass(frozen=True)
class Entry:
    """What all lines of the catalogue have. Texts in both languages are read by `title("lt")`."""

    code: str
    title_lt: str
    title_en: str
    definition_lt: str = ""
    definition_en: str = ""

    def title(self, language):
        """The title in "lt" or "en"; Lithuanian if there is no English one."""
        return (self.title_en if language == "en" else "") or self.title_lt

    def definition(self, language):
        """What it is, and what is counted; may be empty."""
        return (self.definition_en if language == "en" else "") or self.definition_lt

    def row(self):
        """The line of the CSV: column -> text."""
        row = dict.fromkeys(COLUMNS, "") | {"kind": self.kind}
        for column in fields(self):
            row[column.name] = _written(getattr(self, column.name))
        return row


def _written(value):
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Section(Entry):
    """A part of the form."""

    kind = "section"


@dataclass(frozen=True)
class Dated(Entry):
    """A line that holds for some years only. valid_from, valid_to: first and last year, or None."""

    unit: str = ""
    direction: str = "context"
    decimals: int | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    replaced_by: str = ""
    iso: str = ""
    mistakes_lt: str = ""
    mistakes_en: str = ""

    def mistakes(self, language):
        """What is often done wrong; may be empty."""
        return (self.mistakes_en if language == "en" else "") or self.mistakes_lt

    def holds_in(self, year):
        """Whether it belongs to the form of `year`."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


@dataclass(frozen=True)
class Element(Dated):
    """A line of the form. type: one of numbers.TYPES; derived: "population" or ""."""

    kind = "element"
    section: str = ""
    type: str = "count"
    aggregation: str = "sum"
    level: str = "outlet"
    compulsory: bool = False
    not_applicable: bool = False
    derived: str = ""


@dataclass(frozen=True)
class Indicator(Dated):
    """numerator / denominator × factor."""

    kind = "indicator"
    numerator: Expression = None
    denominator: Expression = None
    factor: Decimal = Decimal(1)

    @property
    def codes(self):
        """The elements that it reads, in order."""
        return tuple(dict.fromkeys(self.numerator.codes + self.denominator.codes))


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Sections, elements (in the form's order) and indicators, each a dict by code."""

    sections: dict[str, Section] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)

    def for_year(self, year):
        """The Catalogue of the form of `year`: what holds then, in sections that aren't empty."""
        elements = _holding(self.elements, year)
        used = {element.section for element in elements.values()}
        sections = {code: section for code, section in self.sections.items() if code in used}
        return Catalogue(sections, elements, _holding(self.indicators, year))

    def without(self, codes):
        """The Catalogue without some elements, the indicators that read one of them, and sections
        that are empty then."""
        elements = {code: line for code, line in self.elements.items() if code not in codes}
        used = {element.section for element in elements.values()}
        return Catalogue(
            {code: section for code, section in self.sections.items() if code in used},
            elements,
            {
                code: indicator
                for code, indicator in self.indicators.items()
                if not any(read in codes for read in indicator.codes)
            },
        )

    def in_section(self, code):
        """The elements of a section, in order."""
        return [element for element in self.elements.values() if element.section == code]

    @cached_property
    def positions(self):
        """Code of an element -> its place in the form, from 0."""
        return {code: position for position, code in enumerate(self.elements)}

    @cached_property
    def text(self):
        """Canonical CSV: sections, each followed by its elements, then the indicators.

        `parse_catalogue` of it gives an equal catalogue.
        """
        entries = []
        for section in self.sections.values():
            entries += [section, *self.in_section(section.code)]
        entries += self.indicators.values()
        return write_table(COLUMNS, (entry.row() for entry in entries))


def _holding(entries, year):
    return {code: entry for code, entry in entries.items() if entry.holds_in(year)}


def parse_catalogue(text):
    """The Catalogue of a CSV text with COLUMNS. Raises TableErrors with every fault."""
    rows = read_table(text, COLUMNS)
    _check_kinds(rows)
    by_kind = {
        kind: [row for row in rows if row["kind"] == kind]
        for kind in ("section", "element", "indicator")
    }
    sections = _by_code(read_rows(by_kind["section"], _section))
    found = read_rows(by_kind["element"], lambda row: _element(row, sections))
    order = {code: position for position, code in enumerate(sections)}
    elements = _by_code(sorted(found, key=lambda element: order[element.section]))
    indicators = _by_code(read_rows(by_kind["indicator"], lambda row: _indicator(row, elements)))
    catalogue = Catalogue(sections, elements, indicators)
    read_rows(rows, lambda row: _check_replacement(row, catalogue))
    return catalogue


def _by_code(entries):
    return {entry.code: entry for entry in entries}


def _check_kinds(rows):
    """Kinds and codes, before anything refers to them; a section may share an element's code."""
    seen, errors = {}, []
    for row in rows:
        try:
            kind = row.choice("kind", ("section", "element", "indicator"))
            code = row.need("code")
            if not _CODE.fullmatch(code):
                raise Fault("code", "code", found=code)
            key = (kind == "section", code)
            if key in seen:
                raise Fault("code", "twice", found=code, first=seen[key])
            seen[key] = row.line
        except Fault as fault:
            errors.append(TableError(row.line, fault.column, fault.code, fault.details))
    if errors:
        raise TableErrors(errors)


def _section(row):
    row.unused(column for column in COLUMNS if column not in _SECTION_COLUMNS)
    return Section(**_texts(row))


def _texts(row):
    return {
        "code": row["code"],
        "title_lt": row.need("title_lt"),
        "title_en": row["title_en"],
        "definition_lt": row["definition_lt"],
        "definition_en": row["definition_en"],
    }


def _dated(row):
    start, end = row.years()
    decimals = row["decimals"]
    if decimals and decimals not in "0123456":
        raise Fault("decimals", "choice", found=decimals, choices="0, 1, 2, 3, 4, 5, 6")
    return {
        **_texts(row),
        "unit": row["unit"],
        "direction": row.choice("direction", DIRECTIONS, "context"),
        "decimals": int(decimals) if decimals else None,
        "valid_from": start,
        "valid_to": end,
        "replaced_by": row["replaced_by"],
        "iso": row["iso"],
        "mistakes_lt": row["mistakes_lt"],
        "mistakes_en": row["mistakes_en"],
    }


def _element(row, sections):
    row.unused(_INDICATOR_ONLY)
    section = row.need("section")
    if section not in sections:
        raise Fault("section", "unknown_code", found=section)
    kind = row.choice("type", TYPES)
    derived = row.choice("derived", DERIVATIONS, "")
    if derived and kind not in NUMBER_TYPES:
        raise Fault("derived", "not_used")
    return Element(
        **_dated(row),
        section=section,
        type=kind,
        aggregation=row.choice("aggregation", AGGREGATIONS),
        level=row.choice("level", LEVELS),
        compulsory=row.flag("compulsory"),
        not_applicable=row.flag("not_applicable"),
        derived=derived,
    )


def _indicator(row, elements):
    row.unused(column for column in (*_ELEMENT_ONLY, "derived"))
    return Indicator(
        **_dated(row),
        numerator=parse_expression(row.need("numerator"), elements, "numerator"),
        denominator=parse_expression(row.need("denominator"), elements, "denominator"),
        factor=row.number("factor") or Decimal(1),
    )


def _check_replacement(row, catalogue):
    code = row["replaced_by"]
    same_kind = catalogue.elements if row["kind"] == "element" else catalogue.indicators
    if code and (code not in same_kind or code == row["code"]):
        raise Fault("replaced_by", "unknown_code", found=code)
