"""The questions, the scale, the days and the sums of feedback forms."""

from datetime import date
from metodinis.training.evaluation import rules
from metodinis.training.evaluation.rules import Question
from metodinis.training.evaluation.vocabularies import QUESTION_TITLES
from metodinis.training.evaluation.vocabularies import title_of
import pytest


OWN = (
    Question("own-1", "text", "after", "Ar patiko salė?"),
    Question("own-2", "scale", "after", "Pietūs"),
    Question("own-3", "scale", "later", "Padėjo?"),
)


def test_questions_are_those_of_the_form_with_each_trainer_and_own_ones():
    asked = rules.asked("after", ("Ona Onaitė, lektorė, LNB", "Jonas", "Ona Onaitė", ""), OWN)
    assert [question.id for question in asked] == [
        "content",
        "usefulness",
        "trainer-Ona Onaitė",
        "trainer-Jonas",
        "organisation",
        "materials",
        "recommend",
        "own-2",
        "best",
        "improve",
        "needs",
        "own-1",
    ]
    later = rules.asked("later", ("Ona",), OWN)
    assert [question.id for question in later] == [
        "used",
        "effect",
        "own-3",
        "applied",
        "hindered",
    ]


def test_each_question_has_a_title():
    asked = {question.id for question in rules.QUESTIONS} - {rules.TRAINER}
    assert {*QUESTION_TITLES} == asked
    assert title_of(OWN[0]) == "Ar patiko salė?"
    assert title_of(rules.trainer_question("Ona")).mapping == {"name": "Ona"}


@pytest.mark.parametrize(("typed", "kept"), [(1, 1), ("5", 5), ("", None), (None, None), (3, 3)])
def test_scores(typed, kept):
    assert rules.score(typed) == kept


@pytest.mark.parametrize("typed", [0, 6, "6", "gerai", 4.5, True, [], "05", "٣"])
def test_no_scores(typed):
    with pytest.raises(ValueError):
        rules.score(typed)


def test_sums():
    sheets = [
        {"content": 5, "trainer-Ona": 4, "best": "Žaidimai"},
        {"content": 3, "best": "Aptarimas"},
        {"used": 2},
    ]
    content, trainer = rules.scales(rules.asked("after", ("Ona",))[:3], sheets)[0::2]
    assert content == (Question("content", "scale", rated=True), 2, 4.0, (0, 0, 1, 0, 1))
    assert trainer[1:] == (1, 4.0, (0, 0, 0, 1, 0))
    assert [words.texts for words in rules.words(rules.QUESTIONS, sheets)] == [
        ("Aptarimas", "Žaidimai")
    ]
    # Each person weighs the same: (4.5 + 3) / 2, and who gave no rated score not at all.
    assert rules.satisfaction(sheets) == (3.75, 2)
    assert rules.satisfaction([]) == (None, 0)
    assert rules.scales(rules.QUESTIONS[:1], [])[0][1:] == (0, None, (0, 0, 0, 0, 0))


def test_trainers_who_left_the_list_are_still_told_of():
    asked = rules.asked("after", ("Ona",))
    found = rules.with_past_trainers(asked, [{"trainer-Jonas": 4}, {"trainer-Ona": 5}])
    assert [question.title for question in found[len(asked) :]] == ["Jonas"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 2, 12), 3, date(2026, 5, 12)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 9, 1), 3, date(2026, 12, 1)),
    ],
)
def test_months_later(day, months, expected):
    assert rules.months_later(day, months) == expected


def test_days_of_a_form():
    ended = date(2026, 2, 12)
    assert rules.due_day("after", ended) == date(2026, 2, 13)
    assert rules.due_day("later", ended) == date(2026, 5, 12)
    assert rules.closing_day("after", ended, None) == date(2026, 3, 15)
    # Marks came late, and so did the mails.
    assert rules.closing_day("after", ended, date(2026, 3, 1)) == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("n", "people", "is_closed", "expected"),
    [(2, 2, True, False), (3, 6, False, True), (3, 7, False, False), (3, 70, True, True)],
)
def test_when_a_mean_says_enough(n, people, is_closed, expected):
    assert rules.is_conclusive(n, people, is_closed) == expected
