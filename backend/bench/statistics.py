"""The statistics of 1,200 libraries over 20 years, 100 elements each: 2.4 million values.

    python -m backend.bench.statistics

Fills a fresh site with made-up values through the store's own `fill`, and asks in one thread: one
indicator of all libraries and years, a library's 25 indicators with their percentiles among its
peers, a pivot of 10 indicators, 20 years and 10 counties. DuckDB and pandas answer the same over
the same numbers in the same run, and must say the same. Then again with a tenth of the libraries:
time may grow no faster than values do. Prints Markdown; exit code 1 if a target is missed.
Set METODINIS_BENCH to a folder to keep the sites there.
"""

from backend.bench._site import Client
from backend.bench._site import new_instance
from backend.bench._site import PASSWORD
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter
from time import process_time
import json
import os
import random
import subprocess
import sys


SIZES = (120, 1200)
YEARS = range(2006, 2026)
ELEMENTS, INDICATORS, PIVOTED = 100, 25, 10
ONE = "R8"
PERSON = "metodininke"
TARGETS = {"one": 5, "profile": 150, "pivot": 200}
# Whole answers: title -> address, and milliseconds at most.
_PIVOT = "&".join(
    [*(f"code=R{number}" for number in range(1, PIVOTED + 1)), f"from={YEARS[0]}&to={YEARS[-1]}"]
)
PATHS = {
    "one indicator by REST": f"/metodinis/@statistics?code={ONE}&shape=compact",
    "the library by REST": "/metodinis/libraries/b0/@figures",
    "the library's page": "/metodinis/libraries/b0/@@figures",
    "the pivot by REST, a page of it": f"/metodinis/indicators/@explore?{_PIVOT}&by=county",
    "the pivot as the explorer's page": f"/metodinis/indicators/@@explore?{_PIVOT}&by=county",
}
LIMITS = dict(zip(PATHS, (100, 150, 150, 200, None), strict=True))
TITLES = {
    "one": "one indicator, all libraries and years",
    "profile": "a library: 25 indicators, percentiles among peers",
    "pivot": "10 indicators × 20 years × 10 counties",
}
WAYS = {
    "kept": "the store",
    "anew": "the store, nothing kept of an earlier asking",
    "changed": "the store, after a report of one year was stored",
    "cold": "the store, from the file",
    "duckdb": "DuckDB",
    "pandas": "pandas",
}


# made-up values


def form():
    """The shipped catalogue with more elements, so that there are ELEMENTS of numbers each year."""
    from metodinis.common.numbers import NUMBER_TYPES
    from metodinis.indicators.catalogue import Catalogue
    from metodinis.indicators.catalogue import parse_catalogue

    path = Path(__file__).parents[2] / "src" / "metodinis" / "indicators" / "data"
    whole = parse_catalogue((path / "catalogue.csv").read_text(encoding="utf-8"))
    elements = {code: replace(one, valid_from=None) for code, one in whole.elements.items()}
    numeric = [one for one in elements.values() if one.type in NUMBER_TYPES]
    for number in range(ELEMENTS - len(numeric)):
        pattern = numeric[number]
        code = f"X{number}"
        elements[code] = replace(pattern, code=code, derived="", title_lt=f"Eilutė {code}")
    return Catalogue(whole.sections, elements, whole.indicators)


def fill(site, number):
    """Put `number` libraries and their values into a site; print what it took."""
    from metodinis.common.moments import now
    from metodinis.indicators.content import Version
    from plone import api
    import transaction

    start = perf_counter()
    catalogue = form()
    with api.env.adopt_roles(["Manager"]):
        api.user.create(username=PERSON, email="metodininke@example.org", password=PASSWORD)
        api.group.add_user(groupname="methodologists", username=PERSON)
        store = site["indicators"]
        store.put("catalogue", Version(2, catalogue.text, "", now(), "", (0, 0, 0)))
        uids = [_library(site["libraries"], place) for place in range(number)]
        site["libraries"].changes.change(1)
        transaction.commit()
        values = 0
        for year in YEARS:
            values += _fill_year(store.statistics, catalogue, year, uids)
            transaction.commit()
            site._p_jar.cacheMinimize()
    size = (Path(site._p_jar.db().storage.getName()).stat().st_size) / 1e6
    took = perf_counter() - start
    print(f"{values:,} values in {took:.0f} s, {size:,.0f} MB.", file=sys.stderr)
    return values


def _library(directory, number):
    """A library without the events of adding, which make groups of people; returns its UID."""
    from metodinis.libraries.rules import municipalities
    from plone.dexterity.utils import createContent
    from plone.uuid.handlers import addAttributeUUID
    from plone.uuid.interfaces import IUUID

    places = list(municipalities())
    library = createContent(
        "Library",
        title=f"Biblioteka {number}",
        short_name=f"Biblioteka {number}",
        code=f"B{number}",
        kind="municipal",
        municipality=places[number % len(places)],
    )
    library.id = f"b{number}"
    addAttributeUUID(library, None)
    directory._setOb(library.id, library)
    directory[library.id].indexObject()
    return IUUID(library)


