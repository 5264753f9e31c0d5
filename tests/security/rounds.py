"""Who may open what of a round that is open, and of one that is being prepared."""

from plone import api
from tests.reports.conftest import make_round
from tests.security import reports
from tests.security.libraries import EVERYONE
from tests.security.libraries import HEADS
from tests.security.reports import DEPARTMENT


ROWS = {
    ("GET", "/rounds"): EVERYONE,
    ("GET", "/rounds/@rounds"): EVERYONE,
    ("GET", "/rounds/@@rounds-export"): EVERYONE,
    ("GET", "/rounds/@@corrections-export"): EVERYONE,
    ("GET", "/rounds/++add++ReportingRound"): DEPARTMENT,
    ("POST", "/rounds"): DEPARTMENT,
    ("GET", "/rounds/@@import"): HEADS,
    ("GET", "/rounds/@@import-mapping"): HEADS,
    ("GET", "/rounds/@@imports-export"): HEADS,
    ("GET", "/rounds/@import-mapping"): HEADS,
    ("GET", "/rounds/@import-reports"): HEADS,
    ("POST", "/rounds/@import-reports"): HEADS,
    ("GET", "/rounds/2025"): EVERYONE,
    ("GET", "/rounds/2025/@round"): EVERYONE,
    ("GET", "/rounds/2025/@@asked"): EVERYONE,
    ("GET", "/rounds/2025/@round-elements"): EVERYONE,
    ("GET", "/rounds/2025/@@territory"): EVERYONE,
    ("GET", "/rounds/2025/@round-figures"): EVERYONE,
    ("GET", "/rounds/2025/@@round-export"): EVERYONE,
    ("GET", "/rounds/2025/@round-export"): EVERYONE,
    ("GET", "/rounds/2025/@@odd-values"): DEPARTMENT,
    ("GET", "/rounds/2025/@@odd-values-export"): DEPARTMENT,
    ("GET", "/rounds/2025/@odd-values"): DEPARTMENT,
    ("GET", "/rounds/2025/@@quality"): DEPARTMENT,
    ("GET", "/rounds/2025/@quality"): DEPARTMENT,
    ("GET", "/rounds/2025/@matrix"): DEPARTMENT,
    ("GET", "/rounds/2025/@@matrix-export"): DEPARTMENT,
    ("GET", "/rounds/2025/@@round-transition?name=close"): DEPARTMENT,
    ("GET", "/rounds/2025/@@extensions"): DEPARTMENT,
    ("GET", "/rounds/2025/@@remind"): DEPARTMENT,
    ("GET", "/rounds/2025/edit"): DEPARTMENT,
    ("PATCH", "/rounds/2025"): DEPARTMENT,
    ("POST", "/rounds/2025/@round-transition"): DEPARTMENT,
    ("GET", "/rounds/2025/@matrix-export"): DEPARTMENT,
    ("GET", "/rounds/2025/@extensions"): DEPARTMENT,
    ("GET", "/rounds/2025/@remind"): DEPARTMENT,
    ("POST", "/rounds/2025/@extensions"): DEPARTMENT,
    ("DELETE", "/rounds/2025/@extensions"): DEPARTMENT,
    ("POST", "/rounds/2025/@remind"): DEPARTMENT,
    ("GET", "/rounds/2026"): DEPARTMENT,
    ("GET", "/rounds/2026/@round"): DEPARTMENT,
    ("GET", "/rounds/2026/@@asked"): DEPARTMENT,
    ("GET", "/rounds/2026/@round-elements"): DEPARTMENT,
    ("GET", "/rounds/2026/@@territory"): DEPARTMENT,
    ("GET", "/rounds/2026/@round-figures"): DEPARTMENT,
    ("GET", "/rounds/2026/@round-export"): DEPARTMENT,
    ("GET", "/libraries/krt/@@standing"): DEPARTMENT,
    ("GET", "/libraries/krt/@standing"): DEPARTMENT,
    ("PATCH", "/libraries/krt/@standing"): DEPARTMENT,
}


def prepare(site):
    """Open the round of 2025; leave that of 2026 in preparation."""
    reports.prepare(site)
    with api.env.adopt_roles(["Manager"]):
        make_round(2026)
