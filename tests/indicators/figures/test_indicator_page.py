"""`@@indicator`: what it says of the territory, whom it names, what it hands out."""

from datetime import datetime
from datetime import UTC
from metodinis.common.spreadsheets import read_csv
from metodinis.indicators.peers import groups
from metodinis.indicators.peers.content import Settings
from metodinis.indicators.targets.reading import store
from metodinis.indicators.targets.rules import APPROVED
from metodinis.indicators.targets.rules import Basis
from metodinis.indicators.targets.rules import Target
from metodinis.indicators.targets.rules import WHOLE
from metodinis.indicators.targets.rules import WITHDRAWN
from plone import api
from tests.indicators.figures.conftest import opened
from tests.indicators.figures.conftest import page_of
from tests.indicators.figures.conftest import texts
from tests.indicators.peers.conftest import publish
from tests.indicators.peers.conftest import territory  # noqa: F401 a fixture
import pytest


def named(page):
    """The libraries that stand in the table."""
    return texts(page, "#figures-table ~ .mtd-table-frame tbody th")


def test_it_tells_what_it_is_and_how_much(territory):  # noqa: F811
    page = page_of("indicator", code="R8")
    assert texts(page, "h1") == ["Apsilankymai gyventojui"]
    assert texts(page, ".mtd-formula__fraction a") == [
        "Apsilankymai",
        "Aptarnaujamų gyventojų skaičius",
    ]
    assert texts(page, "#figures-in-year ~ dl .mtd-tile__value") == [
        "3,36",
        "3,78",
        "3,04 – 4,05",
        "11 iš 12 bibliotekų",
    ]
    assert texts(page, "#figures-in-year ~ dl .mtd-tile__change") == ["+11,1 %"]


def test_charts_say_what_they_show(territory):  # noqa: F811
    page = page_of("indicator", code="R8", user="metodininke")
    assert texts(page, ".mtd-chart__title") == [
        "Apsilankymai gyventojui: nuo 2024 m. reikšmė padidėjo 11 % ir 2025 m. buvo 3,36",
        "Didžiausia reikšmė – Biblioteka NER (6,50), mažiausia – Pagėgiai (2,74)",
        "Pusės bibliotekų reikšmė – nuo 3,04 iki 4,05; mediana – 3,78",
        "Didžiausia reikšmė – Tauragės apskritis (3,83), mažiausia – Klaipėdos apskritis (3,22)",
    ]
    assert texts(page, ".mtd-chart__note") == [
        "Trūksta kai kurių bibliotekų reikšmių: 2024 (11 iš 12 bibliotekų), "
        "2025 (11 iš 12 bibliotekų)."
    ]


def test_years_stand_in_the_address(territory):  # noqa: F811
    page = page_of("indicator", code="R8", year="2024")
    assert texts(page, "#figures-in-year") == ["2024 m."]
    assert texts(page, "select[name=year] option[selected]") == ["2024"]
    # Nothing stands before the first year.
    assert texts(page, "#figures-in-year ~ dl .mtd-tile__change") == []
    assert texts(page_of("indicator", code="R8", year="1999"), "#figures-in-year") == ["2025 m."]


@pytest.mark.parametrize(
    ("user", "names_in_public", "expected"),
    [
        ("svecias", False, []),
        ("krt-direktore", False, ["Kretinga"]),
        ("metodininke", False, 12),
        ("vedeja", False, 12),
        ("svecias", True, 12),
    ],
)
def test_names_are_for_those_who_may_see_them(
    territory,  # noqa: F811
    user,
    names_in_public,
    expected,
):
    groups.peers().decide(Settings(names_in_public=names_in_public))
    page = page_of("indicator", user=user, code="R8")
    assert named(page) == expected if isinstance(expected, list) else len(named(page)) == expected
    if expected == []:
        assert "Biblioteka NER" not in page.text_content()
        assert "Kretinga" not in page.text_content()


