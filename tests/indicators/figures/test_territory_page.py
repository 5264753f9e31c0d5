"""`@@territory`: what it tells at a glance, of whom, and whose explanations it shows."""

from metodinis.indicators.values.interfaces import ISources
from metodinis.indicators.values.interfaces import ReportSource
from plone import api
from tests.indicators.figures.conftest import page_of
from tests.indicators.figures.conftest import text_of
from tests.indicators.figures.conftest import texts
from tests.indicators.peers.conftest import publish
from tests.indicators.peers.conftest import territory  # noqa: F401 a fixture
from zope.component import getGlobalSiteManager
from zope.component import getUtility
from zope.interface import implementer
import pytest


def tile(page, label):
    """The texts of a key figure."""
    [found] = [
        one
        for one in page.cssselect(".mtd-figures-tiles .mtd-tile")
        if text_of(one.cssselect("dt")[0]) == label
    ]
    return [text_of(part) for part in found.cssselect("dd") if not part.cssselect("svg")]


def test_it_tells_the_key_figures(territory):  # noqa: F811
    page = page_of("territory")
    assert tile(page, "Apsilankymai") == ["1 396 000", "+11,1 %", "11 iš 12 bibliotekų"]
    assert tile(page, "Apsilankymai gyventojui") == ["3,36", "+11,1 %", "11 iš 12 bibliotekų"]
    assert texts(page, ".mtd-figures-tiles svg title") == [
        "2024 m. – 167; 2025 m. – 167",
        "2024 m. – 90 400; 2025 m. – 90 400",
        "2024 m. – 1 256 400; 2025 m. – 1 396 000",
        "2024 m. – 3,02; 2025 m. – 3,36",
        "2024 m. – 21,7 %; 2025 m. – 21,7 %",
        "2024 m. – 20,20 €; 2025 m. – 20,20 €",
    ]


def test_year_of_few_libraries_is_not_the_first_seen(territory):  # noqa: F811
    publish("KRT", 2026)
    page = page_of("territory")
    assert texts(page, "#territory-year") == ["2025 m."]
    assert texts(page, "#figures-year option") == ["2026", "2025", "2024"]
    page = page_of("territory", year="2026")
    assert tile(page, "Apsilankymai") == ["166 667", "+11,1 %", "1 iš 12 bibliotekų"]
    # One library's visits are no end of the line of all.
    assert "2024 m. – 1 256 400; 2025 m. – 1 396 000" in texts(page, "svg title")
    assert [
        (
            text_of(one.cssselect(".mtd-progress__label span")[0]),
            one.cssselect("progress")[0].items(),
        )
        for one in page.cssselect(".mtd-figures-complete li")
    ] == [
        ("2026", [("value", "1"), ("max", "12"), ("aria-label", "2026")]),
        ("2025", [("value", "11"), ("max", "12"), ("aria-label", "2025")]),
        ("2024", [("value", "11"), ("max", "12"), ("aria-label", "2024")]),
    ]


def test_map_has_each_municipality(territory):  # noqa: F811
    page = page_of("territory", code="C1")
    assert texts(page, ".mtd-map figcaption") == [
        "Registruoti vartotojai pagal savivaldybes 2025 m.: nuo 1 500 iki 30 000"
    ]
    labels = {link.get("aria-label") for link in page.cssselect(".mtd-map a.mtd-tiles-map__tile")}
    assert "Kretingos r. sav.: 8\xa0000" in labels
    assert "Klaipėdos m. sav.: 30\xa0000 (1 iš 2 bibliotekų)" in labels
    assert len(labels) == 11
    rows = texts(page, ".mtd-map__table tbody tr")
    assert (len(rows), rows[0]) == (11, "Jurbarko r. sav. 6 000")


def test_counties_stand_beside_each_other(territory):  # noqa: F811
    page = page_of("territory")
    assert texts(page, ".mtd-chart__title") == [
        "Apsilankymai gyventojui: nuo 2024 m. reikšmė padidėjo 11 % ir 2025 m. buvo 3,36",
        "Didžiausia reikšmė – Tauragės apskritis (3,83), mažiausia – Klaipėdos apskritis (3,22)",
    ]


@implementer(ISources)
class Explained:
    """Kretinga explained its visits."""

    def report(self, library, year, codes=None):
        if (library.code, year, codes) != ("KRT", 2025, ("C4",)):
            return None
        found = (("C4", "Apsilankymų daugiau", "Atidaryta <b>nauja</b> skaitykla."),)
        return ReportSource("Ataskaita", "", "published", (), (), found, None)


@pytest.fixture
def explained(territory):  # noqa: F811
    before = getUtility(ISources)
    getGlobalSiteManager().registerUtility(Explained(), ISources)
    yield
    getGlobalSiteManager().registerUtility(before, ISources)


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        # In public a library is named with its own words alone.
        ("svecias", ["Kretinga: Apsilankymai +77,8 %"]),
        (
            "metodininke",
            ["Pagėgiai: Registruoti vartotojai −50,0 %", "Kretinga: Apsilankymai +77,8 %"],
        ),
    ],
)
def test_greatest_changes_have_the_librarys_words(explained, user, expected):
    for code in ("KLM", "KLR", "NER", "PAL", "SKU", "SIL", "JUR", "SLL", "TAU"):
        publish(code, 2025, state="returned")
    publish("KRT", 2025, C4="240000")
    publish("PAG", 2025, C1="950", C4="18000")
    page = page_of("territory", user=user, year="2025")
    assert texts(page, ".mtd-figures-changes__what") == expected
    assert texts(page, ".mtd-figures-changes blockquote") == ["Atidaryta <b>nauja</b> skaitykla."]


def test_without_figures_it_leads_on(world):
    url = api.portal.get()["indicators"].absolute_url()
    page = page_of("territory")
    assert texts(page, ".mtd-empty h2") == ["Rodiklių dar nepaskelbta"]
    assert [link.get("href") for link in page.cssselect(".mtd-empty a")] == [url]
    staff = page_of("territory", user="metodininke")
    assert [link.get("href") for link in staff.cssselect(".mtd-empty a")] == [
        api.portal.get()["rounds"].absolute_url()
    ]


def test_catalogue_leads_to_figures_and_back(territory):  # noqa: F811
    url = api.portal.get()["indicators"].absolute_url()
    links = page_of("view", year="2025").cssselect(f"a[href^='{url}/@@indicator?']")
    assert f"{url}/@@indicator?code=R8" in [link.get("href") for link in links]
    assert f"{url}/@@indicator?code=R1" not in [link.get("href") for link in links]
    back = page_of("indicator", code="R8").cssselect("#figures-shown > section a[href$='#R8']")
    assert len(back) == 1


def test_menu_leads_here(world):
    indicators = world["indicators"]
    indicators.reindexObject()
    [link] = page_of("territory").xpath("//nav//a[normalize-space()='Rodikliai']")
    assert link.get("href") == f"{indicators.absolute_url()}/@@territory"


def test_a_code_that_is_given_twice_is_none(territory):  # noqa: F811
    asked, usual = page_of("territory", code=["C1", "C4"]), page_of("territory")
    assert texts(asked, "h2") == texts(usual, "h2")
