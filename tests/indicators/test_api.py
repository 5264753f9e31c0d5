"""REST services of `/indicators`."""

from metodinis.indicators.changes import rows_of
from metodinis.indicators.changes import with_row
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import rules_text
from metodinis.testing import PASSWORD
import pytest
import requests
import transaction


@pytest.fixture
def indicators(served_world):
    return served_world["indicators"]


def ask(method, indicators, service, person=None, **more):
    answer = requests.request(
        method,
        f"{indicators.absolute_url()}/{service}",
        headers={"Accept": "application/json"},
        auth=(person, PASSWORD) if person else None,
        timeout=30,
        **more,
    )
    transaction.begin()
    return answer


def send(indicators, person="metodininke", **body):
    return ask("POST", indicators, "@indicators-import", person, json=body)


def refused_fields(answer):
    assert answer.status_code == 400
    return [error["field"] for error in answer.json()["error"]["errors"]]


def test_elements_of_a_section_come_in_pages(indicators):
    found = ask("GET", indicators, "@indicators?section=C&b_size=2&year=2025").json()
    assert [item["code"] for item in found["items"]] == ["C1", "C2"]
    assert found["items"][0] == rows_of(catalogue_text())["element", "C1"]
    assert (found["items_total"] > 2, found["version"]) == (True, 1)
    assert ask("GET", indicators, "@indicators?b_size=10000").json()["b_size"] == 100


def test_other_kinds_and_rules(indicators):
    sections = ask("GET", indicators, "@indicators?kind=section").json()["items"]
    assert [item["code"] for item in sections[:2]] == ["A", "B"]
    rules = ask("GET", indicators, "@indicator-rules?b_size=1").json()
    assert rules["items_total"] == len(rows_of(rules_text()))
    assert rules["items"][0]["code"] == "filled"


def test_bad_query_names_the_field(indicators):
    for query, field in (
        ("@indicators?kind=cell", "kind"),
        ("@indicators?year=twenty", "year"),
        ("@indicators?b_start=-1", "b_start"),
        ("@indicator-rules?year=1e3", "year"),
    ):
        assert refused_fields(ask("GET", indicators, query)) == [field]


def test_dry_run_stores_nothing_and_import_does(indicators):
    text = with_row(catalogue_text(), "element", "C1", {"unit": "asm."})
    preview = send(indicators, table="catalogue", text=text, dry_run=True).json()
    assert preview["changes"] == [
        {
            "what": "changed",
            "kind": "element",
            "code": "C1",
            "columns": {"unit": {"old": "", "new": "asm."}},
        }
    ]
    assert (preview["version"], indicators.current("catalogue").number) == (1, 1)
    done = send(indicators, table="catalogue", text=text, note="REST", based_on=1).json()
    assert (done["changes"], done["version"]) == (preview["changes"], 2)
    assert indicators.current("catalogue").note == "REST"
    again = send(indicators, table="catalogue", text=catalogue_text() + "\n", based_on=1)
    assert again.status_code == 409


def test_bad_body_names_the_field(indicators):
    for body, field in (
        ({"table": "people"}, "table"),
        ({"table": "rules", "text": 5}, "text"),
        ({"table": "rules", "text": "", "dry_run": "no"}, "dry_run"),
        ({"table": "rules", "text": "", "based_on": "1"}, "based_on"),
        ({"table": "rules", "text": "code\n"}, "1:severity"),
    ):
        assert refused_fields(send(indicators, **body))[0] == field
    assert indicators.current("rules").number == 1


def test_bad_row_names_line_and_column(indicators):
    text = with_row(rules_text(), "rule", "filled", {"severity": "fatal"})
    [error] = send(indicators, table="rules", text=text).json()["error"]["errors"]
    assert error == {
        "field": "2:severity",
        "message": "„fatal“ netinka. Galima: error, warning, info.",
    }


def test_import_is_for_those_who_may(indicators):
    for person in (None, "svecias", "krt-direktore", "redaktore"):
        answer = send(indicators, person, table="rules", text=rules_text(), dry_run=True)
        assert (person, answer.status_code) == (person, 401)


def row(method, indicators, person="metodininke", **body):
    return ask(method, indicators, "@indicator-rows", person, json=body)


