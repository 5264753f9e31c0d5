"""Cases that tell of the same, what one saves of a draft, and what a case tells as JSON."""

from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.goodpractice.cases import operations
from metodinis.goodpractice.cases.reading import case_json
from metodinis.goodpractice.cases.similar import marks_of
from metodinis.goodpractice.cases.similar import similar_cases
from plone.uuid.interfaces import IUUID
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.goodpractice.conftest import put_into
import pytest


def found(text, without=""):
    return [one.brain.Title for one in similar_cases(text, without)]


def test_words_meet_in_whatever_case_they_stand(world):
    assert marks_of("Pasakų valandėlės") == marks_of("pasaka valandėlę")
    assert marks_of("ir su į") == set()


def test_nearest_comes_first_and_the_rest_is_left_out(world):
    make_published(title="Pasakų valandėlė miške")
    make_published(2, title="Pasakų vakaras parke")
    make_published(3, title="Senjorų kompiuterinis raštingumas", summary="Konsultacijos.")
    assert found("Pasakų valandėlės miškuose") == [
        "Pasakų valandėlė miške",
        "Pasakų vakaras parke",
    ]
    assert found("Knygų keitimosi lentyna") == []
    assert found("") == []


def test_case_is_not_similar_to_itself(world):
    case = make_published()
    assert found(case.title, IUUID(case)) == []


def test_nobody_sees_drafts_of_others(case):
    with act_as("krt-direktore"):
        assert found(case.title) == [case.title]
    for name in ("pag-direktore", "metodininke", "redaktore"):
        with act_as(name):
            assert found(case.title) == []


def test_draft_keeps_what_is_good(case):
    wrong = {
        "title": "Kitaip",
        "people": "daug",
        "started": "vakar",
        "hours": "1 200",
        "links": [{"title": "Be adreso", "url": "ne adresas"}],
        "nera": "x",
    }
    with act_as("krt-direktore"):
        changed, errors = operations.save_draft(case, wrong, 1)
    assert changed == ["title", "hours"]
    assert set(errors) == {"people", "started", "links-0-url", "nera"}
    assert (case.title, case.people, case.hours, case.links[0].title) == (
        "Kitaip",
        3,
        1200,
        "Nuotraukos",
    )
    assert (case.revision, case.writers) == (2, ("krt-darbuotoja", "krt-direktore"))


def test_draft_is_not_saved_over_anothers_change(case):
    with act_as("krt-darbuotoja"), pytest.raises(NotAllowed):
        operations.save_draft(case, {"title": "Kitaip"}, 0)
    assert case.title == "Pasakų valandėlė miške"


def test_same_values_change_nothing(case):
    with act_as("krt-darbuotoja"):
        assert operations.save_draft(case, {"title": case.title, "people": 3}, 1) == ([], {})
    assert case.revision == 1


def test_numbers_and_days_are_read_as_typed(case):
    with act_as("krt-darbuotoja"), pytest.raises(FieldErrors) as refusal:
        operations.update_case(case, {"people": "٣", "hours": "1" * 30, "ended": "2025-13-01"})
    assert set(refusal.value.errors) == {"people", "hours", "ended"}
    with act_as("krt-darbuotoja"):
        operations.update_case(case, {"people": "", "ended": "2025-10-01"})
    assert (case.people, case.ended.isoformat()) == (None, "2025-10-01")


def test_what_the_department_adds_is_told_once_published(case):
    case.expert_note, case.rating = "Verta perimti.", 4.5
    told = case_json(case, "lt")
    assert (told["expert_note"], told["rating"], told["published"]) == ("", None, None)
    put_into(case, "published")
    told = case_json(case, "lt")
    assert (told["expert_note"], told["rating"]) == ("Verta perimti.", 4.5)


def test_titles_are_told_in_the_language_asked_for(world):
    told = case_json(make(), "en")
    assert told["topic_titles"] == ["Promotion of reading", "Community and partnership"]
    assert told["results"] == [
        {
            "text": "Dalyvių padaugėjo",
            "evidence": "Renginių registras",
            "indicator": "",
            "before": 120.0,
            "after": 245.5,
            "unit": "dalyviai",
        }
    ]
