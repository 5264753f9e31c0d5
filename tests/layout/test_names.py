"""The site's own places in the reader's language, over HTTP."""

from metodinis.layout.names import name_of
from plone import api
from tests.reports.conftest import make_round
import pytest
import re
import requests
import transaction


TITLES = {
    "libraries": ("Bibliotekos", "Libraries"),
    "rounds": ("Ataskaitos", "Reports"),
    "training": ("Mokymai", "Training"),
    "departments": ("Skyriai", "Departments"),
    "partners": ("Partneriai", "Partners"),
    "indicators": ("Rodikliai", "Indicators"),
}


def page(site, path, language):
    url = f"{site.absolute_url()}/{path}?set_language={language}"
    return requests.get(url, timeout=30).text


def text_of(pattern, html):
    return re.sub(r"<[^>]+>|\s+", " ", re.search(pattern, html, re.DOTALL)[1]).strip()


@pytest.mark.parametrize(("place", "titles"), TITLES.items())
def test_place_is_called_in_the_readers_language(world, place, titles):
    assert (name_of(world[place], "lt"), name_of(world[place], "en")) == titles
    [brain] = api.content.find(portal_type=world[place].portal_type)
    assert (name_of(brain, "lt"), name_of(brain, "en")) == titles


def test_round_tells_its_year(world):
    with api.env.adopt_roles(["Manager"]):
        reporting_round = make_round(2025)
    assert name_of(reporting_round, "en") == "Reports of 2025"
    assert name_of(reporting_round, "lt") == "2025 m. ataskaitos"


def test_renamed_place_and_other_content_keep_their_titles(world):
    world["partners"].title = "Bičiuliai"
    assert name_of(world["partners"], "en") == "Bičiuliai"
    assert name_of(world["libraries"]["krt"], "en") == world["libraries"]["krt"].title


@pytest.mark.parametrize(("language", "place"), [("lt", 0), ("en", 1)])
def test_menu_trail_title_and_head_say_the_same(served_world, language, place):
    html = page(served_world, "rounds/@@corrections", language)
    name = TITLES["rounds"][place]
    assert name in text_of(r"<title>(.*?)</title>", html)
    assert text_of(r'<p class="mtd-page-header__kicker">(.*?)</p>', html) == name
    assert text_of(r'id="portal-breadcrumbs"(.*?)</nav>', html).endswith(name)
    menu = re.findall(r"nav-link[^>]*>([^<]+)</a>", html)
    here, other = TITLES["libraries"][place], TITLES["libraries"][1 - place]
    assert (here in menu, other in menu) == (True, False)
    head = page(served_world, "libraries", language)
    assert text_of(r"<h1[^>]*>(.*?)</h1>", head) == TITLES["libraries"][place]


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("training", r"<h1[^>]*>(.*?)</h1>"),
        ("training/@@programmes", r'<p class="mtd-page-header__kicker">(.*?)</p>'),
    ],
)
@pytest.mark.parametrize(("language", "name"), [("lt", "Mokymai"), ("en", "Training")])
def test_heads_of_training(served_world, path, pattern, language, name):
    assert text_of(pattern, page(served_world, path, language)) == name


def test_name_is_escaped_in_the_menu(served_world):
    served_world["partners"].title = "<b>Bičiuliai</b>"
    served_world["partners"].reindexObject()
    transaction.commit()
    assert "&lt;b&gt;Bičiuliai&lt;/b&gt;</a>" in page(served_world, "libraries", "en")
