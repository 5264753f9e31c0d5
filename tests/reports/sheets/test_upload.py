"""A filled sheet, uploaded: looked at, mended on the page, saved by the form, or refused."""

from html import unescape
from io import BytesIO
from metodinis.common.spreadsheets import read_csv
from metodinis.common.spreadsheets import write_csv
from metodinis.reports import operations
from metodinis.reports.rounds import operations as rounds
from metodinis.reports.sheets.rules import STAMP_SHEET
from metodinis.testing import PASSWORD
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.sheets.made_sheets import filled
from tests.reports.sheets.made_sheets import workbook
import pytest
import re
import requests
import transaction
import zipfile


PATH = "libraries/krt/statistical-2025"
HEAD = ["Kodas", "Reikšmė", "Priežastis"]


def the_report():
    return library("KRT")["statistical-2025"]


def values():
    return {
        code: record.cell and record.cell.value for code, record in the_report().records().items()
    }


@pytest.fixture
def sheet(call):
    """Kretinga's sheet, downloaded while C1 and C4 stood and last year had values (bytes)."""
    with api.env.adopt_roles(["Manager"]):
        rounds.open_round(make_round(2024))
    fill(library("KRT")["statistical-2024"], C1="90", C2="10", C4="1 300")
    fill(the_report(), C1="100", C4="900")
    transaction.commit()
    return call("krt-darbuotoja", "GET", f"{PATH}/@@sheet").content


class Browser:
    """A person's browser without JavaScript, on the page of an upload."""

    def __init__(self, person="krt-darbuotoja"):
        self.url = f"{api.portal.get().absolute_url()}/{PATH}"
        self.session = requests.Session()
        self.session.auth = (person, PASSWORD)
        self.session.headers["Accept-Language"] = "lt"
        self.page = self.session.get(f"{self.url}/@@upload").text

    def upload(self, data, name="ataskaita.xlsx"):
        sent = {"_authenticator": self.value("_authenticator")}
        return self.post("@@upload", sent, files={"file": (name, data)})

    def store(self, **mended):
        """Send the form of what was uploaded, as it is but for values that one mended."""
        fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', self.page))
        fields = {name: unescape(value) for name, value in fields.items()}
        return self.post("@@enter", fields | {f"raw.{code}": raw for code, raw in mended.items()})

    def post(self, page, data, **more):
        answer = self.session.post(f"{self.url}/{page}", data=data, **more)
        self.page = answer.text
        transaction.begin()
        return answer

    def value(self, name):
        return re.search(rf'name="{re.escape(name)}"[^>]*value="([^"]*)"', self.page)[1]

    @property
    def problems(self):
        """(place, typed value, reason, last year's value) of the cells to mend."""
        rows = re.findall(r'<th scope="row">([^<]+![^<]+)</th>(.*?)</tr>', self.page, re.S)
        return [
            (
                place,
                unescape(re.search(r'value="([^"]*)"|<span>([^<]*)</span>\s*</td>', row)[1] or ""),
                unescape(re.search(r'id="why-\d+"[^>]*>([^<]*)<', row)[1]),
                unescape(re.findall(r">([^<>]*)</td>", row)[-1]),
            )
            for place, row in rows
        ]


def test_wrong_cells_are_listed_and_mended_on_the_page(sheet):
    browser = Browser()
    browser.upload(filled(sheet, C1="1O0x", C2=-5, C4=870))
    place = {code: f"Ataskaita!C{number}" for code, number in (("C1", 8), ("C2", 9))}
    assert browser.problems == [
        (
            place["C1"],
            "1O0x",
            "„1O0x“ nėra skaičius. Rašykite tik skaitmenis, pvz., 1 234.",
            "90",
        ),
        (place["C2"], "-5", "Neigiamo skaičiaus („-5“) čia būti negali.", "10"),
    ]
    assert values() == {"C1": 100, "C4": 900}
    answer = browser.store(C1="105", C2="20")
    assert answer.url.endswith("@@enter")
    assert values() == {"C1": 105, "C2": 20, "C4": 870}


def test_odd_value_is_shown_and_explained_at_once(sheet):
    browser = Browser()
    browser.upload(filled(sheet, C2=12, C4=3000))
    assert "Labai pasikeitė." in browser.page
    assert "Ataskaita!C10" in browser.page
    assert "1\N{NO-BREAK SPACE}300" in browser.page
    fields = {"explain.visits|C4": "Nauja salė."}
    browser.post(
        "@@enter",
        fields
        | {
            name: browser.value(name)
            for name in ("_authenticator", "raw.C4", "revision.C4", "raw.C2", "revision.C2")
        },
    )
    assert values() == {"C1": 100, "C2": 12, "C4": 3000}
    [finding] = [found for found in the_report().findings() if found.element == "C4"]
    assert the_report().explanation(finding).text == "Nauja salė."


def test_emptied_cell_empties_and_an_untouched_one_stays(sheet):
    browser = Browser()
    browser.upload(filled(sheet, C4=None))
    browser.store()
    assert values() == {"C1": 100, "C4": None}
    assert the_report().revision("C1") == 1


def test_untouched_sheet_says_so(sheet):
    browser = Browser()
    browser.upload(sheet)
    assert "Faile tas pats, kas jau įrašyta ataskaitoje." in browser.page
    assert "Išsaugoti" not in browser.page[browser.page.index("Faile tas pats") :]


def test_cell_that_another_changed_since_the_download_is_not_overwritten(sheet):
    fill(the_report(), "krt-direktore", C4="950")
    transaction.commit()
    browser = Browser()
    browser.upload(filled(sheet, C1=110, C4=990))
    browser.store()
    assert "Aldona Kretingaitė" in browser.page
    assert values() == {"C1": 100, "C4": 950}
    browser.store()
    assert values() == {"C1": 110, "C4": 990}


