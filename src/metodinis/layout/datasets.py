"""Open data: what the site publishes for reuse, told to people, to DCAT and to schema.org.

A domain names its data sets by a named utility that provides IDatasets.
"""

from datetime import datetime
from metodinis.i18n import _
from metodinis.layout.metadata import as_json
from metodinis.layout.metadata import department
from metodinis.layout.metadata import organization
from metodinis.layout.views import PageView
from plone import api
from Products.Five.browser import BrowserView
from typing import NamedTuple
from zope.component import getUtilitiesFor
from zope.i18n import translate
from zope.interface import Interface


LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME = "CC BY 4.0"
MEDIA_TYPES = {
    "CSV": "text/csv",
    "JSON": "application/json",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"


class Download(NamedTuple):
    """A file of a data set. format: of MEDIA_TYPES; title: Message or text."""

    title: str
    url: str
    format: str


class Dataset(NamedTuple):
    """A data set that everyone may read; titles and descriptions: Messages or texts.

    year: that it tells of, or None; changed: aware datetime or None.
    """

    title: str
    description: str
    url: str
    downloads: tuple[Download, ...] = ()
    year: int | None = None
    changed: datetime | None = None
    keywords: tuple[str, ...] = ()


class IDatasets(Interface):
    """Named utility: the data sets of a domain. Pages list them by the utilities' names."""

    def datasets(site):
        """A list of Dataset, the newest first; only what anonymous may read."""


def all_datasets(site):
    """The data sets of all domains."""
    return [
        dataset
        for _name, utility in sorted(getUtilitiesFor(IDatasets))
        for dataset in utility.datasets(site)
    ]


def as_schema_org(dataset, request):
    """A Dataset as schema.org has it."""
    return {
        "@type": "Dataset",
        "name": translate(dataset.title, context=request),
        "description": translate(dataset.description, context=request),
        "url": dataset.url,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "inLanguage": "lt",
        "keywords": [translate(word, context=request) for word in dataset.keywords],
        "temporalCoverage": _years(dataset),
        "dateModified": dataset.changed and dataset.changed.isoformat(timespec="seconds"),
        "creator": organization(),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": translate(download.title, context=request),
                "encodingFormat": MEDIA_TYPES[download.format],
                "contentUrl": download.url,
            }
            for download in dataset.downloads
        ],
    }


def _years(dataset):
    return f"{dataset.year}-01-01/{dataset.year}-12-31" if dataset.year else None


def as_dcat(datasets, site_url, title, request):
    """A catalogue of data sets in DCAT-AP (JSON-LD), as a dict."""
    settings = department()
    publisher = {
        "@id": f"{site_url}#organization",
        "@type": "foaf:Agent",
        "foaf:name": settings.name,
        "foaf:mbox": settings.email and {"@id": f"mailto:{settings.email}"},
    }
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{site_url}/@@dcat",
        "@type": "dcat:Catalog",
        "dct:title": {"@value": title, "@language": "lt"},
        "dct:publisher": publisher,
        "dct:license": {"@id": LICENCE},
        "dcat:dataset": [_dcat_dataset(dataset, publisher, request) for dataset in datasets],
    }


def _dcat_dataset(dataset, publisher, request):
    def say(message):
        return [
            {"@value": translate(message, target_language=lang), "@language": lang}
            for lang in ("lt", "en")
        ]

    return {
        "@id": f"{dataset.url}#dataset",
        "@type": "dcat:Dataset",
        "dct:title": say(dataset.title),
        "dct:description": say(dataset.description),
        "dct:publisher": {"@id": publisher["@id"]},
        "dct:license": {"@id": LICENCE},
        "dct:modified": dataset.changed
        and {
            "@value": dataset.changed.isoformat(timespec="seconds"),
            "@type": "xsd:dateTime",
        },
        "dct:temporal": dataset.year
        and {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": f"{dataset.year}-01-01", "@type": "xsd:date"},
            "dcat:endDate": {"@value": f"{dataset.year}-12-31", "@type": "xsd:date"},
        },
        "dcat:keyword": [word for message in dataset.keywords for word in say(message)],
        "dcat:landingPage": {"@id": dataset.url},
        "dcat:distribution": [
            {
                "@id": download.url,
                "@type": "dcat:Distribution",
                "dct:title": say(download.title),
                "dct:license": {"@id": LICENCE},
                "dct:format": {"@id": FILE_TYPES + download.format},
                "dcat:mediaType": MEDIA_TYPES[download.format],
                "dcat:downloadURL": {"@id": download.url},
            }
            for download in dataset.downloads
        ],
    }


class OpenDataPage(PageView):
    """`/atviri-duomenys`: the data sets with their files, licence and address for programs."""

    title = _("layout_open_data_title", default="Open data")
    lead = _(
        "layout_open_data_lead",
        default="Data of the libraries that everyone may download, use and share.",
    )
    empty_title = _("layout_open_data_none", default="No data are published yet")
    licence = LICENCE
    licence_name = LICENCE_NAME

    @property
    def datasets(self):
        return all_datasets(self.context)

    @property
    def dcat_url(self):
        return f"{self.portal_url}/@@dcat"


class DcatView(BrowserView):
    """`/@@dcat`: the same data sets for programs."""

    def __call__(self):
        site = api.portal.get()
        data = as_dcat(all_datasets(site), site.absolute_url(), site.Title(), self.request)
        self.request.response.setHeader("Content-Type", "application/ld+json; charset=utf-8")
        return as_json(data)
