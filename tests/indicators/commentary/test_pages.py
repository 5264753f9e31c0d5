"""Comments on a page, their form without scripts, and the REST services."""

from metodinis.indicators.commentary import operations
from metodinis.testing import PASSWORD
from tests.libraries.conftest import act_as
import pytest
import re
import requests
import transaction


STAFF = ("metodininke", PASSWORD)
CHECKED = re.compile(r'value="yes" checked')
TOKEN = re.compile(r'name="_authenticator"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="_auth')


def test_reader_sees_text_date_and_department(write, page):
    comment = write("Auga <b>.\n\n– kaime\n– mieste", "indicator:R8", 2025)
    write("Mums.", "indicator:R8", 2025, public=False)
    with act_as("krt-direktore"):
        html = page("indicator:R8", 2025)
    assert "<p>Auga &lt;b&gt;.</p>" in html
    assert "<li>kaime</li>" in html
    assert re.search(r"<span>Metodikos skyrius</span>, <span>20\d\d m\. [^<]+ d\.</span>", html)
    assert f'id="comment-{comment.id}"' in html
    for word in ("Mums.", "<form", "metodininke", "Keisti", "mtd-badge"):
        assert word not in html


def test_staff_see_all_with_names_and_the_form(write, page):
    write("Auga.", public=True)
    write("Mums.", public=False)
    with act_as("vedeja"):
        html = page("territory")
    assert re.findall(r'class="mtd-badge mtd-badge--(\w+)">([^<]+)<', html) == [
        ("neutral", "Tik darbuotojams"),
        ("published", "Skelbiamas"),
    ]
    assert re.findall(r'<form method="post" action="[^"]*/indicators/@@comment">', html)
    assert html.count("Keisti arba šalinti") == 2


def test_readers_see_nothing_where_nothing_is_said(page):
    with act_as("krt-direktore"):
        assert page("territory").strip() == ""
    with act_as("vedeja"):
        assert "Komentarų dar nėra." in page("territory")


def test_comment_of_a_year_says_it_among_those_of_all(write, page):
    write("Auga.", year=2025)
    with act_as("krt-direktore"):
        assert "Apie 2025 m. rodiklius" in page("territory")
        assert "Apie 2025" not in page("territory", 2025)


class Person:
    """Someone who is logged in by HTTP and sends forms."""

    def __init__(self, site):
        self.url = f"{site.absolute_url()}/indicators/@@comment"
        self.site = site

    def get(self, query):
        return requests.get(f"{self.url}?{query}", auth=STAFF, timeout=60)

    def post(self, **form):
        found = TOKEN.search(self.get("subject=territory").text)
        form["_authenticator"] = found[1] or found[2]
        return requests.post(self.url, data=form, auth=STAFF, timeout=60, allow_redirects=False)

    def kept(self):
        transaction.begin()
        return self.site["indicators"].commentary.all()


@pytest.fixture
def person(served_world):
    return Person(served_world)


def test_form_writes_changes_and_removes(person):
    home = person.site.absolute_url()
    back = f"{home}/indicators/@@rules?year=2025"
    answer = person.post(subject="indicator:R8", year="2025", text="Auga.", public="yes", next=back)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{back}#commentary")
    (comment,) = person.kept()
    assert (comment.subject, comment.year, comment.public) == ("indicator:R8", 2025, True)
    html = person.get(f"id={comment.id}").text
    assert ">Auga.</textarea>" in html
    assert CHECKED.search(html)
    assert "R8. " in html
    person.post(id=comment.id, text="Lėtai auga.")
    (changed,) = person.kept()
    assert (changed.text, changed.public) == ("Lėtai auga.", False)
    answer = person.post(id=comment.id, text="", remove="1")
    assert answer.headers["Location"] == f"{home}/indicators#commentary"
    assert person.kept() == []


