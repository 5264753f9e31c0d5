"""Kept answers are never stale and never another person's."""

from metodinis.layout.caching import FOR_A_WHILE
from metodinis.layout.caching import FOR_GOOD
from metodinis.layout.caching import PRIVATE
from metodinis.testing import PASSWORD
from plone import api
from plone.app.caching.operations.utils import getRAMCache
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobImage
import base64
import pytest
import re
import requests
import transaction


PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
WEAK = "max-age=0, must-revalidate, private"


@pytest.fixture
def ask(served_world):
    """Call it with a path for the answer of a session of its own."""

    def get(path="", person=None, language="lt", method="GET", **headers):
        return requests.request(
            method,
            f"{served_world.absolute_url()}{path}",
            auth=(person, PASSWORD) if person else None,
            cookies={"I18N_LANGUAGE": language},
            headers={"Accept": "text/html"} | {k.replace("_", "-"): v for k, v in headers.items()},
            allow_redirects=False,
            timeout=60,
        )

    return get


@pytest.fixture
def change(served_world):
    """Call it with a function that changes the site as a manager does; it is committed."""

    def work(function):
        transaction.begin()
        with api.env.adopt_roles(["Manager"]):
            function(served_world)
        transaction.commit()

    return work


@pytest.fixture
def article(change):
    """A published page `apie`."""

    def write(site):
        made = api.content.create(site, "Document", "apie", title="Apie mus")
        made.text = RichTextValue("<p>Pirma laida</p>", "text/html", "text/x-html-safe")
        api.content.transition(made, "publish")

    change(write)
    getRAMCache().ramcache.invalidateAll()
    return "/apie"


def is_kept(answer):
    return "X-RAMCache" in answer.headers


def test_second_visitor_is_served_from_memory(ask, article):
    first, second = ask(article), ask(article)
    assert (is_kept(first), is_kept(second)) == (False, True)
    assert first.text == second.text
    assert first.headers["Cache-Control"] == second.headers["Cache-Control"] == WEAK


@pytest.mark.parametrize(
    "path",
    ["", "/libraries", "/libraries/krt", "/rounds", "/departments", "/partners", "/indicators"],
)
def test_pages_of_ours_are_kept_for_visitors(ask, article, path):
    ask(path)
    assert is_kept(ask(path))


def test_browser_is_told_that_nothing_changed(ask, article):
    tag = ask(article).headers["ETag"]
    again = ask(article, If_None_Match=tag)
    assert (again.status_code, again.text) == (304, "")


def test_change_of_a_text_is_seen_at_once(ask, article, change):
    tag = ask(article).headers["ETag"]
    assert "Pirma laida" in ask(article).text

    def write(site):
        site["apie"].text = RichTextValue("<p>Antra laida</p>", "text/html", "text/x-html-safe")
        site["apie"].reindexObject()

    change(write)
    again = ask(article, If_None_Match=tag)
    assert (again.status_code, "Antra laida" in again.text) == (200, True)
    assert "Antra laida" in ask(article).text


def test_change_that_is_not_catalogued_is_seen_at_once(ask, article, change):
    assert "labas@example.org" not in ask(article).text
    name = "metodinis.department.email"
    change(lambda site: api.portal.set_registry_record(name, "labas@example.org"))
    assert "labas@example.org" in ask(article).text


def test_page_that_is_taken_back_is_gone_at_once(ask, article, change):
    ask(article)
    assert is_kept(ask(article))
    change(lambda site: api.content.transition(site["apie"], "retract"))
    answer = ask(article)
    assert answer.status_code == 302
    assert "require_login" in answer.headers["Location"]


def test_each_language_has_its_own_page(ask, article):
    for _round in range(2):
        assert (
            '<html xmlns="http://www.w3.org/1999/xhtml" class="h-100" lang="lt"'
            in ask(article).text
        )
        assert 'class="h-100" lang="en"' in ask(article, language="en").text
    tag = ask(article).headers["ETag"]
    assert ask(article, language="en", If_None_Match=tag).status_code == 200


def test_page_of_a_person_is_nobody_elses(ask, article):
    """The name of who is logged in stands on each page: it is what could leak."""
    named = ask(article, "krt-direktore")
    assert "Aldona" in named.text
    assert named.headers["Cache-Control"] == PRIVATE
    assert "ETag" not in named.headers
    assert not is_kept(named)
    assert "Aldona" not in ask(article).text
    other = ask(article, "pag-direktore")
    assert ("Aldona" in other.text, "Vida" in other.text) == (False, True)
    assert "Vida" in ask(article, "pag-direktore", If_None_Match=ask(article).headers["ETag"]).text


