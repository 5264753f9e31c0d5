"""Test layers and the named world: the people and objects that every test knows."""

from metodinis.libraries import people
from metodinis.libraries.operations import create_library
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.testing.zope import WSGI_SERVER_FIXTURE
from zope.component import getUtilitiesFor
from zope.i18n.interfaces import ITranslationDomain


PASSWORD = "Zalias-Knygnesys-1904"  # noqa: S105
LIBRARIES = (
    {
        "code": "KLM",
        "title": "Klaipėdos miesto savivaldybės Imanuelio Kanto viešoji biblioteka",
        "short_name": "Klaipėda",
        "municipality": "LT-20",
        "population": [{"year": 2025, "population": 152000, "source": "VDA"}],
    },
    {
        "code": "KRT",
        "title": "Kretingos rajono savivaldybės Motiejaus Valančiaus viešoji biblioteka",
        "short_name": "Kretinga",
        "municipality": "LT-22",
        "email": "info@kretinga.example.org",
        "outlets": {"central": 1, "urban": 2, "rural": 14},
        "population": [
            {"year": 2025, "population": 37500, "source": "VDA"},
            {"year": 2024, "population": 37800, "source": "VDA"},
        ],
    },
    {
        "code": "PAG",
        "title": "Pagėgių savivaldybės viešoji biblioteka",
        "short_name": "Pagėgiai",
        "municipality": "LT-29",
        "population": [{"year": 2025, "population": 7300, "source": "VDA"}],
    },
)
# user name: (full name, a site-wide group or (library's code, role) or nothing)
PEOPLE = {
    "krt-darbuotoja": ("Rasa Kretingienė", ("KRT", "staff")),
    "krt-direktore": ("Aldona Kretingaitė", ("KRT", "director")),
    "pag-direktore": ("Vida Pagėgienė", ("PAG", "director")),
    "klm-darbuotoja": ("Lina Klaipėdienė", ("KLM", "staff")),
    "metodininke": ("Ona Metodinskienė", "methodologists"),
    "vedeja": ("Janina Vedėjienė", "heads"),
    "redaktore": ("Eglė Redaktorienė", "editors"),
    "svecias": ("Jonas Svetys", None),
}


class MetodinisLayer(PloneSandboxLayer):
    """A Plone site in Lithuanian with metodinis installed."""

    defaultBases = (PLONE_FIXTURE,)  # noqa: N815

    def setUpZope(self, app, configuration_context):
        import metodinis

        self.loadZCML(package=metodinis)
        put_our_texts_first()

    def setUpPloneSite(self, portal):
        portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        applyProfile(portal, "metodinis:default")


def put_our_texts_first():
    """Let our catalogs win over Plone's, as they do where site.zcml includes us first."""
    for _name, domain in getUtilitiesFor(ITranslationDomain):
        for keys in getattr(domain, "_catalogs", {}).values():
            keys.sort(key=lambda key: "/metodinis/locales/" not in key)


FIXTURE = MetodinisLayer()
INTEGRATION = IntegrationTesting(bases=(FIXTURE,), name="Metodinis:Integration")
FUNCTIONAL = FunctionalTesting(bases=(FIXTURE, WSGI_SERVER_FIXTURE), name="Metodinis:Functional")


def make_world(site):
    """Put LIBRARIES and PEOPLE into a site; return the site."""
    with api.env.adopt_roles(["Manager"]):
        libraries = {values["code"]: create_library(values) for values in LIBRARIES}
    for name, (fullname, place) in PEOPLE.items():
        api.user.create(
            username=name,
            email=f"{name}@example.org",
            password=PASSWORD,
            properties={"fullname": fullname, "language": "lt"},
        )
        if isinstance(place, tuple):
            code, role = place
            people.put(libraries[code], name, role)
        elif place:
            api.group.add_user(groupname=place, username=name)
    return site
