"""Who may open what of the explorer; selections are kept by whoever has an account."""

from tests.security.libraries import EVERYONE


WITH_AN_ACCOUNT = tuple(who for who in EVERYONE if who != "anonymous")

ROWS = {
    ("GET", "/indicators/@@explore"): EVERYONE,
    ("GET", "/indicators/@@explore-export?code=C1"): EVERYONE,
    ("GET", "/indicators/@explore"): EVERYONE,
    ("GET", "/indicators/@selections"): EVERYONE,
    ("GET", "/indicators/@@selections"): WITH_AN_ACCOUNT,
    ("POST", "/indicators/@selections"): WITH_AN_ACCOUNT,
    ("PATCH", "/indicators/@selections/nerasta"): WITH_AN_ACCOUNT,
    ("DELETE", "/indicators/@selections/nerasta"): WITH_AN_ACCOUNT,
}
