"""The catalogue of good practice with 1,000 cases: milliseconds, and ratio to an empty page.

    python -m backend.bench.practice

Fills a fresh site with made-up cases of sixty libraries, one in each municipality, and asks the
catalogue as a member, whose pages nobody keeps. "First" is with no list kept of an earlier asking,
as after any change of content. The ratio is of the processor's time.
Set METODINIS_BENCH to a folder to keep the site there, and to measure again without filling it.
METODINIS_CASES is another number of cases.
"""

from backend.bench._site import Client
from backend.bench._site import new_instance
from backend.bench._site import PASSWORD
from backend.bench.search import times_of
from backend.bench.search import Writer
from datetime import date
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode
import os
import statistics
import sys


CASES = int(os.environ.get("METODINIS_CASES", "1000"))
TOGETHER = 100
READER = "skaitytoja"
FIRST_DAY, DAYS = date(2021, 1, 1), 1600
EURO = (0, 0, 120, 480, 900, 2500, 4900, 12000)
LIMIT = 0.2
PLACE = "/metodinis/good-practice"


def fill(site):
    """Make the libraries, a reader and CASES published cases; print what it took."""
    from metodinis.libraries.operations import create_library
    from metodinis.libraries.rules import municipalities
    from plone import api
    from plone.uuid.interfaces import IUUID
    import transaction

    start = perf_counter()
    writer = Writer()
    with api.env.adopt_roles(["Manager"]):
        api.user.create(username=READER, email="skaitytoja@example.org", password=PASSWORD)
        page = api.content.create(site, "Document", id="tuscias", title="Tuščias puslapis")
        api.content.transition(page, "publish")
        libraries = []
        for number, place in enumerate(municipalities().values()):
            short = place.name.removesuffix(" sav.")
            values = {
                "code": f"B{number}",
                "title": f"{short} savivaldybės viešoji biblioteka",
                "short_name": short,
                "municipality": place.code,
            }
            libraries.append(IUUID(create_library(values)))
        for number in range(CASES):
            _add(site["good-practice"], number, writer, libraries)
            if number % TOGETHER == TOGETHER - 1:
                transaction.commit()
                site._p_jar.cacheMinimize()
        transaction.commit()
    print(f"{CASES:,} cases in {perf_counter() - start:.0f} s.\n")


def _add(directory, number, writer, libraries):
    from DateTime import DateTime
    from metodinis.goodpractice.cases.rules import Result
    from metodinis.goodpractice.vocabularies import target_groups
    from metodinis.goodpractice.vocabularies import topics
    from plone import api
    from plone.dexterity.utils import createContent
    from plone.uuid.handlers import addAttributeUUID

    chance = writer.random
    begun = FIRST_DAY + timedelta(chance.randrange(DAYS))
    has_english = chance.random() < 0.3
    case = createContent(
        "GoodPractice",
        title=writer.text(5).capitalize(),
        summary=f"{writer.text(25).capitalize()}.",
        topics=tuple(chance.sample(list(topics()), chance.randint(1, 3))),
        target_groups=tuple(chance.sample(list(target_groups()), chance.randint(1, 2))),
        started=begun,
        ended=begun + timedelta(chance.randrange(20, 500)),
        need=writer.text(80),
        solution=writer.text(120),
        steps=tuple(writer.text(8) for _step in range(6)),
        lessons=writer.text(60),
        transferability=writer.text(60),
        people=3,
        hours=60,
        euro=Decimal(chance.choice(EURO)),
        english_title=f"Example {number}" if has_english else None,
        english_summary="A made-up example of good practice." if has_english else None,
    )
    before, evidence = chance.choice(((120.0, "x"), (None, "Ataskaita"), (None, "")))
    after = None if before is None else 2 * before
    case.keep_rows((Result(writer.text(10), evidence, "", before, after, ""),), ())
    case.id = f"pavyzdys-{number}"
    # Some libraries tell of more than others.
    case.library_uid = libraries[int(len(libraries) * chance.random() ** 2)]
    case.number, case.rating = number + 1, chance.randint(6, 10) / 2
    case.setEffectiveDate(DateTime(f"2026-01-01 {number % 24}:00") - number)
    # Without the events of adding and each step's: the catalogue is what is measured.
    addAttributeUUID(case, None)
    directory._setOb(case.id, case)
    case = directory[case.id]
    tool = api.portal.get_tool("portal_workflow")
    status = {"review_state": "published", "action": "bench"}
    tool.setStatusOf("metodinis_practice", case, status)
    tool["metodinis_practice"].updateRoleMappingsFor(case)
    case.indexObject()


def questions():
    """Title -> the query of the catalogue."""
    return {
        "all, newest first": [],
        "all, a far page": [("b_start", 480)],
        "all, best rated": [("sort", "rating")],
        "all, most taken over": [("sort", "reused")],
        "a topic, two years": [("topic", "skaitymas"), ("year", 2023), ("year", 2024)],
        "a county, without money": [("county", "LT-KL"), ("cost", "free")],
        "a word": [("text", "biblioteku")],
        "three words": [("text", "bibliotekos darbai renginiai")],
        "a word that isn't there": [("text", "begemotas")],
        "the map": [("view", "map")],
    }


def measure(application):
    """Print the table; return whether every median is under LIMIT, of first askings too."""
    from metodinis.goodpractice.catalogue.catalog import ROWS
    from metodinis.search.catalog import SCORES

    reader = Client(application, READER)
    paths = {"an empty page": "/metodinis/tuscias"}
    paths |= {title: f"{PLACE}?{urlencode(query)}" for title, query in questions().items()}
    paths["a hundred by REST"] = f"{PLACE}/@cases?b_size=100"
    paths["the home page"] = "/metodinis"
    print(f"| Of {CASES:,} cases | first ms | ms | p95 | processor ms | ratio |")
    print("|---|---:|---:|---:|---:|---:|")
    empty, good = None, True
    for title, path in paths.items():

        def ask(path=path):
            status, answer = reader.ask("GET", path)
            if status != 200:
                sys.exit(f"{path}: {status} {answer[:300]}")

        def ask_first(ask=ask):
            ROWS.clear()
            SCORES.clear()
            ask()

        first = statistics.median(times_of(ask_first, runs=7)[0])
        seconds, busy = times_of(ask)
        median, late = statistics.median(seconds), seconds[int(len(seconds) * 0.95)]
        work = statistics.median(busy)
        empty = empty or work
        good = good and median < LIMIT
        print(
            f"| {title} | {first * 1000:.0f} | {median * 1000:.0f} | {late * 1000:.0f} "
            f"| {work * 1000:.0f} | {work / empty:.1f} |"
        )
    return good


def main():
    kept = os.environ.get("METODINIS_BENCH")
    has_site = kept and (Path(kept) / "var" / "site-created").exists()
    folder = Path(kept) if has_site else new_instance(kept)
    from backend.import_reports import open_site
    from ZPublisher.WSGIPublisher import publish_module

    site = open_site(folder)
    try:
        if "tuscias" not in site:
            fill(site)
        good = measure(publish_module)
    finally:
        site._p_jar.db().close()
    if not good:
        sys.exit(f"a median is over {LIMIT * 1000:.0f} ms")


if __name__ == "__main__":
    main()
