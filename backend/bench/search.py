"""The search page over 20,000 documents of Lithuanian words: milliseconds, and ratio to a page.

    python -m backend.bench.search

Fills a fresh site with made-up texts in inflected words (the same at each run), of several kinds,
years, libraries and topics; then asks the search page as a member and prints a Markdown table.
"first" is with nothing kept of an earlier asking of the same. The ratio is of the processor's
time, so that other work of the machine doesn't count.
Set METODINIS_BENCH to a folder to keep the site there, and to measure again without filling it.
METODINIS_DOCUMENTS is another number of documents.
"""

from backend.bench._site import Client
from backend.bench._site import new_instance
from backend.bench._site import PASSWORD
from pathlib import Path
from time import perf_counter
from time import process_time
from urllib.parse import urlencode
import os
import random
import statistics
import sys


DOCUMENTS = int(os.environ.get("METODINIS_DOCUMENTS", "20000"))
FOLDER = 500
LIBRARIES = 60
LIBRARY = {"municipality": "LT-20"}
YEARS = range(2010, 2026)
WORDS = (20, 200)
TYPES = ("Document", "News Item")
RUNS = 20
LIMIT = 0.2
READER = "skaitytoja"
# Stems of the field with the endings that they take; made longer by what is put before them.
ENDINGS = {
    "a": "a os ai ą oje ų oms as omis ose",
    "as": "as o ui ą u e ai ų ams us ais uose",
    "is": "is io iui į iu yje iai ių iams ius iais iuose",
    "ė": "ė ės ei ę ėje ių ėms es ėmis ėse",
    "umas": "umas umo umui umą umu ume umai umų umams umus umais umuose",
}
STEMS = {
    "a": "bibliotek knyg ataskait paslaug programos kultūr sistem apklaus patirt grup rajon",
    "as": "darb fond skaitytoj dokument miest projekt seminar tinkl katalog metodinink vartotoj",
    "is": "rengin rodikl leidin skyr mokym susitikim apsilankym gyventoj krašt žurnal padalin",
    "ė": "savivaldyb bendruomen mokykl gerov parod vertyb galimyb priemon sąlyg srit tarnyb",
    "umas": "skaitom lankom apyvart prieinam aktyv išsam patik saug atvir efektyv vieš",
}
BEFORE = ("", "", "", "ne", "pa", "per", "su", "už", "tarp", "bendra", "naujai", "krašto")


def vocabulary():
    """Words as lists of their forms, the common ones first."""
    words = [
        [before + stem + ending for ending in ENDINGS[kind].split()]
        for before in BEFORE
        for kind, stems in STEMS.items()
        for stem in stems.split()
    ]
    return list(dict.fromkeys(map(tuple, words)))


class Writer:
    """Writes texts whose words are as unevenly spread as those of a language."""

    def __init__(self, seed=1904):
        self.random = random.Random(seed)  # noqa: S311 no secret, the same each time
        self.words = vocabulary()

    def text(self, count):
        return " ".join(self._word() for _n in range(count))

    def _word(self):
        number = int(len(self.words) * self.random.random() ** 3)
        return self.random.choice(self.words[number])


def fill(site):
    """Make LIBRARIES, a reader, an empty page, and DOCUMENTS; print what it took."""
    from metodinis.libraries.operations import create_library
    from plone import api
    from plone.uuid.interfaces import IUUID
    import transaction

    start = perf_counter()
    writer = Writer()
    with api.env.adopt_roles(["Manager"]):
        api.user.create(username=READER, email="skaitytoja@example.org", password=PASSWORD)
        page = api.content.create(site, "Document", id="tuscias", title="Tuščias puslapis")
        api.content.transition(page, "publish")
        libraries = [
            IUUID(create_library({**LIBRARY, "code": f"B{n}", "title": f"{n}-oji biblioteka"}))
            for n in range(LIBRARIES)
        ]
        # What a page costs to be made isn't asked here: visible as their folder is.
        api.portal.get_tool("portal_workflow").setChainForPortalTypes(TYPES, ())
        topics = [word[0] for word in writer.words[:40]]
        for first in range(0, DOCUMENTS, FOLDER):
            folder = api.content.create(site, "Folder", id=f"aplankas-{first}", title="Aplankas")
            api.content.transition(folder, "publish")
            for number in range(first, min(first + FOLDER, DOCUMENTS)):
                _add(folder, number, writer, libraries, topics)
            transaction.commit()
            site._p_jar.cacheMinimize()
            print(f"{first + FOLDER} documents", file=sys.stderr)
    print(f"{DOCUMENTS:,} documents in {perf_counter() - start:.0f} s.\n")


