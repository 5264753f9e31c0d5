"""The examples of the REST API in docs/examples/rest are what the site really says.

    make examples     # writes them anew

Each is told in one place: who asks what. Times and ids that change are written alike.
"""

from datetime import date
from datetime import timedelta
from metodinis.testing import PASSWORD
from pathlib import Path
from plone import api
from tests.goodpractice.conftest import REVIEWERS
from tests.goodpractice.review.conftest import set_pool
from tests.reports.conftest import served_round  # noqa: F401 a fixture
import json
import os
import pytest
import re
import requests
import transaction


FOLDER = Path("docs/examples/rest")
REPORT = "libraries/krt/statistical-2025"
NARRATIVE = "libraries/krt/narrative-2025"
CELLS = {
    "C1": {"raw": "10 000", "revision": 0},
    "C2": {"raw": "2 100", "revision": 0},
    "C4": {"raw": "n/d", "reason": "Skaitiklis neveikė.", "revision": 0},
}
PROGRAMME = {
    "title": "Skaitymo klubas",
    "competences": ["skaitymas"],
    "form": "in_person",
    "topics": [
        {"title": "Knygų parinkimas", "theory": 1, "practice": 1.5},
        {"title": "Pokalbio vedimas", "practice": 3},
    ],
    "trainers": [{"name": "Vaida Jonauskaitė", "qualification": "Bibliotekininkė"}],
}
CASE = "good-practice/skaitymo-klubas-parke"
TOLD_CASE = {
    "summary": "Skaitytojų klubas susitinka parke; narių padaugėjo dvigubai.",
    "topics": ["skaitymas"],
    "target_groups": ["suaugusieji"],
    "started": "2024-05-06",
    "ended": "2024-09-30",
    "need": "Vasarą klubas nesirinko.",
    "solution": "Susitinkame parke.",
    "steps": ["Parinkti vietą", "Pakviesti skaitytojus"],
    "people": 2,
    "hours": 40,
    "euro": 120,
    "results": [
        {
            "text": "Narių padaugėjo",
            "evidence": "Klubo sąrašas",
            "before": 12,
            "after": 25,
            "unit": "nariai",
        }
    ],
    "lessons": "Turėti vietą lietui.",
    "transferability": "Reikia tik parko.",
    "contact_name": "Rasa Kretingienė",
    "contact_email": "rasa@kretinga.example.org",
    "consent": True,
}
REVIEW = {
    "scores": {"novelty": 4, "evidence": 5, "transferability": 5, "clarity": 4},
    "comments": {"novelty": "Paprasta, bet nauja."},
    "summary": "Siūlau skelbti.",
    "remarks": {"steps": "Kiek laiko truko?"},
    "give": True,
}
TAKEN_OVER = {
    "taken_on": "2025-06-02",
    "changed": "Susitinkame prie ežero.",
    "contact_name": "Vida Pagėgienė",
    "contact_email": "vida@pagegiai.example.org",
}
# Steps in the order of a report's life, and of a case's: name of the file, who, method, path, body.
STEPS = (
    ("libraries", None, "GET", "libraries/@libraries?text=kretinga", None),
    ("indicators", None, "GET", "indicators/@indicators?b_size=1", None),
    ("rounds", None, "GET", "rounds/@rounds", None),
    ("site-search", None, "GET", "@site-search?SearchableText=kretingai&b_size=1", None),
    ("matrix", "metodininke", "GET", "rounds/2025/@matrix?b_size=1", None),
    ("save", "krt-darbuotoja", "PATCH", f"{REPORT}/@report", {"cells": CELLS}),
    (
        "save-conflict",
        "krt-direktore",
        "PATCH",
        f"{REPORT}/@report",
        {"cells": {"C1": {"raw": "10 500", "revision": 0}}},
    ),
    (
        "save-refused",
        "krt-darbuotoja",
        "PATCH",
        f"{REPORT}/@report",
        {"cells": {"C1": {"raw": "1O,5", "revision": 1}}},
    ),
    ("report", "krt-darbuotoja", "GET", f"{REPORT}/@report", None),
    ("checks", "krt-darbuotoja", "GET", f"{REPORT}/@checks", None),
    ("report-indicators", "krt-darbuotoja", "GET", f"{REPORT}/@report-indicators", None),
    ("debtors", "metodininke", "GET", "rounds/2025/@remind?b_size=1", None),
    (
        "extend",
        "metodininke",
        "POST",
        "rounds/2025/@extensions",
        {"library": "PAG", "until": "2026-03-01T12:00", "reason": "Perkeliamas fondas."},
    ),
    ("extensions", "metodininke", "GET", "rounds/2025/@extensions", None),
    (
        "row-changed",
        "metodininke",
        "PATCH",
        "indicators/@indicator-rows",
        {"kind": "element", "code": "A8", "values": {"unit": "m2"}, "note": "Be laipsnio."},
    ),
    (
        "versions",
        "metodininke",
        "GET",
        "indicators/@indicator-versions?table=catalogue",
        None,
    ),
    (
        "version-restored",
        "metodininke",
        "POST",
        "indicators/@indicator-versions",
        {"table": "catalogue", "version": 1, "note": "Vėl kaip buvo.", "based_on": 2},
    ),
    (
        "chapters",
        "krt-darbuotoja",
        "PATCH",
        f"{NARRATIVE}/@report",
        {"chapters": {"general": {"text": "Metai buvo geri.", "revision": 0}}},
    ),
    ("sign", "krt-direktore", "POST", f"{REPORT}/@report-transition", {"name": "sign"}),
    (
        "remark",
        "metodininke",
        "POST",
        f"{REPORT}/@remarks",
        {"code": "C4", "text": "Kiek dienų neveikė skaitiklis?"},
    ),
    (
        "return-refused",
        "metodininke",
        "POST",
        f"{REPORT}/@report-transition",
        {"name": "return", "reason": ""},
    ),
    ("accept", "metodininke", "POST", f"{REPORT}/@report-transition", {"name": "accept"}),
    (
        "correct",
        "metodininke",
        "POST",
        f"{REPORT}/@corrections",
        {"code": "C2", "value": "2 000", "reason": "Biblioteka patikslino raštu."},
    ),
    ("publish", "vedeja", "POST", f"{REPORT}/@report-transition", {"name": "publish"}),
    ("corrections", None, "GET", "rounds/@corrections", None),
    ("round-figures", None, "GET", "rounds/2025/@round-figures?b_size=2", None),
    ("statistics", None, "GET", "@statistics?code=C1&code=C4&library=KRT&from=2025", None),
    ("statistics-county", None, "GET", "@statistics?code=C1&level=county&b_size=1", None),
    ("statistics-compact", None, "GET", "@statistics?code=C1&code=C4&shape=compact", None),
    ("statistics-refused", None, "GET", "@statistics?cod=C1&county=Klaipėda", None),
    ("programme-proposed", "krt-darbuotoja", "POST", "libraries/krt/@programmes", PROGRAMME),
    (
        "programme-incomplete",
        "krt-darbuotoja",
        "POST",
        "training/programa-skaitymo-klubas/@programme-transition",
        {"name": "submit"},
    ),
    ("programmes", "metodininke", "GET", "training/@programmes?competence=skaitymas", None),
    (
        "case-begun",
        "krt-darbuotoja",
        "POST",
        "libraries/krt/@cases",
        {"title": "Skaitymo klubas parke"},
    ),
    (
        "case-incomplete",
        "krt-darbuotoja",
        "POST",
        f"{CASE}/@case-transition",
        {"name": "submit"},
    ),
    ("case-told", "krt-darbuotoja", "PATCH", f"{CASE}/@case", TOLD_CASE),
    ("case-submitted", "krt-darbuotoja", "POST", f"{CASE}/@case-transition", {"name": "submit"}),
    (
        "case-reviewers",
        "redaktore",
        "POST",
        f"{CASE}/@case-reviewers",
        {"reviewers": [*REVIEWERS], "due": (date.today() + timedelta(days=14)).isoformat()},
    ),
    ("case-reviewed", REVIEWERS[0], "POST", f"{CASE}/@review", REVIEW),
    (
        "case-recommend-refused",
        "redaktore",
        "POST",
        f"{CASE}/@case-decision",
        {"name": "recommend"},
    ),
    ("case-reviewed-too", REVIEWERS[1], "POST", f"{CASE}/@review", REVIEW),
    (
        "case-recommended",
        "redaktore",
        "POST",
        f"{CASE}/@case-decision",
        {"name": "recommend"},
    ),
    (
        "case-published",
        "redaktore",
        "POST",
        f"{CASE}/@case-decision",
        {"name": "publish", "note": "Nieko nekainuoja, o veikia."},
    ),
    ("case", None, "GET", f"{CASE}/@case", None),
    ("case-taken-over", "pag-direktore", "POST", f"{CASE}/@reuses", TAKEN_OVER),
    ("cases", None, "GET", "good-practice/@cases?topic=skaitymas&sort=reused", None),
)


