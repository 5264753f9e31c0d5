"""Which target holds for whom, and how far everybody is."""

from metodinis.indicators.peers.content import OwnGroup
from metodinis.indicators.targets import reading
from metodinis.indicators.targets.reading import Progress
from metodinis.indicators.targets.rules import Limits
from metodinis.indicators.values.table import table
from tests.indicators.targets.conftest import approved
from tests.indicators.targets.conftest import of_library
from tests.indicators.targets.conftest import propose
from tests.indicators.values.conftest import put
from tests.libraries.conftest import act_as
import pytest


def member(code):
    return next(one for one in table().members if one.code == code)


def ids(year=2027):
    """Of whom -> the number of the target that holds for R8."""
    found = {code: reading.target_for("R8", year, member(code)) for code in ("KLM", "KRT", "PAG")}
    found["all"] = reading.target_for("R8", year)
    return {who: target and target.id for who, target in found.items()}


def test_only_approved_targets_hold(indicators):
    propose()
    assert ids() == {"KLM": None, "KRT": None, "PAG": None, "all": None}


def test_the_most_specific_target_holds(indicators):
    approved()
    approved(group="kind:municipal", base="kind:municipal")
    assert ids() == {"KLM": 2, "KRT": 2, "PAG": 2, "all": 1}
    approved(group="population:3", base="territory")
    approved(group=of_library("PAG"))
    assert ids() == {"KLM": 2, "KRT": 3, "PAG": 4, "all": 1}
    assert ids(2028) == {"KLM": None, "KRT": None, "PAG": None, "all": None}


def test_own_groups_win_over_bands_the_smaller_first(indicators):
    uids = [member(code).uid for code in ("KLM", "KRT", "PAG")]
    indicators.peers.put(OwnGroup("a", "Visos trys", tuple(uids), ""))
    indicators.peers.put(OwnGroup("b", "Dvi", tuple(uids[:2]), ""))
    approved(group="population:3", base="territory")
    approved(group="own:b", base="own:b")
    approved(group="own:a", base="own:a")
    assert ids() == {"KLM": 2, "KRT": 2, "PAG": 3, "all": None}


def test_a_sum_of_the_group_is_no_target_of_its_libraries(indicators):
    approved(code="C4", measure="whole", value="900000")
    assert reading.target_for("C4", 2027, member("KRT")) is None
    assert reading.target_for("C4", 2027).id == 1
    approved(code="C4", measure="each", value="250000")
    assert reading.target_for("C4", 2027, member("KRT")).id == 2
    assert reading.target_for("C4", 2027).id == 1


def test_all_targets_at_one_look(indicators):
    approved()
    approved(code="C4", value="250000")
    found = reading.targets_of(2027, member("KRT"))
    assert {code: one.id for code, one in found.items()} == {"R8": 1, "C4": 2}
    assert reading.targets_of(2026, member("KRT")) == {}


def test_progress_of_a_library_is_of_its_newest_number(indicators):
    target = approved(value="5")
    assert reading.progress(target, member("KLM")) == Progress(
        2025, 5.0, 5.0, "met", None, 1, 1, False
    )
    assert reading.progress(target, member("KRT")).light == "near"
    assert reading.progress(target, member("PAG")).light == "far"
    put("PAG", 2027, "published", {"C4": "32000"}, population=7000)
    found = reading.progress(target, member("PAG"))
    assert (found.year, found.is_final, found.light) == (2027, True, "near")
    assert found.way == pytest.approx((32 / 7 - 3) / 2)


def test_progress_of_the_group_is_a_ratio_of_sums(indicators):
    target = approved(value="5")
    value = (500_000 + 225_000 + 21_000) / 157_000
    assert reading.progress(target) == Progress(2025, value, value, "near", None, 3, 3, False)
    assert reading.reached(target) == (1, 3)


def test_a_group_of_too_few_is_told_by_an_earlier_year(indicators):
    target = approved(value="5")
    put("KLM", 2026, "published", {"C4": "900000"}, population=100_000)
    assert (reading.progress(target).year, reading.progress(target).light) == (2025, "near")
    # One library's own value is that of the year.
    assert reading.progress(target, member("KLM")).year == 2026