def _add(folder, number, writer, libraries, topics):
    from plone.app.textfield.value import RichTextValue
    from plone.dexterity.utils import createContent
    from plone.uuid.handlers import addAttributeUUID

    chance = writer.random
    made = createContent(
        TYPES[number % 4 == 0],
        title=writer.text(4).capitalize(),
        description=writer.text(12),
        subject=tuple(chance.sample(topics, 2)),
        text=RichTextValue(writer.text(chance.randint(*WORDS)), "text/plain", "text/x-html-safe"),
    )
    made.id = f"d{number}"
    made.year = chance.choice(YEARS)
    made.library_uid = chance.choice(libraries)
    # Without the events of adding: the catalog is what is measured.
    addAttributeUUID(made, None)
    folder._setOb(made.id, made)
    folder[made.id].indexObject()


def questions():
    """Title -> the query of the search page."""
    year = [("year", 2024), ("year", 2025)]
    return {
        "a word in few texts": [("SearchableText", "kraštopatikumą")],
        "a word in most texts": [("SearchableText", "biblioteku")],
        "three common words": [("SearchableText", "bibliotekos darbai renginiai")],
        "one of two common words": [("SearchableText", "bibliotekos OR darbai")],
        "a phrase": [("SearchableText", '"bibliotekos darbas"')],
        "a beginning": [("SearchableText", "bib*")],
        "no such word": [("SearchableText", "begemotas")],
        "a common word, of one kind, two years": [
            ("SearchableText", "bibliotekos"),
            ("kind", "news"),
            *year,
        ],
        "a common word, newest first, far page": [
            ("SearchableText", "bibliotekos"),
            ("sort", "date"),
            ("b_start", 2000),
        ],
        "a topic without words": [("topic", "knyga")],
    }


def times_of(work, runs=RUNS, warm=3):
    """Seconds of each run, sorted, by the clock and of the processor alone."""
    for _run in range(warm):
        work()
    seconds, busy = [], []
    for _run in range(runs):
        start, start_busy = perf_counter(), process_time()
        work()
        seconds.append(perf_counter() - start)
        busy.append(process_time() - start_busy)
    return sorted(seconds), sorted(busy)


def measure(application):
    """Print the table; return whether every median is under LIMIT, of first askings too."""
    from metodinis.search.catalog import SCORES
    from metodinis.search.results import COUNTS

    reader = Client(application, READER)
    paths = {"an empty Plone page": "/metodinis/tuscias"}
    for title, query in questions().items():
        paths[title] = f"/metodinis/@@search?{urlencode(query)}"
    print("| Search for | results | first ms | ms | p95 | processor ms | ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    empty, good = None, True
    for title, path in paths.items():
        status, answer = reader.ask("GET", path)
        if status != 200:
            sys.exit(f"{path}: {status} {answer[:300]}")

        def ask(path=path):
            reader.ask("GET", path)

        def ask_first(ask=ask):
            SCORES.clear()
            COUNTS.clear()
            ask()

        first = statistics.median(times_of(ask_first)[0])
        seconds, busy = times_of(ask)
        median, late = statistics.median(seconds), seconds[int(len(seconds) * 0.95)]
        work = statistics.median(busy)
        empty = empty or work
        good = good and max(median, first) < LIMIT
        found = _count(reader, path)
        print(
            f"| {title} | {found} | {first * 1000:.0f} | {median * 1000:.0f} | {late * 1000:.0f} "
            f"| {work * 1000:.0f} | {work / empty:.1f} |"
        )
    return good


def _count(reader, path):
    import json

    if "@@search" not in path:
        return ""
    _status, answer = reader.ask("GET", path.replace("@@search", "@site-search"))
    return f"{json.loads(answer)['items_total']:,}"


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
