"""The pages that the law asks for are there from the first day, and public."""

from metodinis.layout import start_pages
from plone import api
from plone.app.testing import logout
import pytest


@pytest.mark.parametrize("name", start_pages.PAGES)
def test_page_is_public_and_asks_the_editor(site, name):
    logout()
    page = api.portal.get().restrictedTraverse(name)
    assert api.content.get_state(page) == "published"
    assert "<strong>[Įrašykite: el. paštas ir telefonas]</strong>" in page.text.output
    assert '<div lang="en">' in page.text.output
    assert "Bibliotekų metodikos skyrius" in page.text.output or name != "prieinamumas"


def test_what_is_there_stays(site):
    site["privatumas"].title = "Mūsų"
    start_pages.install(site, ("editors",))
    assert site["privatumas"].title == "Mūsų"


def test_facts_are_text(site):
    start_pages.complete(site, {"officer": "<script>x</script> & Ko"})
    text = site["privatumas"].text.raw
    assert "&lt;script&gt;x&lt;/script&gt; &amp; Ko" in text
    assert "[Įrašykite: vardas, pavardė" not in text


@pytest.mark.parametrize(
    ("person", "may"), [("redaktore", True), ("vedeja", True), ("metodininke", False)]
)
def test_department_edits_it(world, person, may):
    with api.env.adopt_user(username=person):
        found = api.user.has_permission("Modify portal content", obj=world["privatumas"])
    assert bool(found) is may
