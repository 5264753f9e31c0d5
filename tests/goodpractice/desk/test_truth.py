"""Whether a published case is still true: the question, the answers, the silence."""

from AccessControl import Unauthorized
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.common.moments import at
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.common.waiting import waiting
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk import truth
from metodinis.goodpractice.desk.nightly import StillTrue
from plone import api
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import put_into
import pytest


END = date(2028, 3, 2)
TOLD = ["krt-darbuotoja", "redaktore"]


def night(day):
    """Lines of the nightly task on a day."""
    moment = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    with api.env.adopt_roles(["Manager"]), at(moment):
        return StillTrue()(day)


def tokens(case):
    """Which tokens wait for a case of the desk's."""
    known = waiting(directory(), store.KEY)
    names = (store.truth_of(case.library_uid), store.CHANGED, store.EXPIRY)
    return {name.partition(":")[0] for name in names if known.found(name)}


@pytest.fixture
def published(published):
    note_waiting(published)
    return published


def test_question_comes_on_its_day_and_silence_archives(published, mails):
    assert night(END - timedelta(days=1)) == []
    assert night(END) == ["pasaku-valandele-miske: asked whether it is still true"]
    assert reading.last_question(published).due == END + timedelta(days=60)
    assert tokens(published) == {"truth", "expiry"}
    assert night(END + timedelta(days=1)) == []
    assert night(END + timedelta(days=30)) == ["pasaku-valandele-miske: reminded"]
    assert night(END + timedelta(days=31)) == []
    assert night(END + timedelta(days=53)) == ["pasaku-valandele-miske: reminded"]
    assert night(END + timedelta(days=60)) == []
    # The question and two reminders, to both people of the library.
    assert len(mails) == 6
    assert night(END + timedelta(days=61)) == ["pasaku-valandele-miske: archived: nobody answered"]
    assert state_of(published) == "archived"
    assert reading.questions_of(published)[-1].answer == "silence"
    # Who wrote it, and the editors.
    assert sorted(recipient.partition("@")[0] for recipient, _subject, _text in mails[6:]) == TOLD
    assert tokens(published) == set()
    assert night(END + timedelta(days=62)) == []


def test_yes_gives_another_term(published):
    night(END)
    with act_as("krt-darbuotoja"), at(datetime(2028, 3, 5, tzinfo=UTC)):
        truth.answer_truth(published, "yes")
    assert published.valid_until == date(2030, 3, 5)
    assert tokens(published) == {"expiry"}


def test_changes_wait_for_an_editor_who_corrects(published, mails):
    with act_as("krt-direktore"):
        truth.answer_truth(published, "changes", "Dabar vyksta parke.")
    assert tokens(published) == {"changed", "expiry"}
    assert [recipient for recipient, _subject, _text in mails] == ["redaktore@example.org"]
    # It isn't asked meanwhile, nor archived.
    assert night(END + timedelta(days=200)) == []
    with act_as("redaktore"), at(datetime(2026, 5, 1, tzinfo=UTC)):
        operations.correct(published, {"need": "Parke."}, "Vieta kita.")
    assert (tokens(published), published.valid_until) == ({"expiry"}, date(2028, 5, 1))


def test_editor_settles_what_needs_no_correction(published):
    with act_as("redaktore"), pytest.raises(NotAllowed):
        truth.settle(published)
    with act_as("krt-direktore"):
        truth.answer_truth(published, "changes", "Smulkmena.")
    with act_as("redaktore"):
        truth.settle(published)
    assert tokens(published) == {"expiry"}


def test_what_has_changed_waits_for_an_editor_whatever_is_said_after(published):
    with act_as("krt-direktore"):
        truth.answer_truth(published, "changes", "Dabar vyksta parke.")
    with act_as("krt-darbuotoja"):
        truth.answer_truth(published, "changes", "Ir tik vasarą.")
        truth.answer_truth(published, "yes")
    assert tokens(published) == {"changed", "expiry"}
    assert [one.words for one in reading.unsettled(published)] == [
        "Dabar vyksta parke.",
        "Ir tik vasarą.",
    ]
    assert night(published.valid_until + timedelta(days=200)) == []
    with act_as("redaktore"):
        with pytest.raises(NotAllowed):
            truth.ask_truth(published)
        operations.correct(published, {"need": "Parke."}, "Vieta kita.")
    assert (tokens(published), reading.unsettled(published)) == ({"expiry"}, [])
    assert [one.answer for one in reading.questions_of(published)] == ["changes", "changes", "yes"]


def test_change_of_what_went_into_the_archive_waits_no_more(published):
    with act_as("krt-direktore"):
        truth.answer_truth(published, "changes", "Dabar vyksta parke.")
        truth.answer_truth(published, "no", "Nebevyksta.")
    put_into(published, "published")
    assert reading.unsettled(published) == []


def test_no_archives_with_the_librarys_words(published, mails):
    with act_as("krt-darbuotoja"):
        truth.answer_truth(published, "no", "Nebevyksta.")
    assert state_of(published) == "archived"
    entry = published.workflow_history["metodinis_practice"][-1]
    assert (entry["actor"], entry["comments"]) == ("krt-darbuotoja", "Nebevyksta.")
    [told] = [text for to, _subject, text in mails if to == "redaktore@example.org"]
    assert "> Nebevyksta." in told


def test_answers_need_words_and_its_own_people(published):
    with act_as("krt-darbuotoja"):
        for answer in ("changes", "no"):
            with pytest.raises(FieldErrors) as refusal:
                truth.answer_truth(published, answer, "")
            assert set(refusal.value.errors) == {"words"}
        with pytest.raises(FieldErrors) as refusal:
            truth.answer_truth(published, "gal")
        assert set(refusal.value.errors) == {"answer"}
    for name in ("klm-darbuotoja", "redaktore", "svecias"):
        with act_as(name), pytest.raises(Unauthorized):
            truth.answer_truth(published, "yes")
    assert (state_of(published), reading.questions_of(published)) == ("published", [])


def test_editor_asks_before_the_day(published):
    with act_as("krt-darbuotoja"), pytest.raises(Unauthorized):
        truth.ask_truth(published)
    with act_as("redaktore"):
        truth.ask_truth(published)
        with pytest.raises(NotAllowed):
            truth.ask_truth(published)
        operations.archive(published, "Paseno.")
        with pytest.raises(NotAllowed):
            truth.ask_truth(published)
    assert reading.questions_of(published)[-1].answer == "dropped"
