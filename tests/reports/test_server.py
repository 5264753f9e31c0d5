"""The server as instance.yaml makes it: how much it takes at once, and how its mails leave."""

from base64 import b64encode
from html import unescape
from metodinis.common.numbers import MAX_TEXT
from metodinis.common.spreadsheets import MAX_SIZE
from metodinis.indicators.store import parsed_catalogue
from metodinis.testing import PASSWORD
from pathlib import Path
from tests.reports.conftest import YEAR
from tests.reports.made_instance import Instance
from tests.reports.mail_server import MailServer
from tests.reports.sheets.made_sheets import workbook
import io
import pytest
import re
import requests
import secrets
import time
import zipfile


PATIENCE = 60  # seconds
SHIPPED = Path("src/metodinis/indicators/data/catalogue.csv").read_text(encoding="utf-8")
LARGEST = f"statistical-{YEAR - 1}"


@pytest.fixture(scope="module")
def mail_server():
    """A mail server that is out of order at first."""
    with MailServer() as server:
        yield server


@pytest.fixture(scope="module")
def instance(tmp_path_factory, mail_server):
    """A running instance whose mails go to `mail_server`."""
    made = Instance(tmp_path_factory.mktemp("instance"), mail_server.port)
    made.start()
    yield made
    made.stop()


def person(name):
    """A session of one of the world's people."""
    session = requests.Session()
    session.auth = (name, PASSWORD)
    session.headers["Accept-Language"] = "lt"
    return session


def wait_for(reached):
    """Wait until reached() is true."""
    for _moment in range(PATIENCE * 10):
        if reached():
            return
        time.sleep(0.1)
    pytest.fail(f"waited {PATIENCE} s")


def cells(session, report):
    """Code -> cell of a report, as REST tells it."""
    answer = session.get(f"{report}/@report", headers={"Accept": "application/json"})
    return {cell["code"]: cell["cell"] for cell in answer.json()["cells"]}


def test_largest_form_is_taken_whole(instance):
    session, report = person("krt-darbuotoja"), f"{instance.address}/libraries/krt/{LARGEST}"
    page = session.get(f"{report}/@@enter").text
    hidden = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
    form = {name: unescape(value) for name, value in hidden}
    elements = parsed_catalogue(SHIPPED).for_year(YEAR - 1).elements.values()
    typed = [element.code for element in elements if not element.derived]
    # Letters that a form sends as six characters each.
    reason = ("Šąžėčių ūžėjų šiąnakt " * MAX_TEXT)[: MAX_TEXT - 1] + "!"
    for code in typed:
        assert f'name="raw.{code}"' in page
        form |= {f"raw.{code}": "n/d", f"reason.{code}": reason}
    answer = session.post(f"{report}/@@enter", data=form)
    # Zope's own limit, as it comes.
    assert len(answer.history[0].request.body) > 1024**2
    assert (answer.status_code, answer.url) == (200, f"{report}/@@enter")
    stored = cells(session, report)
    assert {code: stored[code]["reason"] for code in typed} == dict.fromkeys(typed, reason)


def padded(size):
    """A sheet that says C1 is 1 234, with a picture that makes it `size` bytes."""
    sheet = workbook(("Ataskaita", [["Kodas", "Reikšmė"], ["C1", 1234]]))
    target = io.BytesIO(sheet)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/media/image1.png", b"")
    picture = secrets.token_bytes(size - len(target.getvalue()))
    target = io.BytesIO(sheet)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/media/image1.png", picture)
    return target.getvalue()


def upload(instance, data):
    body = {"file": {"data": b64encode(data).decode(), "filename": "a.xlsx"}}
    address = f"{instance.address}/libraries/pag/{LARGEST}/@report-upload"
    headers = {"Accept": "application/json"}
    return person("pag-direktore").post(address, json=body, headers=headers)


def test_largest_upload_is_taken_whole(instance):
    data = padded(MAX_SIZE)
    assert len(data) == MAX_SIZE
    answer = upload(instance, data)
    assert (answer.status_code, answer.json()["changed"]) == (200, ["C1"])


def test_larger_upload_is_refused_by_its_own_limit(instance):
    answer = upload(instance, padded(MAX_SIZE + 1))
    assert answer.status_code == 400
    [error] = answer.json()["error"]["errors"]
    assert error["field"] == "file"
    assert error["message"].startswith("Failas didesnis nei 20 MB.")


def test_mail_outlives_the_mail_server_and_a_restart(instance, mail_server):
    session, report = person("krt-darbuotoja"), f"{instance.address}/libraries/krt/"
    report += f"statistical-{YEAR}"
    headers = {"Accept": "application/json"}
    sent = {"C1": {"raw": "100"}, "C2": {"raw": "-"}, "C4": {"raw": "900"}}
    session.patch(f"{report}/@report", json={"cells": sent}, headers=headers)
    step = {"name": "request_signature"}
    answer = session.post(f"{report}/@report-transition", json=step, headers=headers)
    assert answer.status_code == 200
    queue = instance.folder / "var" / "mail" / "new"
    wait_for(lambda: mail_server.refused)
    [mail] = [entry.name for entry in queue.iterdir() if not entry.name.startswith(".")]
    told = session.get(f"{report}/@report", headers=headers).json()
    assert (told["state"], mail_server.mails) == ("signing", [])

    instance.stop()
    assert (queue / mail).exists()
    mail_server.refuses = False
    instance.start()
    wait_for(lambda: not list(queue.iterdir()))
    [left] = mail_server.mails
    assert left["To"] == "krt-direktore@example.org"
    assert f"{report}\n" in left.get_content()
