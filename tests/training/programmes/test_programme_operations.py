"""Writing, evaluating and deciding: what is stored, what is refused, and who reads what."""

from AccessControl import Unauthorized
from AccessControl.SpecialUsers import nobody
from datetime import date
from datetime import timedelta
from decimal import Decimal
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.libraries.operations import close_library
from metodinis.training.programmes import evaluating
from metodinis.training.programmes import operations
from metodinis.training.programmes import reading
from metodinis.training.programmes.rules import CRITERIA
from metodinis.training.programmes.rules import Topic
from metodinis.training.programmes.workflow import NotComplete
from plone import api
from tests.training.programmes.conftest import act_as
from tests.training.programmes.conftest import approve
from tests.training.programmes.conftest import assign
from tests.training.programmes.conftest import bring
from tests.training.programmes.conftest import evaluate
from tests.training.programmes.conftest import EVALUATORS
from tests.training.programmes.conftest import library
from tests.training.programmes.conftest import make
from tests.training.programmes.conftest import today
from tests.training.programmes.conftest import VALUES
import pytest


def refused(kind, person, operation, *args, **more):
    """The refusal of an operation that a person tries."""
    with act_as(person), pytest.raises(kind) as caught:
        operation(*args, **more)
    return caught.value


def seen(programme, person):
    """Names and scores of relevance that a person reads, by round, the newest first."""
    with act_as(person):
        return [
            [(one.name, one.evaluation.scores[0] if one.said else None) for one in r.evaluations]
            for r in reading.rounds_seen(programme)
        ]


# writing


def test_what_is_typed_is_stored_clean(programme):
    assert programme.topics == (
        Topic("Autorių teisės", 2.0, 1.0, 0.0),
        Topic("Aprašas", 1.0, 2.5, 1.0),
    )
    assert programme.objectives == ("Pažinti teisės aktus", "Aprašyti vaizdus")
    assert programme.price == Decimal("25.50")
    assert programme.writers == ("krt-darbuotoja",)
    assert programme.library_uid == api.content.get_uuid(library("KRT"))


def test_only_the_title_is_needed_to_begin(world):
    with act_as("metodininke"):
        programme = operations.create_programme(world["training"], {"title": "Nauja"})
    assert state_of(programme) == "draft"


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"title": " "}, ["title"]),
        ({"price": "daug"}, ["price"]),
        ({"price": "-1"}, ["price"]),
        ({"price": "1.005"}, ["price"]),
        ({"price": True}, ["price"]),
        ({"level": "kitas"}, ["level"]),
        ({"competences": ["nėra"]}, ["competences"]),
        ({"competences": 5}, ["competences"]),
        ({"validity": 11}, ["validity"]),
        ({"validity": "trys"}, ["validity"]),
        ({"objectives": "x" * 501}, ["objectives"]),
        ({"objectives": ["x"] * 41}, ["objectives"]),
        ({"objectives": [1]}, ["objectives"]),
        ({"topics": "tema"}, ["topics"]),
        ({"topics": [{"name": "x"}]}, ["topics"]),
        ({"topics": [{"title": "A"}] * 61}, ["topics"]),
        ({"topics": [{"title": "", "theory": "1"}]}, ["topics-0-title"]),
        ({"topics": [{"title": "A", "theory": "0.3"}]}, ["topics-0-theory"]),
        ({"topics": [{}, {"title": "A", "practice": "-1"}]}, ["topics-1-practice"]),
        ({"topics": [{"title": "A", "self_study": "nan"}]}, ["topics-0-self_study"]),
        ({"topics": [{"title": "A", "theory": "501"}]}, ["topics-0-theory"]),
        ({"trainers": [{"name": "Ona"}]}, ["trainers-0-qualification"]),
        ({"library_uid": "kita"}, ["library_uid"]),
        ({"price": "x", "topics": [{"title": "A", "theory": "x"}]}, ["price", "topics-0-theory"]),
    ],
)
def test_bad_input_is_told_at_its_field_and_stores_nothing(programme, values, fields):
    refusal = refused(FieldErrors, "krt-darbuotoja", operations.update_programme, programme, values)
    assert sorted(refusal.errors) == fields
    assert (programme.title, programme.revision) == (VALUES["title"], 1)


def test_who_saw_an_older_revision_writes_over_nothing(programme):
    with act_as("krt-direktore"):
        assert operations.update_programme(programme, {"aim": "Kitas tikslas."}, 1) == ["aim"]
    refused(
        NotAllowed, "krt-darbuotoja", operations.update_programme, programme, {"aim": "Mano."}, 1
    )
    assert programme.aim == "Kitas tikslas."
    assert programme.writers == ("krt-darbuotoja", "krt-direktore")


