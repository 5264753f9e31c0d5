"""Proposals, decisions, refusals at their fields, and what is kept of how a value came about."""

from AccessControl import Unauthorized
from datetime import timedelta
from metodinis.common.fields import MISSING
from metodinis.common.moments import at
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.indicators.operations import change_row
from metodinis.indicators.targets import checking
from metodinis.indicators.targets import operations
from metodinis.indicators.targets.reading import store
from metodinis.indicators.targets.rules import Basis
from metodinis.indicators.targets.rules import STATES
from metodinis.libraries.people import groups
from metodinis.testing import PEOPLE
from plone import api
from tests.indicators.targets.conftest import approved
from tests.indicators.targets.conftest import NOW
from tests.indicators.targets.conftest import of_library
from tests.indicators.targets.conftest import propose
from tests.indicators.targets.conftest import states
from tests.indicators.targets.conftest import step
from tests.indicators.values.conftest import put
from tests.libraries.conftest import act_as
import pytest


def refused(**values):
    """field -> message of a refused proposal; nothing is stored."""
    before = store().all()
    with pytest.raises(FieldErrors) as caught:
        propose(**values)
    assert store().all() == before
    return caught.value.errors


def change(target, person="metodininke", **values):
    with act_as(person), at(NOW):
        return operations.change(api.portal.get()["indicators"], target.id, values)


def told(target):
    """(step, who, value, reason) of a target's history."""
    return [(one.name, one.by, one.value, one.reason) for one in store().get(target.id).steps]


# what is kept


def test_a_value_by_hand_keeps_what_was_known_then(indicators):
    target = propose()
    assert target == store().get(1)
    median, total = 4.5, 746 / 157
    assert target.basis == Basis(
        method="value",
        group="territory",
        group_title="Visos teritorijos bibliotekos",
        year=2025,
        asked=3,
        count=3,
        median=median,
        baseline=pytest.approx(total),
    )
    assert (target.value, target.direction, target.measure) == (5.5, "up", "each")
    assert (target.state, target.by, target.at, target.group_title) == (
        *("proposed", "metodininke", NOW),
        "Visos teritorijos bibliotekos",
    )
    assert told(target) == [("propose", "metodininke", 5.5, "")]


@pytest.mark.parametrize(
    ("values", "value", "computed"),
    [
        ({"method": "third"}, 5.0, 5.0),
        ({"method": "percentile", "percentile": "75"}, 4.75, 4.75),
        ({"method": "percentile", "percentile": "90"}, 4.9, 4.9),
        # 360, 487, 614, 746 thousand visits of 157 thousand inhabitants: the slopes of all pairs
        # have the median 127 5/6, the line begins at 359 7/12 in 2022.
        ({"method": "trend", "span": "4"}, 6.36, (359 + 7 / 12 + 5 * (127 + 5 / 6)) / 157),
    ],
)
def test_a_value_from_best_practice(indicators, values, value, computed):
    target = propose(**values, value="")
    assert target.basis.computed == pytest.approx(computed)
    assert target.value == value
    assert target.basis.method == values["method"]


def test_a_trend_is_of_the_target_s_own_group(indicators):
    target = propose(group=of_library("PAG"), method="trend", span="3", base_year="2025")
    # 12, 14, 21 thousand of 7 thousand inhabitants: slopes 2/7, 1, 9/14; median 9/14.
    assert target.basis.years == (2023, 2024, 2025)
    slope = 9 / 14
    level = sorted([12 / 7 - slope * 2023, 2 - slope * 2024, 3 - slope * 2025])[1]
    assert target.basis.computed == pytest.approx(level + slope * 2027)
    assert target.basis.baseline == 3


def test_less_is_better_where_the_catalogue_says_so(indicators):
    assert propose(direction="down", method="third").value == 5
    with act_as("metodininke"):
        change_row(indicators, "indicator", "R8", {"direction": "down"})
    target = propose(year="2028", method="third")
    assert (target.value, target.direction) == (3, "down")
    assert propose(year="2029", method="percentile", percentile="75").value == 3.75


def test_a_target_does_not_drift_when_data_change(indicators):
    target = approved(method="third")
    put("KLM", 2025, "published", {"C4": "900000"}, population=100_000)
    assert store().get(target.id).value == 5
    assert store().get(target.id).basis == target.basis


def test_changing_the_words_keeps_what_was_computed(indicators):
    target = propose(method="third")
    put("KLM", 2025, "published", {"C4": "900000"}, population=100_000)
    changed = change(target, reason="Aiškiau.")
    assert (changed.value, changed.basis, changed.reason) == (5, target.basis, "Aiškiau.")
    # Asked for something else, it is computed anew.
    assert change(target, percentile="90", method="percentile").value == 8.1


