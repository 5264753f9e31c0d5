"""A library: what it tells of itself, and the groups that keep in step with it."""

from plone import api


def library(code):
    [brain] = api.content.find(portal_type="Library", library_code=code)
    return brain.getObject()


def test_library_of_the_world(world):
    kretinga = library("KRT")
    assert kretinga.getId() == "krt"
    assert kretinga.name == "Kretinga"
    assert kretinga.county == "LT-KL"
    assert kretinga.outlets == {"central": 1, "urban": 2, "rural": 14}


def test_roles_reach_the_own_library_only(world):
    roles = {
        code: api.user.get_roles(username="krt-direktore", obj=library(code))
        for code in ("KRT", "PAG")
    }
    assert set(roles["KRT"]) - set(roles["PAG"]) == {"LibraryDirector"}