def test_library_proposes_for_itself_alone(world):
    create = operations.create_programme
    refused(Unauthorized, "pag-direktore", create, world["training"], VALUES, library("KRT"))
    refused(Unauthorized, "krt-darbuotoja", create, world["training"], VALUES)


def test_closed_library_proposes_nothing_and_its_heir_keeps_its_programmes(world):
    programme = make("pag-direktore", "PAG")
    with api.env.adopt_roles(["Manager"]):
        close_library(library("PAG"), date(2025, 12, 31), merged_into=library("KRT"))
        refusal = None
        try:
            operations.create_programme(world["training"], VALUES, library("PAG"))
        except NotAllowed as error:
            refusal = error
    assert refusal is not None
    with act_as("krt-direktore"):
        assert may(operations.EDIT, programme)
    with act_as("pag-direktore"):
        assert not may("View", programme)


def test_incomplete_programme_is_not_submitted(world):
    programme = make(aim="", topics=[{"title": "Be valandų"}])
    refusal = refused(NotComplete, "krt-darbuotoja", operations.submit, programme)
    assert refusal.blockers == ["aim", "topics"]
    assert state_of(programme) == "draft"


def test_only_drafts_are_deleted(programme, world):
    bring(programme, "returned")
    refused(NotAllowed, "krt-darbuotoja", operations.delete_programme, programme)
    other = make(title="Kita")
    with act_as("krt-direktore"):
        operations.delete_programme(other)
    assert list(world["training"].objectIds()) == [programme.getId()]


# evaluators


@pytest.mark.parametrize(
    "evaluators",
    [
        ("klm-darbuotoja",),
        ("klm-darbuotoja", "klm-darbuotoja"),
        ("klm-darbuotoja", "krt-darbuotoja"),
        ("klm-darbuotoja", "krt-direktore"),
        ("klm-darbuotoja", "svecias"),
        ("klm-darbuotoja", "nėra"),
        ("klm-darbuotoja", "pag-direktore", "vedeja"),
    ],
)
def test_evaluators_are_two_who_wrote_nothing_of_it(programme, evaluators):
    bring(programme, "submitted")
    due = today() + timedelta(days=3)
    refusal = refused(FieldErrors, "metodininke", evaluating.assign, programme, evaluators, due)
    assert list(refusal.errors) == ["evaluators"]
    assert (state_of(programme), programme.rounds) == ("submitted", [])


@pytest.mark.parametrize("days", [-1, 366, None])
def test_day_of_evaluation_is_to_come(programme, days):
    bring(programme, "submitted")
    due = None if days is None else today() + timedelta(days=days)
    refusal = refused(FieldErrors, "metodininke", evaluating.assign, programme, EVALUATORS, due)
    assert list(refusal.errors) == ["due"]


def test_writer_asks_no_evaluators_of_their_own(world):
    programme = make("metodininke", None)
    with act_as("metodininke"):
        operations.submit(programme)
    due = today() + timedelta(days=3)
    refused(NotAllowed, "metodininke", evaluating.assign, programme, EVALUATORS, due)
    assign(programme, person="vedeja")
    assert state_of(programme) == "evaluating"


def test_refusal_makes_room_for_another(programme):
    bring(programme, "evaluating")
    with act_as("klm-darbuotoja"):
        evaluating.refuse_evaluation(programme, "Neturiu laiko.")
    with act_as("klm-darbuotoja"):
        assert not may("View", programme)
    due = today() + timedelta(days=9)
    refused(FieldErrors, "metodininke", evaluating.assign, programme, EVALUATORS, due)
    assign(programme, ("vedeja", "pag-direktore"))
    assert [one.evaluator for one in programme.open_round.counted] == ["pag-direktore", "vedeja"]


def test_who_gave_an_evaluation_is_not_replaced(programme):
    bring(programme, "evaluating")
    evaluate(programme, "klm-darbuotoja")
    due = today() + timedelta(days=9)
    others = ("vedeja", "pag-direktore")
    refusal = refused(FieldErrors, "metodininke", evaluating.assign, programme, others, due)
    assert list(refusal.errors) == ["evaluators"]
    assign(programme, ("klm-darbuotoja", "vedeja"))
    with act_as("pag-direktore"):
        assert not may("View", programme)


# evaluations


