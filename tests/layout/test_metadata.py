"""What pages say of themselves to search engines and social networks."""

from metodinis.layout.metadata import as_json
from metodinis.testing import PASSWORD
from pathlib import Path
from plone import api
from plone.app.testing import logout
from plone.testing.zope import Browser
import json
import pytest
import re
import transaction


STATIC_FILES = Path("src/metodinis/layout/static")


@pytest.fixture
def browser(served_world, functional_app):
    browser = Browser(functional_app)
    browser.handleErrors = False
    browser.addHeader("Accept", "text/html")
    return browser


def structured(html):
    texts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {data["@type"]: data for data in map(json.loads, texts)}


def metas(html):
    return dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)"', html))


def test_text_can_not_leave_its_script():
    text = as_json({"name": "</script><script>alert(1)</script><!-- & \u2028"})
    assert not re.search("[<>&\u2028]", text)
    assert json.loads(text) == {"name": "</script><script>alert(1)</script><!-- & \u2028"}


def test_what_is_empty_is_left_out():
    data = {"a": None, "b": "", "c": [], "d": {"e": None}, "f": 0, "g": [{"h": None, "i": 1}]}
    assert json.loads(as_json(data)) == {"f": 0, "g": [{"i": 1}]}


def test_library_tells_what_it_is(browser, served_world):
    library = served_world["libraries"]["krt"]
    library.address = "</script><script>alert(1)</script>"
    transaction.commit()
    browser.open(library.absolute_url())
    found = structured(browser.contents)
    assert sorted(found) == ["BreadcrumbList", "Library"]
    assert found["Library"] == {
        "@context": "https://schema.org",
        "@type": "Library",
        "name": "Kretingos rajono savivaldybės Motiejaus Valančiaus viešoji biblioteka",
        "alternateName": "Kretinga",
        "url": library.absolute_url(),
        "email": "info@kretinga.example.org",
        "address": "</script><script>alert(1)</script>",
        "areaServed": "Kretingos r. sav.",
    }
    assert [item["name"] for item in found["BreadcrumbList"]["itemListElement"]] == [
        "Plone site",
        "Bibliotekos",
        "Kretingos rajono savivaldybės Motiejaus Valančiaus viešoji biblioteka",
    ]
    assert "<script>alert" not in browser.contents


def test_home_page_tells_who_is_behind_it(browser, served_world):
    api.portal.set_registry_record("metodinis.department.email", "skyrius@example.org")
    transaction.commit()
    browser.open(served_world.absolute_url())
    found = structured(browser.contents)
    assert list(found) == ["WebSite"]
    publisher = found["WebSite"]["publisher"]
    assert (publisher["@type"], publisher["name"], publisher["email"]) == (
        "Organization",
        "Bibliotekų metodikos skyrius",
        "skyrius@example.org",
    )


def test_news_is_an_article(browser, served_world):
    with api.env.adopt_roles(["Manager"]):
        item = api.content.create(served_world, "News Item", "n", title="Nauja", description="Apie")
        api.content.transition(item, "publish")
    transaction.commit()
    browser.open(item.absolute_url())
    assert structured(browser.contents)["NewsArticle"]["headline"] == "Nauja"
    assert metas(browser.contents)["og:type"] == "article"
    assert metas(browser.contents)["og:description"] == "Apie"


def test_card_of_a_page(browser, served_world):
    url = served_world["libraries"].absolute_url()
    browser.open(f"{url}?kind=municipal&set_language=en")
    found = metas(browser.contents)
    static = f"{served_world.absolute_url()}/++plone++metodinis"
    assert found == {
        "og:site_name": "Plone site",
        "og:title": "Libraries",
        "og:type": "website",
        "og:description": "Public libraries of the territory: where they are and how to reach "
        "them.",
        "og:url": url,
        "og:locale": "en_GB",
        "og:locale:alternate": "lt_LT",
        "og:image": f"{static}/card.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Plone site",
    }
    assert browser.contents.count('rel="canonical"') == 1
    assert f'<link rel="canonical" href="{url}"' in browser.contents


def test_page_beside_the_default_one_has_its_own_address(browser, served_world):
    url = f"{served_world.absolute_url()}/rounds/@@corrections"
    browser.open(f"{url}?b_start=20")
    assert f'<link rel="canonical" href="{url}"' in browser.contents


def test_icons_are_ours(browser, served_world):
    browser.open(served_world.absolute_url())
    icon = r'rel="icon"[^>]*href="[^"]*/\+\+plone\+\+metodinis/([^"]+)"'
    own = re.findall(icon, browser.contents)
    assert own == ["icon.svg", "icon-32.png"]
    for name in (*own, "icon-180.png", "icon-192.png", "icon-512.png", "card.png"):
        browser.open(f"{served_world.absolute_url()}/++plone++metodinis/{name}")
        assert browser.headers["Content-Type"].startswith("image/")
    browser.open(f"{served_world.absolute_url()}/++plone++metodinis/site.webmanifest")
    assert json.loads(browser.contents)["name"] == "metodinis"
    browser.open(f"{served_world.absolute_url()}/favicon.ico")
    assert browser.contents == (STATIC_FILES / "favicon.ico").read_bytes()


def test_nothing_is_told_of_what_only_some_may_see(browser, served_world):
    browser.addHeader("Authorization", f"Basic krt-direktore:{PASSWORD}")
    browser.open(served_world["libraries"]["krt"].absolute_url())
    assert structured(browser.contents) == {}
    assert metas(browser.contents) == {}


def test_missing_page_has_no_address(browser, served_world):
    browser.handleErrors, browser.raiseHttpErrors = True, False
    browser.open(f"{served_world.absolute_url()}/nera")
    assert 'rel="canonical"' not in browser.contents
    assert '<meta name="robots" content="noindex"' in browser.contents
    assert structured(browser.contents) == {}


def test_robots_are_led_to_the_sitemap(browser, served_world):
    url = served_world.absolute_url()
    browser.open(f"{url}/robots.txt")
    assert browser.contents.startswith(f"Sitemap: {url}/sitemap.xml.gz\n")
    browser.open(f"{url}/sitemap.xml.gz")
    assert browser.headers["Status"].startswith("200")


def test_sitemap_lists_only_what_all_may_see(world, http_request):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(world, "Document", "slapta", title="Slapta")
    logout()
    http_request.form["page"] = http_request.other["page"] = "1"
    view = api.content.get_view("sitemap.xml.gz", world, http_request)
    found = {item["loc"].removeprefix(world.absolute_url()) for item in view.objects()}
    assert {"/libraries/krt", "/privatumas", "/prieinamumas"} <= found
    assert "/slapta" not in found
