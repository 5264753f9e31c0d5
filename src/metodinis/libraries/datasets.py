"""The register of libraries as open data."""

from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.datasets import as_schema_org
from metodinis.layout.datasets import Dataset
from metodinis.layout.datasets import Download
from plone import api


REGISTER = (
    _("libraries_data_title", default="Register of public libraries"),
    _(
        "libraries_data_description",
        default="Names, codes, addresses, contacts, coordinates and outlets of the public "
        "libraries, with the inhabitants that they serve.",
    ),
)
KEYWORDS = (
    _("libraries_data_keyword_libraries", default="public libraries"),
    _("libraries_data_keyword_addresses", default="addresses"),
)


def register_dataset(url):
    """The Dataset of the register at `url`; None while it is empty."""
    latest = api.content.find(
        portal_type="Library", sort_on="modified", sort_order="descending", sort_limit=1
    )
    if not latest:
        return None
    title, description = REGISTER
    return Dataset(
        title,
        description,
        url,
        tuple(
            Download(title, f"{url}/@@export?format={format_.lower()}&state=all", format_)
            for format_ in ("CSV", "XLSX")
        ),
        None,
        formats.as_datetime(latest[0].modified),
        KEYWORDS,
    )


class LibraryDatasets:
    """The register of libraries."""

    def datasets(self, site):
        found = register_dataset(f"{site.absolute_url()}/libraries")
        return [found] if found is not None else []


class RegisterData:
    """The list of libraries."""

    type = "website"

    def __init__(self, context):
        self.context = context

    def data(self, request):
        found = register_dataset(self.context.absolute_url())
        return as_schema_org(found, request) if found is not None else None
