"""Two years of the US Public Libraries Survey in a fresh site: import, statistics, and pages.

    METODINIS_DATA=../shared/data python -m backend.bench.pls

Imports pls_2017.csv and pls_2018.csv with their libraries, 20 elements and checks; compares the
totals in the site with the published figures, and every value and indicator of each library in
the statistics with what pandas reads of the files; then measures pages. Prints Markdown tables. Set
METODINIS_BENCH to a folder to keep the site there: then pages can be measured again, as often as
one likes, without importing.
"""

from backend.bench import _survey
from backend.bench._site import Client
from backend.bench._site import median_time
from backend.bench._site import new_instance
from backend.bench._site import PASSWORD
from backend.import_reports import import_into
from backend.import_reports import parse_arguments
from backend.import_reports import source_of
from backend.start import ROOT
from datetime import datetime
from datetime import UTC
from itertools import count
from pathlib import Path
from time import perf_counter
import os
import resource
import statistics
import sys


DATA = Path(os.environ.get("METODINIS_DATA", ROOT.parent / "shared" / "data"))
MAPPING = ROOT / "docs" / "examples" / "pls_mapping.yaml"
# Published by the survey.
ORACLE = {
    2017: {
        "VISITS": 1_319_803_999,
        "TOTCIR": 2_163_935_857,
        "REGBOR": 172_643_562,
        "BKVOL": 716_283_673,
        "TOTPRO": 5_423_316,
        "PITUSR": 258_329_896,
    },
    2018: {
        "VISITS": 1_292_348_697,
        "TOTCIR": 2_178_270_740,
        "REGBOR": 174_018_199,
        "BKVOL": 711_826_505,
        "TOTPRO": 5_719_746,
        "PITUSR": 242_182_716,
    },
}
FIRST_OPEN_YEAR = 2019
REPORTS = 12


def import_year(site, year):
    """Import a year; return (Outcome, seconds)."""
    options = parse_arguments([str(DATA / f"pls_{year}.csv"), str(year), "--mapping", str(MAPPING)])
    start = perf_counter()
    outcome = import_into(site, source_of(options), options)
    if outcome.refused:
        sys.exit(f"refused: {outcome.refused[:5]}")
    return outcome, perf_counter() - start


def totals_in_site(year):
    """code -> sum over all accepted reports of a year, as they lie in the site."""
    from metodinis.reports.rounds.operations import accepted_cells

    sums = dict.fromkeys(ORACLE[year], 0)
    for cells in accepted_cells(year):
        for code in sums:
            sums[code] += (cells[code].value if code in cells else 0) or 0
    return sums


def run_imports(site):
    """Import both years and print the first table; stop if a total is wrong."""
    rows, seconds = [], 0
    for year, oracle in ORACLE.items():
        outcome, took = import_year(site, year)
        seconds += took
        if totals_in_site(year) != oracle:
            sys.exit(f"{year}: the totals are wrong: {totals_in_site(year)}")
        findings = sum(count.count for count in outcome.findings)
        rows.append((year, outcome.libraries, outcome.reports, outcome.cells, findings, took))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("| Year | libraries made | reports | values | findings | seconds |")
    print("|---|---:|---:|---:|---:|---:|")
    for row in rows:
        print("| {} | {:,} | {:,} | {:,} | {:,} | {:.0f} |".format(*row))
    print(f"| both | | | | | {seconds:.0f} |\n")
    print(f"Peak memory {memory:,.0f} MB. The totals of {', '.join(ORACLE[2017])} are exact.\n")


def frames_of(years):
    """year -> DataFrame of the survey as pandas reads it."""
    return {year: _survey.read(DATA / f"pls_{year}.csv") for year in years}


def prove(frames):
    """Stop unless the statistics have for each library what pandas says, and know whom they ask."""
    from metodinis.indicators.values.table import table
    import numpy

    found = table(("published",))
    compared = 0
    for year, frame in frames.items():
        place = found.years.index(year)
        if int(found.asked[:, place].sum()) != len(frame):
            sys.exit(f"{year}: {len(frame)} are asked, not {found.asked[:, place].sum()}")
        frame = frame.reindex([one.code for one in found.members])
        by_pandas = _survey.indicators(frame)
        for code, line in found.lines.items():
            right = (frame if line.kind == "element" else by_pandas)[code].to_numpy(dtype=float)
            told = found.numbers(code)[:, place]
            numpy.testing.assert_allclose(told, right, rtol=1e-9, atol=1e-9, err_msg=code)
            compared += int(numpy.count_nonzero(~numpy.isnan(told)))
    print(f"{compared:,} numbers in the statistics equal those of pandas to 1e-9.\n")


def print_medians(frames):
    """Medians of three indicators by state, from the statistics and by pandas."""
    from metodinis.indicators.values.table import table
    import numpy

    found = table(("published",))
    codes = ("visits_per_head", "loans_per_head", "turnover")
    year, frame = max(frames.items())
    place = found.years.index(year)
    states = frame[_survey.STATE].reindex([one.code for one in found.members]).to_numpy()
    right = _survey.medians_by_state(frame)
    titles = [f"{found.line(code).title_en}{side}" for code in codes for side in ("", ", pandas")]
    print(f"| State, {year} | libraries | {' | '.join(titles)} |")
    print("|---|---:|" + "---:|" * len(titles))
    for state in right.index:
        mine = [found.numbers(code)[states == state, place] for code in codes]
        told = [numpy.nanmedian(one) if numpy.isfinite(one).any() else numpy.nan for one in mine]
        pairs = zip(told, right.loc[state, list(codes)], strict=True)
        texts = ["–" if numpy.isnan(one) else f"{one:.4f}" for pair in pairs for one in pair]
        print(f"| {state} | {int((states == state).sum())} | {' | '.join(texts)} |")
    print()


