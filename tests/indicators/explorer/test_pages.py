"""`/indicators/@@explore` as readers see it, its files, and its named selections."""

from io import BytesIO
from metodinis.common.spreadsheets import read_csv
from tests.indicators.explorer.conftest import Reader
from urllib.parse import parse_qsl
from urllib.parse import urlsplit
import openpyxl
import pytest


FAULT = r'<p class="mtd-field__error"[^>]*>(.*?)</p>'


def test_an_empty_choice_offers_questions(indicators):
    reader = Reader(indicators)
    assert reader.get("@@explore").status_code == 200
    ready = reader.texts(r'<ul class="mtd-explore-ready">(.*?)</ul>')
    assert "Apsilankymai gyventojui pagal apskritis, 2024–2025 m." in ready[0]
    [url] = reader.links("Apsilankymai gyventojui pagal apskritis")
    assert parse_qsl(urlsplit(url).query) == [
        ("code", "R8"),
        ("from", "2024"),
        ("to", "2025"),
        ("by", "county"),
        ("view", "line"),
    ]
    answer = reader.get(url)
    assert (answer.status_code, answer.headers["X-Robots-Tag"]) == (200, "noindex")
    assert reader.texts(r'<figcaption class="mtd-chart__title"[^>]*>(.*?)</figcaption>') == [
        "Apsilankymai gyventojui, 2024–2025"
    ]
    # Of three libraries of the county one or two have reported.
    assert reader.texts(r'<p class="mtd-chart__note"[^>]*>(.*?)</p>') == [
        "Nebraižomi metai, už kuriuos atsiskaitė mažiau kaip 80 % grupės bibliotekų – jie yra "
        "duomenų lentelėje."
    ]


def test_nothing_published_is_said(served_world):
    reader = Reader(served_world["indicators"])
    reader.get("@@explore?code=C1")
    assert reader.texts(r'<div class="mtd-empty">(.*?)</div>')[0].startswith(
        "Rodiklių dar nepaskelbta"
    )


def test_a_table_says_how_many_of_how_many(indicators):
    reader = Reader(indicators)
    reader.get("@@explore?code=C1,C4&code=R8&by=territory")
    assert reader.table() == [
        ["Metai", "Registruoti vartotojai", "Apsilankymai", "Apsilankymai gyventojui"],
        ["2024", "120 2 iš 3", "800 1 iš 3", "0,02 1 iš 3"],
        ["2025", "1 100 1 iš 3", "900 1 iš 3", "0,02 1 iš 3"],
    ]
    staff = Reader(indicators, "metodininke")
    staff.get("@@explore?code=C1&from=2025&by=library")
    assert staff.table() == [
        ["Bibliotekos", "Registruoti vartotojai"],
        ["Klaipėda", "nėra ataskaitos"],
        ["Kretinga", "1 100"],
        ["Pagėgiai", "50"],
    ]


def test_a_number_of_one_library_leads_to_how_it_came_about(indicators):
    reader = Reader(indicators)
    reader.get("@@explore?code=C1&lib=krt&from=2025")
    [url] = reader.links("1 100")
    site = indicators.__parent__.absolute_url()
    assert url == f"{site}/libraries/krt/@@figure?code=C1&year=2025"
    assert reader.get(url).status_code == 200


def test_words_stand_for_what_has_no_number(indicators):
    reader = Reader(indicators)
    reader.get("@@explore?code=C2&code=C4&lib=krt&lib=pag&view=pivot&rows=group&cols=year")
    assert reader.table() == [
        ["Bibliotekos", "2024", "2025"],
        ["Registruoti vartotojai, iš jų: vaikai iki 14 metų"],
        ["Kretinga", "netaikoma", "20"],
        ["Pagėgiai", "neužpildyta", "nėra ataskaitos"],
        ["Apsilankymai"],
        ["Kretinga", "800", "900"],
        ["Pagėgiai", "nėra duomenų", "nėra ataskaitos"],
    ]


