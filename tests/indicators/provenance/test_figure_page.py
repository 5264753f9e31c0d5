"""The page and the service of one figure, over HTTP."""

from metodinis.reports.operations import reopen
from metodinis.testing import PASSWORD
from tests.libraries.conftest import act_as
from tests.security import published_reports
import pytest
import requests
import transaction


DIRECTOR = ("krt-direktore", PASSWORD)
STAFF = ("metodininke", PASSWORD)


@pytest.fixture
def url(served_world):
    published_reports.prepare(served_world)
    transaction.commit()
    return f"{served_world.absolute_url()}/libraries/krt"


def page(url, query, person=None):
    return requests.get(f"{url}/@@figure?{query}", auth=person, timeout=30)


def service(url, query, language="lt"):
    headers = {"Accept": "application/json", "Accept-Language": language}
    return requests.get(f"{url}/@figure?{query}", headers=headers, timeout=30)


def test_visitor_reads_where_a_figure_comes_from(url):
    answer = page(url, "code=C4&year=2025")
    assert answer.status_code == 200
    assert "Apsilankymai" in answer.text
    assert f'href="{url}/statistical-2025#row-C4"' in answer.text
    assert "@@remark" not in answer.text


def test_staff_ask_the_library_while_it_can_answer(url, served_world):
    query = "code=C4&year=2025"
    assert "@@remark" not in page(url, query, STAFF).text
    with act_as("vedeja"):
        reopen(served_world["libraries"]["krt"]["statistical-2025"], "Patikslinkite.")
    transaction.commit()
    assert "@@remark" not in page(url, query, DIRECTOR).text
    assert f'href="{url}/statistical-2025/@@remark?code=C4"' in page(url, query, STAFF).text


def test_a_year_without_a_report_has_a_way_on(url):
    answer = page(url, "code=C4&year=2019")
    assert answer.status_code == 200
    assert "Tokio rodiklio pamatyti negalima" in answer.text
    assert f'href="{url}/@@figures"' in answer.text


def test_unknown_codes_are_not_found(url):
    assert page(url, "code=ZZ9&year=2025").status_code == 404
    assert page(url, "year=2025").status_code == 404


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("code=C4", 400, "year"),
        ("code=C4&year=x", 400, "year"),
        ("code=ZZ9&year=2025", 400, "code"),
        ("code=C4&year=2019", 404, None),
    ],
)
def test_service_says_what_is_wrong(url, query, status, field):
    answer = service(url, query)
    assert answer.status_code == status
    if field:
        assert [one["field"] for one in answer.json()["error"]["errors"]] == [field]


def test_service_tells_what_the_page_tells(url):
    found = service(url, "code=C4&year=2025").json()
    assert (found["value"], found["report"]["review_state"]) == (900, "published")
    assert [cell["raw"] for cell in found["report"]["cells"]] == ["900"]
