"""Asking reviewers and reviewing: what is kept, what is refused, who reads what."""

from AccessControl import Unauthorized
from AccessControl.SpecialUsers import nobody
from datetime import timedelta
from metodinis.common.clock import today
from metodinis.common.moments import at
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.goodpractice.cases.operations import submit
from metodinis.goodpractice.cases.rules import CRITERIA
from metodinis.goodpractice.review import mails
from metodinis.goodpractice.review import operations
from metodinis.goodpractice.review import pool as pooling
from metodinis.goodpractice.review import reading
from plone import api
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import REVIEWERS
from tests.goodpractice.review.conftest import assign
from tests.goodpractice.review.conftest import close
from tests.goodpractice.review.conftest import EDITOR
from tests.goodpractice.review.conftest import LINA
from tests.goodpractice.review.conftest import review
from tests.goodpractice.review.conftest import set_pool
from tests.goodpractice.review.conftest import VIDA
import pytest


def refused(kind, person, function, *arguments, **more):
    """The refusal of a write by a person."""
    with act_as(person), pytest.raises(kind) as refusal:
        function(*arguments, **more)
    return refusal.value


def seen(case, person):
    """By round, what a person reads: (name, score of novelty or None where it isn't told)."""
    with act_as(person):
        return [
            [
                (one.name, one.evaluation.scores[0] if one.said else None)
                for one in found.evaluations
            ]
            for found in reading.rounds_seen(case)
        ]


def candidates(case):
    with act_as(EDITOR):
        return [(one.userid, one.open) for one in pooling.candidates(case)]


# who is asked


def test_nobody_of_the_library_may_be_asked(pool, submitted):
    assert [userid for userid, _open in candidates(submitted)] == [LINA, "metodininke", VIDA]
    with act_as(EDITOR):
        [lina, ona, _vida] = pooling.candidates(submitted)
    assert (lina.name, lina.place) == ("Lina Klaipėdienė", "Klaipėda")
    assert (ona.name, ona.place) == ("Ona Metodinskienė", "")


def test_who_owes_the_fewest_comes_first_then_who_was_asked_longest_ago(reviewing):
    other = make(title="Kitas pavyzdys")
    assert candidates(other) == [("metodininke", 0), (LINA, 1), (VIDA, 1)]
    review(reviewing, VIDA)
    # Lina still owes; Vida doesn't, but was asked once.
    assert candidates(other) == [("metodininke", 0), (VIDA, 0), (LINA, 1)]
    with act_as(EDITOR):
        assert pooling.suggested(other) == ["metodininke", VIDA]


def test_accounts_that_are_gone_are_not_offered(pool, submitted):
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username=LINA)
    assert [userid for userid, _open in candidates(submitted)] == ["metodininke", VIDA]


def test_asking_begins_the_review(reviewing):
    assert state_of(reviewing) == "reviewing"
    assert [one.evaluator for one in reviewing.open_round.counted] == [*REVIEWERS]
    for person in REVIEWERS:
        with act_as(person):
            assert may("metodinis: Review Good Practice", reviewing)


@pytest.mark.parametrize(
    "reviewers",
    [
        (),
        (LINA,),
        (LINA, LINA),
        (LINA, "krt-darbuotoja"),
        (LINA, "svecias"),
        (LINA, "nera"),
        (LINA, VIDA, "metodininke"),
    ],
)
def test_reviewers_are_two_of_the_pool(pool, submitted, reviewers):
    refusal = refused(
        FieldErrors, EDITOR, operations.assign, submitted, reviewers, today() + timedelta(days=3)
    )
    assert set(refusal.errors) == {"reviewers"}
    assert (state_of(submitted), submitted.rounds) == ("submitted", [])


@pytest.mark.parametrize("days", [None, -1, 366])
def test_day_of_a_review_is_to_come(pool, submitted, days):
    due = None if days is None else today() + timedelta(days=days)
    refusal = refused(FieldErrors, EDITOR, operations.assign, submitted, REVIEWERS, due)
    assert set(refusal.errors) == {"due"}


