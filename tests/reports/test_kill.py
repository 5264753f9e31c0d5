"""The server is killed while libraries write: what it acknowledged is there afterwards."""

from metodinis.testing import PASSWORD
from tests.reports.conftest import YEAR
from tests.reports.made_instance import Instance
import itertools
import pytest
import requests
import threading
import time


CODES = ("C1", "C4")
# Who writes into which library; the director signs while staff of the others write.
WRITERS = {"krt": "krt-darbuotoja", "klm": "klm-darbuotoja", "pag": "pag-direktore"}
SAVES_BEFORE_KILL = 12


@pytest.fixture
def instance(tmp_path):
    """A real instance with the world and an open round in it."""
    made = Instance(tmp_path)
    yield made
    made.stop()


def write(address, library, person, acknowledged, signed):
    """Type ever larger numbers until the server is gone; then sign, if it still answers."""
    session = requests.Session()
    session.auth = (person, PASSWORD)
    session.headers["Accept"] = "application/json"
    report = f"{address}/libraries/{library}/statistical-{YEAR}"
    revisions = dict.fromkeys(CODES, 0)
    try:
        for number in itertools.count(1):
            for code in CODES:
                cells = {code: {"raw": str(number), "revision": revisions[code]}}
                answer = session.patch(f"{report}/@report", json={"cells": cells}, timeout=30)
                assert answer.status_code in (200, 204), answer.text
                revisions[code] += 1
                acknowledged[library, code] = number
            if library == "pag" and number == 3:
                cells = {"C2": {"raw": "-", "revision": 0}}
                session.patch(f"{report}/@report", json={"cells": cells}, timeout=30)
                answer = session.post(
                    f"{report}/@report-transition", json={"name": "sign"}, timeout=30
                )
                signed.append(answer.status_code)
                return
    except requests.RequestException:
        return


def test_acknowledged_saves_outlive_the_server(instance):
    address = instance.address
    server = instance.start()
    acknowledged, signed = {}, []
    threads = [
        threading.Thread(target=write, args=(address, library, person, acknowledged, signed))
        for library, person in WRITERS.items()
    ]
    for thread in threads:
        thread.start()
    while sum(acknowledged.values()) < SAVES_BEFORE_KILL * len(WRITERS) or not signed:
        assert any(thread.is_alive() for thread in threads)
        time.sleep(0.01)
    server.kill()
    server.wait()
    for thread in threads:
        thread.join()
    assert signed == [200]

    instance.start()
    for library, person in WRITERS.items():
        told = requests.get(
            f"{address}/libraries/{library}/statistical-{YEAR}/@report",
            auth=(person, PASSWORD),
            headers={"Accept": "application/json"},
            timeout=60,
        ).json()
        cells = {cell["code"]: cell for cell in told["cells"]}
        for code in CODES:
            value, sure = cells[code]["cell"]["value"], acknowledged[library, code]
            # One more may have been stored, and its answer lost with the server.
            assert value in (sure, sure + 1)
            assert cells[code]["revision"] == value
        assert told["state"] == ("submitted" if library == "pag" else "draft")
        assert (told["submitted_at"] is not None) == (told["state"] == "submitted")
