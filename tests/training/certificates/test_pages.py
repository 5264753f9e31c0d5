"""Pages and services of certificates, asked of a running site; two who issue at once."""

from concurrent.futures import ThreadPoolExecutor
from metodinis.common import moments
from metodinis.common.agenda import Person
from metodinis.testing import PASSWORD
from metodinis.training.attendance import operations as attendance
from metodinis.training.certificates import operations
from metodinis.training.certificates.agenda import AttendanceAgenda
from metodinis.training.certificates.agenda import TITLES
from metodinis.training.certificates.catalog import CERTIFICATES
from metodinis.training.certificates.catalog import MARKS
from metodinis.training.certificates.catalog import note_follow_up
from metodinis.training.certificates.nightly import AfterEvents
from metodinis.training.certificates.rules import number_of
from metodinis.training.events.rules import Session
from plone import api
from pypdf import PdfReader
from tests.libraries.conftest import act_as
from tests.screens import PIXEL
from tests.training.attendance.test_pages import Browser
from tests.training.attendance.test_pages import Rest
from tests.training.attended import BEGIN
from tests.training.attended import DAY
from tests.training.attended import HOUR
from tests.training.attended import make_event
from tests.training.attended import make_trainer
from tests.training.attended import named
from tests.training.attended import NAMES
from tests.training.attended import OVER
from tests.training.attended import register
from tests.training.certificates.conftest import issue
from tests.training.certificates.conftest import make_over
from tests.training.certificates.conftest import mark_all
from tests.training.certificates.conftest import THERE
import base64
import datetime
import io
import pytest
import requests
import threading
import transaction
import zipfile


METHODOLOGIST = ("metodininke", PASSWORD)
YEAR = moments.now().year
N1, N2, N3 = (number_of(YEAR, count) for count in (1, 2, 3))


@pytest.fixture
def over(served_world):
    """An event that is over and marked, on a running site."""
    event = make_over(served_world)
    transaction.commit()
    return event


@pytest.fixture
def issued(over):
    """The same with certificates."""
    issue(over, at=moments.now())
    transaction.commit()
    return over


def directory_of(event):
    return event.__parent__.absolute_url()


def numbers(event):
    transaction.begin()
    return {one.name: one.certificate for one in event.registrations.found() if one.certificate}


def test_issuing_on_the_page(over):
    browser = Browser(METHODOLOGIST).get(f"{over.absolute_url()}/@@certificates")
    browser.post(do="all", post=None)
    assert "Išduoti 2 pažymėjimai." in browser.said
    assert numbers(over) == {NAMES[0]: N1, NAMES[1]: N2}


def test_issuing_to_one(over):
    browser = Browser(METHODOLOGIST).get(f"{over.absolute_url()}/@@certificates")
    chosen = named(over)[NAMES[1]].id
    token = browser.tree.cssselect("input[name=_authenticator]")[0].value
    browser.session.post(
        f"{over.absolute_url()}/@@certificates",
        data={"_authenticator": token, "do": "chosen", "ids": chosen},
        timeout=60,
    )
    assert numbers(over) == {NAMES[1]: N1}


def test_two_issue_at_once(served_world):
    """Two people, five events with eight participants each, all bulk issues at the same time."""
    events = []
    for name in "abcde":
        event = make_event(served_world, name)
        register(event, *(f"Vardas{number} Pavardė{name}" for number in range(8)))
        mark_all(event, *[THERE] * 8)
        events.append(event)
    transaction.commit()
    urls = [event.absolute_url() for event in events]
    barrier = threading.Barrier(2)

    def work(person):
        session = requests.Session()
        session.auth = (person, PASSWORD)
        session.headers["Accept"] = "application/json"
        barrier.wait()
        return [
            session.post(f"{url}/@certificates", json={"all": True}, timeout=120) for url in urls
        ]

    with ThreadPoolExecutor(2) as pool:
        found = [pool.submit(work, person) for person in ("metodininke", "vedeja")]
        answers = [answer for future in found for answer in future.result()]
    assert {answer.status_code for answer in answers} == {200}
    told = [one["number"] for answer in answers for one in answer.json()["issued"]]
    everything = [number_of(YEAR, count) for count in range(1, 41)]
    assert sorted(told) == everything
    transaction.begin()
    store = served_world["training"].certificates
    assert sorted(one.number for one in store.of_year(YEAR)) == everything
    kept = [one.certificate for event in events for one in event.registrations.found()]
    assert sorted(kept) == everything
    assert len({one.code for one in store.of_year()}) == 40


def test_what_is_refused_takes_no_number(over):
    ids = [named(over)[name].id for name in (NAMES[0], NAMES[3])]
    rest = Rest(over)
    answer = rest.ask("POST", "@certificates", ids=ids)
    assert (answer.status_code, answer.json()["error"]["errors"][0]["field"]) == (400, "ids")
    assert rest.ask("POST", "@certificates", ids="x").status_code == 400
    assert rest.ask("POST", "@certificates").status_code == 400
    assert numbers(over) == {}
    done = rest.ask("POST", "@certificates", ids=ids[:1]).json()
    assert [one["number"] for one in done["issued"]] == [N1]


