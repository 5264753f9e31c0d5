"""Every screen is wholly in the language that was asked for, whoever opens it."""

from plone import api
from tests.locales import english
from tests.screens import EMPTY_FORMS
from tests.screens import prepare_room
from tests.screens import SCREENS
from tests.security.test_access import PEOPLE
import csv
import pytest
import re
import requests
import transaction


CHECKS = "src/metodinis/indicators/data/checks.csv"
# What people wrote or chose, in the order in which it is looked for: user names, codes of
# libraries, the narrative's test texts, licences, ids of EasyForm's parts, methods of HTTP.
CONTENT = (
    r"\b(?:admin|test-user|replyto|topic|krt-\w+)\b",
    r"\bKRT\b",
    r"\b(?:Rasa|Jonas)\b",
    r"Apie [a-z_]+\.",
    r"\bCC(?: BY(?:-(?:SA|NC))?|0) [14]\.0\b",
    r"^(?:lt|post|get)$",
    r"\b(?:fields|actions|mailer)\b(?=$|“| — )",
)
# Titles of content, which people write: they are the same in both languages.
TITLES = (
    r"^(?:Bibliotekos|Ataskaitos|Mokymai|Geroji patirtis|Skyriai|Partneriai|Rodikliai|Puslapis"
    r"|Naujiena|Renginys|Rinkmena|Paveikslas|Nuoroda|Rinkinys|Apklausa|Gyventojai|Vaikai"
    r"|Registruoti vartotojai|Apsilankymai|Skyrius|Prieinamumo pareiškimas|Privatumo pranešimas"
    r"|biblioteka|bibliotekos|Bibliotekų|Pavyzdžiai|gerai|blogai|Atviras|Rengiamas|Rengiama|Vertinama|Patvirtinta)$"
)
# Of these our own pages say the English names; what lists content as the catalog has it, doesn't.
PLACES = {
    "Bibliotekos",
    "Ataskaitos",
    "Mokymai",
    "Geroji patirtis",
    "Skyriai",
    "Partneriai",
    "Rodikliai",
}
ENGLISH_ROOMS = (
    *("whole_site", "libraries", "indicators", "rounds", "reports"),
    *(room for room in SCREENS if room.startswith("training_")),
)
LISTS_OF_CONTENT = re.compile(r"^/sitemap$|^/@@search\b|/folder_contents$")


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


@pytest.mark.parametrize("room", SCREENS)
def test_screens(served_world, walk, room):
    prepare_room(room, served_world)
    transaction.commit()
    wrong = {}
    for path, people in SCREENS[room]:
        for who in people:
            wrong |= walk(who, path)
    assert wrong == {}


def test_empty_forms(served_world, walk):
    prepare_room("stock", served_world)
    transaction.commit()
    wrong = {}
    for (path, sent), people in EMPTY_FORMS:
        for who in people:
            wrong |= walk(who, path, sent=sent)
    assert wrong == {}


@pytest.mark.parametrize("who", ["anonymous", "editor"])
def test_stock_screens_in_english(served_world, ask, who):
    prepare_room("stock", served_world)
    transaction.commit()
    wrong = {
        (path, text)
        for path, people in SCREENS["stock"]
        if who in people
        for text in english.lithuanian_texts(ask(who, path, "en"))
        if not re.search(TITLES, text)
    }
    assert wrong == set()


@pytest.mark.parametrize("room", ENGLISH_ROOMS)
def test_our_screens_in_english(served_world, ask, room):
    prepare_room(room, served_world)
    transaction.commit()
    wrong = {
        (path, text)
        for path, people in SCREENS[room]
        for who in ("head", "director")
        if who in people
        for text in english.lithuanian_texts(ask(who, path, "en"))
        if not re.search(TITLES, text) or (text in PLACES and not LISTS_OF_CONTENT.search(path))
    }
    assert wrong == set()
