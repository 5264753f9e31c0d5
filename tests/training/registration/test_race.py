"""Many at once, over HTTP, against a server of its own with several threads."""

from metodinis.testing import PASSWORD
from tests.reports.made_instance import Instance
from tests.reports.mail_server import MailServer
from tests.training.registration.served_event import at_once
from tests.training.registration.served_event import Visitor
import json
import pytest
import re
import requests
import time


PEOPLE = [f"Dalyvis{number} Pavardenis" for number in range(50)]
PATIENCE = 60  # seconds
POSITION = re.compile(r"mtd-outcome[^<]*<strong>(\d+)</strong>")


@pytest.fixture(scope="module")
def mail_server():
    """A mail server that is out of order until the last test."""
    with MailServer() as server:
        yield server


@pytest.fixture(scope="module")
def instance(tmp_path_factory, mail_server):
    """A running instance with events of ten seats; `leaving`: secrets of the seated of one."""
    folder = tmp_path_factory.mktemp("lenktynes")
    made = Instance(folder, mail_server.port, threads=8)
    told = made.run("tests/training/registration/made_races.py")
    made.leaving = json.loads(told.splitlines()[-1])
    made.start()
    yield made
    made.stop()


def stored(event):
    """All registrations of an event, as the staff see them, in the order in which they came."""
    answer = requests.get(
        f"{event}/@registrations?b_size=100&sort=number",
        auth=("metodininke", PASSWORD),
        headers={"Accept": "application/json"},
        timeout=60,
    )
    return answer.json()


def test_fifty_race_for_ten_seats(instance):
    event = f"{instance.address}/training/lenktynes"
    visitors = [Visitor(event, name).open() for name in PEOPLE]
    answers = at_once([visitor.send for visitor in visitors])
    assert [answer.status_code for answer in answers] == [200] * 50
    told = [POSITION.search(answer.text) for answer in answers]
    positions = sorted(int(found[1]) for found in told if found)
    assert positions == list(range(1, 41))
    found = stored(event)["items"]
    assert [one["state"] for one in found] == ["registered"] * 10 + ["waiting"] * 40
    assert [one["place"] for one in found] == [None] * 10 + list(range(1, 41))
    assert [one["number"] for one in found] == list(range(1, 51))
    assert sorted(one["name"] for one in found) == sorted(PEOPLE)
    by_name = {one["name"]: one["place"] for one in found}
    for visitor, position in zip(visitors, told, strict=True):
        assert by_name[visitor.name] == (int(position[1]) if position else None)


def test_double_click_registers_once(instance):
    event = f"{instance.address}/training/spustelejimas"
    visitor = Visitor(event, PEOPLE[0]).open()
    answers = at_once([visitor.send] * 4)
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}) == 1
    assert [one["state"] for one in stored(event)["items"]] == ["registered"]


def test_seats_that_are_given_back_meanwhile_are_neither_lost_nor_given_twice(instance):
    event = f"{instance.address}/training/atsisakymai"
    late = [Visitor(event, name).open() for name in PEOPLE[20:40]]

    def cancel(secret):
        return requests.post(
            f"{event}/@my-registration",
            json={"secret": secret, "action": "cancel"},
            headers={"Accept": "application/json"},
            timeout=120,
        )

    leaving = [lambda secret=secret: cancel(secret) for secret in instance.leaving[:8]]
    answers = at_once([*leaving, *(visitor.send for visitor in late)])
    assert [answer.status_code for answer in answers] == [200] * 28
    found = stored(event)["items"]
    states = [one["state"] for one in found]
    assert {state: states.count(state) for state in set(states)} == {
        "cancelled": 8,
        "registered": 10,
        "waiting": 22,
    }
    # Those who were in line before the race got the seats, in order.
    assert states[:20] == ["cancelled"] * 8 + ["registered"] * 10 + ["waiting"] * 2
    positions = [one["place"] for one in found if one["place"]]
    assert positions == list(range(1, 23))


def test_mails_of_all_wait_for_the_mail_server(instance, mail_server):
    queue = instance.folder / "var" / "mail" / "new"
    waiting = [entry for entry in queue.iterdir() if not entry.name.startswith(".")]
    # Fifty and one who registered, twenty more, eight who cancelled and eight who got their seats.
    assert (len(waiting), mail_server.mails) == (50 + 1 + 20 + 8 + 8, [])
    instance.stop()
    mail_server.refuses = False
    instance.start()
    for _second in range(PATIENCE):
        if len(mail_server.mails) == len(waiting):
            break
        time.sleep(1)
    subjects = [mail["Subject"].partition(":")[0] for mail in mail_server.mails]
    assert {subject: subjects.count(subject) for subject in set(subjects)} == {
        "Esate užregistruoti": 10 + 1,
        "Laukiančiųjų eilėje": 40 + 20,
        "Atšaukta registracija": 8,
        "Turite vietą": 8,
    }
