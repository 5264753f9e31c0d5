"""The main menu and the footer: kept between requests, true at each, nobody else's."""

from metodinis.layout.memo import catalog_mark
from metodinis.layout.memo import Memo
from metodinis.testing import PASSWORD
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
import pytest
import re
import requests
import transaction


ITEM = re.compile(r'<a href="([^"]+)" class="state-\w* nav-link"([^>]*)>([^<]*)</a>')


@pytest.fixture
def menu_of(served_world):
    """Call it for [(title, aria-current)] of the menu that a person sees."""

    def ask(person=None, path="", language="lt"):
        password = SITE_OWNER_PASSWORD if person == SITE_OWNER_NAME else PASSWORD
        login = (person, password) if person else None
        url = f"{served_world.absolute_url()}{path}"
        page = requests.get(
            url,
            auth=login,
            headers={"Accept": "text/html"},
            cookies={"I18N_LANGUAGE": language},
            timeout=60,
        ).text
        return [
            (title, current.partition('="')[2].strip('"'))
            for _url, current, title in ITEM.findall(page)
        ]

    return ask


def titles(menu):
    return [title for title, _current in menu]


def test_indicators_are_led_to_by_their_figures(served_world):
    served_world["indicators"].reindexObject()
    transaction.commit()
    url = served_world.absolute_url()
    page = requests.get(url, headers={"Accept": "text/html"}, timeout=60).text
    led = {title: address for address, _current, title in ITEM.findall(page)}
    assert led["Rodikliai"] == f"{url}/indicators/@@territory"


@pytest.fixture
def change(served_world):
    """Call it with a function that changes the site as a manager does; it is committed."""

    def work(function):
        transaction.begin()
        with api.env.adopt_roles(["Manager"]):
            done = function(served_world)
        transaction.commit()
        return done

    return work


def section(name, is_public=True):
    def create(site):
        made = api.content.create(site, "Folder", name, title=name.title())
        if is_public:
            api.content.transition(made, "publish")

    return create


def test_new_section_is_there_at_once(menu_of, change):
    assert "Naujas" not in titles(menu_of())
    change(section("naujas"))
    assert "Naujas" in titles(menu_of())
    change(lambda site: api.content.rename(site["naujas"], "kitas"))
    assert "Naujas" in titles(menu_of())
    change(lambda site: api.content.delete(site["kitas"]))
    assert "Naujas" not in titles(menu_of())


def test_private_section_is_shown_to_those_who_may_see_it(menu_of, change):
    change(section("slaptas", is_public=False))
    for _round in range(2):
        assert "Slaptas" in titles(menu_of(SITE_OWNER_NAME))
        assert "Slaptas" not in titles(menu_of("krt-direktore"))
        assert "Slaptas" not in titles(menu_of())


def test_section_shared_with_one_person_is_theirs_alone(menu_of, change):
    change(section("slaptas", is_public=False))

    def share(site):
        api.user.grant_roles(username="krt-direktore", roles=["Reader"], obj=site["slaptas"])
        site["slaptas"].reindexObjectSecurity()

    for _round in range(2):
        assert "Slaptas" not in titles(menu_of("krt-direktore"))
    change(share)
    for _round in range(2):
        assert "Slaptas" in titles(menu_of("krt-direktore"))
        assert "Slaptas" not in titles(menu_of("pag-direktore"))


def test_setting_of_the_menu_counts_at_once(menu_of, change):
    change(section("naujas"))
    assert "Naujas" in titles(menu_of())
    change(lambda site: api.portal.set_registry_record("plone.displayed_types", ("Document",)))
    assert "Naujas" not in titles(menu_of())


def test_tab_counts_at_once(menu_of, change):
    assert titles(menu_of())[0] == "Pradžia"

    def hide(site):
        site.portal_actions.portal_tabs.index_html.visible = False

    change(hide)
    assert titles(menu_of())[0] == "Bibliotekos"


def test_menu_speaks_the_readers_language(menu_of):
    for _round in range(2):
        assert titles(menu_of())[0] == "Pradžia"
        assert titles(menu_of(language="en"))[0] == "Home"


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("", {"Pradžia": "page"}),
        ("/login", {}),
        ("/libraries", {"Bibliotekos": "page"}),
        ("/libraries/krt", {"Bibliotekos": "true"}),
    ],
)
def test_menu_tells_where_one_is(menu_of, path, current):
    assert {title: told for title, told in menu_of(path=path) if told} == current


def test_menu_ends_where_it_would_be_none(menu_of, change):
    def fill(site):
        for number in range(50):
            section(f"skyrelis-{number}")(site)

    change(fill)
    assert len(menu_of()) == 40


def test_what_was_never_stored_is_not_kept(world, http_request):
    """In one transaction: what it changed and took back must not be seen again."""
    memo = Memo(2)
    assert catalog_mark() is None  # the world of this test is not committed
    assert memo.get(None, lambda: 1) == 1
    assert memo.get(None, lambda: 2) == 2


def test_oldest_answer_goes_first():
    memo = Memo(2)
    for key in "abc":
        memo.get(key, lambda key=key: key)
    asked = []
    assert [memo.get(key, lambda: asked.append(1)) for key in "bc"] == ["b", "c"]
    assert memo.get("a", lambda: "anew") == "anew"
    assert asked == []


def test_footer_shows_a_page_from_when_it_is_published(served_world, change):
    def footer():
        page = requests.get(
            served_world.absolute_url(), headers={"Accept": "text/html"}, timeout=60
        )
        return "/kita-tvarka" in page.text.partition("portal-footer-wrapper")[2]

    def write(site):
        api.content.create(site, "Document", "kita-tvarka", title="Privatumas")
        api.portal.set_registry_record("metodinis.department.privacy_page", "kita-tvarka")

    change(write)
    assert not footer()
    change(lambda site: api.content.transition(site["kita-tvarka"], "publish"))
    assert footer()
