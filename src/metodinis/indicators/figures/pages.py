"""What the pages of figures share: whose numbers, whose names, how values and changes are told."""

from functools import cached_property
from metodinis.common.permissions import me
from metodinis.i18n import _
from metodinis.indicators.figures import charts
from metodinis.indicators.figures.reading import is_enough
from metodinis.indicators.figures.reading import Series
from metodinis.indicators.peers import groups
from metodinis.indicators.values.views import FiguresPage
from metodinis.indicators.views import IndicatorsPage
from metodinis.libraries import people
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zope.component import queryMultiAdapter


# A change that is written as 0,0 % is none.
NO_CHANGE = 0.0005


class Macros(BrowserView):
    """`context/@@figure-macros/<name>`: the macros of templates/macros.pt."""

    index = ViewPageTemplateFile("templates/macros.pt")

    def __getitem__(self, name):
        return self.index.macros[name]


class SeriesPage(FiguresPage, IndicatorsPage):
    """What the pages of a series share: who is asked, whose names may be seen, how it is told."""

    group_title = _("figures_column_group", default="Group")
    county_title = _("figures_column_county", default="County")
    library_title = _("figures_column_library", default="Library")
    value_title = _("figures_column_value", default="Value")
    before_title = _("figures_column_before", default="Year before")
    change_title = _("figures_column_change", default="Change")
    coverage_title = charts.COVERAGE
    median_title = charts.MEDIAN

    @cached_property
    def everybody(self):
        return self.table.everybody()

    @cached_property
    def smallest(self):
        """Of fewer libraries no quartiles are told."""
        return groups.settings().smallest

    @cached_property
    def may_name(self):
        """Whether this reader sees libraries' names beside each other's numbers."""
        return groups.may_name()

    @cached_property
    def own(self):
        """The UIDs of the libraries that this reader works in."""
        return frozenset(people.person(me()).libraries) if me() else frozenset()

    @property
    def main_title(self):
        """What the value of a group is called."""
        return charts.main_title(self.series)

    def usual_year(self, figures):
        """The newest year that most libraries are in, else the newest; None of none.

        figures: (year, libraries there, libraries asked), the newest first.
        """
        whole = (year for year, used, asked in figures if is_enough(used, asked))
        return next(whole, figures[0][0] if figures else None)

    def series_of(self, code):
        return Series(self.table, code, self.years)

    def title_of(self, line):
        return line.title(self.lang)

    def change_text(self, change):
        """A Change as a percentage with its sign; None as a dash."""
        return self.change(None if change is None else change.share)

    def change_short(self, change):
        """The same as change_note in few words, for tables."""
        if change is None or not change.partial:
            return ""
        return self.say(
            _(
                "figures_change_short",
                default="of ${n} of ${of}",
                mapping={"n": self.number(change.libraries), "of": self.number(change.of)},
            )
        )

    def change_note(self, change):
        """What keeps a Change from being that of all, or ""."""
        if change is None or not change.partial:
            return ""
        return self.say(
            _(
                "figures_change_of",
                default="of ${n} of ${of} libraries that have both years",
                mapping={"n": self.number(change.libraries), "of": self.number(change.of)},
            )
        )

    def tone(self, line, change):
        """good, bad or neutral: whether a Change is in the direction that is better."""
        if change is None or line.direction == "context" or abs(change.share) < NO_CHANGE:
            return "neutral"
        return "good" if (change.share > 0) == (line.direction == "up") else "bad"

    def page_url(self, name, **values):
        """The address of another page of figures with a choice, or None if there is none such."""
        if queryMultiAdapter((self.context, self.request), name=name) is None:
            return None
        given = {key: value for key, value in values.items() if value is not None}
        # What was sent may be no UTF-8.
        query = urlencode(given, errors="replace")
        return f"{self.context.absolute_url()}/@@{name}" + (f"?{query}" if query else "")

    @cached_property
    def code_choices(self):
        """(title of a section, [(code, title)]) of all that has numbers; indicators first."""
        found = {}
        for code, line in self.table.lines.items():
            place = "" if line.kind == "indicator" else line.section
            found.setdefault(place, []).append((code, f"{code} {self.title_of(line)}"))
        sections = {"": _("indicators_heading", default="Indicators")}
        for catalogue in (self.table.current, *self.table.catalogues.values()):
            for code, section in catalogue.sections.items():
                sections.setdefault(code, section.title(self.lang))
        return [(title, found[place]) for place, title in sections.items() if place in found]
