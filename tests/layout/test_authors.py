"""Visitors don't learn by what name those who work here log in; who may change a thing does."""

from metodinis.testing import PASSWORD
from plone import api
from plone.namedfile.file import NamedBlobFile
import json
import pytest
import requests
import transaction


LOGIN = "kurejas-7"
STOCK = ("Document", "News Item", "Folder", "Collection", "File", "Event")


@pytest.fixture
def made(served_site):
    """A served site with public things that one account made."""
    with api.env.adopt_roles(["Manager"]):
        api.user.create(f"{LOGIN}@example.org", LOGIN, PASSWORD)
        api.group.add_user(groupname="editors", username=LOGIN)
    with api.env.adopt_user(LOGIN), api.env.adopt_roles(["Manager"]):
        for name in STOCK:
            thing = api.content.create(served_site, name, f"k-{name}", title=name, safe_id=True)
            thing.setCreators((LOGIN,))
            if name == "File":
                thing.file = NamedBlobFile(b"%PDF-1.4", filename="planas.pdf")
            else:
                api.content.transition(thing, "publish")
        api.content.create(served_site["partners"], "Partner", "p", title="Partneris")
        page = api.content.create(served_site["k-folder"], "Document", "lapas", title="Lapas")
        api.content.transition(page, "publish")
        served_site["k-collection"].customViewFields = ("Title", "Creator")
        served_site["k-collection"].query = QUERY
        for brain in api.content.find():
            brain.getObject().reindexObject()
    transaction.commit()
    return served_site


QUERY = [
    {
        "i": "portal_type",
        "o": "plone.app.querystring.operation.selection.any",
        "v": [*STOCK, "Partner"],
    }
]
QUESTIONS = (
    "@search?metadata_fields=_all&b_size=100",
    "@search?metadata_fields=Creator&metadata_fields=listCreators",
    "@search?fullobjects=1&b_size=100",
    "@querystring-search?query=" + json.dumps({"query": QUERY, "metadata_fields": "_all"}),
    "?metadata_fields=_all",
    "k-folder?metadata_fields=_all&fullobjects=1",
    "k-folder/lapas?metadata_fields=_all",
    "k-collection?metadata_fields=_all",
    "k-document",
    "k-news-item?metadata_fields=_all",
    "k-file",
    "k-event",
    "partners/p?metadata_fields=_all",
    "@navigation?expand.navigation.depth=2&metadata_fields=_all",
)


def ask(site, path, auth=None):
    answer = requests.get(
        f"{site.absolute_url()}/{path}",
        headers={"Accept": "application/json"},
        auth=auth,
        timeout=60,
    )
    assert answer.status_code == 200
    return answer


def test_visitors_learn_no_login(made):
    answers = {path: ask(made, path).text for path in QUESTIONS}
    assert [path for path, text in answers.items() if LOGIN in text] == []
    assert '"title": "Partneris"' in answers[QUESTIONS[0]]


def test_nothing_is_found_by_who_made_it(made):
    assert ask(made, f"@search?Creator={LOGIN}").json()["items_total"] == 0
    catalog = api.portal.get_tool("portal_catalog")
    assert LOGIN not in catalog.uniqueValuesFor("Creator")
    known = [
        brain[name] for brain in catalog.unrestrictedSearchResults() for name in catalog.schema()
    ]
    assert LOGIN not in str(known)


def test_who_may_change_a_thing_sees_its_authors(made):
    told = ask(made, "k-document", (LOGIN, PASSWORD)).json()
    assert told["creators"] == [LOGIN]
    assert ask(made, "k-document").json()["creators"] == []


@pytest.mark.parametrize("name", ["k-folder", "k-collection"])
def test_tables_name_no_reader_as_author(made, name):
    with api.env.adopt_user(LOGIN):
        page = made[name].restrictedTraverse("@@tabular_view")()
    table = page[page.index("<table") : page.index("</table")]
    assert ">Lapas<" in "".join(table.split())
    assert LOGIN not in table
    assert "/author/" not in table
