"""The form, the private link, the desk and the director's page over HTTP."""

from datetime import timedelta
from metodinis.common import mail as common_mail
from metodinis.common.moments import now
from metodinis.common.rates import Rate
from metodinis.testing import PASSWORD
from metodinis.training.registration import mails
from metodinis.training.registration import pages
from plone import api
from tests.training.registration.made_events import come
from tests.training.registration.made_events import library
from tests.training.registration.made_events import make_event
from tests.training.registration.made_events import states
from tests.training.registration.made_events import values
from tests.training.registration.served_event import hidden
from tests.training.registration.served_event import Visitor
import base64
import csv
import io
import lxml.html
import pytest
import requests
import transaction


@pytest.fixture
def sent(served_world, monkeypatch):
    """Recipients and subjects of mails of this server."""
    found = []

    def send(recipients, subject, text, *, reply_to=None, attachments=()):
        found.extend((address, subject) for address in recipients)
        return list(recipients)

    monkeypatch.setattr(common_mail, "send", send)
    monkeypatch.setattr(pages, "RATE", Rate())
    return found


@pytest.fixture
def event(sent):
    made = make_event(online_link="https://example.org/kambarys")
    transaction.commit()
    return made


def fresh():
    """See what the server stored."""
    transaction.begin()


def session(person):
    found = requests.Session()
    found.auth = (person, PASSWORD)
    found.headers["Accept-Language"] = "lt"
    return found


def post(person, url, **data):
    """Send the form at a page, as somebody who opened it."""
    who = session(person) if isinstance(person, str) else person
    fields = hidden(who.get(url, timeout=60).text)
    return who.post(url.partition("?")[0], data={**fields, **data}, timeout=60)


def rest(person, method, url, **body):
    headers = {"Accept": "application/json", "Accept-Language": "lt"}
    auth = (person, PASSWORD) if person else None
    return requests.request(method, url, auth=auth, headers=headers, json=body or None, timeout=60)


def test_visitor_registers_and_is_told_what_comes_next(event, sent):
    answer = Visitor(event.absolute_url(), "Ana Aitė").open().send()
    assert answer.status_code == 200
    for text in ("Vieta jums rezervuota", "ana@example.org", "Kas toliau"):
        assert text in answer.text
    fresh()
    assert states(event) == {"Ana Aitė": "registered"}
    assert sent == [("ana@example.org", f"Esate užregistruoti: {event.title}")]


def test_refused_form_keeps_what_was_typed(event):
    answer = Visitor(event.absolute_url(), "Ana Aitė").open().send(email="blogas", consent="")
    assert answer.status_code == 400
    assert 'value="Ana Aitė"' in answer.text
    for field in ("email", "consent"):
        assert f'href="#f-{field}"' in answer.text
        assert f'id="f-{field}-error"' in answer.text
    fresh()
    assert len(event.registrations) == 0


def test_form_of_another_site_is_refused(event):
    data = {"name": "Ana", "email": "ana@example.org", "consent": "yes"}
    answer = requests.post(f"{event.absolute_url()}/@@register", data=data, timeout=60)
    assert answer.status_code == 403
    fresh()
    assert len(event.registrations) == 0


def test_robot_is_told_the_same_and_nothing_is_stored(event, sent):
    visitor = Visitor(event.absolute_url(), "Ana Aitė").open()
    answer = visitor.send(website="https://spam.example")
    assert (answer.status_code, "Vieta jums rezervuota" in answer.text) == (200, True)
    fresh()
    assert (len(event.registrations), sent) == (0, [])


def test_network_that_sends_without_an_end_is_stopped(event):
    api.portal.set_registry_record("metodinis.training.forms_per_hour", 2)
    transaction.commit()
    visitor = Visitor(event.absolute_url(), "Ana Aitė").open()
    found = [visitor.send(email=f"a{n}@example.org").status_code for n in range(4)]
    assert found == [200, 200, 429, 429]
    fresh()
    assert len(event.registrations) == 2


