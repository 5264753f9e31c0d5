"""What participants get by mail: in their language, with the event for their calendar."""

from datetime import timedelta
from icalendar import Calendar
from metodinis.common.moments import at
from metodinis.common.moments import now
from metodinis.training.interfaces import EventChanged
from metodinis.training.registration import mails
from metodinis.training.registration import operations
from metodinis.training.registration.desk import operations as desk
from metodinis.training.registration.nightly import Turnover
from plone import api
from tests.locales import english
from tests.training.registration.made_events import come
from tests.training.registration.made_events import make_event
from tests.training.registration.made_events import STAFF
from tests.training.registration.made_events import values
from zope.event import notify
import pytest


KINDS = {name: kind for name, kind in vars(mails).items() if isinstance(kind, mails.Mail)}


def entries(attachments):
    """(method, entries) of the calendar among some attachments."""
    [(name, media_type, data)] = attachments
    assert (name, media_type) == ("mokymai.ics", "text/calendar")
    found = Calendar.from_ical(data)
    return str(found["METHOD"]), found.walk("VEVENT")


def do_frequent_work():
    return [line for step in Turnover()() for line in step()]


def test_confirmation_has_link_time_and_calendar(event, sent):
    [ana] = come(event, "Ana A")
    [(address, subject, text, attachments)] = sent
    assert (address, subject) == ("ana@example.org", f"Esate užregistruoti: {event.title}")
    assert mails.link_of(event, ana) in text
    assert "Kada: " in text
    assert "Klaipėda, konferencijų salė" in text
    assert "Patvirtinkite savo adresą iki" in text
    method, [entry] = entries(attachments)
    assert (method, entry["DTSTART"].dt, entry["DTEND"].dt) == ("PUBLISH", event.start, event.end)
    assert str(entry["URL"]) == mails.link_of(event, ana)


def test_a_stranger_is_greeted_by_no_name(event, sent):
    """Who wrote the name need not be whose address it is: no line of theirs goes out."""
    lure = "Laimėjote! https://evil.example"
    operations.register(event, values("Ana A") | {"name": lure}, consent=True)
    ana = event.registrations.by_email("ana@example.org")
    assert sent[0][2].startswith("Sveiki,\n")
    assert "evil.example" not in str(sent)
    operations.confirm(event, ana)
    mails.send(event, ana, mails.LINK_MAIL)
    assert sent[-1][2].startswith(f"Sveiki, {lure},")
    operations.change(event, ana, {"name": lure, "email": "auka@example.org"})
    assert (sent[-1][0], sent[-1][2].startswith("Sveiki,\n")) == ("auka@example.org", True)


def test_cancelling_takes_the_entry_out_of_the_calendar(event, sent):
    [ana] = come(event, "Ana A")
    added = entries(sent[0][3])[1][0]
    operations.cancel(event, ana)
    method, [entry] = entries(sent[1][3])
    assert (method, str(entry["STATUS"]), entry["UID"]) == ("CANCEL", "CANCELLED", added["UID"])
    assert entry["SEQUENCE"] > added["SEQUENCE"]


def test_mails_are_in_the_language_of_the_registration(event, sent):
    operations.register(event, values("Ana A"), consent=True, language="en")
    assert sent[0][1] == f"You are registered: {event.title}"


@pytest.mark.parametrize("name", KINDS)
def test_every_mail_is_wholly_lithuanian(event, sent, name):
    [ana] = come(event, "Ana A")
    sent.clear()
    mails.send(event, ana, KINDS[name], "Pasikeitė planai.")
    [(_address, subject, text, _attachments)] = sent
    lines = [line for line in (subject, *text.splitlines()) if "http" not in line]
    assert {
        line: english.foreign(line.replace("Ana A", ""))
        for line in lines
        if english.foreign(line.replace("Ana A", ""))
    } == {}
    assert "$" not in subject + text


def test_waiting_tells_the_place_and_has_no_calendar(event, sent):
    come(event, "Ana A", "Bena B", "Cecilija C", "Dana D")
    _address, subject, text, attachments = sent[-1]
    assert subject.startswith("Laukiančiųjų eilėje")
    assert ("jūsų numeris – 2" in text, attachments) == (True, ())


def test_link_to_join_is_told_near_the_beginning_alone(sent):
    far = make_event(online_link="https://example.org/kambarys")
    near = make_event(days=1, online_link="https://example.org/kambarys")
    with at(near.start - timedelta(hours=3)):
        come(far, "Ana A")
        come(near, "Ana A")
    assert ["https://example.org/kambarys" in text for _a, _s, text, _f in sent] == [False, True]