def filled_csv(call, **values):
    """Kretinga's sheet as CSV, downloaded and filled with other values (bytes)."""
    rows = read_csv(call("krt-darbuotoja", "GET", f"{PATH}/@@sheet?format=csv").content)
    for row in rows:
        row[2] = values.get(row[0], row[2])
    return write_csv(rows)


def test_csv_sheet_tells_what_another_changed_since_the_download(sheet, call):
    data = filled_csv(call, C1=110, C4="")
    fill(the_report(), "krt-direktore", C4="950")
    transaction.commit()
    browser = Browser()
    browser.upload(data, "a.csv")
    browser.store()
    assert "Aldona Kretingaitė" in browser.page
    assert values() == {"C1": 100, "C4": 950}
    browser.store()
    assert values() == {"C1": 110, "C4": None}


def test_csv_sheet_of_another_report_is_refused(sheet, call):
    browser = Browser()
    browser.upload(filled_csv(call, C1=110).replace(b"KRT 2025 v", b"PAG 2025 v"), "a.csv")
    assert "PAG" in re.search(r'id="file-error">([^<]*)<', browser.page)[1]
    assert values() == {"C1": 100, "C4": 900}


@pytest.mark.parametrize("stamp", [["library", "PAG"], ["year", "2024"]])
def test_sheet_of_another_report_is_refused(sheet, stamp):
    rows = [["library", "KRT"], ["year", "2025"], stamp]
    browser = Browser()
    answer = browser.upload(workbook(("Ataskaita", [HEAD, ["C1", 1]]), (STAMP_SHEET, rows)))
    assert answer.status_code == 400
    assert stamp[1] in re.search(r'id="file-error">([^<]*)<', browser.page)[1]
    assert values() == {"C1": 100, "C4": 900}


def test_csv_of_an_older_windows_program_is_read(sheet):
    data = "Kodas;Elementas;Reikšmė;Priežastis\r\nC1;Vartotojai;1 105;\r\nC4;;nėra;Šlubavo įėjimas"
    browser = Browser()
    browser.upload(data.encode("cp1257"), "ataskaita.csv")
    assert browser.problems == []
    browser.store()
    assert values() == {"C1": 1105, "C4": None}
    assert the_report().record("C4").cell.reason == "Šlubavo įėjimas"


def test_row_that_fits_nowhere_must_be_mended_in_the_file(sheet):
    browser = Browser()
    browser.upload(workbook(("Mano <b>", [HEAD, ["C9", 5], [None, 6], ["C1", 7], ["C1", 8]])))
    assert [place for place, *_rest in browser.problems] == [
        "Mano &lt;b&gt;!B2",
        "Mano &lt;b&gt;!B3",
        "Mano &lt;b&gt;!B5",
    ]
    assert "Išsaugoti šias reikšmes" not in browser.page
    assert values() == {"C1": 100, "C4": 900}


def zipped(**parts):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return target.getvalue()


REFUSED = {
    "nothing": (b"", "Pirmiausia pasirinkite failą."),
    "blank": (b" \n", "Failas tuščias."),
    "page": (b"<html><body>Kodas</body></html>", "Faile nėra eilutės su antraštėmis"),
    "program": (b"MZ\x90\0\x03", "Tai ne XLSX, ODS ar CSV failas"),
    "bomb": (
        zipped(**{"xl__workbook.xml": b"\0" * 5 * 10**7}),
        "Išpakuotas failas būtų didesnis nei 40 MB",
    ),
    "macros": (
        zipped(**{"xl__workbook.xml": b"<workbook/>", "xl__vbaProject.bin": b"\xd0\xcf"}),
        "Faile yra makrokomandų.",
    ),
    "no table": (workbook(("Lapas", [["Sveiki"]])), "Faile nėra eilutės su antraštėmis"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_file_that_is_no_sheet_is_refused_at_its_field(call, what):
    data, message = REFUSED[what]
    browser = Browser()
    answer = browser.upload(data)
    assert answer.status_code == 400
    assert message in unescape(re.search(r'id="file-error">([^<]*)<', browser.page)[1])
    assert values() == {}


def test_upload_without_the_token_is_refused(call):
    answer = requests.post(
        f"{api.portal.get().absolute_url()}/{PATH}/@@upload",
        auth=("krt-darbuotoja", PASSWORD),
        files={"file": ("a.csv", b"Kodas;Reiksme")},
        timeout=30,
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("person", [None, "svecias", "pag-direktore", "redaktore"])
@pytest.mark.parametrize("page", ["@@sheet", "@@sheet?format=csv", "@@upload"])
def test_sheet_of_a_draft_is_not_for_others(call, person, page):
    answer = call(person, "GET", f"{PATH}/{page}", allow_redirects=False)
    assert answer.status_code in (302, 401)


def test_department_reads_the_sheet_but_uploads_none(sheet, call):
    assert call("metodininke", "GET", f"{PATH}/@@sheet").content[:4] == b"PK\x03\x04"
    assert 'name="file"' not in call("metodininke", "GET", f"{PATH}/@@upload").text


def test_handed_in_report_takes_no_sheet(sheet, call):
    fill(the_report(), C2="12", C4="1 300")
    with act_as("krt-direktore"):
        operations.sign(the_report())
    transaction.commit()
    page = call("krt-direktore", "GET", f"{PATH}/@@upload")
    assert 'name="file"' not in page.text
    assert page.url.endswith("statistical-2025")
