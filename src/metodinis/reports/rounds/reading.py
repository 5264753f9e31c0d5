"""Pages that tell more of a round: what it asks, and what its libraries add up to."""

from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.reports.rounds.preview import asked_catalogue
from metodinis.reports.rounds.preview import whole_catalogue
from metodinis.reports.rounds.territory import states_seen
from metodinis.reports.rounds.territory import territory
from metodinis.reports.rounds.views import RoundBase
from plone.memoize.view import memoize


class AskedPage(RoundBase):
    """`@@asked`: what the statistical report of a round asks, or would ask if it were opened."""

    title = _("rounds_asked", default="What is asked")
    left_out_caption = _("rounds_left_out", default="Not asked in this round")
    nothing = _("rounds_asked_nothing", default="Nothing is asked")

    @property
    def lead(self):
        count = self.plural(len(self.asked.elements), "rounds_elements")
        if state_of(self.context) != "preparing":
            return count
        more = _(
            "rounds_asked_preview",
            default="The round isn't opened yet: this is what it would ask now.",
        )
        return f"{count} {self.say(more)}"

    @property
    @memoize
    def asked(self):
        """The Catalogue of what is asked."""
        return asked_catalogue(self.context)

    @property
    def sections(self):
        """(code, title, rows of what is asked there)."""
        return [
            (
                section.code,
                f"{section.code}. {section.title(self.lang)}",
                list(map(self._row, self.asked.in_section(section.code))),
            )
            for section in self.asked.sections.values()
        ]

    @property
    @memoize
    def left_out(self):
        """Rows of the elements and indicators of the year that fall away."""
        whole = whole_catalogue(self.context)
        return [
            self._row(line)
            for lines, kept in (
                (whole.elements, self.asked.elements),
                (whole.indicators, self.asked.indicators),
            )
            for code, line in lines.items()
            if code not in kept
        ]

    def _row(self, line):
        return {
            "code": line.code,
            "title": line.title(self.lang),
            "definition": line.definition(self.lang),
            "compulsory": getattr(line, "compulsory", False),
        }


class TerritoryPage(RoundBase):
    """`@@territory`: sums and indicators of all libraries together, and where they come from."""

    title = _("rounds_territory", default="Figures of the territory")
    sums_caption = _("rounds_territory_sums", default="Sums")
    ratios_caption = _("rounds_territory_ratios", default="Indicators")
    nothing = _("rounds_territory_nothing", default="There is nothing to add up yet")

    @property
    def lead(self):
        if "accepted" in states_seen(self.context):
            return _(
                "rounds_territory_lead_accepted",
                default="Of the reports that are accepted or published; the public sees the "
                "published alone.",
            )
        return _("rounds_territory_lead", default="Of the reports that are published.")

    @property
    @memoize
    def figures(self):
        return [self._row(figure) for figure in territory(self.context)]

    @property
    def sums(self):
        return [row for row in self.figures if row["is_sum"]]

    @property
    def ratios(self):
        return [row for row in self.figures if not row["is_sum"]]

    def _row(self, figure):
        return {
            "code": figure.line.code,
            "title": figure.line.title(self.lang),
            "definition": figure.line.definition(self.lang),
            "is_sum": figure.is_sum,
            "value": self.figure_text(figure),
            "of": self.coverage_text(figure.result),
            "partial": figure.result.partial,
            "numerator": self.number(figure.result.numerator),
            "denominator": self.number(figure.result.denominator),
            "formula": "" if figure.is_sum else self._formula(figure.line),
            "sources": self._sources(figure),
        }

    def _formula(self, indicator):
        """The formula as the catalogue writes it: C4 / A7 × 1000."""
        text = f"{indicator.numerator} / {indicator.denominator}"
        return text if indicator.factor == 1 else f"{text} × {self.number(indicator.factor)}"

    def _sources(self, figure):
        """(code, title) of the elements that a formula reads."""
        elements = self.context.catalogue.elements
        return [(code, elements[code].title(self.lang)) for code in figure.codes]