def prepare_pages(site):
    """An empty page, a head of department, and an open round for some libraries with staff.

    Each run on a kept site opens the round of one more year. Returns that year, and [(library's
    id, staff's name, raw values)] of reports to be handed in.
    """
    from metodinis.common.mail import quiet
    from metodinis.libraries import people
    from metodinis.reports.rounds import operations as rounds
    from plone import api
    from plone.uuid.interfaces import IUUID
    import transaction

    year = next(year for year in count(FIRST_OPEN_YEAR) if str(year) not in site["rounds"])
    with api.env.adopt_roles(["Manager"]), quiet():
        if "tuscias" not in site:
            page = api.content.create(site, "Document", id="tuscias", title="Tuščias puslapis")
            api.content.transition(page, "publish")
        _person("vadove")
        api.group.add_user(groupname="heads", username="vadove")
        libraries = _plain_libraries(site)
        reporting_round = rounds.create_round(
            site["rounds"],
            {
                "year": year,
                "forms": {"statistical"},
                "deadline": datetime(year + 1, 2, 10, tzinfo=UTC),
                "opening": None,
                "libraries": {IUUID(library) for library in libraries},
                "requires_signature": False,
            },
        )
        last = site["rounds"]["2018"]
        reporting_round.catalogue_text = last.catalogue_text
        reporting_round.rules_text = last.rules_text
        rounds.open_round(reporting_round)
        tasks = []
        for library in libraries:
            name = f"darbuotoja-{library.getId()}"
            _person(name)
            people.put(library, name, "staff")
            cells = library["statistical-2018"].cells()
            raw = {code: _changed(cell.raw, year - 2018) for code, cell in cells.items()}
            tasks.append((library.getId(), name, raw))
    transaction.commit()
    return year, tasks


def _person(name):
    from plone import api

    if api.user.get(username=name) is None:
        api.user.create(username=name, email=f"{name}@example.org", password=PASSWORD)


def _plain_libraries(site):
    """Libraries whose report of 2018 raises no warning when it is handed in changed a little."""
    found = []
    for library in site["libraries"].objectValues():
        report = library.get("statistical-2018")
        if report is None or any(cell.value is None for cell in report.cells().values()):
            continue
        cells = report.cells()
        if not [f for f in report.check(cells) if f.severity != "info"]:
            found.append(library)
        if len(found) == REPORTS:
            return found
    return found


def hand_in(application, year, task):
    """Save a whole report and submit it, as its staff; return the seconds of both requests."""
    library, name, raw = task
    client = Client(application, name)
    report = f"/metodinis/libraries/{library}/statistical-{year}"
    cells = {code: {"raw": text, "revision": 0} for code, text in raw.items()}
    client.ask("GET", f"{report}/@report")
    start = perf_counter()
    saved, answer = client.ask("PATCH", f"{report}/@report", {"cells": cells})
    submitted, told = client.ask("POST", f"{report}/@report-transition", {"name": "submit"})
    took = perf_counter() - start
    if saved not in (200, 204) or submitted not in (200, 204):
        sys.exit(f"{library}: {saved} {answer[:300]}, {submitted} {told[:300]}")
    return took


def _changed(text, by):
    """A number a little larger, so that nothing is the same as in a year before."""
    return str(int(text) + by) if text.isdigit() and int(text) > 20 else text


def measure_pages(application, year, tasks):
    """Print the second table."""
    head = Client(application, "vadove")
    library = tasks[0][0]
    pages = {
        "an empty Plone page": "/metodinis/tuscias",
        "the round's matrix, first page": "/metodinis/rounds/2018",
        "a library's report": f"/metodinis/libraries/{library}/statistical-2018",
        "a library's page": f"/metodinis/libraries/{library}",
        "the directory of libraries": "/metodinis/libraries",
    }
    times = {}
    for title, path in pages.items():
        status, answer = head.ask("GET", path)
        if status != 200:
            sys.exit(f"{path}: {status} {answer[:300]}")
        times[title] = median_time(lambda path=path: head.ask("GET", path))
    hand_in(application, year, tasks[0])
    times["a report saved and submitted"] = statistics.median(
        hand_in(application, year, task) for task in tasks[1:]
    )
    empty = times["an empty Plone page"]
    print("| Page | ms | ratio |")
    print("|---|---:|---:|")
    for title, seconds in times.items():
        print(f"| {title} | {seconds * 1000:.0f} | {seconds / empty:.1f} |")


def main():
    kept = os.environ.get("METODINIS_BENCH")
    has_site = kept and (Path(kept) / "var" / "site-created").exists()
    folder = Path(kept) if has_site else new_instance(kept)
    from backend.import_reports import open_site
    from plone import api
    from ZPublisher.WSGIPublisher import publish_module

    site = open_site(folder)
    try:
        if "2018" not in site["rounds"]:
            run_imports(site)
        frames = frames_of(ORACLE)
        prove(frames)
        print_medians(frames)
        with api.env.adopt_roles(["Manager"]):
            year, tasks = prepare_pages(site)
        measure_pages(publish_module, year, tasks)
    finally:
        site._p_jar.db().close()


if __name__ == "__main__":
    main()