def _fill_year(store, catalogue, year, uids):
    from metodinis.indicators.values.content import Contents
    from metodinis.indicators.values.rules import library_key
    from metodinis.indicators.values.rules import row_of

    asked = catalogue.for_year(year)
    rows = {}
    for number, uid in enumerate(uids):
        chance = random.Random(f"{number} {year}")  # noqa: S311 no secret
        cells = _cells(asked, chance, 1 + number % 97 + (year - YEARS[0]) / 20)
        rows[library_key(uid)] = ("published", row_of(asked, cells))
    store.fill(year, Contents(catalogue.text, (), rows, frozenset(rows)))
    elements = asked.elements.keys()
    return sum(len(row.keys() & elements) for _state, row in rows.values())


def _cells(catalogue, chance, scale):
    """What a library of some size typed: 3 % unknown, 2 % not applicable."""
    from metodinis.common.numbers import NOT_APPLICABLE
    from metodinis.common.numbers import NUMBER_TYPES
    from metodinis.common.numbers import UNKNOWN
    from metodinis.common.numbers import VALUE

    cells = {}
    for code, element in catalogue.elements.items():
        if element.type not in NUMBER_TYPES:
            continue
        luck = chance.random()
        if luck < 0.05:
            cells[code] = (UNKNOWN if luck < 0.03 else NOT_APPLICABLE, None, "")
            continue
        number = 1 + int(scale * 100 * chance.lognormvariate(0, 1))
        if element.type in ("decimal", "hours", "thousand_euro"):
            number = Decimal(number) / 4
        elif element.type == "percent":
            number = number % 100
        cells[code] = (VALUE, number, "")
    return cells


# who answers


class Store:
    """The answers of the store, as pages and services get them."""

    def __init__(self):
        from metodinis.indicators.values.rules import ACCEPTED
        from metodinis.indicators.values.table import table

        self.open = lambda: table(ACCEPTED)
        found = self.open()
        self.indicators = list(form().for_year(YEARS[-1]).indicators)[:INDICATORS]
        counties = sorted({one.county for one in found.members})[:PIVOTED]
        self.member = found.members[0]
        self.counties = counties

    def one(self):
        return self.open().numbers(ONE)

    def profile(self):
        """Value, change and percentile rank among the county's libraries, 20 years of each."""
        from metodinis.indicators.peers.rules import percentile
        import numpy

        found = self.open()
        row, place = found.place[self.member.uid], len(found.years) - 1
        county = numpy.array([one.county == self.member.county for one in found.members])
        told = []
        for code in self.indicators:
            numbers = found.numbers(code)
            direction = found.line(code).direction
            ranks = percentile(numbers[county, place], numbers[row, place], direction)
            told.append((numbers[row], numpy.nan if ranks is None else ranks))
        return told

    def pivot(self):
        import numpy

        found = self.open()
        groups = numpy.array(
            [[one.county == county for one in found.members] for county in self.counties]
        )
        return numpy.array(
            [found.grouped(code, groups).values for code in self.indicators[:PIVOTED]]
        )


def frame_of(store):
    """The numbers of all elements as a pandas.DataFrame: a row for each library and year."""
    import numpy
    import pandas

    found = store.open()
    years, count = len(found.years), len(found.members)
    columns = {
        "library": numpy.repeat(numpy.arange(count), years),
        "year": numpy.tile(numpy.array(found.years), count),
        "county": numpy.repeat([one.county for one in found.members], years),
    }
    codes = [code for code, line in found.lines.items() if line.kind == "element"]
    columns |= {code: found.numbers(code).ravel() for code in codes}
    return pandas.DataFrame(columns)


def _sides(catalogue, code):
    """(numerator, denominator, factor) of an indicator as texts that SQL and pandas read too."""
    line = catalogue.indicators[code]
    return str(line.numerator), str(line.denominator), float(line.factor)


