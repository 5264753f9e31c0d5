"""What pages of cases and collections say of themselves, and how a case is cited and shared."""

from metodinis.goodpractice.booklets import operations
from plone import api
from tests.goodpractice.booklets.conftest import a_picture
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import directory
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
from tests.layout.test_metadata import metas
from tests.layout.test_metadata import structured
from tests.reports.conftest import call_site  # noqa: F401 a fixture
import pytest
import re
import transaction


@pytest.fixture
def call(call_site):  # noqa: F811
    return call_site


@pytest.fixture
def served(served_world):
    """A published case with a picture, and a published collection of it; committed."""
    transaction.begin()
    api.portal.set_registry_record("metodinis.department.name", "Metodikos skyrius")
    case = make_published(7)
    case.pictures = (a_picture(),)
    with act_as("redaktore"):
        collection = operations.create_collection(
            directory(), {"title": "Vasara", "case_uids": [case.UID()]}
        )
        operations.publish_collection(collection)
    transaction.commit()
    return case.absolute_url()


CASE = "good-practice/pasaku-valandele-miske"


def test_case_is_an_article(call, served):
    found = structured(call(None, "GET", CASE).text)["Article"]
    site = api.portal.get().absolute_url()
    picture = f"{served}/@@picture/miskas/card.webp"
    library = "Kretingos rajono savivaldybės Motiejaus Valančiaus viešoji biblioteka"
    assert found.pop("publisher")["name"] == "Metodikos skyrius"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*", found.pop("dateModified"))
    assert found == {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": "Pasakų valandėlė miške",
        "description": "Šeimos su mažais vaikais skaito miške; per vasarą atėjo dvigubai daugiau "
        "vaikų.",
        "url": served,
        "identifier": f"{site}/good-practice/@@gp/7",
        "datePublished": "2026-03-02",
        "temporalCoverage": "2025-05-02/2025-09-30",
        "inLanguage": "lt",
        "author": [{"@type": "Person", "name": "Rasa Kretingienė"}],
        "sourceOrganization": {"@type": "Library", "name": library},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "about": ["Skaitymo skatinimas", "Bendruomenė ir partnerystė"],
        "image": [
            {
                "@type": "ImageObject",
                "contentUrl": picture,
                "caption": "Vaikai klausosi pasakos miške",
                "creditText": "Vaikai miške, R. Kretingienė",
            }
        ],
        "isAccessibleForFree": True,
    }


@pytest.mark.parametrize("path", [CASE, "good-practice/rinkinys-vasara"])
def test_social_card_has_the_first_picture(call, served, path):
    found = metas(call(None, "GET", path).text)
    assert {name: text for name, text in found.items() if name.startswith("og:image")} == {
        "og:image": f"{served}/@@picture/miskas/card.webp",
        "og:image:type": "image/webp",
        "og:image:width": "480",
        "og:image:height": "320",
        "og:image:alt": "Vaikai klausosi pasakos miške",
    }
    assert found["og:type"] == "article"


def test_case_without_a_picture_has_the_site_s(call, served):
    transaction.begin()
    make_published(8, title="Be nuotraukos")
    transaction.commit()
    found = metas(call(None, "GET", "good-practice/be-nuotraukos").text)
    assert found["og:image"].endswith("/++plone++metodinis/card.png")
    assert (found["og:image:width"], found["og:image:type"]) == ("1200", "image/png")


def test_head_is_in_the_reader_s_language_if_the_case_is(call, served):
    transaction.begin()
    english = {"english_title": "Tales & trees", "english_summary": "Families read there."}
    make_published(8, title="Pasakos", **english)
    transaction.commit()
    told = {}
    for language in ("lt", "en"):
        page = call(None, "GET", "good-practice/pasakos", cookies={"I18N_LANGUAGE": language}).text
        found, [crumbs] = metas(page), [structured(page)["BreadcrumbList"]["itemListElement"]]
        told[language] = (
            re.search("<title>(.*?)</title>", page, re.S)[1].partition(" &mdash; ")[0],
            re.search('name="description" content="(.*?)"', page)[1],
            found["og:title"],
            found["og:description"],
            crumbs[-1]["name"],
        )
    summary = "Šeimos su mažais vaikais skaito miške; per vasarą atėjo dvigubai daugiau vaikų."
    assert told == {
        "lt": ("Pasakos", summary, "Pasakos", summary, "Pasakos"),
        "en": (
            "Tales &amp; trees",
            "Families read there.",
            "Tales &amp; trees",
            "Families read there.",
            "Tales & trees",
        ),
    }
    page = call(None, "GET", CASE, cookies={"I18N_LANGUAGE": "en"}).text
    assert metas(page)["og:title"] == "Pasakų valandėlė miške"


def test_collection_is_a_list(call, served):
    found = structured(call(None, "GET", "good-practice/rinkinys-vasara").text)["CollectionPage"]
    assert found["mainEntity"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Pasakų valandėlė miške", "url": served}
    ]


def test_case_says_how_it_is_cited_and_shared(call, served):
    page = call(None, "GET", CASE).text
    section = page[page.index('id="cite"') :].partition("</section>")[0]
    address = f"{api.portal.get().absolute_url()}/good-practice/@@gp/7"
    assert f'<a href="{address}">{address}</a>' in section
    assert "KRETINGIENĖ, Rasa. Pasakų valandėlė miške [interaktyvus]." in section
    assert f"{served}/@@case-pdf" in section
    assert "@@booklet?case=7" in section
    assert "@@add-to-collection" not in section
    assert ">Vasara</a>" in section
    # Nothing is asked of others until a reader follows a link.
    assert re.findall(r'(?:src|action)="[^"]*', section) == []
    assert re.findall(r'href="(mailto|https)[:]', section) == ["mailto", "https", "https"]
    assert "@@add-to-collection" in call("redaktore", "GET", CASE).text


def test_draft_has_nothing_to_cite(call, served):
    transaction.begin()
    make(title="Juodraštis")
    transaction.commit()
    page = call("krt-darbuotoja", "GET", "good-practice/juodrastis")
    assert page.status_code == 200
    assert 'id="cite"' not in page.text
