"""Pages of attendance, asked of a running site; and what the sign-in list has."""

from metodinis.testing import PASSWORD
from metodinis.training.attendance import exports
from metodinis.training.attendance import rules
from metodinis.training.events.rules import Session
from pypdf import PdfReader
from tests.libraries.conftest import act_as
from tests.training.attended import BY_SURNAME
from tests.training.attended import DAY
from tests.training.attended import HOUR
from tests.training.attended import make_event
from tests.training.attended import make_trainer
from tests.training.attended import named
from tests.training.attended import NAMES
from tests.training.attended import register
import datetime
import io
import lxml.html
import pytest
import re
import requests
import transaction


METHODOLOGIST, HEAD = ("metodininke", PASSWORD), ("vedeja", PASSWORD)


def now():
    return datetime.datetime.now(datetime.UTC).replace(second=0, microsecond=0)


@pytest.fixture
def event(served_world):
    """Two sessions: one runs now, the other is tomorrow."""
    begin = now() - HOUR
    event = make_event(
        served_world,
        sessions=(Session(begin, begin + 3 * HOUR), Session(begin + DAY, begin + DAY + HOUR)),
    )
    register(event, *NAMES)
    make_trainer(event)
    transaction.commit()
    return event


class Browser:
    """A person's browser."""

    def __init__(self, login=None):
        self.session = requests.Session()
        self.session.auth = login
        self.session.headers["Accept-Language"] = "lt"

    def get(self, url):
        self.answer = self.session.get(url, timeout=60)
        self.tree = lxml.html.fromstring(self.answer.content)
        return self

    def post(self, **values):
        """Send the last form of the page that is sent by POST, with some values."""
        form = next(form for form in self.tree.forms if form.method == "POST")
        fields = dict(form.fields) | values
        fields = {name: value for name, value in fields.items() if value is not None}
        self.answer = self.session.post(form.action, data=fields, timeout=60)
        self.tree = lxml.html.fromstring(self.answer.content)
        return self

    @property
    def said(self):
        """Messages of the page."""
        found = self.tree.cssselect(".portalMessage, .alert, .mtd-alert")
        return " ".join(" ".join(one.text_content().split()) for one in found)


def page(event, login=METHODOLOGIST):
    return Browser(login).get(f"{event.absolute_url()}/@@attendance")


def marks(event):
    transaction.begin()
    return {one.name: one.marks for one in event.registrations.found() if one.marks}


def test_page_lists_by_surname(event):
    names = [one.text_content() for one in page(event).tree.cssselect(".mtd-marks__name")]
    assert tuple(names) == BY_SURNAME


def test_what_was_changed_is_saved(event):
    rasa, azuolas = named(event)[NAMES[0]], named(event)[NAMES[1]]
    browser = page(event)
    browser.post(**{f"mark.{rasa.id}": "present", f"mark.{azuolas.id}": "absent"})
    assert "Pakeisti 2 žymėjimai" in browser.said
    assert marks(event) == {NAMES[0]: {0: "present"}, NAMES[1]: {0: "absent"}}


@pytest.mark.parametrize(
    ("form", "later", "parts"),
    [
        ("in_person", 0, (1, 1, 1)),
        ("in_person", 1, (1, 1, 0)),
        ("mixed", 1, (1, 1, 0)),
        ("remote", 0, (1, 0, 1)),
        ("remote", 1, (0, 0, 0)),
    ],
)
def test_nobody_scans_a_code_at_what_is_held_remotely(served_world, form, later, parts):
    begin = now() - HOUR + later * DAY
    event = make_event(served_world, sessions=(Session(begin, begin + 3 * HOUR),), form=form)
    [rasa] = register(event, NAMES[0])
    transaction.commit()
    mine = Browser().get(f"{event.absolute_url()}/@@my-registration?secret={rasa.secret}").tree
    found = ("#my-arrival", ".mtd-qr", "a[href*='@@arrived']")
    assert tuple(len(mine.cssselect(one)) for one in found) == parts


def test_all_the_rest(event):
    rasa = named(event)[NAMES[0]]
    page(event).post(**{f"mark.{rasa.id}": "absent", "do": "rest_present"})
    assert marks(event) == {name: {0: "present"} for name in NAMES} | {NAMES[0]: {0: "absent"}}


def test_two_organisers_who_look_at_once(event):
    rasa, azuolas = named(event)[NAMES[0]], named(event)[NAMES[1]]
    one, other = page(event), page(event, HEAD)
    one.post(**{f"mark.{rasa.id}": "present", f"mark.{azuolas.id}": "present"})
    # The other page still shows both unmarked, and changes one of them.
    other.post(**{f"mark.{rasa.id}": "absent"})
    assert "Ona Metodinskienė" in other.said
    assert NAMES[0] in other.said
    assert NAMES[1] not in other.said
    assert marks(event) == {NAMES[0]: {0: "absent"}, NAMES[1]: {0: "present"}}


