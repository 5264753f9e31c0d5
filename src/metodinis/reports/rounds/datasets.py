"""The published values of rounds as open data."""

from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.datasets import as_schema_org
from metodinis.layout.datasets import Dataset
from metodinis.layout.datasets import Download
from plone import api
from plone.uuid.interfaces import IUUID
from zope.i18nmessageid import Message


PUBLIC = ("open", "closed", "archived")
FILES = (
    ("CSV", "wide", _("rounds_data_wide", default="A row a library")),
    ("XLSX", "wide", _("rounds_data_wide", default="A row a library")),
    ("CSV", "long", _("rounds_data_long", default="A row a value")),
    ("XLSX", "long", _("rounds_data_long", default="A row a value")),
)
TITLE = _("rounds_data_title", default="Statistics of libraries ${year}")
DESCRIPTION = _(
    "rounds_data_description",
    default="Values of the published annual reports of public libraries for ${year}, with those "
    "of the year before and the explanations of what changed much.",
)
KEYWORDS = (
    _("rounds_data_keyword_libraries", default="public libraries"),
    _("rounds_data_keyword_statistics", default="library statistics"),
)


def dataset_of(round_uid, url, year):
    """The Dataset of a round; None while none of its statistical reports is published."""
    latest = api.content.find(
        round_uid=round_uid,
        report_form="statistical",
        review_state="published",
        sort_on="modified",
        sort_order="descending",
        sort_limit=1,
    )
    if not latest:
        return None
    return Dataset(
        Message(TITLE, mapping={"year": str(year)}),
        Message(DESCRIPTION, mapping={"year": str(year)}),
        url,
        tuple(
            Download(title, f"{url}/@@round-export?format={format_.lower()}&shape={shape}", format_)
            for format_, shape, title in FILES
        ),
        year,
        formats.as_datetime(latest[0].modified),
        KEYWORDS,
    )


class RoundDatasets:
    """A data set for each round of which something is published."""

    def datasets(self, site):
        brains = api.content.find(
            portal_type="ReportingRound",
            review_state=PUBLIC,
            sort_on="report_year",
            sort_order="descending",
        )
        found = (dataset_of(brain.UID, brain.getURL(), brain.report_year) for brain in brains)
        return [dataset for dataset in found if dataset is not None]


class RoundData:
    """What a round's page is about, for search engines."""

    type = "website"

    def __init__(self, context):
        self.context = context

    def data(self, request):
        dataset = dataset_of(IUUID(self.context), self.context.absolute_url(), self.context.year)
        return as_schema_org(dataset, request) if dataset is not None else None
