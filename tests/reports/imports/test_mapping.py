"""The mapping file and the rows of a file, without a site."""

from datetime import date
from decimal import Decimal
from metodinis.common.numbers import Cell
from metodinis.indicators.catalogue import parse_catalogue
from metodinis.reports.imports.reading import read_file
from metodinis.reports.imports.reading import totals
from metodinis.reports.imports.rules import Mapping
from metodinis.reports.imports.rules import MappingErrors
from metodinis.reports.imports.rules import parse_mapping
from pathlib import Path
from tests.reports.conftest import CATALOGUE
import pytest


FULL = """\
key: FSCSKEY
year: METAI
encoding: windows-1257
catalogue: pls_catalogue.csv
rules: pls_checks.csv
long: {element: KODAS, value: REIKSME}
elements: {NO: C1, "1": C2}
states:
  -1: {unknown: not reported}
  "-3": not_applicable
libraries:
  columns:
    title: LIBNAME
    address: [ADDRESS, CITY]
  values: {kind: other}
state: accepted
errors: keep
replace: yes
deadline: 2018-09-30
"""


def test_everything_that_a_mapping_can_say():
    assert parse_mapping(FULL.encode()) == Mapping(
        key="FSCSKEY",
        year="METAI",
        long=("KODAS", "REIKSME"),
        elements={"NO": "C1", "1": "C2"},
        states={"-1": ("unknown", "not reported"), "-3": ("not_applicable", "")},
        encoding="windows-1257",
        catalogue="pls_catalogue.csv",
        rules="pls_checks.csv",
        library_columns={"title": ("LIBNAME",), "address": ("ADDRESS", "CITY")},
        library_values={"kind": "other"},
        state="accepted",
        errors="keep",
        replace=True,
        deadline=date(2018, 9, 30),
    )


def test_empty_mapping_is_the_usual_one():
    assert parse_mapping(b"# nothing\n") == Mapping()
    assert not Mapping().makes_libraries


def test_shipped_example_is_read():
    mapping = parse_mapping(Path("docs/examples/pls_mapping.yaml").read_bytes())
    assert len(mapping.elements) == 20
    assert mapping.states["-9"] == ("unknown", "suppressed")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("kye: x", (1, 1, "unknown_key", {"found": "kye", "nearest": "key"})),
        ("key: a\nkey: b", (2, 1, "twice", {"found": "key"})),
        ("key:", (1, 5, "empty", {})),
        ("key: [a]", (1, 6, "not_scalar", {})),
        ("- key", (1, 1, "not_mapping", {})),
        ("key: 'a", (1, 8, "not_yaml", {})),
        ("states:\n  -1: gone", (2, 7, "choice", None)),
        ("libraries:\n  columns: {titel: X}", (2, 13, "unknown_key", None)),
        ("long: {element: A}", (1, 7, "missing_key", {"found": "value"})),
        ("encoding: zip", (1, 11, "encoding", {"found": "zip"})),
        ("encoding: klingon", (1, 11, "encoding", {"found": "klingon"})),
        ("deadline: soon", (1, 11, "date", {"found": "soon"})),
        ("errors: ignore", (1, 9, "choice", None)),
        ("a: &x [1]\nb: *x", (1, 4, "alias", {})),
        ("[" * 5000, (1, 1, "not_yaml", {})),
    ],
)
def test_fault_has_its_place(text, fault):
    with pytest.raises(MappingErrors) as refusal:
        parse_mapping(text.encode())
    [found] = refusal.value.rows
    assert found[:3] == fault[:3]
    assert fault[3] is None or found.details == fault[3]
    assert found.text("lt") != found.text("en")


def test_all_faults_are_told_in_their_order():
    with pytest.raises(MappingErrors) as refusal:
        parse_mapping(b"erors: keep\nstate: gone\n")
    assert [row.line for row in refusal.value.rows] == [1, 2]
    with pytest.raises(MappingErrors) as refusal:
        parse_mapping(b"key: \xff")
    assert refusal.value.rows[0].code == "not_text"
    with pytest.raises(MappingErrors) as refusal:
        parse_mapping(b"#" * 70_000)
    assert refusal.value.rows[0].code == "too_large"


FORM = parse_catalogue(CATALOGUE).for_year(2024)


def read(text, year=2024, **mapping):
    return read_file(text.encode(), Mapping(**mapping), FORM, year, "en")


def test_wide_file():
    contents = read(
        "code;X;C1;C2\nKRT;a;1 234;-\n\nPAG;b;-1;0\n",
        states={"-1": ("unknown", "fire")},
    )
    assert contents.refused == []
    assert contents.ignored == ["X"]
    krt, pag = contents.rows
    assert (krt.line, krt.code) == (2, "KRT")
    assert krt.cells["C1"] == Cell("value", 1234, "1 234")
    assert krt.cells["C2"].state == "not_applicable"
    assert (pag.line, pag.cells["C1"]) == (4, Cell("unknown", None, "-1", "fire"))
    assert [(total.code, total.total) for total in totals(contents.rows, FORM)] == [
        ("C1", 1234),
        ("C2", 0),
    ]


def test_special_codes_are_never_summed():
    contents = read("code,C1\nA,5\nB,-1\nC,-3\nD,\n", states={
        "-1": ("unknown", "x"), "-3": ("unknown", "y"),
    })  # fmt: skip
    [total] = totals(contents.rows, FORM)
    assert total.total == Decimal(5)
    assert total.states == {
        "value": 1,
        "zero": 0,
        "not_applicable": 0,
        "unknown": 2,
        "empty": 1,
    }


def test_long_file_of_several_years():
    text = "code,metai,kodas,kiek\nKRT,2024,a,7\nKRT,2023,a,5\nKRT,2024,C4,9\nPAG,2024,a,1\n"
    mapping = Mapping(long=("kodas", "kiek"), elements={"a": "C1"}, year="metai")
    contents = read_file(text.encode(), mapping, FORM, 2024, "en")
    assert {row.code: row.cells["C1"].value for row in contents.rows} == {"KRT": 7, "PAG": 1}
    assert contents.refused == []


@pytest.mark.parametrize(
    ("text", "mapping", "places"),
    [
        ("code,C1\nKRT,x1\n", {}, [(2, "C1", "KRT")]),
        ("code,C1\nKRT,-\n", {}, [(2, "C1", "KRT")]),
        ("code,C1\nKRT,1\nKRT,2\n", {}, [(3, "code", "KRT")]),
        ("code,C1\n,1\n", {}, [(2, "code", "")]),
        ("code,C1\nKRT,1,2\n", {}, [(2, "", "")]),
        ('code,C1\n"a\nb",1\nKRT,x1\n', {}, [(4, "C1", "KRT")]),
        ("kodas,C1\nKRT,1\n", {}, [(1, "code", "")]),
        ("code,C1,C1\nKRT,1,1\n", {}, [(1, "C1", "")]),
        ("code,D9\nKRT,1\n", {}, [(1, "", "")]),
        ("code,C1\nKRT,1\n", {"elements": {"C1": "D9"}}, [(1, "C1", "")]),
        ("code,C1\n", {}, [(1, "", "")]),
        ("code,e,v\nKRT,C1,1\nKRT,C1,2\n", {"long": ("e", "v")}, [(3, "C1", "KRT")]),
        ("code,e,v\nKRT,D9,1\n", {"long": ("e", "v")}, [(2, "e", "KRT")]),
    ],
)
def test_refusal_has_line_and_column(text, mapping, places):
    assert [refusal[:3] for refusal in read(text, **mapping).refused] == places
