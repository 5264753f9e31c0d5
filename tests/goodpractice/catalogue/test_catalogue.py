"""The catalogue's page: what it finds, narrows, counts, orders and shows."""

from datetime import date
from lxml import html
from metodinis.goodpractice.catalogue import catalog
from metodinis.goodpractice.catalogue import views
from metodinis.goodpractice.catalogue.reading import Catalogue
from metodinis.goodpractice.catalogue.reading import filters_of
from metodinis.goodpractice.catalogue.rules import Filters
from plone import api
from plone.uuid.interfaces import IUUID
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import library
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.goodpractice.reuse.conftest import take_over
import pytest


FOREST = "Pasakų valandėlė miške"
ROBOTS = "Robotikos būrelis"
PARCELS = "Knygos į namus"


@pytest.fixture
def cases(world):
    """Three published cases of two libraries by their titles; and a draft."""
    found = {
        FOREST: make_published(),
        ROBOTS: make_published(
            2,
            date(2026, 5, 4),
            title=ROBOTS,
            author="klm-darbuotoja",
            code="KLM",
            summary="Paaugliai programuoja.",
            topics=["skaitmenines"],
            target_groups=["jaunimas"],
            started="2023-09-01",
            ended="2024-05-31",
            euro="2400",
            results=[{"text": "Trys komandos dalyvavo varžybose", "evidence": "Protokolai"}],
            english_title="Robotics club",
            english_summary="Teenagers write programs.",
        ),
        PARCELS: make_published(
            3,
            date(2026, 4, 1),
            title=PARCELS,
            topics=["prieinamumas", "bendruomene"],
            target_groups=["senjorai"],
            euro="0",
            results=[{"text": "Skaitytojai dėkoja"}],
        ),
    }
    found[ROBOTS].rating, found[PARCELS].rating = 3.5, 4.75
    for case in found.values():
        case.reindexObject()
    make(title="Juodraštis apie mišką")
    return found


def titles(rows):
    return [row.title for row in rows]


def found(lang="lt", **asked):
    with act_as("svecias"):
        return Catalogue(filters_of(asked), lang)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [ROBOTS, PARCELS, FOREST]),
        ({"topic": "bendruomene"}, [PARCELS, FOREST]),
        ({"topic": ["skaitymas", "skaitmenines"]}, [ROBOTS, FOREST]),
        ({"group": "senjorai"}, [PARCELS]),
        ({"county": "LT-KL"}, [ROBOTS, PARCELS, FOREST]),
        ({"county": "LT-VL"}, []),
        ({"municipality": "LT-20"}, [ROBOTS]),
        ({"year": "2024"}, [ROBOTS]),
        ({"year": "2025"}, [PARCELS, FOREST]),
        ({"cost": "free"}, [PARCELS]),
        ({"cost": ["small", "medium"]}, [ROBOTS, FOREST]),
        ({"evidence": "measured"}, [FOREST]),
        ({"evidence": "documented"}, [ROBOTS]),
        ({"evidence": "told"}, [PARCELS]),
        ({"topic": "bendruomene", "cost": "free"}, [PARCELS]),
        ({"sort": "rating"}, [PARCELS, FOREST, ROBOTS]),
        # What can't be meant is no filter.
        ({"topic": "<b>", "year": "20x4", "library": "x", "cost": "9", "sort": "9"}, None),
    ],
)
def test_filters(cases, asked, expected):
    everything = [ROBOTS, PARCELS, FOREST]
    assert titles(found(**asked).ordered) == (everything if expected is None else expected)


def test_library_filters(cases):
    assert titles(found(library=IUUID(library("KLM"))).ordered) == [ROBOTS]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("pasakomis", [FOREST]),
        ("pasaku valandele", [FOREST]),
        ("skaitymo skatinimas", [FOREST]),
        ("Klaipėdos robotika", [ROBOTS]),
        ("teenagers", [ROBOTS]),
        ("juodraštis", []),
        ("-miškas", []),
    ],
)
def test_words_are_found_in_any_form(cases, words, expected):
    assert titles(found(text=words).ordered) == expected


def test_numbers_of_a_facet_leave_its_own_filter_aside(cases):
    catalogue = found(topic="skaitmenines", cost="medium")
    assert catalogue.counts("topic") == {"skaitmenines": 1}
    assert catalogue.counts("cost") == {"medium": 1}
    catalogue = found(cost="free")
    assert catalogue.counts("cost") == {"free": 1, "small": 1, "medium": 1}
    assert catalogue.counts("topic") == {"prieinamumas": 1, "bendruomene": 1}
    assert catalogue.counts("year") == {2025: 1}


