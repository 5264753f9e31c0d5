"""The life of a training, from a programme's draft to what is to be improved, over HTTP.

A library proposes a programme; two evaluate it without seeing each other's scores; it is approved
and run; people register for three seats; those who came get certificates, say what they think,
and the programme is to be reviewed. The clock of the site is moved along.
"""

from datetime import datetime
from datetime import timedelta
from metodinis.training.evaluation.nightly import FeedbackTask
from metodinis.training.evaluation.rules import AFTER
from metodinis.training.evaluation.rules import SCALE
from metodinis.training.programmes.rules import CRITERIA
from plone.uuid.interfaces import IUUID
from tests.story import Clock
from tests.story import Teller
from tests.training.conftest import ZONE
from tests.training.programmes.conftest import EVALUATORS
from tests.training.programmes.conftest import VALUES
import pytest


AUTHOR, DIRECTOR, METHODOLOGIST, HEAD = "krt-darbuotoja", "krt-direktore", "metodininke", "vedeja"
START = datetime(2026, 3, 5, 10, 0, tzinfo=ZONE)
PEOPLE = ("Adelė Žukienė", "Česlovas Šimkus", "Ieva Ąžuolaitė", "Ona Yčaitė")
KRETINGA = "libraries/krt"


@pytest.fixture
def training(served_world, monkeypatch):
    return Teller(served_world, monkeypatch, START - timedelta(days=90))


def evaluation(score):
    """One evaluator's scores, each with its reason."""
    return {
        "scores": dict.fromkeys(CRITERIA, score),
        "comments": dict.fromkeys(CRITERIA, "Pagrįsta."),
        "summary": "Verta vykdyti.",
        "give": True,
    }


def test_from_a_draft_to_what_is_to_be_improved(training):
    programme = approved_programme(training)
    event = announced_event(training, programme)
    seats_are_given(training, event)
    attended(training, event)
    certificates_are_issued(training, event)
    feedback_is_given(training, event)
    hours_are_told(training)
    programme_is_to_be_reviewed(training, programme)


def approved_programme(training):
    made = training.do(AUTHOR, "POST", f"{KRETINGA}/@programmes", VALUES, 201)
    path = training.path(made["@id"])
    for nobody in (None, "svecias"):
        assert training.call(nobody, "GET", f"{path}/@programme").status_code == 401
    training.do(AUTHOR, "POST", f"{path}/@programme-transition", {"name": "submit"})
    asked = {"evaluators": list(EVALUATORS), "due": "2025-12-31"}
    training.do(AUTHOR, "POST", f"{path}/@programme-evaluators", asked, 401)
    training.do(METHODOLOGIST, "POST", f"{path}/@programme-evaluators", asked)
    first, second = EVALUATORS
    training.do(first, "POST", f"{path}/@programme-evaluation", evaluation(5))
    seen = training.do(second, "GET", f"{path}/@programme-evaluations")
    assert '"relevance": 5' not in str(seen).replace("'", '"')
    training.do(second, "POST", f"{path}/@programme-evaluation", evaluation(4))
    order = {
        "name": "approve",
        "order_number": "V-12",
        "order_date": "2025-12-01",
        "valid_until": "2028-12-01",
    }
    training.do(METHODOLOGIST, "POST", f"{path}/@programme-transition", order, 401)
    training.do(HEAD, "POST", f"{path}/@programme-transition", order)
    told = training.do(None, "GET", f"{path}/@programme")
    assert (told["state"], told["title"]) == ("approved", VALUES["title"])
    document = training.do(None, "GET", f"{path}/@programme-document?format=pdf")
    assert document.content.startswith(b"%PDF")
    return path


def announced_event(training, programme):
    body = {
        "title": "Skaitmeninė kraštotyra: pirma grupė",
        "start": START.isoformat(),
        "end": (START + timedelta(hours=6)).isoformat(),
        "programme": IUUID(training.site.unrestrictedTraverse(programme)),
        "competences": ["krastotyra"],
        "hours": 7.5,
        "capacity": 3,
        "location": "Kretingos viešoji biblioteka",
    }
    training.do(AUTHOR, "POST", "training/@training-events", body, 401)
    made = training.do(METHODOLOGIST, "POST", "training/@training-events", body, 201)
    path = training.path(made["@id"])
    register(training, path, PEOPLE[0], 401)
    training.do(METHODOLOGIST, "POST", f"{path}/@event-transition", {"name": "announce"})
    return path


def register(training, event, name, status=201):
    body = {
        "name": name,
        "email": address(name),
        "library_uid": IUUID(training.site["libraries"]["krt"]),
        "consent": True,
    }
    return training.do(None, "POST", f"{event}/@register", body, status)


def address(name):
    return f"{PEOPLE.index(name)}-dalyve@example.org"


def registration(training, event, name):
    """The Registration of one of PEOPLE."""
    store = training.site.unrestrictedTraverse(event).registrations
    return store.by_email(address(name))


