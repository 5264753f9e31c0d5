"""Introductory training on its pages and by REST, as each of its people."""

from datetime import datetime
from datetime import timedelta
from metodinis.common.mail import quiet
from metodinis.common.spreadsheets import read_csv
from metodinis.training.induction import operations
from metodinis.training.induction.content import template_of
from metodinis.training.induction.rules import default_rows
from plone import api
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
from tests.libraries.documents.test_over_http import ask  # noqa: F401 a fixture
from tests.training.induction.conftest import add_newcomer
from tests.training.induction.conftest import VALUES
from zoneinfo import ZoneInfo
import pytest
import re
import transaction


PATH = "/libraries/krt"
# The day where the site is: around midnight it is another than in UTC.
TODAY = datetime.now(ZoneInfo("Europe/Vilnius")).date()
FORM = {
    "title": "Ieva Naujokaitė",
    "position": "Bibliotekininkė",
    "newcomer": "krt-naujoke",
    "mentor": "krt-darbuotoja",
    "starts": TODAY.isoformat(),
}
ROWS = [
    {"kind": "reading", "title": "Nuostatai", "due": TODAY, "hours": 2.0, "text": "<b>Visi</b>"},
    {"kind": "briefing", "title": "Sauga", "due": TODAY + timedelta(days=1), "hours": 1.5},
]


@pytest.fixture
def newcomer(served_world):
    add_newcomer()
    transaction.commit()


@pytest.fixture
def track(newcomer):
    """The address of a track with two modules, in the site."""
    with quiet(), act_as("krt-direktore"):
        values = VALUES | {"starts": TODAY, "goals": "=SUM(A1)"}
        track = operations.add_track(library("KRT"), values, ROWS)
    transaction.commit()
    return f"{PATH}/{track.getId()}"


def stored(path):
    return library("KRT")[path.rpartition("/")[2]]


def ids(path):
    return [module.id for module in stored(path).modules]


def test_made_on_the_page(ask, newcomer):  # noqa: F811
    page = ask("krt-direktore", "GET", PATH).text
    assert "Įvadinių mokymų planų dar nėra" in page
    answer = ask("krt-direktore", "POST", f"{PATH}/@@add-induction", form=FORM)
    assert answer.status_code == 200
    assert "Planas sudarytas" in answer.text
    [track] = library("KRT").objectValues()
    assert (track.title, track.mentor, len(track.modules)) == (
        "Ieva Naujokaitė",
        "krt-darbuotoja",
        len(default_rows()),
    )
    assert "Ieva Naujokaitė" in ask("krt-direktore", "GET", PATH).text


@pytest.mark.parametrize(
    ("day", "text"),
    [("", "Užpildykite šį lauką."), ("vakar", "Čia turi būti data, pavyzdžiui, 2026-02-10.")],
)
def test_day_that_is_missing_or_none_is_told_at_its_field(ask, newcomer, day, text):  # noqa: F811
    answer = ask("krt-direktore", "POST", f"{PATH}/@@add-induction", form={**FORM, "starts": day})
    assert answer.status_code == 400
    assert re.search(r'id="f-starts-error"[^>]*>([^<]*)<', answer.text)[1].strip() == text


def test_refused_form_keeps_what_was_typed(ask, newcomer):  # noqa: F811
    form = FORM | {"title": " ", "email": "ne-adresas", "position": "Vedėja"}
    answer = ask("krt-direktore", "POST", f"{PATH}/@@add-induction", form=form)
    assert answer.status_code == 400
    assert 'href="#f-title"' in answer.text
    assert 'href="#f-email"' in answer.text
    assert 'value="Vedėja"' in answer.text
    assert list(library("KRT").objectIds()) == []


def test_a_day_that_is_none(ask, track):  # noqa: F811
    answer = ask("krt-direktore", "POST", f"{track}/@@edit", form=FORM | {"starts": "rytoj"})
    assert (answer.status_code, 'href="#f-starts"' in answer.text) == (400, True)
    assert stored(track).starts == TODAY


