"""The pages of `/indicators`, asked as a browser asks."""

from metodinis.common.spreadsheets import read_csv
from metodinis.indicators import operations
from metodinis.indicators.changes import rows_of
from metodinis.indicators.changes import with_row
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import rules_text
from metodinis.testing import PASSWORD
from tests.reports.conftest import act_as
import pytest
import re
import requests
import transaction


STAFF_PAGES = [
    "@@import",
    "@@history",
    "@@version?table=rules&version=1",
    "@@add-row?kind=element",
    "@@edit-row?kind=rule&code=filled",
]


@pytest.fixture
def indicators(served_world):
    return served_world["indicators"]


class Browser:
    """A person's browser without JavaScript; nobody's, if no person is named."""

    def __init__(self, indicators, person=None):
        self.base = indicators.absolute_url()
        self.auth = (person, PASSWORD) if person else None

    def get(self, page=""):
        answer = requests.get(
            f"{self.base}/{page}", auth=self.auth, timeout=30, allow_redirects=False
        )
        self.page = answer.text
        return answer

    def hidden(self, name):
        return re.search(rf'name="{re.escape(name)}"[^>]*value="([^"]*)"', self.page)[1]

    def post(self, page, files=None, **fields):
        sent = {"_authenticator": self.hidden("_authenticator"), **fields}
        answer = requests.post(
            f"{self.base}/{page}",
            data=sent,
            files=files,
            auth=self.auth,
            timeout=30,
            allow_redirects=False,
        )
        transaction.begin()
        self.page = answer.text
        return answer

    def upload(self, text, table="catalogue"):
        self.get("@@import")
        data = text.encode() if isinstance(text, str) else text
        return self.post("@@import", {"file": ("lentele.csv", data)}, table=table)

    def previewed(self):
        """The fields that the preview hands on to the confirmation."""
        found = re.search(r'<textarea name="text"[^>]*>(.*?)</textarea>', self.page, re.DOTALL)
        text = found[1].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        return {
            "text": text.replace("&quot;", '"').replace("&#39;", "'").removeprefix("\n"),
            "table": self.hidden("table"),
            "based_on": self.hidden("based_on"),
        }


def test_everyone_reads_the_catalogue(indicators):
    page = Browser(indicators).get("?text=lankomumas").text
    [article] = re.findall(r'<article class="mtd-entry-text" id="(\w+)"', page)
    assert rows_of(catalogue_text())["indicator", article]["title_lt"] == "Lankomumas"
    assert '#C4">Apsilankymai</a>' in page
    assert "edit-row" not in page


def test_words_are_found_without_their_accents(indicators):
    page = Browser(indicators).get("?text=isduotis+is+viso").text
    assert re.findall(r'<article class="mtd-entry-text" id="(\w+)"', page) == ["D1"]


def test_year_in_the_address_leaves_out_what_has_ended(indicators):
    with act_as("metodininke"):
        operations.change_row(
            indicators, "element", "D7", {"valid_to": "2024", "replaced_by": "C5"}
        )
    transaction.commit()
    browser = Browser(indicators)
    assert 'id="D7"' in browser.get("?year=2024").text
    assert 'id="D7"' not in browser.get("?year=2025").text
    page = browser.get("?year=all").text
    assert 'id="D7"' in page
    assert "iki 2024 m." in page
    assert 'id="D7"' not in browser.get("?year=<script>").text


def test_rules_are_told_in_words(indicators):
    page = Browser(indicators).get("@@rules").text
    assert page.count("<tr id=") == len(rows_of(rules_text()))
    [row] = re.findall(r'<tr id="area_part".*?</tr>', page, re.DOTALL)
    words = " ".join(re.sub(r"<[^>]+>", " ", row).split())
    assert words.startswith("Plotas vartotojams (A9) ≤ Bendras plotas (A8)")
    assert "{" not in words


@pytest.mark.parametrize(
    "person", [None, "svecias", "krt-direktore", "krt-darbuotoja", "redaktore"]
)
def test_changing_is_for_those_who_may(indicators, person):
    browser = Browser(indicators, person)
    for page in STAFF_PAGES:
        assert browser.get(page).status_code in (302, 401)


@pytest.mark.parametrize("person", ["metodininke", "vedeja"])
def test_those_who_may_see_every_page(indicators, person):
    browser = Browser(indicators, person)
    assert [browser.get(page).status_code for page in STAFF_PAGES] == [200] * len(STAFF_PAGES)


def test_import_is_previewed_then_confirmed(indicators):
    browser = Browser(indicators, "metodininke")
    text = with_row(catalogue_text(), "element", "C1", {"title_lt": "Skaitytojai & kt."})
    assert browser.upload(text).status_code == 200
    assert "<del><span class" in browser.page
    assert "Skaitytojai &amp; kt.</ins>" in browser.page
    assert indicators.current("catalogue").number == 1
    answer = browser.post("@@import", confirm="1", note="Naujas įsakymas", **browser.previewed())
    assert answer.status_code == 302
    version = indicators.current("catalogue")
    assert (version.text, version.note, version.by) == (text, "Naujas įsakymas", "metodininke")


