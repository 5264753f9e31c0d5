"""The published values as files, written line by line: 2.4 million of them fit into no memory.

CSV is as RFC 4180 and CSVW have it: UTF-8, commas, points in numbers. The headings are the same
for all readers.
"""

from contextlib import contextmanager
from metodinis.common.spreadsheets import neutral
from metodinis.indicators.opendata import records
from metodinis.indicators.opendata.data import library_json
from metodinis.indicators.opendata.data import line_json
from metodinis.layout.datasets import LICENCE
import csv
import io
import json


PLACE = ("municipality", "municipality_name", "county", "county_name")
LIBRARY_COLUMNS = ("library", "library_name", *PLACE)
LONG_COLUMNS = (
    "code",
    "title",
    *LIBRARY_COLUMNS,
    "year",
    "value",
    "status",
    "unit",
    "numerator",
    "denominator",
)
JSON_COLUMNS = ("code", "library", "year", "value", "status", "numerator", "denominator")
# What a cell of the wide table says instead of a number, as in the reports themselves.
CELLS = {records.NOT_APPLICABLE: "-", records.UNKNOWN: "n/d"}


def write_long(target, data):
    """CSV, a row a value. target: binary file; data: PublicData."""
    with _text(target) as text:
        rows = csv.writer(text)
        rows.writerow(LONG_COLUMNS)
        libraries = _libraries(data)
        for code, line in data.lines.items():
            title = neutral(line.title_lt)
            units = {year: records.unit(data.table, code, year) for year in data.years}
            rows.writerows(
                (code, title, *libraries[row], year, value, status, units[year], *parts)
                for _code, row, year, value, status, *parts in data.records(code)
            )


def write_wide(target, data):
    """CSV, a row a library and year, a column a code."""
    with _text(target) as text:
        rows = csv.writer(text)
        rows.writerow([*LIBRARY_COLUMNS, "year", *data.lines])
        rows.writerows(wide_rows(data))


def wide_rows(data):
    """Rows of the wide table: the library's columns, the year, then a cell a code."""
    libraries, table = _libraries(data), data.table
    series = [(table.numbers(code), records.statuses(table, code)) for code in data.lines]
    for row in data.rows.tolist():
        for column in data.columns.tolist():
            if table.reports[row, column]:
                cells = (
                    CELLS.get(status[row, column]) or records.number(float(numbers[row, column]))
                    for numbers, status in series
                )
                yield [*libraries[row], table.years[column], *cells]


def write_json(target, data):
    """JSON: indicators and libraries, then a row a value."""
    head = {
        **about(data),
        "columns": JSON_COLUMNS,
        "indicators": [line_json(data.table, code) for code in data.lines],
        "libraries": list(map(library_json, data.libraries)),
    }
    codes = [member.code for member in data.table.members]
    with _text(target) as text:
        text.write(_json(head)[:-1] + ',\n"rows": [')
        separator = "\n"
        for code in data.lines:
            for found in data.records(code):
                text.write(separator + _json((code, codes[found.row], *found[2:])))
                separator = ",\n"
        text.write("\n]}\n")


def about(data):
    """Where the data come from and how they may be used."""
    return {
        "publisher": data.publisher,
        "url": data.url,
        "license": LICENCE,
        "version": data.state.version,
        "modified": data.state.modified.isoformat(timespec="seconds"),
    }


def write_json_stat(target, data):
    """JSON-stat 2.0: a cube of indicators × libraries × years, https://json-stat.org/full/."""
    with _text(target) as text:
        text.write(_json(_cube(data))[:-1] + ',\n"value": {')
        notes, separator = {}, "\n"
        for place, value, status in _cells(data):
            if value is not None:
                text.write(f'{separator}"{place}": {_json(value)}')
                separator = ",\n"
            else:
                notes[place] = status
        text.write(f'\n}},\n"status": {_json(notes)}}}\n')


def _cells(data):
    """(place in the cube, value, status) of each value."""
    rows = {row: place for place, row in enumerate(data.rows.tolist())}
    years = {year: place for place, year in enumerate(data.years)}
    for first, code in enumerate(data.lines):
        for found in data.records(code):
            place = (first * len(rows) + rows[found.row]) * len(years) + years[found.year]
            yield place, found.value, found.status


def _cube(data):
    """The dimensions of the cube."""
    lines, libraries, years = data.lines, data.libraries, list(map(str, data.years))
    dimensions = {
        "indicator": (
            "Rodiklis",
            {code: line.title_lt for code, line in lines.items()},
            {"unit": {code: {"label": records.unit_of(line)} for code, line in lines.items()}},
        ),
        "library": ("Biblioteka", {member.code: member.title for member in libraries}, {}),
        "year": ("Metai", dict(zip(years, years, strict=True)), {}),
    }
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Viešųjų bibliotekų statistika",
        "source": data.publisher,
        "updated": data.state.modified.isoformat(timespec="seconds"),
        "href": f"{data.url}/@@statistics.jsonstat.json",
        "extension": about(data),
        "id": [*dimensions],
        "size": [len(labels) for _label, labels, _more in dimensions.values()],
        "role": {"metric": ["indicator"], "geo": ["library"], "time": ["year"]},
        "dimension": {
            name: {"label": label, "category": {"index": [*labels], "label": labels, **more}}
            for name, (label, labels, more) in dimensions.items()
        },
    }


def _libraries(data):
    """The texts of LIBRARY_COLUMNS of each library, by its place in the table; None are empty."""
    told = map(library_json, data.table.members)
    return [
        (one["code"], *(text and neutral(text) for text in (one["name"], *map(one.get, PLACE))))
        for one in told
    ]


@contextmanager
def _text(target):
    """Text over a binary file, which stays open."""
    text = io.TextIOWrapper(target, encoding="utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()


def _json(value):
    return json.dumps(value, ensure_ascii=False)
