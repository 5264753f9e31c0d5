"""Charts in a browser: under a strict policy, by mouse and by keyboard, and without scripts."""

from metodinis.testing import PASSWORD
import pytest


pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'"
)
DRAWING = "#chart-bars .mtd-chart__drawing"
LIVE = f"{DRAWING} .mtd-chart__live:not(.mtd-chart__live--coming) svg"
TIP = "#chart-bars .mtd-chart__tip"


@pytest.fixture
def strict_page(browser_page, served_world):
    """Call it for the page with samples, under POLICY; it lists the `scripts` that were asked."""

    def make(**more):
        page = browser_page("metodininke", **more)
        page.scripts = []

        def strictly(route):
            answer = route.fetch()
            headers = {**answer.headers, "content-security-policy": POLICY}
            route.fulfill(response=answer, headers=headers)

        page.route("**/@@design*", strictly)
        page.on(
            "request",
            lambda asked: "chart" in asked.url and page.scripts.append(asked.url.split("/")[-1]),
        )
        page.goto(f"{served_world.absolute_url()}/@@design")
        return page

    return make


def test_chart_answers_where_it_is_pointed_at(strict_page):
    page = strict_page()
    page.wait_for_load_state("networkidle")
    assert page.scripts == ["charts.js"]
    drawing = page.locator(DRAWING)
    drawing.scroll_into_view_if_needed()
    before = drawing.bounding_box()
    drawing.hover()
    page.locator(LIVE).wait_for()
    assert drawing.bounding_box() == before
    assert len(page.scripts) == 2
    page.locator(f"{LIVE} .mark-rect.role-mark path").nth(3).hover()
    assert page.inner_text(TIP) == "Pagėgiai\nApsilankymai vienam gyventojui: 2,8"
    page.hover("#chart-bars figcaption")
    assert not page.is_visible(TIP)
    page.hover("#chart-line .mtd-chart__drawing")
    page.locator("#chart-line .mtd-chart__live:not(.mtd-chart__live--coming) svg").wait_for()
    assert len(page.scripts) == 2


def test_arrows_lead_from_value_to_value(strict_page):
    page = strict_page(width=390)
    page.focus(DRAWING)
    said = page.locator("#chart-bars [role=status]")
    page.keyboard.press("ArrowRight")
    page.locator(LIVE).wait_for()
    page.locator(TIP).wait_for()
    assert said.text_content() == "Jurbarkas, 3,4"
    page.keyboard.press("ArrowRight")
    assert said.text_content() == "Kretinga, 4,9"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert said.text_content() == "Jurbarkas, 3,4"
    page.keyboard.press("Escape")
    assert not page.is_visible(TIP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_drawing_stays_if_the_engine_does_not_come(strict_page):
    page = strict_page()
    page.route("**/@@chart-engine/**", lambda route: route.fulfill(body="", status=200))
    page.hover(DRAWING)
    page.wait_for_function("document.querySelector('script[src*=chart-engine]')")
    page.wait_for_timeout(300)
    assert page.is_visible(f"{DRAWING} .mtd-chart__wide svg")


def test_chart_and_its_table_are_there_without_scripts(browser_page, served_world):
    home = served_world.absolute_url()
    page = browser_page(java_script_enabled=False)
    page.goto(f"{home}/login")
    page.fill("#__ac_name", "metodininke")
    page.fill("#__ac_password", PASSWORD)
    page.click("#buttons-login")
    page.goto(f"{home}/@@design")
    assert page.is_visible(f"{DRAWING} .mtd-chart__wide svg")
    assert not page.is_visible(f"{DRAWING} .mtd-chart__narrow svg")
    assert not page.is_visible("#chart-bars table")
    page.click("#chart-bars summary")
    assert page.inner_text("#chart-bars tbody tr:nth-child(2)").split() == ["Kretinga", "4,9"]
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.is_visible(f"{DRAWING} .mtd-chart__narrow svg")


def test_page_without_charts_loads_nothing_of_them(browser_page, served_world):
    page, asked = browser_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served_world.absolute_url()}/indicators")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "chart" in url] == []
