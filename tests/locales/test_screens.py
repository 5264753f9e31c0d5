"""Every screen is wholly in the language that was asked for, whoever opens it."""

from plone import api
from tests.locales import english
from tests.locales import stock
from tests.security.test_access import PEOPLE
from tests.security.test_access import ROOMS
import csv
import pytest
import re
import requests
import transaction


CHECKS = "src/metodinis/indicators/data/checks.csv"
# What people wrote or chose, in the order in which it is looked for: user names, codes of
# libraries, the narrative's test texts, ids of EasyForm's parts, methods of HTTP.
CONTENT = (
    r"\b(?:admin|test-user|replyto|krt-\w+)\b",
    r"\bKRT\b",
    r"Apie [a-z_]+\.",
    r"^(?:lt|post|get)$",
    r"\b(?:fields|actions|mailer)\b(?=$|“| — )",
)
# Titles of content, which people write: they are the same in both languages.
TITLES = (
    r"^(?:Bibliotekos|Ataskaitos|Skyriai|Partneriai|Rodikliai|Puslapis|Naujiena|Renginys|Rinkmena"
    r"|Paveikslas|Nuoroda|Rinkinys|Apklausa|Gyventojai|Registruoti vartotojai|Vaikai|Apsilankymai"
    r"|Prieinamumo pareiškimas|Privatumo pranešimas)$"
)


def codes_of_checks():
    with open(CHECKS, encoding="utf-8") as rows:
        return [row["code"] for row in csv.DictReader(rows)]


@pytest.fixture(scope="module")
def content():
    codes = r"(?:^|(?<=Keisti ))(?:" + "|".join(codes_of_checks()) + ")$"
    return re.compile("|".join((*CONTENT, codes)))


@pytest.fixture
def ask(served_world):
    """Call it with who, path, language and, for a form, what is sent; it returns a page's HTML."""
    home, sessions = served_world.absolute_url(), {}
    served_world.title = "Metodinis"
    api.portal.set_registry_record("plone.site_title", "Metodinis")
    transaction.commit()

    def asked(who, path, language="lt", sent=None):
        session = sessions.get((who, language))
        if session is None:
            session = sessions[who, language] = requests.Session()
            session.auth = PEOPLE[who]
            session.headers["Accept"] = "text/html"
            session.cookies.set("I18N_LANGUAGE", language)
        method = "POST" if sent else "GET"
        answer = session.request(method, home + path, data=sent, timeout=60)
        assert answer.status_code < 500, f"{method} {path}: {answer.status_code}"
        return answer.text if "text/html" in answer.headers.get("Content-Type", "") else ""

    return asked


@pytest.fixture
def walk(ask, content):
    """Call it with who, path and what is sent: {(path, text): English words in it}."""

    def wrong(who, path, sent=None):
        found = english.wrong_texts(ask(who, path, sent=sent), content)
        return {(path, text): words for text, words in found.items()}

    return wrong


def is_page(method, path):
    """Whether a row of a room's table is of a page, not of a service."""
    return method == "GET" and not any(
        part.startswith("@") and not part.startswith("@@") for part in path.split("/")
    )


@pytest.mark.parametrize("room", ROOMS)
def test_our_screens(served_world, walk, room):
    prepare = getattr(ROOMS[room], "prepare", None)
    if prepare:
        prepare(served_world)
        transaction.commit()
    wrong = {}
    for (method, path), people in ROOMS[room].ROWS.items():
        for who in people if is_page(method, path) else ():
            wrong |= walk(who, path)
    assert wrong == {}


def test_stock_screens(served_world, walk):
    stock.prepare(served_world)
    transaction.commit()
    wrong = {}
    for path, people in stock.SCREENS:
        for who in people:
            wrong |= walk(who, path)
    for (path, sent), people in stock.EMPTY_FORMS:
        for who in people:
            wrong |= walk(who, path, sent=sent)
    assert wrong == {}


@pytest.mark.parametrize("who", ["anonymous", "editor"])
def test_stock_screens_in_english(served_world, ask, who):
    stock.prepare(served_world)
    transaction.commit()
    wrong = {
        (path, text)
        for path, people in stock.SCREENS
        if who in people
        for text in english.lithuanian_texts(ask(who, path, "en"))
        if not re.search(TITLES, text)
    }
    assert wrong == set()


@pytest.mark.parametrize("room", ["whole_site", "libraries", "indicators", "rounds", "reports"])
def test_our_screens_in_english(served_world, ask, room):
    prepare = getattr(ROOMS[room], "prepare", None)
    if prepare:
        prepare(served_world)
        transaction.commit()
    wrong = {
        (path, text)
        for (method, path), people in ROOMS[room].ROWS.items()
        if is_page(method, path)
        for who in ("head", "director")
        if who in people
        for text in english.lithuanian_texts(ask(who, path, "en"))
        if not re.search(TITLES, text)
    }
    assert wrong == set()
