"""Who may open what of the site itself."""

from tests.security.libraries import EVERYONE


ROWS = {
    ("GET", ""): EVERYONE,
    ("GET", "/@@home-page"): EVERYONE,
    ("GET", "/@@search?SearchableText=biblioteka"): EVERYONE,
    ("GET", "/@site-search?SearchableText=biblioteka"): EVERYONE,
    ("GET", "/@@design"): ("methodologist", "head", "editor", "manager"),
    ("GET", "/@@department-controlpanel"): ("manager",),
    ("POST", "/@nightly"): ("manager",),
}
