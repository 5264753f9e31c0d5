"""The matrix: counted and filtered by the catalog alone."""

from datetime import timedelta
from metodinis.common.moments import now
from metodinis.common.refusals import FieldErrors
from metodinis.reports import operations as reports
from metodinis.reports.rounds import catalog
from metodinis.reports.rounds import operations
from metodinis.reports.rounds.catalog import Filters
from tests.reports.conftest import act_as
from tests.reports.conftest import library
from tests.reports.rounds.conftest import due_in
from tests.reports.test_workflow import bring
import pytest


def codes(reporting_round, **filters):
    """Codes of the libraries in a filtered matrix, in its order."""
    uids = catalog.matrix(reporting_round, Filters(**filters))
    return [row.code for row in catalog.rows(reporting_round, uids)]


def test_counts_of_a_round(reporting_round, report):
    due_in(reporting_round, days=1)
    bring(report, "accepted")
    assert catalog.figures(reporting_round) == catalog.Figures(
        expected=6,
        received=1,
        on_time=1,
        accepted=1,
        states={
            "draft": 5,
            "signing": 0,
            "submitted": 0,
            "returned": 0,
            "accepted": 1,
            "published": 0,
        },
    )
    assert catalog.figures(reporting_round, "statistical").expected == 3
    assert catalog.figures(reporting_round, "narrative").received == 0


def test_returned_report_counts_as_received_late_as_not_on_time(reporting_round, report):
    due_in(reporting_round, days=-1)
    bring(report, "returned")
    figures = catalog.figures(reporting_round)
    assert (figures.received, figures.on_time, figures.accepted) == (1, 0, 0)
    assert figures.rate("received") == pytest.approx(1 / 6)


def test_rows_tell_where_each_report_stands(reporting_round, report):
    due_in(reporting_round, days=3)
    bring(report, "submitted")
    [row] = catalog.rows(reporting_round, [report.library_uid])
    assert (row.code, row.title, row.left) == ("KRT", report.library.title, 3)
    assert row.url == report.library.absolute_url()
    parts = {form: (p.state, p.holder, p.late) for form, p in row.parts.items()}
    assert parts == {
        "statistical": ("submitted", "department", False),
        "narrative": ("draft", "library", False),
    }


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["KLM", "KRT", "PAG"]),
        ({"state": "submitted"}, ["KRT"]),
        ({"state": "submitted", "form": "narrative"}, []),
        ({"holder": "department"}, ["KRT"]),
        ({"holder": "library", "form": "statistical"}, ["KLM", "PAG"]),
        ({"text": "pagė"}, ["PAG"]),
        ({"text": "KRT"}, ["KRT"]),
        ({"text": "klaipėda"}, ["KLM"]),
        ({"text": '"*) OR ('}, []),
        ({"text": "nėra tokios"}, []),
        ({"late": True}, ["KLM", "PAG"]),
        ({"late": True, "form": "narrative"}, ["KLM", "PAG"]),
        ({"sort": "submitted"}, ["KRT", "KLM", "PAG"]),
        ({"sort": "deadline"}, ["KLM", "PAG", "KRT"]),
    ],
)
def test_filters_and_order(reporting_round, report, filters, expected):
    due_in(reporting_round, days=-1)
    with act_as("metodininke"):
        operations.extend_deadline(
            reporting_round, report.library, now() + timedelta(days=5), "Liga."
        )
    bring(report, "submitted")
    assert codes(reporting_round, **filters) == expected


def test_late_hand_in_stays_late(reporting_round, report):
    due_in(reporting_round, days=-1)
    bring(report, "accepted")
    assert codes(reporting_round, late=True, state="accepted") == ["KRT"]


def test_same_name_is_two_libraries(reporting_round, report):
    twin = library("PAG")
    twin.title = report.library.title
    for one in ("statistical-2025", "narrative-2025"):
        twin[one].reindexObject()
    assert sorted(codes(reporting_round)) == ["KLM", "KRT", "PAG"]


def test_unknown_filter_is_left_out_or_refused():
    asked = {"state": "lost", "sort": "rank", "late": "1", "text": "  Kretinga "}
    assert catalog.filters_of(asked) == Filters(late=True, text="Kretinga")
    with pytest.raises(FieldErrors) as caught:
        catalog.filters_of(asked, strict=True)
    assert set(caught.value.errors) == {"state", "sort"}


def test_owing_names_what_can_still_be_handed_in(reporting_round, report):
    bring(report, "submitted")
    owed = {d.code: [b.report_form for b in d.reports] for d in catalog.owing(reporting_round)}
    both = ["statistical", "narrative"]
    assert owed == {"KLM": both, "KRT": ["narrative"], "PAG": both}
    with act_as("metodininke"):
        reports.return_(report, "Patikrinkite.")
        operations.close_round(reporting_round)
    [debtor] = catalog.owing(reporting_round)
    assert (debtor.code, len(debtor.reports)) == ("KRT", 1)
