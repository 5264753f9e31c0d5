"""Open data: what is published, for people and for programs; nothing else."""

from metodinis.layout import datasets
from metodinis.layout.datasets import LICENCE
from metodinis.testing import PASSWORD
import json
import pytest
import requests


def get(url, **kwargs):
    return requests.get(url, timeout=60, **kwargs)


def test_catalogue_for_programs(served_world):
    url = served_world.absolute_url()
    answer = get(f"{url}/@@dcat")
    assert answer.headers["Content-Type"] == "application/ld+json; charset=utf-8"
    data = json.loads(answer.content)
    assert (data["@type"], data["dct:license"]) == ("dcat:Catalog", {"@id": LICENCE})
    register, catalogue = data["dcat:dataset"]
    assert register["@id"] == f"{url}/libraries#dataset"
    assert register["dct:title"] == [
        {"@value": "Viešųjų bibliotekų registras", "@language": "lt"},
        {"@value": "Register of public libraries", "@language": "en"},
    ]
    assert [file["dcat:mediaType"] for file in register["dcat:distribution"]] == [
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
    assert catalogue["@id"] == f"{url}/indicators#dataset"


def test_all_files_can_be_downloaded(served_world):
    data = get(f"{served_world.absolute_url()}/@@dcat").json()
    files = [file for dataset in data["dcat:dataset"] for file in dataset["dcat:distribution"]]
    assert len(files) == 4
    for file in files:
        answer = get(file["dcat:downloadURL"]["@id"])
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].partition(";")[0] == file["dcat:mediaType"]


def test_page_is_the_same_for_all(served_world):
    url = f"{served_world.absolute_url()}/atviri-duomenys"
    for auth in (None, ("vedeja", PASSWORD)):
        html = get(url, auth=auth).text
        assert html.count('class="mtd-card mtd-dataset"') == 2
        assert "Viešųjų bibliotekų registras" in html
    assert "Register of public libraries" in get(f"{url}?set_language=en").text


def test_footer_leads_to_what_the_law_asks_for(served_world):
    html = get(served_world.absolute_url()).text
    for name in ("prieinamumas", "privatumas", "atviri-duomenys"):
        assert f'<a href="{served_world.absolute_url()}/{name}">' in html


@pytest.mark.parametrize("year", [None, 2025])
def test_schema_org(site, http_request, year):
    dataset = datasets.Dataset("T", "D", "http://x", (), year)
    found = datasets.as_schema_org(dataset, http_request)
    assert (found["@type"], found["license"]) == ("Dataset", LICENCE)
    assert found["temporalCoverage"] == (f"{year}-01-01/{year}-12-31" if year else None)
