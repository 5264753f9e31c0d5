"""The search page as a browser gets it: what it shows, to whom, and that texts stay texts."""

from html.parser import HTMLParser
from metodinis.testing import PASSWORD
from plone import api
from tests.reports.narrative.conftest import bring
from tests.reports.narrative.conftest import served  # noqa: F401 a fixture
from tests.reports.narrative.conftest import write
from tests.reports.narrative.conftest import write_all
from tests.search.conftest import publish
from urllib.parse import parse_qs
from urllib.parse import urlsplit
import pytest
import requests
import transaction


class Page(HTMLParser):
    """What of a page matters here: links by text, marked words, what is chosen, scripts."""

    def __init__(self, text):
        super().__init__()
        self.links, self.marks, self.tags, self._open = [], [], [], []
        self.text = text
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag in ("a", "mark"):
            self._open.append([tag, dict(attributes), ""])

    def handle_data(self, data):
        for item in self._open:
            item[2] += data

    def handle_endtag(self, tag):
        if self._open and self._open[-1][0] == tag:
            _tag, attributes, text = self._open.pop()
            text = " ".join(text.split())
            if tag == "mark":
                self.marks.append(text)
            else:
                self.links.append((text, attributes.get("href"), attributes))

    def link(self, start):
        """The address of the first link whose text begins so."""
        return next(url for text, url, _attributes in self.links if text.startswith(start))


def ask(site, query, person=None, language="lt", path="@@search"):
    answer = requests.get(
        f"{site.absolute_url()}/{path}?{query}",
        auth=(person, PASSWORD) if person else None,
        headers={"Accept": "text/html"},
        cookies={"I18N_LANGUAGE": language},
        timeout=60,
    )
    assert answer.status_code == 200
    return Page(answer.text)


def rest(site, query, person=None):
    answer = requests.get(
        f"{site.absolute_url()}/@site-search?{query}",
        auth=(person, PASSWORD) if person else None,
        headers={"Accept": "application/json", "Accept-Language": "lt"},
        timeout=60,
    )
    return answer.status_code, answer.json()


@pytest.fixture
def pages(served_world):
    publish(
        served_world,
        "Document",
        "tinklas",
        title="Bibliotekų tinklas",
        description="Kaip keičiasi Šiaulių apskrities bibliotekos.",
        subject=("Tinklas & kita",),
    )
    for number in range(25):
        name = f"ezeras-{number}"
        publish(served_world, "News Item", name, title=f"Ežerai {number}", subject=("Upės",))
    transaction.commit()
    return served_world


def test_groups_with_marked_words(pages):
    page = ask(pages, "SearchableText=bibliotekoje")
    assert "Bibliotekos" in page.text
    assert "Svetainės puslapiai" in page.text
    assert {"Bibliotekų", "bibliotekos", "biblioteka"} <= set(page.marks)
    assert page.link("Bibliotekų tinklas") == f"{pages.absolute_url()}/tinklas"


def test_words_without_accents_are_marked_as_they_are_written(pages):
    assert ask(pages, "SearchableText=siauliai").marks == ["Šiaulių"]


def test_long_list_is_cut_into_pages(pages):
    page = ask(pages, "SearchableText=ezeras")
    assert "Rasti 25 rezultatai" in page.text
    assert len(page.marks) == 20
    rest_of_it = ask(pages, urlsplit(page.link("2")).query)
    assert len(rest_of_it.marks) == 5


def test_facets_stand_in_the_address_and_can_be_taken_back(pages):
    page = ask(pages, "SearchableText=bibliotekos&sort=date")
    chosen = page.link("Svetainės puslapiai")
    assert parse_qs(urlsplit(chosen).query) == {
        "SearchableText": ["bibliotekos"],
        "kind": ["pages"],
        "sort": ["date"],
    }
    narrowed = ask(pages, urlsplit(chosen).query)
    assert narrowed.link("Bibliotekų tinklas")
    assert "Kretingos" not in narrowed.text
    again = narrowed.link("Panaikinti filtrą: Svetainės puslapiai")
    assert "kind" not in parse_qs(urlsplit(again).query)
    topic = page.link("Tinklas & kita")
    assert parse_qs(urlsplit(topic).query)["topic"] == ["Tinklas & kita"]


def test_filters_alone_list_what_has_them(pages):
    page = ask(pages, "topic=Up%C4%97s&kind=news")
    assert "Rasti 25 rezultatai" in page.text


