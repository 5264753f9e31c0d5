"""`/indicators/@@explore`: the page, its files, and the page of named selections."""

from functools import cached_property
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import Refused
from metodinis.i18n import _
from metodinis.indicators.explorer import drawing
from metodinis.indicators.explorer import exports
from metodinis.indicators.explorer import operations
from metodinis.indicators.explorer import rules
from metodinis.indicators.explorer import texts
from metodinis.indicators.explorer.questions import ready
from metodinis.indicators.explorer.reading import Question
from metodinis.indicators.values.table import table
from metodinis.indicators.values.views import FiguresPage
from metodinis.indicators.views import IndicatorsPage
from metodinis.layout.charts.views import ChartsPage
from metodinis.layout.exports import deliver
from metodinis.layout.exports import MEDIA_TYPES
from metodinis.layout.exports import WRITERS
from metodinis.layout.views import PageView
from metodinis.libraries.people import name_of
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from urllib.parse import parse_qs
from urllib.parse import urlencode
from zExceptions import NotFound
import unicodedata


# Of cells of a table on the screen; files have all.
MOST_CELLS = 2000
LONGEST_WORDS = 100
FILE_TITLES = {
    ("xlsx", exports.WIDE): _("explore_file_xlsx_wide", default="XLSX, as shown"),
    ("csv", exports.WIDE): _("explore_file_csv_wide", default="CSV, as shown"),
    ("xlsx", exports.LONG): _("explore_file_xlsx_long", default="XLSX, one figure a row"),
    ("csv", exports.LONG): _("explore_file_csv_long", default="CSV, one figure a row"),
}


class Option(NamedTuple):
    """Something to choose. name: in the address; words: what it is found by."""

    name: str
    title: str
    chosen: bool
    words: str = ""


class Chip(NamedTuple):
    """What is chosen, and the address without it ("" if it can't be left out)."""

    kind: str
    title: str
    url: str


class Body(NamedTuple):
    """Rows of a table below one head: (title or "", rows of (head, unit, cells))."""

    title: str
    rows: list


class Shown(NamedTuple):
    """A cell as the page shows it. state: whether there is no number; coverage: "58 of 60" or "";
    partial: whether some are missing; mark: whether the series breaks here; url: where a single
    library's number is opened, or ""."""

    text: str
    state: bool
    coverage: str
    partial: bool
    mark: bool
    url: str = ""


