"""Checks a CSV of reports with the engine alone: no site, any catalogue and rules.

    make check FILE=… CATALOGUE=… RULES=… [PREVIOUS=…]

Prints one finding a line as CSV. docs/import.md ("Checking a file") tells which files it takes.
"""

from datetime import date
from decimal import Decimal
from metodinis.common.numbers import CellError
from metodinis.common.numbers import parse_cell
from metodinis.common.spreadsheets import neutral
from metodinis.common.spreadsheets import read_csv
from metodinis.common.spreadsheets import SpreadsheetError
from metodinis.indicators.catalogue import parse_catalogue
from metodinis.indicators.rules import Context
from metodinis.indicators.rules import parse_rules
from metodinis.indicators.tables import TableErrors
from pathlib import Path
import argparse
import csv
import sys


HEADER = ("code", "element", "severity", "rule", "message", "likely value")
DUPLICATE = {
    "lt": "Šios bibliotekos tų pačių metų ataskaita faile jau yra: ši eilutė netikrinta.",
    "en": "This library's report of the same year is in the file already: the line is unchecked.",
}


class UnusableError(Exception):
    """What stands in the way of any check, for the person at the terminal."""


class Reports:
    """The reports of a file. raw: (library code, year) -> {element code: text}.

    key: the column with the library's code; year: of the rows that don't tell theirs.
    """

    def __init__(self, path, key, year):
        self.raw = {}
        self.duplicates = []  # (library code, element code or "")
        header, *rows = read_csv(Path(path).read_bytes())
        header = [name.strip() for name in header]
        if key not in header:
            raise UnusableError(f"{path}: no column “{key}”; name the right one: KEY=…")
        long = {"element", "value"} <= set(header)
        for number, cells in enumerate(rows, start=2):
            if not any(cells):
                continue
            if len(cells) > len(header):
                raise UnusableError(f"{path}: row {number} has more cells than the header")
            row = dict.fromkeys(header, "")
            row.update(zip(header, map(str.strip, cells), strict=False))
            if not row[key]:
                raise UnusableError(f"{path}: row {number} has no {key}")
            its_year = _year(row.get("year") or str(year), f"{path}: row {number}")
            values = {row["element"]: row["value"]} if long else row
            self._add((row[key], its_year), values, long)
        self.columns = set().union(*self.raw.values()) - {key, "year"}

    def _add(self, key, values, long):
        known = self.raw.setdefault(key, {})
        twice = known.keys() & values.keys()
        if twice:
            self.duplicates.append((key[0], twice.pop() if long else ""))
        else:
            known.update(values)


def _year(text, place):
    if not (text.isascii() and text.isdigit()):
        raise UnusableError(f"{place}: “{text}” is not a year")
    return int(text)


def cells_of(raw, catalogue, states):
    """({code: Cell}, {code: CellError}) of one report's texts."""
    cells, errors = {}, {}
    for code, element in catalogue.elements.items():
        text = raw.get(code, "")
        try:
            cell = parse_cell(states.get(text, text), element.type)
        except CellError as error:
            errors[code] = error
        else:
            if cell is not None:
                cells[code] = cell
    return cells, errors


def findings(reports, previous, catalogue, rules, options):
    """Rows under HEADER. reports, previous: Reports; previous may be None."""
    language = options.language
    for code, element in reports.duplicates:
        yield code, element, "error", "duplicate", DUPLICATE[language], ""
    for year in sorted({year for _code, year in reports.raw}):
        form = catalogue.for_year(year)
        read = {
            code: cells_of(raw, form, options.states)
            for (code, its_year), raw in reports.raw.items()
            if its_year == year
        }
        everyone = [cells for cells, _errors in read.values()]
        peers = rules.peer_ranges(everyone, year=year, catalogue=form)
        for code, (cells, errors) in read.items():
            last = _last(code, year, reports, previous, catalogue, options.states)
            context = Context(first_report=bool(previous) and last is None, peers=peers)
            for element, error in errors.items():
                yield code, element, "error", "value", error.text(language), ""
            for found in rules.check(cells, last, year=year, catalogue=form, context=context):
                if found.element not in errors:
                    likely = "" if found.likely is None else format(Decimal(found.likely), "f")
                    text = found.text(language)
                    yield code, found.element, found.severity, found.rule, text, likely


def _last(code, year, reports, previous, catalogue, states):
    """The cells of a library's last year, from the same file or from the other; or None."""
    raw = reports.raw.get((code, year - 1))
    if raw is None and previous:
        raw = previous.raw.get((code, year - 1))
    return None if raw is None else cells_of(raw, catalogue.for_year(year - 1), states)[0]


def states(text):
    """{"-1": "n/d"} of "-1=n/d": texts of the file that stand for a state."""
    pairs = [pair.partition("=") for pair in text.split()]
    if not all(found and sign for found, sign, _meaning in pairs):
        raise argparse.ArgumentTypeError("write pairs such as “-1=n/d -3=-”")
    return {found: meaning for found, _sign, meaning in pairs}


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file")
    parser.add_argument("catalogue")
    parser.add_argument("rules")
    parser.add_argument("--previous", help="the same libraries' file of the year before")
    parser.add_argument("--year", type=int, default=date.today().year - 1)
    parser.add_argument("--key", default="code", help="the column with the library's code")
    parser.add_argument("--states", type=states, default={}, help="such as “-1=n/d -3=-”")
    parser.add_argument("--language", choices=("lt", "en"), default="lt")
    return parser.parse_args(arguments)


def main(arguments=None):
    """Write the findings to standard output. Returns 2 if the files can't be used at all."""
    options = parse_arguments(arguments)
    path = options.catalogue
    try:
        catalogue = parse_catalogue(Path(path).read_text(encoding="utf-8-sig"))
        path = options.rules
        rules = parse_rules(Path(path).read_text(encoding="utf-8-sig"), catalogue)
        path = options.file
        reports = Reports(path, options.key, options.year)
        path = options.previous
        previous = Reports(path, options.key, options.year - 1) if path else None
    except TableErrors as errors:
        for row in errors.rows:
            print(f"{path}:{row.line}: {row.column}: {row.text(options.language)}", file=sys.stderr)
        return 2
    except SpreadsheetError as error:
        print(f"{path}: {error.text(options.language)}", file=sys.stderr)
        return 2
    except (UnusableError, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    if unknown := sorted(reports.columns - catalogue.elements.keys()):
        print(f"not in the catalogue, left out: {', '.join(unknown)}", file=sys.stderr)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEADER)
    for row in findings(reports, previous, catalogue, rules, options):
        writer.writerow([neutral(text) for text in row])
    return 0


if __name__ == "__main__":
    sys.exit(main())