def test_most_taken_over_come_first(cases):
    take_over(cases[FOREST])
    take_over(cases[FOREST], "klm-darbuotoja", "KLM")
    take_over(cases[PARCELS])
    assert titles(found(sort="reused").ordered) == [FOREST, PARCELS, ROBOTS]
    cards = page_of(sort="reused").cssselect(".mtd-case")
    assert "Perėmė 2 bibliotekos" in text_of(cards[0])
    assert "Perėmė 1 biblioteka" in text_of(cards[1])
    assert "Perėmė" not in text_of(cards[2])


def test_english_reader_sees_what_has_english(cases):
    catalogue = found("en")
    assert [row.said_in("en") for row in catalogue.ordered] == [
        ("Robotics club", "Teenagers write programs.")
    ]
    assert catalogue.left_out == 2
    assert found("en", cost="free").ordered == []
    assert found("en", cost="free").left_out == 1
    assert found("lt", cost="free").left_out == 0
    assert titles(found("en", language="all").ordered) == [ROBOTS, PARCELS, FOREST]


def test_what_is_changed_is_shown_anew(cases):
    assert found(topic="fondas").ordered == []
    cases[FOREST].topics = ("fondas",)
    cases[FOREST].reindexObject()
    assert titles(found(topic="fondas").ordered) == [FOREST]


def test_nobody_learns_from_a_case_by_what_name_its_author_logs_in(published):
    [brain] = api.content.find(portal_type="GoodPractice")
    known = [brain[name] for name in api.portal.get_tool("portal_catalog").schema()]
    assert "krt-darbuotoja" not in str(known)
    assert list(api.content.find(portal_type="GoodPractice", Creator="krt-darbuotoja")) == []


def test_case_that_was_never_published_tells_no_rating(world):
    case = make()
    case.rating = 4.5
    case.reindexObject()
    with act_as("krt-darbuotoja"):
        [brain] = api.content.find(portal_type="GoodPractice")
    assert brain.practice_facts["rating"] is None
    with act_as("metodininke"):
        assert list(api.content.find(portal_type="GoodPractice")) == []


def test_other_words_of_a_topic_are_found(cases):
    name = "metodinis.goodpractice.topics"
    terms = api.portal.get_registry_record(name)
    changed = tuple(term.replace("Skaitymo skatinimas", "Knygų bičiuliai") for term in terms)
    api.portal.set_registry_record(name, changed)
    assert titles(found(text="bičiulis").ordered) == [FOREST]


def page_of(name="view", user="svecias", **form):
    context = directory()
    request = context.REQUEST
    request.form.clear()
    request.form.update(form)
    request.set("ACTUAL_URL", context.absolute_url())
    with act_as(user):
        return html.fromstring(api.content.get_view(name, context, request)())


def text_of(element):
    return " ".join(element.text_content().split())


def test_card_tells_what_one_chooses_by(cases):
    page = page_of()
    cards = page.cssselect(".mtd-case")
    assert [text_of(card.cssselect("h3")[0]) for card in cards] == [ROBOTS, PARCELS, FOREST]
    first = text_of(cards[0])
    assert "Skaitmeninės paslaugos ir raštingumas" in first
    assert "Paaugliai programuoja." in first
    assert "Klaipėda 2023–2024 501–5 000 eurų Nurodytas šaltinis" in first
    assert "Recenzentų įvertinimas: 3,5 iš 5" in first
    assert text_of(page.cssselect("[role=status]")[0]) == "3 pavyzdžiai"


def test_long_summary_ends_between_words(cases):
    cases[FOREST].summary = "Ilgas žodis " * 33
    cases[FOREST].reindexObject()
    text = text_of(page_of(topic="skaitymas").cssselect(".mtd-case__text")[0])
    assert text.endswith("Ilgas žodis…")
    assert 200 < len(text) <= 220


def test_filters_that_hold_are_shown_and_removable(cases):
    page = page_of(text="bibliotekos ne", topic="bendruomene", cost="free", sort="rating")
    chips = page.cssselect(".mtd-chips li a")
    url = directory().absolute_url()
    assert [text_of(chip) for chip in chips][1:3] == [
        "Panaikinti filtrą: Tema: Bendruomenė ir partnerystė",
        "Panaikinti filtrą: Išlaidos: Be lėšų",
    ]
    assert chips[1].get("href") == f"{url}?text=bibliotekos+ne&cost=free&sort=rating"
    assert chips[-1].get("href") == f"{url}?sort=rating"


def test_address_holds_all_that_is_chosen(cases):
    page = page_of(topic="bendruomene")
    links = {
        text_of(link): link.get("href") for link in page.cssselect("#practice-facets section a")
    }
    url = directory().absolute_url()
    assert links["Senjorai 1"] == f"{url}?topic=bendruomene&group=senjorai"
    hidden = page.cssselect("form.mtd-search input[type=hidden]")
    assert [(field.get("name"), field.get("value")) for field in hidden] == [
        ("topic", "bendruomene")
    ]