def test_what_is_wrong_is_told_at_its_field(indicators):
    reader = Reader(indicators)
    answer = reader.get(
        "@@explore?code=C1&code=%3Cb%3E&of=own:x&lib=nera&from=abcd&view=pie&sort=value&by=library"
    )
    assert answer.status_code == 200
    assert reader.texts(FAULT) == [
        "Tokio pasirinkimo kaip „<b>“ nėra: jis praleistas.",
        "Tokio pasirinkimo kaip „own:x“ nėra: jis praleistas.",
        "Tokio pasirinkimo kaip „nera“ nėra: jis praleistas.",
        "Tokio pasirinkimo kaip „abcd“ nėra: jis praleistas.",
        "Pavienės bibliotekos rodomos tik abėcėlės tvarka, ne pagal reikšmes.",
        "Tokio pasirinkimo kaip „pie“ nėra: jis praleistas.",
    ]
    assert reader.table() == [
        ["Bibliotekos", "2024", "2025"],
        ["Klaipėda", "nėra ataskaitos", "nėra ataskaitos"],
        ["Kretinga", "80", "1 100"],
        ["Pagėgiai", "40", "nėra ataskaitos"],
    ]


@pytest.mark.parametrize(
    "query",
    [
        "code:int=1&from:int=2024&by:list=1",
        "code:record.a=1&view:record.b=2",
        "code=C1&find:list=a&find:list=b",
        "code=%00%ff&to=99999999999",
        "b_start=x&year:int=7",
    ],
)
def test_no_address_breaks_the_page(indicators, query):
    assert Reader(indicators).get(f"@@explore?{query}").status_code == 200


@pytest.mark.parametrize("view", ["table", "pivot", "line", "bar", "scatter", "map"])
def test_every_view_shows(indicators, view):
    reader = Reader(indicators)
    for by in ("territory", "each", "county", "municipality", "band", "kind", "library"):
        answer = reader.get(f"@@explore?code=C1&code=R8&of=territory&lib=krt&by={by}&view={view}")
        assert (answer.status_code, reader.texts(FAULT)) == (200, [])


def test_public_bars_rank_groups_but_no_libraries(indicators):
    title = r'<figcaption class="mtd-chart__title"[^>]*>(.*?)</figcaption>'
    query = "@@explore?code=C1&from=2024&to=2024&view=bar&by="
    reader, staff = Reader(indicators), Reader(indicators, "metodininke")
    # A municipality has one library.
    for by in ("library", "municipality"):
        reader.get(f"{query}{by}")
        assert reader.texts(title) == ["Registruoti vartotojai, 2024"]
    staff.get(f"{query}library")
    assert staff.texts(title) == [
        "Registruoti vartotojai, 2024: "
        "didžiausia reikšmė – Kretinga (80), mažiausia – Pagėgiai (40)"
    ]


def test_words_narrow_what_may_be_chosen(indicators):
    reader = Reader(indicators)
    reader.get("@@explore?code=C1&find=apsilank")
    codes = reader.texts(r'name="code" value="(\w+)"')
    assert codes == ["R8", "R9", "C1", "C4"]


