"""The page, its pieces on other pages, the PDF and REST: what each reader is told."""

from io import BytesIO
from metodinis.indicators.commentary.operations import add
from metodinis.testing import PASSWORD
from plone.uuid.interfaces import IUUID
from tests.indicators.peers.conftest import make_territory
from tests.indicators.peers.conftest import publish
from tests.indicators.profile.test_profile import approved
from tests.libraries.conftest import act_as
import pypdf
import pytest
import re
import requests
import transaction


MUNICIPAL = "group=kind:municipal"


@pytest.fixture
def served(served_world):
    make_territory(served_world)
    transaction.commit()
    return served_world


def get(served, path, person=None, lang="lt", accept="text/html"):
    return requests.get(
        f"{served.absolute_url()}/{path}",
        auth=(person, PASSWORD) if person else None,
        headers={"Accept": accept, "Accept-Language": lang},
        cookies={"I18N_LANGUAGE": lang},
        timeout=60,
    )


def text(answer):
    """What a page says, in one line."""
    assert answer.status_code == 200
    body = re.sub(r"<(script|style|svg).*?</\1>", "", answer.text, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("\xa0", " ").split())


def figures(served, query="", code="krt", person=None, lang="lt"):
    path = f"libraries/{code}/@figures?{query}"
    return get(served, path, person, lang, "application/json")


def pdf_texts(answer):
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = pypdf.PdfReader(BytesIO(answer.content)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_page_tells_numbers_places_and_words(served):
    said = text(get(served, f"libraries/ner/@@figures?{MUNICIPAL}"))
    assert "2025 m. rodikliai" in said
    assert (
        "Apsilankymų gyventojui daugiau nei bet kurioje kitoje grupės bibliotekoje "
        "(95-as procentilis)." in said
    )
    assert "turimi 11 iš 11 bibliotekų rodikliai" in said
    assert "+11,1 % nuo 2024 m." in said
    assert "vieta iš 11" not in said
    assert "Siektina reikšmė" not in said
    staff = text(get(served, f"libraries/ner/@@figures?{MUNICIPAL}", "metodininke"))
    assert "1 vieta iš 11" in staff


def test_page_of_few_says_so(served):
    said = text(get(served, "libraries/krt/@@figures?group=population:2"))
    assert "per mažai bibliotekų" in said
    assert "procentilis)" not in said
    assert "Stipriosios pusės ir tobulintinos sritys nurodomos, kai" in said


def test_partial_groups_are_told(served):
    publish("TAU", 2025, state="returned")
    transaction.commit()
    said = text(get(served, "libraries/krt/@@figures?group=territory"))
    assert "turimi 10 iš 12 bibliotekų rodikliai" in said


def test_without_figures_there_is_a_next_step(served):
    said = text(get(served, "libraries/klavb/@@figures"))
    assert "Rodiklių dar nepaskelbta" in said
    assert get(served, "libraries/klavb/@@figures-pdf").status_code == 404
    assert get(served, "libraries/klavb/@@figures-card").content == b""
    assert figures(served, code="klavb").json()["year"] is None


def test_library_and_home_show_a_few_words(served):
    page = text(get(served, "libraries/ner"))
    assert "Kaip atrodo tarp panašių" in page
    home = text(get(served, "", "krt-direktore"))
    assert "Kaip atrodote tarp panašių" in home
    assert "Kaip atrodote tarp panašių" not in text(get(served, ""))


def test_the_department_comments_on_a_librarys_year(served):
    uid = IUUID(served["libraries"]["krt"])
    with act_as("metodininke"):
        add(served["indicators"], f"library:{uid}", 2025, "Atidarytas filialas.", public=True)
    transaction.commit()
    assert "Atidarytas filialas." in text(get(served, "libraries/krt/@@figures"))
    assert "Atidarytas filialas." not in text(get(served, "libraries/krt/@@figures?year=2024"))
    assert "Atidarytas filialas." not in text(get(served, "libraries/ner/@@figures"))


def test_targets_are_shown_with_their_lights(served):
    approved(2025, 4.1)
    transaction.commit()
    said = text(get(served, f"libraries/krt/@@figures?{MUNICIPAL}"))
    assert "Siektina reikšmė" in said
    assert "4,10 Arti" in said
    _first, second = pdf_texts(get(served, f"libraries/krt/@@figures-pdf?{MUNICIPAL}"))
    assert "4,10 (Arti)" in second


def test_charts_are_handed_out(served):
    path = f"libraries/krt/@@figures?{MUNICIPAL}&chart=trend-r8&format=svg"
    answer = get(served, path)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "Grupės mediana" in answer.text
    assert get(served, path.replace("r8", "r99")).status_code == 404


def test_pdf_has_two_pages_that_say_it(served):
    first, second = pdf_texts(get(served, f"libraries/ner/@@figures-pdf?{MUNICIPAL}"))
    assert "Jūsų biblioteka tarp panašių, 2025 m." in first
    assert "Biblioteka NER" in first
    assert "nei bet kurioje kitoje grupės bibliotekoje (95-as procentilis)." in first
    assert "Licencija CC BY 4.0." in first
    assert "Rodikliai pagal temas" in second
    assert "Apsilankymai gyventojui" in second
    assert "95-as procentilis" in second
    assert "Finansai Išlaidos" in second
    assert "Paskelbtų ataskaitų reikšmės." in second


def test_pdf_in_english(served):
    first, second = pdf_texts(get(served, f"libraries/ner/@@figures-pdf?{MUNICIPAL}", lang="en"))
    assert "Your library among its peers, 2025" in first
    assert "Visits per capita" in second
    assert "95th percentile" in second


def test_pdf_takes_what_people_wrote_as_text(served):
    served["libraries"]["ner"].title = "#panic() $x$ *Biblioteka* ]"
    served["libraries"]["ner"].reindexObject()
    transaction.commit()
    first, _second = pdf_texts(get(served, "libraries/ner/@@figures-pdf"))
    assert "#panic() $x$ *Biblioteka* ]" in first


def test_rest_tells_the_same(served):
    found = figures(served, MUNICIPAL).json()
    assert (found["year"], found["years"], found["group"]) == (2025, [2025, 2024], "kind:municipal")
    assert (found["group_reported"], found["group_libraries"], found["smallest"]) == (11, 11, 5)
    assert [one["id"] for one in found["groups"]] == [
        *("population:2", "nearest:krt", "county:LT-KL", "kind:municipal", "territory")
    ]
    [visits] = [one for one in found["items"] if one["code"] == "R8"]
    assert {name: visits[name] for name in ("value", "before", "known", "rank", "star")} == {
        "value": 4.0,
        "before": 3.6,
        "known": 11,
        "rank": None,
        "star": False,
    }
    assert visits["series"] == [{"year": 2024, "value": 3.6}, {"year": 2025, "value": 4.0}]
    assert visits["spread"]["count"] == 11
    assert (visits["target"], visits["word"], visits["is_draft"]) == (None, "", False)
    staff = figures(served, MUNICIPAL, person="metodininke").json()
    assert next(one for one in staff["items"] if one["code"] == "R8")["rank"] == [4, 5]


def test_rest_refuses_what_isnt_there(served):
    for query, field in (
        ("year=1999", "year"),
        ("year=x", "year"),
        ("group=county:LT-TA", "group"),
        ("group=own:none", "group"),
    ):
        answer = figures(served, query)
        assert answer.status_code == 400
        assert [one["field"] for one in answer.json()["error"]["errors"]] == [field]
