"""Who may open what of the targets of indicators."""

from metodinis.common.clock import today
from metodinis.indicators.targets import operations
from tests.libraries.conftest import act_as
from tests.security.libraries import EVERYONE
from tests.security.libraries import HEADS
from tests.security.reports import DEPARTMENT


AUTHOR = ("methodologist",)


def prepare(site):
    """An approved target of the whole territory, and a proposal."""
    indicators = site["indicators"]
    if indicators.targets.all():
        return
    values = {"code": "R8", "method": "value", "value": "5", "reason": "Taip."}
    with act_as("metodininke"):
        for ahead in (1, 2):
            operations.propose(indicators, {**values, "year": today().year + ahead})
    with act_as("vedeja"):
        operations.take_step(indicators, 1, "approve")


ROWS = {
    ("GET", "/indicators/@@targets"): EVERYONE,
    ("GET", "/indicators/@@targets-export"): EVERYONE,
    ("GET", "/indicators/@@target?id=1"): EVERYONE,
    ("GET", "/indicators/@@target-export?id=1"): DEPARTMENT,
    ("GET", "/indicators/@@target-add"): DEPARTMENT,
    ("GET", "/indicators/@@target-add?code=R8&group=territory"): DEPARTMENT,
    ("GET", "/indicators/@@target-change?id=2"): AUTHOR,
    ("GET", "/indicators/@@target-step?id=2&name=approve"): DEPARTMENT,
    ("GET", "/indicators/@@target-limits"): HEADS,
    ("GET", "/indicators/@targets"): EVERYONE,
    ("GET", "/indicators/@targets-export"): EVERYONE,
    ("GET", "/indicators/@target-export?id=1"): DEPARTMENT,
    ("GET", "/indicators/@target-evidence"): DEPARTMENT,
    ("GET", "/indicators/@target-limits"): EVERYONE,
    ("POST", "/indicators/@targets"): DEPARTMENT,
    ("PATCH", "/indicators/@targets"): DEPARTMENT,
    ("POST", "/indicators/@target-step"): DEPARTMENT,
    ("PATCH", "/indicators/@target-limits"): HEADS,
}
