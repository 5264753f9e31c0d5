"""REST of a report's values: read, saved, explained and uploaded by a program."""

from base64 import b64encode
from functools import partial
from metodinis.common.states import state_of
from metodinis.reports import operations
from metodinis.reports.rounds import operations as rounds
from plone import api
from tests.reports.conftest import act_as
from tests.reports.conftest import fill
from tests.reports.conftest import library
from tests.reports.conftest import make_round
from tests.reports.test_workflow import bring
import pytest
import re
import transaction


PATH = "libraries/krt/statistical-2025"
OTHERS = (None, "svecias", "pag-direktore", "klm-darbuotoja", "redaktore")
JSON = {"Content-Type": "application/json"}


def the_report():
    return library("KRT")["statistical-2025"]


def patch(call, person="krt-darbuotoja", **cells):
    return call(person, "PATCH", f"{PATH}/@report", json={"cells": cells})


def fields(answer):
    """Status and the fields that a refusal names."""
    return answer.status_code, sorted(error["field"] for error in answer.json()["error"]["errors"])


def values():
    records = the_report().records().items()
    return {code: record.cell.value for code, record in records if record.cell}


def upload(call, rows, person="krt-darbuotoja", **more):
    data = "\n".join([";".join(["Kodas", "Reikšmė"]), *rows]).encode()
    body = {"file": {"data": b64encode(data).decode(), "filename": "a.csv"}, **more}
    return call(person, "POST", f"{PATH}/@report-upload", json=body)


def test_report_is_read_with_last_year_and_revisions(call):
    with api.env.adopt_roles(["Manager"]):
        rounds.open_round(make_round(2024))
    fill(library("KRT")["statistical-2024"], C1="90")
    fill(the_report(), C1="1 234")
    transaction.commit()
    found = call("metodininke", "GET", f"{PATH}/@report").json()
    assert (found["state"], found["year"], found["library"]["code"]) == ("draft", 2025, "KRT")
    cells = {cell["code"]: cell for cell in found["cells"]}
    assert list(cells) == ["A7", "C1", "C2", "C4"]
    value = {"state": "value", "value": 1234, "raw": "1 234", "reason": "", "estimated": False}
    assert (cells["C1"]["cell"], cells["C1"]["revision"]) == (value, 1)
    assert cells["C1"]["previous"]["value"] == 90
    assert (cells["A7"]["derived"], cells["A7"]["cell"]["value"]) == (True, 37500)
    assert cells["C4"]["cell"] is None


def test_cells_are_saved_and_checked(call):
    answer = patch(
        call,
        C1={"raw": 10, "revision": 0},
        C2={"raw": "20", "revision": 0},
        C4={"raw": "n/d", "reason": "Skaitiklis neveikė.", "revision": 0},
    ).json()
    assert answer["changed"] == ["C1", "C2", "C4"]
    assert answer["revisions"] == {"C1": 1, "C2": 1, "C4": 1}
    assert [(found["key"], found["severity"]) for found in answer["checks"]] == [
        ("children:C2", "error")
    ]
    assert the_report().record("C4").cell.reason == "Skaitiklis neveikė."


def test_estimate_is_kept_and_told(call):
    answer = patch(call, C1={"raw": 5}, C2={"raw": 1}, C4={"raw": "apie 900"}).json()
    assert [found["key"] for found in answer["checks"]] == ["estimated:C4"]
    cells = call("vedeja", "GET", f"{PATH}/@report").json()["cells"]
    assert cells[3]["cell"] == {
        "state": "value",
        "value": 900,
        "raw": "apie 900",
        "reason": "",
        "estimated": True,
    }