@pytest.mark.parametrize("person", ["krt-darbuotoja", "metodininke", LINA, "svecias"])
def test_only_editors_ask(pool, submitted, person):
    refused(Unauthorized, person, operations.assign, submitted, REVIEWERS, today())


def test_editor_who_wrote_in_it_asks_nobody(pool, submitted):
    submitted.writers = (*submitted.writers, EDITOR)
    refused(NotAllowed, EDITOR, operations.assign, submitted, REVIEWERS, today())
    assert seen(submitted, EDITOR) == []
    assign(submitted, person="vedeja")
    assert seen(submitted, EDITOR) == []


def test_reviewers_are_asked_once_it_is_submitted(pool, case):
    with api.env.adopt_roles(["Manager"]):
        api.portal.get_tool("acl_users").userFolderAddUser("valdytojas", "x" * 12, ["Manager"], [])
    refused(NotAllowed, "valdytojas", operations.assign, case, REVIEWERS, today())
    assert case.rounds == []


def test_refusal_makes_room_for_another(reviewing):
    refused(FieldErrors, LINA, operations.refuse, reviewing, "  ")
    with act_as(LINA):
        operations.refuse(reviewing, "Pažįstu autorę.")
        assert not may("View", reviewing)
    assert [userid for userid, _open in candidates(reviewing)] == ["metodininke", VIDA]
    with act_as(EDITOR):
        assert pooling.suggested(reviewing) == [VIDA, "metodininke"]
    refused(FieldErrors, EDITOR, operations.assign, reviewing, REVIEWERS, today())
    assign(reviewing, (VIDA, "metodininke"))
    assert seen(reviewing, EDITOR) == [
        [("Lina Klaipėdienė", None), ("Vida Pagėgienė", None), ("Ona Metodinskienė", None)]
    ]
    # Roles are remembered for one request: in another it is Unauthorized.
    refused((Unauthorized, NotAllowed), LINA, operations.save_review, reviewing, {}, {})


@pytest.mark.parametrize(("author", "told"), [("", EDITOR), (EDITOR, "vedeja")])
def test_editor_who_wrote_in_it_does_not_hear_who_refused(reviewing, monkeypatch, author, told):
    reviewing.writers = (*reviewing.writers, *filter(None, [author]))
    heard = []
    monkeypatch.setattr(mails, "tell", lambda case, people, *rest, **more: heard.extend(people))
    with act_as(LINA):
        operations.refuse(reviewing, "Pažįstu autorę.")
    assert heard == [told]


def test_who_gave_a_review_is_not_replaced(reviewing):
    review(reviewing, LINA)
    refusal = refused(
        FieldErrors, EDITOR, operations.assign, reviewing, (VIDA, "metodininke"), today()
    )
    assert set(refusal.errors) == {"reviewers"}
    assign(reviewing, (LINA, "metodininke"))
    with act_as(VIDA):
        assert not may("View", reviewing)


def test_who_left_the_pool_may_go_on(reviewing):
    set_pool("metodininke")
    assign(reviewing, days=30)
    assert {one.due for one in reviewing.open_round.counted} == {today() + timedelta(days=30)}


def test_same_reviewers_are_offered_when_it_comes_back(reviewing):
    with act_as(EDITOR):
        assert pooling.former(reviewing) == []
    for person in REVIEWERS:
        review(reviewing, person)
    close(reviewing)
    with act_as("krt-darbuotoja"):
        submit(reviewing)
    with act_as(EDITOR):
        assert pooling.former(reviewing) == [*REVIEWERS]
    assign(reviewing)
    assert len(reviewing.rounds) == 2
    # The first round is told to the authors still; the second to nobody.
    assert seen(reviewing, "krt-darbuotoja") == [[("", 5), ("", 5)]]
    assert seen(reviewing, LINA) == [[("Lina Klaipėdienė", None)], [("Lina Klaipėdienė", 5)]]


