"""A library among its peers: numbers against pandas, years and groups, drafts and targets."""

from metodinis.indicators.changes import with_row
from metodinis.indicators.peers import groups
from metodinis.indicators.peers.content import OwnGroup
from metodinis.indicators.peers.content import Settings
from metodinis.indicators.profile.reading import Profile
from metodinis.indicators.profile.rules import Change
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.targets.rules import Basis
from metodinis.indicators.targets.rules import Target
from metodinis.reports.sources import ReportSources
from plone import api
from plone.uuid.interfaces import IUUID
from tests.indicators.peers.conftest import publish
from tests.indicators.peers.conftest import report
from tests.indicators.peers.conftest import SIZES
from tests.indicators.values.conftest import put
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
from tests.reports.conftest import fill
from tests.reports.rounds.test_territory import open_round
import pandas
import pytest


PEOPLE = ("svecias", "pag-direktore", "krt-direktore", "metodininke")
VISITS = {code: sizes[6] / sizes[1] for code, sizes in SIZES.items()}


def profile(code="KRT", **more):
    return Profile(library(code), **more)


def test_value_change_and_series(territory):
    line = profile().line("R8")
    assert line.value == 150_000 / 37_500
    assert line.before == 135_000 / 37_500
    assert line.change == Change(pytest.approx(1 / 0.9 - 1), False)
    assert line.series == ((2024, 3.6), (2025, 4.0))
    assert (line.theme, line.is_draft, line.goal) == ("C", False, None)


def test_standings_are_those_of_pandas(territory):
    ranks = pandas.Series(VISITS).rank()
    expected = ((ranks - 0.5) / len(VISITS) * 100).to_dict()
    firsts, lasts = (
        pandas.Series(VISITS).rank(ascending=False, method=method) for method in ("min", "max")
    )
    for code in SIZES:
        line = profile(code, group="kind:municipal").line("R8")
        assert line.standing.percentile == pytest.approx(expected[code])
        assert line.standing.rank == (firsts[code], lasts[code], 11)
        assert line.standing.star == (lasts[code] <= 3)
        assert line.spread.median == pytest.approx(pandas.Series(VISITS).median())


def test_costs_stand_the_other_way(territory):
    costs = pandas.Series({code: float(s[7].replace(",", ".")) / s[6] for code, s in SIZES.items()})
    best = costs.idxmin()
    assert profile(best, group="territory").line("R19").standing.rank.first == 1
    assert profile(costs.idxmax(), group="territory").line("R19").standing.rank.last == 11


def test_context_is_placed_but_not_judged(territory):
    found = profile(group="territory")
    assert found.line("R2").standing.star is False
    codes = {one.code for verdicts in found.verdicts for one in verdicts}
    assert codes & {"R2", "R5", "R21"} == set()


def test_verdicts_name_the_best_and_the_worst(territory):
    strengths, gaps = profile("NER", group="kind:municipal").verdicts
    assert ("R8", "all") in [(one.code, one.share) for one in strengths]
    strengths, gaps = profile("PAG", group="kind:municipal").verdicts
    assert ("R8", "all") in [(one.code, one.share) for one in gaps]


def test_of_too_few_nothing_is_told(territory):
    found = profile(group="population:2")
    line = found.line("R8")
    assert (found.group.id, line.known, line.standing, line.spread) == (
        *("population:2", 3, None, None),
    )
    assert found.verdicts == ([], [])
    groups.peers().decide(Settings(smallest=3))
    assert profile(group="population:2").line("R8").standing.rank == (1, 1, 3)


def test_year_and_group_that_arent_there_are_as_if_unasked(territory):
    found = profile(year=1999, group="county:LT-TA")
    assert (found.year, found.group.id) == (2025, "nearest:krt")
    assert found.years == [2025, 2024]
    assert profile(year=2024).line("R8").change is None


def test_coverage_says_who_is_missing(territory):
    publish("TAU", 2025, state="returned")
    found = profile(group="population:2")
    assert found.coverage == (2, 3)
    assert profile(group="territory").coverage == (10, 12)


def test_an_own_group_may_be_chosen(territory):
    groups.peers().put(OwnGroup("a", "A", tuple(IUUID(library(c)) for c in ("KRT", "PAL")), ""))
    found = profile(group="own:a")
    assert [one.code for one in found.peers] == ["PAL"]
    assert profile("SIL", group="own:a").group.id == "nearest:sil"


def test_words_instead_of_numbers(territory):
    publish("KRT", 2025, C4="n/d: nefiksuota", H2="-")
    line = profile().line("R8")
    assert (line.value, line.standing, line.change) == (None, None, None)
    assert [one.code for one in profile().keys] == ["R7"]


