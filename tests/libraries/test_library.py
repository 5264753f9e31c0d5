"""A library: what it tells of itself, and the groups that keep in step with it."""

from AccessControl import Unauthorized
from datetime import date
from datetime import timedelta
from metodinis.common import clock
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.interfaces import IMetodinisLayer
from metodinis.libraries import operations
from metodinis.libraries import people
from plone import api
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
from zope.globalrequest import getRequest
from zope.interface import alsoProvides
import pytest


NEW = {"code": "SIL", "title": "Šilutės biblioteka", "municipality": "LT-46"}


def roles(person, code):
    """The roles that a person has on a library, beyond those of any member."""
    found = api.user.get_roles(username=person, obj=library(code))
    return set(found) - {"Member", "Authenticated"}


def entitled(code):
    """Which groups have roles on a library: (code of the group's library, role)."""
    names = {
        people.group_id(library(other), role): (other, role)
        for other in ("KLM", "KRT", "PAG")
        for role in ("staff", "director")
    }
    return {names[name] for name, _roles in library(code).get_local_roles() if name in names}


def test_library_of_the_world(kretinga):
    assert kretinga.getId() == "krt"
    assert kretinga.name == "Kretinga"
    assert kretinga.county == "LT-KL"
    assert kretinga.outlets == {"central": 1, "urban": 2, "rural": 14}
    assert [operations.population(kretinga, year) for year in (2024, 2025, 2026)] == [
        37800,
        37500,
        None,
    ]


def test_roles_reach_the_own_library_only(world):
    assert roles("krt-direktore", "KRT") == {"LibraryDirector"}
    assert roles("krt-darbuotoja", "KRT") == {"LibraryStaff"}
    assert roles("krt-direktore", "PAG") == set()


def test_groups_follow_a_rename(kretinga):
    with act_as("vedeja"):
        operations.update_library(kretinga, {"short_name": "Kretingos VB"})
    group = api.group.get(groupname=people.group_id(kretinga, "staff"))
    assert group.getGroupTitleOrName() == "Kretingos VB: darbuotojai"


@pytest.mark.parametrize("person", ["metodininke", "redaktore", "krt-direktore", "svecias"])
def test_register_is_the_heads(kretinga, person):
    with act_as(person):
        for write in (
            lambda: operations.create_library(NEW),
            lambda: operations.update_library(kretinga, {"founder": "X"}),
            lambda: operations.set_population(kretinga, []),
            lambda: operations.close_library(kretinga, date(2025, 1, 1)),
            lambda: operations.reopen_library(kretinga),
        ):
            with pytest.raises(Unauthorized):
                write()


def test_director_keeps_the_contact_and_nothing_else(kretinga):
    with act_as("krt-direktore"):
        operations.update_contact(kretinga, {"phone": " +370 445 78984 ", "email": ""})
        with pytest.raises(FieldErrors) as caught:
            operations.update_contact(kretinga, {"title": "Mano biblioteka"})
    assert (kretinga.phone, kretinga.email) == ("+370 445 78984", None)
    assert list(caught.value.errors) == ["title"]
    with act_as("pag-direktore"), pytest.raises(Unauthorized):
        operations.update_contact(kretinga, {"phone": "1234567"})


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "KRT"}, "code"),
        ({"code": "kr t"}, "code"),
        ({"title": "  "}, "title"),
        ({"municipality": "LT-99"}, "municipality"),
        ({"municipality": None}, "municipality"),
        ({"kind": "school"}, "kind"),
        ({"email": "no address"}, "email"),
        ({"phone": "<script>"}, "phone"),
        ({"web": "javascript:alert(1)"}, "web"),
        ({"latitude": 91.0, "longitude": 21.0}, "latitude"),
        ({"latitude": 55.9}, "longitude"),
        ({"outlets": {"rural": -1}}, "outlets_rural"),
        ({"outlets": {"castle": 1}}, "outlets.castle"),
        ({"outlets": {"rural": True}}, "outlets_rural"),
        ({"closed": date(2020, 1, 1)}, "closed"),
        ({"population": [{"year": 1, "population": 5, "source": "VDA"}]}, "population-0-year"),
        ({"population": [{"year": 2025, "population": 5, "source": ""}]}, "population-0-source"),
    ],
)
def test_bad_values_are_told_at_their_field(world, wrong, field):
    with act_as("vedeja"), pytest.raises(FieldErrors) as caught:
        operations.create_library({**NEW, **wrong})
    assert list(caught.value.errors) == [field]
    assert "sil" not in world["libraries"]


def test_same_year_of_population_twice(kretinga):
    row = {"year": 2025, "population": 37000, "source": "VDA"}
    with act_as("vedeja"), pytest.raises(FieldErrors) as caught:
        operations.set_population(kretinga, [row, row])
    assert list(caught.value.errors) == ["population-1-year"]
    assert operations.population(kretinga, 2025) == 37500


def test_merged_library_belongs_to_its_heirs(world):
    with act_as("vedeja"):
        operations.close_library(library("KRT"), date(2025, 6, 30), library("KLM"))
        assert entitled("KRT") == {("KLM", "staff"), ("KLM", "director")}
        assert roles("krt-direktore", "KRT") == set()
        operations.close_library(library("KLM"), date(2025, 12, 31), library("PAG"))
        assert entitled("KRT") == {("PAG", "staff"), ("PAG", "director")}
        operations.reopen_library(library("KLM"))
        assert entitled("KRT") == entitled("KLM") == {("KLM", "staff"), ("KLM", "director")}
    assert [library("KRT").is_closed(year) for year in (2025, 2026)] == [False, True]


def test_code_that_was_given_up_is_free_again(kretinga):
    with act_as("vedeja"):
        operations.update_library(kretinga, {"code": "KRE"})
        new = operations.create_library({**NEW, "code": "KRT"})
    assert (kretinga.getId(), new.getId(), new.code) == ("krt", "krt-2", "KRT")


def test_library_does_not_hide_a_page_of_the_register(kretinga):
    alsoProvides(getRequest(), IMetodinisLayer)
    with act_as("vedeja"):
        new = operations.create_library({**NEW, "code": "EXPORT"})
    assert (new.getId(), new.code) == ("export-2", "EXPORT")


@pytest.mark.parametrize(
    ("day", "heir", "field"),
    [
        (None, None, "day"),
        (timedelta(1), None, "day"),
        (date(1930, 1, 1), None, "day"),
        (date(2025, 1, 1), "KRT", "merged_into"),
        (date(2025, 1, 1), "PAG", "merged_into"),
    ],
)
def test_impossible_closings(kretinga, day, heir, field):
    if isinstance(day, timedelta):
        # Counted when the test runs: the day may have changed since the tests were collected.
        day += clock.today()
    kretinga.opened = date(1937, 1, 1)
    with act_as("vedeja"):
        operations.close_library(library("PAG"), date(2024, 12, 31))
        with pytest.raises(FieldErrors) as caught:
            operations.close_library(kretinga, day, heir and library(heir))
        with pytest.raises(NotAllowed):
            operations.close_library(library("PAG"), date(2024, 12, 31))
    assert list(caught.value.errors) == [field]
    assert kretinga.closed is None


def test_deleted_library_leaves_no_groups(kretinga):
    group = people.group_id(kretinga, "staff")
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(kretinga)
    assert api.group.get(groupname=group) is None
