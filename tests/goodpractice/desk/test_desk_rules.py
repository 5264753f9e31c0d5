"""What differs between two texts, when somebody is reminded, and whose turn it is."""

from datetime import date
from datetime import datetime
from datetime import UTC
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.desk import listing
from metodinis.goodpractice.desk.comparing import marked
from metodinis.goodpractice.desk.rules import changed_names
from metodinis.goodpractice.desk.rules import Question
from metodinis.goodpractice.desk.rules import reminder_is_due
import pytest


ASKED = datetime(2028, 3, 1, 3, tzinfo=UTC)
DUE = date(2028, 4, 30)
HALF, WEEK = date(2028, 3, 31), date(2028, 4, 23)


@pytest.mark.parametrize(
    ("day", "reminded", "is_due"),
    [
        (date(2028, 3, 1), (), False),
        (date(2028, 3, 30), (), False),
        (HALF, (), True),
        (date(2028, 4, 2), (HALF,), False),
        # A night that was left out is caught up with.
        (date(2028, 4, 2), (), True),
        (WEEK, (HALF,), True),
        (date(2028, 4, 25), (HALF, WEEK), False),
        (DUE, (HALF,), False),
    ],
)
def test_reminders_at_half_time_and_a_week_before_the_end(day, reminded, is_due):
    assert reminder_is_due(Question(ASKED, DUE, reminded), day) is is_due


def test_who_answered_is_not_reminded():
    assert reminder_is_due(Question(ASKED, DUE, answered_at=ASKED, answer="yes"), WEEK) is False


def test_changed_names_keep_their_order_and_know_new_fields():
    before = {"title": "A", "need": "B", "steps": ()}
    after = {"title": "A", "need": "C", "steps": ("x",), "lessons": ""}
    assert changed_names(before, after, ("steps", "need", "title", "lessons")) == ["steps", "need"]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("", "Nauja", ([], [("new", "Nauja")])),
        ("Sena", "", ([("gone", "Sena")], [])),
        (
            "Skaitome miške kasdien",
            "Skaitome parke kasdien",
            (
                [("same", "Skaitome "), ("gone", "miške "), ("same", "kasdien")],
                [("same", "Skaitome "), ("new", "parke "), ("same", "kasdien")],
            ),
        ),
        # A word added at the end changes none before it.
        (
            "Pakviesti",
            "Pakviesti laiškais",
            ([("same", "Pakviesti")], [("same", "Pakviesti "), ("new", "laiškais")]),
        ),
        ("Visai kitas tekstas", "120", ([("gone", "Visai kitas tekstas")], [("new", "120")])),
    ],
)
def test_words_that_differ_are_marked(before, after, found):
    assert marked(before, after) == found


def test_text_that_repeats_one_word_is_shown_as_a_whole():
    before, after = "a " * 1000, "a b " * 500
    assert marked(before, after) == ([("gone", before)], [("new", after)])


def test_texts_lose_nothing_by_being_compared():
    before, after = "Viena.\nDu, trys – keturi!\n", "Vienas.\nDu, trys – penki!\nIr dar."
    left, right = marked(before, after)
    assert ("".join(text for _kind, text in left), "".join(text for _kind, text in right)) == (
        before,
        after,
    )


@pytest.mark.parametrize(
    ("token", "who"),
    [
        (store.DECISION, "editors"),
        (store.CHANGED, "editors"),
        (store.review_of("ona"), "reviewers"),
        (store.mending_of("uid"), "library"),
        (store.truth_of("uid"), "library"),
        (store.EXPIRY, "nobody"),
    ],
)
def test_whose_turn_a_token_tells_of(token, who):
    assert listing.who_of(token) == who


def test_what_is_planned_is_nobodys_turn():
    row = listing.Row(None, "", "", None, ASKED, {store.PUBLISHING: DUE})
    assert row.who == []
    assert row._replace(waits={store.PUBLISHING: None}).who == ["editors"]
