"""Who may open what of the site itself."""

from tests.security.libraries import EVERYONE


MEMBERS = tuple(who for who in EVERYONE if who != "anonymous")
ROWS = {
    ("GET", ""): EVERYONE,
    ("GET", "/@@home-page"): EVERYONE,
    ("GET", "/atviri-duomenys"): EVERYONE,
    ("GET", "/@@dcat"): EVERYONE,
    ("GET", "/sitemap"): EVERYONE,
    ("GET", "/@@feed"): EVERYONE,
    ("GET", "/rounds/@@feed/corrections"): EVERYONE,
    ("GET", "/favicon.ico"): EVERYONE,
    ("GET", "/@@search?SearchableText=biblioteka"): EVERYONE,
    ("GET", "/@site-search?SearchableText=biblioteka"): EVERYONE,
    ("GET", "/@@design"): ("methodologist", "head", "editor", "manager"),
    ("GET", "/@@design-scheme"): ("methodologist", "head", "editor", "manager"),
    ("GET", "/@@department-controlpanel"): ("manager",),
    ("POST", "/@nightly"): ("manager",),
    ("GET", "/@@agenda"): MEMBERS,
    ("GET", "/@agenda"): MEMBERS,
    ("PATCH", "/@agenda"): MEMBERS,
    ("POST", "/@agenda-address"): MEMBERS,
    ("DELETE", "/@agenda-address"): MEMBERS,
}