def test_what_it_never_had_isnt_told(territory):
    assert {"R8", "R28", "R10"} & {line.code for line in profile().lines} == {"R8"}


def test_a_library_without_figures_has_no_year(territory):
    found = profile("KLAVB")
    assert (found.year, found.years, found.lines, found.group) == (None, [], [], None)


def test_trend_is_beside_the_group(territory):
    [before, now] = profile(group="kind:municipal").trend("R8")
    assert (before[:2], now[:2]) == ((2024, 3.6), (2025, 4.0))
    assert now[2].median == pytest.approx(pandas.Series(VISITS).median())
    assert before[2].median == pytest.approx(now[2].median * 0.9, rel=1e-3)


def test_accepted_is_for_the_staff(territory):
    publish("KRT", 2025, state="accepted")
    with act_as("metodininke"):
        assert profile().years == [2025, 2024]
    with act_as("pag-direktore"):
        assert profile().years == [2024]


def test_places_are_for_own_people_and_staff(territory):
    with act_as("pag-direktore"):
        assert not profile().sees_places
    with act_as("metodininke"):
        assert profile().sees_places
    assert profile(sees_drafts=True).sees_places


def test_own_draft_stands_among_published_peers(territory, monkeypatch):
    publish("KRT", 2025, state="returned")
    row = {"R8/n": 187_500, "R8/d": 37_500, "R7/n": "not_applicable", "R7/d": "not_applicable"}
    draft = {2025: ("returned", row)}
    monkeypatch.setattr(ReportSources, "own_row", lambda self, library, year: draft.get(year))
    assert (profile(sees_drafts=True).year, profile(sees_drafts=True).draft_year) == (2024, 2025)
    found = profile(sees_drafts=True, year=2025, group="kind:municipal")
    assert found.draft_year is None
    line = found.line("R8")
    assert (found.draft_state, found.years) == ("returned", [2025, 2024])
    assert (line.value, line.is_draft, line.standing.rank) == (5.0, True, (2, 2, 11))
    assert profile().years == [2024]


def test_a_draft_of_a_year_that_nobody_has_yet(territory, monkeypatch):
    monkeypatch.setattr(
        ReportSources,
        "own_row",
        lambda self, library, year: (
            ("draft", {"R8/n": 75_000, "R8/d": 37_500}) if year == 2026 else None
        ),
    )
    found = profile(sees_drafts=True, year=2026)
    assert (found.year, found.group, found.groups, found.coverage) == (2026, None, [], (0, 0))
    line = found.line("R8")
    assert (line.value, line.change, line.standing) == (2.0, Change(-0.5, False), None)


def test_a_real_draft_is_for_its_own_people(world):
    open_round()
    fill(library("KRT")["statistical-2025"], "krt-direktore", C1="100", C4="900")
    with act_as("krt-direktore"):
        found = profile(sees_drafts=True)
        assert (found.year, found.draft_state) == (2025, "draft")
        assert found.line("R8").value == 900 / 37500
    with api.env.adopt_roles(["Anonymous"]):
        assert profile().year is None


def approved(year, value, group="kind:municipal"):
    target = Target(
        *(1, "R8", year, group, "Savivaldybių", value, "up", "each"),
        *(Basis(), "Taip nuspręsta", "approved", "vedeja", None),
    )
    api.portal.get()["indicators"].targets.put(target)


def test_target_has_a_light(territory):
    approved(2025, 4.1)
    goal = profile().line("R8").goal
    assert (goal.target.value, goal.light) == (4.1, "near")
    assert profile("NER").line("R8").goal.light == "met"
    assert profile("PAG").line("R8").goal.light == "far"


def test_a_target_for_one_library_is_told_to_its_people_alone(territory):
    approved(2025, 4.1, f"library:{IUUID(library('KRT'))}")

    def goal(person):
        with act_as(person):
            return profile().line("R8").goal

    assert {person: goal(person) and goal(person).target.value for person in PEOPLE} == {
        "svecias": None,
        "pag-direktore": None,
        "krt-direktore": 4.1,
        "metodininke": 4.1,
    }


def test_the_next_target_counts_if_the_year_has_none(territory):
    approved(2027, 5)
    assert profile(year=2024).line("R8").goal.target.year == 2027
    approved(2024, 5)
    assert profile(year=2025).line("R8").goal is None


def test_another_formula_isnt_compared(territory):
    typed, people = report("KRT", 2024)
    text = with_row(catalogue_text(), "indicator", "R8", {"factor": "1000"})
    put("KRT", 2024, "published", typed, text, people)
    line = profile().line("R8")
    assert (line.before, line.change) == (3600, None)
    assert profile().line("R7").change is not None
