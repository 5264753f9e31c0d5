"""A library's whole year, through the hands of everyone who has a part in it, over HTTP.

Each step is done by whom it belongs to; after it stand the report's state, who got which mail,
and who sees what.
"""

from base64 import b64encode
from datetime import timedelta
from metodinis.common.moments import now
from metodinis.common.nightly import Packing
from metodinis.common.states import state_of
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from Products.MailHost.MailHost import MailHost
from tests.common.made_documents import pdf
from tests.reports.conftest import asker
from tests.reports.conftest import CATALOGUE
from tests.reports.conftest import library
from tests.reports.conftest import RULES
from tests.reports.sheets.made_sheets import filled
import pytest
import requests
import transaction


STAFF, DIRECTOR = "krt-darbuotoja", "krt-direktore"
METHODOLOGIST, HEAD = "metodininke", "vedeja"
OTHERS = ("pag-direktore", "klm-darbuotoja", "redaktore", "svecias", None)
INSIDE = {STAFF, DIRECTOR, METHODOLOGIST, HEAD}
EVERYONE = {*INSIDE, *OTHERS}
LIBRARY = ["krt-darbuotoja", "krt-direktore"]
ALL_LIBRARIES = ["klm-darbuotoja", *LIBRARY, "pag-direktore"]

KRETINGA = "libraries/krt"
REPORT, NARRATIVE = f"{KRETINGA}/statistical-2025", f"{KRETINGA}/narrative-2025"
NEW_HALL = "Nuo kovo veikia nauja vaikų salė."
TOO_MANY = "Ar skaičiuoti ir renginių dalyviai?"
COUNTED_TWICE = "Renginių dalyviai suskaičiuoti du kartus."
WHY_CORRECTED = "Biblioteka patikslino raštu."


