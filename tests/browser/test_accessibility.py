"""Every screen, as every role sees it, on wide and narrow windows in light and dark colours."""

from axe_playwright_python.base import AXE_SCRIPT
from collections import Counter
from metodinis.testing import PEOPLE as NAMES
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
SCHEMES = ("light", "dark")
# "other director" is the same role as "director"; Plone's own screens are the editor's work.
ROLES = [who for who in PEOPLE if who != "other director"]
STOCK_ROLES = [who for who in ROLES if who != "manager"]
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
# Faults in the markup that Plone's widgets make, which no style sheet mends.
EXCLUDED = (
    # Inputs of files have another id than their labels ask for.
    'input[type="file"][id$="-input"]',
    # The choice of a text's format, and the two lists of a choice in order, have no label.
    'select[id$="_text_format"]',
    'select[id$="-from"], select[id$="-to"]',
    # Dates of publishing in the form of states: labels name an input that isn't there.
    'input[id="form-widgets-effective_date"], input[id="form-widgets-expiration_date"]',
    # The order of a collection.
    'input[name="sort_reversed:boolean"]',
    # Sharing names its boxes by the heads of their columns alone.
    'input[name^="entries.role_"]',
    # TinyMCE: its handle has no value, its frame no title, its narrow menu scrolls.
    ".tox-statusbar__resize-handle",
    ".tox-edit-area__iframe",
    ".tox-menubar",
)
# Once what a change of width or colours sets in motion has come to rest.
RUN = """async ([exclude, options]) => {
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const ending = document.getAnimations().filter(
        motion => motion.effect.getComputedTiming().endTime < Infinity);
    await Promise.allSettled(ending.map(motion => motion.finished));
    const found = await axe.run({exclude}, options);
    return found.violations.map(rule => [rule.id, rule.nodes.map(
        node => [node.target.join(" "), node.html, node.failureSummary])]);
}"""
HAS_SCRIPTS = "[...document.scripts].some(script => script.src)"
WIDTH = "document.documentElement.scrollWidth"
# A form of Plone's asks for a calendar that Plone has no more.
MISSING = "/jscalendar/"
# What the same page differs in for two people who see the same: tokens, and their names.
UNSEEN = re.compile(
    r'_authenticator=\w+|name="_authenticator" type="hidden" value="\w+"|data-token="\w+"'
    r"|userrole-[\w-]+"
)
# Of Plone's own screens, those that people of this site and its editors work with.
STOCK = re.compile(
    r"/(login|@@login-help|@@mail_password_form|contact-info|sitemap|accessibility-info|@@search.*"
    r"|insufficient-privileges|nera-tokio-puslapio|@@personal-information|@@personal-preferences"
    r"|@@change-password)"
    r"|/naujienos(/(puslapis|naujiena)(/edit)?|/\+\+add\+\+(Document|News Item)|/folder_contents)?"
)


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

    def look(self, who, path):
        """Check a screen, unless another person was shown the same."""
        self.where = (who, path)
        if not self._is_new(who, path):
            return
        page = self._page(who)
        page.goto(self.home + path)
        if page.evaluate(HAS_SCRIPTS):
            page.wait_for_load_state("networkidle")
        page.evaluate(AXE_SCRIPT)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                self.counts["checks"] += 1
                found = page.evaluate(RUN, [EXCLUDED, AXE])
                self.wrong += [(*self.where, width, scheme, *fault) for fault in found]
            if (found := page.evaluate(WIDTH)) > width:
                self._tell("too wide", f"{found} of {width}")

    def _tell(self, *what):
        self.wrong.append((*self.where, *what))

    def _is_new(self, who, path):
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
        self.counts["screens × roles"] += 1
        text = UNSEEN.sub("", answer.text)
        if PEOPLE[who]:
            user = PEOPLE[who][0]
            text = text.replace(user, "").replace(NAMES.get(user, (user,))[0], "")
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
        is_meant = address == self.home + self.where[1] or MISSING in address
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
    roles = STOCK_ROLES if room == "stock" else ROLES
    for path, people in SCREENS[room]:
        if room == "stock" and not STOCK.fullmatch(path):
            continue
        for who in people:
            if who in roles:
                walk.look(who, path)
    print(f"{room}: {dict(walk.counts)}; {len(WIDTHS)} widths, {len(SCHEMES)} schemes")
    assert walk.counts["different pages"] > 0
    assert walk.wrong == []


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