def test_stale_revision_is_answered_with_what_stands(call):
    fill(the_report(), "krt-direktore", C1="100")
    transaction.commit()
    answer = patch(call, C1={"raw": 200, "revision": 0}, C4={"raw": 900, "revision": 0})
    assert answer.status_code == 409
    [conflict] = answer.json()["error"]["conflicts"]
    assert (conflict["code"], conflict["typed"], conflict["revision"]) == ("C1", "200", 1)
    assert conflict["cell"]["value"] == 100
    assert values() == {"C1": 100}


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"C1": 5}, ["C1"]),
        ({"C1": {"raw": ["5"]}}, ["C1"]),
        ({"C1": {"raw": {}}}, ["C1"]),
        ({"C1": {"raw": "5", "reason": 5}}, ["C1"]),
        ({"C1": {"raw": "5", "revision": "0"}}, ["C1"]),
        ({"C1": {"raw": "5", "revision": True}}, ["C1"]),
        ({"C1": {"raw": "5", "revision": 0.5}}, ["C1"]),
        ({"C1": {"raw": True}}, ["C1"]),
        ({"C1": {"raw": -5}, "C2": {"raw": "abc"}, "C4": {"raw": 5}}, ["C1", "C2"]),
        ({"C1": {"raw": 10**30}}, ["C1"]),
        ({"C1": {"raw": 1.5}}, ["C1"]),
        ({"C1": {"raw": "2026-02-10"}}, ["C1"]),
        ({"C1": {"raw": "=1+1"}}, ["C1"]),
        ({"C4": {"raw": "n/d", "reason": "a" * 5001}}, ["C4"]),
        ({"C9": {"raw": "5"}, "A7": {"raw": "5"}, "": {"raw": "5"}}, ["", "A7", "C9"]),
    ],
)
def test_bad_cell_names_its_field_and_stores_nothing(call, cells, wrong):
    assert fields(patch(call, **cells)) == (400, wrong)
    assert values() == {}


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (b"{", "body"),
        (b"[]", "body"),
        (b"5", "body"),
        (b"\xff\xfe", "body"),
        (b'{"cells": {"C1": {"raw": NaN}}}', "body"),
        (b'{"cells": {"C1": {"raw": Infinity}}}', "body"),
        (b'{"cells": {"C1": {"raw": ' + b"9" * 5000 + b"}}}", "body"),
        (b'{"cells": {"C1": {"raw": 1e999}}}', "C1"),
        (b"{}", "cells"),
        (b'{"cells": []}', "cells"),
        (b'{"cells": null}', "cells"),
    ],
)
def test_bad_body_names_its_field(call, body, wrong):
    answer = call("krt-darbuotoja", "PATCH", f"{PATH}/@report", body=body, headers=JSON)
    assert fields(answer) == (400, [wrong])


def test_refusal_is_in_the_language_of_who_asks(call):
    sent = {"json": {"cells": {"C1": {"raw": "abc"}}}}
    [told] = call("krt-darbuotoja", "PATCH", f"{PATH}/@report", **sent).json()["error"]["errors"]
    assert "nėra skaičius" in told["message"]


def test_checks_are_batched(call):
    answer = call("metodininke", "GET", f"{PATH}/@checks?b_size=2").json()
    assert [found["code"] for found in answer["items"]] == ["C1", "C2"]
    assert (answer["items_total"], answer["b_size"]) == (3, 2)
    assert call("metodininke", "GET", f"{PATH}/@checks?b_size=9999").json()["b_size"] == 100
    assert fields(call("metodininke", "GET", f"{PATH}/@checks?b_start=-1")) == (400, ["b_start"])