def test_of_few_in_all_years_the_value_is_told_without_a_light(world):
    put("KLM", 2025, "published", {"C4": "900000"}, population=100_000)
    target = approved(value="5")
    assert reading.progress(target) == Progress(2025, 9.0, None, "", None, 3, 1, False)


def test_sums_are_told_whole_only(indicators):
    whole = approved(code="C4", measure="whole", value="700000")
    assert reading.progress(whole) == Progress(2025, 746_000, 746_000, "met", None, 3, 3, False)
    put("KLM", 2026, "published", {"C4": "900000"}, population=100_000)
    put("KRT", 2026, "published", {"C4": "900000"}, population=50_000)
    assert reading.progress(whole).year == 2025
    each = approved(code="C4", measure="each", value="200000")
    assert reading.progress(each).value is None
    assert reading.reached(each) == (2, 3)


def test_visitors_see_the_progress_of_published_values(indicators):
    target = approved(value="5")
    put("PAG", 2026, "accepted", {"C4": "42000"}, population=7000)
    with act_as("metodininke"):
        assert reading.progress(target, member("PAG")).year == 2026
    with act_as("krt-direktore"):
        assert reading.progress(target, member("PAG")).year == 2025


def test_a_target_for_one_library_is_measured_by_it(indicators):
    target = approved(group=of_library("PAG"), value="4")
    assert reading.progress(target).value == 3
    assert [one.member.code for one in reading.standings(target)] == ["PAG"]


def test_limits_change_the_lights(indicators):
    target = approved(value="5")
    assert reading.progress(target, member("KRT")).light == "near"
    indicators.targets.limits = Limits(0.95, 0.9)
    assert reading.progress(target, member("KRT")).light == "far"


def test_who_has_reached_it_is_what_the_lights_say(indicators):
    put("PAG", 2026, "published", {"C4": "34972"}, population=7000)  # 4.996, written 5,00
    for values in ({}, {"group": "population:3", "base": "territory"}, {"code": "C4"}):
        target = approved(**{"value": "5", **values})
        lights = [one.progress.light for one in reading.standings(target)]
        assert reading.reached(target) == (lights.count("met"), len(lights)) != (0, 0)
    assert reading.reached(approved(code="C4", measure="whole", value="5")) == (0, 0)


def test_visitors_read_no_number_of_what_is_not_published(indicators):
    for code in ("KLM", "KRT", "PAG"):
        put(code, 2026, "accepted", {"C4": "42000"}, population=7000)
    target = approved(base_year="2026", value="7")
    assert (target.basis.median, target.basis.baseline) == (6, 6)
    with act_as("metodininke"):
        assert reading.basis_seen(target, table()) == target.basis
        assert reading.progress(target).baseline == 6
    hidden = target.basis._replace(median=None, computed=None, baseline=None)
    with act_as("krt-direktore"):
        assert reading.basis_seen(target, table()) == hidden
        assert reading.progress(target) == Progress(
            2025, 746_000 / 157_000, None, "far", None, 3, 3, False
        )
    # One that is left out hides what it is part of, and nothing else.
    for code in ("KLM", "KRT"):
        put(code, 2026, "published", {"C4": "42000"}, population=7000)
    of_one = approved(group=of_library("KRT"), base="county:LT-KL", base_year="2026")
    with act_as("krt-direktore"):
        assert reading.basis_seen(target, table()) == hidden
        assert reading.basis_seen(of_one, table()) == of_one.basis
    put("PAG", 2026, "published", {"C4": "42000"}, population=7000)
    with act_as("krt-direktore"):
        assert reading.basis_seen(target, table()) == target.basis


def test_the_target_that_may_be_told_holds_among_those(indicators):
    general, of_one = approved(), approved(group=of_library("KRT"))
    found = reading.targets_of(2027, member("KRT"), among=[general])
    assert found == {"R8": general}
    assert reading.targets_of(2027, member("KRT")) == {"R8": of_one}