def test_visitors_and_others_see_nothing_of_it(ask, track):  # noqa: F811
    for who in (None, "svecias", "pag-direktore", "redaktore", "klm-darbuotoja"):
        assert "Naujokaitė" not in ask(who, "GET", PATH).text, who
        found = ask(who, "GET", "/@search?portal_type=InductionTrack&metadata_fields=_all").json()
        assert found["items"] == [], who
        if who:
            rows = ask(who, "GET", "/training/@@induction-export?format=csv&state=all")
            assert len(read_csv(rows.content)) == 1, who
    found = ask("krt-direktore", "GET", "/@site-search?SearchableText=Naujokait%C4%97").json()
    assert found["items_total"] == 0


def test_story_on_the_pages(ask, track):  # noqa: F811
    reading, briefing = ids(track)
    page = ask("krt-naujoke", "GET", track).text
    assert "Nuostatai" in page
    assert "@@modules" not in page
    claim = {"id": reading, "action": "claim", "done": "yes", "claim_note": "Perskaičiau."}
    answer = _post(ask, "krt-naujoke", f"{track}/@@module?id={reading}", f"{track}/@@module", claim)
    assert "Išsaugota. Ačiū." in answer.text
    page = ask("krt-darbuotoja", "GET", f"{track}/@@module?id={reading}").text
    assert "Perskaičiau." in page
    assert "&lt;b&gt;Visi&lt;/b&gt;" in page
    sign = f"{track}/@@sign"
    answer = _post(ask, "krt-darbuotoja", track, sign, {"action": "pass"})
    assert "Įskaitytas 1 modulis." in answer.text
    module = f"{track}/@@module?id={briefing}"
    marks = {
        "id": briefing,
        "passed": "yes",
        "on": TODAY.isoformat(),
        "hours": "1,5",
        "note": "",
    }
    future = marks | {"on": (TODAY + timedelta(days=1)).isoformat(), "hours": "daug"}
    answer = _post(ask, "krt-darbuotoja", module, f"{track}/@@module", future)
    assert (answer.status_code, 'href="#f-hours"' in answer.text) == (400, True)
    _post(ask, "krt-darbuotoja", module, f"{track}/@@module", marks)
    assert stored(track).progress[:3] == (2, 2, 3.5)
    for who, side in (("krt-darbuotoja", "mentor"), ("krt-direktore", "head")):
        assert "Pasirašyta. Ačiū." in _post(ask, who, track, sign, {"side": side}).text
    assert api.content.get_state(stored(track)) == "finished"
    assert "Baigtas" in ask("krt-naujoke", "GET", track).text
    pdf = ask("krt-naujoke", "GET", f"{track}/@@induction-pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["Content-Type"] == "application/pdf"


def _post(ask, who, shown, path, form):  # noqa: F811
    """Send a form of another page: with the token of the page that shows it."""
    token = re.search(r'name="_authenticator"[^>]* value="(\w+)"', ask(who, "GET", shown).text)
    return ask(who, "POST", path, data=form | {"_authenticator": token[1]})


def modules_form(page):
    """What the form of modules would send, unchanged."""
    names = dict(re.findall(r'name="(module-\d+-\w+|count|revision)"\s+value="([^"]*)"', page))
    boxes = re.findall(r'name="(module-\d+-required)" value="yes"\s+checked', page)
    kinds = re.findall(
        r'<select[^>]*name="(module-\d+-kind)".*?value="(\w+)" selected', page, re.DOTALL
    )
    texts = re.findall(r'<textarea[^>]*name="(module-\d+-text)"[^>]*>(.*?)</textarea>', page)
    form = {name: value for name, value in names.items() if not name.endswith("-remove")}
    form = {name: value for name, value in form.items() if not name.endswith("-required")}
    return form | dict.fromkeys(boxes, "yes") | dict(kinds) | dict(texts)


def test_modules_are_changed_in_one_form(ask, track):  # noqa: F811
    reading, briefing = ids(track)
    form = modules_form(ask("krt-direktore", "GET", f"{track}/@@modules").text)
    assert (form["count"], form["module-0-id"], form["module-1-hours"]) == ("5", reading, "1,5")
    wrong = form | {"module-2-title": "LIBIS", "module-2-hours": "daug", "module-0-title": ""}
    answer = ask("krt-direktore", "POST", f"{track}/@@modules", form=wrong)
    assert answer.status_code == 400
    assert 'href="#f-module-2-hours"' in answer.text
    wrong = form | {"module-2-title": "LIBIS", "module-2-hours": "4", "module-1-title": ""}
    answer = ask("krt-direktore", "POST", f"{track}/@@modules", form=wrong)
    assert set(re.findall(r'href="#f-(module-[\w-]+)"', answer.text)) == {
        "module-1-title",
        "module-2-due",
    }
    assert ids(track) == [reading, briefing]
    good = form | {
        "module-0-remove": "yes",
        "module-1-title": "Darbo sauga",
        "module-4-title": "LIBIS",
        "module-4-kind": "task",
        "module-4-due": (TODAY + timedelta(days=9)).isoformat(),
        "module-4-hours": "2,5",
    }
    answer = ask("krt-direktore", "POST", f"{track}/@@modules", form=good)
    assert answer.status_code == 200
    assert [(m.title, m.hours, m.required) for m in stored(track).modules] == [
        ("Darbo sauga", 1.5, True),
        ("LIBIS", 2.5, True),
    ]
    answer = ask("krt-direktore", "POST", f"{track}/@@modules", form=form)
    assert answer.status_code == 409
    assert "Modulius tuo metu pakeitė kitas žmogus" in answer.text


def test_template_is_changed_in_the_same_form(ask, newcomer):  # noqa: F811
    path = "/training/@@induction-template"
    form = modules_form(ask("metodininke", "GET", path).text)
    rows = default_rows()
    assert form["count"] == str(len(rows) + 3)
    same = ask("metodininke", "POST", path, form=form)
    assert same.status_code == 200
    training = api.portal.get()["training"]
    assert template_of(training).rows == rows
    wrong = form | {"revision": "1", "module-3-days": "trys"}
    answer = ask("metodininke", "POST", path, form=wrong)
    assert (answer.status_code, 'href="#f-module-3-days"' in answer.text) == (400, True)
    good = form | {"revision": "1", "module-3-remove": "yes", "module-0-title": "Pažintis"}
    assert ask("metodininke", "POST", path, form=good).status_code == 200
    kept = template_of(training).rows
    assert (len(kept), kept[0].title) == (len(rows) - 1, "Pažintis")


def test_stopped_and_deleted_on_the_pages(ask, track):  # noqa: F811
    step = f"{track}/@@step?name=stop"
    answer = _post(ask, "krt-direktore", step, f"{track}/@@step", {"name": "stop", "reason": ""})
    assert (answer.status_code, 'href="#f-reason"' in answer.text) == (400, True)
    form = {"name": "stop", "reason": "Išėjo iš darbo."}
    _post(ask, "krt-direktore", step, f"{track}/@@step", form)
    assert "Išėjo iš darbo." in ask("krt-darbuotoja", "GET", track).text
    assert ask("krt-direktore", "GET", f"{track}/@@step?name=kitas").status_code == 404
    ask("krt-direktore", "POST", f"{track}/@@remove", form={})
    assert list(library("KRT").objectIds()) == []


def test_list_of_the_department(ask, track):  # noqa: F811
    page = ask("metodininke", "GET", "/training/@@induction").text
    assert "Ieva Naujokaitė" in page
    assert "Modulių šablonas" in page
    assert "Ieva" not in ask("metodininke", "GET", "/training/@@induction?text=petras").text
    own = ask("krt-direktore", "GET", "/training/@@induction").text
    assert ("Ieva Naujokaitė" in own, "Modulių šablonas" in own) == (True, False)
    file = ask("metodininke", "GET", "/training/@@induction-export?format=csv")
    head, row = read_csv(file.content)
    assert head == [
        "Naujas darbuotojas",
        "Pareigos",
        "Biblioteka",
        "Kuratorius",
        "Pirma darbo diena",
        "Įskaityta privalomų modulių",
        "Privalomi moduliai",
        "Akademinės valandos",
        "Artimiausias terminas",
        "Vėluojantys moduliai",
        "Būsena",
    ]
    assert row[:7] == [
        "Ieva Naujokaitė",
        "Bibliotekininkė",
        "Kretinga",
        "Rasa Kretingienė",
        TODAY.isoformat(),
        "0",
        "2",
    ]


def test_story_by_rest(ask, newcomer):  # noqa: F811
    body = {key: value for key, value in FORM.items() if value} | {
        "modules": [
            {"kind": "task", "title": "LIBIS", "due": TODAY.isoformat(), "hours": 4},
            {"kind": "reading", "title": "Nuostatai", "due": TODAY.isoformat()},
        ]
    }
    wrong = body | {"modules": [{"kind": "task", "title": "x", "due": "rytoj"}]}
    answer = ask("krt-direktore", "POST", f"{PATH}/@induction", json=wrong)
    assert (answer.status_code, answer.json()["error"]["errors"][0]["field"]) == (
        400,
        "module-0-due",
    )
    made = ask("krt-direktore", "POST", f"{PATH}/@induction", json=body)
    assert made.status_code == 201
    track = PATH + made.json()["@id"].partition(PATH)[2]
    assert made.headers["Location"].endswith(track)
    task, reading = (module["id"] for module in made.json()["modules"])

    def post(who, service, **sent):
        return ask(who, "POST", f"{track}/@induction-{service}", json=sent)

    claimed = post("krt-naujoke", "claim", module=reading, done=True, note="Aišku.")
    assert claimed.json()["modules"][1]["claim"] == {"on": TODAY.isoformat(), "note": "Aišku."}
    assert "log" not in claimed.json()
    assert post("krt-darbuotoja", "pass").json()["done"] == 1
    failed = post("krt-darbuotoja", "mark", module=task, passed=False, note="Dar kartą.")
    assert failed.json()["modules"][0]["state"] == "failed"
    assert post("krt-darbuotoja", "sign", side="mentor").status_code == 409
    assert post("krt-darbuotoja", "mark", module=task, passed="taip").status_code == 400
    passed = post("krt-darbuotoja", "mark", module=task, passed=True, hours=5)
    assert (passed.json()["done"], passed.json()["hours"]) == (2, 5.0)
    cleared = post("krt-darbuotoja", "mark", module=reading, passed=None).json()
    assert cleared["modules"][1]["state"] == "claimed"
    post("krt-darbuotoja", "pass")
    assert post("krt-naujoke", "sign", side="head").status_code == 409
    assert post("krt-direktore", "sign", side="kitas").status_code == 400
    post("krt-darbuotoja", "sign", side="mentor")
    done = post("krt-direktore", "sign", side="head").json()
    assert (done["state"], done["signatures"][1]["by"]) == ("finished", "Aldona Kretingaitė")
    assert done["log"][-1]["what"] == "finished"
    pdf = ask("krt-naujoke", "GET", f"{track}/@induction-pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert ask("krt-direktore", "DELETE", f"{track}/@induction-track").status_code == 409
    reopened = post("krt-direktore", "step", name="reopen", reason="Klaida.").json()
    assert reopened["state"] == "active"
    listed = ask("metodininke", "GET", "/training/@induction").json()
    assert [(item["title"], item["ready"]) for item in listed["items"]] == [
        ("Ieva Naujokaitė", True)
    ]
    assert ask("krt-direktore", "DELETE", f"{track}/@induction-track").status_code == 204


def test_edited_by_rest(ask, track):  # noqa: F811
    reading, briefing = ids(track)

    def patch(name, **sent):
        return ask("krt-direktore", "PATCH", f"{track}/@induction-{name}", json=sent)

    assert patch("track", position="Vyr. bibliotekininkė").json()["position"] == (
        "Vyr. bibliotekininkė"
    )
    assert patch("track", starts=5).status_code == 400
    assert patch("modules", modules="visi").status_code == 400
    assert patch("modules", modules=[], revision="1").status_code == 400
    assert patch("modules", modules=[], revision=99).status_code == 409
    changed = patch(
        "modules",
        modules=[{"id": reading, "remove": True}, {"id": briefing, "title": "Darbo sauga"}],
        revision=1,
    ).json()
    assert [module["title"] for module in changed["modules"]] == ["Darbo sauga"]
    assert changed["revision"] == 2
    path = "/training/@induction-template"
    template = ask("metodininke", "GET", path).json()
    put = ask(
        "metodininke",
        "PUT",
        path,
        json={"modules": template["modules"][:2], "revision": template["revision"]},
    )
    assert [module["days"] for module in put.json()["modules"]] == [0, 0]
    assert ask("metodininke", "PUT", path, json={"modules": None}).status_code == 400