# refusals


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"code": "XX"}, {"code": checking.CODE_WRONG}),
        ({"code": ""}, {"code": checking.CODE_WRONG}),
        ({"year": "2025"}, {"year": checking.YEAR_WRONG}),
        ({"year": "2037"}, {"year": checking.YEAR_WRONG}),
        ({"year": "2027.5"}, {"year": checking.YEAR_WRONG}),
        ({"group": "own:x"}, {"group": checking.CHOOSE}),
        ({"group": "library:x"}, {"group": checking.CHOOSE}),
        ({"base": "kind:other"}, {"base": checking.CHOOSE}),
        ({"base_year": "2026"}, {"base_year": checking.CHOOSE}),
        ({"method": "best"}, {"method": checking.CHOOSE}),
        ({"method": "trend", "span": "2"}, {"span": "targets_between"}),
        ({"method": "percentile", "percentile": "100"}, {"percentile": "targets_between"}),
        ({"value": ""}, {"value": MISSING}),
        ({"value": "-1"}, {"value": checking.NUMBER_WRONG}),
        ({"value": "daug"}, {"value": checking.NUMBER_WRONG}),
        ({"value": "1e400"}, {"value": checking.NUMBER_WRONG}),
        ({"value": "5,555"}, {"value": "targets_value_digits"}),
        ({"reason": "  "}, {"reason": checking.REASON_MISSING}),
        ({"value": "", "reason": ""}, {"value": MISSING, "reason": checking.REASON_MISSING}),
        ({"method": "trend", "base_year": "2023"}, {"method": checking.FEW_YEARS}),
        ({"measure": "whole"}, {"measure": checking.CHOOSE}),
        (
            {"code": "C4", "method": "third", "measure": "whole", "direction": "up"},
            {"method": checking.WHOLE_METHOD},
        ),
        ({"code": "C4", "method": "trend"}, {"method": checking.EACH_METHOD}),
        ({"colour": "red"}, {"colour": checking.CHOOSE}),
    ],
)
def test_bad_proposals_are_refused_at_their_fields(indicators, values, errors):
    assert refused(**values) == errors


def test_context_needs_a_direction_to_be_best(indicators):
    with act_as("metodininke"):
        change_row(indicators, "indicator", "R8", {"direction": "context"})
    assert refused(method="third", value="") == {"direction": checking.DIRECTION_MISSING}
    assert refused(direction="sideways") == {"direction": checking.CHOOSE}
    assert propose().direction == ""
    assert propose(year="2028", method="third", direction="up").direction == "up"


def test_too_few_libraries_have_no_best(indicators):
    put("PAG", 2025, "returned", {})
    assert refused(method="third") == {"method": checking.FEW_LIBRARIES}


def test_without_any_figures_a_value_by_hand_can_be_set(world):
    target = propose(base_year="", base="")
    assert (target.value, target.basis.year, target.basis.count) == (5.5, None, 0)
    assert refused(method="third", base_year="", year="2028") == {"method": checking.FEW_LIBRARIES}


def test_one_proposal_at_a_time(indicators):
    first = propose()
    assert refused() == {"code": "targets_twice"}
    assert propose(year="2028").id == 2
    step(first, "return", reason="Per daug.")
    assert refused() == {"code": "targets_twice"}
    step(first, "withdraw", "metodininke", reason="Nebereikia.")
    assert propose().id == 3


# steps


def test_a_newer_target_takes_the_place_of_the_approved_one(indicators):
    first, other = approved(), approved(year="2028")
    newer = approved(value="6")
    assert states() == {first.id: "superseded", other.id: "approved", newer.id: "approved"}
    assert told(first)[-1] == ("supersede", "vedeja", 5.5, "3")


def test_the_whole_way_is_kept(indicators):
    target = propose()
    step(target, "return", reason="Per daug mažoms.")
    change(target, value="5", reason="Sumažinta.")
    step(target, "approve", reason="Pritarta pasitarime.")
    step(target, "withdraw", reason="Pasikeitė metodika.")
    assert told(target) == [
        ("propose", "metodininke", 5.5, ""),
        ("return", "vedeja", 5.5, "Per daug mažoms."),
        ("change", "metodininke", 5, ""),
        ("approve", "vedeja", 5, "Pritarta pasitarime."),
        ("withdraw", "vedeja", 5, "Pasikeitė metodika."),
    ]
    assert states() == {1: "withdrawn"}


@pytest.mark.parametrize("name", ["return", "decline", "withdraw"])
def test_reasons_are_asked_for(indicators, name):
    target = approved() if name == "withdraw" else propose()
    with pytest.raises(FieldErrors) as caught:
        step(target, name, reason=" ")
    assert caught.value.errors == {"reason": operations.STEP_REASON}
    assert store().get(target.id) == target