def test_addresses_are_not_tried_without_an_end(event):
    """A changed address is told to be another's, or is written to."""
    ana, _barbora = come(event, "Ana Aitė", "Barbora B")
    transaction.commit()
    api.portal.set_registry_record("metodinis.training.forms_per_hour", 2)
    transaction.commit()
    link, service = mails.link_of(event, ana), f"{event.absolute_url()}/@my-registration"
    other = {"name": "Ana", "email": "barbora@example.org"}
    data = {"secret": ana.secret, "action": "change", **other}
    visitor = requests.Session()
    assert post(visitor, link, **data).status_code == 400
    assert rest(None, "PATCH", service, secret=ana.secret, **other).status_code == 400
    assert post(visitor, link, **data).status_code == 429
    assert rest(None, "PATCH", service, secret=ana.secret, **other).status_code == 429
    # One's own data are changed as often as one likes.
    assert rest(None, "PATCH", service, secret=ana.secret, name="Ana Ąžuolė").status_code == 200


def test_form_that_is_not_open_says_when(sent):
    event = make_event(registration_opens=now() + timedelta(days=2))
    transaction.commit()
    answer = requests.get(f"{event.absolute_url()}/@@register", timeout=60)
    assert "Registracija dar neprasidėjo." in answer.text
    assert 'name="email"' not in answer.text


def test_private_link_shows_changes_and_cancels(event):
    [ana] = come(event, "Ana A")
    transaction.commit()
    link, visitor = mails.link_of(event, ana), requests.Session()
    page = visitor.get(link, timeout=60)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert "Užregistruota" in page.text
    assert "https://example.org/kambarys" not in page.text
    done = post(visitor, link, secret=ana.secret, action="confirm")
    assert "Ačiū, adresas patvirtintas." in done.text
    fresh()
    assert ana.confirmed_at is not None
    change = {**values("Ana B"), "secret": ana.secret, "action": "change"}
    assert "Pakeitimai įrašyti." in post(visitor, link, **change).text
    done = post(visitor, link, secret=ana.secret, action="cancel")
    assert "Jūsų registracija atšaukta." in done.text
    fresh()
    assert states(event) == {"Ana B": "cancelled"}


def test_opening_the_link_writes_nothing(event):
    [ana] = come(event, "Ana A")
    transaction.commit()
    before = served_state(event)
    requests.get(mails.link_of(event, ana), timeout=60)
    requests.get(mails.link_of(event, ana) + "&action=cancel", timeout=60)
    fresh()
    assert served_state(event) == before


def served_state(event):
    return event._p_jar.db().lastTransaction()


def test_link_that_is_none_tells_nothing_and_offers_the_mail(event, sent):
    [ana] = come(event, "Ana A")
    ana.written_at = None
    transaction.commit()
    sent.clear()
    url = f"{event.absolute_url()}/@@my-registration"
    page = requests.get(f"{url}?secret=nera", timeout=60)
    assert (page.status_code, "Ana A" in page.text) == (404, False)
    texts = set()
    for email in ("ana@example.org", "nera@example.org"):
        answer = post(requests.Session(), url, email=email)
        texts.add(answer.text.split('id="content-core"')[1])
    assert len(texts) == 1
    assert sent == [("ana@example.org", f"Jūsų registracija: {event.title}")]


def test_calendar_of_the_link(event):
    [ana] = come(event, "Ana A")
    transaction.commit()
    url = f"{event.absolute_url()}/@@my-registration.ics"
    answer = requests.get(f"{url}?secret={ana.secret}", timeout=60)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "BEGIN:VEVENT" in answer.text
    for wrong in ("", "?secret=nera", "?secret:list=x"):
        assert requests.get(url + wrong, timeout=60).status_code == 404


