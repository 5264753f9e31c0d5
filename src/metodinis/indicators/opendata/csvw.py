"""What the columns of the CSV files are: Metadata Vocabulary for Tabular Data (W3C), JSON."""

from metodinis.i18n import _
from metodinis.indicators.opendata import records
from metodinis.indicators.opendata.data import both
from metodinis.indicators.opendata.datasets import DESCRIPTION
from metodinis.indicators.opendata.datasets import TITLE
from metodinis.indicators.opendata.files import CELLS
from metodinis.indicators.opendata.files import LIBRARY_COLUMNS
from metodinis.indicators.opendata.files import LONG_COLUMNS
from metodinis.indicators.opendata.workbook import CODE_HEADS
from metodinis.indicators.opendata.workbook import HEADS
from metodinis.layout.datasets import LANGUAGES
from metodinis.layout.datasets import LICENCE
from zope.i18n import translate


KEY = ("library", "year")
TITLES = {
    **dict(zip((*LIBRARY_COLUMNS, "year"), HEADS, strict=True)),
    **dict(zip(("code", "title", "unit"), CODE_HEADS, strict=False)),
    "value": _("opendata_column_value", default="Value"),
    "status": _(
        "opendata_column_status",
        default="Whether there is a value: value; zero; not_applicable; unknown; undefined, where "
        "the denominator is zero",
    ),
    "numerator": _("opendata_column_numerator", default="Numerator of the indicator"),
    "denominator": _("opendata_column_denominator", default="Denominator of the indicator"),
}
NUMBERS = ("value", "numerator", "denominator")


def long_metadata(data):
    """Of the file with a row a value. data: PublicData."""
    columns = [_column(name, _said(TITLES[name]), _kind(name)) for name in LONG_COLUMNS]
    return _metadata(data, "@@statistics.csv", columns, ("code", *KEY))


def wide_metadata(data):
    """Of the file with a row a library and year."""
    names = (*LIBRARY_COLUMNS, "year")
    columns = [_column(name, _said(TITLES[name]), _kind(name)) for name in names]
    for code, line in data.lines.items():
        column = _column(code, _tagged(both(line.title)), "number")
        unit = records.unit_of(line)
        columns.append(
            {
                **column,
                "null": ["", *CELLS.values()],
                "dc:description": _tagged(both(line.definition)),
                **({"schema:unitText": unit} if unit else {}),
            }
        )
    return _metadata(data, "@@statistics-wide.csv", columns, KEY)


def _metadata(data, name, columns, key):
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "lt"}],
        "url": f"{data.url}/{name}",
        "dc:title": _said(TITLE),
        "dc:description": _said(DESCRIPTION),
        "dc:publisher": data.publisher,
        "dc:license": {"@id": LICENCE},
        "dc:modified": {
            "@value": data.state.modified.isoformat(timespec="seconds"),
            "@type": "xsd:dateTime",
        },
        "schema:version": str(data.state.version),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": {"columns": columns, "primaryKey": list(key)},
    }


def _column(name, titles, datatype):
    """A column: `titles` is what stands in the head of the file, dc:title what it means."""
    return {"name": name, "titles": name, "dc:title": titles, "datatype": datatype}


def _kind(name):
    if name == "year":
        return "gYear"
    return "number" if name in NUMBERS else "string"


def _said(message):
    return _tagged({lang: translate(message, target_language=lang) for lang in LANGUAGES})


def _tagged(texts):
    """A text in several languages, as JSON-LD has it; empty ones are left out."""
    return [{"@value": text, "@language": lang} for lang, text in texts.items() if text]