def test_neither_sees_the_other_before_giving_their_own(programme):
    bring(programme, "submitted")
    assign(programme, ("klm-darbuotoja", "vedeja"))
    evaluate(programme, "klm-darbuotoja", 4)
    # A head who evaluates is an evaluator first.
    assert seen(programme, "vedeja") == [[("Janina Vedėjienė", None)]]
    assert seen(programme, "klm-darbuotoja") == [[("Lina Klaipėdienė", 4)]]
    evaluate(programme, "vedeja", 5)
    both = [[("Lina Klaipėdienė", 4), ("Janina Vedėjienė", 5)]]
    assert seen(programme, "klm-darbuotoja") == both
    assert seen(programme, "vedeja") == both


def test_nobody_reads_one_and_takes_the_place_of_the_other(programme):
    bring(programme, "evaluating")
    evaluate(programme, "klm-darbuotoja", 1)
    for person in ("metodininke", "vedeja"):
        assert seen(programme, person) == [[("Lina Klaipėdienė", None), ("Vida Pagėgienė", None)]]
        with act_as(person):
            [found] = reading.rounds_seen(programme)
        assert (found.means, found.overall) == ({}, None)
    assign(programme, ("klm-darbuotoja", "vedeja"))
    evaluate(programme, "vedeja", 5)
    assert seen(programme, "metodininke") == [[("Lina Klaipėdienė", 1), ("Janina Vedėjienė", 5)]]


def test_draft_of_an_evaluation_is_seen_by_its_evaluator_alone(programme):
    bring(programme, "evaluating")
    with act_as("klm-darbuotoja"):
        evaluating.save_evaluation(programme, {"relevance": 2}, {})
    assert seen(programme, "klm-darbuotoja") == [[("Lina Klaipėdienė", 2)]]
    for person in ("metodininke", "vedeja"):
        assert seen(programme, person) == [[("Lina Klaipėdienė", None), ("Vida Pagėgienė", None)]]
    assert seen(programme, "pag-direktore") == [[("Vida Pagėgienė", None)]]
    assert seen(programme, "krt-darbuotoja") == []


def test_authors_read_without_names_once_it_is_decided(programme):
    bring(programme, "evaluating")
    for person, score in zip(EVALUATORS, (4, 5), strict=True):
        evaluate(programme, person, score)
    assert seen(programme, "krt-darbuotoja") == []
    with act_as("vedeja"):
        operations.return_(programme, "Patikslinkite.")
    assert seen(programme, "krt-darbuotoja") == [[("", 4), ("", 5)]]
    assert seen(programme, "redaktore") == []
    with api.env.adopt_user(user=nobody):
        assert reading.rounds_seen(programme) == []


def test_methodologist_who_wrote_it_reads_like_an_author(world):
    programme = make("metodininke", None)
    with act_as("metodininke"):
        operations.submit(programme)
    assign(programme, person="vedeja")
    evaluate(programme, "klm-darbuotoja")
    assert seen(programme, "metodininke") == []


@pytest.mark.parametrize(
    ("scores", "comments", "fields"),
    [
        ({}, {}, [f"score-{name}" for name in CRITERIA]),
        (dict.fromkeys(CRITERIA, 6), {}, [f"score-{name}" for name in CRITERIA]),
        (dict.fromkeys(CRITERIA, True), {}, [f"score-{name}" for name in CRITERIA]),
        ({**dict.fromkeys(CRITERIA, 5), "methods": 3}, {}, ["comment-methods"]),
        ({**dict.fromkeys(CRITERIA, 5), "kitas": 3}, {}, ["score-kitas"]),
        (dict.fromkeys(CRITERIA, 5), {"methods": "x" * 5001}, ["comment-methods"]),
    ],
)
def test_evaluation_that_is_given_is_whole(programme, scores, comments, fields):
    bring(programme, "evaluating")
    refusal = refused(
        FieldErrors,
        "klm-darbuotoja",
        evaluating.save_evaluation,
        programme,
        scores,
        comments,
        give=True,
    )
    assert list(refusal.errors) == fields
    assert programme.open_round.of("klm-darbuotoja").given_at is None


def test_given_evaluation_is_final(programme):
    bring(programme, "evaluating")
    evaluate(programme, "klm-darbuotoja", 4)
    scores = dict.fromkeys(CRITERIA, 5)
    refused(
        NotAllowed, "klm-darbuotoja", evaluating.save_evaluation, programme, scores, {}, give=True
    )
    refused(NotAllowed, "klm-darbuotoja", evaluating.refuse_evaluation, programme, "Persigalvojau.")
    refused(Unauthorized, "vedeja", evaluating.save_evaluation, programme, scores, {})


# decisions