def test_director_registers_staff_and_sees_errors_by_row(event):
    home = api.portal.get()["libraries"]["krt"].absolute_url()
    url = f"{home}/@@register-staff?event={event.getId()}"
    form = {
        "event": event.getId(),
        "rows": "3",
        "0-name": "Ana A",
        "0-email": "ana@example.org",
        "2-name": "Bena B",
        "2-email": "blogas",
    }
    answer = post("krt-direktore", url, **form)
    assert (answer.status_code, 'href="#f-2-email"' in answer.text) == (400, True)
    fresh()
    assert len(event.registrations) == 0
    answer = post("krt-direktore", url, **{**form, "2-email": "bena@example.org"})
    assert answer.url == f"{home}/@@training"
    assert "Ana A" in answer.text
    fresh()
    assert [one.library_uid for one in event.registrations.found()] == [library("KRT")] * 2
    # Another library's director sees nobody of them.
    other = session("pag-direktore").get(
        f"{api.portal.get()['libraries']['pag'].absolute_url()}/@@training", timeout=60
    )
    assert (other.status_code, "Ana A" in other.text) == (200, False)


def test_more_rows_keep_what_a_director_typed_and_register_nobody(event):
    home = api.portal.get()["libraries"]["krt"].absolute_url()
    url = f"{home}/@@register-staff?event={event.getId()}"
    form = {"event": event.getId(), "rows": "3", "0-name": "Ana A", "1-email": "blogas"}
    answer = post("krt-direktore", url, **form, more="1")
    found = [text in answer.text for text in ('value="Ana A"', 'value="blogas"', 'id="f-5-name"')]
    assert (answer.status_code, found, 'id="f-6-name"' in answer.text) == (200, [True] * 3, False)
    assert 'class="mtd-field__error"' not in answer.text
    answer = post("krt-direktore", url, **{**form, "rows": "50"}, more="1")
    assert ('id="f-49-name"' in answer.text, 'name="more"' in answer.text) == (True, False)
    fresh()
    assert len(event.registrations) == 0


def test_director_is_told_that_the_organisers_decide(sent):
    event = make_event(moderated=True)
    transaction.commit()
    home = api.portal.get()["libraries"]["krt"].absolute_url()
    url = f"{home}/@@register-staff?event={event.getId()}"
    who, told = session("krt-direktore"), "Kiekvieną registraciją tvirtina organizatoriai"
    pages_ = (url, event.absolute_url(), f"{event.absolute_url()}/@@register")
    assert [told in who.get(page, timeout=60).text for page in pages_] == [True] * 3
    form = {"event": event.getId(), "0-name": "Ana A", "0-email": "ana@example.org"}
    answer = post(who, url, **form)
    assert "Pateikta paraiškų: 1." in answer.text
    fresh()
    assert states(event) == {"Ana A": "pending"}


def test_director_is_told_why_staff_cannot_be_registered(sent):
    later = now() + timedelta(days=2)
    make_event(title="Būsimas", registration_opens=later)
    make_event(title="Baigtas", registration_closes=now() - timedelta(hours=1))
    make_event("postponed", title="Atidėtas")
    transaction.commit()
    home = api.portal.get()["libraries"]["krt"].absolute_url()
    tree = lxml.html.fromstring(session("krt-direktore").get(f"{home}/@@training").content)
    told = {}
    for card in tree.cssselect("section.mtd-card"):
        text = " ".join(card.cssselect("p.mtd-soft")[0].text_content().split())
        told[card.cssselect("h2")[0].text_content()] = text, len(card.cssselect("p s"))
    assert told["Būsimas"][0].endswith(" · Registracija dar neprasidėjo.")
    assert told["Baigtas"][0].endswith(" · Registracija baigta.")
    assert (told["Atidėtas"][0].startswith("Nauja data bus paskelbta"), told["Atidėtas"][1]) == (
        True,
        1,
    )
    assert "Registruoti darbuotojus" not in tree.text_content()


def test_director_finds_the_form_for_staff_on_the_page_of_the_event(event):
    home, url = api.portal.get().absolute_url(), event.absolute_url()
    form = f"/libraries/krt/@@register-staff?event={event.getId()}"
    found = {
        name: f"{home}{form}" in session(name).get(url, timeout=60).text
        for name in ("krt-direktore", "krt-darbuotoja", "pag-direktore", "svecias")
    }
    assert found == {
        "krt-direktore": True,
        "krt-darbuotoja": False,
        "pag-direktore": False,
        "svecias": False,
    }


