"""The agenda collects what domains tell, and keeps what people choose."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from icalendar import Calendar
from metodinis.common import mail
from metodinis.common.agenda import Entry
from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.agenda import Person
from metodinis.common.agenda import Task
from metodinis.common.agenda import urgency
from metodinis.common.moments import at
from metodinis.libraries.people import person
from metodinis.overview.agenda import collecting
from metodinis.overview.agenda import exports
from metodinis.overview.agenda import operations
from metodinis.overview.agenda.nightly import WeeklyMails
from metodinis.reports.rules import ZONE
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import reporting_round  # noqa: F401 a fixture
from zope.component import getGlobalSiteManager
from zope.interface import implementer
import pytest


NOON = datetime(2026, 2, 2, 12, 0, tzinfo=ZONE)


@implementer(IAgendaSource)
class OtherDomain:
    """A domain that overview knows nothing of."""

    def tasks(self, person, limit):
        return Found(7, [Task("Įvertinkite", "Skuodas", "https://x/1", since=NOON)][:limit])

    def late(self, person, limit):
        return Found(0, [])

    def entries(self, person, start, end):
        return [Entry("mokymai-1", "Mokymai", "", "https://x/2", NOON, NOON + timedelta(hours=2))]


@pytest.fixture
def other_domain():
    manager = getGlobalSiteManager()
    source = OtherDomain()
    manager.registerUtility(source, IAgendaSource, name="test.other")
    yield source
    manager.unregisterUtility(source, IAgendaSource, name="test.other")


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (None, "open"),
        (NOON - timedelta(days=1), "overdue"),
        (NOON - timedelta(hours=1), "today"),
        (NOON + timedelta(hours=11, minutes=59), "today"),
        (NOON + timedelta(hours=12), "soon"),
        (NOON + timedelta(days=7), "soon"),
        (NOON + timedelta(days=8), "later"),
    ],
)
def test_urgency_goes_by_days(due, expected):
    assert urgency(due, NOON, ZONE) == expected


def test_domains_join_without_being_known(world, other_domain):
    whose = Person("x", {})
    assert collecting.tasks(whose, 1) == (7, other_domain.tasks(whose, 1).tasks)
    entries = collecting.entries(whose, NOON, NOON + timedelta(days=1))
    assert [entry.title for entry in entries] == ["Mokymai"]


def test_deadlines_come_before_what_has_none(world, other_domain, reporting_round):  # noqa: F811
    with act_as("krt-darbuotoja"):
        found = collecting.tasks(person("krt-darbuotoja"), 10)
    assert found.total == 9
    assert [task.who for task in found.tasks][-1] == "Skuodas"


def test_choice_of_mails_is_ones_own(world):
    with act_as("vedeja"):
        operations.set_digest(True)
    assert operations.readers() == ["vedeja"]
    assert operations.choices_of("metodininke") == (False, "", "")
    with act_as("vedeja"):
        operations.set_digest(False)
    assert operations.readers() == []


def test_renewed_address_drops_the_old_one(world):
    with act_as("vedeja"):
        first = operations.renew_feed()
        second = operations.renew_feed()
    assert (operations.owner_of(first), operations.owner_of(second)) == (None, "vedeja")
    assert len(second) >= 32
    with act_as("vedeja"):
        operations.drop_feed()
    assert operations.owner_of(second) is None
    assert operations.owner_of("") is None


def test_nothing_is_kept_of_a_deleted_account(world):
    with act_as("svecias"):
        key = operations.renew_feed()
        operations.set_digest(True)
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="svecias")
    assert operations.owner_of(key) is None
    assert operations.readers() == []


@pytest.fixture
def sent(world, monkeypatch):
    """What was queued: (recipients, subject, text)."""
    queued = []

    def send(recipients, subject, text, **more):
        queued.append((list(recipients), subject, text))
        return list(recipients)

    monkeypatch.setattr(mail, "send", send)
    return queued


MONDAY = date(2026, 2, 2)


def test_weekly_mail_comes_once_a_week(sent, reporting_round):  # noqa: F811
    sent.clear()
    with act_as("krt-darbuotoja"):
        operations.set_digest(True)
    with at(NOON):
        assert WeeklyMails()(MONDAY) == ["krt-darbuotoja: weekly mail"]
        assert WeeklyMails()(MONDAY + timedelta(days=1)) == []
        assert WeeklyMails()(MONDAY + timedelta(days=7)) == ["krt-darbuotoja: weekly mail"]
    recipients, subject, text = sent[0]
    assert recipients == ["krt-darbuotoja@example.org"]
    assert subject == "Jūsų savaitės darbai: 2"
    assert "Užpildykite ir pateikite: Statistinė ataskaita, 2025 m. (Kretingos" in text
    assert "iki 2026 m. vasario 10 d., 23:59" in text
    assert "Pagėgių" not in text


def test_weekly_mail_is_in_the_readers_language(sent, reporting_round):  # noqa: F811
    sent.clear()
    api.user.get(username="vedeja").setMemberProperties({"language": "en"})
    with act_as("vedeja"):
        operations.set_digest(True)
    with at(datetime(2026, 2, 12, 8, tzinfo=ZONE)):
        WeeklyMails()(date(2026, 2, 12))
    [(_recipients, subject, text)] = sent
    assert subject == "Your week: 0"
    assert "Late:\n- Narrative report, 2025 (Klaipėdos miesto" in text
    assert "Statistical report, 2025 (Kretingos" in text


def test_nothing_to_do_is_no_mail(sent):
    with act_as("svecias"):
        operations.set_digest(True)
    assert WeeklyMails()(MONDAY) == []
    assert sent == []


def test_calendar_is_read_by_calendars():
    entries = [
        Entry("due-1", "Terminas; su, ženklais\nir eilute", "Kretinga", "https://x/1", NOON, NOON),
        Entry("m-1", "Mokymai", "", "https://x/2", NOON, NOON + timedelta(hours=2)),
    ]
    read = Calendar.from_ical(exports.calendar(entries, "https://metodinis.lt/x", "lt", NOON))
    deadline, training = read.walk("VEVENT")
    assert str(read["X-WR-CALNAME"]) == "metodinis: mano terminai"
    assert str(deadline["SUMMARY"]) == "Terminas; su, ženklais\nir eilute (Kretinga)"
    assert deadline["UID"] == "due-1@metodinis.lt"
    assert deadline["DTSTART"].dt == NOON
    assert "DTEND" not in deadline
    assert training["DTEND"].dt - training["DTSTART"].dt == timedelta(hours=2)
