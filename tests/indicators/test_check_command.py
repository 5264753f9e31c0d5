"""`make check`: findings as CSV from files alone; and the engine on a survey of real libraries."""

from backend import check
from collections import Counter
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import UNKNOWN
from metodinis.common.numbers import VALUE
from metodinis.indicators.catalogue import parse_catalogue
from metodinis.indicators.formulas import numbers_of
from pathlib import Path
from tests.indicators.made_tables import catalogue_text
from tests.indicators.made_tables import element
from tests.indicators.made_tables import rule
from tests.indicators.made_tables import rules_text
from tests.indicators.made_tables import SECTION
import csv
import io
import os
import pytest


EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
DATA = os.environ.get("METODINIS_DATA")
HEADER = ["code", "element", "severity", "rule", "message", "likely value"]


@pytest.fixture
def run(tmp_path, capsys):
    """Run the command on texts of files; gives (exit status, rows, error output)."""
    catalogue = catalogue_text(SECTION, element("A"), element("B", compulsory=""))
    rules = rules_text(
        rule("compulsory", "*", code="filled", severity="error"),
        rule("<=", "B", "A", code="part", severity="error", message_en="{left} of {right}"),
        rule("band", "A", upper="3", code="band"),
        rule("flag", "", "first_report", code="first", severity="info"),
    )

    def run(file, previous=None, *options, catalogue=catalogue):
        texts = {"file": file, "catalogue": catalogue, "rules": rules, "previous": previous}
        for name, text in texts.items():
            (tmp_path / name).write_text(text or "")
        paths = [str(tmp_path / name) for name in ("file", "catalogue", "rules")]
        more = ["--previous", str(tmp_path / "previous")] if previous else []
        status = check.main([*paths, *more, "--language", "en", *options])
        out, errors = capsys.readouterr()
        return status, list(csv.reader(io.StringIO(out))), errors

    return run


def test_one_finding_a_line_in_the_forms_order(run):
    status, rows, _errors = run("code,A,B\nL1,5,6\nL2,5,5\nL3,5,labas\nL4,,1\n")
    assert (status, rows[0]) == (0, HEADER)
    assert [row[:4] for row in rows[1:]] == [
        ["L1", "B", "error", "part"],
        ["L3", "B", "error", "value"],
        ["L4", "A", "error", "filled"],
    ]
    assert rows[1][4] == "6 of 5"


def test_last_year_from_another_file(run):
    _status, rows, _errors = run("code,A\nL1,1234\nL2,7\n", "code;A\nL1;120\n")
    assert [row[:4] for row in rows[1:]] == [
        ["L1", "A", "warning", "band"],
        ["L2", "", "info", "first"],
    ]
    assert rows[1][5] == "123"


def test_long_form_with_years(run):
    _status, rows, _errors = run(
        "code,element,value,year\nL1,A,100,2023\nL1,A,1000,2024\nL1,B,1,2024\n"
    )
    assert [(row[0], row[3], row[5]) for row in rows[1:]] == [("L1", "band", "100")]


def test_report_that_is_there_twice(run):
    _status, rows, _errors = run("code,A\nL1,5\nL1,\n")
    assert [row[:4] for row in rows[1:]] == [["L1", "", "error", "duplicate"]]


def test_own_key_states_and_columns_out_of_the_catalogue(run):
    options = ("--key", "id", "--states=-9=n/d:hidden")
    status, rows, errors = run("id,A,Z\nL1,-9,7\nL2,-1,7\n", None, *options)
    assert (status, [row[:4] for row in rows[1:]]) == (0, [["L2", "A", "error", "value"]])
    assert errors == "not in the catalogue, left out: Z\n"


def test_formula_in_a_code_is_neutralised(run):
    _status, rows, _errors = run("code,A\n=1+1,\n")
    assert rows[1][0] == "'=1+1"


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("id,A\nL1,5\n", "no column “code”"),
        ("code,A\nL1,5\n,6\n", "row 3 has no code"),
        ("code,A\nL1,5,6\n", "row 2 has more cells"),
        ("code,A,year\nL1,5,pernai\n", "row 2: “pernai” is not a year"),
        ("", "empty"),
    ],
)
def test_unusable_file_is_told(run, file, part):
    status, rows, errors = run(file)
    assert (status, rows) == (2, [])
    assert part in errors


def test_faulty_table_is_told_by_line_and_column(run):
    status, _rows, errors = run("code,A\n", catalogue=catalogue_text(element("A")))
    assert status == 2
    assert ":2: section: " in errors


@pytest.mark.skipif(not DATA, reason="METODINIS_DATA names no folder with pls_2017.csv")
@pytest.mark.parametrize(
    ("year", "totals", "states"),
    [
        (
            2017,
            (1319803999, 2163935857, 172643562, 716283673, 5423316, 258329896),
            {NOT_APPLICABLE: 29},
        ),
        (
            2018,
            (1292348697, 2178270740, 174018199, 711826505, 5719746, 242182716),
            {NOT_APPLICABLE: 12, UNKNOWN: 35},
        ),
    ],
)
def test_codes_of_the_survey_are_states_and_not_numbers(year, totals, states):
    catalogue = parse_catalogue((EXAMPLES / "pls_catalogue.csv").read_text())
    reports = check.Reports(Path(DATA) / f"pls_{year}.csv", "FSCSKEY", year)
    meanings = check.states("-1=n/d:missing -3=- -9=n/d:suppressed")
    sums = dict.fromkeys(("VISITS", "TOTCIR", "REGBOR", "BKVOL", "TOTPRO", "PITUSR"), 0)
    population = Counter()
    for raw in reports.raw.values():
        cells, errors = check.cells_of(raw, catalogue, meanings)
        assert errors == {}
        numbers = numbers_of(cells)
        for code in sums:
            sums[code] += numbers.get(code, 0)
        population[cells["POPU_LSA"].state] += 1
    assert tuple(sums.values()) == totals
    assert {state: population[state] for state in states} == states
    assert sum(population.values()) - population[VALUE] == sum(states.values())
