"""The ledger of hours and the year of training: 200 events of 50 people each, in milliseconds.

    python -m backend.bench.ledger

Fills a fresh site with a year of events that are over and prints a Markdown table of what its
pages, files and the offer to a library's statistics cost. Wanted: a page under a second. The
ratio is of the time on the clock to that of an empty page, asked in the same run.
"""

from backend.bench._site import Client
from backend.bench._site import median_time
from backend.bench._site import new_instance
from backend.bench._site import PASSWORD
from time import perf_counter
import sys


EVENTS, PEOPLE, LIBRARIES, KNOWN = 200, 50, 20, 900
HEAD = "vadove"
TRAINING = "/metodinis/training"


def prepare(site):
    """A year of events, whose people are some of KNOWN, of LIBRARIES; each tenth was absent."""
    from metodinis.libraries.operations import create_library
    from plone import api

    with api.env.adopt_roles(["Manager"]):
        api.user.create(username=HEAD, email=f"{HEAD}@example.org", password=PASSWORD)
        api.group.add_user(groupname="heads", username=HEAD)
        libraries = [
            create_library({"code": f"B{n}", "title": f"Biblioteka {n}", "kind": "other"}).UID()
            for n in range(LIBRARIES)
        ]
        for number in range(EVENTS):
            make_event(site["training"], number, libraries)


def make_event(directory, number, libraries):
    """One event of the year 2025, with its people."""
    from datetime import datetime
    from datetime import timedelta
    from datetime import UTC
    from metodinis.training.registration.content import Registration
    from plone.dexterity.utils import addContentToContainer
    from plone.dexterity.utils import createContent

    start = datetime(2025, 1, 10, 8, tzinfo=UTC) + timedelta(hours=40 * number)
    made = createContent(
        "TrainingEvent",
        id=f"renginys-{number}",
        title=f"Renginys {number}",
        start=start,
        end=start + timedelta(hours=6),
        hours=6.0,
        capacity=PEOPLE,
        competences=("skaitymas",) if number % 3 else ("medijos", "vadyba"),
    )
    event = addContentToContainer(directory, made, checkConstraints=False)
    for place in range(PEOPLE):
        person = (number * 7 + place * 13) % KNOWN
        event.registrations.add(
            Registration(
                place + 1,
                start - timedelta(days=9),
                name=f"Vardenė{person} Pavardenytė",
                email=f"dalyve{person}@example.org",
                library_uid=libraries[person % LIBRARIES],
                state="absent" if place % 10 == 9 else "attended",
            )
        )


def main():
    folder = new_instance()
    from Zope2.Startup.run import make_wsgi_app

    application = make_wsgi_app({}, str(folder / "etc" / "zope.conf"))
    from zope.component.hooks import setSite
    import transaction
    import Zope2

    app = Zope2.app()
    setSite(app["metodinis"])
    prepare(app["metodinis"])
    transaction.commit()
    app._p_jar.close()
    client = Client(application, HEAD)
    hours, year = f"{TRAINING}/@@training-hours", "year=2025"
    asked = (
        ("an empty page", "/metodinis/@@sitemap"),
        ("hours by person", f"{hours}?{year}"),
        ("hours by library", f"{hours}?{year}&by=library"),
        ("all entries", f"{hours}?{year}&by=event"),
        ("one library's hours", f"/metodinis/libraries/b1/@@training-hours?{year}"),
        ("all entries as CSV", f"{TRAINING}/@@training-hours-export?{year}&by=event&format=csv"),
        ("a hundred by REST", f"{TRAINING}/@training-hours?{year}&b_size=100"),
        ("the year of training", f"{TRAINING}/@@year-plan?{year}"),
        ("the year as XLSX", f"{TRAINING}/@@year-plan-export?{year}&format=xlsx"),
    )
    print(f"| Of {EVENTS} events, {EVENTS * PEOPLE:,} registrations | first ms | ms | ratio |")
    print("|---|---:|---:|---:|")
    base = None
    for what, path in asked:

        def work(path=path):
            status, _told = client.ask("GET", path)
            if status != 200:
                sys.exit(f"{path}: {status}")

        start = perf_counter()
        work()
        first = perf_counter() - start
        seconds = median_time(work, times=5, warm=1)
        base = base or seconds
        print(f"| {what} | {first * 1000:.0f} | {seconds * 1000:.0f} | {seconds / base:.1f} |")


if __name__ == "__main__":
    main()
