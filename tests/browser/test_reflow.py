"""Pages for those who enlarge them, space their letters or want nothing to move."""

from tests.reports.conftest import library
from tests.reports.conftest import served_round  # noqa: F401 a fixture
from tests.reports.test_workflow import bring
import pytest
import transaction


pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("served_round")]
PATH = "/libraries/krt/statistical-2025"
# who -> the screens where they read or work
SCREENS = {
    None: ("", "/libraries", "/libraries/krt", "/rounds/2025", "/indicators", "/@@search"),
    "krt-darbuotoja": ("", "/@@agenda", f"{PATH}/@@enter", f"{PATH}/@@upload"),
    "metodininke": ("", "/rounds/2025", PATH, "/@@design"),
}
# 1280 px enlarged to 200 % and to 400 %: WCAG 1.4.4 and 1.4.10.
WIDTHS = (640, 320)
# WCAG 1.4.12
SPACING = """*, *::before, *::after {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
} p { margin-bottom: 2em !important; }"""
# Elements with text that is cut off: not scrolled, and not hidden on purpose.
CUT = """() => [
    ...document.querySelectorAll("#content-header *, main *, footer *")
].filter(element => {
    if (element.closest(".visually-hidden, .hiddenStructure")) return false;
    const style = getComputedStyle(element);
    if (!["hidden", "clip"].includes(style.overflowX) || style.clipPath !== "none") return false;
    if (style.textOverflow === "ellipsis" || !element.checkVisibility()) return false;
    return element.scrollWidth > element.clientWidth + 1
        || element.scrollHeight > element.clientHeight + 1;
}).map(element => element.outerHTML.slice(0, 120))"""
WIDTH = "document.documentElement.scrollWidth"
# Whatever moves: (element, what it would take).
MOVING = """() => [...document.querySelectorAll("*")].flatMap(element => {
    const style = getComputedStyle(element);
    const seconds = text => Math.max(...text.split(",").map(parseFloat));
    const time = [seconds(style.transitionDuration), seconds(style.animationDuration)];
    return Math.max(...time) > 0.001 || style.scrollBehavior === "smooth"
        ? [[element.tagName, ...time]] : [];
})"""


@pytest.fixture
def walk(browser_page, served_world):
    """Call it with a person and what to ask of each page: {path: answer} of answers there are."""
    bring(library("KRT")["statistical-2025"], "returned")
    transaction.commit()

    def walk(person, ask, **more):
        page, found = browser_page(person, **more), {}
        for path in SCREENS[person]:
            page.goto(served_world.absolute_url() + path, wait_until="networkidle")
            found[path] = ask(page)
        return {path: answer for path, answer in found.items() if answer}

    return walk


@pytest.mark.parametrize("person", SCREENS)
def test_enlarged_pages_lose_nothing(walk, person):
    def too_wide(page):
        wrong = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 450})
            if (found := page.evaluate(WIDTH)) > width:
                wrong.append((width, found))
        return wrong

    assert walk(person, too_wide) == {}


@pytest.mark.parametrize("person", SCREENS)
def test_spaced_text_is_not_cut(walk, person):
    def cut(page):
        page.add_style_tag(content=SPACING)
        wrong = []
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            wrong += page.evaluate(CUT)
            if page.evaluate(WIDTH) > width:
                wrong.append((width, "too wide"))
        return wrong

    assert walk(person, cut) == {}


@pytest.mark.parametrize("person", SCREENS)
def test_nothing_moves_for_those_who_ask_so(walk, person):
    assert walk(person, lambda page: page.evaluate(MOVING), reduced_motion="reduce") == {}
