"""What editors decide: what is kept, what is refused, who may, who is told."""

from AccessControl import Unauthorized
from datetime import date
from datetime import timedelta
from metodinis.common.moments import at
from metodinis.common.moments import now
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.common.waiting import waiting
from metodinis.goodpractice.cases import operations as cases
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk.nightly import PlannedPublications
from metodinis.goodpractice.desk.store import desk_of
from metodinis.libraries import people
from plone import api
from plone.uuid.interfaces import IUUID
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import library
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import put_into
from tests.goodpractice.desk.conftest import give_reviews
from tests.goodpractice.desk.conftest import recommend
import pytest


REASON = "Trūksta skaičių."


def waits(token):
    """UIDs of cases that wait for a token."""
    return set(waiting(directory(), store.KEY).found(token))


def test_returned_case_has_reason_and_remarks(reviewed, mails):
    with act_as("redaktore"):
        operations.return_(reviewed, f" {REASON} ", {"results": "Kiek?", "need": "Kam?"})
    assert state_of(reviewed) == "returned"
    # In the order of the form, not as they were sent.
    assert list(reading.remarks_of(reviewed).items()) == [("need", "Kam?"), ("results", "Kiek?")]
    [closed] = reviewed.rounds
    assert (closed.outcome, closed.reason) == ("returned", REASON)
    assert reviewed.open_round is None
    assert waits(store.mending_of(reviewed.library_uid)) == {IUUID(reviewed)}
    # Both reviewers are thanked; the author reads why.
    assert len(mails) == 3
    recipient, subject, text = mails[-1]
    assert recipient == "krt-darbuotoja@example.org"
    assert subject.endswith("Pasakų valandėlė miške")
    assert f"> {REASON}" in text
    assert "> Kiek?" in text


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("krt-darbuotoja", NotAllowed),
        ("metodininke", NotAllowed),
        ("klm-darbuotoja", Unauthorized),
        ("svecias", Unauthorized),
    ],
)
def test_nobody_else_decides(reviewed, name, refusal):
    with act_as(name), pytest.raises(refusal):
        operations.decline(reviewed, REASON)
    assert state_of(reviewed) == "reviewing"


def test_decision_needs_its_reason_and_known_fields(reviewed):
    with act_as("redaktore"), pytest.raises(FieldErrors) as refusal:
        operations.return_(reviewed, "  ", {"nera": "x", "need": "x" * 5001})
    assert set(refusal.value.errors) == {"reason", "remark-nera", "remark-need"}
    assert (state_of(reviewed), reading.decisions_of(reviewed)) == ("reviewing", [])


def test_recommendation_rests_on_two_reviews(submitted):
    give_reviews(submitted, count=1)
    with act_as("redaktore"), pytest.raises(NotAllowed):
        operations.recommend(submitted)
    assert submitted.open_round is not None


def test_decision_waits_until_both_reviews_are_given(submitted):
    for count, waiting_now in ((1, set()), (2, {IUUID(submitted)})):
        give_reviews(submitted, count)
        note_waiting(submitted)
        assert waits(store.DECISION) == waiting_now


def test_nobody_decides_on_their_own_case(reviewed):
    people.put(library("KRT"), "redaktore", "staff")
    with act_as("redaktore"):
        for decide in (operations.return_, operations.decline, operations.recommend):
            with pytest.raises(NotAllowed):
                decide(reviewed, REASON)
    assert state_of(reviewed) == "reviewing"
    with act_as("vedeja"):
        operations.recommend(reviewed)
    with act_as("redaktore"):
        with pytest.raises(NotAllowed):
            operations.publish(reviewed)
        with pytest.raises(NotAllowed):
            operations.write_note(reviewed, "Puikus pavyzdys.")
    assert reviewed.expert_note == ""


def test_recommended_waits_for_publication(recommended):
    assert recommended.rounds[0].outcome == "recommended"
    assert waits(store.PUBLISHING) == {IUUID(recommended)}


def test_published_has_number_rating_and_day(recommended, mails):
    with act_as("redaktore"):
        operations.publish(recommended, note="Verta perimti.", valid_until=date(2028, 1, 31))
    assert state_of(recommended) == "published"
    assert (recommended.number, recommended.rating) == (1, 4.25)
    assert (recommended.expert_note, recommended.valid_until) == (
        "Verta perimti.",
        date(2028, 1, 31),
    )
    assert [version.kind for version in recommended.versions] == ["submission", "publication"]
    assert recommended.effective().strftime("%Y-%m-%d") == now().strftime("%Y-%m-%d")
    assert desk_of(directory()).numbered(1) == IUUID(recommended)
    assert (waits(store.PUBLISHING), waits(store.EXPIRY)) == (set(), {IUUID(recommended)})
    assert len(mails) == 1


def test_numbers_have_no_gaps(recommended):
    second = make(title="Antras")
    with act_as("krt-darbuotoja"):
        cases.submit(second)
    recommend(second)
    with act_as("redaktore"):
        with pytest.raises(FieldErrors):
            operations.publish(recommended, valid_until=date(2020, 1, 1))
        operations.publish(second)
        operations.publish(recommended)
    assert (second.number, recommended.number) == (1, 2)