def test_empty_result_has_a_next_step(cases):
    page = page_of(text="begemotas")
    [empty] = page.cssselect(".mtd-empty")
    hrefs = [link.get("href") for link in empty.cssselect("a")]
    assert hrefs == [
        directory().absolute_url(),
        f"{api.portal.get().absolute_url()}/@@search?SearchableText=begemotas",
    ]


def test_empty_catalogue_says_so(world):
    assert "Paskelbtų pavyzdžių dar nėra" in text_of(page_of())


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ("svecias", ["@@collections"]),
        ("krt-darbuotoja", ["@@write-case", "@@cases", "@@collections"]),
        (
            "redaktore",
            [
                "@@collections",
                "@@desk",
                "@@moderation",
                "@@newsletter",
                "@@practice-statistics",
                "@@goodpractice-controlpanel",
            ],
        ),
    ],
)
def test_buttons_are_for_those_whose_work_it_is(cases, user, expected):
    page = page_of(user=user)
    links = page.cssselect(".mtd-page-header__actions a")
    assert [link.get("href").rpartition("/")[2] for link in links] == expected


def query_of(form, pressed):
    """What a browser sends of a form when one of its buttons is pressed."""
    sent = [*form.form_values(), (pressed.get("name"), pressed.get("value"))]
    return [pair for pair in sent if pair[0] and pair[0] != "_authenticator"]


def choice_of(page):
    """(the form of ticks, its buttons by name)."""
    form = page.cssselect(".mtd-cases")[-1].getparent()
    return form, form.cssselect("button")


def test_ticks_are_carried_from_page_to_page(cases, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 1)
    # The newest first: robots, parcels, forest.
    form, [_booklet, following] = choice_of(page_of(sort="newest"))
    form.cssselect("input[type=checkbox]")[0].set("checked", "checked")
    sent = query_of(form, following)
    assert sent == [("sort", "newest"), ("case", "2"), ("b_start", "1")]
    page = page_of(sort="newest", case="2", b_start="1")
    assert "Kituose puslapiuose pasirinktas dar 1 pavyzdys" in text_of(page)
    form, buttons = choice_of(page)
    assert [(button.get("name"), button.get("value")) for button in buttons] == [
        ("booklet", "1"),
        ("b_start", "0"),
        ("b_start", "2"),
    ]
    form.cssselect("input[type=checkbox]")[0].set("checked", "checked")
    sent = query_of(form, buttons[0])
    assert sent == [("sort", "newest"), ("case", "2"), ("case", "3"), ("booklet", "1")]
    # Back on the first page the tick stands where it was set, and can be taken away.
    form, buttons = choice_of(page_of(sort="newest", case=["2", "3"]))
    [box] = form.cssselect("input[type=checkbox]")
    assert box.get("checked") == "checked"
    del box.attrib["checked"]
    assert query_of(form, buttons[0]) == [("sort", "newest"), ("case", "3"), ("booklet", "1")]


def test_ticks_outlast_filters_and_lead_to_the_booklet(cases):
    page = page_of(case=["1", "3", "1", "99", "<x>"], text="knygos")
    links = page.cssselect(".mtd-facets a, .mtd-chips a, .mtd-results__orders a, .mtd-views a")
    hrefs = [link.get("href") for link in links if not link.get("href").startswith("#")]
    assert len(hrefs) > 5
    assert [href for href in hrefs if not href.endswith("case=1&case=3")] == []
    kept = [field.get("value") for field in page.cssselect(".mtd-search input[name=case]")]
    assert kept == ["1", "3"]


def test_booklet_of_ticks_has_a_short_address(cases, http_request):
    url = f"{directory().absolute_url()}/@@booklet"
    for case, query in ((["1", "3"], "?case=1&case=3"), ([], "")):
        http_request.form.clear()
        http_request.form.update({"booklet": "1", "case": case, "topic": "fondas", "text": "x"})
        answer = api.content.get_view("view", directory(), http_request)()
        assert answer == f"{url}{query}"


def test_words_cannot_become_markup(cases):
    page = page_of(text="<script>alert(1)</script>")
    assert page.cssselect("main script, #content script") == []


def test_map_leads_to_the_cases_of_a_municipality(cases):
    page = page_of(view="map")
    url = directory().absolute_url()
    drawn = page.cssselect("svg.mtd-tiles-map a")
    assert [(tile.get("aria-label"), tile.get("href")) for tile in drawn] == [
        ("Kretingos r. sav.: 2 pavyzdžiai", f"{url}?municipality=LT-22"),
        ("Klaipėdos m. sav.: 1 pavyzdys", f"{url}?municipality=LT-20"),
    ]
    listed = page.cssselect(".mtd-tiles-list li")
    assert [text_of(place) for place in listed] == ["Klaipėdos m. sav. 1", "Kretingos r. sav. 2"]


def test_kept_rows_are_those_of_the_reader(cases):
    assert Filters().active is False
    with act_as("krt-darbuotoja"):
        mine = catalog.rows()
    with act_as("svecias"):
        assert catalog.rows() == mine