def test_confirmation_needs_the_token_and_an_unchanged_table(indicators):
    browser = Browser(indicators, "metodininke")
    browser.upload(with_row(rules_text(), "rule", "late", None), table="rules")
    sent = {"confirm": "1", **browser.previewed()}
    assert browser.post("@@import", **sent, _authenticator="").status_code == 403
    browser.upload(with_row(rules_text(), "rule", "late", None), table="rules")
    with act_as("vedeja"):
        operations.remove_row(indicators, "rule", "merged")
    transaction.commit()
    answer = browser.post("@@import", **sent)
    assert "pakeitė kitas žmogus" in answer.text
    assert ("rule", "late") in rows_of(indicators.current("rules").text)


def test_bad_file_is_refused_with_the_reason(indicators):
    browser = Browser(indicators, "metodininke")
    for data, message in (
        ("kind,code\nelement,C1\n", "Trūksta šio stulpelio."),
        (b"", "Failas tuščias"),
        (b"PK\x03\x04 broken", "mtd-alert--error"),
    ):
        assert browser.upload(data).status_code == 200
        assert message in browser.page
    assert indicators.current("catalogue").number == 1


def test_row_form_saves_and_shows_errors_at_the_field(indicators):
    browser = Browser(indicators, "metodininke")
    page = "@@edit-row?kind=indicator&code=R2"
    browser.get(page)
    row = rows_of(catalogue_text())["indicator", "R2"]
    fields = {
        **{f"form.widgets.{column}": text for column, text in row.items()},
        "form.widgets.direction": ["context"],
        "form.buttons.save": "1",
    }
    answer = browser.post(page, **{**fields, "form.widgets.numerator": "B4 + X9"})
    assert answer.status_code == 200
    assert "Kodo „X9“ kataloge nėra." in answer.text
    assert indicators.current("catalogue").number == 1
    answer = browser.post(page, **{**fields, "form.widgets.numerator": "B4 + B10"})
    assert answer.status_code == 302
    assert rows_of(catalogue_text())["indicator", "R2"]["numerator"] == "B4 + B10"


def test_versions_are_told_downloaded_and_restored(indicators):
    first = catalogue_text()
    with act_as("metodininke"):
        operations.change_row(indicators, "element", "C1", {"unit": "asm."}, "Vienetas")
    transaction.commit()
    browser = Browser(indicators, "vedeja")
    page = browser.get("@@history").text
    assert "Ona Metodinskienė" in page
    assert "Vienetas" in page
    version = browser.get("@@version?table=catalogue&version=2").text
    assert "asm.</ins>" in version
    assert re.search(r"<title>2 versija\b", version)
    assert browser.get("@@version?table=catalogue&version=9").status_code == 404
    browser.get("@@import?table=catalogue&version=1")
    browser.post("@@import", confirm="1", note="Grąžinta", **browser.previewed())
    assert indicators.current("catalogue").number == 3
    assert catalogue_text() == first


def test_tables_are_downloaded(indicators):
    browser = Browser(indicators)
    answer = browser.get("@@export?table=rules&format=csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rules-1.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbfcode;severity;")
    assert browser.get("@@export?table=catalogue&format=xlsx").content[:2] == b"PK"
    for page in ("@@export", "@@export?table=rules&format=exe", "@@export?table=x"):
        assert browser.get(page).status_code == 404


@pytest.mark.parametrize(
    ("language", "head"),
    [("lt", "C1. Registruoti vartotojai"), ("en", "C1. Registered users")],
)
def test_form_of_a_row_is_called_in_the_readers_language(indicators, language, head):
    page = f"@@edit-row?kind=element&code=C1&set_language={language}"
    assert head in Browser(indicators, "vedeja").get(page).text


def test_catalogue_is_downloaded_as_it_is_shown(indicators):
    browser = Browser(indicators)
    query = "year=2025&text=registruoti"
    page = browser.get(f"?{query}").text
    assert f"/@@catalogue-export?{query.replace('&', '&amp;')}&amp;format=csv" in page
    head, *rows = read_csv(browser.get(f"@@catalogue-export?{query}&format=csv").content)
    assert head[:3] == ["Kodas", "Pavadinimas", "Skyrius"]
    shown = re.findall(r'<article class="mtd-entry-text" id="(\w+)">', page)
    assert [row[0] for row in rows] == shown
    assert "C1" in shown
    assert len(shown) < len(read_csv(browser.get("@@catalogue-export?format=csv").content)) - 1


def test_computed_indicator_tells_its_formula_in_the_file(indicators):
    rows = read_csv(Browser(indicators).get("@@catalogue-export?format=csv").content)
    column = rows[0].index("Formulė")
    [indicator] = [row for row in rows if row[0] == "R8"]
    assert indicator[column] == "(C4) / (A7)"
    assert {row[column] for row in rows if row[0].startswith("C")} == {""}


def test_versions_are_sorted_and_downloaded(indicators):
    with act_as("metodininke"):
        operations.change_row(indicators, "element", "C1", {"unit": "asm."}, "Vienetas")
    transaction.commit()
    browser = Browser(indicators, "vedeja")
    numbers = r"&amp;version=(\d)\">\d</a>"
    assert re.findall(numbers, browser.get("@@history").text) == ["2", "1"]
    page = browser.get("@@history?sort=who&order=ascending").text
    assert re.findall(numbers, page) == ["1", "2"]
    head, *rows = read_csv(browser.get("@@history-export?sort=version&format=csv").content)
    assert head[:4] == ["Versija", "Kada", "Kas", "Kodėl"]
    assert [(row[0], row[2]) for row in rows] == [("1", "Diegimas"), ("2", "Ona Metodinskienė")]
