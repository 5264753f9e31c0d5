"""What libraries wrote can't be deleted, by whatever way."""

from plone import api
from tests.reports.conftest import fill
from tests.reports.conftest import library
from zExceptions import BadRequest
import pytest


def delete(obj):
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(obj)


def test_report_with_values_stays_and_so_does_its_library(report):
    fill(report, C1="100")
    for obj in (report, report.library):
        with pytest.raises(BadRequest) as caught:
            delete(obj)
        assert "2025 m. statistinė ataskaita" in str(caught.value)
    assert library("KRT")["statistical-2025"].cells()["C1"].value == 100


def test_untouched_report_goes_with_its_library(report):
    directory = report.library.__parent__
    delete(report.library)
    assert "krt" not in directory


def test_round_stays_while_it_has_reports(reporting_round):
    directory = reporting_round.__parent__
    with pytest.raises(BadRequest):
        delete(reporting_round)
    for code in ("KLM", "KRT", "PAG"):
        delete(library(code))
    delete(reporting_round)
    assert "2025" not in directory


def test_rest_tells_why(call, served_round):
    answer = call("vedeja", "DELETE", "rounds/2025", headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert "2025 m. ataskaitos" in answer.json()["message"]