def test_number_stays_through_the_archive(recommended):
    with act_as("redaktore"):
        operations.publish(recommended)
        first = recommended.effective()
        operations.archive(recommended, "Paseno.")
        assert waits(store.EXPIRY) == set()
        operations.restore(recommended, "Vėl vyksta.")
        with at(now() + timedelta(days=400)):
            operations.publish(recommended)
    assert (recommended.number, recommended.effective()) == (1, first)
    assert recommended.rating == 4.25


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"valid_until": date(2020, 1, 1)}, "valid_until"),
        ({"valid_until": date(2999, 1, 1)}, "valid_until"),
        ({"note": "x" * 3001}, "note"),
        ({"at": now() - timedelta(hours=1)}, "at"),
        ({"at": now() + timedelta(days=400)}, "at"),
    ],
)
def test_publication_is_refused_at_its_field(recommended, values, field):
    with act_as("redaktore"), pytest.raises(FieldErrors) as refusal:
        operations.publish(recommended, **values)
    assert set(refusal.value.errors) == {field}
    assert (state_of(recommended), recommended.number) == ("recommended", None)


def run_planned():
    """Lines of what the frequent task does now."""
    return [line for step in PlannedPublications()() for line in step()]


def test_planned_publication_comes_by_itself(recommended):
    moment = now() + timedelta(days=3)
    with act_as("redaktore"):
        operations.publish(recommended, note="Gerai.", at=moment)
    assert (state_of(recommended), reading.plan_of(recommended).at) == ("recommended", moment)
    with api.env.adopt_roles(["Manager"]):
        assert run_planned() == []
        with at(moment + timedelta(minutes=1)):
            assert run_planned() == ["pasaku-valandele-miske: published"]
            assert run_planned() == []
    assert (state_of(recommended), recommended.versions[-1].by) == ("published", "redaktore")
    assert reading.plan_of(recommended) is None


def test_planned_publication_of_an_edited_case_is_refused_and_told(recommended, mails):
    moment = now() + timedelta(days=3)
    with act_as("redaktore"):
        operations.publish(recommended, at=moment)
        cases.update_case(recommended, {"need": "Kitaip."})
    with api.env.adopt_roles(["Manager"]), at(moment + timedelta(minutes=1)):
        assert run_planned() == ["pasaku-valandele-miske: planned publication refused"]
    assert state_of(recommended) == "recommended"
    assert [recipient for recipient, _subject, _text in mails] == ["redaktore@example.org"]


def test_editors_are_told_where_the_planner_is_gone(recommended, mails):
    moment = now() + timedelta(days=3)
    with act_as("vedeja"):
        operations.publish(recommended, at=moment)
        cases.update_case(recommended, {"need": "Kitaip."})
    api.group.remove_user(groupname="heads", username="vedeja")
    with api.env.adopt_roles(["Manager"]), at(moment + timedelta(minutes=1)):
        run_planned()
    assert [recipient for recipient, _subject, _text in mails] == ["redaktore@example.org"]


def test_remarks_stay_where_a_mended_case_is_taken_back(reviewed):
    with act_as("redaktore"):
        operations.return_(reviewed, "Trūksta.", {"need": "Kam?"})
    with act_as("krt-darbuotoja"):
        cases.submit(reviewed)
        assert reading.remarks_of(reviewed) == {}
        cases.withdraw(reviewed)
    assert reading.remarks_of(reviewed) == {"need": "Kam?"}


def test_plan_is_called_off(recommended):
    with act_as("redaktore"):
        with pytest.raises(NotAllowed):
            operations.cancel_plan(recommended)
        operations.publish(recommended, at=now() + timedelta(days=3))
        operations.cancel_plan(recommended)
    assert reading.plan_of(recommended) is None


def test_declined_case_is_considered_again(submitted):
    with act_as("vedeja"):
        operations.decline(submitted, "Ne patirtis.")
        operations.reconsider(submitted, "Suklydome.")
    assert state_of(submitted) == "submitted"
    assert [one.name for one in reading.decisions_of(submitted)] == ["decline", "reconsider"]


def test_correction_says_what_changed(published, mails):
    with act_as("redaktore"):
        assert operations.correct(published, {"hours": 80}, "Valandų buvo daugiau.", seen=1) == [
            "hours"
        ]
    version = published.versions[-1]
    assert (version.kind, version.note, version.values["hours"]) == (
        "correction",
        "Valandų buvo daugiau.",
        80,
    )
    assert published.versions[0].values["hours"] == 60
    assert len(mails) == 1


def test_bad_correction_leaves_all_as_it_was(published):
    with act_as("redaktore"):
        with pytest.raises(FieldErrors) as refusal:
            operations.correct(published, {"need": "", "hours": "x", "people": 4}, "")
        assert set(refusal.value.errors) == {"note", "hours"}
        with pytest.raises(FieldErrors) as refusal:
            operations.correct(published, {"need": "", "people": 4}, "Klaida.")
        assert set(refusal.value.errors) == {"need"}
        with pytest.raises(NotAllowed):
            operations.correct(published, {"hours": 60}, "Nieko.")
        with pytest.raises(NotAllowed):
            operations.correct(published, {"hours": 61}, "Kitas.", seen=0)
    assert (published.people, published.revision, len(published.versions)) == (3, 1, 1)
    with act_as("krt-direktore"), pytest.raises(Unauthorized):
        operations.correct(published, {"hours": 61}, "Mano.")


def test_only_published_cases_are_featured(published):
    draft = make(title="Kitas")
    with act_as("redaktore"):
        with pytest.raises(FieldErrors):
            operations.feature(directory(), [IUUID(draft)])
        operations.feature(directory(), [IUUID(published)])
        assert reading.is_featured(published)
        operations.archive(published, "Paseno.")
    assert not reading.is_featured(published)
    with act_as("metodininke"), pytest.raises(Unauthorized):
        operations.feature(directory(), [])


def test_note_is_written_from_recommendation_on(reviewed):
    with act_as("redaktore"):
        with pytest.raises(NotAllowed):
            operations.write_note(reviewed, "Gerai.")
        put_into(reviewed, "recommended")
        operations.write_note(reviewed, "Gerai.")
    assert reviewed.expert_note == "Gerai."