def test_decision_rests_on_two_evaluations(programme):
    bring(programme, "evaluating")
    evaluate(programme, "klm-darbuotoja")
    until = today() + timedelta(days=9)
    refused(NotAllowed, "vedeja", operations.approve, programme, "V-1", date(2026, 1, 5), until)
    assert (state_of(programme), programme.order_number) == ("evaluating", "")


def test_order_is_checked(programme):
    bring(programme, "evaluating")
    for person in EVALUATORS:
        evaluate(programme, person)
    refusal = refused(
        FieldErrors,
        "vedeja",
        operations.approve,
        programme,
        " ",
        today() + timedelta(days=1),
        today(),
    )
    assert sorted(refusal.errors) == ["order_date", "order_number", "valid_until"]
    refused(
        Unauthorized,
        "metodininke",
        operations.approve,
        programme,
        "V-1",
        date(2026, 1, 5),
        today() + timedelta(days=9),
    )


def test_resubmission_begins_a_new_round_and_keeps_the_old(programme):
    bring(programme, "returned")
    with act_as("krt-darbuotoja"):
        operations.update_programme(programme, {"aim": "Aiškesnis tikslas."})
        operations.submit(programme)
    assign(programme)
    assert [(r.number, r.outcome) for r in programme.rounds] == [(1, "returned"), (2, "")]
    for person in EVALUATORS:
        evaluate(programme, person)
    approve(programme)
    assert [(r.number, r.outcome) for r in programme.rounds] == [(1, "returned"), (2, "approved")]


def test_low_mean_needs_a_reason_and_raises_a_review(programme):
    bring(programme, "evaluating")
    for person in EVALUATORS:
        evaluate(programme, person, 3)
    until = today() + timedelta(days=9)
    refusal = refused(
        FieldErrors, "vedeja", operations.approve, programme, "V-1", date(2026, 1, 5), until
    )
    assert list(refusal.errors) == ["reason"]
    approve(programme, reason="Poreikis didelis.")
    [review] = programme.open_reviews.values()
    assert review.reason == "programmes_review_evaluators_low"
    assert review.reason.mapping == {"mean": "3,00", "threshold": "4,0"}


# reviews


def test_review_is_raised_once_for_a_reason(programme):
    bring(programme, "running")
    assert operations.raise_review(programme, "Anketų vidurkis 3,2.")
    assert not operations.raise_review(programme, " Anketų vidurkis 3,2.\n")
    assert operations.raise_review(programme, "Kita priežastis.")
    assert not operations.raise_review(programme, " ")
    assert [review.reason for review in programme.open_reviews.values()] == [
        "Anketų vidurkis 3,2.",
        "Kita priežastis.",
    ]


def test_settled_reason_may_come_again(programme):
    bring(programme, "running")
    operations.raise_review(programme, "Anketų vidurkis 3,2.")
    [key] = programme.open_reviews
    refusal = refused(FieldErrors, "metodininke", operations.settle_review, programme, key, " ")
    assert list(refusal.errors) == ["outcome"]
    with act_as("metodininke"):
        operations.settle_review(programme, key, "Pakeistas lektorius.")
    refused(NotAllowed, "metodininke", operations.settle_review, programme, key, "Dar kartą.")
    assert programme.open_reviews == {}
    assert operations.raise_review(programme, "Anketų vidurkis 3,2.")
    assert [review.outcome for review in programme.reviews.values()] == [
        "Pakeistas lektorius.",
        "",
    ]


def test_expired_programme_runs_on_only_after_approval(programme):
    bring(programme, "reviewing")
    programme.valid_until = today() - timedelta(days=1)
    refused(NotAllowed, "metodininke", operations.resume, programme, "Gerai.")
    programme.valid_until = today() + timedelta(days=1)
    operations.raise_review(programme, "Galiojimas baigiasi.")
    with act_as("metodininke"):
        operations.resume(programme, "Peržiūrėta, keisti nereikia.")
    assert (state_of(programme), programme.open_reviews) == ("running", {})


@pytest.mark.parametrize("name", ["review", "archive"])
def test_step_back_needs_a_reason(programme, name):
    bring(programme, "running")
    step = operations.TRANSITIONS[name]
    refusal = refused(FieldErrors, "metodininke", step, programme, " ")
    assert list(refusal.errors) == ["reason"]
    assert state_of(programme) == "running"


def test_second_decision_is_told(programme):
    bring(programme, "approved")
    refused(NotAllowed, "vedeja", operations.return_, programme, "Pavėlavau.")
    assert state_of(programme) == "approved"
