"""The data sets as a catalogue for programs: DCAT-AP 3, to be harvested by a national portal.

JSON-LD is written here; RDF/XML and Turtle are made of it, so that they say the same.
"""

from metodinis.layout.datasets import all_datasets
from metodinis.layout.datasets import LANGUAGES
from metodinis.layout.datasets import LICENCE
from metodinis.layout.datasets import MEDIA_TYPES
from metodinis.layout.metadata import as_json
from metodinis.layout.metadata import department
from metodinis.layout.revalidation import is_known
from plone import api
from Products.Five.browser import BrowserView
from rdflib import Graph
from zope.i18n import translate
import hashlib


PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority"
FILE_TYPES = f"{AUTHORITY}/file-type/"
IANA = "https://www.iana.org/assignments/media-types/"
COUNTRY = f"{AUTHORITY}/country/LTU"
# ISO 3166-2 code of a county -> its code in the European nomenclature of territories.
NUTS = {
    "LT-AL": "LT021",
    "LT-KU": "LT022",
    "LT-KL": "LT023",
    "LT-MR": "LT024",
    "LT-PN": "LT025",
    "LT-SA": "LT026",
    "LT-TA": "LT027",
    "LT-TE": "LT028",
    "LT-UT": "LT029",
    "LT-VL": "LT011",
}
EVERYWHERE = {
    "dct:license": {"@id": LICENCE},
    "dct:language": {"@id": f"{AUTHORITY}/language/LIT"},
}
FORMATS = {
    "dcat": ("application/ld+json", None),
    "dcat.rdf": ("application/rdf+xml", "pretty-xml"),
    "dcat.ttl": ("text/turtle", "turtle"),
}


def as_dcat(datasets, site_url, title):
    """A catalogue of Datasets as JSON-LD, a dict."""
    publisher = {"@id": f"{site_url}#organization"}
    return {
        "@context": PREFIXES,
        "@id": f"{site_url}/@@dcat",
        "@type": "dcat:Catalog",
        "dct:title": {"@value": title, "@language": "lt"},
        "dct:description": {"@value": title, "@language": "lt"},
        "dct:publisher": {**publisher, **_agent()},
        "foaf:homepage": {"@id": site_url},
        "dct:spatial": {"@id": COUNTRY},
        "dcat:themeTaxonomy": {"@id": f"{AUTHORITY}/data-theme"},
        "dct:modified": _moment(max(filter(None, (one.changed for one in datasets)), default=None)),
        **EVERYWHERE,
        "dcat:dataset": [_dataset(one, publisher, site_url) for one in datasets],
        "dcat:service": [_service(one, publisher) for one in datasets if one.service],
    }


def _agent():
    settings = department()
    return {
        "@type": "foaf:Agent",
        "foaf:name": settings.name,
        "foaf:mbox": settings.email and {"@id": f"mailto:{settings.email}"},
    }


def _contact(site_url):
    settings = department()
    return {
        "@id": f"{site_url}#contact",
        "@type": "vcard:Organization",
        "vcard:fn": settings.name,
        "vcard:hasEmail": settings.email and {"@id": f"mailto:{settings.email}"},
        "vcard:hasURL": {"@id": site_url},
    }


def _dataset(dataset, publisher, site_url):
    address = f"{dataset.url}#{dataset.anchor}"
    return {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": address,
        "dct:title": _say(dataset.title),
        "dct:description": _say(dataset.description),
        "dct:publisher": publisher,
        "dcat:contactPoint": _contact(site_url),
        "dct:issued": _moment(dataset.issued),
        "dct:modified": _moment(dataset.changed),
        "dct:temporal": dataset.period
        and {
            "@id": f"{address}-period",
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": f"{dataset.period[0]}-01-01", "@type": "xsd:date"},
            "dcat:endDate": {"@value": f"{dataset.period[1]}-12-31", "@type": "xsd:date"},
        },
        "dct:spatial": [{"@id": place} for place in _places(dataset)],
        "dct:accrualPeriodicity": dataset.frequency
        and {"@id": f"{AUTHORITY}/frequency/{dataset.frequency}"},
        "dct:accessRights": {"@id": f"{AUTHORITY}/access-right/PUBLIC"},
        "dcat:theme": {"@id": f"{AUTHORITY}/data-theme/EDUC"},
        "dcat:keyword": [word for message in dataset.keywords for word in _say(message)],
        "dcat:landingPage": {"@id": dataset.url},
        **EVERYWHERE,
        "dcat:distribution": [_distribution(one, dataset) for one in dataset.downloads],
    }


def _places(dataset):
    nuts = [NUTS[place] for place in dataset.places if place in NUTS]
    return [f"http://data.europa.eu/nuts/code/{code}" for code in nuts] or [COUNTRY]


def _distribution(download, dataset):
    return {
        "@id": download.url,
        "@type": "dcat:Distribution",
        "dct:title": _say(download.title),
        "dct:format": {"@id": FILE_TYPES + download.format},
        "dcat:mediaType": {"@id": IANA + MEDIA_TYPES[download.format]},
        "dcat:accessURL": {"@id": dataset.url},
        "dcat:downloadURL": {"@id": download.url},
        "dcat:byteSize": download.size
        and {"@value": str(download.size), "@type": "xsd:nonNegativeInteger"},
        "dct:issued": _moment(dataset.issued),
        "dct:modified": _moment(dataset.changed),
        **EVERYWHERE,
    }


def _service(dataset, publisher):
    service = dataset.service
    return {
        "@id": f"{service.url}#service",
        "@type": "dcat:DataService",
        "dct:title": _say(service.title),
        "dct:description": _say(service.description),
        "dct:publisher": publisher,
        "dcat:endpointURL": {"@id": service.url},
        "dcat:servesDataset": {"@id": f"{dataset.url}#{dataset.anchor}"},
        "dct:accessRights": {"@id": f"{AUTHORITY}/access-right/PUBLIC"},
        "dct:license": {"@id": LICENCE},
    }


def _say(message):
    return [
        {"@value": translate(message, target_language=lang), "@language": lang}
        for lang in LANGUAGES
    ]


def _moment(moment):
    return moment and {"@value": moment.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}


def as_rdf(told, written):
    """The same catalogue (JSON-LD, a text) as another format of rdflib's."""
    return Graph().parse(data=told, format="json-ld").serialize(format=written)


class DcatView(BrowserView):
    """`/@@dcat` (JSON-LD, or what `Accept` asks for), `/@@dcat.rdf`, `/@@dcat.ttl`."""

    def __call__(self):
        site, response = api.portal.get(), self.request.response
        told = as_json(as_dcat(all_datasets(site), site.absolute_url(), site.Title()))
        media_type, written = FORMATS[self._format()]
        response.setHeader("Content-Type", f"{media_type}; charset=utf-8")
        response.setHeader("Vary", "Accept")
        tag = hashlib.sha256(f"{media_type} {told}".encode()).hexdigest()[:32]
        if is_known(self.request, tag):
            return ""
        return told if written is None else as_rdf(told, written)

    def _format(self):
        """The view's own format; that of `@@dcat` is chosen by the reader."""
        if self.__name__ != "dcat":
            return self.__name__
        ranges = self.request.getHeader("Accept", "").split(",")
        asked = [one.partition(";")[0].strip() for one in ranges]
        names = {media_type: name for name, (media_type, _written) in FORMATS.items()}
        return next((names[one] for one in asked if one in names), "dcat")
