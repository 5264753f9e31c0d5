"""Mails: to whom, in whose language, and never in the way of what they tell of."""

from metodinis.common.mail import quiet
from metodinis.common.states import state_of
from metodinis.reports import operations as reports
from metodinis.reports.rounds import operations
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.test_workflow import bring
import pytest


LIBRARY = "Kretingos rajono savivaldybės Motiejaus Valančiaus viešoji biblioteka"


def speak_english(name):
    api.user.get(username=name).setMemberProperties({"language": "en"})


def test_opening_is_told_to_each_library_once(mailbox, world):
    speak_english("krt-direktore")
    with act_as("metodininke"):
        operations.open_round(make_round(2024))
    mails_ = {mail.to: mail for mail in mailbox.take()}
    assert sorted(mails_) == [
        "klm-darbuotoja@example.org",
        "krt-darbuotoja@example.org",
        "krt-direktore@example.org",
        "pag-direktore@example.org",
    ]
    lithuanian, english = (
        mails_["krt-darbuotoja@example.org"],
        mails_["krt-direktore@example.org"],
    )
    assert lithuanian.subject == "2024 m. ataskaitos: pateikite iki 2025 m. vasario 10 d., 23:59"
    assert f"Iš Jūsų bibliotekos ({LIBRARY}) laukiama:" in lithuanian.text
    krt = library("KRT").absolute_url()
    assert f"- Statistinė ataskaita: {krt}/statistical-2024\n" in lithuanian.text
    assert f"- Tekstinė ataskaita: {krt}/narrative-2024\n" in lithuanian.text
    assert english.subject == "Reports of 2024: please hand in by 10 February 2025, 23:59"
    assert f"- Statistical report: {krt}/statistical-2024\n" in english.text


STEPS = [
    ("signing", "request_signature", ["krt-direktore@example.org"], "laukia Jūsų parašo"),
    ("submitted", "sign", ["metodininke@example.org"], "Pateikta 2025 m. ataskaita"),
    (
        "accepted",
        "accept",
        ["krt-darbuotoja@example.org", "krt-direktore@example.org"],
        "Ataskaita priimta",
    ),
]


@pytest.mark.parametrize(("state", "step", "recipients", "subject"), STEPS)
def test_step_is_told_to_who_has_to_know(report, mailbox, state, step, recipients, subject):
    bring(report, state)
    last = [mail for mail in mailbox.take() if subject in mail.subject]
    assert [mail.to for mail in last] == recipients
    assert LIBRARY in last[0].text
    assert report.absolute_url() in last[0].text


@pytest.mark.parametrize(
    ("state", "person", "step", "recipients", "subject"),
    [
        (
            "submitted",
            "metodininke",
            "return",
            ["krt-darbuotoja@example.org", "krt-direktore@example.org"],
            "Ataskaita grąžinta tikslinti: 2025 m.",
        ),
        (
            "accepted",
            "vedeja",
            "reopen",
            ["krt-darbuotoja@example.org", "krt-direktore@example.org"],
            "Ataskaita vėl atverta: 2025 m.",
        ),
        (
            "signing",
            "krt-direktore",
            "send_back",
            ["krt-darbuotoja@example.org"],
            "Direktorius grąžino ataskaitą: 2025 m.",
        ),
    ],
)
def test_reason_is_quoted(report, mailbox, state, person, step, recipients, subject):
    bring(report, state)
    mailbox.take()
    with act_as(person):
        reports.TRANSITIONS[step](report, "Apsilankymai: ${year}?\nŽr. pastabą.")
    mails_ = mailbox.take()
    assert [(mail.to, mail.subject) for mail in mails_] == [(to, subject) for to in recipients]
    assert "Priežastis:\n> Apsilankymai: ${year}?\n> Žr. pastabą.\n" in mails_[0].text


@pytest.mark.parametrize(
    ("gone", "recipients"),
    [
        (["metodininke"], ["vedeja@example.org"]),
        (["metodininke", "vedeja"], []),
    ],
)
def test_department_without_methodologists_is_told_by_its_heads(report, mailbox, gone, recipients):
    for name in gone:
        for group in ("methodologists", "heads"):
            api.group.remove_user(groupname=group, username=name)
    bring(report, "submitted")
    told = [mail.to for mail in mailbox.take() if "Pateikta 2025 m. ataskaita" in mail.subject]
    assert told == recipients
    assert state_of(report) == "submitted"


def test_english_reader_gets_english(report, mailbox):
    speak_english("metodininke")
    bring(report, "submitted")
    last = mailbox.take()[-1]
    assert last.subject == f"{LIBRARY} has handed in a report of 2025"
    assert "- Statistical report: " in last.text


def test_nothing_is_sent_in_quiet(report, mailbox):
    with quiet():
        bring(report, "submitted")
    assert mailbox.take() == []
    with act_as("metodininke"):
        reports.accept(report)
    assert len(mailbox.take()) == 2


def test_broken_mail_host_loses_no_transition(report, mailbox):
    def fail(message):
        raise OSError("disk full")

    api.portal.get_tool("MailHost").send = fail
    bring(report, "submitted")
    assert state_of(report) == "submitted"


def test_person_without_address_keeps_nobody_from_theirs(report, mailbox):
    api.user.get(username="krt-darbuotoja").setMemberProperties({"email": ""})
    bring(report, "submitted")
    mailbox.take()
    with act_as("metodininke"):
        reports.accept(report)
    assert [mail.to for mail in mailbox.take()] == ["krt-direktore@example.org"]
