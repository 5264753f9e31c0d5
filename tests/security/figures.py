"""Who may open the pages of figures: everyone; what they tell whom is for other tests."""

from metodinis.indicators.peers import groups
from metodinis.indicators.peers.content import Settings
from tests.indicators.peers.conftest import publish
from tests.indicators.peers.conftest import THERE
from tests.security.libraries import EVERYONE


ROWS = {
    ("GET", "/indicators/@@territory"): EVERYONE,
    ("GET", "/indicators/@@territory?code=C4&year=2024"): EVERYONE,
    ("GET", "/indicators/@@indicator?code=R8"): EVERYONE,
    ("GET", "/indicators/@@indicator?code=B8"): EVERYONE,
    ("GET", "/indicators/@@indicator-export?code=R8"): EVERYONE,
    ("GET", "/indicators/@indicator-figures?code=R8"): EVERYONE,
    ("GET", "/indicators/@territory-figures"): EVERYONE,
}


def prepare(site):
    """Values of two years of the world's libraries; three are enough for quartiles."""
    groups.peers().decide(Settings(smallest=3))
    for code in THERE:
        for year in (2024, 2025):
            publish(code, year)
