"""An editor's changes before publication, and what the library says of them."""

from AccessControl import Unauthorized
from datetime import date
from datetime import datetime
from datetime import UTC
from metodinis.common.moments import at
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.common.waiting import waiting
from metodinis.goodpractice.cases import operations as cases
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.workflow import values_of
from metodinis.goodpractice.desk import agreeing
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk.nightly import AgreementReminders
from metodinis.goodpractice.desk.viewlets import DeskSection
from plone import api
from plone.uuid.interfaces import IUUID
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
import pytest


@pytest.fixture
def edited(recommended):
    """A recommended case that an editor has smoothed."""
    with act_as("redaktore"):
        cases.update_case(recommended, {"need": "Trumpiau.", "results": [{"text": "Daugiau"}]})
    return recommended


def test_edited_case_is_not_published_unasked(edited):
    assert reading.edited_names(edited) == ["need", "results"]
    assert edited.writers == ("krt-darbuotoja",)
    with act_as("redaktore"), pytest.raises(NotAllowed):
        operations.publish(edited)
    assert state_of(edited) == "recommended"


def test_library_agrees_and_it_is_published(edited, mails):
    with act_as("redaktore"):
        cases.update_case(edited, {"results": [{"text": "Daugiau", "evidence": "Registras"}]})
        agreeing.ask_agreement(edited, "Trumpinau.")
    token = store.agreeing_of(edited.library_uid)
    assert set(waiting(directory(), store.KEY).found(token)) == {IUUID(edited)}
    with act_as("krt-direktore"):
        agreeing.answer_agreement(edited, True)
    assert reading.edited_names(edited) == []
    assert waiting(directory(), store.KEY).found(token) == {}
    with act_as("redaktore"):
        operations.publish(edited)
    assert [(v.kind, v.by) for v in edited.versions] == [
        ("submission", "krt-darbuotoja"),
        ("edit", "redaktore"),
        ("publication", "redaktore"),
    ]
    # Both people of the library were asked, the editor was told, the author reads of the end.
    assert len(mails) == 4


def night(day):
    with api.env.adopt_roles(["Manager"]):
        return AgreementReminders()(day)


def test_library_is_reminded_until_it_answers(edited, mails, http_request):
    with act_as("redaktore"), at(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        agreeing.ask_agreement(edited)
    mails.clear()
    with act_as("redaktore"):
        section = DeskSection(edited, http_request, None)
        [(_title, told)] = [fact for fact in section.facts if "changes" in fact[0].default.lower()]
    assert told.mapping["day"] == "2026 m. kovo 2 d."
    assert sorted(told.mapping["names"].split(", ")) == ["Aldona Kretingaitė", "Rasa Kretingienė"]
    assert night(date(2026, 3, 8)) == []
    assert night(date(2026, 3, 9)) == ["pasaku-valandele-miske: its library reminded"]
    assert night(date(2026, 3, 10)) == []
    assert len(mails) == 2
    assert "2026 m. kovo 2 d." in mails[0][2]
    with act_as("krt-direktore"):
        agreeing.answer_agreement(edited, True)
    assert reading.agreements_of(edited)[-1].reminded == (date(2026, 3, 9),)
    assert night(date(2026, 3, 30)) == []


def test_objection_says_to_what(edited):
    with act_as("redaktore"):
        agreeing.ask_agreement(edited)
    with act_as("krt-darbuotoja"):
        with pytest.raises(FieldErrors) as refusal:
            agreeing.answer_agreement(edited, False, " ")
        assert set(refusal.value.errors) == {"words"}
        agreeing.answer_agreement(edited, False, "Poreikis kitas.")
        with pytest.raises(NotAllowed):
            agreeing.answer_agreement(edited, True)
    assert reading.agreements_of(edited)[-1].agreed is False
    with act_as("redaktore"), pytest.raises(NotAllowed):
        operations.publish(edited)


def test_editor_records_what_was_said_elsewhere(edited):
    with act_as("redaktore"):
        with pytest.raises(FieldErrors):
            agreeing.record_agreement(edited, "")
        agreeing.record_agreement(edited, "Sutiko telefonu.")
    [agreement] = reading.agreements_of(edited)
    assert (agreement.agreed, agreement.answered_by) == (True, "redaktore")
    assert reading.edited_names(edited) == []


def test_agreement_holds_for_what_was_shown_alone(edited):
    with act_as("redaktore"):
        agreeing.ask_agreement(edited)
        cases.update_case(edited, {"lessons": "Ir tai."})
    with act_as("krt-darbuotoja"):
        agreeing.answer_agreement(edited, True)
    assert reading.edited_names(edited) == ["lessons"]


def test_changes_are_taken_back(edited):
    before = edited.versions[0].values
    with act_as("redaktore"):
        assert agreeing.undo_edits(edited) == ["need", "results"]
        assert values_of(edited) == before
        with pytest.raises(NotAllowed):
            agreeing.undo_edits(edited)


def test_strangers_answer_nothing(edited):
    with act_as("redaktore"):
        agreeing.ask_agreement(edited)
    for name in ("klm-darbuotoja", "redaktore", "metodininke"):
        with act_as(name), pytest.raises(Unauthorized):
            agreeing.answer_agreement(edited, True)
    with act_as("krt-darbuotoja"), pytest.raises(Unauthorized):
        agreeing.record_agreement(edited, "Pati sutinku.")
