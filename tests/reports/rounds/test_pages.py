"""Pages of rounds: who sees what, what forms refuse, what buttons do."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.common.moments import now
from metodinis.common.states import state_of
from metodinis.libraries import people
from metodinis.reports import operations as reports
from metodinis.reports.rounds import operations
from metodinis.reports.rounds.preview import preview_opening
from metodinis.reports.rules import ZONE
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.conftest import YEAR
from tests.reports.narrative.conftest import bring as bring_narrative
from tests.reports.narrative.conftest import write_all
from tests.reports.rounds.conftest import due_in
from tests.reports.test_workflow import bring
import pytest
import re
import transaction


ROUND = f"rounds/{YEAR}"
EVERYONE = ("", "svecias", "redaktore", "krt-darbuotoja", "krt-direktore", "metodininke", "vedeja")
DEPARTMENT = {"metodininke", "vedeja"}


def allowed(call, path):
    """Which of EVERYONE the server lets see a page."""
    found = set()
    for person in EVERYONE:
        answer = call(person, "GET", path)
        if answer.status_code == 200 and "login" not in answer.url:
            found.add(person)
    return found


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("rounds", set(EVERYONE)),
        (ROUND, set(EVERYONE)),
        (f"{ROUND}/@@round-export", set(EVERYONE)),
        (f"{ROUND}/@@matrix-export", DEPARTMENT),
        (f"{ROUND}/@@round-transition?name=close", DEPARTMENT),
        (f"{ROUND}/@@extensions", DEPARTMENT),
        (f"{ROUND}/@@remind", DEPARTMENT),
        (f"{ROUND}/edit", DEPARTMENT),
        ("rounds/++add++ReportingRound", DEPARTMENT),
    ],
)
def test_who_sees_which_page(call, path, who):
    assert allowed(call, path) == who


def test_round_that_is_prepared_is_the_departments(call):
    with act_as("metodininke"):
        make_round(2024)
    transaction.commit()
    assert allowed(call, "rounds/2024") == DEPARTMENT
    assert "2024 m. ataskaitos" not in call("krt-direktore", "GET", "rounds").text
    assert "2024 m. ataskaitos" in call("vedeja", "GET", "rounds").text


def test_public_sees_published_reports_and_nobody_elses_state(call):
    bring(library("KRT")["statistical-2025"], "published")
    transaction.commit()
    page = call("", "GET", ROUND).text
    assert "Paskelbtos ataskaitos" in page
    assert "krt/statistical-2025" in page
    assert "Laukiama" not in page
    assert "narrative-2025" not in page
    assert "Pagėgių" not in page


def test_published_reports_of_a_library_stand_in_one_row(call):
    narrative = library("KRT")["narrative-2025"]
    write_all(narrative)
    bring_narrative(narrative, "published")
    bring(library("KRT")["statistical-2025"], "published")
    pagegiai = library("PAG")["statistical-2025"]
    fill(pagegiai, "pag-direktore", C1="100", C2="20", C4="900")
    for person, step in (
        ("pag-direktore", "sign"),
        ("metodininke", "accept"),
        ("vedeja", "publish"),
    ):
        with act_as(person):
            reports.TRANSITIONS[step](pagegiai)
    transaction.commit()
    table = call("", "GET", ROUND).text.partition("Paskelbtos ataskaitos")[2]
    table = table.partition("</table>")[0]
    assert table.count('<th scope="row">') == 2
    assert re.findall(r'href="[^"]*/libraries/(\w+/\w+-2025)"', table) == [
        "krt/statistical-2025",
        "krt/narrative-2025",
        "pag/statistical-2025",
    ]
    assert "2 bibliotekos" in table
    found = call("", "GET", f"{ROUND}?text=pag").text.partition("Paskelbtos ataskaitos")[2]
    assert ("pag/statistical-2025" in found, "krt/statistical-2025" in found) == (True, False)
    nothing = call("", "GET", f"{ROUND}?text=nieko").text
    assert "Pagal šiuos filtrus bibliotekų nerasta" in nothing


def test_library_sees_its_own_drafts_only(call):
    page = call("krt-darbuotoja", "GET", ROUND).text
    assert "krt/statistical-2025" in page
    assert "pag/statistical-2025" not in page


def test_matrix_page_filters_by_address(call):
    page = call("metodininke", "GET", f"{ROUND}?text=Kretinga").text
    assert "1 biblioteka<" in page
    assert "krt/statistical-2025" in page
    assert "pag/statistical-2025" not in page
    nothing = call("metodininke", "GET", f"{ROUND}?state=accepted").text
    assert "Pagal šiuos filtrus bibliotekų nerasta" in nothing


def test_filter_text_is_shown_and_never_run(call):
    page = call("metodininke", "GET", f'{ROUND}?text="><script>alert(1)</script>').text
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("form", ["rounds/++add++ReportingRound", ROUND])
def test_libraries_are_found_by_who_may_not_list_users(call, form):
    search = (
        f"{form}/@@getVocabulary?name=metodinis.libraries.Libraries&field=libraries&query=kret*"
    )
    found = call("metodininke", "GET", search).json()
    assert [item["id"] for item in found["results"]] == [library("KRT").UID()]
    assert "results" not in call("krt-direktore", "GET", search).text


ADD = "rounds/++add++ReportingRound"
FORM = {
    "form.widgets.year": ["2026"],
    "form.widgets.forms": ["statistical"],
    "form.widgets.forms-empty-marker": "1",
    "form.widgets.opening": "",
    "form.widgets.deadline": "2027-02-10T23:59",
    "form.widgets.libraries": "",
    "form.widgets.requires_signature": ["selected"],
    "form.widgets.instructions": "<p>Pildykite.</p>",
    "form.widgets.instructions.mimeType": "text/html",
    "form.buttons.save": "Išsaugoti",
}


def test_round_is_added_by_its_form(call):
    page = call("metodininke", "POST", ADD, data=FORM)
    made = api.portal.get()["rounds"]["2026"]
    assert page.url == made.absolute_url()
    assert made.deadline == datetime(2027, 2, 10, 23, 59, tzinfo=ZONE)
    assert (made.title, made.forms, made.libraries) == (
        "2026 m. ataskaitos",
        {"statistical"},
        set(),
    )
    assert state_of(made) == "preparing"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("year", ["2025"], "2025 m. rinkimas jau yra"),
        ("deadline", "2026-12-31T23:59", "Terminas turi būti vėlesnis nei ataskaitinių metų"),
        ("opening", "2027-03-01T08:00", "Atidarymas turi būti ankstesnis nei terminas"),
        ("forms", [], "formfield-form-widgets-forms"),
        ("deadline", "rytoj", "formfield-form-widgets-deadline"),
    ],
)
def test_bad_round_is_told_at_its_field(call, field, typed, said):
    page = call("metodininke", "POST", ADD, data={**FORM, f"form.widgets.{field}": typed})
    assert "2026" not in api.portal.get()["rounds"]
    widget = page.text.partition(f'id="formfield-form-widgets-{field}"')[2]
    assert "invalid-feedback" in widget[:4000]
    assert said in page.text


def test_deadline_on_a_free_day_is_told(call):
    data = {**FORM, "form.widgets.deadline": "2027-02-16T23:59"}
    page = call("metodininke", "POST", ADD, data=data).text
    assert "Terminas sutampa su šventine diena: Lietuvos valstybės atkūrimo diena." in page
    edit = call("metodininke", "GET", "rounds/2026/edit").text
    assert 'value="2027-02-16T23:59"' in edit
    assert "Lietuvos valstybės atkūrimo diena" in edit


def test_open_round_is_edited_but_takes_nothing_away(call):
    page = call(
        "vedeja",
        "POST",
        f"{ROUND}/edit",
        data={**FORM, "form.widgets.deadline": "2026-03-01T12:00"},
    ).text
    assert "formą galima pridėti, bet ne pašalinti" in page
    both = ["statistical", "narrative"]
    call(
        "vedeja",
        "POST",
        f"{ROUND}/edit",
        data={
            **FORM,
            "form.widgets.forms": both,
            "form.widgets.deadline": "2026-03-01T12:00",
        },
    )
    report = library("KRT")["statistical-2025"]
    assert report.due == datetime(2026, 3, 1, 12, 0, tzinfo=ZONE)
    with act_as("metodininke"):
        [brain] = api.content.find(UID=report.UID())
    assert brain.report_due == report.due


def test_opening_tells_what_will_happen_and_does_it(call):
    with act_as("metodininke"):
        make_round(2024)
    transaction.commit()
    path = "rounds/2024/@@round-transition?name=open"
    page = call("metodininke", "GET", path).text
    assert "Atsiskaitys 3 bibliotekos." in page
    assert "Registre nėra 2024 m. gyventojų skaičiaus" in page
    assert "Klaipėda, Pagėgiai." in page
    assert "Terminas jau praėjęs" in page
    assert state_of(api.portal.get()["rounds"]["2024"]) == "preparing"
    answer = call("metodininke", "POST", path, data={"name": "open"})
    assert "Rinkimas atidarytas: sukurtos 6 ataskaitos." in answer.text
    assert state_of(api.portal.get()["rounds"]["2024"]) == "open"


def test_library_without_people_is_told_before_opening(world):
    people.put(library("PAG"), "pag-direktore", None)
    with act_as("metodininke"):
        preview = preview_opening(make_round(2025))
    assert [str(warning) for warning in preview.warnings] == [
        "rounds_warning_past",
        "rounds_warning_no_people",
    ]
    assert preview.warnings[1].mapping == {"names": "Pagėgiai."}
    assert (len(preview.libraries), preview.elements) == (3, 4)


def test_step_that_is_gone_is_told(call):
    path = f"{ROUND}/@@round-transition?name=close"
    assert call("vedeja", "POST", path, data={"name": "close"}).status_code == 200
    assert state_of(api.portal.get()["rounds"]["2025"]) == "closed"
    page = call("metodininke", "GET", path).text
    assert "pasikeitė rinkimo būsena" in page
    assert "_authenticator" not in page.partition('id="content-core"')[2]
    assert call("vedeja", "GET", f"{ROUND}/@@round-transition?name=burn").status_code == 404


def test_post_without_token_is_refused(call):
    answer = call("vedeja", "POST", f"{ROUND}/@@round-transition", body={"name": "close"})
    assert answer.status_code == 403
    assert state_of(api.portal.get()["rounds"]["2025"]) == "open"


def test_publishing_is_the_heads(call):
    report = library("KRT")["statistical-2025"]
    bring(report, "accepted")
    transaction.commit()
    path = f"{ROUND}/@@round-transition?name=publish"
    data = {"name": "publish"}
    buttons = {who: "name=publish" in call(who, "GET", ROUND).text for who in DEPARTMENT}
    assert buttons == {"metodininke": False, "vedeja": True}
    assert call("metodininke", "POST", path, data=data).status_code == 403
    page = call("vedeja", "POST", path, data=data).text
    assert "Paskelbta 1 ataskaita." in page
    assert state_of(report) == "published"


def test_extension_is_given_and_withdrawn(call):
    uid = library("PAG").UID()
    path = f"{ROUND}/@@extensions"
    until = (now() + timedelta(days=20)).astimezone(ZONE)
    page = call(
        "metodininke",
        "POST",
        path,
        data={"library": uid, "until": f"{until:%Y-%m-%dT%H:%M}", "reason": "<b>Liga</b>"},
    ).text
    assert "&lt;b&gt;Liga&lt;/b&gt;" in page
    report = library("PAG")["narrative-2025"]
    assert report.due == until.replace(second=0, microsecond=0)
    assert report.due.tzinfo is UTC
    call("metodininke", "POST", path, data={"library": uid, "withdraw": "1"})
    assert api.portal.get()["rounds"]["2025"].extensions == {}
    again = call("metodininke", "POST", path, data={"library": uid, "withdraw": "1"})
    assert "pratęsimo nebeturi" in again.text


@pytest.mark.parametrize(
    ("field", "typed"), [("library", "x"), ("until", "rytoj"), ("until", ""), ("reason", " ")]
)
def test_bad_extension_is_told_at_its_field(call, field, typed):
    until = (now() + timedelta(days=20)).astimezone(ZONE)
    sent = {"library": library("PAG").UID(), "until": f"{until:%Y-%m-%dT%H:%M}", "reason": "Liga"}
    page = call("metodininke", "POST", f"{ROUND}/@@extensions", data={**sent, field: typed}).text
    assert f'id="f-{field}-error"' in page
    assert api.portal.get()["rounds"]["2025"].extensions == {}


def test_reminder_by_hand(call, served_round):
    due_in(served_round, days=2)
    transaction.commit()
    path = f"{ROUND}/@@remind"
    page = call("metodininke", "GET", path).text
    assert "Skyrius primena: 2025 m. ataskaitos" in page
    page = call("metodininke", "POST", path, data={"libraries:list": ["x"]}).text
    assert "dabar nieko neturi pateikti" in page


def test_rounds_without_a_library_are_not_opened(served_world, call):
    with api.env.adopt_roles(["Manager"]):
        reporting_round = make_round(2024)
        reporting_round.libraries = {"gone"}
    with act_as("metodininke"), pytest.raises(operations.NotAllowed):
        operations.open_round(reporting_round)
    assert state_of(reporting_round) == "preparing"
