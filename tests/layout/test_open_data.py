"""Open data: what is published, for people and for programs; nothing else."""

from datetime import datetime
from datetime import UTC
from metodinis.layout import datasets
from metodinis.layout import dcat
from metodinis.layout.datasets import LICENCE
from metodinis.layout.dcat import IANA
from metodinis.testing import PASSWORD
from rdflib import Graph
from rdflib import Literal
from rdflib import Namespace
from rdflib import URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF
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
        {"@id": f"{IANA}text/csv"},
        {"@id": f"{IANA}application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    ]
    assert catalogue["@id"] == f"{url}/indicators#dataset"


def test_all_files_can_be_downloaded(served_world):
    data = get(f"{served_world.absolute_url()}/@@dcat").json()
    files = [file for dataset in data["dcat:dataset"] for file in dataset["dcat:distribution"]]
    assert len(files) == 4
    for file in files:
        answer = get(file["dcat:downloadURL"]["@id"])
        assert answer.status_code == 200
        media_type = answer.headers["Content-Type"].partition(";")[0]
        assert file["dcat:mediaType"] == {"@id": IANA + media_type}


DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
WRITTEN = {
    "dcat": ("application/ld+json", "json-ld"),
    "dcat.rdf": ("application/rdf+xml", "xml"),
    "dcat.ttl": ("text/turtle", "turtle"),
}


def graph(answer, written):
    return Graph().parse(data=answer.text, format=written)


def test_all_formats_say_the_same(served_world):
    url = served_world.absolute_url()
    told = graph(get(f"{url}/@@dcat"), "json-ld")
    assert len(told) > 50
    for name, (media_type, written) in WRITTEN.items():
        for answer in (
            get(f"{url}/@@{name}"),
            get(f"{url}/@@dcat", headers={"Accept": f"{media_type}, */*;q=0.1"}),
        ):
            assert answer.headers["Content-Type"] == f"{media_type}; charset=utf-8"
            assert isomorphic(graph(answer, written), told)
    assert get(f"{url}/@@dcat", headers={"Accept": "text/html"}).text == get(f"{url}/@@dcat").text


def test_catalogue_has_what_a_portal_harvests(served_world):
    url = served_world.absolute_url()
    found = graph(get(f"{url}/@@dcat.rdf"), "xml")
    catalogue, register = URIRef(f"{url}/@@dcat"), URIRef(f"{url}/libraries#dataset")
    assert (catalogue, RDF.type, DCAT.Catalog) in found
    for name in ("title", "description", "publisher", "license", "language", "modified"):
        assert list(found.objects(catalogue, DCTERMS[name])) != []
    assert (catalogue, DCAT.dataset, register) in found
    assert set(found.objects(register, DCTERMS.title)) == {
        Literal("Viešųjų bibliotekų registras", lang="lt"),
        Literal("Register of public libraries", lang="en"),
    }
    authority = "http://publications.europa.eu/resource/authority"
    for name, value in (
        (DCAT.theme, f"{authority}/data-theme/EDUC"),
        (DCTERMS.spatial, f"{authority}/country/LTU"),
        (DCTERMS.accessRights, f"{authority}/access-right/PUBLIC"),
        (DCTERMS.license, LICENCE),
        (DCAT.landingPage, f"{url}/libraries"),
    ):
        assert list(found.objects(register, name)) == [URIRef(value)]
    [contact] = found.objects(register, DCAT.contactPoint)
    assert list(found.objects(contact, VCARD.fn)) == [Literal("Bibliotekų metodikos skyrius")]
    for file in found.objects(register, DCAT.distribution):
        assert list(found.objects(file, DCAT.downloadURL)) == [file]
        assert list(found.objects(file, DCAT.accessURL)) == [URIRef(f"{url}/libraries")]
        assert list(found.objects(file, DCTERMS.license)) == [URIRef(LICENCE)]


def test_a_large_data_set_is_told_whole(world, http_request):
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    service = datasets.Service("S", "How", "http://x/@s", (), (("E", "http://x/@s?a=1"),))
    dataset = datasets.Dataset(
        "T",
        "D",
        "http://x/data",
        (datasets.Download("F", "http://x/f.csv", "CSV", 1234),),
        changed=moment,
        issued=moment,
        years=(2020, 2025),
        places=("LT-KL", "LT-TA"),
        frequency="ANNUAL",
        anchor="all",
        service=service,
    )
    told = dcat.as_json(dcat.as_dcat([dataset], "http://x", "Site"))
    found = Graph().parse(data=told, format="json-ld")
    whole, file = URIRef("http://x/data#all"), URIRef("http://x/f.csv")
    assert set(found.objects(whole, DCTERMS.spatial)) == {
        URIRef(f"http://data.europa.eu/nuts/code/{code}") for code in ("LT023", "LT027")
    }
    [period] = found.objects(whole, DCTERMS.temporal)
    assert found.value(period, DCAT.startDate) == Literal("2020-01-01", datatype=XSD.date)
    assert found.value(period, DCAT.endDate) == Literal("2025-12-31", datatype=XSD.date)
    assert found.value(file, DCAT.byteSize) == Literal("1234", datatype=XSD.nonNegativeInteger)
    issued = Literal("2026-03-01T12:00:00+00:00", datatype=XSD.dateTime)
    assert found.value(whole, DCTERMS.issued) == found.value(file, DCTERMS.issued) == issued
    [serving] = found.subjects(DCAT.servesDataset, whole)
    assert found.value(serving, DCAT.endpointURL) == URIRef("http://x/@s")
    assert (URIRef("http://x/@@dcat"), DCAT.service, serving) in found
    schema = datasets.as_schema_org(dataset, http_request)
    assert schema["temporalCoverage"] == "2020-01-01/2025-12-31"


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
