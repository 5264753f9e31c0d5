"""What is published, ready to be written: lines, libraries and years that have a value."""

from functools import cached_property
from metodinis.indicators.opendata import records
from metodinis.indicators.opendata.state import public_state
from metodinis.indicators.values.rules import NOTHING
from metodinis.indicators.values.table import PUBLIC
from metodinis.indicators.values.table import table
from metodinis.layout.metadata import department
from metodinis.libraries.rules import municipalities
from plone import api
import numpy


ADDRESS = "indicators"


class PublicData:
    """The published values. table: the Table of them; state: their PublicState; url: of
    `/indicators`; publisher: the department's name."""

    def __init__(self, table, state, url, publisher):
        self.table = table
        self.state = state
        self.url = url
        self.publisher = publisher

    @cached_property
    def columns(self):
        """Places of the years in which a report is published."""
        return numpy.nonzero(self.table.reports.any(axis=0))[0]

    @property
    def years(self):
        return [self.table.years[column] for column in self.columns.tolist()]

    @cached_property
    def rows(self):
        """Places of the libraries that published a report, by name."""
        return numpy.nonzero(self.table.reports.any(axis=1))[0]

    @property
    def libraries(self):
        """[Member] of them."""
        return [self.table.members[row] for row in self.rows.tolist()]

    @cached_property
    def lines(self):
        """code -> Element or Indicator that a published report has something of."""
        found = self.table.lines.items()
        return {code: line for code, line in found if self.count_of(code)}

    def count_of(self, code):
        """How many values a series has."""
        return int(numpy.count_nonzero(self.table.words(code)))

    @cached_property
    def count(self):
        """How many values there are."""
        return sum(map(self.count_of, self.lines))

    @cached_property
    def report_count(self):
        """How many reports they are of."""
        return int(numpy.count_nonzero(self.table.reports))

    def records(self, code):
        """All Records of a series, by library and year."""
        found = self.table.words(code) != NOTHING
        return records.records(self.table, code, *numpy.nonzero(found))


def public_data():
    """The PublicData that this request sees."""
    url = f"{api.portal.get().absolute_url()}/{ADDRESS}"
    return PublicData(table(PUBLIC), public_state(), url, department().name)


def line_json(table, code):
    """What there is to know of a series, in both languages."""
    line = table.line(code)
    told = {
        "code": code,
        "kind": line.kind,
        "title": both(line.title),
        "definition": both(line.definition),
        "unit": records.unit_of(line),
        "direction": line.direction,
        "iso": line.iso,
        "breaks": [found._asdict() for found in table.breaks(code)],
    }
    if line.kind == "element":
        return told | {"aggregation": line.aggregation}
    return told | {
        "numerator": str(line.numerator),
        "denominator": str(line.denominator),
        "factor": records.number(float(line.factor)),
    }


def both(text):
    """A text of a line (function of the language) in both languages."""
    return {language: text(language) for language in ("lt", "en")}


def library_json(member):
    """A library, with the names of its place."""
    place = municipalities().get(member.municipality)
    return {
        "code": member.code,
        "name": member.title,
        "kind": member.kind,
        "municipality": member.municipality,
        "municipality_name": place and place.name,
        "county": member.county,
        "county_name": place and place.county_name,
        "opened": member.opened and member.opened.isoformat(),
        "closed": member.closed and member.closed.isoformat(),
    }