class Pandas:
    """The same by pandas, over a frame in memory."""

    def __init__(self, store, frame):
        self.store, self.frame, self.catalogue = store, frame, form()
        self.row = store.open().place[store.member.uid]

    def _value(self, frame, code):
        above, below, factor = _sides(self.catalogue, code)
        return (frame.eval(above) * factor / frame.eval(below)).replace(
            [float("inf"), float("-inf")], float("nan")
        )

    def one(self):
        return self._value(self.frame, ONE).to_numpy().reshape(-1, len(YEARS))

    def profile(self):
        frame = self.frame
        own = frame[frame.library == self.row]
        peers = frame[(frame.county == self.store.member.county) & (frame.year == YEARS[-1])]
        told = []
        for code in self.store.indicators:
            ascending = self.catalogue.indicators[code].direction != "down"
            values = self._value(peers, code)
            ranks = (values.rank(ascending=ascending) - 0.5) * 100 / values.count()
            told.append(
                (self._value(own, code).to_numpy(), ranks[peers.library == self.row].iloc[0])
            )
        return told

    def pivot(self):
        import numpy

        frame = self.frame[self.frame.county.isin(self.store.counties)]
        found = []
        for code in self.store.indicators[:PIVOTED]:
            above, below, factor = _sides(self.catalogue, code)
            sides = frame[["county", "year"]].assign(a=frame.eval(above), b=frame.eval(below))
            sums = sides.dropna().groupby(["county", "year"])[["a", "b"]].sum()
            found.append((sums.a * factor / sums.b).to_numpy().reshape(-1, len(YEARS)))
        return numpy.array(found)


class DuckDB:
    """The same by DuckDB, over a table in memory, in one thread."""

    def __init__(self, store, frame):
        import duckdb

        self.store, self.catalogue = store, form()
        self.row = store.open().place[store.member.uid]
        self.database = duckdb.connect(":memory:", config={"threads": 1})
        self.database.register("given", frame)
        columns = ", ".join(
            name if name in ("library", "year", "county") else f"nullif({name}, 'nan') AS {name}"
            for name in frame.columns
        )
        self.database.execute(
            f"CREATE TABLE held AS SELECT {columns} FROM given ORDER BY library, year"  # noqa: S608
        )

    def _value(self, code):
        above, below, factor = _sides(self.catalogue, code)
        return f"({above}) * {factor} / nullif({below}, 0)"

    def _columns(self, text):
        import numpy

        found = self.database.execute(text).fetchnumpy().values()
        return [numpy.ma.filled(column.astype(float), numpy.nan) for column in found]

    def one(self):
        [found] = self._columns(
            f"SELECT {self._value(ONE)} AS v FROM held ORDER BY library, year"  # noqa: S608
        )
        return found.reshape(-1, len(YEARS))

    def profile(self):
        values = {code: self._value(code) for code in self.store.indicators}
        series = self._columns(
            "SELECT "  # noqa: S608
            + ", ".join(f"{value} AS {code}" for code, value in values.items())
            + f" FROM held WHERE library = {self.row} ORDER BY year"
        )
        ranks = []
        for code in values:
            better = "<" if self.catalogue.indicators[code].direction != "down" else ">"
            ranks.append(
                f"(count(*) FILTER (WHERE p.{code} {better} o.{code})"
                f" + count(*) FILTER (WHERE p.{code} = o.{code}) / 2)"
                f" * 100 / nullif(count(p.{code}) * (count(o.{code}) > 0)::INT, 0) AS {code}"
            )
        listed = ", ".join(f"{value} AS {code}" for code, value in values.items())
        place = f"county = '{self.store.member.county}' AND year = {YEARS[-1]}"
        standing = self._columns(
            f"WITH p AS (SELECT library, {listed} FROM held WHERE {place}), "  # noqa: S608
            f"o AS (SELECT * FROM p WHERE library = {self.row}) "
            f"SELECT {', '.join(ranks)} FROM p, o"
        )
        return [(numbers, rank[0]) for numbers, rank in zip(series, standing, strict=True)]

    def pivot(self):
        import numpy

        counties = ", ".join(f"'{county}'" for county in self.store.counties)
        ratios = []
        for code in self.store.indicators[:PIVOTED]:
            above, below, factor = _sides(self.catalogue, code)
            both = f"({above}) IS NOT NULL AND ({below}) IS NOT NULL"
            ratios.append(
                f"sum({above}) FILTER (WHERE {both}) * {factor} "
                f"/ nullif(sum({below}) FILTER (WHERE {both}), 0) AS {code}"
            )
        found = self._columns(
            f"SELECT {', '.join(ratios)} FROM held "  # noqa: S608
            f"WHERE county IN ({counties}) GROUP BY county, year ORDER BY county, year"
        )
        return numpy.array([column.reshape(-1, len(YEARS)) for column in found])


# measuring


def median_work(work, times=15, warm=3):
    """The median of seconds that the processor works for `work()`, after some warm-up runs: what
    else the machine does isn't in it."""
    for _run in range(warm):
        work()
    return median(work_of(work) for _run in range(times))


def work_of(work):
    start = process_time()
    work()
    return process_time() - start


def forget():
    """Take away what this process kept of earlier askings."""
    from metodinis.indicators.values import columns
    from metodinis.indicators.values import table

    for memo in (columns._blocks, columns._columns, table._frames, table._computed):
        memo.clear()


