"""Who may open what of the site itself."""

from metodinis.layout.charts import engine
from plone import api
from tests.security.libraries import EVERYONE


MEMBERS = tuple(who for who in EVERYONE if who != "anonymous")
ROWS = {
    ("GET", ""): EVERYONE,
    ("GET", "/@@home-page"): EVERYONE,
    ("GET", "/atviri-duomenys"): EVERYONE,
    ("GET", "/@@dcat"): EVERYONE,
    ("GET", "/@@dcat.rdf"): EVERYONE,
    ("GET", "/@@dcat.ttl"): EVERYONE,
    ("GET", "/sitemap"): EVERYONE,
    ("GET", "/@@feed"): EVERYONE,
    ("GET", "/rounds/@@feed/corrections"): EVERYONE,
    ("GET", "/favicon.ico"): EVERYONE,
    ("GET", "/@@search?SearchableText=biblioteka"): EVERYONE,
    ("GET", "/@site-search?SearchableText=biblioteka"): EVERYONE,
    ("GET", "/skyrius/@@listing_view"): EVERYONE,
    ("GET", "/skyrius/rinkinys/@@listing_view"): EVERYONE,
    ("GET", "/skyrius/@@tabular_view"): EVERYONE,
    ("GET", "/skyrius/rinkinys/@@tabular_view"): EVERYONE,
    ("GET", "/juodrastis/@@listing_view"): ("editor", "manager"),
    ("POST", "/skyrius/@copy"): ("editor", "manager"),
    ("POST", "/skyrius/@move"): ("editor", "manager"),
    ("GET", "/@@design"): ("methodologist", "head", "editor", "manager"),
    ("GET", "/@@design-scheme"): ("methodologist", "head", "editor", "manager"),
    ("GET", f"/@@{engine.NAME}/{engine.file_name()}"): EVERYONE,
    ("GET", "/@@department-controlpanel"): ("manager",),
    ("POST", "/@nightly"): ("manager",),
    ("POST", "/@frequent"): ("manager",),
    ("GET", "/@@agenda"): MEMBERS,
    ("GET", "/@agenda"): MEMBERS,
    ("PATCH", "/@agenda"): MEMBERS,
    ("POST", "/@agenda-address"): MEMBERS,
    ("DELETE", "/@agenda-address"): MEMBERS,
}


def prepare(site):
    """A public folder with a collection, and one that isn't handed in."""
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(site, "Folder", "skyrius", title="Skyrius")
        found = api.content.create(folder, "Collection", "rinkinys", title="Rinkinys")
        for thing in (folder, found):
            api.content.transition(thing, "publish")
        api.content.create(site, "Folder", "juodrastis", title="Juodraštis")