def test_nothing_found_offers_a_next_step(pages):
    page = ask(pages, "SearchableText=begemotas&kind=news")
    assert "Nieko nerasta" in page.text
    assert parse_qs(urlsplit(page.link("Ieškoti be filtrų")).query) == {
        "SearchableText": ["begemotas"]
    }
    assert page.link("Visos bibliotekos") == f"{pages.absolute_url()}/libraries"


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("", "Ko ieškote?"),
        ("SearchableText=", "Ko ieškote?"),
        ("SearchableText=-biblioteka", "Parašykite ir žodį"),
        ("SearchableText=%22viešoji", "rezultat"),
        ("SearchableText=((viešoji", "rezultat"),
        ("SearchableText=viešoji AND", "rezultat"),
        ("SearchableText=*", "Parašykite ir žodį"),
        ("SearchableText=%00", "Parašykite ir žodį"),
        ("SearchableText=a&SearchableText=b", "Ko ieškote?"),
        ("SearchableText=viešoji&kind=nera&year=abc&b_start=x&sort=y", "Nieko nerasta"),
        ("SearchableText=viešoji&b_start=99999&b_size=0", "rezultat"),
        ("SearchableText:int=5&kind:record=x&year:list=2025", "Nieko nerasta"),
        ("SearchableText=" + "biblioteka " * 300, "rezultat"),
    ],
)
def test_no_query_is_an_error(pages, query, text):
    assert text in ask(pages, query).text


def test_english(pages):
    page = ask(pages, "SearchableText=biblioteka", language="en")
    assert {"Libraries", "Pages of the site"} <= {
        text.rpartition(" ")[0] for text, _url, _attributes in page.links
    }


def test_indicator_leads_to_its_row(pages):
    page = ask(pages, "SearchableText=skaitomumą")
    assert page.link("R11 Skaitomumas") == f"{pages.absolute_url()}/indicators#R11"


def test_header_box_keeps_the_words(pages):
    page = ask(pages, "SearchableText=%22ąžuolas%22%3E", path="libraries")
    [box] = [attributes for tag, attributes in page.tags if attributes.get("id") == "searchGadget"]
    assert box["value"] == '"ąžuolas">'
    assert box["placeholder"] == "Ieškoti svetainėje"


# texts of people stay texts

EVIL = '<script>alert(1)</script> <img src=x onerror="alert(2)"> žiurkėnas'


def test_markup_in_content_and_query_is_shown_as_text(served_world):
    publish(
        served_world,
        "Document",
        "blogas",
        title=f"Antraštė {EVIL}",
        description=f"Aprašas {EVIL}",
        subject=(f"tema {EVIL}",),
    )
    publish(served_world, "Document", "kitas", title="Žiurkėnai", subject=("žiurkėnai",))
    transaction.commit()
    for query in (
        "SearchableText=ziurkenas",
        "SearchableText=script",
        "SearchableText=onerror",
        'SearchableText=ziurkenas" onfocus="alert(3)"><script>alert(4)</script>',
        'SearchableText=ziurkenas&topic="><script>alert(5)</script>&kind=pages',
        "topic=<script>alert(6)</script>",
    ):
        page = ask(served_world, query)
        assert "<script>alert" not in page.text
        assert [
            1 for tag, attributes in page.tags if tag == "img" and "onerror" in attributes
        ] == []
        assert [1 for _tag, attributes in page.tags if "onfocus" in attributes] == []
    assert "&lt;script&gt;alert(1)" in ask(served_world, "SearchableText=ziurkenas").text


# what the reader may not see

SECRET = "Kormoranai suskaičiuoti"


def told(site, query, person=None):
    """All that page and REST tell of a query."""
    _status, answer = rest(site, query, person)
    return ask(site, query, person).text, answer


def knows_of(site, person):
    """Whether someone gets to know a narrative's text: by its words, its filters, its snippet."""
    for query in (
        "SearchableText=kormoranas",
        'SearchableText="kormoranai suskaiciuoti"',
        "SearchableText=kormoran*",
        "SearchableText=tekstine ataskaita",
        "SearchableText=ataskaita&kind=reports&year=2025",
        "kind=reports",
    ):
        text, answer = told(site, query, person)
        if "suskaičiuoti" in text or "suskaičiuoti" in str(answer):
            return True
        if "kormoran" in query and answer["items_total"]:
            return True
    return False


