"""The page of one figure."""

from functools import cached_property
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.i18n import _
from metodinis.indicators import readable
from metodinis.indicators.provenance.reading import opened
from metodinis.indicators.provenance.reading import years_of
from metodinis.indicators.values.views import FiguresPage
from metodinis.layout import formats
from zExceptions import NotFound


WORDS = {
    "not_applicable": _("figures_word_not_applicable", default="not applicable"),
    "unknown": _("figures_word_unknown", default="not known"),
}


class FigurePage(FiguresPage):
    """`@@figure?code=R8&year=2025`: one figure of a library opened."""

    empty_title = _("figure_none", default="There is no such figure to see")
    empty_text = _(
        "figure_none_help",
        default="The report of this year isn't published, or it didn't ask for this.",
    )
    empty_link_text = _("figure_none_link", default="All figures of the library")
    cells_caption = _("figure_cells", default="What it comes from")

    @cached_property
    def code(self):
        """The code asked for. Raises NotFound if no year knows it."""
        code = str(self.request.form.get("code", ""))
        if self.table.line(code) is None:
            raise NotFound(self.__name__)
        return code

    @cached_property
    def shown_years(self):
        """The years that can be opened, the newest first."""
        return years_of(self.table, self.context, self.code)[::-1]

    @cached_property
    def year(self):
        """The year asked for (a draft's too), else the newest that can be opened, or None."""
        asked = str(self.request.form.get("year", ""))
        if asked.isdecimal() and len(asked) == 4:
            return int(asked)
        return self.shown_years[0] if self.shown_years else None

    @cached_property
    def opened(self):
        if self.year is None:
            return None
        return opened(self.table, self.context, self.code, self.year)

    @property
    def line(self):
        return self.opened.line if self.opened else self.table.line(self.code)

    @property
    def title(self):
        return self.line.title(self.lang)

    @property
    def kicker(self):
        name = self.context.name
        return f"{name}, {self.year}" if self.year else name

    @property
    def value(self):
        """The value in words."""
        if self.opened.value is not None:
            return self.value_text(self.line, self.opened.value)
        return self.say(WORDS.get(self.opened.state, WORDS["unknown"]))

    @property
    def why_none(self):
        """Why there is no value, or None."""
        if self.opened.value is not None:
            return None
        if self.opened.state == NOT_APPLICABLE:
            return _("figure_not_applicable", default="This doesn't apply to the library.")
        if self.opened.denominator == 0:
            return _("figure_divided_by_zero", default="It would be divided by zero.")
        return _("figure_unknown", default="A value that it is computed from is missing.")

    @property
    def formula(self):
        """The formula as (readable.Parts of the numerator, of the denominator, factor or ""),
        or None for an element."""
        if self.line.kind == "element":
            return None
        catalogue = self.table.catalogues.get(self.year, self.table.current)
        factor = "" if self.line.factor == 1 else self.number(self.line.factor)
        above, below = (
            readable.parts(str(side), catalogue, self.lang)
            for side in (self.line.numerator, self.line.denominator)
        )
        return above, below, factor

    @property
    def computed(self):
        """The formula with its numbers: "900 / 37 500 = 0,02"; None if one is missing."""
        found = self.opened
        if found.numerator is None or found.denominator is None or found.value is None:
            return None
        times = "" if self.line.factor == 1 else f" × {self.number(self.line.factor)}"
        above, below = self.number(found.numerator), self.number(found.denominator)
        return f"{above} / {below}{times} = {self.value}"

    @property
    def cells(self):
        """Rows of the cells behind the figure."""
        report = self.opened.report
        held = {cell.code: cell for cell in report.cells} if report else {}
        return [self._cell(code, held.get(code)) for code in self.opened.codes]

    def _cell(self, code, cell):
        element = self.table.line(code, self.year) or self.table.line(code)
        if cell is None:
            text = formats.NOTHING
        elif cell.number is None:
            text = self.say(WORDS.get(cell.state, WORDS["unknown"]))
        else:
            text = ("~" if cell.estimated else "") + self.value_text(element, cell.number)
        return {
            "code": code,
            "title": element.title(self.lang) if element else code,
            "value": text,
            "raw": cell.raw if cell else "",
            "url": f"{self.opened.report.url}#row-{code}" if self.opened.report else None,
        }

    @property
    def may_ask(self):
        """Whether this reader can ask the library about a cell."""
        return bool(self.opened.report and self.opened.report.ask_url)

    @property
    def corrections(self):
        """Corrections of these cells, oldest first."""
        report = self.opened.report
        return [
            {
                "code": one.code,
                "original": one.original,
                "corrected": one.corrected,
                "reason": one.reason,
                "at": self.date(one.at, "short"),
            }
            for one in (report.corrections if report else ())
        ]

    @property
    def explanations(self):
        """(code, what was found, the library's words)."""
        return self.opened.report.explanations if self.opened.report else ()

    @property
    def break_text(self):
        """What is to be known when this year is compared with the one before, or None."""
        for one in self.table.breaks(self.code):
            if one.year == self.year:
                return _(
                    "figure_break",
                    default="Since this year it is counted differently: compare it with earlier "
                    "years with care.",
                )
        return None

    @property
    def year_links(self):
        """(year, address, whether it is this one)."""
        url = f"{self.context.absolute_url()}/@@figure"
        return [
            (year, f"{url}?code={self.code}&year={year}", year == self.year)
            for year in self.shown_years
        ]

    @property
    def indicator_url(self):
        return f"{self.portal_url}/indicators/@@indicator?code={self.code}"

    @property
    def profile_url(self):
        return f"{self.context.absolute_url()}/@@figures"
