"""What JavaScript writes is Lithuanian too: the text editor, pickers, the folder's contents."""

from plone import api
from tests.locales import english
from tests.screens import prepare_stock
import pytest
import re
import transaction


pytestmark = pytest.mark.browser

# path -> what to wait for, and what to click then, one after the other.
SCREENS = {
    "/puslapis/edit": (
        ".tox-tbtn",
        (
            ".tox-mbtn:nth-child(1)",
            ".tox-mbtn:nth-child(2)",
            ".tox-mbtn:nth-child(3)",
            ".tox-mbtn:nth-child(4)",
            ".tox-mbtn:nth-child(5)",
        ),
    ),
    "/++add++Event": (".pat-datetime-picker, .tox-tbtn", ()),
    "/++add++Collection": (".querystring-criteria-wrapper", ()),
    "/folder_contents": (".pat-structure table tbody tr", ()),
    "/++add++File": ("#form-widgets-file-input", ()),
}
# Tuesday, as calendars shorten it; and what the programs of mockup have in English with no way
# to translate it: what sorts a table and takes files (both said aloud only), and tooltips that
# name a type by its id.
WRITTEN = re.compile(
    r"^An$|: Activate to (?:sort|invert sorting|remove sorting)$|^hidden file upload$"
    r"|^(?:News Item|Event|Document|File|Image|Link|Collection|Folder|EasyForm)$"
)


@pytest.mark.parametrize("path", SCREENS)
def test_screens_made_by_javascript(browser_page, served_world, path):
    served_world.title = "Metodinis"
    api.portal.set_registry_record("plone.site_title", "Metodinis")
    prepare_stock(served_world)
    transaction.commit()
    page = browser_page("redaktore")
    page.goto(f"{served_world.absolute_url()}/naujienos{path}", wait_until="networkidle")
    awaited, clicks = SCREENS[path]
    page.wait_for_selector(awaited, state="attached")
    wrong = english.wrong_texts(page.content(), WRITTEN)
    for selector in clicks:
        page.click(selector)
        wrong |= english.wrong_texts(page.content(), WRITTEN)
    assert wrong == {}
