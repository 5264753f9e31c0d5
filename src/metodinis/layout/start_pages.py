"""The pages that the law asks of the site, made at the installation for the department to edit."""

from html import escape
from importlib.resources import files
from metodinis.layout.metadata import department
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent


FOLDER = files("metodinis.layout") / "pages"
# name -> (title, description); the texts are in `pages`, Lithuanian first, English below.
PAGES = {
    "prieinamumas": (
        "Prieinamumo pareiškimas",
        "Kaip svetaine naudotis visiems ir kur kreiptis, jei kas neprieinama.",
    ),
    "privatumas": (
        "Privatumo pranešimas",
        "Kokius asmens duomenis tvarkome, kiek laiko saugome ir kokias teises turite.",
    ),
}
# What the department alone knows: name in the text -> what the editor reads in its place.
FACTS = {
    "contact": "el. paštas ir telefonas",
    "date": "data",
    "check": "jei prieinamumą tikrino nepriklausomas vertintojas, nurodykite jį, kitaip ištrinkite",
    "controller": "įstaigos pavadinimas, kodas ir adresas",
    "officer": "vardas, pavardė, el. paštas ir telefonas",
    "accounts": "per kiek laiko ištrinamos nebenaudojamos paskyros",
    "training": "kiek metų pagal dokumentacijos planą",
    "logs": "kiek dienų",
    "hosting": "prieglobos paslaugų teikėjo pavadinimas",
}


def install(site, editors):
    """Make the pages that aren't there yet, and let all read them; groups who may edit them."""
    for name, (title, description) in PAGES.items():
        if name not in site:
            page = createContent("Document", title=title, description=description)
            page.id = name
            page.language = "lt"
            page.exclude_from_nav = True
            page.text = RichTextValue(text_of(name), "text/html", "text/x-html-safe")
            page = addContentToContainer(site, page, checkConstraints=False)
            _publish(page)
            for group in editors:
                page.manage_setLocalRoles(group, ["Editor"])
            page.reindexObjectSecurity()


def complete(site, facts):
    """Write the pages anew with what is known of the department. facts: of FACTS."""
    for name in PAGES:
        site[name].text = RichTextValue(text_of(name, facts), "text/html", "text/x-html-safe")
        site[name].reindexObject()


def text_of(name, facts=None):
    """A page's HTML; what isn't known stands in it as a request to the editor."""
    known = {
        "department": escape(department().name),
        "site": escape(api.portal.get_registry_record("plone.site_title")),
        **{key: escape(fact) for key, fact in (facts or {}).items()},
    }
    asked = {key: f"<strong>[Įrašykite: {what}]</strong>" for key, what in FACTS.items()}
    return (FOLDER / f"{name}.html").read_text("utf-8").format_map(asked | known)


def _publish(page):
    workflow = api.portal.get_tool("portal_workflow")
    if "publish" in [action["id"] for action in workflow.listActions(object=page)]:
        api.content.transition(page, "publish")
