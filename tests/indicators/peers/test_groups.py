"""Which groups a library belongs to, and who is in them."""

from datetime import date
from metodinis.indicators.peers import groups
from metodinis.indicators.peers.content import OwnGroup
from metodinis.indicators.peers.content import Settings
from metodinis.indicators.values.table import table
from plone import api
from plone.uuid.interfaces import IUUID
from tests.indicators.peers.conftest import publish
from tests.indicators.peers.conftest import SIZES
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library


def member(found, code):
    return next(one for one in found.members if one.code == code)


def codes(found, group):
    return {one.code for one, inside in zip(found.members, group.mask, strict=True) if inside}


def made(found, code, year=2025):
    """id -> codes of a library's groups."""
    return {one.id: codes(found, one) for one in groups.groups_of(found, member(found, code), year)}


def test_a_library_belongs_to_groups(territory):
    found = table()
    groups.peers().decide(Settings(neighbours=2))
    assert made(found, "TAU") == {
        "population:2": {"KRT", "SIL", "TAU"},
        "nearest:tau": {"TAU", "KRT", "SIL"},
        "county:LT-TA": {"JUR", "PAG", "SLL", "TAU"},
        "kind:municipal": set(SIZES),
        "territory": {*SIZES, "KLAVB"},
    }


def test_of_whom_no_size_is_known_has_no_group_of_it(territory):
    found = table()
    assert list(made(found, "KLAVB")) == ["county:LT-KL", "kind:county", "territory"]


def test_bands_are_of_the_year_or_the_one_nearest_known(territory):
    publish("PAL", 2025, state="returned")
    found = table()
    assert made(found, "PAL")["population:1"] == {"PAL", "SKU", "JUR", "SLL"}


def test_readers_see_groups_by_what_they_see(territory):
    for year in (2024, 2025):
        publish("KRT", year, state="accepted")
    with act_as("pag-direktore"):
        assert "population:2" not in made(table(), "KRT")
    with act_as("metodininke"):
        assert made(table(), "KRT")["population:2"] == {"KRT", "SIL", "TAU"}


def test_own_groups_come_by_their_names(territory):
    found = table()
    both = tuple(IUUID(library(code)) for code in ("NER", "PAL"))
    groups.peers().put(OwnGroup("b", "Žvejai", both[:1], ""))
    groups.peers().put(OwnGroup("a", "Kurortai", both, "Prie jūros."))
    mine = made(found, "NER")
    assert [one for one in mine if one.startswith("own")] == ["own:a", "own:b"]
    assert mine["own:a"] == {"NER", "PAL"}
    assert "own:a" not in made(found, "KRT")


def test_the_closed_are_in_no_group_of_later_years(territory):
    library("SIL").closed = date(2024, 6, 1)
    library("SIL").reindexObject()
    found = table()
    assert "SIL" in made(found, "KRT", 2024)["population:2"]
    assert made(found, "KRT", 2025)["population:2"] == {"KRT", "TAU"}


def test_groups_are_found_by_their_ids(territory):
    found = table()
    for code in ("KRT", "KLAVB"):
        for one in groups.groups_of(found, member(found, code), 2025):
            again = groups.group(found, one.id, 2025)
            assert (again.id, again.title, codes(found, again)) == (
                *(one.id, one.title),
                codes(found, one),
            )


NO_IDS = (
    *("", "nothing", "territory:1", "population", "population:5", "population:-1"),
    *("population:²", "population:99999", "kind:", "kind:school", "county:LT-XX"),
    *("nearest:nobody", "own:none", "own:", None),
)


def test_what_isnt_an_id_finds_nothing(territory):
    found = table()
    assert [name for name in NO_IDS if groups.group(found, name, 2025) is not None] == []


def test_all_groups_leave_out_the_empty(territory):
    found = table()
    names = [one.id for one in groups.all_groups(found, 2025)]
    assert names == [
        "territory",
        *(f"population:{band}" for band in range(5)),
        *("kind:county", "kind:municipal"),
        *("county:LT-KL", "county:LT-TA"),
    ]


def test_default_is_the_closest_group_with_enough(territory):
    found = table()
    groups.peers().decide(Settings(neighbours=6))
    assert groups.default_group(found, member(found, "KRT"), 2025).id == "nearest:krt"
    groups.peers().decide(Settings(smallest=3))
    assert groups.default_group(found, member(found, "KRT"), 2025).id == "population:2"
    groups.peers().decide(Settings(smallest=12))
    assert groups.default_group(found, member(found, "KRT"), 2025).id == "territory"


def test_neighbours_are_of_the_same_kind_and_by_chosen_measures(territory):
    found = table()
    groups.peers().decide(Settings(measures=("A7",), neighbours=3))
    near = [one.code for one in groups.neighbours(found, member(found, "KRT"), 2025)]
    assert near == ["TAU", "SIL", "JUR"]
    groups.peers().decide(Settings(measures=("X9",), neighbours=3))
    assert groups.neighbours(found, member(found, "KRT"), 2025) == []


def test_names_are_for_the_staff_unless_they_say_so(territory):
    with act_as("krt-direktore"):
        assert not groups.may_name()
    with act_as("metodininke"):
        assert groups.may_name()
    groups.peers().decide(Settings(names_in_public=True))
    with api.env.adopt_roles(["Anonymous"]):
        assert groups.may_name()
