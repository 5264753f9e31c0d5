"""What is published may be kept by everybody, and is asked again; nobody learns of other values."""

from datetime import timedelta
from email.utils import format_datetime
from email.utils import parsedate_to_datetime
from metodinis.layout.metadata import department
from metodinis.layout.revalidation import OPEN
from metodinis.testing import PASSWORD
from tests.layout.test_nginx import front  # noqa: F401 a fixture
import pytest
import requests
import transaction


PATHS = (
    "@statistics?code=C1",
    "indicators/@@statistics.csv",
    "indicators/@@statistics-wide.csv",
    "indicators/@@statistics.xlsx",
    "indicators/@@statistics.json",
    "indicators/@@statistics.jsonstat.json",
    "indicators/@@statistics.csv-metadata.json",
    "indicators/@@statistics-wide.csv-metadata.json",
)
KEPT = ("ETag", "Last-Modified", "Cache-Control")


def kept(ask, path, person=None):
    answer = ask(path, person)
    assert answer.status_code == 200
    return {name: answer.headers.get(name) for name in KEPT}


@pytest.mark.parametrize("path", PATHS)
def test_who_has_it_is_told_so(ask, path):
    first = ask(path)
    assert first.headers["Cache-Control"] == OPEN
    assert "Set-Cookie" not in first.headers
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    earlier = parsedate_to_datetime(changed) - timedelta(seconds=1)
    for status, asked in (
        (304, {"If_None_Match": tag}),
        (304, {"If_None_Match": f'"other", {tag.removeprefix("W/")}'}),
        (304, {"If_Modified_Since": changed}),
        (200, {"If_None_Match": '"other"'}),
        (200, {"If_None_Match": '"other"', "If_Modified_Since": changed}),
        (200, {"If_Modified_Since": format_datetime(earlier, usegmt=True)}),
        (200, {"If_Modified_Since": "yesterday"}),
    ):
        again = ask(path, **asked)
        assert again.status_code == status
        assert again.content == (first.content if status == 200 else b"")
        assert again.headers["ETag"] == tag


def test_it_is_new_when_the_publisher_is_called_otherwise(ask):
    before = ask("indicators/@@statistics.json")
    department().name = "Kitas skyrius"
    transaction.commit()
    after = ask("indicators/@@statistics.json", If_None_Match=before.headers["ETag"])
    assert (after.status_code, after.json()["publisher"]) == (200, "Kitas skyrius")


@pytest.mark.parametrize("path", PATHS)
def test_it_is_new_when_a_published_value_is(ask, change, path):
    before = ask(path)
    change("KRT", 2025, "published", {"C1": "123", "C4": "900"}, population=37500)
    after = ask(path, If_None_Match=before.headers["ETag"])
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    assert after.content != before.content


@pytest.mark.parametrize("path", PATHS)
def test_nothing_tells_of_values_that_are_not_published(ask, change, path):
    before, told = kept(ask, path), ask(path).content
    change("KLM", 2025, "accepted", {"C1": "999", "C9": "5"})
    change("KLM", 2023, "accepted", {"C1": "999", "C9": "5"})
    change("PAG", 2025, "returned", {})
    assert kept(ask, path) == before
    assert ask(path).content == told
    assert b"777" not in told


@pytest.mark.parametrize("path", PATHS)
def test_who_is_logged_in_gets_the_same_and_nobody_keeps_it(ask, path):
    assert ask(path, "metodininke").content == ask(path).content
    assert kept(ask, path, "metodininke") == {
        "ETag": None,
        "Last-Modified": None,
        "Cache-Control": "private, no-cache",
    }


@pytest.mark.parametrize("path", [*PATHS, "@@dcat", "@@dcat.rdf"])
def test_other_sites_may_read_it_but_not_in_a_persons_name(ask, path):
    found = ask(path, Origin="https://example.org").headers
    assert found["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in found
    own = ask(path, "metodininke", Origin="https://example.org").headers
    assert "Access-Control-Allow-Origin" not in own


@pytest.mark.parametrize("path", ["@agenda", "@search", "indicators/@indicators", "@statistics"])
def test_nothing_else_may_be_asked_from_other_sites(ask, path):
    asked = {"Origin": "https://example.org", "Access_Control_Request_Method": "POST"}
    assert "Access-Control-Allow-Origin" not in ask(path, method="OPTIONS", **asked).headers
    if path != "@statistics":
        found = ask(path, Origin="https://example.org").headers
        assert "Access-Control-Allow-Origin" not in found


def test_a_head_is_told_the_size(ask):
    for path in PATHS[1:6]:
        whole, head = ask(path), ask(path, method="HEAD", Accept="*/*")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["Content-Length"] == str(len(whole.content))


@pytest.mark.nginx
def test_a_web_server_keeps_no_accepted_values(published, front):  # noqa: F811
    def ask_front(query, auth=None):
        return requests.get(
            f"{front}/@statistics?code=C1{query}",
            auth=auth,
            headers={"Accept": "application/json"},
            timeout=60,
        )

    own = ask_front("&states=accepted", ("metodininke", PASSWORD))
    assert own.json()["items"][0]["value"] == 777
    for _time in range(2):
        answer = ask_front("&states=accepted")
        assert (answer.status_code, "777" in answer.text) == (401, False)
    first, second = ask_front(""), ask_front("")
    assert [one.headers["X-Kept"] for one in (first, second)] == ["MISS", "HIT"]
    assert first.json() == second.json()