# what is read


def test_neither_sees_the_other_before_giving_their_own(pool, submitted):
    set_pool(LINA, EDITOR)
    assign(submitted, (LINA, EDITOR), person="vedeja")
    review(submitted, LINA, 4)
    # An editor who reviews is a reviewer first.
    assert seen(submitted, EDITOR) == [[("Eglė Redaktorienė", None)]]
    assert seen(submitted, LINA) == [[("Lina Klaipėdienė", 4)]]
    review(submitted, EDITOR, 5)
    assert seen(submitted, LINA) == [[("Lina Klaipėdienė", 4), ("", 5)]]
    assert seen(submitted, EDITOR) == [[("Lina Klaipėdienė", 4), ("Eglė Redaktorienė", 5)]]


def test_editor_reads_neither_before_both_are_given(reviewing):
    review(reviewing, LINA, 1)
    assert seen(reviewing, EDITOR) == [[("Lina Klaipėdienė", None), ("Vida Pagėgienė", None)]]
    with act_as(EDITOR):
        [found] = reading.rounds_seen(reviewing)
    assert (found.means, found.overall) == ({}, None)
    review(reviewing, VIDA, 4)
    assert seen(reviewing, EDITOR) == [[("Lina Klaipėdienė", 1), ("Vida Pagėgienė", 4)]]
    with act_as(EDITOR):
        [found] = reading.rounds_seen(reviewing)
    assert (found.means, found.overall) == (dict.fromkeys(CRITERIA, 2.5), 2.5)


def test_draft_of_a_review_is_seen_by_its_reviewer_alone(reviewing):
    with act_as(LINA):
        operations.save_review(reviewing, {"novelty": 2}, {}, remarks={"need": "Kodėl?"})
    assert seen(reviewing, LINA) == [[("Lina Klaipėdienė", 2)]]
    assert seen(reviewing, EDITOR) == [[("Lina Klaipėdienė", None), ("Vida Pagėgienė", None)]]
    assert seen(reviewing, VIDA) == [[("Vida Pagėgienė", None)]]
    assert seen(reviewing, "krt-darbuotoja") == []
    with act_as(VIDA):
        assert reading.remarks_by_field(reviewing) == {}


@pytest.mark.parametrize(
    ("shown", "names"), [(False, ("", "")), (True, ("Lina Klaipėdienė", "Vida Pagėgienė"))]
)
def test_authors_read_once_it_is_decided_with_names_if_so_set(reviewing, shown, names):
    api.portal.set_registry_record("metodinis.goodpractice.names_shown", shown)
    review(reviewing, LINA, 4, {"need": "Trūksta šaltinio.", "title": "Per ilgas."})
    review(reviewing, VIDA, 5, {"need": "Aišku."})
    for person in ("krt-darbuotoja", "krt-direktore", "metodininke"):
        assert seen(reviewing, person) == []
    close(reviewing)
    expected = [[*zip(names, (4, 5), strict=True)]]
    for person in ("krt-darbuotoja", "krt-direktore", "metodininke"):
        assert seen(reviewing, person) == expected
    with act_as("krt-darbuotoja"):
        remarks = reading.remarks_by_field(reviewing)
    first, second = names
    assert remarks == {
        "title": [(first, "Per ilgas.")],
        "need": [(first, "Trūksta šaltinio."), (second, "Aišku.")],
    }
    assert list(remarks) == ["title", "need"]
    assert seen(reviewing, "svecias") == []
    with api.env.adopt_user(user=nobody):
        assert reading.rounds_seen(reviewing) == []