def test_refused_form_keeps_what_was_typed(person):
    long = "Ilgas " * 1000
    answer = person.post(subject="territory", year="2025", text=long, public="yes")
    assert answer.status_code == 400
    assert 'href="#f-text"' in answer.text
    assert answer.text.count("Įrašykite ne daugiau kaip 5000 ženklų.") == 2
    assert CHECKED.search(answer.text)
    assert long.strip()[:50] in answer.text
    answer = person.post(subject="territory", year="maždaug", text="Auga.")
    assert (answer.status_code, 'href="#f-year"' in answer.text) == (400, True)
    assert person.kept() == []


@pytest.mark.parametrize("address", ["http://example.org/", "//example.org", "javascript:alert(1)"])
def test_form_leads_nobody_away(person, address):
    answer = person.post(subject="territory", text="Auga.", next=address)
    home = person.site.absolute_url()
    assert answer.headers["Location"] == f"{home}/indicators#commentary"


@pytest.mark.parametrize("query", ["", "subject=indicator:XX9", "subject=x", "id=none"])
def test_form_of_nothing_is_not_found(person, query):
    assert person.get(query).status_code == 404


def test_form_of_another_site_writes_nothing(person):
    answer = requests.post(
        person.url, data={"subject": "territory", "text": "x"}, auth=STAFF, timeout=60
    )
    assert answer.status_code == 403
    assert person.kept() == []


class Client:
    def __init__(self, site):
        self.url = f"{site.absolute_url()}/indicators/@commentary"

    def __call__(self, method, path="", body=None, auth=STAFF, **params):
        headers = {"Accept": "application/json", "Accept-Language": "lt"}
        return requests.request(
            method, self.url + path, json=body, auth=auth, headers=headers, params=params,
            timeout=60,
        )  # fmt: skip


@pytest.fixture
def client(served_world):
    return Client(served_world)


def test_rest_writes_reads_changes_and_removes(client):
    body = {"subject": "indicator:R8", "year": 2025, "text": "Auga.", "public": True}
    made = client("POST", body=body)
    assert made.status_code == 201
    comment = made.json()
    assert {name: comment[name] for name in body} == body
    assert comment["@id"] == f"{client.url}/{comment['id']}"
    hidden = client("POST", body={**body, "text": "Mums.", "public": False}).json()
    staff = client("GET", subject="indicator:R8", year="2025").json()
    assert [one["text"] for one in staff["items"]] == ["Mums.", "Auga."]
    public = client("GET", auth=None, subject="indicator:R8").json()
    assert public["items_total"] == 1
    assert set(public["items"][0]) == {"@id", "id", "subject", "year", "text", "at", "changed"}
    changed = client("PATCH", f"/{hidden['id']}", {"public": True}).json()
    assert (changed["text"], changed["public"]) == ("Mums.", True)
    assert client("DELETE", f"/{comment['id']}").status_code == 204
    assert client("DELETE", f"/{comment['id']}").status_code == 409
    assert client("GET", auth=None, subject="indicator:R8").json()["items_total"] == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"subject": "indicator:XX9", "text": "a"}, "subject"),
        ({"subject": "territory", "text": ""}, "text"),
        ({"subject": "territory", "text": ["a"]}, "text"),
        ({"subject": "territory", "text": "a", "year": "2025"}, "year"),
        ({"subject": "territory", "text": "a", "year": True}, "year"),
        ({"subject": "territory", "text": "a", "year": 10**30}, "year"),
        ({"subject": "territory", "text": "a", "public": "yes"}, "public"),
    ],
)
def test_rest_tells_what_is_wrong(client, body, field):
    answer = client("POST", body=body)
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["error"]["errors"]] == [field]
    assert client("GET", subject="territory").json()["items_total"] == 0


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({}, "subject"),
        ({"subject": "x"}, "subject"),
        ({"subject": "territory", "year": "x"}, "year"),
    ],
)
def test_rest_asks_for_a_subject(client, params, field):
    answer = client("GET", auth=None, **params)
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["error"]["errors"]] == [field]


def test_permission_is_the_departments(world):
    found = {
        role
        for role in ("Methodologist", "DepartmentHead", "Manager", "SiteEditor", "LibraryDirector")
        if role
        in {one["name"] for one in world.rolesOfPermission(operations.COMMENT) if one["selected"]}
    }
    assert found == {"Methodologist", "DepartmentHead", "Manager"}