def test_examples_are_what_the_site_says(served_round):  # noqa: F811
    set_pool(*REVIEWERS)
    transaction.commit()
    told = {name: _told(*step) for name, *step in STEPS}
    if os.environ.get("METODINIS_WRITE_EXAMPLES"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, text in told.items():
            (FOLDER / f"{name}.http").write_text(text, encoding="utf-8")
        pytest.skip("examples written")
    assert {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.http")} == told


def _told(person, method, path, body):
    """A request and its answer, as an .http file tells them."""
    site = api.portal.get().absolute_url()
    answer = requests.request(
        method,
        f"{site}/{path}",
        json=body,
        auth=(person, PASSWORD) if person else None,
        headers={"Accept": "application/json", "Accept-Language": "lt"},
        timeout=60,
    )
    transaction.begin()
    lines = [f"{method} /metodinis/{path} HTTP/1.1", "Accept: application/json"]
    if person:
        lines.append(f"Authorization: Basic ({person})")
    if body is not None:
        lines += ["Content-Type: application/json", "", _json(body)]
    lines += ["", f"HTTP/1.1 {answer.status_code} {answer.reason}", "", _json(answer.json()), ""]
    return _alike("\n".join(lines).replace(site, "http://localhost:8080/metodinis"))


def _json(data):
    return json.dumps(data, indent=2, ensure_ascii=False, sort_keys=True)


def _alike(text):
    """What differs from run to run, written the same each time."""
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(?:[+-]\d\d:\d\d|Z)", "2026-02-01T10:00:00+00:00", text)
    text = re.sub(r'"[0-9a-f]{32}"', '"0123456789abcdef0123456789abcdef"', text)
    text = re.sub(r'"\d{20}-[0-9a-f]{8}"', '"01769940000000000000-01234567"', text)
    days = r'"(due|published|valid_until)": "[\d-]{10}"'
    text = re.sub(days, r'"\1": "2026-02-15"', text)
    return re.sub(r'"days_left": -?\d+', '"days_left": 9', text)
