"""How long pages take beside those of stock Plone and of Wagtail, in one interleaved run.

    python -m backend.bench.pages [documents of the large sites]

Installs both from the package index, fills all with the same pages (20 in the navigation, 500
documents; ours and stock Plone also with 10,000, or as many as are named, or 0), serves each by one
process on `localhost`, asks them in turns as a visitor, and prints Markdown tables: what a visitor
waits, and what the server's process works (PostgreSQL's own work isn't counted to Wagtail).
METODINIS_BENCH names a folder that keeps
environments and sites for the next run; else all of it is made in a temporary one.
"""

from backend.bench._places import environment
from backend.bench._places import OURS
from backend.bench._places import PloneSite
from backend.bench._places import Postgres
from backend.bench._places import served
from backend.bench._places import WagtailSite
from backend.start import ROOT
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit
import http.client
import itertools
import os
import statistics
import sys
import tempfile


FEW, MANY = 500, 10_000
ROUNDS, IN_A_ROW, WARM = 25, 5, 15
# A large stock site takes seconds a page, and no goal is set by it.
SELDOM, FEW_WARM = 5, 2
WAGTAIL_PINS = ("wagtail==8.0.1", "psycopg[binary]==3.3.9", "waitress==3.0.2")
PAGES = ("plain", "listing", "search")
# (what is said of it, the times that are divided, the largest ratio)
GOALS = (
    ("plain page / Wagtail", ("metodinis", "plain"), ("Wagtail", "plain"), 0.6),
    ("plain page / stock Plone", ("metodinis", "plain"), ("Plone", "plain"), 0.15),
    ("listing of 20 / Wagtail", ("metodinis", "listing"), ("Wagtail", "listing"), 1.2),
    ("search / Wagtail", ("metodinis", "search"), ("Wagtail", "search"), 1.2),
    (
        "plain page, large / small site",
        ("metodinis large", "plain"),
        ("metodinis", "plain"),
        1.3,
    ),
    ("listing, large / small site", ("metodinis large", "listing"), ("metodinis", "listing"), 1.3),
    ("kept page / Wagtail", ("metodinis", "kept"), ("Wagtail", "plain"), 1 / 3),
)
_numbers = itertools.count()


class Asker:
    """Asks one server as a visitor, over one connection."""

    def __init__(self, place):
        self.place = place
        parts = urlsplit(place.address("plain"))
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=120)

    def ask_in_a_row(self, page):
        """[(seconds that a visitor waits, seconds that the process works)] of some requests."""
        if page == "kept":
            # Now and then a page's time is over: the first request makes it anew.
            self.is_warm = False
            self.ask(page)
            self.is_warm = True
        before = worked(self.place.process.pid)
        waited = [self.ask(page) for _time in range(1 if is_slow(self.place) else IN_A_ROW)]
        work = (worked(self.place.process.pid) - before) / len(waited)
        return [(wait, work) for wait in waited]

    def ask(self, page):
        """Seconds that a page takes; of page "kept", that it is served from memory."""
        parts = urlsplit(self.place.address("plain" if page == "kept" else page))
        # A number that nobody asked for before: kept pages are no answer to it.
        query = parts.query if page == "kept" else f"{parts.query}&n={next(_numbers)}"
        start = perf_counter()
        self.connection.request("GET", f"{parts.path}?{query}", headers={"Accept": "text/html"})
        answer = self.connection.getresponse()
        body = answer.read()
        took = perf_counter() - start
        if answer.status != 200 or len(body) < 2000:
            sys.exit(f"{self.place.name}, {page}: {answer.status}, {len(body)} bytes")
        if page == "kept" and self.is_warm and "X-RAMCache" not in answer.headers:
            sys.exit(f"{self.place.name} doesn't keep its pages")
        return took

    is_warm = False


def measure(places):
    """(name, page) -> (sorted seconds of waiting, of work).

    The places are asked in turns, so that a busy moment is everybody's.
    """
    askers = [Asker(place) for place in places]
    times = {}
    for asker in askers:
        for page in pages_of(asker.place):
            for _time in range(FEW_WARM if is_slow(asker.place) else WARM):
                asker.ask(page)
        asker.is_warm = True
    for round_ in range(ROUNDS):
        asked = [asker for asker in askers if not (is_slow(asker.place) and round_ % SELDOM)]
        for page in (*PAGES, "kept"):
            for asker in asked:
                if page in pages_of(asker.place):
                    taken = times.setdefault((asker.place.name, page), [])
                    taken += asker.ask_in_a_row(page)
    return {key: tuple(map(sorted, zip(*taken, strict=True))) for key, taken in times.items()}


def worked(pid):
    """Seconds that all threads of a process have worked."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def is_slow(place):
    return place.name == "Plone large"


def pages_of(place):
    return (*PAGES, "kept") if place.name.startswith("metodinis") else PAGES


def memory(place):
    """MB that a server's process holds."""
    status = Path(f"/proc/{place.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def print_tables(times, places):
    print("| Page | Site | p50 ms | p95 ms | work ms | a second |")
    print("|---|---|---:|---:|---:|---:|")
    for (name, page), (waits, works) in sorted(times.items(), key=lambda item: item[0][1]):
        middle, late = statistics.median(waits), waits[len(waits) * 95 // 100]
        work = statistics.median(works)
        print(
            f"| {page} | {name} | {middle * 1000:.1f} | {late * 1000:.1f} "
            f"| {work * 1000:.1f} | {1 / middle:,.0f} |"
        )
    print("\n| Ratio | of waiting (p50) | of work | at most | |\n|---|---:|---:|---:|---|")
    for title, ours, theirs, goal in GOALS:
        if ours in times and theirs in times:
            pairs = zip(times[ours], times[theirs], strict=True)
            wait, work = (statistics.median(a) / statistics.median(b) for a, b in pairs)
            word = "reached" if wait <= goal else "missed"
            print(f"| {title} | {wait:.2f} | {work:.2f} | {goal:.2f} | {word} |")
    print("\n| Site | memory MB |\n|---|---:|")
    for place in places:
        print(f"| {place.name} | {memory(place):,.0f} |")


def stock_requirements(folder):
    """The pins of ours, without ours; as a file."""
    path = folder / "stock.txt"
    path.write_text((ROOT / "requirements.txt").read_text())
    return path


def plone_sites(folder, many):
    """Ours and stock Plone, each small and, if `many` documents are asked for, large."""
    stock = environment(folder / "stock-env", "-r", stock_requirements(folder))
    for name, short, python in (("metodinis", "ours", OURS), ("Plone", "stock", stock)):
        small = PloneSite(name, folder / f"{short}-{FEW}", python, FEW)
        yield small
        if many:
            yield PloneSite(f"{name} large", folder / f"{short}-{many}", python, many, like=small)


def main(arguments):
    many = int(arguments[0]) if arguments else MANY
    kept = os.environ.get("METODINIS_BENCH")
    folder = Path(kept or tempfile.mkdtemp(prefix="metodinis-bench-")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        database = stack.enter_context(Postgres(folder))
        python = environment(folder / "wagtail-env", *WAGTAIL_PINS)
        places = [
            *plone_sites(folder, many),
            WagtailSite(folder / "wagtail", python, database, FEW),
        ]
        for place in places:
            place.prepare()
        for place in places:
            stack.enter_context(served(place))
        print_tables(measure(places), places)


if __name__ == "__main__":
    main(sys.argv[1:])
