"""What all pages of figures share."""

from functools import cached_property
from metodinis.i18n import _
from metodinis.indicators.values.table import states_seen
from metodinis.indicators.values.table import table
from metodinis.indicators.values.texts import value_text
from metodinis.layout.views import PageView


class FiguresPage(PageView):
    """Base of a page over the Table that the present user may see."""

    none_title = _("figures_none", default="No figures are published yet")
    none_text = _(
        "figures_none_help",
        default="Figures appear here as soon as the department publishes annual reports.",
    )

    @cached_property
    def table(self):
        return table()

    @property
    def sees_accepted(self):
        """Whether values that aren't published yet are among these."""
        return len(states_seen()) > 1

    @property
    def scope_text(self):
        """Whose values these are, for the foot of a page."""
        if self.sees_accepted:
            return _(
                "figures_scope_accepted",
                default="Values of accepted and published reports. Visitors see published ones.",
            )
        return _("figures_scope_published", default="Values of published reports.")

    @cached_property
    def years(self):
        """The years in which a report that counts here is there, the newest first."""
        return list(reversed(self.table.reported_years))

    @cached_property
    def year(self):
        """The year that the address asks for, else the newest; None if there is none."""
        asked = str(self.request.form.get("year", ""))
        if asked in map(str, self.years):
            return int(asked)
        return self.years[0] if self.years else None

    def value_text(self, line, value):
        return value_text(line, value, self.lang)

    def coverage_text(self, figure):
        """How many of how many libraries are in a GroupFigure."""
        return self.say(
            _(
                "figures_coverage",
                default="${used} of ${asked} libraries",
                mapping={"used": self.number(figure.used), "asked": self.number(figure.asked)},
            )
        )