def test_director_cancels_only_whom_the_library_registered(event):
    home = api.portal.get()["libraries"]["krt"].absolute_url()
    [dana] = come(event, "Dana D", library_uid=library("KRT"))
    transaction.commit()
    people = [values("Ana A")]
    made = rest(
        "krt-direktore", "POST", f"{home}/@register-staff", event=event.getId(), people=people
    )
    assert made.status_code == 201
    ana = made.json()["registrations"][0]["id"]
    found = [
        rest("krt-direktore", "DELETE", f"{home}/@register-staff", event=event.getId(), id=id_)
        for id_ in (ana, dana.id)
    ]
    assert [answer.status_code for answer in found] == [204, 400]
    fresh()
    assert states(event) == {"Dana D": "registered", "Ana A": "cancelled"}


def test_director_knows_of_others_who_goes_alone(event):
    """What one told the organisers oneself isn't for one's director."""
    ana = come(event, "Ana Aitė", library_uid=library("KRT"), needs="Alergija", phone="+370 600")[0]
    transaction.commit()
    url = f"{api.portal.get()['libraries']['krt'].absolute_url()}"
    person = {"name": "Jonas J", "email": "jonas@example.org", "needs": "Lifto"}
    made = rest(
        "krt-direktore", "POST", f"{url}/@register-staff", event=event.getId(), people=[person]
    )
    assert made.json()["registrations"][0]["needs"] == "Lifto"
    [row] = rest("krt-direktore", "GET", f"{url}/@library-training").json()["items"]
    mine, theirs = sorted(row["registrations"], key=lambda one: one["name"], reverse=True)
    assert (mine["name"], mine["needs"], mine["email"]) == ("Jonas J", "Lifto", "jonas@example.org")
    assert theirs == {
        "id": ana.id,
        "number": 1,
        "name": "Ana Aitė",
        "state": "registered",
        "place": None,
    }