def test_row_is_added_changed_and_removed(indicators):
    values = {
        "title_lt": "Nauja",
        "section": "C",
        "type": "count",
        "aggregation": "sum",
        "level": "library",
        "compulsory": True,
    }
    added = row("POST", indicators, kind="element", code="C99", values=values, note="REST")
    assert (added.status_code, added.json()["version"]) == (201, 2)
    assert added.json()["row"]["compulsory"] == "yes"
    change = {"unit": " h\n", "compulsory": False}
    changed = row("PATCH", indicators, kind="element", code="C99", values=change, based_on=2).json()
    assert (changed["changed"], changed["row"]["unit"], changed["row"]["compulsory"]) == (
        True,
        "h",
        "",
    )
    same = row("PATCH", indicators, kind="element", code="C99", values={"unit": "h"}).json()
    assert (same["changed"], same["version"]) == (False, 3)
    stale = row("PATCH", indicators, kind="element", code="C99", values=values, based_on=2)
    assert stale.status_code == 409
    gone = row("DELETE", indicators, kind="element", code="C99").json()
    assert (gone["changed"], gone["row"], gone["version"]) == (True, None, 4)


@pytest.mark.parametrize(
    ("method", "body", "field"),
    [
        ("POST", {"kind": "cell"}, "kind"),
        ("POST", {"kind": "element", "code": "C1", "values": {}}, "code"),
        ("POST", {"kind": "element", "code": "C99", "values": {"type": "poem"}}, "section"),
        ("PATCH", {"kind": "element", "code": "C1", "values": []}, "values"),
        ("PATCH", {"kind": "element", "code": "C1", "values": {"code": "C2"}}, "code"),
        ("PATCH", {"kind": "element", "code": "C1", "values": {"colour": "red"}}, "colour"),
        ("PATCH", {"kind": "element", "code": "C1", "values": {"unit": 5}}, "unit"),
        ("PATCH", {"kind": "element", "code": "C1", "values": {"decimals": "many"}}, "decimals"),
        ("PATCH", {"kind": "rule", "code": "late", "values": {"severity": "fatal"}}, "severity"),
        ("PATCH", {"kind": "rule", "code": "late", "values": {}, "based_on": "1"}, "based_on"),
    ],
)
def test_bad_row_names_its_column_and_changes_nothing(indicators, method, body, field):
    assert refused_fields(row(method, indicators, **body))[0] == field
    assert (indicators.current("catalogue").number, indicators.current("rules").number) == (1, 1)


def test_row_that_is_needed_stays(indicators):
    answer = row("DELETE", indicators, kind="element", code="C1")
    assert answer.status_code == 409


def test_versions_are_read_and_restored(indicators):
    row("PATCH", indicators, kind="element", code="C1", values={"unit": "asm."}, note="Vienetas")
    path = "@indicator-versions?table=catalogue"
    listed = ask("GET", indicators, path, "metodininke").json()
    assert [(item["version"], item["note"], item["changed"]) for item in listed["items"]] == [
        (2, "Vienetas", 1),
        (1, "Pradinė lentelė", 0),
    ]
    one = ask("GET", indicators, f"{path}&version=2", "metodininke").json()
    [change] = one["changes"]
    assert change["columns"] == {"unit": {"old": "", "new": "asm."}}
    assert rows_of(one["text"])["element", "C1"]["unit"] == "asm."
    first = ask("GET", indicators, f"{path}&version=1", "metodininke").json()
    assert first["changes"] is None
    sent = {"table": "catalogue", "version": 1}
    look = ask("POST", indicators, "@indicator-versions", "vedeja", json={**sent, "dry_run": True})
    assert (len(look.json()["changes"]), look.json()["version"]) == (1, 2)
    done = ask("POST", indicators, "@indicator-versions", "vedeja", json={**sent, "based_on": 2})
    assert done.json()["version"] == 3
    assert catalogue_text() == first["text"]
    late = ask("POST", indicators, "@indicator-versions", "vedeja", json={**sent, "version": 2})
    assert late.json()["version"] == 4


def test_bad_version_names_the_field(indicators):
    for field in ("table=people", "version=9", "version=x"):
        answer = ask("GET", indicators, f"@indicator-versions?{field}", "metodininke")
        assert refused_fields(answer) == [field.partition("=")[0]]
    for body, field in (
        ({"table": "people"}, "table"),
        ({"table": "rules", "version": "1"}, "version"),
        ({"table": "rules", "version": True}, "version"),
        ({"table": "rules", "version": 1, "dry_run": 1}, "dry_run"),
    ):
        answer = ask("POST", indicators, "@indicator-versions", "metodininke", json=body)
        assert refused_fields(answer) == [field]


def test_table_is_downloaded(indicators):
    answer = ask("GET", indicators, "@indicators-export?table=rules")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rules-1.csv"'
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbfcode;severity")
    assert refused_fields(ask("GET", indicators, "@indicators-export?format=pdf")) == ["format"]
    assert refused_fields(ask("GET", indicators, "@indicators-export?version=7")) == ["version"]
