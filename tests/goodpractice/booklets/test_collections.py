"""Collections: who may, what is refused, and what readers see as cases come and go."""

from AccessControl import Unauthorized
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.common.states import TransitionRefused
from metodinis.goodpractice.booklets import operations
from metodinis.goodpractice.booklets import reading
from metodinis.goodpractice.booklets.schema import MAX_CASES
from plone import api
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import put_into
import pytest


PEOPLE = (
    "svecias",
    "krt-darbuotoja",
    "krt-direktore",
    "pag-direktore",
    "metodininke",
    "vedeja",
    "redaktore",
)
# state -> who sees the collection
SEEN_BY = {"draft": {"vedeja", "redaktore"}, "published": {*PEOPLE}}


def titles(collection):
    return [case.title for case in reading.cases_of(collection)]


def test_collection_keeps_its_order(collection):
    assert collection.getId() == "rinkinys-vasara"
    assert titles(collection) == ["Pavyzdys 3", "Pavyzdys 1"]
    with act_as("redaktore"):
        uids = list(reversed(collection.case_uids))
        assert operations.update_collection(collection, {"case_uids": uids}) == ["case_uids"]
        assert operations.update_collection(collection, {"case_uids": uids}) == []
    assert titles(collection) == ["Pavyzdys 1", "Pavyzdys 3"]


def test_nobody_learns_by_what_name_the_editor_logs_in(collection):
    [brain] = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=collection.UID())
    known = [brain[name] for name in api.portal.get_tool("portal_catalog").schema()]
    assert "redaktore" not in str(known)


@pytest.mark.parametrize("state", SEEN_BY)
def test_who_sees_and_who_writes(collection, state):
    if state == "published":
        with act_as("redaktore"):
            operations.publish_collection(collection)
    assert state_of(collection) == state
    seen, wrote = set(), set()
    for name in PEOPLE:
        with act_as(name):
            if reading.collections():
                seen.add(name)
            try:
                operations.update_collection(collection, {"description": name})
            except Unauthorized:
                continue
            wrote.add(name)
    assert seen == SEEN_BY[state]
    assert wrote == {"vedeja", "redaktore"}


@pytest.mark.parametrize("name", ["krt-direktore", "metodininke", "svecias"])
def test_others_may_not(collection, name):
    with act_as(name):
        for write in (
            lambda: operations.create_collection(directory(), {"title": "Kita"}),
            lambda: operations.publish_collection(collection),
            lambda: operations.withdraw_collection(collection),
            lambda: operations.delete_collection(collection),
        ):
            with pytest.raises(Unauthorized):
                write()
    assert [found.title for found in directory().objectValues() if "rinkinys" in found.getId()] == [
        "Vasara"
    ]


def test_cases_that_can_not_be_chosen(collection, cases):
    draft, uid = make(title="Juodraštis").UID(), cases[0].UID()
    before = collection.case_uids
    with act_as("redaktore"):
        for sent, message in (
            ([uid, uid], operations.NOT_CASES),
            ([draft], operations.NOT_CASES),
            (["0" * 32], operations.NOT_CASES),
            ([collection.UID()], operations.NOT_CASES),
            ([5], operations.NOT_CASES),
            ("tekstas", operations.NOT_CASES),
            ([uid] * (MAX_CASES + 1), operations.TOO_MANY),
        ):
            with pytest.raises(FieldErrors) as refused:
                operations.update_collection(collection, {"title": "Kitas", "case_uids": sent})
            assert refused.value.errors == {"case_uids": message}
    assert (collection.title, collection.case_uids) == ("Vasara", before)


def test_all_that_is_wrong_is_told_at_once(collection):
    with act_as("redaktore"), pytest.raises(FieldErrors) as refused:
        operations.create_collection(
            directory(), {"title": " ", "description": "x" * 401, "case_uids": ["x"], "kita": 1}
        )
    assert sorted(refused.value.errors) == ["case_uids", "description", "kita", "title"]


def test_archived_case_leaves_the_page_and_comes_back(collection, cases):
    put_into(cases[2], "archived")
    cases[2].reindexObject()
    assert titles(collection) == ["Pavyzdys 1"]
    with act_as("redaktore"):
        # It was chosen before: other changes don't throw it out.
        uids = [cases[2].UID(), cases[1].UID()]
        operations.update_collection(collection, {"case_uids": uids})
    assert titles(collection) == ["Pavyzdys 2"]
    put_into(cases[2], "published")
    cases[2].reindexObject()
    assert titles(collection) == ["Pavyzdys 3", "Pavyzdys 2"]


def test_nothing_is_published_empty(collection):
    with act_as("redaktore"):
        operations.update_collection(collection, {"case_uids": []})
        with pytest.raises(NotAllowed) as refused:
            operations.publish_collection(collection)
        assert refused.value.message == "booklets_collection_empty_refused"
        with pytest.raises(TransitionRefused):
            api.portal.get_tool("portal_workflow").doActionFor(collection, "publish")
    assert state_of(collection) == "draft"


def test_day_of_the_first_publication_stays(collection):
    with act_as("redaktore"):
        operations.publish_collection(collection)
        first = collection.effective_date
        operations.withdraw_collection(collection)
        assert state_of(collection) == "draft"
        operations.publish_collection(collection)
    assert collection.effective_date == first


def test_deleting_a_collection_keeps_its_cases(collection, cases):
    with act_as("redaktore"):
        operations.publish_collection(collection)
        with pytest.raises(NotAllowed) as refused:
            operations.delete_collection(collection)
        assert refused.value.message == operations.DELETE_DRAFT
        operations.withdraw_collection(collection)
        operations.delete_collection(collection)
    assert "rinkinys-vasara" not in directory()
    assert [case.getId() in directory() for case in cases] == [True] * 3


def test_reader_chooses_by_numbers_and_uids(cases):
    def chosen(*asked):
        return [case.number for case in reading.chosen({"case": [*asked]})]

    draft = make(title="Juodraštis")
    assert chosen("3", cases[0].UID(), "3") == [3, 1]
    assert chosen("99", "abc", "0" * 32, draft.UID(), "-1", "²") == []
    assert [case.number for case in reading.chosen({"case": "2"})] == [2]
    assert reading.chosen({}) == []
