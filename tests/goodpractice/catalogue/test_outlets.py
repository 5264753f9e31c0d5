"""What is made of the catalogue elsewhere: REST, feed, data, sections of other pages."""

from DateTime import DateTime
from datetime import date
from lxml import html
from metodinis.goodpractice.catalogue.datasets import CatalogueData
from metodinis.goodpractice.catalogue.datasets import PracticeDatasets
from metodinis.goodpractice.catalogue.viewlets import LibraryPractice
from metodinis.goodpractice.catalogue.viewlets import NewPractice
from metodinis.goodpractice.desk.store import desk_for_writing
from metodinis.layout.feeds import IFeed
from metodinis.search.results import filters_of
from metodinis.search.results import Results
from plone import api
from plone.uuid.interfaces import IUUID
from tests.goodpractice.catalogue.test_catalogue import page_of
from tests.goodpractice.catalogue.test_catalogue import text_of
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import library
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from zope.i18n import translate
import csv
import io
import json
import pytest


FOREST, ROBOTS = "Pasakų valandėlė miške", "Robotikos būrelis"


@pytest.fixture
def robots(world):
    """A case of Klaipėda with English."""
    return make_published(
        2,
        date(2026, 5, 4),
        title=ROBOTS,
        author="klm-darbuotoja",
        code="KLM",
        english_title="Robotics club",
        english_summary="Teenagers write programs.",
    )


@pytest.fixture
def cases(published, robots):
    """Two published cases; the newer one is ROBOTS. And a draft."""
    make(title="Juodraštis")
    return published, robots


# REST


def served(name, **form):
    """The JSON of a GET service of the folder, as a visitor is answered."""
    from plone.rest.interfaces import IAPIRequest
    from zope.component import getMultiAdapter
    from zope.interface import alsoProvides

    context = directory()
    request = context.REQUEST
    alsoProvides(request, IAPIRequest)
    request.form.clear()
    request.form.update(form)
    request["ACTUAL_URL"] = f"{context.absolute_url()}/{name}"
    with act_as("svecias"):
        return getMultiAdapter((context, request), name=f"GET_application_json_{name}").reply()


def test_rest_tells_what_the_page_shows(cases):
    answer = served("@cases", topic="skaitymas", b_size="1")
    assert answer["items_total"] == 2
    [item] = answer["items"]
    assert item["title"] == ROBOTS
    assert item["@id"] == f"{directory().absolute_url()}/robotikos-burelis"
    assert item["library"] == {"uid": IUUID(library("KLM")), "title": "Klaipėda"}
    assert (item["county"], item["municipality"]) == ("LT-KL", "LT-20")
    assert (item["cost_band"], item["evidence_level"]) == ("small", "measured")
    assert (item["rating"], item["reused"], item["picture"]) == (4.5, 0, None)
    assert (item["years"], item["published"]) == ([2025], "2026-05-04")
    assert answer["facets"]["topic"] == [
        {"value": "skaitymas", "title": "Skaitymo skatinimas", "count": 2},
        {"value": "bendruomene", "title": "Bendruomenė ir partnerystė", "count": 2},
    ]
    assert [facet["title"] for facet in answer["facets"]["library"]] == ["Klaipėda", "Kretinga"]


def test_day_of_publication_is_the_sites(world):
    case = make_published()
    # Half past midnight in Vilnius.
    case.setEffectiveDate(DateTime("2026-06-01T21:30:00+00:00"))
    case.reindexObject()
    [item] = served("@cases")["items"]
    assert item["published"] == "2026-06-02"


def test_rest_refuses_a_bad_page(cases):
    assert served("@cases", b_start="daug")["error"]["errors"][0]["field"] == "b_start"


# feed


def test_feed_has_the_newest_first(cases):
    with act_as("svecias"):
        entries = IFeed(directory()).entries("lt", 10)
    assert [entry.title for entry in entries] == [f"{ROBOTS} (Klaipėda)", f"{FOREST} (Kretinga)"]
    assert entries[0].url == cases[1].absolute_url()
    assert entries[1].summary == cases[0].summary


