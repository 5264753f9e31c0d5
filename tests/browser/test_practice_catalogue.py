"""The catalogue of good practice in a browser that runs no scripts: words, filters, map, choice."""

from datetime import date
from tests.goodpractice.conftest import make_published
import pytest
import transaction


pytestmark = pytest.mark.browser
FOREST, ROBOTS = "Pasakų valandėlė miške", "Robotikos būrelis"
CARDS = ".mtd-results--cases .mtd-case h3"


@pytest.fixture
def catalogue(served_world, browser_page):
    """The address of the catalogue, and a plain page that shows it; two cases are in it."""
    make_published()
    make_published(
        2,
        date(2026, 5, 4),
        title=ROBOTS,
        author="klm-darbuotoja",
        code="KLM",
        topics=["skaitmenines"],
    )
    transaction.commit()
    url = f"{served_world.absolute_url()}/good-practice"
    page = browser_page(None, java_script_enabled=False)
    page.goto(url)
    return url, page


def test_visitor_searches_and_narrows(catalogue):
    url, page = catalogue
    assert page.locator(CARDS).all_inner_texts() == [ROBOTS, FOREST]
    page.fill("#practice-text", "robotika")
    page.press("#practice-text", "Enter")
    assert page.locator(CARDS).all_inner_texts() == [ROBOTS]
    page.click(".mtd-chips a")
    page.click("#practice-facets a:has-text('Skaitymo skatinimas')")
    assert page.url == f"{url}?topic=skaitymas"
    assert page.locator(CARDS).all_inner_texts() == [FOREST]
    page.click(".mtd-chips a")
    assert page.url == url


def test_filters_unfold_above_the_cases_on_a_phone(catalogue):
    url, page = catalogue
    page.set_viewport_size({"width": 390, "height": 844})
    filters, cases = page.locator("#practice-facets"), page.locator("#practice-cases")
    assert not filters.is_visible()
    page.click(".mtd-results__narrow")
    assert filters.bounding_box()["y"] < cases.bounding_box()["y"]
    page.click(".mtd-facets__close a")
    assert not filters.is_visible()
    page.click(".mtd-results__narrow")
    page.click("#practice-facets a:has-text('Skaitymo skatinimas')")
    page.wait_for_url(f"{url}?topic=skaitymas")
    # The page has its address before it has its style.
    filters.wait_for(state="hidden")
    assert page.locator(CARDS).all_inner_texts() == [FOREST]


def test_visitor_reads_what_a_municipality_has(catalogue):
    url, page = catalogue
    page.click(".mtd-views a:has-text('Žemėlapis')")
    page.click("svg a[aria-label^='Kretingos']")
    assert page.url == f"{url}?municipality=LT-22"
    assert page.locator(CARDS).all_inner_texts() == [FOREST]
    # The whole card leads to the case.
    page.click(".mtd-case__text", force=True)
    assert page.url == f"{url}/pasaku-valandele-miske"


def test_visitor_chooses_for_a_booklet(catalogue):
    _url, page = catalogue
    page.check(".mtd-case:nth-child(2) input[name=case]")
    page.click("form:has(.mtd-cases) button")
    assert page.url.endswith("/good-practice/@@booklet?case=1")
    assert FOREST in page.inner_text("#content")