def test_a_session_to_come_is_shown_and_not_marked(event):
    browser = Browser(METHODOLOGIST).get(f"{event.absolute_url()}/@@attendance?session=1")
    assert len(browser.tree.cssselect("fieldset[disabled]")) == len(NAMES)
    assert browser.tree.cssselect("button[name=do]") == []


def test_late_marks_ask_why(served_world):
    begin = now() - 30 * DAY
    event = make_event(served_world, "senas", sessions=(Session(begin, begin + HOUR),))
    [rasa] = register(event, NAMES[0])
    transaction.commit()
    browser = page(event).post(**{f"mark.{rasa.id}": "present"})
    assert browser.answer.status_code == 400
    assert "Parašykite" in browser.said
    assert marks(event) == {}
    # What was typed stands in the form.
    chosen = browser.tree.cssselect(f"#m-{rasa.id}-present")[0]
    assert chosen.get("checked") is not None
    browser.post(reason="Rastas pasirašytas lapas")
    assert marks(event) == {NAMES[0]: {0: "present"}}


def test_scanning_a_phone(event):
    rasa = named(event)[NAMES[0]]
    browser = Browser(METHODOLOGIST).get(f"{event.absolute_url()}/@@check-in?code={rasa.id}")
    assert NAMES[0] in browser.tree.text_content()
    browser.post()
    assert "pažymėta" in browser.tree.text_content().lower()
    assert marks(event) == {NAMES[0]: {0: "present"}}
    browser.get(f"{event.absolute_url()}/@@check-in?code=nobody")
    assert browser.answer.status_code == 200
    assert "nėra" in browser.said


def test_trainer_scans_too(event):
    rasa = named(event)[NAMES[0]]
    Browser(("svecias", PASSWORD)).get(f"{event.absolute_url()}/@@check-in?code={rasa.id}").post()
    assert marks(event) == {NAMES[0]: {0: "present"}}


def test_typing_the_code_of_the_room(event):
    rasa = named(event)[NAMES[0]]
    screen = Browser(METHODOLOGIST).get(f"{event.absolute_url()}/@@check-in-code")
    [digits] = screen.tree.cssselect(".mtd-code__digits")
    code = digits.text_content()
    assert re.fullmatch(r"\d{3} \d{3}", code)
    phone = Browser().get(f"{event.absolute_url()}/@@arrived?secret={rasa.secret}")
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**6:06}"
    assert phone.post(code=wrong).answer.status_code == 400
    transaction.begin()
    assert (rasa.wrong_codes, rasa.marks) == (1, {})
    phone.post(code=code)
    assert phone.answer.status_code == 200
    assert marks(event) == {NAMES[0]: {0: "present"}}
    assert phone.answer.headers["Referrer-Policy"] == "no-referrer"
    assert phone.answer.headers["Cache-Control"] == "private, no-store"


def test_without_a_private_link_nothing_is_typed(event):
    phone = Browser().get(f"{event.absolute_url()}/@@arrived?secret=nobody")
    assert [form for form in phone.tree.forms if form.method == "POST"] == []


class Rest:
    """A REST client of a person."""

    def __init__(self, event, login=METHODOLOGIST):
        self.url, self.login = event.absolute_url(), login

    def ask(self, method, service, **body):
        return requests.request(
            method,
            f"{self.url}/{service}",
            json=body or None,
            auth=self.login,
            headers={"Accept": "application/json", "Accept-Language": "lt"},
            timeout=60,
        )


def test_rest_marks(event):
    rasa, azuolas = named(event)[NAMES[0]], named(event)[NAMES[1]]
    rest = Rest(event)
    answer = rest.ask(
        "PATCH",
        "@attendance",
        marks=[{"id": rasa.id, "session": 0, "mark": "present", "seen": ""}],
        rest={"session": 0, "mark": "absent"},
    )
    assert (answer.status_code, answer.json()) == (200, {"changed": 4, "overwritten": []})
    again = rest.ask(
        "PATCH",
        "@attendance",
        marks=[{"id": azuolas.id, "session": 0, "mark": "present", "seen": ""}],
    ).json()
    assert [(one["id"], one["mark"], one["by"]) for one in again["overwritten"]] == [
        (azuolas.id, "absent", "metodininke")
    ]
    found = rest.ask("GET", "@attendance").json()
    assert [one["name"] for one in found["items"]] == list(BY_SURNAME)
    assert [one["marks"][0]["mark"] for one in found["items"]] == [
        "absent",
        "absent",
        "present",
        "present",
    ]
    assert len(found["sessions"]) == 2


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"marks": "present"}, "marks"),
        ({"marks": ["x"]}, "marks"),
        ({"marks": [{"id": "x", "session": "0", "mark": "present"}]}, "marks"),
        ({"marks": [{"id": "x", "session": 0, "mark": "present"}]}, "id"),
        ({"rest": {"session": 0, "mark": "maybe"}}, "mark"),
        ({"rest": {"session": 9, "mark": "present"}}, "session"),
        ({"rest": "all"}, "marks"),
    ],
)
def test_rest_refuses(event, body, field):
    answer = Rest(event).ask("PATCH", "@attendance", **body)
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["error"]["errors"]] == [field]
    assert marks(event) == {}