def test_files_have_all_of_it(indicators):
    reader = Reader(indicators)
    query = (
        "code=C1&code=R8&lib=krt&lib=pag&by=each&from=2024&to=2025&view=pivot&rows=group&cols=year"
    )
    csv = reader.get(f"@@explore-export?{query}&shape=long&format=csv").content
    rows = read_csv(csv)
    assert rows[0] == [
        *("Kodas", "Rodiklis", "Matavimo vienetas", "Bibliotekos", "Metai", "Reikšmė"),
        *("Skaitiklis", "Vardiklis", "Kiek bibliotekų įskaičiuota", "Iš kiek bibliotekų rinkta"),
        *("Kodėl nėra reikšmės", "Laiko eilutės lūžis"),
    ]
    assert [row[:6] + row[8:11] for row in rows[1:5]] == [
        ["C1", "Registruoti vartotojai", "", "Kretinga", "2024", "80", "1", "1", ""],
        ["C1", "Registruoti vartotojai", "", "Kretinga", "2025", "1100", "1", "1", ""],
        ["C1", "Registruoti vartotojai", "", "Pagėgiai", "2024", "40", "1", "1", ""],
        ["C1", "Registruoti vartotojai", "", "Pagėgiai", "2025", "", "0", "1", "nėra ataskaitos"],
    ]
    xlsx = reader.get(f"@@explore-export?{query}&shape=wide&format=xlsx").content
    book = openpyxl.load_workbook(BytesIO(xlsx))
    assert book.sheetnames == ["Rodikliai", "Išsamumas"]
    assert [[cell.value for cell in row] for row in book["Rodikliai"].iter_rows(max_row=3)] == [
        ["Rodiklis", "Bibliotekos", 2024, 2025],
        ["C1 Registruoti vartotojai", "Kretinga", 80, 1100],
        ["C1 Registruoti vartotojai", "Pagėgiai", 40, "nėra ataskaitos"],
    ]
    assert [cell.value for cell in book["Išsamumas"][3]] == [
        *("C1 Registruoti vartotojai", "Pagėgiai", "1/1", "0/1"),
    ]


def test_a_file_of_nothing_or_of_no_kind_is_refused(indicators):
    reader = Reader(indicators)
    assert reader.get("@@explore-export?code=C1&format=pdf").status_code == 404
    assert reader.get("@@explore-export?code=C1&shape=round").status_code == 404
    answer = reader.get("@@explore-export?format=csv")
    assert (answer.status_code, "/@@explore?" in answer.headers["Location"]) == (302, True)


def test_a_selection_is_kept_shared_renamed_and_removed(indicators):
    reader = Reader(indicators, "krt-darbuotoja")
    reader.get("@@explore?code=C1&by=county")
    [url] = reader.links("Išsaugoti vaizdą")
    reader.get(url)
    query = "code=C1&from=2024&to=2025&by=county&view=table"
    answer = reader.post("@@selections", title="", query=query, save="1")
    assert (answer.status_code, reader.texts(FAULT)) == (200, ["Užpildykite šį lauką."])
    assert reader.post("@@selections", title="Mūsų", query=query, save="1").status_code == 302
    reader.get("@@selections")
    assert reader.links("Mūsų") == [f"{reader.base}/@@explore?{query}"]
    # Nobody else sees it, and who may not share can't.
    [kept] = indicators.selections.all()
    other = Reader(indicators, "metodininke")
    other.get("@@explore?code=C1")
    other.get("@@selections?code=C1")
    assert "Mūsų" not in other.page
    gone = other.post("@@selections", id=kept.id, remove="1")
    assert "Tokio vaizdo nebėra" in gone.text
    reader.get("@@selections")
    reader.post("@@selections", id=kept.id, title="Mūsų apskritys", shared="yes", change="1")
    assert [(one.title, one.shared) for one in indicators.selections.all()] == [
        ("Mūsų apskritys", False)
    ]
    reader.get("@@selections")
    assert reader.post("@@selections", id=kept.id, remove="1").status_code == 302
    assert indicators.selections.all() == []


def test_what_the_department_shares_everybody_sees(indicators):
    staff = Reader(indicators, "metodininke")
    staff.get("@@selections?code=R8&by=county")
    staff.post("@@selections", title="Apskritys", query="code=R8&by=county", shared="yes")
    reader = Reader(indicators)
    reader.get("@@explore")
    [url] = reader.links("Apskritys")
    assert reader.get(url).status_code == 200
    library = Reader(indicators, "krt-direktore")
    [shared] = indicators.selections.all()
    library.get("@@selections?code=C1")
    assert "Apskritys" in library.page
    assert library.post("@@selections", id=shared.id, remove="1").status_code in (302, 401)
    assert len(indicators.selections.all()) == 1


def test_a_form_of_another_site_keeps_nothing(indicators):
    reader = Reader(indicators, "metodininke")
    answer = reader.ask("POST", "@@selections", data={"title": "X", "query": "code=C1"})
    assert (answer.status_code, indicators.selections.all()) == (403, [])
