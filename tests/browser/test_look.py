"""Pages that everyone meets: fit for a telephone and for those who don't see or use a mouse."""

from axe_playwright_python.sync_playwright import Axe
from metodinis.layout import palette
from pathlib import Path
import os
import pytest


pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
# A folder that keeps the pictures of the living page, for whoever wants to look at them.
PICTURES = os.environ.get("METODINIS_PICTURES")
# person -> the pages that they look at
PAGES = {
    None: (
        "",
        "/login",
        "/@@login-help",
        "/contact-info",
        "/libraries",
        "/rounds",
        "/rounds/@@corrections",
        "/departments",
        "/atviri-duomenys",
        "/prieinamumas",
        "/privatumas",
        "/sitemap",
        "/@@search?SearchableText=kretinga",
        "/nera-tokio-puslapio",
    ),
    "krt-darbuotoja": ("", "/@@personal-information", "/insufficient-privileges"),
    "metodininke": ("", "/@@design"),
}


# The levels A and AA of WCAG 2.2.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# Plone's widget of files gives its input another id than its label asks for.
CHECKED = {"exclude": ["#form-widgets-portrait-input"]}


def faults(page):
    """What axe finds wrong: (rule, the elements' selectors) each; and a page that is too wide."""
    found = Axe().run(page, context=CHECKED, options=RULES).response["violations"]
    wrong = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > page.viewport_size["width"]:
        wrong.append(("too wide", width))
    return wrong


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("person", PAGES)
def test_pages_are_accessible_and_fit(browser_page, served_world, person, scheme):
    page, wrong = browser_page(person), {}
    page.emulate_media(color_scheme=scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for path in PAGES[person]:
            page.goto(served_world.absolute_url() + path, wait_until="networkidle")
            wrong[path, width] = faults(page)
    assert {place: found for place, found in wrong.items() if found} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_living_page_shows_the_scheme_asked_for(browser_page, served_world, scheme, tmp_path):
    page = browser_page("metodininke")
    # Against what the system asks for: the page's own switch decides.
    page.emulate_media(color_scheme=next(other for other in SCHEMES if other != scheme))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{served_world.absolute_url()}/@@design?scheme={scheme}")
        for source in page.locator(".mtd-sample__source").all():
            source.evaluate("element => element.open = true")
        picture = Path(PICTURES or tmp_path) / f"design-{scheme}-{width}.png"
        page.screenshot(path=picture, full_page=True)
        assert faults(page) == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    wanted = palette.colours(scheme)["ground"]
    assert ground == f"rgb{tuple(bytes.fromhex(wanted[1:]))}"


def test_printed_page_is_the_text_alone(browser_page, served_world):
    page = browser_page()
    page.emulate_media(media="print")
    page.goto(f"{served_world.absolute_url()}/libraries")
    gone = ("#portal-top", "#portal-footer-wrapper", ".mtd-filter", ".mtd-downloads", ".navbar")
    assert [place for place in gone if page.locator(place).first.is_visible()] == []
    assert page.locator(".mtd-table").is_visible()
    assert page.locator("h1").is_visible()


def test_heads_sort_on_a_telephone(browser_page, served_world):
    page = browser_page(width=390)
    page.goto(f"{served_world.absolute_url()}/libraries")
    page.click(".mtd-sort a >> text=Kodas")
    page.click(".mtd-sort a >> text=Kodas")
    assert page.url.endswith("?sort=code&order=descending")
    assert page.locator("tbody th a").first.inner_text() == "Pagėgiai"


def test_language_is_kept_while_one_walks(browser_page, served_world):
    page = browser_page(language="en")
    page.goto(f"{served_world.absolute_url()}/login")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#buttons-login").inner_text() == "Log in"


def test_library_people_have_no_toolbar(browser_page):
    page = browser_page("krt-direktore")
    assert page.locator("#edit-zone").count() == 0
    assert page.locator("#user-name").inner_text().strip() == "Aldona Kretingaitė"


def test_main_menu_leads_to_the_rooms(browser_page):
    page = browser_page()
    titles = page.locator("#portal-globalnav > li > a").all_inner_texts()
    assert [title.strip() for title in titles[:2]] == ["Pradžia", "Bibliotekos"]