def test_draft_narrative_is_told_to_nobody_before_it_is_handed_in(served):  # noqa: F811
    site = api.portal.get()
    write_all(served)
    write(served, general=SECRET)
    transaction.commit()
    people = (None, "svecias", "pag-direktore", "metodininke", "redaktore")
    assert {person: knows_of(site, person) for person in people} == dict.fromkeys(people, False)


def test_narrative_is_told_to_those_who_may_read_it(served):  # noqa: F811
    site = api.portal.get()
    write_all(served)
    write(served, general=SECRET)
    bring(served, "submitted")
    transaction.commit()
    may = ("krt-darbuotoja", "krt-direktore", "metodininke", "vedeja")
    may_not = (None, "svecias", "pag-direktore", "klm-darbuotoja", "redaktore")
    assert {person: knows_of(site, person) for person in may + may_not} == {
        **dict.fromkeys(may, True),
        **dict.fromkeys(may_not, False),
    }


def test_what_is_written_after_a_return_is_not_told(served):  # noqa: F811
    """A snippet shows the text that was handed in, not what the library writes now."""
    site = api.portal.get()
    write_all(served)
    write(served, general="Ataskaita apie gervės")
    bring(served, "returned")
    transaction.commit()
    write(served, general=SECRET)
    transaction.commit()
    assert not knows_of(site, "metodininke")
    assert "gervės" in told(site, "SearchableText=gervė", "metodininke")[0]


def test_counts_leave_out_what_is_hidden(pages):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(pages, "Document", id="slapta", title="Begemotas", subject=("Slaptai",))
    transaction.commit()
    text, answer = told(pages, "SearchableText=begemotas")
    assert "Nieko nerasta" in text
    assert answer["items_total"] == 0
    assert answer["facets"] == {"kind": [], "year": [], "library": [], "topic": []}
    assert "Slaptai" not in str(told(pages, "kind=pages"))


# REST


def test_rest_tells_results_and_facets(pages):
    status, answer = rest(pages, "SearchableText=siauliu&b_size=1")
    assert status == 200
    [item] = answer["items"]
    assert item == {
        "@id": f"{pages.absolute_url()}/tinklas",
        "@type": "Document",
        "title": "Bibliotekų tinklas",
        "label": None,
        "year": None,
        "library": None,
        "snippet": [
            {"text": "Kaip keičiasi ", "match": False},
            {"text": "Šiaulių", "match": True},
            {"text": " apskrities bibliotekos. Tinklas & kita", "match": False},
        ],
    }
    assert answer["facets"]["kind"] == [
        {"value": "pages", "title": "Svetainės puslapiai", "count": 1}
    ]
    assert answer["facets"]["topic"] == [
        {"value": "Tinklas & kita", "title": "Tinklas & kita", "count": 1}
    ]


def test_rest_is_capped(pages):
    _status, answer = rest(pages, "kind=news&b_size=100000")
    assert (answer["b_size"], answer["items_total"]) == (100, 25)
    status, answer = rest(pages, "kind=news&b_size=x")
    assert status == 400
    assert answer["error"]["errors"][0]["field"] == "b_size"


def test_what_is_kept_of_a_search_is_true_for_whoever_asks_now(served_world):
    """Scores and counts are kept between requests; each asker sees and counts their own."""

    def found(person=None):
        answer = requests.get(
            f"{served_world.absolute_url()}/@site-search?text=vinksna",
            auth=(person, PASSWORD) if person else None,
            headers={"Accept": "application/json"},
            timeout=60,
        ).json()
        topics = {facet["value"]: facet["count"] for facet in answer["facets"]["topic"]}
        return answer["items_total"], topics

    publish(served_world, "Document", "vieša", title="Vinkšna", subject=("Medžiai",))
    with api.env.adopt_roles(["Manager"]):
        kept = api.content.create(
            served_world, "Document", "rengiama", title="Vinkšnos", subject=("Medžiai", "Slapta")
        )
    transaction.commit()
    everything = (2, {"Medžiai": 2, "Slapta": 1})
    assert [found(), found("redaktore"), found(), found("redaktore")] == [
        (1, {"Medžiai": 1}),
        everything,
        (1, {"Medžiai": 1}),
        everything,
    ]
    transaction.begin()
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(kept, "publish")
    transaction.commit()
    assert found() == everything