def test_odd_value_is_explained(call):
    with api.env.adopt_roles(["Manager"]):
        rounds.open_round(make_round(2024))
    fill(library("KRT")["statistical-2024"], C4="300")
    fill(the_report(), C1="100", C2="20", C4="900")
    transaction.commit()
    sent = {"key": "visits:C4", "text": " Nauja salė. "}
    answer = call("krt-darbuotoja", "POST", f"{PATH}/@explanations", json=sent)
    assert answer.json()["explanation"] == "Nauja salė."
    [found] = call("vedeja", "GET", f"{PATH}/@checks").json()["items"]
    assert (found["key"], found["explanation"]) == ("visits:C4", "Nauja salė.")
    assert found["earlier_explanation"] is None
    fill(the_report(), C4="950")
    transaction.commit()
    told = call("vedeja", "GET", f"{PATH}/@checks").json()
    [found] = told["items"]
    assert (found["explanation"], found["earlier_explanation"]) == (None, "Nauja salė.")
    assert "Uždarytas filialas." in told["common_answers"]
    call("krt-darbuotoja", "POST", f"{PATH}/@explanations", json={**sent, "text": ""})
    [found] = call("vedeja", "GET", f"{PATH}/@checks").json()["items"]
    assert found["explanation"] is None


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"key": 5, "text": "a"}, "key"),
        ({"key": "visits:C4", "text": ["a"]}, "text"),
        ({"key": "visits:C4", "text": "a"}, "visits:C4"),
        ({"key": "filled:C1", "text": "a" * 5001}, "filled:C1"),
        ({}, ""),
    ],
)
def test_bad_explanation_names_its_field(call, body, wrong):
    answer = call("krt-darbuotoja", "POST", f"{PATH}/@explanations", json=body)
    assert fields(answer) == (400, [wrong])


def test_upload_is_looked_at_and_then_stored(call):
    rows = ["C1;100", "C2;120", "C4;900"]
    answer = upload(call, rows).json()
    assert (answer["stored"], answer["changed"]) == (False, ["C1", "C2", "C4"])
    assert [found["key"] for found in answer["checks"]] == ["children:C2"]
    assert values() == {}
    assert upload(call, rows, store=True).json()["stored"] is True
    assert values() == {"C1": 100, "C2": 120, "C4": 900}
    assert upload(call, rows).json()["changed"] == []


def told(answer):
    """Code -> (revision, value) of the conflicts in an answer or in its error."""
    body = answer.json()
    conflicts = body["error"]["conflicts"] if "error" in body else body["conflicts"]
    return {found["code"]: (found["revision"], found["cell"]["value"]) for found in conflicts}


def test_upload_without_revisions_writes_over_nothing_unseen(call):
    fill(the_report(), C1="100", C4="900")
    transaction.commit()
    rows = ["C1;100", "C2;20", "C4;950"]
    looked_at = upload(call, rows)
    assert looked_at.json()["changed"] == ["C2", "C4"]
    assert looked_at.json()["revisions"] == {"C2": 0, "C4": 1}
    assert told(looked_at) == {"C4": (1, 900)}
    refused = upload(call, rows, store=True)
    assert (refused.status_code, told(refused)) == (409, {"C4": (1, 900)})
    assert values() == {"C1": 100, "C4": 900}
    fill(the_report(), "krt-direktore", C4="910")
    transaction.commit()
    seen = looked_at.json()["revisions"]
    refused = upload(call, rows, store=True, revisions=seen)
    assert (refused.status_code, told(refused)) == (409, {"C4": (2, 910)})
    stored = upload(call, rows, store=True, revisions={**seen, "C4": 2}).json()
    assert (stored["revisions"], stored["conflicts"]) == ({"C2": 1, "C4": 3}, [])
    assert values() == {"C1": 100, "C2": 20, "C4": 950}


def test_downloaded_csv_is_stored_unless_another_changed_it(call):
    fill(the_report(), C1="100", C4="900")
    transaction.commit()

    def filled(typed):
        sheet = call("krt-darbuotoja", "GET", f"{PATH}/@@sheet?format=csv").content.decode()
        data = re.sub(r"(C4;Apsilankymai;)\d+", rf"\g<1>{typed}", sheet).encode()
        return {"file": {"data": b64encode(data).decode()}, "store": True}

    early = filled(960)
    send = partial(call, "krt-darbuotoja", "POST", f"{PATH}/@report-upload")
    assert send(json=filled(950)).json()["changed"] == ["C4"]
    refused = send(json=early)
    assert (refused.status_code, told(refused)) == (409, {"C4": (2, 950)})
    assert values() == {"C1": 100, "C4": 950}
    assert send(json={**early, "revisions": {"C4": 2}}).status_code == 200
    assert values() == {"C1": 100, "C4": 960}


