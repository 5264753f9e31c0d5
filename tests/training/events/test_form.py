"""The form of an event over HTTP: what a methodologist types, row by row."""

from datetime import timedelta
from decimal import Decimal
from lxml import html
from metodinis.testing import PASSWORD
from metodinis.training.events import operations
from metodinis.training.events import rules
from metodinis.training.events.rules import Question
from metodinis.training.events.rules import Session
from plone.app.textfield.value import RichTextValue
from tests.training.conftest import act_as
from tests.training.conftest import make_event
from tests.training.conftest import START
import pytest
import re
import requests
import transaction


METHODOLOGIST = ("metodininke", PASSWORD)
KIND = re.compile(r"^(\w+: ){2}")
ADD = "++add++TrainingEvent"


class Form:
    """A form as a browser holds it."""

    def __init__(self, url, login=METHODOLOGIST):
        self.url, self.login = url, login
        self.read(requests.get(url, auth=login, timeout=60))

    def read(self, answer):
        self.status = answer.status_code
        self.page = html.fromstring(answer.content)
        found = [form for form in self.page.forms if "form.widgets.title" in form.fields]
        self.fields = {}
        for name, value in found[0].form_values() if found else ():
            # A list has one name and several values.
            before = self.fields.get(name)
            many = before if isinstance(before, list) else [before]
            self.fields[name] = value if before is None else [*many, value]

    def send(self, button="form.buttons.save", **typed):
        """Type into `form.widgets.<name>`, press a button."""
        for name, value in typed.items():
            self.fields[f"form.widgets.{name}"] = value
        data = {**self.fields, button: "1"}
        answer = requests.post(self.url, data, auth=self.login, timeout=60)
        self.read(answer)
        return answer

    def rows(self, name, *rows):
        for number, row in enumerate(rows):
            for column, value in row.items():
                self.fields[f"form.widgets.{name}.{number}.{column}"] = value

    @property
    def errors(self):
        """Texts of what is wrong, in their order."""
        found = self.page.xpath("//*[contains(@class, 'invalid-feedback')]")
        return [" ".join(error.text_content().split()) for error in found]

    @property
    def messages(self):
        found = self.page.cssselect("#global_statusmessage .portalMessage")
        texts = [" ".join(message.text_content().split()) for message in found]
        # The kind of the message is said in front of it, once for the eye and once for the ear.
        return [KIND.sub("", text) for text in texts]


@pytest.fixture
def served_event(served_world):
    event = make_event("announced")
    transaction.commit()
    return event


def test_event_is_written_down_with_sessions_and_questions(served_world):
    form = Form(f"{served_world['training'].absolute_url()}/{ADD}")
    form.rows(
        "sessions",
        {"day": "2027-03-28", "starts": "02:00", "ends": "05:00", "title": "Naktis"},
        {"day": "2027-03-28", "starts": "10:00", "ends": "12:00", "place": "II salė"},
    )
    form.rows(
        "questions",
        {"title": "Ar reikia pietų?", "kind": "yes_no", "required": "yes"},
        {"title": "Kaip atvyksite?", "kind": "choice", "choices": "traukiniu; automobiliu;"},
    )
    answer = form.send(title="Bibliotekų naktis", start="2027-03-28T02:00", end="2027-03-28T12:00")
    assert form.errors == []
    transaction.begin()
    event = served_world["training"]["biblioteku-naktis"]
    assert answer.url == event.absolute_url()
    assert [(s.title, s.place, s.ends - s.starts) for s in event.named_sessions] == [
        ("Naktis", "", START.utcoffset()),
        ("", "II salė", START.utcoffset()),
    ]
    assert [question[1:] for question in event.questions] == [
        ("Ar reikia pietų?", "yes_no", True, ()),
        ("Kaip atvyksite?", "choice", False, ("traukiniu", "automobiliu")),
    ]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"day": "2027-03-04"}, "1 eilutė: įrašykite dieną, pradžią ir pabaigą."),
        (
            {"day": "2027-03-04", "starts": "12:00", "ends": "11:00"},
            "1 eilutė: pabaiga turi būti vėlesnė už pradžią. Jei tęsiama po vidurnakčio, tai jau "
            "kitos dienos užsiėmimas.",
        ),
        (
            {"day": "2027-03-28", "starts": "03:30", "ends": "05:00"},
            "1 eilutė: tą dieną tokio laiko nėra, nes laikrodis pasukamas į priekį.",
        ),
        (
            {"day": "2027-03-05", "starts": "11:00", "ends": "12:00"},
            "Ne tarp renginio pradžios ir pabaigos: 1 eilutė.",
        ),
    ],
)
def test_wrong_row_is_told_and_kept(served_world, row, text):
    form = Form(f"{served_world['training'].absolute_url()}/{ADD}")
    form.rows("sessions", row)
    form.send(title="Diena", start="2027-03-04T10:00", end="2027-03-04T16:00")
    assert form.errors == [text]
    assert form.fields["form.widgets.sessions.0.day"] == row["day"]
    assert served_world["training"].objectIds() == []