def test_rest_check_in(event):
    rasa = named(event)[NAMES[0]]
    rest = Rest(event)
    told = {"id": rasa.id, "name": NAMES[0], "session": 0}
    assert rest.ask("POST", "@check-in", code=rasa.id).json() == told | {"new": True}
    assert rest.ask("POST", "@check-in", code=rasa.id).json() == told | {"new": False}
    assert rest.ask("POST", "@check-in", code=rasa.id, session="x").status_code == 400
    assert rest.ask("POST", "@check-in", code=rasa.id, session=1).status_code == 409


def test_rest_arrived(event):
    rasa = named(event)[NAMES[0]]
    shown = Rest(event).ask("GET", "@check-in-code").json()
    assert shown["session"] == 0
    visitor = Rest(event, None)
    wrong = visitor.ask("POST", "@arrived", secret=rasa.secret, code="ne")
    assert (wrong.status_code, wrong.json()["error"]["errors"][0]["field"]) == (400, "code")
    transaction.begin()
    assert rasa.wrong_codes == 1
    right = visitor.ask("POST", "@arrived", secret=rasa.secret, code=shown["code"])
    assert (right.status_code, right.json()) == (200, {"session": 0})
    assert marks(event) == {NAMES[0]: {0: "present"}}


def test_sign_in_list_is_a_pdf(event):
    answer = Rest(event).ask("GET", "@sign-in-list")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content[:5] == b"%PDF-"
    assert Rest(event, None).ask("GET", "@sign-in-list").status_code == 401


def read(event):
    with act_as("metodininke"):
        reader = PdfReader(io.BytesIO(exports.sign_in_list(event, "lt")))
    return reader, [" ".join(page.extract_text().split()) for page in reader.pages]


def test_sign_in_list_by_surname(world):
    event = make_event(world, title="Skaitymo skatinimas #panic", trainers=("dr. Ieva Šarkienė",))
    register(event, *NAMES, position="bibliotekininkė")
    _reader, [text] = read(event)
    assert "Skaitymo skatinimas #panic" in text
    assert "dr. Ieva Šarkienė" in text
    assert "2026-03-12 10:00–12:00" in text
    places = [text.index(name) for name in BY_SURNAME]
    assert places == sorted(places)
    assert "Kretingos biblioteka, bibliotekininkė" in text


def test_sign_in_list_of_many(world):
    sessions = tuple(Session(now() + day * DAY, now() + day * DAY + HOUR, "") for day in range(8))
    event = make_event(world, sessions=sessions)
    register(event, *(f"Vardas Pavardė{number:03}" for number in range(60)))
    reader, texts = read(event)
    # Six sessions lying, then two: the head of the table stands on every page.
    assert {page.mediabox.width > page.mediabox.height for page in reader.pages} == {True}
    assert all("Parašas" in text for text in texts[:-1])
    assert sum(text.count("Pavardė000") for text in texts) == 2
    assert sum(text.count("Pavardė059") for text in texts) == 2


def test_codes_are_of_the_event(world):
    first, second = make_event(world, "a"), make_event(world, "b")
    assert rules.code_of(first.check_in_key, 0, first.sessions[0]) != rules.code_of(
        second.check_in_key, 0, second.sessions[0]
    )


def test_a_refused_change_of_sessions_stores_nothing(event):
    rasa = named(event)[NAMES[0]]
    Rest(event).ask(
        "PATCH", "@attendance", marks=[{"id": rasa.id, "session": 0, "mark": "present"}]
    )
    first, second = event.sessions
    kept = {"starts": second.starts.isoformat(), "ends": second.ends.isoformat()}
    answer = Rest(event).ask("PATCH", "", sessions=[kept])
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["error"]["errors"]] == ["sessions"]
    transaction.begin()
    assert event.sessions == (first, second)