def test_groups_are_ratios_of_sums_beside_medians(territory):  # noqa: F811
    page = page_of("indicator", code="R8")
    rows = texts(page, "#figures-groups ~ .mtd-table-frame tbody tr")
    klaipeda = next(row for row in rows if row.startswith("Klaipėdos apskritis 3,22"))
    # 1,046,000 visits of 324,500 inhabitants; the median of seven libraries.
    assert klaipeda == ("Klaipėdos apskritis 3,22 3,75 2,90 +11,1 %pagal 7 iš 8 7 iš 8 bibliotekų")
    assert "Visos teritorijos bibliotekos 3,36 3,78" in " ".join(rows)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("descending", ["Biblioteka NER", "Biblioteka SKU"]),
        ("ascending", ["Klaipėdos apskrities biblioteka", "Pagėgiai"]),
    ],
)
def test_table_is_sorted_as_the_address_says(territory, order, expected):  # noqa: F811
    page = page_of("indicator", user="metodininke", code="R8", sort="value", order=order)
    assert named(page)[:2] == expected


def test_accepted_values_are_for_the_department(territory):  # noqa: F811
    publish("KRT", 2025, state="accepted", C4="600000")
    assert texts(page_of("indicator", code="C4"), ".mtd-tile__value")[0] == "1 246 000"
    mine = page_of("indicator", user="metodininke", code="C4")
    assert texts(mine, ".mtd-tile__value")[0] == "1 846 000"


def test_too_few_are_not_spread(territory):  # noqa: F811
    groups.peers().decide(Settings(smallest=12))
    page = page_of("indicator", code="R8")
    assert page.cssselect("#chart-distribution") == []
    assert texts(page, ".mtd-tile__value") == ["3,36", "11 iš 12 bibliotekų"]


def test_unknown_code_is_not_found_but_leads_on(territory):  # noqa: F811
    page = page_of("indicator", code="<b>X</b>")
    assert api.portal.get().REQUEST.response.getStatus() == 404
    assert texts(page, "h1") == ["Tokio rodiklio nėra"]
    assert [link.get("href") for link in page.cssselect(".mtd-empty a")] == [
        api.portal.get()["indicators"].absolute_url()
    ]


def test_what_has_no_numbers_says_so(territory):  # noqa: F811
    page = page_of("indicator", code="R1")
    assert api.portal.get().REQUEST.response.getStatus() == 200
    assert texts(page, ".mtd-empty h2") == ["Šio rodiklio reikšmių dar nepaskelbta"]
    assert page.cssselect(".mtd-chart") == []


def table(user, **form):
    data = opened("indicator-export", user, format="csv", **form)
    return read_csv(data)


def test_files_have_what_is_shown(territory):  # noqa: F811
    rows = table("metodininke", code="R8", year="2025", sort="value", order="descending")
    assert rows[0] == [
        "Biblioteka",
        "Savivaldybė",
        "Apskritis",
        "Reikšmė",
        "Ankstesni metai",
        "Pokytis",
        "Procentilis",
    ]
    assert rows[1][:4] == ["Biblioteka NER", "Neringos sav.", "Klaipėdos apskritis", "6,5"]
    years = table("svecias", code="C4")
    assert years == [
        [
            "Metai",
            "Visos bibliotekos kartu",
            "Bibliotekų mediana",
            "Bibliotekos, kurių reikšmės įtrauktos",
            "Atsiskaitančios bibliotekos",
        ],
        ["2024", "1256400", "90000", "11", "12"],
        ["2025", "1396000", "100000", "11", "12"],
    ]
    assert opened("indicator-export", code="R8", format="xlsx")[:2] == b"PK"


def test_target_stands_beside_the_value(territory):  # noqa: F811
    approved = Target(
        id=1,
        code="R8",
        year=2026,
        group="territory",
        group_title="Visos",
        value=4.0,
        direction="up",
        measure=WHOLE,
        basis=Basis(),
        reason="Geriausių bibliotekų mediana.",
        state=APPROVED,
        by="metodininke",
        at=datetime(2026, 1, 5, tzinfo=UTC),
    )
    store().put(approved)
    page = page_of("indicator", code="R8")
    [tile] = [one for one in texts(page, ".mtd-tile") if one.startswith("Siektina")]
    assert tile == "Siektina reikšmė 2026 m. 4,00 dar toli"
    assert "Siektina reikšmė 2026 m.: 4" in texts(page, "#chart-trend")[0]
    store().put(approved._replace(state=WITHDRAWN))
    assert "Siektina" not in page_of("indicator", code="R8").text_content()
