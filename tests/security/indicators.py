"""Who may open what of the catalogue of indicators and check rules."""

from metodinis.indicators.peers.content import OwnGroup
from plone.uuid.interfaces import IUUID
from tests.libraries.conftest import library
from tests.security.libraries import EVERYONE
from tests.security.reports import DEPARTMENT


ROWS = {
    ("GET", "/indicators"): EVERYONE,
    ("GET", "/indicators/@@rules"): EVERYONE,
    ("GET", "/indicators/@@export?table=rules"): EVERYONE,
    ("GET", "/indicators/@@catalogue-export"): EVERYONE,
    ("GET", "/indicators/@indicators"): EVERYONE,
    ("GET", "/indicators/@indicator-rules"): EVERYONE,
    ("GET", "/indicators/@@comment?subject=territory"): DEPARTMENT,
    ("GET", "/indicators/@commentary?subject=territory"): EVERYONE,
    ("POST", "/indicators/@commentary"): DEPARTMENT,
    ("PATCH", "/indicators/@commentary"): DEPARTMENT,
    ("DELETE", "/indicators/@commentary"): DEPARTMENT,
    ("GET", "/indicators/@@add-row?kind=element"): DEPARTMENT,
    ("GET", "/indicators/@@edit-row?kind=element&code=C1"): DEPARTMENT,
    ("GET", "/indicators/@@import"): DEPARTMENT,
    ("GET", "/indicators/@@history"): DEPARTMENT,
    ("GET", "/indicators/@@history-export"): DEPARTMENT,
    ("GET", "/indicators/@@version?table=rules&version=1"): DEPARTMENT,
    ("GET", "/indicators/@indicators-export"): EVERYONE,
    ("GET", "/indicators/@@statistics.csv"): EVERYONE,
    ("GET", "/indicators/@@statistics-wide.csv"): EVERYONE,
    ("GET", "/indicators/@@statistics.xlsx"): EVERYONE,
    ("GET", "/indicators/@@statistics.json"): EVERYONE,
    ("GET", "/indicators/@@statistics.jsonstat.json"): EVERYONE,
    ("GET", "/indicators/@@statistics.csv-metadata.json"): EVERYONE,
    ("GET", "/indicators/@@statistics-wide.csv-metadata.json"): EVERYONE,
    ("GET", "/@statistics?code=C1"): EVERYONE,
    ("GET", "/@statistics?code=C1&states=accepted"): DEPARTMENT,
    ("POST", "/indicators/@indicators-import"): DEPARTMENT,
    ("POST", "/indicators/@indicator-rows"): DEPARTMENT,
    ("PATCH", "/indicators/@indicator-rows"): DEPARTMENT,
    ("DELETE", "/indicators/@indicator-rows"): DEPARTMENT,
    ("GET", "/indicators/@indicator-versions"): DEPARTMENT,
    ("POST", "/indicators/@indicator-versions"): DEPARTMENT,
    ("GET", "/indicators/@@peer-groups"): EVERYONE,
    ("GET", "/indicators/@@peer-group"): DEPARTMENT,
    ("GET", "/indicators/@@peer-group-remove?id=pajurio"): DEPARTMENT,
    ("GET", "/indicators/@@peer-settings"): DEPARTMENT,
    ("GET", "/indicators/@peer-groups"): EVERYONE,
    ("POST", "/indicators/@peer-groups"): DEPARTMENT,
    ("PATCH", "/indicators/@peer-groups"): DEPARTMENT,
    ("DELETE", "/indicators/@peer-groups"): DEPARTMENT,
    ("GET", "/indicators/@peer-settings"): EVERYONE,
    ("PATCH", "/indicators/@peer-settings"): DEPARTMENT,
}


def prepare(site):
    """A group of the staff's own."""
    uids = tuple(IUUID(library(code)) for code in ("KRT", "PAG"))
    site["indicators"].peers.put(OwnGroup("pajurio", "Pajūrio bibliotekos", uids, "Prie jūros."))