def seats_are_given(training, event):
    training.receivers()
    told = [register(training, event, name) for name in PEOPLE]
    assert [(one["state"], one["place"]) for one in told] == [
        ("registered", None),
        ("registered", None),
        ("registered", None),
        ("waiting", 1),
    ]
    assert training.receivers() == [address(name).partition("@")[0] for name in PEOPLE]
    for name in PEOPLE:
        own = {"secret": registration(training, event, name).secret, "action": "confirm"}
        training.do(None, "POST", f"{event}/@my-registration", own)
    leaving = {"secret": registration(training, event, PEOPLE[1]).secret, "action": "cancel"}
    training.do(None, "POST", f"{event}/@my-registration", leaving)
    states = [registration(training, event, name).state for name in PEOPLE]
    assert states == ["registered", "cancelled", "registered", "registered"]
    # Who left and who moved up are told.
    assert training.receivers() == ["1-dalyve", "3-dalyve"]
    training.do(AUTHOR, "GET", f"{event}/@registrations", status=401)
    listed = training.do(METHODOLOGIST, "GET", f"{event}/@registrations?state=registered")
    assert listed["items_total"] == 3


def attended(training, event):
    came = [name for name in PEOPLE if name != PEOPLE[1]]
    marks = [
        {"id": registration(training, event, name).id, "session": 0, "mark": "present"}
        for name in came
    ]
    training.do(METHODOLOGIST, "PATCH", f"{event}/@attendance", {"marks": marks}, 409)
    Clock.moment = START + timedelta(hours=1)
    training.do(AUTHOR, "PATCH", f"{event}/@attendance", {"marks": marks}, 401)
    training.do(METHODOLOGIST, "PATCH", f"{event}/@attendance", {"marks": marks})
    states = [registration(training, event, name).state for name in came]
    assert states == ["attended"] * 3


def certificates_are_issued(training, event):
    Clock.moment = START + timedelta(hours=7)
    training.receivers()
    training.do(DIRECTOR, "POST", f"{event}/@certificates", {"all": True}, 401)
    training.do(METHODOLOGIST, "POST", f"{event}/@certificates", {"all": True, "mail": True})
    issued = training.do(METHODOLOGIST, "GET", "training/@certificates")["items"]
    assert sorted(one["number"] for one in issued) == [
        "MT-2026-0001",
        "MT-2026-0002",
        "MT-2026-0003",
    ]
    assert training.receivers() == ["0-dalyve", "2-dalyve", "3-dalyve"]
    one = issued[0]
    right = f"training/@certificate?number={one['number']}&code={one['code']}"
    assert training.do(None, "GET", right)["state"] == "valid"
    training.do(None, "GET", f"training/@certificate?number={one['number']}&code=AAAA", status=404)
    secret = registration(training, event, PEOPLE[0]).secret
    paper = training.do(None, "GET", f"{event}/@my-certificate?secret={secret}")
    assert paper.content.startswith(b"%PDF")


def feedback_is_given(training, event):
    Clock.moment = START + timedelta(days=1, hours=12)
    training.receivers()
    training.night(FeedbackTask(), Clock.moment.date())
    assert training.receivers() == ["0-dalyve", "2-dalyve", "3-dalyve"]
    absent = registration(training, event, PEOPLE[1])
    form = training.do(None, "GET", f"{event}/@feedback?secret={absent.secret}&form={AFTER}")
    assert form["state"] != "open"
    for name in (PEOPLE[0], PEOPLE[2], PEOPLE[3]):
        secret = registration(training, event, name).secret
        form = training.do(None, "GET", f"{event}/@feedback?secret={secret}&form={AFTER}")
        scores = {one["id"]: 2 for one in form["questions"] if one["kind"] == SCALE}
        sent = {"secret": secret, "form": AFTER, "answers": scores}
        training.do(None, "POST", f"{event}/@feedback", sent)
        training.do(None, "POST", f"{event}/@feedback", sent, 409)
    training.do(AUTHOR, "GET", f"{event}/@feedback-results", status=401)
    results = training.do(METHODOLOGIST, "GET", f"{event}/@feedback-results")
    after = results["forms"][AFTER]
    assert (results["participants"], after["n"], after["satisfaction"]) == (3, 3, 2.0)


def hours_are_told(training):
    hours = training.do(DIRECTOR, "GET", f"{KRETINGA}/@training-hours?year=2026&by=person")
    assert hours["total"] == {"people": 3, "events": 1, "hours": 22.5}
    training.do("pag-direktore", "GET", f"{KRETINGA}/@training-hours?year=2026", status=401)


def programme_is_to_be_reviewed(training, programme):
    Clock.moment = START + timedelta(days=60)
    for days in range(2, 60):
        training.night(FeedbackTask(), (START + timedelta(days=days)).date())
    reviews = training.do(METHODOLOGIST, "GET", f"{programme}/@programme")["reviews"]
    assert len(reviews) == 1
