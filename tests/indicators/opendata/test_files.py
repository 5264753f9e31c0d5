"""The files of published values say what the store says, in each format."""

from DateTime import DateTime
from datetime import datetime
from datetime import UTC
from io import BytesIO
from io import StringIO
from metodinis.common.spreadsheets import read_sheets
from metodinis.indicators.opendata import kept
from metodinis.indicators.opendata.data import public_data
from metodinis.indicators.values.table import statistics
from metodinis.layout.datasets import LICENCE
from pathlib import Path
from pyjstat import pyjstat
from tests.indicators.opendata.conftest import put_values
from tests.indicators.values.conftest import put
from tests.libraries.conftest import library
import csv
import json
import math
import pytest


KRT = [
    "KRT",
    "Kretingos rajono savivaldybės Motiejaus Valančiaus viešoji biblioteka",
    "LT-22",
    "Kretingos r. sav.",
    "LT-KL",
    "Klaipėdos apskritis",
]


@pytest.fixture
def held(world):
    put_values()


def written(name):
    """A file of the published values, as text or bytes."""
    target = BytesIO()
    kept.FILES[name].write(target, public_data())
    data = target.getvalue()
    return data if name.endswith("xlsx") else data.decode()


def rows(name):
    return list(csv.reader(StringIO(written(name), newline="")))


def test_a_row_a_value(held):
    head, *found = rows("statistics.csv")
    assert head == [
        *("code", "title", "library", "library_name", "municipality", "municipality_name"),
        *("county", "county_name", "year", "value", "status", "unit", "numerator", "denominator"),
    ]
    assert {tuple(row[2:8]) for row in found} == {tuple(KRT)}
    assert [row[:2] + row[8:] for row in found if row[0] in ("C1", "C2", "C6", "R8")] == [
        ["C1", "Registruoti vartotojai", "2024", "80", "value", "", "", ""],
        ["C1", "Registruoti vartotojai", "2025", "0", "zero", "", "", ""],
        ["C2", "iš jų: vaikai iki 14 metų", "2024", "", "not_applicable", "", "", ""],
        ["C2", "iš jų: vaikai iki 14 metų", "2025", "", "unknown", "", "", ""],
        ["C6", "Namuose aptarnauti vartotojai", "2025", "10.5", "value", "EUR", "", ""],
        [
            *("R8", "Apsilankymai gyventojui", "2024", str(800 / 37800), "value", ""),
            *("800", "37800"),
        ],
        ["R8", "Apsilankymai gyventojui", "2025", "0.024", "value", "", "900", "37500"],
    ]
    assert len(found) == public_data().count == 13


def test_a_row_a_library_and_year(held):
    assert rows("statistics-wide.csv") == [
        [
            *("library", "library_name", "municipality", "municipality_name", "county"),
            *("county_name", "year", "A7", "C1", "C2", "C4", "C6", "R2", "R8"),
        ],
        [*KRT, "2024", "37800", "80", "-", "800", "", "-", str(800 / 37800)],
        [*KRT, "2025", "37500", "0", "n/d", "900", "10.5", "n/d", "0.024"],
    ]
    assert public_data().report_count == 2


def test_a_workbook_explains_itself(held):
    values, codes, about = read_sheets(written("statistics.xlsx"))
    assert [sheet.name for sheet in (values, codes, about)] == [
        "Reikšmės",
        "Kodai",
        "Apie duomenis",
    ]
    assert values.rows[0][-2:] == [
        "R2 Dokumentų skaičius gyventojui",
        "R8 Apsilankymai gyventojui",
    ]
    assert values.rows[2] == [*KRT, 2025, 37500, 0, "n/d", 900, 10.5, "n/d", 0.024]
    assert codes.rows[-1][0::3] == ["R8", "C4 / A7"]
    assert ["Licencija", LICENCE] in about.rows


def test_json(held):
    told = json.loads(written("statistics.json"))
    assert (told["license"], told["version"]) == (LICENCE, statistics().published())
    assert told["columns"] == [
        *("code", "library", "year", "value", "status", "numerator", "denominator")
    ]
    assert told["rows"][-2:] == [
        ["R8", "KRT", 2024, 800 / 37800, "value", 800, 37800],
        ["R8", "KRT", 2025, 0.024, "value", 900, 37500],
    ]
    assert len(told["rows"]) == 13
    assert [one["code"] for one in told["libraries"]] == ["KRT"]
    assert [line["code"] for line in told["indicators"]] == [
        *("A7", "C1", "C2", "C4", "C6", "R2", "R8")
    ]