def test_reminders_come_once_and_not_to_who_has_just_registered(sent):
    event = make_event(days=30, capacity=None, online_link="https://example.org/kambarys")
    [ana] = come(event, "Ana A")
    operations.confirm(event, ana)
    with at(event.start - timedelta(days=2)):
        [bena] = come(event, "Bena B")
        operations.confirm(event, bena)
        sent.clear()
        assert do_frequent_work() == [f"{event.getId()}: reminder (days), 1 mails"]
        assert do_frequent_work() == []
        assert [mail[0] for mail in sent] == ["ana@example.org"]
    sent.clear()
    with at(event.start - timedelta(hours=2)):
        do_frequent_work()
        do_frequent_work()
    assert [mail[0] for mail in sent] == ["ana@example.org", "bena@example.org"]
    assert all("https://example.org/kambarys" in mail[2] for mail in sent)


def test_event_that_moved_is_told_and_reminded_of_anew(event, sent):
    [ana] = come(event, "Ana A")
    operations.confirm(event, ana)
    with at(event.start - timedelta(days=2)):
        do_frequent_work()
        sent.clear()
        before = event.start
        event.start, event.end = before + timedelta(days=7), event.end + timedelta(days=7)
        event.reindexObject()
        notify(EventChanged(event, {"start": before}))
        assert sent[0][1].startswith("Pakeista: ")
    with at(event.start - timedelta(days=2)):
        assert do_frequent_work() == [f"{event.getId()}: reminder (days), 1 mails"]


def test_change_that_concerns_nobody_is_not_told(event, sent):
    come(event, "Ana A")
    sent.clear()
    notify(EventChanged(event, {"cost": None, "capacity": 2}))
    assert sent == []


def test_more_seats_go_to_those_in_line(event, sent):
    _ana, _bena, cecilija = come(event, "Ana A", "Bena B", "Cecilija C")
    event.capacity = 3
    notify(EventChanged(event, {"capacity": 2}))
    assert (cecilija.state, sent[-1][1]) == ("registered", f"Turite vietą: {event.title}")


def test_cancelled_event_is_told_with_its_reason(event, sent):
    come(event, "Ana A", "Bena B", "Cecilija C")
    sent.clear()
    with api.env.adopt_user(username=STAFF):
        tool = api.portal.get_tool("portal_workflow")
        tool.doActionFor(event, "cancel", comment="Susirgo lektorė.")
    assert len(sent) == 3
    assert all("> Susirgo lektorė." in mail[2] for mail in sent)
    assert entries(sent[0][3])[0] == "CANCEL"


def test_thanks_go_to_those_who_came_once(event, sent):
    ana, bena = come(event, "Ana A", "Bena B")
    ana.state, bena.state = "attended", "absent"
    sent.clear()
    with at(event.end + timedelta(days=1)):
        do_frequent_work()
        do_frequent_work()
    assert [mail[:2] for mail in sent] == [
        ("ana@example.org", f"Ačiū, kad dalyvavote: {event.title}")
    ]


def test_letter_of_the_staff_goes_to_each_alone(event, sent):
    ana, bena = come(event, "Ana A", "Bena B")
    sent.clear()
    with api.env.adopt_user(username=STAFF):
        assert desk.write_to(event, [ana.id, bena.id], "Vieta\r\nBcc: x@y.lt", "Ateikite.") == 2
    assert [mail[0] for mail in sent] == ["ana@example.org", "bena@example.org"]
    assert {mail[1] for mail in sent} == {"Vieta Bcc: x@y.lt"}
    assert mails.link_of(event, bena) in sent[1][2]
    assert mails.link_of(event, bena) not in sent[0][2]


def test_registration_holds_though_the_mail_cannot_be_written(event, monkeypatch, sent):
    def broken(*args, **more):
        raise OSError("no room")

    monkeypatch.setattr(mails.mail, "send", broken)
    [ana] = come(event, "Ana A")
    assert (ana.state, ana.written_at) == ("registered", None)


def test_offers_that_run_out_are_given_on_by_the_frequent_work(sent):
    event = make_event(capacity=1, offers=True)
    people = come(event, "Ana A", "Bena B", "Cecilija C")
    for one in people:
        operations.confirm(event, one)
    operations.cancel(event, people[0])
    with at(now() + timedelta(hours=49)):
        do_frequent_work()
    assert [one.state for one in people] == ["cancelled", "cancelled", "offered"]