def test_unknown_targets_and_steps_are_refused(indicators):
    target = propose()
    for id_ in (9, "x", "", None, True, "1e3", -1):
        with pytest.raises(FieldErrors) as caught, act_as("vedeja"):
            operations.take_step(indicators, id_, "approve")
        assert caught.value.errors == {"id": operations.GONE}
    for name in ("publish", "change", "supersede", ""):
        with pytest.raises(FieldErrors) as caught:
            step(target, name)
        assert caught.value.errors == {"name": checking.CHOOSE}


def test_own_proposal_is_decided_by_another_head(indicators):
    target = propose("vedeja")
    api.user.create(username="pavaduotoja", email="p@example.org", password="Zalias-Zolynas-1904")
    groups().addPrincipalToGroup("pavaduotoja", "heads")
    for name in operations.DECISIONS:
        with pytest.raises(NotAllowed) as caught:
            step(target, name, reason="Pati.")
        assert caught.value.message == operations.OWN
    assert step(target, "approve", "pavaduotoja").state == "approved"


def test_the_only_head_decides_alone(indicators):
    assert step(propose("vedeja"), "approve").state == "approved"


# role × state: which steps each may make of a proposal by the methodologist

AUTHOR = {"proposed": {"change", "withdraw"}, "returned": {"change", "withdraw"}}
HEAD = {"proposed": {"approve", "return", "decline"}, "approved": {"withdraw"}}
MAY = {"metodininke": AUTHOR, "vedeja": HEAD}


def made(target, name, person):
    if name == "change":
        return change(target, person)
    return step(target, name, person, "Taip.")


def in_state(state):
    target = propose()
    ways = {
        "returned": [("return", "vedeja")],
        "approved": [("approve", "vedeja")],
        "declined": [("decline", "vedeja")],
        "withdrawn": [("withdraw", "metodininke")],
        "superseded": [("approve", "vedeja")],
    }
    for name, person in ways.get(state, ()):
        target = step(target, name, person, "Taip.")
    if state == "superseded":
        approved()
    return store().get(target.id)


@pytest.mark.parametrize("state", STATES)
def test_steps_by_role_and_state(indicators, state):
    target = in_state(state)
    assert target.state == state
    found = {}
    for person in PEOPLE:
        with act_as(person):
            found[person] = {
                name
                for name in ("change", *operations.DECISIONS, "withdraw")
                if operations.may_take(indicators, target, name)
            }
    assert found == {person: MAY.get(person, {}).get(state, set()) for person in PEOPLE}
    for person in PEOPLE:
        for name in {"change", *operations.DECISIONS, "withdraw"} - found[person]:
            with pytest.raises((NotAllowed, Unauthorized)):
                made(target, name, person)
    assert store().get(target.id) == target


@pytest.mark.parametrize("person", [one for one in PEOPLE if one not in MAY])
def test_only_the_department_writes(indicators, person):
    with pytest.raises(Unauthorized):
        propose(person)
    with pytest.raises(Unauthorized), act_as(person):
        operations.set_limits(indicators, {"near": "80", "way": "50"})


def test_limits_are_the_head_s(indicators):
    with pytest.raises(Unauthorized), act_as("metodininke"):
        operations.set_limits(indicators, {"near": "80", "way": "50"})
    with act_as("vedeja"):
        operations.set_limits(indicators, {"near": "80", "way": 50})
    assert tuple(store().limits) == (0.8, 0.5)
    for wrong in ("", "0", "100", "x", True, None, "8.5"):
        with pytest.raises(FieldErrors) as caught, act_as("vedeja"):
            operations.set_limits(indicators, {"near": wrong, "way": "50"})
        assert caught.value.errors == {"near": operations.SHARE_WRONG}
    assert tuple(store().limits) == (0.8, 0.5)


def test_a_changed_proposal_is_dated(indicators):
    target = propose()
    with act_as("metodininke"), at(NOW + timedelta(days=2)):
        changed = operations.change(indicators, target.id, {"value": "6"})
    assert changed.at == NOW + timedelta(days=2)


def test_the_best_are_looked_for_in_the_newest_year_that_most_have_reported(indicators):
    put("KLM", 2026, "published", {"C4": "900000"}, population=100_000)
    put("KRT", 2026, "accepted", {"C4": "900000"}, population=50_000)
    assert propose(base_year="", method="third").basis.year == 2025
    put("PAG", 2026, "accepted", {"C4": "21000"}, population=7000)
    assert propose(base_year="", method="third", year="2028").basis.year == 2026