class ExplorePage(ChartsPage, FiguresPage, IndicatorsPage):
    """The page. What it shows stands in the address alone."""

    title = _("explore_title", default="Explorer")
    lead = _(
        "explore_lead",
        default="Ask the figures a question of your own: choose indicators, libraries and years, "
        "and look at them as you like.",
    )
    faults_title = _("explore_faults", default="Not all of the address could be taken")
    words_label = _("explore_find", default="Find by words or code")

    def __call__(self, *args, **kwargs):
        if self.request.form:
            # There are more combinations than a search engine should keep.
            self.request.response.setHeader("X-Robots-Tag", "noindex")
        return super().__call__(*args, **kwargs)

    @cached_property
    def question(self):
        return Question(self.request.form, self.table, self.lang, self.say)

    @property
    def choice(self):
        return self.question.choice

    @property
    def has_figures(self):
        return bool(self.question.years and self.question.lines)

    @property
    def is_empty(self):
        return self.question.is_empty

    # addresses

    def address(self, name="@@explore", **changes):
        """The address of a choice like this one, some of its fields changed."""
        return self.address_of(self.choice._replace(**changes), name)

    def address_of(self, choice, name="@@explore", **more):
        query = urlencode([*rules.pairs_of(choice), *more.items()])
        return f"{self.context.absolute_url()}/{name}?{query}"

    @property
    def looks(self):
        """(title, address, whether it is this one) of the views."""
        return [
            (title, self.address(view=name), name == self.choice.view)
            for name, title in texts.VIEWS.items()
            if name in (self.choice.view, *self._possible)
        ]

    @property
    def _possible(self):
        """The views that this choice can be seen in."""
        is_pair = len(self.choice.codes) == 2
        return [name for name in rules.VIEWS if name != rules.SCATTER or is_pair]

    @property
    def chips(self):
        """What is chosen, each with the address without it."""
        choice = self.choice
        found = [
            Chip(texts.FIELDS["code"], self.question.title(code), self._without("codes", code))
            for code in choice.codes
        ]
        found += [
            Chip(texts.FIELDS["of"], self.question.scopes[name], self._without("groups", name))
            for name in choice.groups
        ]
        found += [
            Chip(
                texts.FIELDS["lib"],
                self.question.singles[name].title,
                self._without("libraries", name),
            )
            for name in choice.libraries
        ]
        return found

    def _without(self, field, value):
        rest = tuple(one for one in getattr(self.choice, field) if one != value)
        return self.address(**{field: rest})

    @property
    def summary(self):
        """The years that are shown and how libraries are put together, in words."""
        choice = self.choice
        by = rules.MUNICIPALITY if choice.view == rules.MAP else choice.by
        several = len(self.question.groups) > 1
        is_last = choice.view == rules.MAP or (
            choice.view in (rules.BAR, rules.SCATTER) and several
        )
        years = str(choice.years[-1]) if is_last else self.years_text
        return f"{years}, {self.say(texts.GROUPINGS[by])}"

    @property
    def years_text(self):
        years = self.choice.years
        if len(years) > 1 and years == tuple(range(years[0], years[-1] + 1)):
            return f"{years[0]}–{years[-1]}"
        return ", ".join(map(str, years))

    @property
    def ready(self):
        """(title, address) of ready-made questions."""
        return [(one.title, self.address_of(one.choice)) for one in ready(self.question)]

    # the form

    @property
    def faults(self):
        """(id of the field, text) of what was wrong with the address, for `error_summary`."""
        return [
            (f"e-{name}", f"{self.say(texts.FIELDS[name])}: {self.fault(name)}")
            for name in self.question.faults
        ]

    def fault(self, name):
        """What was wrong with a parameter, "" if nothing."""
        fault = self.question.faults.get(name)
        return self.say(texts.fault_text(name, fault)) if fault else ""

    @property
    def words(self):
        """The words that choices are narrowed by."""
        asked = self.request.form.get("find", "")
        return " ".join(asked.split())[:LONGEST_WORDS] if isinstance(asked, str) else ""

    @property
    def is_open(self):
        """Whether the form is shown at once."""
        return self.is_empty or bool(self.words or self.question.faults)

    def _found(self, option):
        words = folded(self.words).split()
        return option.chosen or all(word in option.words for word in words)

    @cached_property
    def sections(self):
        """(title, Options, how many are chosen) of indicators and of each section's elements."""
        titles = {"": self.say(_("indicators_heading", default="Indicators"))}
        catalogues = [*self.table.catalogues.values(), self.table.current]
        for catalogue in catalogues:
            for section in catalogue.sections.values():
                titles[section.code] = section.title(self.lang)
        found = {name: [] for name in titles}
        for line in self.question.lines.values():
            found[getattr(line, "section", "")].append(self._line_option(line))
        return [
            (titles[name], shown, len([one for one in shown if one.chosen]))
            for name, options in found.items()
            if (shown := [one for one in options if self._found(one)])
        ]

    def _line_option(self, line):
        title = line.title(self.lang)
        return Option(
            line.code,
            title,
            line.code in self.choice.codes,
            folded(f"{line.code} {title} {line.definition(self.lang)}"),
        )

    @property
    def group_options(self):
        return [
            Option(name, title, name in self.choice.groups)
            for name, title in self.question.scopes.items()
        ]

    @property
    def library_options(self):
        return [
            Option(member.id, member.name, member.id in self.choice.libraries)
            for member in self.table.members
        ]

    @property
    def year_options(self):
        """The years to choose from, the newest first."""
        chosen = self.choice.years if self.choice.listed else ()
        return [Option(str(year), str(year), year in chosen) for year in self.years]

    @property
    def year_ends(self):
        """name of a field -> the year that it shows."""
        years = self.choice.years
        return {"from": str(years[0]), "to": str(years[-1])} if years else {"from": "", "to": ""}

    def select(self, name):
        """The Options of a select: by, view, rows, cols, sort."""
        titles, chosen = {
            "by": (texts.GROUPINGS, self.choice.by),
            "view": (texts.VIEWS, self.choice.view),
            "rows": (texts.AXES, self.choice.rows),
            "cols": (texts.AXES, self.choice.columns),
            "sort": (texts.SORTS, self.choice.sort),
        }[name]
        return [Option(value, self.say(title), value == chosen) for value, title in titles.items()]

    def field_title(self, name):
        return texts.FIELDS[name]

    # the table

    @property
    def is_table(self):
        return self.choice.view in (rules.TABLE, rules.PIVOT)

    @property
    def pivot(self):
        return self.question.pivot

    @property
    def shown_rows(self):
        """The rows that the screen has room for."""
        most = max(MOST_CELLS // max(len(self.pivot.columns), 1), 1)
        return self.pivot.rows[:most]

    @property
    def cut_text(self):
        """That the screen doesn't show all, or ""."""
        if len(self.shown_rows) == len(self.pivot.rows):
            return ""
        return self.say(
            _(
                "explore_cut",
                default="The first ${shown} of ${all} rows are shown: the files have all of them.",
                mapping={
                    "shown": self.number(len(self.shown_rows)),
                    "all": self.number(len(self.pivot.rows)),
                },
            )
        )

    @property
    def corner(self):
        """The head above the rows' heads."""
        return texts.AXES[self.pivot.inner]

    def axis_head(self, axis, place):
        """(title, unit or "") of a place of an axis."""
        cube = self.question.cube
        if axis == rules.YEAR:
            return str(cube.years[place]), ""
        if axis == rules.GROUP:
            return cube.groups[place].title, ""
        line = self.question.lines[cube.codes[place]]
        return self.question.title(line.code), texts.unit_of(line)

    @property
    def column_heads(self):
        return [self.axis_head(self.pivot.column, column) for column in self.pivot.columns]

    @cached_property
    def bodies(self):
        """The Bodies of the table."""
        pivot, found = self.pivot, {}
        for row in self.shown_rows:
            title, unit = self.axis_head(pivot.inner, row[1])
            cells = [self.shown(*pivot.places(row, column)) for column in pivot.columns]
            found.setdefault(row[0], []).append((title, unit, cells))
        titles = {outer: self._outer_title(outer) for outer in found}
        return [Body(titles[outer], rows) for outer, rows in found.items()]

    def _outer_title(self, place):
        if not self.pivot.outer:
            return ""
        title, unit = self.axis_head(self.pivot.outer, place)
        return f"{title}, {unit}" if unit else title

    def shown(self, code, group, year):
        """The Shown cell at places of the cube."""
        cube = self.question.cube
        cell = cube.cell(code, group, year)
        figure, is_group = cell.figure, cube.groups[group].single is None
        mark = cube.is_break(code, year)
        coverage = self.coverage_short(figure) if is_group and figure.asked else ""
        if cell.state:
            text = self.say(texts.STATES[cell.state])
            is_told = cell.state not in (rules.CLOSED, rules.NOT_ASKED)
            return Shown(text, True, coverage if is_told else "", False, mark)
        line = self.question.line(cube.codes[code], cube.years[year])
        text = texts.number_text(line, figure.value, self.lang, is_group)
        url = "" if is_group else self._figure_url(code, group, year)
        return Shown(text, False, coverage, is_group and figure.partial, mark, url)

    def _figure_url(self, code, group, year):
        """Where a single library's number is opened: how it came about."""
        cube = self.question.cube
        library = self.table.members[cube.groups[group].single].id
        query = urlencode({"code": cube.codes[code], "year": cube.years[year]})
        return f"{self.portal_url}/libraries/{library}/@@figure?{query}"

    def coverage_short(self, figure):
        """How many of how many, as short as a cell needs it."""
        return self.say(
            _(
                "explore_coverage",
                default="${used} of ${asked}",
                mapping={"used": self.number(figure.used), "asked": self.number(figure.asked)},
            )
        )

    @property
    def caption(self):
        """What the table shows: that of its axes which has one value, and the years."""
        cube = self.question.cube
        parts = []
        if len(cube.codes) == 1:
            title, unit = self.axis_head(rules.INDICATOR, 0)
            parts.append(f"{title}, {unit}" if unit else title)
        if len(cube.groups) == 1:
            parts.append(cube.groups[0].title)
        return ", ".join([*parts, self.years_text])

    @property
    def count_text(self):
        return self.plural(self.question.cube.size, "explore_figures")

    @property
    def breaks(self):
        """(title, year, what changed in words) of the breaks in what is shown."""
        say = self.say
        return [
            (self.question.title(code), year, say(BREAKS[one.what]))
            for code, years in self.question.cube.breaks.items()
            for year, found in years.items()
            for one in found
        ]

    @property
    def about(self):
        """(title, address) of the pages of the lines that are chosen."""
        url = self.context.absolute_url()
        return [
            (self.question.title(code), f"{url}/@@indicator?{urlencode({'code': code})}")
            for code in self.choice.codes
        ]

    @property
    def notes(self):
        """What is to be known to read the figures rightly."""
        found = []
        cube = self.question.cube
        if any(group.single is None for group in cube.groups):
            found.append(AGGREGATED)
        if self.choice.by == rules.BAND or any(
            name.startswith("population:") for name in self.choice.groups
        ):
            found.append(
                _(
                    "explore_note_bands",
                    default="Bands are made by the inhabitants of ${year}, for all years alike.",
                    mapping={"year": str(self.question.base_year)},
                )
            )
        return found

    # pictures

    @property
    def may_rank(self):
        """Whether it may be said which of the groups has most: of single libraries not to all."""
        is_single = any(group.single is not None for group in self.question.cube.groups)
        is_single = is_single or self.choice.by == rules.MUNICIPALITY
        return self.question.options.may_rank or not is_single

    @cached_property
    def charts(self):
        """The Charts of the view that is chosen."""
        return drawing.charts(self) if not self.is_empty else []

    @cached_property
    def maps(self):
        """The TileMaps of the view that is chosen."""
        return drawing.maps(self) if self.choice.view == rules.MAP and not self.is_empty else []

    @property
    def left_text(self):
        """That not all could be drawn, or ""."""
        return drawing.left_out(self) if not self.is_empty else ""

    # files, sharing

    @property
    def downloads(self):
        """(address, title) of the files of the whole result."""
        return [
            (
                self.address_of(self.choice, "@@explore-export", shape=shape, format=format_),
                title,
            )
            for (format_, shape), title in FILE_TITLES.items()
        ]

    @property
    def json_url(self):
        return self.address_of(self.choice, "@explore")

    @property
    def statistics_url(self):
        """Where programs get the values of single libraries of all that is chosen."""
        pairs = [("code", code) for code in self.choice.codes]
        ends = [("from", self.choice.years[0]), ("to", self.choice.years[-1])]
        return f"{self.portal_url}/@statistics?{urlencode([*pairs, *ends])}"

    @property
    def share_url(self):
        return self.address()

    @property
    def may_save(self):
        return may(operations.SAVE, self.context)

    @property
    def selections_url(self):
        return f"{self.context.absolute_url()}/@@selections"

    @property
    def save_url(self):
        return self.address(name="@@selections")

    @cached_property
    def shared(self):
        """(title, address) of selections that are there for everybody."""
        url = self.context.absolute_url()
        return [
            (one.title, f"{url}/@@explore?{one.query}") for one in operations.seen(self.context)[1]
        ]

    @cached_property
    def own(self):
        """(title, address) of one's own selections."""
        url = self.context.absolute_url()
        return [
            (one.title, f"{url}/@@explore?{one.query}") for one in operations.seen(self.context)[0]
        ]


AGGREGATED = _(
    "explore_note_aggregated",
    default="Several libraries together: counts are added up, an indicator is the ratio of sums. "
    "Beside each number stands how many libraries of how many that were open are in it.",
)
BREAKS = {
    "code": _("explore_break_code", default="another element was counted before"),
    "formula": _("explore_break_formula", default="the formula was changed"),
    "unit": _("explore_break_unit", default="the unit was changed"),
    "definition": _("explore_break_definition", default="the definition was changed"),
}


def folded(text):
    """Letters without case and accents, so that "isduotis" finds „išduotis“."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


class ExploreMacros(PageView):
    """`context/@@explore-macros/<name>`: the macros of templates/macros.pt."""

    index = ViewPageTemplateFile("templates/macros.pt")

    def __getitem__(self, name):
        return self.index.macros[name]


class ExploreExport(ExplorePage):
    """`@@explore-export?format=csv|xlsx&shape=long|wide` and the page's own parameters."""

    def __call__(self):
        form = self.request.form
        format_, shape = form.get("format", "xlsx"), form.get("shape", exports.WIDE)
        if format_ not in [*MEDIA_TYPES] or shape not in exports.SHAPES:
            raise NotFound(self.__name__)
        refused = operations.NOTHING_CHOSEN if self.is_empty else exports.too_many(self.question)
        if refused:
            api.portal.show_message(refused, self.request, type="error")
            return self.request.response.redirect(self.address())
        data = WRITERS[format_](exports.tables(self.question, shape))
        return deliver(self.request.response, data, "rodikliai", format_)


class SelectionsPage(IndicatorsPage):
    """`@@selections`: one's own selections and those that everybody sees; keep, rename, remove."""

    index = ViewPageTemplateFile("templates/selections.pt")
    title = _("selections_title", default="Ready views")
    lead = _(
        "selections_lead",
        default="Choices of the explorer under a name. Your own only you see; shared ones "
        "everybody does.",
    )
    empty_title = _("selections_none", default="Nothing is kept yet")
    empty_text = _(
        "selections_none_text",
        default="Choose something in the explorer, then keep it under a name.",
    )
    to_explorer = _("selections_to_explorer", default="To the explorer")

    def __call__(self):
        self.errors, self.message = {}, None
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            try:
                return self._done(self._act())
            except FieldErrors as refusal:
                self.errors = refusal.errors
            except Refused as refusal:
                self.message = refusal.message
        return self.index()

    def _act(self):
        """Do what the form asks; return what to tell."""
        form, name = self.request.form, self._text("id")
        is_shared = self._text("shared") == "yes"
        if "remove" in form:
            operations.remove(self.context, name)
            return _("selections_removed", default="Removed.")
        if "change" in form:
            shared = is_shared if self.may_share else None
            operations.change(self.context, name, self._text("title"), shared)
            return _("selections_changed", default="Changed.")
        operations.save(self.context, self._text("title"), self.question.choice, is_shared)
        return _("selections_saved", default="Kept.")

    def _done(self, message):
        api.portal.show_message(message, self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/@@selections")

    def _text(self, name):
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    @cached_property
    def question(self):
        """What is to be kept: of the address, or of the form that was sent."""
        sent = self.request.form.get("query")
        form = parse_qs(sent) if isinstance(sent, str) else self.request.form
        return Question(form, table(), self.lang, self.say)

    @property
    def query(self):
        """The query of what is to be kept, "" if there is nothing."""
        choice = self.question.choice
        return urlencode(rules.pairs_of(choice)) if choice.codes else ""

    @property
    def suggested(self):
        """A title for it, until another is typed."""
        typed = self._text("title")
        if typed and not self._text("id"):
            return typed
        question = self.question
        return ", ".join(question.title(code) for code in question.choice.codes[:2])

    @property
    def may_share(self):
        return may(operations.SHARE, self.context)

    @cached_property
    def rows(self):
        """What the page lists: own selections, then shared ones."""
        own, shared = operations.seen(self.context)
        return [self._row(one) for one in (*own, *shared)]

    def _row(self, selection):
        url = f"{self.context.absolute_url()}/@@explore?{selection.query}"
        is_sent = self._text("id") == selection.id
        return {
            "id": selection.id,
            "title": self._text("title") if is_sent and self.errors else selection.title,
            "url": url,
            "shared": selection.shared,
            "by": name_of(selection.by) if selection.shared else "",
            "at": selection.at,
            "may_change": operations.may_change(self.context, selection),
            "error": self.errors.get("title") if is_sent else None,
        }

    @property
    def new_error(self):
        """What is wrong with what is to be kept, or None."""
        if self._text("id"):
            return None
        return self.errors.get("title") or self.errors.get("code")

    @property
    def error_list(self):
        """(id of the field, text) for `error_summary`."""
        place = f"title-{self._text('id')}" if self._text("id") else "new-title"
        return [(place, self.say(text)) for text in self.errors.values()]

    @property
    def person(self):
        return me()
