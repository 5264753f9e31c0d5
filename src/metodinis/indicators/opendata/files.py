"""The published values as files, written line by line: 2.4 million of them fit into no memory.

CSV is as RFC 4180 and CSVW have it: UTF-8, commas, points in numbers. The headings are the same
for all readers.
"""

from itertools import islice
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
ROWS_AT_ONCE = 1000
# What a cell of the wide table says instead of a number, as in the reports themselves.
CELLS = {records.NOT_APPLICABLE: "-", records.UNKNOWN: "n/d"}


def write_long(target, data):
    """CSV, a row a value. target: binary file; data: PublicData."""
    target.write(_csv([LONG_COLUMNS]))
    libraries, years = _libraries(data), data.years
    for code, line in data.lines.items():
        title = neutral(line.title_lt)
        units = {year: records.unit(data.table, code, year) for year in years}
        rows = (
            (code, title, *libraries[row], year, value, status, units[year], *parts)
            for _code, row, year, value, status, *parts in data.records(code)
        )
        target.write(_csv(rows))


def write_wide(target, data):
    """CSV, a row a library and year, a column a code."""
    target.write(_csv([[*LIBRARY_COLUMNS, "year", *data.lines]]))
    rows = wide_rows(data)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        target.write(_csv(some))


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
    target.write(_json(head)[:-1].encode() + b',\n"rows": [')
    separator = "\n"
    for code in data.lines:
        rows = (_json((code, codes[found.row], *found[2:])) for found in data.records(code))
        target.write((separator + ",\n".join(rows)).encode())
        separator = ",\n"
    target.write(b"\n]}\n")


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
    target.write(_json(_cube(data))[:-1].encode() + b',\n"value": {')
    notes, separator = {}, "\n"
    for cells in _cells(data):
        notes |= {place: status for place, value, status in cells if value is None}
        told = [
            f'"{place}": {_json(value)}' for place, value, _status in cells if value is not None
        ]
        if told:
            target.write((separator + ",\n".join(told)).encode())
            separator = ",\n"
    target.write(f'\n}},\n"status": {_json(notes)}}}\n'.encode())


def _cells(data):
    """[(place in the cube, value, status)] of each series."""
    rows = {row: place for place, row in enumerate(data.rows.tolist())}
    years = {year: place for place, year in enumerate(data.years)}
    for first, code in enumerate(data.lines):
        start = first * len(rows)
        yield [
            ((start + rows[found.row]) * len(years) + years[found.year], found.value, found.status)
            for found in data.records(code)
        ]


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


def _csv(rows):
    """Some rows as CSV, bytes: row by row into a file takes three times as long."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _json(value):
    return json.dumps(value, ensure_ascii=False)