def test_english_feed_has_what_is_told_in_english(cases):
    entries = IFeed(directory()).entries("en", 10)
    assert [(entry.title, entry.summary) for entry in entries] == [
        ("Robotics club (Klaipėda)", "Teenagers write programs.")
    ]


# data


def data_of(format_):
    context = directory()
    context.REQUEST.form.clear()
    context.REQUEST.form["format"] = format_
    with act_as("svecias"):
        return api.content.get_view("practice-data", context, context.REQUEST)()


def test_json_tells_all_of_published_cases(cases):
    found = json.loads(data_of("json"))
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [case["title"] for case in found["cases"]] == [ROBOTS, FOREST]
    told = found["cases"][1]
    assert told["results"][0]["after"] == 245.5
    assert told["steps"] == ["Susitarti su urėdija", "Parinkti knygas", "Pakviesti šeimas"]
    assert (told["municipality"], told["county"], told["reused"]) == ("LT-22", "LT-KL", 0)
    assert told["published"] == "2026-03-02"


def test_csv_has_a_line_for_each_case(cases):
    rows = list(csv.reader(io.StringIO(data_of("csv").decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 3
    line = dict(zip(rows[0], rows[2], strict=True))
    assert line["Pavadinimas"] == FOREST
    assert line["Savivaldybė"] == "Kretingos r. sav."
    assert line["Temos"] == "Skaitymo skatinimas; Bendruomenė ir partnerystė"
    assert line["Adresas"] == cases[0].absolute_url()
    assert line["Poreikis"] == "Vasarą vaikai į biblioteką neateina."
    assert line["Eiga"] == "Susitarti su urėdija; Parinkti knygas; Pakviesti šeimas"
    assert line["Iš ko tai žinoma"] == "Renginių registras"
    assert line["Išmoktos pamokos"] == "Turėti atsarginę vietą."


def test_data_set_is_offered_once_there_is_a_case(world):
    assert PracticeDatasets().datasets(world) == []
    assert CatalogueData(directory()).data(world.REQUEST) is None
    make_published()
    [found] = PracticeDatasets().datasets(world)
    assert [download.format for download in found.downloads] == ["JSON", "CSV", "XLSX"]
    assert translate(found.title, target_language="lt") == "Bibliotekų geroji patirtis"
    assert CatalogueData(directory()).data(world.REQUEST)["@type"] == "Dataset"


# other pages


def section(factory, context, lang="lt"):
    context.REQUEST["LANGUAGE"] = lang
    with act_as("svecias"):
        viewlet = factory(context, context.REQUEST, None, None)
        viewlet.update()
        return viewlet.render()


def titles(rendered):
    page = html.fromstring(rendered)
    return [text_of(title) for title in page.cssselect("h3")]


def test_home_page_shows_recommended_cases_first(cases):
    home = api.portal.get()
    assert titles(section(NewPractice, home)) == [ROBOTS, FOREST]
    desk_for_writing(directory()).featured = (IUUID(cases[0]),)
    assert titles(section(NewPractice, home)) == [FOREST, ROBOTS]


def test_home_page_without_cases_shows_nothing(world):
    assert section(NewPractice, world) == ""


def test_library_shows_its_own(cases):
    assert titles(section(LibraryPractice, library("KRT"))) == [FOREST]
    assert section(LibraryPractice, library("PAG")) == ""


def test_recommended_cases_stand_above_the_whole_list_alone(cases):
    desk_for_writing(directory()).featured = (IUUID(cases[0]),)
    page = page_of()
    recommended = page.cssselect("section[aria-labelledby=practice-featured] h3")
    assert [text_of(title) for title in recommended] == [FOREST]
    assert page_of(topic="skaitymas").cssselect("#practice-featured") == []


def test_site_search_knows_cases_by_kind(cases):
    with act_as("svecias"):
        results = Results(filters_of({"SearchableText": "robotikos", "kind": "good-practice"}))
        assert [hit.title for hit in results.hits(results.ordered)] == [ROBOTS]
        assert results.counts("year") == {2025: 1}
        assert results.counts("topic")["Skaitymo skatinimas"] == 1