def test_what_is_written_to_editors_is_theirs_alone(reviewing):
    with act_as(LINA):
        scores = dict.fromkeys(CRITERIA, 5)
        operations.save_review(reviewing, scores, {}, private="Skaičiais abejoju.", give=True)

    def read(person):
        with act_as(person):
            return [
                one.evaluation.private
                for found in reading.rounds_seen(reviewing)
                for one in found.evaluations
                if one.said
            ]

    assert (read(LINA), read(VIDA), read(EDITOR)) == (["Skaičiais abejoju."], [""], [])
    review(reviewing, VIDA)
    assert (read(LINA), read(VIDA)) == (["Skaičiais abejoju.", ""], ["", ""])
    assert read(EDITOR) == ["Skaičiais abejoju.", ""]
    close(reviewing)
    assert (read("krt-darbuotoja"), read("metodininke")) == (["", ""], ["", ""])


# what is given


@pytest.mark.parametrize(
    ("scores", "comments", "remarks", "fields"),
    [
        ({}, {}, {}, [f"score-{name}" for name in CRITERIA]),
        (dict.fromkeys(CRITERIA, 6), {}, {}, [f"score-{name}" for name in CRITERIA]),
        ({**dict.fromkeys(CRITERIA, 5), "clarity": 3}, {}, {}, ["comment-clarity"]),
        (dict.fromkeys(CRITERIA, 5), {}, {"consent": "x"}, ["remark-consent"]),
        (dict.fromkeys(CRITERIA, 5), {}, {"need": "x" * 5001}, ["remark-need"]),
        (
            {**dict.fromkeys(CRITERIA, 5), "novelty": None},
            {"clarity": "x" * 5001},
            {"nera": "x"},
            ["score-novelty", "comment-clarity", "remark-nera"],
        ),
    ],
)
def test_all_that_is_wrong_with_a_review_is_told_at_once(
    reviewing, scores, comments, remarks, fields
):
    refusal = refused(
        FieldErrors,
        LINA,
        operations.save_review,
        reviewing,
        scores,
        comments,
        remarks=remarks,
        give=True,
    )
    assert sorted(refusal.errors) == sorted(fields)
    assert reviewing.open_round.of(LINA).is_owed


def test_given_review_is_final(reviewing):
    review(reviewing, LINA, 4, {"links": "Neveikia.\r\n", "title": " "})
    mine = reviewing.open_round.of(LINA)
    assert (mine.scores, mine.summary) == ((4, 4, 4, 4), "Išvada 4")
    assert mine.remarks == (("links", "Neveikia."),)
    for function, arguments in (
        (operations.save_review, ({}, {})),
        (operations.refuse, ("Persigalvojau.",)),
    ):
        refused(NotAllowed, LINA, function, reviewing, *arguments)
    assert reviewing.open_round.of(LINA) == mine


@pytest.mark.parametrize("person", [EDITOR, "krt-darbuotoja", "metodininke", "svecias"])
def test_who_was_not_asked_reviews_nothing(reviewing, person):
    refused(Unauthorized, person, operations.save_review, reviewing, {}, {})
    refused(Unauthorized, person, operations.refuse, reviewing, "Ne.")


def test_reviewer_who_came_into_the_library_reviews_no_more(reviewing):
    reviewing.writers = (*reviewing.writers, LINA)
    refused(NotAllowed, LINA, operations.save_review, reviewing, {"novelty": 5}, {})
    refused(
        FieldErrors, EDITOR, operations.assign, reviewing, REVIEWERS, today() + timedelta(days=1)
    )
    with act_as(LINA):
        operations.refuse(reviewing, "Dirbu šioje bibliotekoje.")


def test_reminder_needs_somebody_who_owes(reviewing):
    with act_as(EDITOR):
        assert operations.remind(reviewing) == 2
    for person in REVIEWERS:
        review(reviewing, person)
    refused(NotAllowed, EDITOR, operations.remind, reviewing)


def test_turn_is_remembered_across_cases(reviewing):
    with at(now() + timedelta(days=1)):
        review(reviewing, LINA)
        review(reviewing, VIDA)
    other = make(title="Kitas pavyzdys")
    assert candidates(other) == [("metodininke", 0), (LINA, 0), (VIDA, 0)]
