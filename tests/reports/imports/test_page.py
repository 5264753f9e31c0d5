"""The page and REST of imports, over HTTP: a thread does the work."""

from metodinis.common.spreadsheets import read_csv
from metodinis.reports.imports import jobs
from tests.reports.conftest import CATALOGUE
from tests.reports.conftest import library
from tests.reports.conftest import RULES
from tests.reports.imports.test_import import DATA
from tests.reports.imports.test_import import MAPPING
import pytest
import re
import time
import transaction


def files(data=DATA, **more):
    parts = {"file": data, "mapping": MAPPING, "catalogue": CATALOGUE, "rules": RULES, **more}
    return {name: (f"{name}.csv", text.encode()) for name, text in parts.items()}


def wait(call, key):
    """The job as REST tells it, when its thread has ended."""
    for _second in range(300):
        job = call("vedeja", "GET", f"rounds/@import-reports?job={key}").json()
        if job["state"] not in jobs.WORKING:
            return job
        time.sleep(0.1)
    raise AssertionError(job)


def key_in(answer):
    return re.search(r"job=([0-9a-f]{16})", answer.url)[1]


def test_page_looks_then_imports(call):
    answer = call("vedeja", "POST", "rounds/@@import", data={"year": "2024"}, files=files())
    assert answer.status_code == 200
    key = key_in(answer)
    assert wait(call, key)["state"] == "looked"
    page = call("vedeja", "GET", f"rounds/@@import?job={key}").text
    assert "Naujos ataskaitos" in page
    assert 'name="confirm"' in page
    assert "statistical-2024" not in library("KRT")
    answer = call("vedeja", "POST", f"rounds/@@import?job={key}", data={"job": key, "confirm": "1"})
    job = wait(call, key)
    assert (job["state"], job["outcome"]["reports"]) == ("done", 2)
    assert library("KRT")["statistical-2024"].cells()["C1"].value == 100
    page = call("vedeja", "GET", f"rounds/@@import?job={key}").text
    assert "Importuota" in page
    assert re.search(r'href="[^"]*/rounds/2024"[^>]*>Žiūrėti 2024 m. ataskaitas</a>', page)
    # Elements and rules in words, not by their codes alone.
    assert "Registruoti vartotojai" in page
    assert not re.search(r'<th scope="row">(filled|population_known|first_report)</th>', page)
    assert key in call("vedeja", "GET", "rounds/@@import").text


def test_page_shows_what_is_wrong(call):
    bad = files("code,C1\nKRT,x1\n<b>,1\n")
    answer = call("vedeja", "POST", "rounds/@@import", data={"year": "2024"}, files=bad)
    key = key_in(answer)
    job = wait(call, key)
    assert job["state"] == "refused"
    assert {(r["line"], r["column"]) for r in job["outcome"]["refused"]} >= {(2, "C1"), (3, "code")}
    page = call("vedeja", "GET", f"rounds/@@import?job={key}").text
    assert "&lt;b&gt;" in page
    # What all of a row's empty cells lack is said once for them together.
    assert re.findall(r">(C2, C4)</td>", page) == ["C2, C4"]
    assert 'name="confirm"' not in page
    answer = call("vedeja", "POST", "rounds/@import-reports", json={"job": key})
    assert answer.status_code == 409


def test_page_wants_year_and_file(call):
    answer = call("vedeja", "POST", "rounds/@@import", data={"year": "x"}, files=files())
    assert answer.status_code == 400
    assert 'href="#f-year"' in answer.text
    answer = call("vedeja", "POST", "rounds/@@import", data={"year": "2024"})
    assert answer.status_code == 400
    assert 'href="#f-file"' in answer.text
    assert call("vedeja", "GET", "rounds/@@import?job=gone").status_code == 404


def test_rest_imports_at_once(call):
    body = {"year": 2024, "file": DATA, "mapping": MAPPING, "catalogue": CATALOGUE, "rules": RULES}
    answer = call("vedeja", "POST", "rounds/@import-reports", json=body)
    assert answer.status_code == 202
    job = wait(call, answer.json()["job"])
    assert (job["state"], job["name"]) == ("done", "reports.csv")
    assert {total["code"]: total["total"] for total in job["outcome"]["totals"]} == {
        "C1": 150,
        "C2": 20,
        "C4": 3000,
    }
    assert call("vedeja", "GET", "rounds/@import-reports").json()["items_total"] == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"file": DATA}, "year"),
        ({"year": 2024}, "file"),
        ({"year": 2024, "file": 1}, "file"),
        ({"year": 2024, "file": DATA, "dry_run": "no"}, "dry_run"),
    ],
)
def test_rest_names_the_bad_field(call, body, field):
    answer = call("vedeja", "POST", "rounds/@import-reports", json=body)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["error"]["errors"]] == [field]


def test_one_import_at_a_time_and_none_hangs_for_ever(call, served_round):
    body = {"year": 2024, "file": DATA, "dry_run": True}
    key = call("vedeja", "POST", "rounds/@import-reports", json=body).json()["job"]
    wait(call, key)
    job = jobs.job_of(served_round.__parent__, key)
    job.begin(jobs.IMPORTING)
    transaction.commit()
    assert call("vedeja", "POST", "rounds/@import-reports", json=body).status_code == 409
    # The server was killed: nobody notes any progress.
    job.progress.at -= jobs.SILENCE
    transaction.commit()
    told = call("vedeja", "GET", f"rounds/@import-reports?job={key}").json()
    assert told["state"] == "failed"
    answer = call("vedeja", "POST", "rounds/@import-reports", json=body)
    assert answer.status_code == 202
    wait(call, answer.json()["job"])


def test_others_may_not(call):
    for person in ("metodininke", "redaktore", "krt-direktore", "svecias", None):
        for method, path in (
            ("GET", "rounds/@import-reports"),
            ("POST", "rounds/@import-reports"),
        ):
            assert call(person, method, path, json={}).status_code == 401
        page = call(person, "GET", "rounds/@@import", allow_redirects=False)
        assert page.status_code in (302, 401, 403)


def test_mapping_of_the_site(call):
    answer = call("vedeja", "GET", "rounds/@@import-mapping")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.text.startswith("# docs/import.md\nkey: code\n")


def test_imports_are_sorted_and_handed_out(call):
    for year in ("2024", "2023"):
        answer = call("vedeja", "POST", "rounds/@@import", data={"year": year}, files=files())
        wait(call, key_in(answer))
    years = r'data-label="[^"]*">(20\d\d)<'
    newest = call("vedeja", "GET", "rounds/@@import").text
    by_year = call("vedeja", "GET", "rounds/@@import?sort=year&order=descending").text
    assert re.findall(years, newest) == ["2023", "2024"]
    assert re.findall(years, by_year) == ["2024", "2023"]
    assert "2 importai" in newest
    path = "rounds/@@imports-export?sort=year&format=csv"
    head, *rows = read_csv(call("vedeja", "GET", path).content)
    assert head == ["Ataskaitos (CSV)", "Ataskaitiniai metai", "Būsena", "Kada"]
    assert [row[:3] for row in rows] == [
        ["file.csv", "2023", "Galima importuoti"],
        ["file.csv", "2024", "Galima importuoti"],
    ]
