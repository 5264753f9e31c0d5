"""Exports: last year side by side, states in words, nothing that a spreadsheet would run."""

from io import BytesIO
from metodinis.common.refusals import FieldErrors
from metodinis.common.spreadsheets import read_csv
from metodinis.reports import operations as reports
from metodinis.reports.rounds import operations
from metodinis.reports.rounds.exports import export_matrix
from metodinis.reports.rounds.exports import export_round
from metodinis.reports.rounds.exports import RoundTables
from plone import api
from python_calamine import CalamineWorkbook
from tests.reports.conftest import act_as
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.test_workflow import bring
from tests.reports.test_workflow import WAY
import pytest


KRT = "Kretingos rajono savivaldybės Motiejaus Valančiaus viešoji biblioteka"


@pytest.fixture
def filled(reporting_round, report):
    """Kretinga's report with last year's beside it, an odd value explained."""
    with api.env.adopt_roles(["Manager"]):
        operations.open_round(make_round(2024))
    fill(library("KRT")["statistical-2024"], C1="90", C2="10", C4="300")
    fill(report, C1="n/d: gaisras", C2="netaikoma", C4="~900")
    with act_as("krt-darbuotoja"):
        [key] = [f.key for f in report.findings() if f.severity == "warning"]
        reports.explain(report, key, '=HYPERLINK("http://evil")')
    return report


def csv(reporting_round, shape, lang="lt", everything=True):
    data, _format = export_round(
        reporting_round, {"format": "csv", "shape": shape}, lang, everything
    )
    return read_csv(data)


def test_wide_has_a_row_a_library_and_last_year_beside(reporting_round, filled):
    head, *rows = csv(reporting_round, "wide")
    assert head == [
        "Kodas",
        "Biblioteka",
        "Būsena",
        "A7 Gyventojai",
        "A7 (2024)",
        "C1 Registruoti vartotojai",
        "C1 (2024)",
        "C2 Vaikai",
        "C2 (2024)",
        "C4 Apsilankymai",
        "C4 (2024)",
        "Įvertinta (kodai)",
    ]
    assert [row[0] for row in rows] == ["KLM", "KRT", "PAG"]
    assert rows[1][:2] == ["KRT", KRT]
    values = ["37500", "37800", "nėra duomenų", "90", "netaikoma", "10", "900", "300"]
    assert rows[1][3:] == [*values, "C4"]
    assert rows[2][5:] == [""] * 7


def test_long_has_a_row_a_value_with_its_reason(reporting_round, filled):
    rows = [row for row in csv(reporting_round, "long", lang="en") if row[0] in ("Code", "KRT")]
    assert rows[0][3:] == [
        "Element's code",
        "Element",
        "Unit",
        "2025",
        "2024",
        "Why unknown",
        "Estimated",
    ]
    assert [(row[3], *row[6:]) for row in rows[1:]] == [
        ("A7", "37500", "37800", "", ""),
        ("C1", "no data", "90", "gaisras", ""),
        ("C2", "not applicable", "10", "", ""),
        ("C4", "900", "300", "", "yes"),
    ]


def test_workbook_has_explanations_and_no_formula(reporting_round, filled):
    data, _format = export_round(reporting_round, {"format": "xlsx"}, "lt", everything=True)
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    assert book.sheet_names == ["Reikšmės", "Paaiškinimai"]
    values = book.get_sheet_by_name("Reikšmės").to_python()
    assert values[2][9:] == [900.0, 300.0, "C4"]
    [head, row] = book.get_sheet_by_name("Paaiškinimai").to_python()
    assert row[:3] == ["KRT", KRT, "C4"]
    assert row[4:6] == ["Labai pasikeitė.", '\'=HYPERLINK("http://evil")']
    assert len(head) == len(row) == 7


def test_name_that_is_a_formula_is_neutral_in_csv(reporting_round, report):
    report.library.title = '=cmd|"/c calc"!A0'
    report.reindexObject()
    names = [row[1] for row in csv(reporting_round, "wide")]
    assert '\'=cmd|"/c calc"!A0' in names


def test_public_gets_only_what_is_published(reporting_round, filled):
    assert len(csv(reporting_round, "wide", everything=False)) == 1


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"format": "pdf"}, "format"),
        ({"format": ["csv", "xlsx"]}, "format"),
        ({"shape": "round"}, "shape"),
    ],
)
def test_unknown_form_is_refused(reporting_round, asked, field):
    with pytest.raises(FieldErrors) as caught:
        export_round(reporting_round, asked, "lt", everything=True)
    assert list(caught.value.errors) == [field]


def test_last_years_values_are_public_only_if_they_are_published(reporting_round, report):
    with api.env.adopt_roles(["Manager"]):
        operations.open_round(make_round(2024))
    last = library("KRT")["statistical-2024"]
    fill(last, C1="90", C2="10", C4="300")
    fill(report, C1="100", C2="20", C4="900")
    with act_as("krt-darbuotoja"):
        reports.explain(report, "visits:C4", "Remontas.")
    bring(report, "published")
    with act_as("svecias"):
        assert csv(reporting_round, "wide", everything=False)[1][6::2] == ["", "", ""]
        tables = RoundTables(reporting_round, "lt")
        assert len(tables.values("wide", False)[1].rows) == 1
    for person, name in WAY["published"]:
        with act_as(person):
            reports.TRANSITIONS[name](last)
    with act_as("svecias"):
        row = csv(reporting_round, "wide", everything=False)[1]
        assert row[6::2] == ["90", "10", "300"]
        assert tables.values("wide", False)[1].rows[1][5] == "Remontas."


def test_round_that_was_not_opened_yet_has_no_values(world):
    with api.env.adopt_roles(["Manager"]):
        planned = make_round(2026)
    planned.catalogue_text = planned.rules_text = ""
    assert [len(table.rows) for table in RoundTables(planned, "lt").values("wide", True)] == [1, 1]


def test_matrix_is_exported_as_it_is_filtered(reporting_round, report):
    with act_as("metodininke"):
        until = reporting_round.deadline.replace(month=3)
        operations.extend_deadline(reporting_round, report.library, until, "Liga.")
    asked = {"format": "csv", "text": "Kret"}
    rows = read_csv(export_matrix(reporting_round, asked, "lt")[0])
    assert rows == [
        [
            "Kodas",
            "Biblioteka",
            "Statistinė ataskaita: būsena",
            "Statistinė ataskaita: pateikta",
            "Statistinė ataskaita: vėluoja",
            "Tekstinė ataskaita: būsena",
            "Tekstinė ataskaita: pateikta",
            "Tekstinė ataskaita: vėluoja",
            "Terminas",
            "Pratęsimo priežastis",
        ],
        ["KRT", KRT, "Rengiama", "", "taip", "Rengiama", "", "taip", "2026-03-10 23:59", "Liga."],
    ]