@pytest.mark.parametrize("revisions", [[], "C1", {"C1": "1"}, {"C1": True}])
def test_bad_revisions_of_an_upload_name_their_field(call, revisions):
    assert fields(upload(call, ["C1;1"], revisions=revisions)) == (400, ["revisions"])


def test_revision_of_a_cell_never_filled_is_no_conflict(call):
    body = {"cells": {"C1": {"raw": "1", "revision": 5}}}
    assert call("krt-darbuotoja", "PATCH", f"{PATH}/@report", json=body).status_code == 200
    assert values() == {"C1": 1}


def test_bad_rows_of_an_upload_are_named_by_their_places(call):
    answer = upload(call, ["C1;1O0x", "C4;900", "C9;1"], store=True)
    assert fields(answer) == (400, ["CSV!B2", "CSV!B4"])
    assert values() == {}


@pytest.mark.parametrize(
    "file", [None, "data", [], {}, {"data": 5}, {"data": "%%%"}, {"data": ""}, {"data": "TVo="}]
)
def test_bad_file_names_its_field(call, file):
    answer = call("krt-darbuotoja", "POST", f"{PATH}/@report-upload", json={"file": file})
    assert fields(answer) == (400, ["file"])


WRITES = {
    ("PATCH", "@report"): {"cells": {"C1": {"raw": "1", "revision": 1}}},
    ("POST", "@explanations"): {"key": "visits:C4", "text": "Taip."},
    ("POST", "@report-upload"): {"file": {"data": ""}, "store": True},
}


@pytest.mark.parametrize("person", [*OTHERS, "metodininke", "vedeja"])
def test_only_the_library_writes(call, person):
    assert {
        call(person, method, f"{PATH}/{service}", json=body).status_code
        for (method, service), body in WRITES.items()
    } == {401}
    assert values() == {}


@pytest.mark.parametrize("state", ["signing", "submitted", "accepted", "published"])
def test_state_locks_the_staff_out(call, state):
    bring(the_report(), state)
    transaction.commit()
    assert {
        call("krt-darbuotoja", method, f"{PATH}/{service}", json=body).status_code
        for (method, service), body in WRITES.items()
    } == {401}
    assert values()["C1"] == 100


def test_closed_round_is_told_as_a_conflict(call):
    with act_as("metodininke"):
        rounds.close_round(api.portal.get()["rounds"]["2025"])
    transaction.commit()
    assert {
        call("krt-darbuotoja", method, f"{PATH}/{service}", json=body).status_code
        for (method, service), body in WRITES.items()
    } == {409}


def test_returned_report_is_open_though_the_round_is_closed(call):
    bring(the_report(), "returned")
    with act_as("metodininke"):
        rounds.close_round(api.portal.get()["rounds"]["2025"])
    transaction.commit()
    assert patch(call, C4={"raw": "950", "revision": 1}).status_code == 200
    assert values()["C4"] == 950


@pytest.mark.parametrize("person", OTHERS)
def test_drafts_and_checks_are_not_for_others(call, person):
    assert call(person, "GET", f"{PATH}/@report").status_code == 401
    assert call(person, "GET", f"{PATH}/@checks").status_code == 401


def test_public_reads_published_values_but_neither_history_nor_checks(call):
    bring(the_report(), "submitted")
    with act_as("metodininke"):
        operations.accept(the_report())
    with act_as("vedeja"):
        operations.publish(the_report())
    transaction.commit()
    assert state_of(the_report()) == "published"
    answer = call(None, "GET", f"{PATH}/@report")
    assert {cell["code"]: cell["cell"]["value"] for cell in answer.json()["cells"]} == {
        "A7": 37500,
        "C1": 100,
        "C2": 20,
        "C4": 900,
    }
    assert "krt-darbuotoja" not in answer.text
    assert call(None, "GET", f"{PATH}/@checks").status_code == 401
