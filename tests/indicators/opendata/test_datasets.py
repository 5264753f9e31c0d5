"""The data set of statistics: on the page of open data and in the catalogue for programs."""

from html import unescape
from rdflib import Graph
from rdflib import Literal
from rdflib import Namespace
from rdflib import URIRef
from tests.indicators.values.conftest import put
import re
import requests
import transaction


DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")


def test_the_page_tells_files_sizes_and_questions(ask):
    page = ask("atviri-duomenys", Accept="text/html").text
    assert "Metai: 2024–2025. Bibliotekų: 1. Ataskaitų: 2. Reikšmių: 13." in page
    assert "Viešųjų bibliotekų statistika, visi metai. CC BY 4.0." in page
    files = re.findall(r'href="[^"]*/(indicators/@@statistics[^"]*)"', page)
    assert files == [
        *("indicators/@@statistics.csv", "indicators/@@statistics-wide.csv"),
        *("indicators/@@statistics.xlsx", "indicators/@@statistics.json"),
        "indicators/@@statistics.jsonstat.json",
    ]
    sizes = re.findall(r'mtd-chip__size">([\d,]+)\xa0(k?)B<', page)
    assert [whole.partition(",")[0] for whole, _kilo in sizes] == [
        f"{len(ask(name).content) / (1024 if kilo else 1):.1f}".partition(".")[0]
        for name, (_whole, kilo) in zip(files, sizes, strict=True)
    ]
    asked = re.findall(r'href="[^"]*/(\+\+api\+\+/@statistics[^"]*)"', page)
    questions = list(map(unescape, asked))
    assert questions == [
        "++api++/@statistics?code=R2&library=KRT",
        "++api++/@statistics?code=A7&level=county&from=2025&to=2025",
        "++api++/@statistics?code=R2&shape=compact",
    ]
    assert [ask(question, Accept="text/html").status_code for question in questions] == [200] * 3


def test_the_catalogue_tells_it_to_programs(ask, published):
    url = published.absolute_url()
    found = Graph().parse(data=ask("@@dcat.rdf").text, format="xml")
    whole = URIRef(f"{url}/indicators#statistics")
    assert (URIRef(f"{url}/@@dcat"), DCAT.dataset, whole) in found
    assert Literal("Viešųjų bibliotekų statistika, visi metai", lang="lt") in set(
        found.objects(whole, DCTERMS.title)
    )
    files = set(found.objects(whole, DCAT.distribution))
    assert len(files) == 5
    for file in files:
        answer = ask(str(file).removeprefix(f"{url}/"))
        size, media_type = found.value(file, DCAT.byteSize), found.value(file, DCAT.mediaType)
        assert (answer.status_code, len(answer.content)) == (200, size.toPython())
        assert answer.headers["Content-Type"].startswith(media_type.rpartition("types/")[2])
    [service] = found.subjects(DCAT.servesDataset, whole)
    assert found.value(service, DCAT.endpointURL) == URIRef(f"{url}/@statistics")


def test_accepted_values_make_no_data_set(served_world):
    put("PAG", 2025, "accepted", {"C1": "777"})
    transaction.commit()
    answer = requests.get(f"{served_world.absolute_url()}/@@dcat", timeout=60)
    assert (answer.status_code, "#statistics" in answer.text) == (200, False)