class Year:
    """Everything that a test of the year asks of the site."""

    def __init__(self, monkeypatch):
        self.call = asker()
        self._sent = []
        # The class, since the server's threads have objects of their own.
        monkeypatch.setattr(MailHost, "send", lambda host, message: self._sent.append(message))
        # What tests keep in memory can't be packed.
        monkeypatch.setattr(Packing, "__call__", lambda task, today: [])

    def do(self, person, method, path, body=None, status=200):
        """Ask a service; return its answer. Its status must be the one expected."""
        headers = {"Accept": "application/json"}
        answer = self.call(person, method, path, json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def step(self, person, report, name, reason="", status=200):
        """Take a report a step further."""
        body = {"name": name, "reason": reason}
        return self.do(person, "POST", f"{report}/@report-transition", body, status)

    def mails(self):
        """Subject's beginning -> who got it (names), of the mails since the last call."""
        sent, self._sent = self._sent, []
        self.texts = [message.get_content() for message in sent]
        told = {}
        for message in sent:
            subject = message["Subject"].partition(":")[0]
            told.setdefault(subject, []).append(message["To"].partition("@")[0])
        return {subject: sorted(people) for subject, people in told.items()}

    def readers(self, report):
        """Who may read a report."""
        return {
            person
            for person in EVERYONE
            if self.call(person, "GET", f"{report}/@report").status_code == 200
        }

    def page(self, person, path):
        """The text of a page, its spaces that keep words together made plain."""
        return self.call(person, "GET", path).text.replace("\N{NO-BREAK SPACE}", " ")

    def night(self):
        """The night's work, as cron has it done; the lines that tell of reminders."""
        answer = requests.post(
            f"{api.portal.get().absolute_url()}/@nightly",
            auth=(SITE_OWNER_NAME, SITE_OWNER_PASSWORD),
            headers={"Accept": "application/json"},
            timeout=60,
        )
        tasks = {task["task"]: task for task in answer.json()["tasks"]}
        task = tasks["metodinis.reports.reminders"]
        return task["lines"]

    def new_round(self, year, deadline):
        """The department makes a round of small indicators and opens it."""
        body = {"year": year, "deadline": deadline.isoformat(), "requires_signature": True}
        self.do(METHODOLOGIST, "POST", "rounds", body, status=201)
        made = api.portal.get()["rounds"][str(year)]
        made.catalogue_text, made.rules_text = CATALOGUE, RULES
        transaction.commit()
        assert state_of(made) == "preparing"
        assert self.call(STAFF, "GET", f"rounds/{year}/@round").status_code == 401
        opened = self.do(
            METHODOLOGIST, "POST", f"rounds/{year}/@round-transition", {"name": "open"}
        )
        assert (opened["review_state"], opened["reports"]) == ("open", 6)


@pytest.fixture
def year(served_world, monkeypatch):
    api.portal.set_registry_record("plone.email_from_address", "skyrius@example.org")
    transaction.commit()
    return Year(monkeypatch)


def state(report=REPORT):
    transaction.begin()
    return state_of(library("KRT")[report.rpartition("/")[2]])


def test_a_year_of_a_library(year):
    last_year_is_published(year)
    the_department_opens_the_round(year)
    staff_fill_in_by_form_rest_and_sheet(year)
    the_warning_is_explained_and_the_director_sends_back(year)
    the_director_signs(year)
    the_department_remarks_and_returns(year)
    the_library_answers_mends_and_signs_again(year)
    the_department_accepts(year)
    the_narrative_report_goes_the_same_way(year)
    the_head_publishes_and_the_public_reads(year)
    the_department_corrects_and_the_register_shows_it(year)
    the_round_is_closed_and_archived(year)
    next_year_shows_this_years_values(year)


def last_year_is_published(year):
    year.new_round(2024, now() + timedelta(days=1))
    cells = {"C1": {"raw": "900"}, "C2": {"raw": "250"}, "C4": {"raw": "1 200"}}
    report = f"{KRETINGA}/statistical-2024"
    year.do(STAFF, "PATCH", f"{report}/@report", {"cells": cells})
    for person, name in ((DIRECTOR, "sign"), (METHODOLOGIST, "accept"), (HEAD, "publish")):
        year.step(person, report, name)
    for name in ("close", "archive"):
        year.do(METHODOLOGIST, "POST", "rounds/2024/@round-transition", {"name": name})
    year.mails()


def the_department_opens_the_round(year):
    year.new_round(2025, now() + timedelta(days=6))
    assert year.mails() == {"2025 m. ataskaitos": ALL_LIBRARIES}
    assert state() == "draft"
    assert year.readers(REPORT) == INSIDE
    assert len(year.night()) == 3
    assert year.mails() == {"Primename": ALL_LIBRARIES}
    assert year.night() == []
    assert year.mails() == {}


def staff_fill_in_by_form_rest_and_sheet(year):
    form = {"raw.C1": "1 000", "revision.C1": "0"}
    assert year.call(STAFF, "POST", f"{REPORT}/@@enter", data=form).status_code == 200
    year.do(STAFF, "PATCH", f"{REPORT}/@report", {"cells": {"C2": {"raw": "260", "revision": 0}}})
    sheet = year.call(STAFF, "GET", f"{REPORT}/@@sheet").content
    data = b64encode(filled(sheet, C4=2600)).decode()
    body = {"file": {"filename": "Kretinga.xlsx", "data": data}, "store": True}
    stored = year.do(STAFF, "POST", f"{REPORT}/@report-upload", body)
    assert (stored["stored"], stored["changed"]) == (True, ["C4"])
    assert [found["key"] for found in stored["checks"]] == ["visits:C4"]
    cells = year.do(STAFF, "GET", f"{REPORT}/@report")["cells"]
    assert {cell["code"]: cell["cell"]["value"] for cell in cells} == {
        "A7": 37500,
        "C1": 1000,
        "C2": 260,
        "C4": 2600,
    }


def the_warning_is_explained_and_the_director_sends_back(year):
    refused = year.step(DIRECTOR, REPORT, "sign", status=409)
    assert [blocker["code"] for blocker in refused["error"]["blockers"]] == ["C4"]
    explain(year)
    year.step(STAFF, REPORT, "request_signature")
    assert (state(), year.mails()) == (
        "signing",
        {"Ataskaita laukia Jūsų parašo": ["krt-direktore"]},
    )
    year.do(STAFF, "PATCH", f"{REPORT}/@report", {"cells": {"C2": {"raw": "1"}}}, status=401)
    year.step(DIRECTOR, REPORT, "send_back", "Patikrinkite vaikų skaičių.")
    assert state() == "draft"
    assert year.mails() == {"Direktorius grąžino ataskaitą": ["krt-darbuotoja"]}
    assert "> Patikrinkite vaikų skaičių." in year.texts[0]


def explain(year):
    body = {"key": "visits:C4", "text": NEW_HALL}
    assert year.do(STAFF, "POST", f"{REPORT}/@explanations", body)["explanation"] == NEW_HALL


def the_director_signs(year):
    change = {"cells": {"C2": {"raw": "265", "revision": 1}}}
    year.do(STAFF, "PATCH", f"{REPORT}/@report", change)
    year.step(STAFF, REPORT, "request_signature")
    year.step(DIRECTOR, REPORT, "sign")
    assert state() == "submitted"
    assert year.mails() == {
        "Ataskaita laukia Jūsų parašo": ["krt-direktore"],
        "Pateikta 2025 m. ataskaita": ["metodininke"],
    }
    year.do(DIRECTOR, "PATCH", f"{REPORT}/@report", change, status=401)
    assert year.readers(REPORT) == INSIDE


def the_department_remarks_and_returns(year):
    page = year.page(METHODOLOGIST, REPORT)
    assert (NEW_HALL in page, "2 600" in page, "1 200" in page) == (True, True, True)
    year.do(METHODOLOGIST, "POST", f"{REPORT}/@remarks", {"code": "C4", "text": TOO_MANY})
    refused = year.step(METHODOLOGIST, REPORT, "return", status=400)
    assert [error["field"] for error in refused["error"]["errors"]] == ["reason"]
    year.step(METHODOLOGIST, REPORT, "return", "Žr. pastabą prie apsilankymų.")
    assert (state(), year.mails()) == ("returned", {"Ataskaita grąžinta tikslinti": LIBRARY})
    assert "> Žr. pastabą prie apsilankymų." in year.texts[0]


def the_library_answers_mends_and_signs_again(year):
    form = year.page(STAFF, f"{REPORT}/@@enter")
    assert ("Žr. pastabą prie apsilankymų." in form, TOO_MANY in form) == (True, True)
    [remark] = year.do(STAFF, "GET", f"{REPORT}/@remarks")["items"]
    year.do(STAFF, "POST", f"{REPORT}/@remarks", {"id": remark["id"], "text": COUNTED_TWICE})
    change = {"cells": {"C4": {"raw": "2 300", "revision": 1}}}
    year.do(STAFF, "PATCH", f"{REPORT}/@report", change)
    explain(year)
    year.step(DIRECTOR, REPORT, "sign")
    assert (state(), year.mails()) == ("submitted", {"Pateikta 2025 m. ataskaita": ["metodininke"]})


def the_department_accepts(year):
    page = year.page(METHODOLOGIST, REPORT)
    assert (TOO_MANY in page, COUNTED_TWICE in page) == (True, True)
    year.step(METHODOLOGIST, REPORT, "accept")
    assert (state(), year.mails()) == ("accepted", {"Ataskaita priimta": LIBRARY})
    assert year.readers(REPORT) == INSIDE


def the_narrative_report_goes_the_same_way(year):
    file = {"filename": "Kretingos bibliotekos metai.pdf", "data": b64encode(pdf("x")).decode()}
    year.do(STAFF, "PATCH", f"{NARRATIVE}/@report", {"file": file})
    for person, name in ((DIRECTOR, "sign"), (METHODOLOGIST, "accept")):
        year.step(person, NARRATIVE, name)
    assert state(NARRATIVE) == "accepted"
    assert year.readers(NARRATIVE) == INSIDE
    year.mails()


def the_head_publishes_and_the_public_reads(year):
    assert "Nuo kovo" not in year.page(None, REPORT)
    assert "statistical-2025" not in year.page(None, KRETINGA)
    year.step(METHODOLOGIST, REPORT, "publish", status=409)
    for report in (REPORT, NARRATIVE):
        year.step(HEAD, report, "publish")
        assert state(report) == "published"
        assert year.readers(report) == EVERYONE
    page = year.page(None, REPORT)
    assert ("2 300" in page, NEW_HALL in page) == (True, True)
    assert [text for text in (TOO_MANY, COUNTED_TWICE, "Rasa Kretingienė") if text in page] == []
    assert "Kretingos bibliotekos metai.pdf" in year.page(None, NARRATIVE)
    assert "statistical-2025" in year.page(None, KRETINGA)


def the_department_corrects_and_the_register_shows_it(year):
    body = {"code": "C4", "value": "2 250", "reason": WHY_CORRECTED}
    year.do(STAFF, "POST", f"{REPORT}/@corrections", body, status=401)
    year.do(METHODOLOGIST, "POST", f"{REPORT}/@corrections", body)
    [item] = year.do(None, "GET", "rounds/@corrections")["items"]
    assert (item["original"]["value"], item["corrected"]["value"]) == (2300, 2250)
    for path in ("rounds/@@corrections", REPORT):
        page = year.page(None, path)
        assert [text for text in ("2 300", "2 250", WHY_CORRECTED) if text not in page] == []
        assert "Ona Metodinskienė" not in page


def the_round_is_closed_and_archived(year):
    for name, becomes in (("close", "closed"), ("archive", "archived")):
        body = {"name": name}
        done = year.do(METHODOLOGIST, "POST", "rounds/2025/@round-transition", body)
        assert done["review_state"] == becomes
    pagegiai = "libraries/pag/statistical-2025/@report"
    change = {"cells": {"C1": {"raw": "5"}}}
    year.do("pag-direktore", "PATCH", pagegiai, change, status=409)
    assert year.readers(REPORT) == EVERYONE


def next_year_shows_this_years_values(year):
    year.new_round(2026, now() + timedelta(days=400))
    report = f"{KRETINGA}/statistical-2026"
    cells = year.do(STAFF, "GET", f"{report}/@report")["cells"]
    last = {cell["code"]: cell["previous"] and cell["previous"]["value"] for cell in cells}
    assert (last["C1"], last["C2"], last["C4"]) == (1000, 265, 2250)
    assert all(cell["cell"] is None for cell in cells if not cell["derived"])
    assert "2 250" in year.page(STAFF, f"{report}/@@enter")
