"""What a Question comes to, as rows: long (one figure a row) and wide (as the page lays it)."""

from metodinis.i18n import _
from metodinis.indicators.explorer import rules
from metodinis.indicators.explorer import texts
from metodinis.layout import formats
from metodinis.layout.exports import Table


LONG, WIDE = "long", "wide"
SHAPES = (LONG, WIDE)
# What a file and a service hand out at once.
MOST = 100_000
TOO_MANY = _(
    "explore_too_many",
    default="That would be ${n} figures, and a file holds ${most}: choose fewer indicators, years "
    "or libraries.",
)
HEAD = (
    _("explore_column_code", default="Code"),
    _("explore_column_title", default="Indicator"),
    _("explore_column_unit", default="Unit"),
    _("explore_column_group", default="Libraries"),
    _("explore_column_year", default="Year"),
    _("explore_column_value", default="Value"),
    _("explore_column_numerator", default="Numerator"),
    _("explore_column_denominator", default="Denominator"),
    _("explore_column_used", default="Libraries that are in it"),
    _("explore_column_asked", default="Libraries that were open"),
    _("explore_column_state", default="Why there is no value"),
    _("explore_column_break", default="Break in the series"),
)
FIGURES = _("explore_sheet_figures", default="Figures")
COVERAGE = _("explore_sheet_coverage", default="Completeness")


def too_many(question):
    """The Message that a Question comes to more than a file holds, or None."""
    size = question.cube.size
    if size <= MOST:
        return None
    lang = question.lang
    mapping = {"n": formats.number(size, lang), "most": formats.number(MOST, lang)}
    return _(TOO_MANY, default=TOO_MANY.default, mapping=mapping)


def figures(question):
    """(code, Group, year, Cell, Line, whether a break) of all figures: lines, groups, years."""
    return [figure_at(question, place) for place in range(question.cube.size)]


def figure_at(question, place):
    """The figure with a number, from 0 to the cube's size."""
    cube = question.cube
    rest, year = divmod(place, len(cube.years))
    code, group = divmod(rest, len(cube.groups))
    return (
        cube.codes[code],
        cube.groups[group],
        cube.years[year],
        cube.cell(code, group, year),
        question.line(cube.codes[code], cube.years[year]),
        cube.is_break(code, year),
    )


def long_table(question):
    """The Table of all figures, one a row."""
    say = question.say
    yes = say(_("indicators_yes", default="yes"))
    rows = [
        [
            code,
            question.title(code),
            texts.unit_of(line),
            group.title,
            year,
            cell.figure.value,
            cell.figure.numerator,
            cell.figure.denominator,
            cell.figure.used,
            cell.figure.asked,
            say(texts.STATES[cell.state]) if cell.state else None,
            yes if is_break else None,
        ]
        for code, group, year, cell, line, is_break in figures(question)
    ]
    return Table(say(FIGURES), [[say(title) for title in HEAD], *rows])


def wide_tables(question):
    """The Tables of figures as the page lays them, and of how many libraries are in each."""
    pivot, cube, say = question.pivot, question.cube, question.say
    outer = next(axis for axis in rules.AXES if axis not in (pivot.inner, pivot.column))
    head = [say(texts.AXES[outer]), say(texts.AXES[pivot.inner])]
    head += [title_of(question, pivot.column, column) for column in pivot.columns]
    values, coverage = [head], [head]
    for row in pivot.rows:
        heads = [title_of(question, outer, row[0]), title_of(question, pivot.inner, row[1])]
        cells = [cube.cell(*pivot.places(row, column)) for column in pivot.columns]
        values.append(
            heads
            + [say(texts.STATES[one.state]) if one.state else one.figure.value for one in cells]
        )
        coverage.append(heads + [f"{one.figure.used}/{one.figure.asked}" for one in cells])
    return [Table(say(FIGURES), values), Table(say(COVERAGE), coverage)]


def title_of(question, axis, place):
    """What a place of an axis is called in a file: a year is a number."""
    cube = question.cube
    if axis == rules.YEAR:
        return cube.years[place]
    if axis == rules.GROUP:
        return cube.groups[place].title
    line = question.lines[cube.codes[place]]
    unit = texts.unit_of(line)
    return f"{line.code} {question.title(line.code)}" + (f", {unit}" if unit else "")


def tables(question, shape):
    """The Tables of a file; CSV has the first alone. shape: of SHAPES."""
    return wide_tables(question) if shape == WIDE else [long_table(question)]
