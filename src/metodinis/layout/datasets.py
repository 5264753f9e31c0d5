"""Open data: what the site publishes for reuse, told to people and to schema.org.

A domain names its data sets by a named utility that provides IDatasets; `dcat` tells them to
programs.
"""

from datetime import datetime
from metodinis.i18n import _
from metodinis.layout.metadata import department
from metodinis.layout.metadata import organization
from metodinis.layout.views import PageView
from plone import api
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
LANGUAGES = ("lt", "en")
# The catalogue for programs: view -> name of its format.
CATALOGUES = {"dcat": "JSON-LD", "dcat.rdf": "RDF/XML", "dcat.ttl": "Turtle"}


class Download(NamedTuple):
    """A file of a data set. format: of MEDIA_TYPES; title: Message or text; size: in bytes, if it
    is known."""

    title: str
    url: str
    format: str
    size: int | None = None


class Service(NamedTuple):
    """An address that programs ask for parts of a data set. url: without a question; parameters:
    (name, what it says); examples: (title, whole address that can be opened)."""

    title: str
    description: str
    url: str
    parameters: tuple[tuple[str, str], ...] = ()
    examples: tuple[tuple[str, str], ...] = ()


class Dataset(NamedTuple):
    """A data set that everyone may read; titles and descriptions: Messages or texts.

    year: that it tells of, or None; changed, issued: aware datetimes or None; years: (first,
    last), if it tells of several; extent: how much it is, in words; places: ISO 3166-2 codes of
    the counties that it is of, if not of the whole country; frequency: how often it grows, of the
    EU's vocabulary, such as ANNUAL; anchor: what tells it from others at the same url.
    """

    title: str
    description: str
    url: str
    downloads: tuple[Download, ...] = ()
    year: int | None = None
    changed: datetime | None = None
    keywords: tuple[str, ...] = ()
    issued: datetime | None = None
    years: tuple[int, int] | None = None
    extent: str = ""
    places: tuple[str, ...] = ()
    frequency: str = ""
    anchor: str = "dataset"
    service: Service | None = None

    @property
    def period(self):
        """(first year, last year) that it tells of, or None."""
        return self.years or (self.year and (self.year, self.year))


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
        "datePublished": dataset.issued and dataset.issued.isoformat(timespec="seconds"),
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
    return "{}-01-01/{}-12-31".format(*dataset.period) if dataset.period else None


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
    def catalogues(self):
        """(name of a format, address) of the catalogue for programs."""
        return [(name, f"{self.portal_url}/@@{view}") for view, name in CATALOGUES.items()]

    def citation(self, dataset):
        """How a Dataset is named as a source."""
        year = f" ({dataset.changed.year})" if dataset.changed else ""
        publisher = department().name or self.site_title
        return f"{publisher}{year}. {self.say(dataset.title)}. {LICENCE_NAME}. {dataset.url}"

    @property
    def site_title(self):
        return api.portal.get().Title()
