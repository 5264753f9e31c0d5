"""The search in a real browser: accessible, fit for a telephone, and it needs no JavaScript."""

from tests.browser.test_look import faults
from tests.browser.test_look import WIDTHS
from tests.search.conftest import publish
import pytest
import transaction


pytestmark = pytest.mark.browser

QUERIES = (
    "",
    "?SearchableText=bibliotekų",
    "?SearchableText=biblioteka&kind=libraries",
    "?SearchableText=ezeras",
    "?SearchableText=begemotas&kind=news",
    "?SearchableText=-biblioteka",
    "?SearchableText=ezer+upel",
)


@pytest.fixture
def pages(served_world):
    for number in range(25):
        publish(
            served_world,
            "News Item",
            f"ezeras-{number}",
            title=f"Ežerų upelis {number}",
            description="Labai ilgas žodis: " + "nebeprisikiškiakopūsteliaujančiuosiuose" * 3,
            subject=("Upės" if number % 2 else "Ežerai",),
        )
    transaction.commit()
    return served_world


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["lt", "en"])
def test_search_page_is_accessible_and_fits(browser_page, pages, language, scheme):
    page, wrong = browser_page(language=language), {}
    page.emulate_media(color_scheme=scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for query in QUERIES:
            page.goto(f"{pages.absolute_url()}/@@search{query}", wait_until="networkidle")
            wrong[query, width] = faults(page)
    assert {place: found for place, found in wrong.items() if found} == {}


def test_from_the_header_to_a_result(browser_page, pages):
    page = browser_page()
    page.fill("#searchGadget", "upeliai")
    page.press("#searchGadget", "Enter")
    assert page.locator(".mtd-results__bar [role=status]").inner_text() == "Rasti 25 rezultatai"
    page.click(".mtd-facets a:has-text('Upės')")
    assert page.locator(".mtd-results__bar [role=status]").inner_text() == "Rasta 12 rezultatų"
    chosen = page.locator(".mtd-facets a[aria-current]").inner_text().split()
    assert chosen == ["Panaikinti", "filtrą:", "Upės", "12"]
    assert page.locator(".mtd-hit mark").first.inner_text() == "upelis"
    page.click(".mtd-hit a >> nth=0")
    assert "/ezeras-" in page.url


def test_search_without_javascript(new_context, pages):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{pages.absolute_url()}/@@search?SearchableText=ezeras&topic=Upės")
    page.fill("#search-text", "upelis")
    page.click(".mtd-search button")
    assert page.locator(".mtd-hit").count() == 12
