"""Who may do what with a report in which state: one table, compared by equality."""

from AccessControl.SpecialUsers import nobody
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.reports import operations
from metodinis.reports.rounds import operations as rounds
from metodinis.reports.rounds.catalog import owing
from metodinis.reports.rules import NotReady
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.reports.conftest import act_as
from tests.reports.conftest import fill
import pytest


PEOPLE = {
    "staff": "krt-darbuotoja",
    "director": "krt-direktore",
    "other library": "pag-direktore",
    "methodologist": "metodininke",
    "head": "vedeja",
    "editor": "redaktore",
    "member": "svecias",
}
# state -> who -> (may see, may enter values, may correct, transitions)
NOTHING = (False, False, False, set())
TABLE = {
    "draft": {
        "staff": (True, True, False, {"request_signature"}),
        "director": (True, True, False, {"request_signature", "sign"}),
        "methodologist": (True, False, False, set()),
        "head": (True, False, False, set()),
    },
    "signing": {
        "staff": (True, False, False, set()),
        "director": (True, True, False, {"sign", "send_back"}),
        "methodologist": (True, False, False, set()),
        "head": (True, False, False, set()),
    },
    "submitted": {
        "staff": (True, False, False, set()),
        "director": (True, False, False, set()),
        "methodologist": (True, False, False, {"accept", "return"}),
        "head": (True, False, False, {"accept", "return"}),
    },
    "returned": {
        "staff": (True, True, False, {"request_signature"}),
        "director": (True, True, False, {"request_signature", "sign"}),
        "methodologist": (True, False, False, set()),
        "head": (True, False, False, set()),
    },
    "accepted": {
        "staff": (True, False, False, set()),
        "director": (True, False, False, set()),
        "methodologist": (True, False, True, {"reopen"}),
        "head": (True, False, True, {"publish", "reopen"}),
    },
    "published": {
        "staff": (True, False, False, set()),
        "director": (True, False, False, set()),
        "methodologist": (True, False, True, {"reopen"}),
        "head": (True, False, True, {"reopen"}),
        "other library": (True, False, False, set()),
        "editor": (True, False, False, set()),
        "member": (True, False, False, set()),
    },
}
WAY = {
    "draft": [],
    "signing": [("krt-darbuotoja", "request_signature")],
    "submitted": [("krt-direktore", "sign")],
    "returned": [("krt-direktore", "sign"), ("metodininke", "return")],
    "accepted": [("krt-direktore", "sign"), ("metodininke", "accept")],
    "published": [("krt-direktore", "sign"), ("metodininke", "accept"), ("vedeja", "publish")],
}


def bring(report, state):
    """Lead a report into `state` through its people's hands."""
    fill(report, C1="100", C2="20", C4="900")
    for person, name in WAY[state]:
        with act_as(person):
            if name in ("return", "reopen", "send_back"):
                operations.TRANSITIONS[name](report, "Patikrinkite apsilankymus.")
            else:
                operations.TRANSITIONS[name](report)
    assert state_of(report) == state


def allowed(report, person):
    with act_as(person):
        return (
            may("View", report),
            may(operations.ENTER, report),
            may(operations.CORRECT, report),
            {t["id"] for t in api.portal.get_tool("portal_workflow").getTransitionsFor(report)},
        )


@pytest.mark.parametrize("state", TABLE)
def test_role_state_table(report, state):
    bring(report, state)
    expected = {who: TABLE[state].get(who, NOTHING) for who in PEOPLE}
    assert {who: allowed(report, person) for who, person in PEOPLE.items()} == expected


def test_anonymous_sees_only_what_is_published(report):
    with api.env.adopt_user(user=nobody):
        assert not may("View", report)
    bring(report, "published")
    with api.env.adopt_user(user=nobody):
        assert may("View", report)


def test_unready_report_is_not_handed_in(report):
    fill(report, C1="10", C2="20")
    with act_as("krt-direktore"), pytest.raises(NotReady) as caught:
        operations.sign(report)
    assert [code for code, _text in caught.value.blockers] == ["C2", "C4"]
    assert state_of(report) == "draft"


@pytest.mark.parametrize("name", ["sign", "request_signature"])
def test_stock_menu_asks_the_same_as_we_do(report, name):
    with act_as("krt-direktore"), pytest.raises(WorkflowException):
        api.portal.get_tool("portal_workflow").doActionFor(report, name)
    assert state_of(report) == "draft"


@pytest.mark.parametrize("reason", ["", "   "])
def test_return_needs_a_reason(report, reason):
    bring(report, "submitted")
    with act_as("metodininke"), pytest.raises(FieldErrors) as caught:
        operations.return_(report, reason)
    assert list(caught.value.errors) == ["reason"]
    with act_as("metodininke"), pytest.raises(WorkflowException):
        api.portal.get_tool("portal_workflow").doActionFor(report, "return", comment=reason)
    assert state_of(report) == "submitted"


def test_second_decision_is_told(report):
    bring(report, "accepted")
    with act_as("vedeja"), pytest.raises(NotAllowed):
        operations.return_(report, "Pavėlavau.")
    assert state_of(report) == "accepted"


def test_without_signature_staff_submit(report, reporting_round):
    reporting_round.requires_signature = False
    fill(report, C1="100", C2="20", C4="900")
    with act_as("krt-darbuotoja"):
        operations.submit(report)
    assert state_of(report) == "submitted"


def test_given_back_report_comes_in_though_the_round_is_closed(report, reporting_round):
    bring(report, "returned")
    with act_as("vedeja"):
        rounds.close_round(reporting_round)
    with act_as("krt-darbuotoja"):
        operations.request_signature(report)
    assert [debtor.reports[0].review_state for debtor in owing(reporting_round)] == ["signing"]
    with act_as("krt-direktore"):
        operations.send_back(report, "Dar kartą.")
    fill(report, C1="101")
    with act_as("krt-direktore"):
        operations.sign(report)
    assert state_of(report) == "submitted"


def test_given_back_report_follows_the_register_again(report):
    with act_as("metodininke"):
        operations.set_standing(report.library, "C2", "Vaikų neaptarnauja.")
    fill(report, C1="100", C4="900")
    with act_as("krt-direktore"):
        operations.sign(report)
    with act_as("metodininke"):
        operations.set_standing(report.library, "C2", None)
    assert report.cells()["C2"].state == "not_applicable"
    with act_as("metodininke"):
        operations.return_(report, "Vaikus jau aptarnaujate.")
    assert "C2" not in report.cells()
    assert report.cells()["A7"].value == 37500


def test_library_changes_nothing_but_values(report):
    with act_as("krt-direktore"):
        assert not may("Modify portal content", report)


def test_reason_stays_in_the_history(report):
    bring(report, "returned")
    with act_as("krt-darbuotoja"):
        history = api.portal.get_tool("portal_workflow").getInfoFor(report, "review_history")
    assert history[-1]["comments"] == "Patikrinkite apsilankymus."
