"""REST services of figures: what the pages show, as numbers.

GET @indicator-figures?code=R8&year=2025   one indicator or element: years, groups, libraries
GET @territory-figures?year=2025&code=R8   key figures, completeness, changes, municipalities

Libraries are told by name to those who see them so on the pages. Money is in euros, a share 0.04
is 4 per cent; null is "no data". `partial` says that values of some libraries are missing.
"""

from functools import cached_property
from metodinis.common.api import JsonService
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.indicators.figures.table import WORD_NAMES
from metodinis.indicators.figures.territory import TerritoryPage
from metodinis.indicators.figures.views import IndicatorPage


class FiguresService(JsonService):
    """Base: asks the page, as the same reader would."""

    page_class = None

    @cached_property
    def page(self):
        return self.page_class(self.context, self.request)

    def check_year(self, years):
        """Refuse a year of which there is nothing. Raises FieldErrors."""
        asked = self.request.form.get("year")
        if asked and str(asked) not in map(str, years):
            raise FieldErrors(
                {"year": _("figures_api_year", default="There are no figures of this year.")}
            )

    def unknown_code(self):
        return FieldErrors(
            {"code": _("figures_api_code", default="No indicator or element has this code.")}
        )

    def year_json(self, one):
        """A YearFigure as JSON."""
        figure, spread = one.figure, one.spread
        return {
            "year": one.year,
            "value": one.value,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "libraries": figure.used,
            "asked": figure.asked,
            "partial": figure.partial,
            "break": one.is_break,
            "spread": None if spread is None else spread._asdict(),
        }

    def group_json(self, row):
        """A GroupRow as JSON."""
        return {
            "id": row.id,
            "title": self.page.say(row.title),
            **self.year_json(row.now),
            "before": None if row.before is None else row.before.value,
            "change": change_json(row.change),
        }

    def line_json(self, line):
        """An Element or Indicator as JSON."""
        page = self.page
        return {
            "code": line.code,
            "kind": line.kind,
            "title": page.title_of(line),
            "definition": line.definition(page.lang),
            "unit": line.unit,
            "direction": line.direction,
        }


class GetIndicatorFigures(FiguresService):
    page_class = IndicatorPage

    def answer(self):
        page = self.page
        if page.entry is None:
            raise self.unknown_code()
        self.check_year(page.years_there)
        answer = {
            "@id": f"{self.context.absolute_url()}/@indicator-figures?code={page.code}",
            **self.line_json(page.entry),
            "years": sorted(page.years_there),
            "year": page.year,
            "named": page.may_name,
            "breaks": [],
            "territory": [],
            "counties": [],
            "population": [],
            "libraries": [],
        }
        return answer | self._numbers() if page.has_numbers else answer

    def _numbers(self):
        page = self.page
        return {
            "breaks": [one._asdict() for found in page.series.breaks.values() for one in found],
            "change": change_json(page.change_now),
            "territory": [self.year_json(one) for one in page.figures],
            "counties": [self.group_json(row) for row in page.county_rows],
            "population": [self.group_json(row) for row in page.band_rows],
            "libraries": [self._library(row) for row in page.ordered],
        }

    def _library(self, row):
        return {
            "library": row.member.uid,
            "code": row.member.code,
            "name": row.member.name,
            "value": row.value,
            "state": WORD_NAMES[row.word],
            "before": row.before,
            "change": row.share,
            "percentile": self.page.percentile_of.get(row.member.uid),
        }


class GetTerritoryFigures(FiguresService):
    page_class = TerritoryPage

    def answer(self):
        page = self.page
        code = self.request.form.get("code")
        if code and not (isinstance(code, str) and code in page.table.lines):
            raise self.unknown_code()
        self.check_year(page.years)
        answer = {
            "@id": f"{self.context.absolute_url()}/@territory-figures",
            "years": sorted(page.years),
            "year": page.year,
            "code": page.code,
            "completeness": [
                {"year": year, "reported": reported, "asked": asked}
                for year, (reported, asked) in sorted(page.completeness.items())
            ],
            "figures": [],
            "counties": [],
            "municipalities": [],
            "changes": [],
        }
        return answer | self._numbers() if page.has_numbers else answer

    def _numbers(self):
        page = self.page
        return {
            "figures": [self._figure(series) for series in page.key_series],
            "counties": [self.group_json(row) for row in page.county_rows],
            "municipalities": [
                {
                    "code": code,
                    "value": value,
                    "libraries": figure.used,
                    "asked": figure.asked,
                    "partial": figure.partial,
                }
                for code, (value, figure) in sorted(page.by_municipality.items())
            ],
            "changes": [self._change(one) for one in page.larges],
        }

    def _figure(self, series):
        page = self.page
        now = series.figure(page.year, page.everybody)
        change = series.change(series.before(page.year), page.year, page.everybody)
        return {
            **self.line_json(series.line_in(page.year)),
            **self.year_json(now),
            "change": change_json(change),
        }

    def _change(self, one):
        member = self.page.table.members[one.row]
        return {
            "library": member.uid,
            "name": member.name,
            "code": one.code,
            "before": one.before,
            "value": one.now,
            "change": one.share,
            "explanations": list(one.explanations),
        }


def change_json(change):
    """A Change as JSON; None as null."""
    if change is None:
        return None
    return {"share": change.share, "libraries": change.libraries, "of": change.of}
