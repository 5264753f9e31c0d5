"""The published values as a data set."""

from metodinis.i18n import _
from metodinis.indicators.opendata import kept
from metodinis.indicators.opendata.data import public_data
from metodinis.layout.datasets import Dataset
from metodinis.layout.datasets import Download
from metodinis.layout.datasets import Service
from zope.i18nmessageid import Message


TITLE = _("opendata_title", default="Statistics of public libraries, all years")
DESCRIPTION = _(
    "opendata_description",
    default="Data elements and indicators of all published annual reports, by library and year, "
    "with numerators and denominators.",
)
KEYWORDS = (
    _("opendata_keyword_statistics", default="library statistics"),
    _("opendata_keyword_indicators", default="library indicators"),
    _("opendata_keyword_libraries", default="public libraries"),
)
TITLES = {
    "statistics.csv": _("opendata_file_long", default="A row a value"),
    "statistics-wide.csv": _("opendata_file_wide", default="A row a library and year"),
    "statistics.xlsx": _("opendata_file_workbook", default="Workbook with explanations"),
    "statistics.json": _("opendata_file_json", default="Values with definitions"),
    "statistics.jsonstat.json": _("opendata_file_json_stat", default="Cube, JSON-stat 2.0"),
}
EXTENT = _(
    "opendata_extent",
    default="Years: ${years}. Libraries: ${libraries}. Reports: ${reports}. Values: ${values}.",
)
SERVICE = _("opendata_service", default="Service of statistics for programs")
SERVICE_DESCRIPTION = _(
    "opendata_service_description",
    default="The question stands in the address. The answer is JSON with a link to its next page.",
)
PARAMETERS = (
    ("code", _("opendata_parameter_code", default="an element's or indicator's code, repeatable")),
    ("library", _("opendata_parameter_library", default="a library's code, repeatable")),
    ("municipality", _("opendata_parameter_municipality", default="ISO 3166-2, repeatable")),
    ("county", _("opendata_parameter_county", default="ISO 3166-2, repeatable")),
    ("from, to", _("opendata_parameter_years", default="the first and the last year")),
    (
        "level=municipality, county, territory",
        _(
            "opendata_parameter_level",
            default="what the libraries have together: a sum, or a ratio of sums, with how many "
            "of how many libraries are in it",
        ),
    ),
    (
        "shape=compact",
        _("opendata_parameter_shape", default="all at once, in tables of libraries and years"),
    ),
)
EXAMPLES = (
    (
        _("opendata_example_library", default="One library's indicator, year by year"),
        "code={indicator}&library={library}",
    ),
    (
        _("opendata_example_county", default="An element of a county in one year, as a sum"),
        "code={element}&level=county&from={year}&to={year}",
    ),
    (
        _("opendata_example_whole", default="An indicator of all libraries and years, as a table"),
        "code={indicator}&shape=compact",
    ),
)
# So many values are written in a moment: the sizes of their files are told.
FEW = 100_000


class StatisticsDatasets:
    """One data set, once a report is published."""

    def datasets(self, site):
        data = public_data()
        return [dataset_of(data, site.absolute_url())] if data.count else []


def dataset_of(data, site_url):
    """The Dataset of PublicData that has values."""
    state = data.state
    return Dataset(
        TITLE,
        DESCRIPTION,
        data.url,
        tuple(_download(name, data) for name in kept.FILES),
        None,
        state.modified,
        KEYWORDS,
        issued=state.issued,
        years=(data.years[0], data.years[-1]),
        extent=_extent(data),
        places=tuple(sorted({one.county for one in data.libraries if one.county})),
        frequency="ANNUAL",
        anchor="statistics",
        service=_service(data, site_url),
    )


def _download(name, data):
    size = kept.made(name, data).size if data.count <= FEW else None
    return Download(TITLES[name], f"{data.url}/@@{name}", kept.FILES[name].format, size)


def _extent(data):
    counts = {
        "values": data.count,
        "reports": data.report_count,
        "libraries": len(data.libraries),
    }
    # A space between thousands is right in both languages.
    told = {name: f"{count:,}".replace(",", "\N{NO-BREAK SPACE}") for name, count in counts.items()}
    years = "–".join(map(str, sorted({data.years[0], data.years[-1]})))
    return Message(EXTENT, mapping={**told, "years": years})


def _service(data, site_url):
    address, examples = f"{site_url}/@statistics", _examples(data, site_url)
    return Service(SERVICE, SERVICE_DESCRIPTION, address, PARAMETERS, examples)


def _examples(data, site_url):
    """Questions that have an answer now."""
    # Of those that most libraries tell: of an example there is something to see.
    codes = sorted(data.lines, key=data.count_of, reverse=True)
    element, indicator = (
        next((code for code in codes if data.lines[code].kind == kind), codes[0])
        for kind in ("element", "indicator")
    )
    told = {
        "indicator": indicator,
        "element": element,
        "library": data.libraries[0].code,
        "year": data.years[-1],
    }
    # In the name of the API a browser opens it too.
    address = f"{site_url}/++api++/@statistics"
    return tuple((title, f"{address}?{query.format(**told)}") for title, query in EXAMPLES)