def test_wrong_fields_of_other_fieldsets_are_told_there(served_world):
    form = Form(f"{served_world['training'].absolute_url()}/{ADD}")
    form.send(
        title="Diena",
        start="2027-03-04T10:00",
        end="2027-03-04T09:00",
        registration_closes="2027-03-05T10:00",
    )
    assert form.errors == [
        "Pabaiga turi būti vėlesnė už pradžią.",
        "Registracija turi būti baigta iki renginio pradžios.",
    ]


def test_more_rows_come_without_saving(served_event):
    form = Form(f"{served_event.absolute_url()}/edit")
    form.rows(
        "sessions",
        {"day": "2027-03-04", "starts": "10:00", "ends": "11:00"},
        {"day": "2027-03-04", "starts": "11:00", "ends": "12:00"},
    )
    form.send("form.widgets.sessions.more")
    days = [value for name, value in form.fields.items() if name.endswith(".day")]
    assert days == ["2027-03-04", "2027-03-04", "", ""]
    assert served_event.named_sessions == ()


def test_saved_form_without_a_change_changes_nothing(served_event):
    """Every field is filled: none loses or gains anything on its way through the form."""
    with act_as("metodininke"):
        operations.edit_event(
            served_event,
            {
                "trainer_accounts": ("svecias", "krt-direktore"),
                "competences": ("vadyba", "medijos"),
                "text": RichTextValue("<p>Diena</p>", "text/html", "text/x-html-safe"),
                "price": Decimal("12.50"),
                "cost": Decimal(300),
                "online_link": "https://example.org/x",
                "registration_opens": START - timedelta(days=9),
                "registration_closes": START - timedelta(days=2),
                "sessions": (Session(START, START.replace(hour=11), "Įvadas", "I salė"),),
                "questions": (Question("a1", "Kaip?", "choice", True, ("Taip", "Anaip")),),
            },
        )
    transaction.commit()
    before = operations.seen_values(served_event)
    form = Form(f"{served_event.absolute_url()}/edit")
    form.send()
    assert form.messages == ["Renginys išsaugotas."]
    transaction.begin()
    assert operations.seen_values(served_event) == before


def test_emptied_row_is_left_out(served_event):
    first = Session(START, START.replace(hour=11))
    second = Session(START.replace(hour=11), START.replace(hour=12))
    with act_as("metodininke"):
        operations.edit_event(served_event, {"sessions": (first, second)})
    transaction.commit()
    form = Form(f"{served_event.absolute_url()}/edit")
    form.rows("sessions", {"day": "", "starts": "", "ends": ""})
    form.send()
    transaction.begin()
    assert served_event.named_sessions == (second,)


def test_second_organiser_is_told_and_decides(served_event):
    url = f"{served_event.absolute_url()}/edit"
    form = Form(url)
    Form(url, ("vedeja", PASSWORD)).send(capacity="40", location="Kita salė")
    form.send(capacity="30", target_group="Visi")
    assert form.errors == [
        "Atidarius šią formą, lauką „Vietų skaičius“ pakeitė kitas žmogus. Dabar ten: 40. "
        "Išsaugojus dar kartą, liks tai, ką įrašėte jūs."
    ]
    assert form.fields["form.widgets.capacity"] == "30"
    transaction.begin()
    assert (served_event.capacity, served_event.target_group) == (40, None)
    form.send()
    transaction.begin()
    assert (served_event.capacity, served_event.target_group) == (30, "Visi")
    assert served_event.location == "Kita salė"
    assert form.messages == [
        "Renginys išsaugotas.",
        "Tuo metu kitas žmogus pakeitė: Vieta. Jo pakeitimas liko.",
    ]


def test_seats_below_the_registered_are_told(served_event):
    served_event.registrations.seats.taken = 20
    transaction.commit()
    form = Form(f"{served_event.absolute_url()}/edit")
    form.send(capacity="10")
    assert form.messages[-1] == (
        "Vietų yra 10, o užimta 20. Niekas savo vietos nepraranda, bet naujų nebus suteikta, kol "
        "neatsilaisvins pakankamai."
    )


@pytest.mark.parametrize(
    ("form", "said", "names"),
    [
        ("in_person", {}, ["location", "trainers", "competences", "hours"]),
        ("remote", {}, ["online_link", "trainers", "competences", "hours"]),
        ("mixed", {"hours": 2.0}, ["online_link", "location", "trainers", "competences"]),
        (
            "in_person",
            {"location": "Salė", "trainers": ("A",), "competences": ("vadyba",), "hours": 1.0},
            [],
        ),
    ],
)
def test_what_visitors_would_look_for_in_vain(form, said, names):
    nothing = {"location": None, "online_link": None, "trainers": (), "competences": ()}
    assert rules.unsaid({**nothing, "hours": 0.0, "form": form, **said}) == names


def test_what_an_event_does_not_say_is_told_before_it_is_announced(served_world):
    with act_as("metodininke"):
        event = operations.create_event(
            served_world["training"],
            {"title": "Tuščias", "start": START, "end": START + timedelta(hours=1)},
        )
    transaction.commit()
    page = requests.get(
        f"{event.absolute_url()}/@@event-transition?name=announce",
        auth=("metodininke", PASSWORD),
        timeout=60,
    )
    [told] = html.fromstring(page.text).cssselect(".mtd-alert--warning p")
    assert told.text_content() == (
        "Renginio aprašyme dar nenurodyta: Vieta, Lektoriai, Ugdomos kompetencijos, "
        "Akademinės valandos."
    )
