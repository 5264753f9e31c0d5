"""Reminders: by night each once, by hand once a day; planned rounds open by themselves."""

from AccessControl import Unauthorized
from datetime import timedelta
from metodinis.common.moments import now
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.libraries import people
from metodinis.reports.rounds import operations
from metodinis.reports.rounds.nightly import PlannedOpenings
from metodinis.reports.rounds.nightly import Reminders
from metodinis.reports.rounds.reminders import remind
from metodinis.reports.rules import ZONE
from tests.reports.conftest import act_as
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.test_workflow import bring
import pytest


KRT = ["krt-darbuotoja@example.org", "krt-direktore@example.org"]
ALL = ["klm-darbuotoja@example.org", *KRT, "pag-direktore@example.org"]


def night(reporting_round, left):
    """Run the night `left` days before the round's deadline."""
    return Reminders()(reporting_round.deadline.astimezone(ZONE).date() - timedelta(days=left))


def test_each_library_is_reminded_once_of_each_kind(reporting_round, mailbox):
    kinds = []
    for left in (8, 7, 7, 6, 1, 1, 0, -1, -1, -2, -9):
        night(reporting_round, left)
        mails = mailbox.take()
        assert [mail.to for mail in mails] in ([], ALL)
        kinds.append(mails[0].subject.split(":")[0] if mails else None)
    assert kinds == [
        None,
        "Primename",
        None,
        None,
        "Baigiasi terminas",
        None,
        None,
        "Vėluojama",
        None,
        None,
        None,
    ]


def test_missed_night_is_made_up_for(reporting_round, mailbox):
    assert night(reporting_round, 6) == [
        "2025 KLM: week, 1 mails",
        "2025 KRT: week, 2 mails",
        "2025 PAG: week, 1 mails",
    ]


def test_one_mail_names_all_that_is_owed(reporting_round, report, mailbox):
    bring(report, "submitted")
    mailbox.take()
    night(reporting_round, 7)
    texts = {mail.to: mail.text for mail in mailbox.take()}
    assert "narrative-2025" in texts[KRT[0]]
    assert "statistical-2025" not in texts[KRT[0]]
    assert "statistical-2025" in texts["pag-direktore@example.org"]


def test_extension_moves_the_reminders(reporting_round, report, mailbox):
    night(reporting_round, 1)
    mailbox.take()
    with act_as("metodininke"):
        operations.extend_deadline(
            reporting_round,
            report.library,
            reporting_round.deadline + timedelta(days=14),
            "Liga.",
        )
    night(reporting_round, -1)
    assert not set(KRT) & {mail.to for mail in mailbox.take()}
    night(reporting_round, -7)
    assert [mail.to for mail in mailbox.take()] == KRT


def test_returned_report_is_not_called_overdue(reporting_round, report, mailbox):
    bring(report, "returned")
    mailbox.take()
    night(reporting_round, -1)
    texts = [mail.text for mail in mailbox.take() if mail.to == KRT[0]]
    assert len(texts) == 1
    assert "statistical-2025" not in texts[0]


def test_nobody_is_reminded_of_a_closed_round(reporting_round, mailbox):
    with act_as("metodininke"):
        operations.close_round(reporting_round)
    assert night(reporting_round, 1) == []


def test_library_without_people_is_tried_again(reporting_round, mailbox):
    people.put(library("PAG"), "pag-direktore", None)
    assert "2025 PAG: week, 0 mails" in night(reporting_round, 7)
    mailbox.take()
    people.put(library("PAG"), "pag-direktore", "director")
    night(reporting_round, 6)
    assert [mail.to for mail in mailbox.take()] == ["pag-direktore@example.org"]


def test_by_hand_once_a_day_with_a_word(reporting_round, report, mailbox):
    with act_as("metodininke"):
        reached = remind(reporting_round, [report.library_uid], "Skambinkite 123.")
        assert reached == {report.library_uid: KRT}
        mails = mailbox.take()
        assert [mail.to for mail in mails] == KRT
        assert mails[0].subject == "Skyrius primena: 2025 m. ataskaitos"
        assert "Skambinkite 123." in mails[0].text
        with pytest.raises(FieldErrors) as caught:
            remind(reporting_round, [library("PAG").UID(), report.library_uid])
    assert "libraries" in caught.value.errors
    assert mailbox.take() == []


def test_by_hand_not_on_the_day_of_the_nights(reporting_round, report, mailbox):
    night(reporting_round, 7)
    with act_as("metodininke"), pytest.raises(FieldErrors):
        remind(reporting_round, [report.library_uid])


@pytest.mark.parametrize("chosen", [[], ["nothing"]])
def test_by_hand_needs_a_debtor(reporting_round, mailbox, chosen):
    with act_as("metodininke"), pytest.raises(FieldErrors):
        remind(reporting_round, chosen)


@pytest.mark.parametrize("person", ["krt-direktore", "redaktore", "svecias"])
def test_reminding_is_the_departments(reporting_round, report, mailbox, person):
    with act_as(person), pytest.raises(Unauthorized):
        remind(reporting_round, [report.library_uid])


@pytest.mark.parametrize(("hours", "state"), [(-1, "open"), (1, "preparing"), (None, "preparing")])
def test_planned_round_opens_when_its_time_has_come(world, mailbox, hours, state):
    with act_as("metodininke"):
        planned = make_round(2026)
    planned.opening = None if hours is None else now() + timedelta(hours=hours)
    lines = PlannedOpenings()(now().date())
    assert state_of(planned) == state
    assert lines == (["2026: opened, 6 reports made"] if state == "open" else [])
    assert len(mailbox.take()) == (4 if state == "open" else 0)


def test_planned_round_that_asks_nobody_stays_closed(world, mailbox):
    with act_as("metodininke"):
        planned = make_round(2026)
    planned.opening = now() - timedelta(hours=1)
    planned.libraries = {"gone"}
    [line] = PlannedOpenings()(now().date())
    assert line == "2026: Niekas neatsiskaitytų: nėra nė vienos tais metais veikusios bibliotekos."
    assert state_of(planned) == "preparing"


def test_night_reminds_what_is_owed_whoever_looks(reporting_round, mailbox):
    with act_as("svecias"):
        assert len(night(reporting_round, 7)) == 3
