"""Pages of the register, asked by HTTP as a browser does."""

from metodinis.common.spreadsheets import read_sheets
from metodinis.testing import PASSWORD
from plone import api
from tests.libraries.conftest import library
import html
import pytest
import re
import requests
import transaction


TOKEN = re.compile(r'name="_authenticator"[^>]* value="(\w+)"')


@pytest.fixture
def ask(served_world):
    """Get or post a page under /libraries as a person; return the answer."""
    url = served_world.absolute_url() + "/libraries"

    def ask(path, person=None, **form):
        login = (person, PASSWORD) if person else None
        headers = {"Accept-Language": "lt"}
        if not form:
            return requests.get(url + path, auth=login, headers=headers, timeout=60)
        page = requests.get(url + path, auth=login, headers=headers, timeout=60).text
        form["_authenticator"] = TOKEN.search(page).group(1)
        answer = requests.post(url + path, form, auth=login, headers=headers, timeout=60)
        transaction.begin()
        return answer

    return ask


def listed(page):
    """The names of the libraries that a directory's page shows."""
    return re.findall(r'<th scope="row">\s*<a href="[^"]+">([^<]+)</a>', page.text)


def errors(page):
    """id of the control -> text, as the error summary tells them."""
    return dict(re.findall(r'<li>\s*<a href="#f-([^"]+)">([^<]+)</a>', html.unescape(page.text)))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Klaipėda", "Kretinga", "Pagėgiai"]),
        ("?sort=code&order=descending", ["Pagėgiai", "Kretinga", "Klaipėda"]),
        ("?text=KRETING", ["Kretinga"]),
        ("?text=pagegiu+sav", ["Pagėgiai"]),
        ("?text=krt", ["Kretinga"]),
        ("?text=%22*)(%20and", []),
        ("?text=*&county=LT-XX&sort=1&b_start=-5", ["Klaipėda", "Kretinga", "Pagėgiai"]),
        ("?county=LT-KL", ["Klaipėda", "Kretinga"]),
        ("?municipality=LT-29", ["Pagėgiai"]),
        ("?kind=county", []),
        ("?state=closed", []),
    ],
)
def test_directory_finds(ask, query, names):
    assert listed(ask(query)) == names


def test_export_takes_what_is_shown_and_no_formula(ask):
    library("KRT").founder = '=HYPERLINK("http://evil.example","x")'
    transaction.commit()
    data = ask("/@@export?format=xlsx&municipality=LT-22").content
    [sheet] = read_sheets(data)
    assert [row[0] for row in sheet.rows] == ["Kodas", "KRT"]
    assert sheet.rows[1][sheet.rows[0].index("Steigėjas")].startswith("'=")
    text = ask("/@@export?format=csv&sort=code&order=descending").content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in text.splitlines()] == ["Kodas", "PAG", "KRT", "KLM"]
    assert ";\"'=HYPERLINK" in text


def test_foreign_names_are_written_as_text(ask):
    library("KRT").title = "<script>alert(1)</script>"
    transaction.commit()
    for path in ("", "/krt"):
        assert "<script>alert(1)" not in ask(path).text


def test_taken_code_is_told_at_its_field(ask):
    page = ask(
        "/krt/edit",
        "vedeja",
        **{
            "form.widgets.title": "Kretingos biblioteka",
            "form.widgets.code": "PAG",
            "form.widgets.kind:list": "municipal",
            "form.widgets.municipality:list": "LT-22",
            "form.buttons.save": "1",
        },
    )
    assert "Tokį kodą jau turi kita biblioteka." in page.text
    assert library("KRT").title.startswith("Kretingos rajono")


def test_director_edits_the_contact(ask):
    page = ask(
        "/krt/@@contact",
        "krt-direktore",
        **{"form.widgets.phone": "skambinkite", "form.buttons.save": "1"},
    )
    assert "Telefoną rašykite skaitmenimis" in page.text
    ask(
        "/krt/@@contact",
        "krt-direktore",
        **{"form.widgets.phone": "+370 445 78984", "form.buttons.save": "1"},
    )
    assert library("KRT").phone == "+370 445 78984"


def test_population_by_rows(ask):
    typed = {"year-0": "2026", "population-0": "37 100", "source-0": "VDA", "year-3": "2025"}
    page = ask("/krt/@@population", "vedeja", **typed)
    assert page.status_code == 400
    assert list(errors(page)) == ["population-1-population", "population-1-source"]
    typed |= {"population-3": "37500", "source-3": "VDA"}
    assert ask("/krt/@@population", "vedeja", **typed).ok
    assert [(row["year"], row["population"]) for row in library("KRT").population] == [
        (2026, 37100),
        (2025, 37500),
    ]


def test_closing_must_be_confirmed(ask):
    form = {"day": "2025-12-31", "merged_into": api.content.get_uuid(library("KLM"))}
    assert list(errors(ask("/krt/@@close", "vedeja", **form))) == ["confirmed"]
    assert library("KRT").closed is None
    assert ask("/krt/@@close", "vedeja", confirmed="yes", **form).ok
    assert library("KRT").closed.isoformat() == "2025-12-31"
    page = ask("/krt").text
    assert "Ši biblioteka uždaryta" in page
    assert ">Klaipėda</a>" in page


def test_people_page_tells_what_is_wrong(ask):
    page = ask("/krt/@@people", "krt-direktore", email="metodininke@example.org", fullname="Ona")
    assert errors(page) == {
        "email": "Šio adreso čia pakviesti negalima. Kreipkitės į metodikos skyrių."
    }
    assert "Metodinskienė" not in page.text


def test_post_without_token_is_refused(served_world, ask):
    answer = requests.post(
        f"{served_world.absolute_url()}/libraries/krt/@@people",
        {"action": "deactivate", "userid": "krt-darbuotoja"},
        auth=("krt-direktore", PASSWORD),
        timeout=60,
    )
    assert answer.status_code == 403
    assert "Išjungta" not in ask("/krt/@@people", "krt-direktore").text


@pytest.mark.parametrize(
    ("query", "name", "codes"),
    [
        ("", "county", ["", "LT-KL", "LT-TA"]),
        ("?county=LT-AL", "county", ["", "LT-AL", "LT-KL", "LT-TA"]),
        ("", "municipality", ["", "LT-20", "LT-22", "LT-29"]),
        ("?county=LT-TA", "municipality", ["", "LT-29"]),
    ],
)
def test_filters_offer_places_that_have_libraries(ask, query, name, codes):
    choice = re.search(rf'<select[^>]*name="{name}".*?</select>', ask(query).text, re.DOTALL)[0]
    assert sorted(re.findall(r'<option value="([^"]*)"', choice)) == codes
