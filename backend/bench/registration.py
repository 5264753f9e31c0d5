"""Registration for training: how long it takes to register, and what 5,000 registrations cost.

    python -m backend.bench.registration

Starts a real server over a fresh site with an event of as many seats as come, and lets people
register by REST: one at a time, then eight at once. Then an event with 5,000 registrations is
asked for its list, its files and one person, through the WSGI application; wanted: under a
second. Prints two Markdown tables, and fails if an answer was an error or a seat was counted twice.
"""

from backend.bench._site import Client
from backend.bench._site import new_instance
from backend.bench._site import PASSWORD
from backend.bench.last_evening import server
from backend.start import ROOT
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from time import process_time
import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import sys


MANY = 5_000
CLIENTS = (1, 8)
EACH = 120
EVENT = "/metodinis/training/lenktynes"
FULL = "/metodinis/training/pilnas"
HEAD = "vadove"
# In a process of its own, so that the server finds a file that nobody has open.
PREPARE = (
    "import sys; from backend.bench.registration import prepare_instance; "
    "prepare_instance(sys.argv[1])"
)


def prepare_instance(configuration):
    """Make both events in the site of an instance."""
    from backend.bench._plone import open_app
    from zope.component.hooks import setSite
    import transaction

    app = open_app(configuration)
    setSite(app["metodinis"])
    prepare()
    transaction.commit()
    app._p_jar.db().close()


def prepare():
    """An event that is empty, and one with many registrations of twenty libraries."""
    from metodinis.common.mail import quiet
    from metodinis.libraries.operations import create_library
    from metodinis.training.registration import operations
    from metodinis.training.schema import TRAINING_PREFIX
    from plone import api

    api.portal.set_registry_record(f"{TRAINING_PREFIX}.forms_per_hour", 100_000)
    with api.env.adopt_roles(["Manager"]), quiet():
        api.user.create(username=HEAD, email=f"{HEAD}@example.org", password=PASSWORD)
        api.group.add_user(groupname="heads", username=HEAD)
        libraries = [
            create_library({"code": f"B{n}", "title": f"Biblioteka {n}", "kind": "other"}).UID()
            for n in range(20)
        ]
        make_event("lenktynes", None)
        full = make_event("pilnas", MANY * 4 // 5)
        people = [
            {
                "name": f"Vardenė{number} Pavardenytė",
                "email": f"dalyve{number}@example.org",
                "library_uid": libraries[number % len(libraries)],
                "position": "vyresnioji bibliotekininkė",
                "needs": "Vegetariški pietūs" if number % 9 == 0 else "",
            }
            for number in range(MANY)
        ]
        operations.add_people(full, people)


def make_event(name, capacity):
    """An announced event in a month."""
    from datetime import timedelta
    from metodinis.common.moments import now
    from metodinis.training.events import operations
    from plone import api

    start = now() + timedelta(days=30)
    event = operations.create_event(
        api.portal.get()["training"],
        {
            "title": name.capitalize(),
            "start": start,
            "end": start + timedelta(hours=6),
            "capacity": capacity,
        },
    )
    operations.announce(event)
    return event


def register(port, client, numbers):
    """Seconds that each of some registrations takes, by one client after another."""
    connection = http.client.HTTPConnection("localhost", port, timeout=120)
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    times = []
    for number in numbers:
        body = json.dumps(
            {
                "name": f"Dalyvis{client}-{number} Pavardenis",
                "email": f"d{client}-{number}@example.org",
                "consent": True,
            }
        )
        start = perf_counter()
        connection.request("POST", f"{EVENT}/@register", body, headers)
        answer = connection.getresponse()
        told = answer.read()
        times.append(perf_counter() - start)
        if answer.status != 201:
            sys.exit(f"an error: {answer.status} {told[:200]!r}")
    return times


def race(port):
    """[(clients, seconds of each registration, seconds in all)]"""
    found = []
    for clients in CLIENTS:
        register(port, f"w{clients}", range(5))
        start = perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            work = [
                pool.submit(register, port, f"{clients}-{client}", range(EACH // clients))
                for client in range(clients)
            ]
            times = [seconds for done in work for seconds in done.result()]
        found.append((clients, times, perf_counter() - start))
    return found


def costs(application):
    """[(what, seconds the first time, later, of the processor)] of many registrations."""
    client = Client(application, HEAD)
    asked = (
        ("an empty page", "/metodinis/@@sitemap"),
        ("the list, first page", f"{FULL}/@@registrations"),
        ("the list, by name, far page", f"{FULL}/@@registrations?sort=name&b_start=4000"),
        ("the list, those who wait", f"{FULL}/@@registrations?state=waiting"),
        ("the list, by a word", f"{FULL}/@@registrations?text=vardene4999"),
        ("all as XLSX", f"{FULL}/@@registrations-export?format=xlsx"),
        ("all as CSV", f"{FULL}/@@registrations-export?format=csv"),
        ("a hundred by REST", f"{FULL}/@registrations?b_size=100"),
        ("the form", f"{FULL}/@@register"),
    )
    found = []
    for what, path in asked:

        def work(path=path):
            status, _told = client.ask("GET", path)
            if status != 200:
                sys.exit(f"{path}: {status}")

        times = [seconds_of(work) for _run in range(6)]
        later = zip(*times[1:], strict=True)
        found.append((what, times[0][0], *map(statistics.median, later)))
    return found


def seconds_of(work):
    """(on the clock, of the processor) that `work()` takes."""
    start, started = perf_counter(), process_time()
    work()
    return perf_counter() - start, process_time() - started


def main():
    folder = new_instance()
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    os.environ["INSTANCE_WSGI_LISTEN"] = f"localhost:{port}"
    from backend.instance import load
    from backend.instance import render

    render(load(ROOT / "instance.yaml"), ROOT)
    configuration = str(folder / "etc" / "zope.conf")
    subprocess.run([sys.executable, "-c", PREPARE, configuration], cwd=ROOT, check=True)
    process = server(folder, port)
    try:
        rows = race(port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
    print("| clients | registrations | p50 ms | p95 ms | a second |")
    print("|---:|---:|---:|---:|---:|")
    for clients, times, seconds in rows:
        ranks = statistics.quantiles(times, n=20)
        print(
            f"| {clients} | {len(times)} | {statistics.median(times) * 1000:.0f} "
            f"| {ranks[-1] * 1000:.0f} | {len(times) / seconds:.0f} |"
        )
    from Zope2.Startup.run import make_wsgi_app

    application = make_wsgi_app({}, configuration)
    check(application)
    print(f"\n| Of {MANY:,} registrations | first ms | ms | processor ms | ratio |")
    print("|---|---:|---:|---:|---:|")
    base = None
    for what, *times in costs(application):
        base = base or times[-1]
        first, later, worked = (f"{seconds * 1000:.0f}" for seconds in times)
        print(f"| {what} | {first} | {later} | {worked} | {times[-1] / base:.1f} |")


def check(application):
    """Fail unless each who registered is counted once."""
    wanted = sum(5 + EACH // clients * clients for clients in CLIENTS)
    _status, told = Client(application, HEAD).ask("GET", f"{EVENT}/@registrations?b_size=1")
    seats = json.loads(told)
    if (seats["seats"]["taken"], seats["items_total"]) != (wanted, wanted):
        sys.exit(f"{wanted} registered, and there are {seats['seats']}, {seats['items_total']}")


if __name__ == "__main__":
    main()
