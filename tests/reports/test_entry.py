"""Values: saved all or none, by those who may, and never over another's head."""

from AccessControl import Unauthorized
from metodinis.common.numbers import Cell
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import VALUE
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.reports import operations
from metodinis.reports.rounds import operations as rounds
from metodinis.reports.rules import EditConflict
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.test_workflow import bring
import pytest


def test_value_is_kept_with_what_was_typed(report):
    assert fill(report, C1="1 234") == ["C1"]
    assert report.record("C1").cell == Cell(VALUE, 1234, "1 234")
    assert (report.record("C1").revision, report.record("C1").by) == (1, "krt-darbuotoja")


def test_one_bad_cell_stores_none(report):
    with pytest.raises(FieldErrors) as caught:
        fill(report, C1="100", C2="-5", C9="1", A7="5")
    assert set(caught.value.errors) == {"C2", "C9", "A7"}
    assert report.records() == {}


def test_not_applicable_only_where_it_may_be(report):
    with pytest.raises(FieldErrors) as caught:
        fill(report, C1="netaikoma", C2="netaikoma")
    assert set(caught.value.errors) == {"C1"}
    fill(report, C2="netaikoma")
    assert report.record("C2").cell.state == NOT_APPLICABLE


def test_stale_revision_is_refused_and_told(report):
    fill(report, C1="100")
    with act_as("krt-direktore"), pytest.raises(EditConflict) as caught:
        operations.save_cells(report, {"C1": {"raw": "200", "revision": 0}})
    [conflict] = caught.value.conflicts
    assert (conflict.code, conflict.typed, conflict.record.cell.raw) == ("C1", "200", "100")
    assert report.record("C1").cell.value == 100


def test_same_value_again_is_no_conflict(report):
    fill(report, C1="100")
    with act_as("krt-direktore"):
        changed = operations.save_cells(report, {"C1": {"raw": "100", "revision": 0}})
    assert changed == []
    assert report.record("C1").revision == 1


def test_emptied_cell_keeps_counting(report):
    fill(report, C1="100")
    fill(report, C1="")
    assert (report.record("C1").cell, report.revision("C1")) == (None, 2)
    assert "C1" not in report.cells()


def test_every_change_is_in_the_history(report):
    fill(report, C1="100")
    fill(report, "krt-direktore", C1="110")
    assert [(c.code, c.before, c.after, c.by) for c in report.changes] == [
        ("C1", "", "100", "krt-darbuotoja"),
        ("C1", "100", "110", "krt-direktore"),
    ]


@pytest.mark.parametrize("person", ["pag-direktore", "metodininke", "vedeja", "svecias"])
def test_others_do_not_enter(report, person):
    with pytest.raises(Unauthorized):
        fill(report, person, C1="100")
    assert report.records() == {}


def test_closed_round_takes_no_values(report, reporting_round):
    with act_as("metodininke"):
        rounds.close_round(reporting_round)
    with pytest.raises(NotAllowed):
        fill(report, C1="100")


def test_population_comes_from_the_register_until_handed_in(report):
    fill(report, C1="100", C2="20", C4="900")
    people = report.cells()["A7"].value
    assert people == 37500
    with act_as("krt-direktore"):
        operations.sign(report)
    report.library.population = [{"year": 2025, "population": 1, "source": ""}]
    assert report.cells()["A7"].value == people


def test_standing_not_applicable_fills_the_cell(report):
    with act_as("metodininke"):
        operations.set_standing(report.library, "C2", "Vaikų neaptarnauja.")
    assert report.cells()["C2"] == Cell(NOT_APPLICABLE, None, "", "Vaikų neaptarnauja.")
    fill(report, C2="7")
    assert report.cells()["C2"].value == 7
    with act_as("krt-direktore"), pytest.raises(Unauthorized):
        operations.set_standing(report.library, "C2", None)


def test_last_year_is_compared_and_explained(reporting_round, report):
    with api.env.adopt_roles(["Manager"]):
        earlier = make_round(2024)
        rounds.open_round(earlier)
    fill(library("KRT")["statistical-2024"], C1="90", C2="10", C4="300")
    fill(report, C1="100", C2="20", C4="900")
    [finding] = report.open_findings()
    assert (finding.element, finding.severity) == ("C4", "warning")
    with act_as("krt-darbuotoja"):
        operations.explain(report, finding.key, "Atidaryta nauja salė.")
    assert report.open_findings() == []
    fill(report, C4="990")
    [finding] = report.open_findings()
    assert report.explanation(finding) is None
    assert report.last_explanation(finding).text == "Atidaryta nauja salė."


def test_explaining_what_is_not_found_is_refused(report):
    with act_as("krt-darbuotoja"), pytest.raises(FieldErrors):
        operations.explain(report, "visits:C4", "Kažkas.")


def test_cells_stored_before_estimates_were_known_are_handed_in_as_they_are(report):
    fill(report, C1="100", C2="20", C4="900")
    for code, (cell, *rest) in list(report._cells.items()):
        report._cells[code] = (cell[:4], *rest)
    bring(report, "submitted")
    frozen = [change.code for change in report.changes if change.action == "freeze"]
    assert frozen == ["A7"]
    assert report.cells()["C1"] == Cell("value", 100, "100")