def test_json_stat_is_read_by_others(held):
    put("PAG", 2024, "published", {"C1": "5", "C4": "70"}, population=7000)
    text = written("statistics.jsonstat.json")
    frame = pyjstat.Dataset.read(text).write("dataframe", naming="id")
    found = {
        (row.indicator, row.library, row.year): row.value
        for row in frame.itertuples()
        if row.value is not None and not math.isnan(row.value)
    }
    _head, *expected = rows("statistics.csv")
    assert found == {(row[0], row[2], row[8]): float(row[9]) for row in expected if row[9]}
    told = json.loads(text)
    assert told["size"] == [7, 2, 2]
    # C2 (third of the codes), Kretinga (first by name), both years.
    assert {place: told["status"][place] for place in ("8", "9")} == {
        "8": "not_applicable",
        "9": "unknown",
    }


def test_division_by_zero_is_no_value(held):
    put("KRT", 2025, "published", {"C1": "100", "C9": "0"})
    [row] = [row for row in rows("statistics.csv") if row[0] == "R9"]
    assert row[8:] == ["2025", "", "undefined", "", "100", "0"]


def test_names_are_no_formulas(held):
    library("KRT").title = "=1+1"
    library("KRT").reindexObject()
    assert {row[3] for row in rows("statistics.csv")[1:]} == {"'=1+1"}
    assert [row[1] for row in rows("statistics-wide.csv")[1:]] == ["'=1+1"] * 2
    assert read_sheets(written("statistics.xlsx"))[0].rows[1][1] == "'=1+1"
    assert json.loads(written("statistics.json"))["libraries"][0]["name"] == "=1+1"


def test_without_published_values_there_are_heads_alone(world):
    assert len(rows("statistics.csv")) == len(rows("statistics-wide.csv")) == 1
    assert json.loads(written("statistics.json"))["rows"] == []
    assert json.loads(written("statistics.jsonstat.json"))["value"] == {}


def test_a_file_is_deleted_when_nobody_has_it_any_more(held):
    made = kept.Made("statistics.csv", public_data())
    data = Path(made.path).read_bytes()
    assert (data.decode(), made.size) == (written("statistics.csv"), len(data))
    path = made.path
    del made
    assert not Path(path).exists()


DATATYPES = {"string": str, "number": float, "gYear": int}


@pytest.mark.parametrize("name", ["statistics.csv", "statistics-wide.csv"])
def test_metadata_fit_the_file(held, name):
    told = json.loads(json.dumps(kept.DESCRIPTIONS[f"{name}-metadata.json"](public_data())))
    assert told["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "lt"}]
    assert told["url"] == f"{public_data().url}/@@{name}"
    assert told["dc:license"] == {"@id": LICENCE}
    columns = told["tableSchema"]["columns"]
    head, *found = rows(name)
    assert [column["titles"] for column in columns] == head
    assert [column["name"] for column in columns] == head
    for row in found:
        for column, text in zip(columns, row, strict=True):
            if text not in column.get("null", [""]):
                DATATYPES[column["datatype"]](text)
    key = [head.index(name) for name in told["tableSchema"]["primaryKey"]]
    assert len({tuple(row[place] for place in key) for row in found}) == len(found) > 0
    assert {title["@language"] for title in columns[-1]["dc:title"]} == {"lt", "en"}


@pytest.mark.parametrize("zone", ["", " Europe/Vilnius"])
def test_the_change_of_a_library_is_one_of_the_data(held, zone):
    before = public_data().state
    library("KRT").title = "Kretingos biblioteka"
    library("KRT").setModificationDate(DateTime(f"2096-03-01 12:00:00{zone}"))
    library("KRT").reindexObject(idxs=["modified"])
    after = public_data().state
    assert after.modified == datetime(2096, 3, 1, 12 - 2 * bool(zone), tzinfo=UTC)
    assert (after.key != before.key, after.version) == (True, before.version)