def test_desk_filters_acts_and_exports(event):
    people = come(event, "Ana A", "Bena B", "=Cecilija C", "Žydrūnė Ž", library_uid=library("KRT"))
    transaction.commit()
    url, who = event.absolute_url(), session("metodininke")
    page = who.get(f"{url}/@@registrations?state=waiting&text=zydrune", timeout=60).text
    assert ("Žydrūnė Ž" in page, "Cecilija" in page) == (True, False)
    form = {"ids:list": people[3].id, "action": "seat"}
    answer = post(who, f"{url}/@@registrations", **form)
    assert (answer.status_code, 'href="#f-reason"' in answer.text) == (400, True)
    answer = post(who, f"{url}/@@registrations", **form, reason="Lektorė.")
    assert "Atlikta: 1." in answer.text
    assert "Užregistruota daugiau, nei yra vietų" in answer.text
    one = who.get(f"{url}/@@registration?id={people[3].id}", timeout=60).text
    assert ("Lektorė." in one, "Ona Metodinskienė" in one) == (True, True)
    data = who.get(f"{url}/@@registrations-export?format=csv&state=registered", timeout=60)
    rows = list(csv.reader(io.StringIO(data.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Nr.", "Vardas, pavardė", "Biblioteka"]
    assert [row[1] for row in rows[1:]] == ["Ana A", "Bena B", "Žydrūnė Ž"]
    data = who.get(f"{url}/@@registrations-export?format=csv&state=waiting", timeout=60)
    assert "'=Cecilija C" in data.content.decode("utf-8-sig")


def test_all_that_are_found_are_meant_by_one_tick(sent):
    event = make_event(moderated=True, capacity=5)
    come(event, "Ana A", "Bena B", "Cecilija C")
    transaction.commit()
    url = f"{event.absolute_url()}/@@registrations?state=pending"
    who = session("metodininke")
    fields = hidden(who.get(url, timeout=60).text)
    who.post(url, data={**fields, "all": "yes", "action": "approve"}, timeout=60)
    fresh()
    assert set(states(event).values()) == {"registered"}


def test_rest_does_the_same(event):
    url = event.absolute_url()
    made = rest(None, "POST", f"{url}/@register", **values("Ana A"), consent=True)
    assert (made.status_code, made.json()["state"], made.json()["place"]) == (
        201,
        "registered",
        None,
    )
    refused = rest(None, "POST", f"{url}/@register", name="", email="x", consent=True)
    assert refused.status_code == 400
    assert [error["field"] for error in refused.json()["error"]["errors"]] == ["name", "email"]
    fresh()
    ana = event.registrations.by_email("ana@example.org")
    mine = rest(None, "GET", f"{url}/@my-registration?secret={ana.secret}").json()
    assert (mine["name"], mine["state"], mine["confirmed"]) == ("Ana A", "registered", False)
    assert rest(None, "GET", f"{url}/@my-registration?secret=x").status_code == 404
    changed = rest(None, "PATCH", f"{url}/@my-registration", secret=ana.secret, position="Vedėja")
    assert (changed.json()["position"], changed.json()["name"]) == ("Vedėja", "Ana A")
    for action, confirmed in (("confirm", True), ("accept", None)):
        answer = rest(None, "POST", f"{url}/@my-registration", secret=ana.secret, action=action)
        assert answer.json().get("confirmed") == confirmed
    assert answer.status_code == 409
    added = rest("metodininke", "POST", f"{url}/@registrations", **values("Bena B"))
    assert added.status_code == 201
    listed = rest("metodininke", "GET", f"{url}/@registrations?text=bena").json()
    assert [one["name"] for one in listed["items"]] == ["Bena B"]
    assert listed["seats"]["taken"] == 2
    acted = rest(
        "metodininke",
        "POST",
        f"{url}/@registrations-action",
        ids=[ana.id],
        action="remove",
        reason="Prašymu.",
    )
    assert acted.json() == {"done": 1}
    fresh()
    assert states(event) == {"Ana A": "cancelled", "Bena B": "registered"}


def test_names_of_participants_are_told_to_nobody_else(event):
    come(event, "Anastazija Slaptoji")
    transaction.commit()
    url, home = event.absolute_url(), api.portal.get().absolute_url()
    for person in ("svecias", "krt-direktore", "redaktore"):
        who = session(person)
        who.headers["Accept"] = "application/json"
        found = [
            who.get(address, timeout=60).text
            for address in (
                url,
                f"{home}/@search?SearchableText=Slaptoji",
                f"{url}/@registrations",
                f"{url}/@history",
                f"{url}/registrations",
                f"{url}/registrations/seats",
            )
        ]
        assert not any("Anastazija" in text for text in found)


def test_rest_imports_exports_writes_and_erases(event, sent):
    url, home = event.absolute_url(), api.portal.get().absolute_url()
    table = "Vardas, pavardė;El. paštas\nAna A;ana@example.org\nBena B;blogas\n"

    def put(text, **more):
        file = {"filename": "dalyviai.csv", "data": base64.b64encode(text.encode()).decode()}
        return rest("metodininke", "POST", f"{url}/@registrations-import", file=file, **more)

    wrong = put(table, store=True)
    assert (wrong.status_code, [one["cell"] for one in wrong.json()["findings"]]) == (400, ["B3"])
    right = table.replace("blogas", "bena@example.org")
    assert put(right).json()["stored"] is False
    fresh()
    assert len(event.registrations) == 0
    assert put(right, store=True, write=False).json()["stored"] is True
    assert sent == []
    data = rest("metodininke", "GET", f"{url}/@registrations-export?format=csv")
    assert data.content.decode("utf-8-sig").count("@example.org") == 2
    fresh()
    ids = [one.id for one in event.registrations.found()]
    letter = {"ids": ids, "subject": "Tema", "text": "Tekstas"}
    written = rest("metodininke", "POST", f"{url}/@registrations-mail", **letter)
    assert (written.json(), len(sent)) == ({"queued": 2}, 2)
    found = rest("metodininke", "GET", f"{home}/training/@person-data?email=ana@example.org")
    assert [one["name"] for one in found.json()["items"]] == ["Ana A"]
    erased = rest("metodininke", "DELETE", f"{home}/training/@person-data", email="ana@example.org")
    assert erased.json() == {"erased": 1}
    fresh()
    assert states(event) == {"": "cancelled", "Bena B": "registered"}
