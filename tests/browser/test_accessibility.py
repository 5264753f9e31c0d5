"""Every screen, as every role sees it: on wide and narrow windows, in light and dark colours."""

from axe_playwright_python.base import AXE_SCRIPT
from collections import Counter
from metodinis.testing import PEOPLE as NAMES
from plone import api
from tests.screens import EMPTY_FORMS
from tests.screens import prepare_room
from tests.screens import SCREENS
from tests.security.test_access import PEOPLE
from urllib.parse import urlsplit
import base64
import pytest
import re
import requests
import transaction


pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)
# "other director" is the same role as "director".
ROLES = [who for who in PEOPLE if who != "other director"]
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    # Axe isn't in frames: it would wait for one that runs no scripts, the preview of a mail.
    "iframes": False,
}
# What other colours can break; all else is the same in each scheme, and they at each width.
OF_COLOURS = {
    **AXE,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# Once what a change of width or colours sets in motion has come to rest.
RUN = """async options => {
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const ending = document.getAnimations().filter(
        motion => motion.effect.getComputedTiming().endTime < Infinity);
    await Promise.allSettled(ending.map(motion => motion.finished));
    const found = await axe.run(options);
    return found.violations.map(rule => [rule.id, rule.nodes.map(
        node => [node.target.join(" "), node.html, node.failureSummary])]);
}"""
# Plone's scripts fetch more of themselves when they run; all others have run once a page is loaded.
HAS_PATTERNS = "[...document.scripts].some(script => script.src.includes('/++plone++static/'))"
WIDTH = "document.documentElement.scrollWidth"
# A form of Plone's asks for a calendar that Plone has no more.
MISSING = "/jscalendar/"
# What the same page differs in for two people who see the same: tokens, and their names.
UNSEEN = re.compile(
    r'_authenticator=\w+|name="_authenticator" type="hidden" value="\w+"|data-token="\w+"'
    r"|userrole-[\w-]+"
)
# Plone's own screens have nothing of theirs in the frame, which every room of ours shows: for two
# people with the same frame, the toolbar's or the shell, a screen is what stands between.
CONTENT = re.compile(r"<main .*</main>|<article .*</article>", re.DOTALL)
TOOLBAR = 'id="edit-zone"'
# What a form would otherwise be right with.
MISTYPED = {"/@@personal-information": {"form.widgets.email": "netinkamas"}}
# Forms sent without what they need: (path, name of the button, what is typed), by whom. One that
# is made for a window within a page has no style of its own.
REFUSED = [
    (path, button, MISTYPED.get(path, {}), people[0])
    for (path, sent), people in EMPTY_FORMS
    for button in sent
    if "buttons." in button and not path.endswith("/@@add-field")
] + [
    (
        "/rounds/++add++ReportingRound",
        "form.buttons.save",
        {"form.widgets.deadline": ""},
        "methodologist",
    ),
    ("/libraries/++add++Library", "form.buttons.save", {}, "head"),
    (
        "/libraries/krt/@@contact",
        "form.buttons.save",
        {"form.widgets.email": "netinkamas"},
        "director",
    ),
]
# As by a browser that lets everything pass.
SEND = """([name, typed]) => {
    const button = document.querySelector(`#content [name="${name}"]`);
    if (!button) throw Error(`no ${name} on ${location}`);
    for (const control of button.form.querySelectorAll("[required]")) control.required = false;
    for (const [field, text] of Object.entries(typed)) button.form.elements[field].value = text;
    button.form.noValidate = true;
    button.click();
}"""
FOCUS = "document.activeElement.id"
# Where links of the summary lead, and whether that is a field that says what is wrong with it.
LED = """() => [...document.querySelectorAll("#mtd-errors a")].map(link => {
    const field = document.getElementById(link.hash.slice(1));
    const said = field?.getAttribute("aria-describedby")?.split(" ").map(
        id => document.getElementById(id)?.textContent.trim());
    return Boolean(said?.some(text => text && link.textContent.endsWith(text)));
})"""


@pytest.fixture
def walk(browser, served_world):
    walk = Walk(browser, served_world.absolute_url())
    yield walk
    walk.close()


@pytest.fixture
def english_walk(browser, served_world):
    walk = Walk(browser, served_world.absolute_url(), "en")
    yield walk
    walk.close()


class Walk:
    """Opens screens as people do; `wrong` has what was found, `counts` how much was looked at."""

    def __init__(self, browser, home, language="lt"):
        self.browser, self.home, self.language = browser, home, language
        self.pages, self.seen, self.where = {}, set(), None
        self.wrong, self.counts = [], Counter()

    def close(self):
        for page in self.pages.values():
            page.context.close()

    def look(self, who, path, frame=True):
        """Check a screen, unless another person was shown the same.

        frame: whether what stands around a screen makes it another.
        """
        self.where = (who, path)
        if self._is_new(who, path, frame):
            page = self._page(who)
            page.goto(self.home + path)
            self._check(page)

    def send(self, who, path, button, typed):
        """Check a form that is refused; return its page."""
        self.where = (who, path)
        page = self._page(who)
        page.goto(self.home + path)
        with page.expect_navigation():
            page.evaluate(SEND, [button, typed])
        if page.evaluate(HAS_PATTERNS):
            page.wait_for_load_state("networkidle")
        if (focused := page.evaluate(FOCUS)) != "mtd-errors":
            self._tell("focus", focused)
        if not all(found := page.evaluate(LED)):
            self._tell("links", found)
        # The bar at the foot covers what one scrolls to: axe takes it for out of reach.
        page.add_style_tag(content=".formControls { position: static !important }")
        self.counts["refused forms"] += 1
        self.counts["links"] += len(found)
        self._check(page)

    def _check(self, page):
        """Check what a window shows, in each width and colour scheme."""
        if page.evaluate(HAS_PATTERNS):
            page.wait_for_load_state("networkidle")
        page.evaluate(AXE_SCRIPT)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            self._run(page, width, "light", AXE)
            if width == WIDTHS[0]:
                self._run(page, width, "dark", OF_COLOURS)
            if (found := page.evaluate(WIDTH)) > width:
                self._tell("too wide", f"{found} of {width}")

    def _run(self, page, width, scheme, options):
        page.emulate_media(color_scheme=scheme)
        self.counts["checks"] += 1
        found = page.evaluate(RUN, options)
        self.wrong += [(*self.where, width, scheme, *fault) for fault in found]

    def _tell(self, *what):
        self.wrong.append((*self.where, *what))

    def _is_new(self, who, path, frame):
        answer = requests.get(
            self.home + path,
            auth=PEOPLE[who],
            headers={"Accept": "text/html"},
            cookies={"I18N_LANGUAGE": self.language},
            timeout=120,
        )
        assert answer.status_code < 500, path
        if "text/html" not in answer.headers.get("Content-Type", ""):
            return False
        # No script runs in it, axe neither: the preview of a mail, shown in a frame of its page.
        if "sandbox" in answer.headers.get("Content-Security-Policy", ""):
            return False
        self.counts["screens × roles"] += 1
        text = UNSEEN.sub("", answer.text)
        if PEOPLE[who]:
            user = PEOPLE[who][0]
            text = text.replace(user, "").replace(NAMES.get(user, (user,))[0], "")
        if not frame and (content := CONTENT.search(text)):
            text = (TOOLBAR in text, content[0])
        is_new = (path, text) not in self.seen
        self.seen.add((path, text))
        self.counts["different pages"] += is_new
        return is_new

    def _page(self, who):
        """A person's window, logged in by a header."""
        if who not in self.pages:
            login = PEOPLE[who] and base64.b64encode(":".join(PEOPLE[who]).encode()).decode()
            context = self.browser.new_context(
                extra_http_headers={"Authorization": f"Basic {login}"} if login else {},
                reduced_motion="reduce",
            )
            cookie = {"name": "I18N_LANGUAGE", "value": self.language, "url": self.home}
            context.add_cookies([cookie])
            page = self.pages[who] = context.new_page()
            page.on("console", self._heard)
            page.on("pageerror", lambda error: self._tell("error", str(error)))
            page.on("request", self._asked)
        return self.pages[who]

    def _heard(self, message):
        """Errors; that a page itself answers 403 or 404 is asked for on purpose."""
        address = message.location.get("url", "")
        asked = {self.home + self.where[1], self.home + "/insufficient-privileges"}
        is_meant = address in asked or MISSING in address
        if message.type == "error" and not is_meant:
            self._tell("console", message.text, address)

    def _asked(self, request):
        place = urlsplit(request.url)
        if place.scheme.startswith("http") and place.netloc != urlsplit(self.home).netloc:
            self._tell("another host", request.url)


@pytest.mark.parametrize("room", SCREENS)
def test_every_screen_is_for_everyone(walk, served_world, room):
    prepare_room(room, served_world)
    transaction.commit()
    for path, people in SCREENS[room]:
        for who in people:
            # Plone's own screens are the editor's work, and the manager's where nobody else may.
            is_editors = room == "stock" and who == "manager" and "editor" in people
            if who in ROLES and not is_editors:
                walk.look(who, path, frame=room != "stock")
    print(f"{room}: {dict(walk.counts)}")
    assert walk.counts["different pages"] > 0
    assert walk.wrong == []


def test_refused_forms_lead_to_their_fields(walk, served_world):
    """What is wrong stands above, has the focus and leads to each field, which says it too."""
    prepare_room("stock", served_world)
    # Without an address there is no form to write to the department.
    api.portal.set_registry_record("plone.email_from_address", "skyrius@example.org")
    api.portal.set_registry_record("plone.email_from_name", "Metodikos skyrius")
    transaction.commit()
    for path, button, typed, who in REFUSED:
        walk.send(who, path, button, typed)
    print(f"refused: {dict(walk.counts)}")
    assert walk.wrong == []
    assert walk.counts["refused forms"] == len(REFUSED)
    assert walk.counts["links"] >= len(REFUSED)


def test_english_screens_are_for_everyone(english_walk, served_world):
    """Other words and their lengths: the rooms with most to read, as one person sees them."""
    prepare_room("reports", served_world)
    transaction.commit()
    for room in ("whole_site", "rounds", "reports"):
        for path, people in SCREENS[room]:
            # The reports' rooms share their content; the round of 2026 is another room's.
            if "director" in people and "/2026" not in path:
                english_walk.look("director", path)
    print(f"English: {dict(english_walk.counts)}")
    assert english_walk.counts["different pages"] > 0
    assert english_walk.wrong == []
