"""Remarks, answers, corrections: threads are kept, originals stay."""

from AccessControl import Unauthorized
from metodinis.common.refusals import FieldErrors
from metodinis.reports import operations
from tests.reports.conftest import act_as
from tests.reports.test_workflow import bring
import pytest


def test_remark_and_answer_make_a_thread(report):
    bring(report, "submitted")
    with act_as("metodininke"):
        key = operations.remark(report, "C4", "Ar tikrai tiek?")
        operations.return_(report, "Žr. pastabą.")
    with act_as("krt-darbuotoja"):
        operations.answer(report, key, "Taip, perskaičiavome.")
    thread = report.remarks[key]
    assert (thread.code, thread.resolved) == ("C4", False)
    assert [(m.text, m.side, m.by) for m in thread.messages] == [
        ("Ar tikrai tiek?", "department", "metodininke"),
        ("Taip, perskaičiavome.", "library", "krt-darbuotoja"),
    ]


@pytest.mark.parametrize("person", ["krt-direktore", "pag-direktore", "svecias", "redaktore"])
def test_remarks_are_the_departments(report, person):
    bring(report, "submitted")
    with act_as(person), pytest.raises(Unauthorized):
        operations.remark(report, "C4", "Labas")


@pytest.mark.parametrize(
    ("code", "text"), [("C9", "Yra?"), ("C4", " "), ("C4", "\u200b"), ("C4", "a" * 5001)]
)
def test_bad_remark_is_refused(report, code, text):
    bring(report, "submitted")
    with act_as("metodininke"), pytest.raises(FieldErrors):
        operations.remark(report, code, text)
    assert report.remarks == {}


def test_correction_keeps_the_original(report):
    bring(report, "accepted")
    with act_as("metodininke"):
        operations.correct(report, "C4", "950", "Biblioteka pranešė raštu.")
    [correction] = report.corrections.values()
    assert (correction.original.value, correction.corrected.value) == (900, 950)
    assert (correction.reason, correction.by) == ("Biblioteka pranešė raštu.", "metodininke")
    assert report.cells()["C4"].value == 950


@pytest.mark.parametrize(
    ("code", "raw", "reason", "field"),
    [
        ("C4", "950", "", "reason"),
        ("C4", "abc", "Raštu.", "value"),
        ("C4", "900", "Raštu.", "value"),
        ("C9", "1", "Raštu.", "value"),
    ],
)
def test_bad_correction_names_its_field(report, code, raw, reason, field):
    bring(report, "accepted")
    with act_as("vedeja"), pytest.raises(FieldErrors) as caught:
        operations.correct(report, code, raw, reason)
    assert list(caught.value.errors) == [field]
    assert report.corrections == {}


def test_no_correction_before_acceptance(report):
    bring(report, "submitted")
    with act_as("metodininke"), pytest.raises(Unauthorized):
        operations.correct(report, "C4", "950", "Raštu.")