def forget_year(store):
    """Let one report of the last year change, stored."""
    import transaction

    year = store.open()._store.year(YEARS[-1])
    key = store.member.key
    is_accepted = year.states[key] == "accepted"
    year.states[key] = "published" if is_accepted else "accepted"
    store.open()._store._count(year, "published")
    transaction.commit()


def check(store, others, question):
    """Stop unless all answer the same."""
    import numpy

    right = getattr(store, question)()
    for other in others:
        told = getattr(other, question)()
        pairs = zip(right, told, strict=True)
        if question == "profile":
            pairs = [(numpy.append(*mine), numpy.append(*theirs)) for mine, theirs in pairs]
        for mine, theirs in pairs:
            numpy.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-9)


def measure(site, application):
    """question -> way -> milliseconds; and of whole answers of services."""
    store = Store()
    frame = frame_of(store)
    others = {"pandas": Pandas(store, frame), "duckdb": DuckDB(store, frame)}
    found = {}
    for question in TITLES:
        check(store, others.values(), question)
        ask = getattr(store, question)

        def anew(ask=ask):
            forget()
            ask()

        def cold(ask=ask):
            forget()
            site._p_jar.cacheMinimize()
            ask()

        times = {"kept": median_work(ask), "anew": median_work(anew, 7, 1)}
        times["cold"] = median_work(cold, 5, 1)
        times["changed"] = changed(store, ask)
        times |= {way: median_work(getattr(other, question)) for way, other in others.items()}
        found[question] = {way: seconds * 1000 for way, seconds in times.items()}
    found["rest"] = services(application)
    return found


def changed(store, ask, times=8):
    """The median of seconds that it takes after each of some changes of a report; their number is
    even, so that it is in the end as it was."""
    took = []
    for _time in range(times):
        forget_year(store)
        took.append(work_of(ask))
    return median(took)


def services(application):
    """title -> (milliseconds, kB) of whole answers, asked by one of the department."""
    client = Client(application, PERSON)
    found = {}
    for title, path in PATHS.items():
        status, answer = client.ask("GET", path)
        if status == 200:
            seconds = median_work(lambda path=path: client.ask("GET", path))
            found[title] = (seconds * 1000, len(answer) / 1000)
    return found


def run(number):
    """Measure a site of `number` libraries; print what was found as JSON."""
    kept = os.environ.get("METODINIS_BENCH")
    kept = kept and Path(kept) / str(number)
    has_site = kept and (kept / "var" / "site-created").exists()
    folder = kept if has_site else new_instance(kept)
    from backend.import_reports import open_site
    from ZPublisher.WSGIPublisher import publish_module

    site = open_site(folder)
    try:
        if not site["indicators"].statistics.years:
            fill(site, number)
        print(json.dumps(measure(site, publish_module)))
    finally:
        site._p_jar.db().close()


def tables(small, large):
    """Print the tables; return the names of targets that were missed."""
    missed = []
    print("| Processor ms | " + " | ".join(TITLES.values()) + " |")
    print("|---|" + "---:|" * len(TITLES))
    for way, title in WAYS.items():
        numbers = [f"{large[question][way]:.1f}" for question in TITLES]
        print(f"| {title} | {' | '.join(numbers)} |")
    wanted = [f"{TARGETS[question]}" for question in TITLES]
    print(f"| wanted | {' | '.join(wanted)} |")
    growth = [f"{large[question]['anew'] / small[question]['anew']:.1f}" for question in TITLES]
    print(f"| ten times the values take, nothing kept | {' | '.join(growth)} |\n")
    print("| Whole answers | processor ms | wanted | kB | ten times the values take |")
    print("|---|---:|---:|---:|---:|")
    for title, (milliseconds, size) in large["rest"].items():
        before = small["rest"][title][0]
        times, wanted = milliseconds / before, LIMITS[title] or ""
        print(f"| {title} | {milliseconds:.0f} | {wanted} | {size:.0f} | {times:.1f} |")
    missed += [name for name in TITLES if large[name]["kept"] > TARGETS[name]]
    missed += [name for name in TITLES if large[name]["anew"] > 10 * small[name]["anew"]]
    missed += [
        name
        for name, (taken, _size) in large["rest"].items()
        if LIMITS[name] and taken > LIMITS[name]
    ]
    return missed


def main():
    if len(sys.argv) > 1:
        run(int(sys.argv[1]))
        return
    command = [sys.executable, "-m", "backend.bench.statistics"]
    done = [
        subprocess.run([*command, str(size)], stdout=subprocess.PIPE, text=True, check=True)
        for size in SIZES
    ]
    missed = tables(*(json.loads(one.stdout.splitlines()[-1]) for one in done))
    if missed:
        sys.exit(f"missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