def check(event, number, code):
    url = f"{directory_of(event)}/@@certificate"
    browser = Browser()
    browser.answer = browser.session.get(url, params={"number": number, "code": code}, timeout=60)
    return browser.answer.text


def test_the_public_check(issued):
    store = issued.__parent__.certificates
    one = store.get(N1)
    told = check(issued, one.number, one.code)
    assert all(text in told for text in (NAMES[0], "Skaitymo skatinimas", "Galioja", "8 ak. val."))
    # A wrong code and an unknown number are told the same, and nothing else.
    for number, code in ((one.number, "WRONG"), (number_of(YEAR, 999), one.code), (one.number, "")):
        refused = check(issued, number, code)
        assert "Tokio pažymėjimo nėra" in refused
        assert "Skaitymo" not in refused
        assert NAMES[0] not in refused


def test_the_public_check_of_what_ended(issued):
    store = issued.__parent__.certificates
    with act_as("metodininke"):
        operations.revoke(issued.__parent__, N1, "Slapta priežastis")
        operations.reissue(issued.__parent__, N2, "Ąžuolas Žukauskas", "Klaida")
    transaction.commit()
    revoked = check(issued, N1, store.get(N1).code)
    assert "Panaikintas" in revoked
    assert "Slapta" not in revoked
    replaced = check(issued, N2, store.get(N2).code)
    assert "Pakeistas" in replaced
    assert "Žukauskas" not in replaced
    assert N3 not in replaced


def test_rest_check(issued):
    one = issued.__parent__.certificates.get(N1)
    rest = Rest(issued.__parent__, None)
    found = rest.ask("GET", f"@certificate?number={one.number}&code={one.code}").json()
    assert (found["state"], found["name"], found["hours"]) == ("valid", NAMES[0], 8.0)
    assert "code" not in found
    assert rest.ask("GET", f"@certificate?number={one.number}&code=x").status_code == 404


def test_ending_on_pages(issued):
    url = directory_of(issued)
    browser = Browser(METHODOLOGIST).get(f"{url}/@@certificate-revoke?number={N1}")
    assert browser.post(reason=" ").answer.status_code == 400
    browser.post(reason="Ne tas asmuo")
    assert f"{N1} panaikintas" in browser.said
    browser.get(f"{url}/@@certificate-reissue?number={N2}")
    browser.post(name="Ąžuolas Žukauskas", reason="Klaida", post=None)
    assert numbers(issued) == {"Ąžuolas Žukauskas": N3}
    # An ended one has no form any more.
    browser.get(f"{url}/@@certificate-revoke?number={N1}")
    assert [form for form in browser.tree.forms if form.method == "POST"] == []
    assert browser.get(f"{url}/@@certificate-file?number=x").answer.status_code == 404


def test_rest_ends(issued):
    rest = Rest(issued.__parent__)
    refused = rest.ask("POST", "@certificate-revoke", number=N1, reason="")
    assert refused.status_code == 400
    done = rest.ask("POST", "@certificate-revoke", number=N1, reason="Klaida")
    assert (done.json()["state"], done.json()["reason"]) == ("revoked", "Klaida")
    again = rest.ask("POST", "@certificate-revoke", number=N1, reason="Klaida")
    assert again.status_code == 409
    made = rest.ask(
        "POST", "@certificate-reissue", number=N2, name="Ąžuolas", reason="Klaida"
    ).json()
    assert (made["number"], made["replaces"]) == (N3, N2)


def test_list_filters_and_files(issued):
    rest = Rest(issued.__parent__)
    rest.ask("POST", "@certificate-revoke", number=N1, reason="Klaida")
    url = directory_of(issued)

    def shown(query):
        tree = Browser(METHODOLOGIST).get(f"{url}/@@certificates?{query}").tree
        return [one.text for one in tree.cssselect("tbody th a.text-nowrap")]

    assert shown("") == [N2, N1]
    assert shown("state=valid") == [N2]
    assert shown("q=kretingienė") == [N1]
    assert shown("year=1999") == []
    assert shown("sort=name&order=ascending") == [N1, N2]
    export = rest.ask("GET", "@certificates-export?format=csv&state=revoked")
    assert N1 in export.content.decode("utf-8-sig")
    assert N2 not in export.content.decode("utf-8-sig")
    listed = rest.ask("GET", f"@certificates?state=revoked&year={YEAR}").json()
    assert [(one["number"], one["reason"]) for one in listed["items"]] == [(N1, "Klaida")]
    assert rest.ask("GET", "@certificates?state=nothing").status_code == 400


def test_zip_over_http(issued):
    answer = Rest(issued).ask("GET", "@certificates-zip")
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == [
            f"{N1}-rasa-kretingiene.pdf",
            f"{N2}-azuolas-zukas.pdf",
        ]