def test_visitors_page_is_not_a_persons(ask, article):
    ask(article)
    ask(article)
    assert "Aldona" in ask(article, "krt-direktore").text


@pytest.mark.parametrize(
    ("person", "path"),
    [
        ("krt-direktore", ""),
        ("krt-direktore", "/libraries/krt"),
        ("krt-direktore", "/@@personal-information"),
        ("metodininke", "/@@design"),
        ("metodininke", "/nera-tokio"),
        ("krt-direktore", "/@@search?SearchableText=a"),
        (None, "/@@search?SearchableText=a"),
        (None, "/login"),
        (None, "/contact-info"),
        (None, "/nera-tokio"),
    ],
)
def test_what_no_rule_speaks_of_is_private(ask, article, person, path):
    for _round in range(2):
        answer = ask(path, person)
        # Plone's login says it in its own words.
        assert answer.headers["Cache-Control"] == (WEAK if path == "/login" else PRIVATE)
        assert not is_kept(answer)


def test_services_are_private(ask, article):
    for person in ("krt-direktore", None):
        answer = ask("/libraries/krt", person, Accept="application/json")
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["Cache-Control"] == PRIVATE


def test_visitors_page_does_not_answer_programs(ask, article):
    ask(article)
    assert ask(article, Accept="application/json").json()["@type"] == "Document"


def test_what_is_sent_by_form_is_not_kept(ask, article):
    sent = ask(article, method="POST")
    assert sent.headers["Cache-Control"] == PRIVATE
    assert not is_kept(ask(article))


def test_page_with_a_message_is_not_kept(ask, article, served_world):
    session = requests.Session()
    session.headers["Accept"] = "text/html"
    url = served_world.absolute_url()
    session.cookies.set("statusmessages", "BURGVraDEFzdVeXJhxaFpbmZv", path="/")
    session.get(url + article, timeout=60)
    assert not is_kept(ask(article))


def test_query_is_part_of_the_address(ask, article):
    ask("/libraries")
    assert not is_kept(ask("/libraries?kind=x"))


def test_file_with_a_hash_is_kept_for_good(ask, article, served_world):
    (style,) = re.findall(r'href="([^"]+metodinis\.css)"', ask(article).text)
    answer = ask(style.removeprefix(served_world.absolute_url()))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == FOR_GOOD
    assert "Set-Cookie" not in answer.headers


def test_file_without_a_hash_is_kept_for_a_while(ask, article):
    answer = ask("/++plone++metodinis/entry.js")
    assert answer.headers["Cache-Control"] == FOR_A_WHILE


def test_hash_in_an_address_makes_no_page_public(ask, article):
    for person in (None, "krt-direktore"):
        answer = ask("/++webresource++abc/apie", person)
        assert answer.headers["Cache-Control"] in (PRIVATE, WEAK)


def test_image_that_is_not_public_is_private(ask, article, change, served_world):
    def write(site):
        image = NamedBlobImage(data=PIXEL, filename="a.gif")
        made = api.content.create(site, "Folder", "slaptas")
        api.content.create(made, "Image", "foto", image=image)

    change(write)
    refused = ask("/slaptas/foto/@@images/image")
    assert refused.status_code in (302, 401)
    assert refused.headers.get("Cache-Control", PRIVATE) in (PRIVATE, WEAK)
    seen = requests.get(
        f"{served_world.absolute_url()}/slaptas/foto/@@images/image",
        auth=("admin", "secret"),
        timeout=60,
    )
    assert seen.status_code == 200
    assert "private" in seen.headers["Cache-Control"]


def test_two_requests_of_one_state_have_one_tag(ask, article, monkeypatch):
    monkeypatch.setattr("metodinis.layout.caching.time", lambda: 1000.0)
    first = ask(article).headers["ETag"]
    assert ask(article).headers["ETag"] == first
    monkeypatch.setattr("metodinis.layout.caching.time", lambda: 1000.0 + 24 * 3600)
    assert ask(article).headers["ETag"] != first
    assert not is_kept(ask(article + "?another"))