def test_participants_find_theirs(issued):
    url = issued.absolute_url()
    rasa, ona = named(issued)[NAMES[0]], named(issued)[NAMES[3]]
    page = Browser().get(f"{url}/@@my-registration?secret={rasa.secret}")
    [link] = page.tree.cssselect("a[href*='my-certificate']")
    answer = requests.get(link.get("href"), timeout=60)
    assert N1 in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert answer.headers["Cache-Control"] == "private, no-store"
    page = Browser().get(f"{url}/@@my-registration?secret={ona.secret}")
    assert page.tree.cssselect("a[href*='my-certificate']") == []
    for secret in (ona.secret, "nobody", ""):
        answer = requests.get(f"{url}/@@my-certificate", params={"secret": secret}, timeout=60)
        assert answer.status_code == 404


def test_participants_show_a_code(served_world):
    begin = datetime.datetime.now(datetime.UTC) - HOUR
    event = make_event(served_world, sessions=(Session(begin, begin + 3 * HOUR),))
    [rasa] = register(event, NAMES[0])
    transaction.commit()
    url = f"{event.absolute_url()}/@@my-registration?secret={rasa.secret}"
    page = Browser().get(url)
    assert len(page.tree.cssselect(".mtd-qr svg path")) == 1
    [link] = page.tree.cssselect("a[href*='@@arrived']")
    assert rasa.secret in link.get("href")
    with act_as("metodininke"):
        attendance.check_in(event, rasa.id)
    transaction.commit()
    assert "pažymėtas" in Browser().get(url).tree.cssselect(".mtd-ok")[0].text_content()


def test_layout_on_the_page(served_world):
    url = f"{served_world['training'].absolute_url()}/@@certificate-design"
    browser = Browser(METHODOLOGIST).get(url)
    form = next(form for form in browser.tree.forms if form.method == "POST")
    fields = {name: value for name, value in form.fields.items() if value is not None}

    def send(files=None, **values):
        return browser.session.post(
            url, data=fields | values, files=files or {"none": ("", b"")}, timeout=60
        )

    sample = send(do="preview", heading="BANDYMAS")
    assert sample.headers["Content-Type"] == "application/pdf"
    assert "BANDYMAS" in PdfReader(io.BytesIO(sample.content)).pages[0].extract_text()
    broken = send({"logo": ("a.png", PIXEL[:40])}, do="save", heading="KITA")
    assert broken.status_code == 400
    assert "nepavyksta perskaityti" in broken.text
    transaction.begin()
    assert len(served_world["training"].certificates.designs) == 1
    assert send({"logo": ("a.png", PIXEL)}, do="save", heading="KITA").status_code == 200
    transaction.begin()
    design = served_world["training"].certificates.designs[-1]
    assert (design.heading, sorted(design.pictures)) == ("KITA", ["logo"])


def test_rest_layout(served_world):
    rest = Rest(served_world["training"])
    before = rest.ask("GET", "@certificate-design").json()
    picture = base64.b64encode(PIXEL).decode()
    after = rest.ask(
        "PATCH", "@certificate-design", heading="KITA", pictures={"logo": picture}
    ).json()
    assert after == before | {"heading": "KITA", "pictures": ["logo"]}
    for body, field in (
        ({"body": "{kas}"}, "body"),
        ({"pictures": {"logo": "?"}}, "logo"),
        ({"pictures": {"other": picture}}, "pictures"),
        ({"nothing": "x"}, "nothing"),
    ):
        refused = rest.ask("PATCH", "@certificate-design", **body)
        assert refused.status_code == 400
        assert [one["field"] for one in refused.json()["error"]["errors"]] == [field]
    dropped = rest.ask("PATCH", "@certificate-design", pictures={"logo": None}).json()
    assert dropped["pictures"] == []


# agenda and nights


def tasks(who):
    with act_as(who):
        found = AttendanceAgenda().tasks(Person(who, {}), 10)
    return [(task.title, task.url.rpartition("/")[2]) for task in found.tasks]


def test_agenda_after_an_event(world):
    event = make_event(world)
    register(event, *NAMES)
    make_trainer(event)
    event.trainer_accounts = ("svecias",)
    with moments.at(OVER + DAY):
        lines = AfterEvents()((OVER + DAY).date())
        assert lines == ["1 events that ended lately looked at"]
        marks = [(TITLES[MARKS], "@@attendance")]
        assert (tasks("metodininke"), tasks("svecias"), tasks("redaktore")) == (marks, marks, [])
        mark_all(event, *[THERE] * 4)
        assert tasks("metodininke") == [(TITLES[CERTIFICATES], "@@certificates")]
        assert tasks("svecias") == []
        issue(event)
        assert tasks("metodininke") == []


def test_agenda_before_the_end(world):
    event = make_event(world)
    register(event, *NAMES)
    with moments.at(BEGIN):
        note_follow_up(event)
        assert tasks("metodininke") == []


def test_names_leave_after_years(world):
    event = make_over(world)
    [one, other] = issue(event)
    api.portal.set_registry_record("metodinis.training.attendance_years", 2)
    day = other.ends.date()
    assert AfterEvents()(day.replace(year=2028)) == []
    assert AfterEvents()(day.replace(year=2028) + DAY) == ["names taken out of 2 certificates"]
    assert (one.name, other.name) == ("", "")
