"""A question's figures as charts and maps, each with a title that says what can be said simply."""

from metodinis.i18n import _
from metodinis.indicators.explorer import rules
from metodinis.indicators.explorer import texts
from metodinis.layout import formats
from metodinis.layout.charts import Chart
from metodinis.layout.charts import specs
from metodinis.libraries.map.drawing import tile_map


# Of lines that can be told apart in one picture, of bars in one, and of pictures on a page.
MOST_LINES = 6
MOST_BARS = 60
MOST_PICTURES = 8
# Pearson's r from which two indicators are said to go together.
STRONG, SOME = 0.7, 0.4
FEWEST_POINTS = 5
# Of how many of its libraries values must be there, for a group's point to lie on a line.
ENOUGH = 0.8
PARTIAL_NOTE = _(
    "explore_partial_note",
    default="Values of some libraries are missing: the data below tell how many are there.",
)
HEAD_COVERAGE = _("explore_head_coverage", default="Libraries in it")


def charts(page):
    """The Charts of the view that a page's question chose; none of a table or a map."""
    cube = page.question.cube
    if page.choice.view == rules.LINE:
        return [_lines(page, *picture) for picture in _pictures(cube)[:MOST_PICTURES]]
    if page.choice.view == rules.BAR:
        return [_bars(page, code) for code in range(len(cube.codes))[:MOST_PICTURES]]
    if page.choice.view == rules.SCATTER and len(cube.codes) == 2:
        return [_scatter(page)]
    return []


def _pictures(cube):
    """(place of a code, places of groups) of each picture of lines: groups in parts."""
    parts = [
        range(start, min(start + MOST_LINES, len(cube.groups)))
        for start in range(0, len(cube.groups), MOST_LINES)
    ]
    return [(code, part) for code in range(len(cube.codes)) for part in parts]


def left_out(page):
    """That not all is drawn, in words; "" if it is."""
    cube, view = page.question.cube, page.choice.view
    pictures = len(_pictures(cube)) if view == rules.LINE else len(cube.codes)
    is_cut = view in (rules.LINE, rules.BAR, rules.MAP) and pictures > MOST_PICTURES
    if is_cut or (view == rules.BAR and len(cube.groups) > MOST_BARS):
        return page.say(
            _("explore_left_out", default="Not everything has room here: the table has all of it.")
        )
    return ""


def _digits(page, code):
    cube = page.question.cube
    is_group = any(group.single is None for group in cube.groups)
    return texts.digits_of(page.question.lines[cube.codes[code]], is_group)


def _head(page, code):
    """(title, unit) of the line at a place of the cube."""
    line = page.question.lines[page.question.cube.codes[code]]
    return page.question.title(line.code), texts.unit_of(line)


def _written(page, code, cell):
    """A Cell as text with its unit, or why there is none."""
    if cell.state:
        return page.say(texts.STATES[cell.state])
    unit = _head(page, code)[1]
    text = formats.number(cell.figure.value, page.lang, _digits(page, code))
    return f"{text}\N{NO-BREAK SPACE}{unit}" if unit else text


def _id(view, cube, *codes, part=0):
    names = [cube.codes[code].lower().replace("_", "-") for code in codes]
    return "-".join([view, *names, *([str(part)] if part else [])])


def _is_enough(figure):
    """Whether so many libraries are in a figure that it goes beside those of other years."""
    return figure.used >= ENOUGH * figure.asked


def _note(page, cells):
    partial = [cell.figure for cell in cells if cell.figure.partial]
    return page.say(PARTIAL_NOTE) if partial else ""


def _lines_note(page, cells):
    """What is missing in a picture of lines, or isn't drawn because too much is."""
    left_out = [
        cell.figure
        for cell in cells
        if cell.figure.value is not None and not _is_enough(cell.figure)
    ]
    if not left_out:
        return _note(page, cells)
    share = formats.percent(ENOUGH, page.lang, 0)
    return page.say(
        _(
            "explore_lines_note",
            default="Years in which fewer than ${share} of a group's libraries have reported "
            "aren't drawn: the data below have them.",
            mapping={"share": share},
        )
    )


def _titled(page, code, years, growth=None):
    """A title of years: what is shown, or what can be said of it, which tells its years itself."""
    title = _head(page, code)[0]
    return f"{title}: {page.say(growth)}" if growth else f"{title}, {years}"


def _years(cube):
    years = cube.years
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])


def _lines(page, code, groups):
    cube, (title, unit) = page.question.cube, _head(page, code)
    cells = {
        (group, year): cube.cell(code, group, year)
        for group in groups
        for year in range(len(cube.years))
    }
    rows = [
        {
            "year": cube.years[year],
            "value": cell.figure.value if _is_enough(cell.figure) else None,
            "series": cube.groups[group].title,
        }
        for (group, year), cell in cells.items()
    ]
    spec = specs.line(
        rows,
        value_title=title,
        lang=page.lang,
        digits=_digits(page, code),
        unit=unit,
        breaks=tuple(cube.breaks[cube.codes[code]]),
    )
    head = (page.say(texts.AXES[rules.YEAR]), *(cube.groups[group].title for group in groups))
    data = tuple(
        (str(name), *(_with_coverage(page, code, cells[group, year]) for group in groups))
        for year, name in enumerate(cube.years)
    )
    part = groups.start // MOST_LINES
    # Of all groups: it is said once.
    named = _titled(page, code, _years(cube), None if part else _growth(page, code))
    id_ = _id(rules.LINE, cube, code, part=part)
    return Chart(id_, named, spec, head, data, _lines_note(page, cells.values()))


def _with_coverage(page, code, cell):
    text = _written(page, code, cell)
    if cell.figure.partial and not cell.state and cell.figure.asked > 1:
        return f"{text} ({page.coverage_short(cell.figure)})"
    return text


def _growth(page, code):
    """What can be said of how a line's groups grew, as a Message; None of nothing."""
    cube = page.question.cube
    found = rules.growths(cube, code)
    if not found:
        return None
    first, last = found[0], found[-1]

    def told(change):
        return {
            "group": cube.groups[change.group].title,
            "change": formats.change(change.share, page.lang),
            "first": change.first,
            "last": change.last,
        }

    if len(cube.groups) == 1:
        return _("explore_growth_one", default="${first}–${last}: ${change}", mapping=told(first))
    if not page.may_rank:
        return None
    if first.share > 0:
        return _(
            "explore_growth_most",
            default="the greatest growth in ${first}–${last}: ${group} (${change})",
            mapping=told(first),
        )
    return _(
        "explore_growth_least",
        default="the greatest fall in ${first}–${last}: ${group} (${change})",
        mapping=told(last),
    )


def _places(cube):
    """(whether these are the years of one group, (group, year, label) of each bar or point)."""
    if len(cube.groups) == 1 and len(cube.years) > 1:
        return True, [(0, year, str(name)) for year, name in enumerate(cube.years)]
    last = len(cube.years) - 1
    return False, [(place, last, group.title) for place, group in enumerate(cube.groups)]


def _bars(page, code):
    """Groups of the last year; or, of one group, its years."""
    cube, (title, unit) = page.question.cube, _head(page, code)
    over_years, places = _places(cube)
    places = places[:MOST_BARS]
    cells = [cube.cell(code, group, year) for group, year, _label in places]
    labels = [label for _group, _year, label in places]
    rows = [
        {"label": _bar_label(page, label, cell), "value": cell.figure.value, "mark": False}
        for label, cell in zip(labels, cells, strict=True)
    ]
    spec = specs.bars(
        rows,
        value_title=title,
        lang=page.lang,
        digits=_digits(page, code),
        unit=unit,
        reference=None if over_years else _reference(page, code),
    )
    axis = rules.YEAR if over_years else rules.GROUP
    head = (page.say(texts.AXES[axis]), title, page.say(HEAD_COVERAGE))
    data = tuple(
        (label, _written(page, code, cell), page.coverage_short(cell.figure))
        for label, cell in zip(labels, cells, strict=True)
    )
    if over_years:
        named = _titled(page, code, _years(cube), _growth(page, code))
    else:
        named, finding = _titled(page, code, cube.years[-1]), _extremes(page, code)
        named = f"{named}: {page.say(finding)}" if finding else named
    return Chart(_id(rules.BAR, cube, code), named, spec, head, data, _note(page, cells))


def _bar_label(page, label, cell):
    """What a bar is called: with how many libraries are in it, if some are missing."""
    if cell.state or not cell.figure.partial:
        return label
    return f"{label} ({page.coverage_short(cell.figure)})"


def _reference(page, code):
    """(value, text) of all that is chosen together: of an indicator, beside several groups."""
    question, cube = page.question, page.question.cube
    line = question.lines[cube.codes[code]]
    if line.kind != "indicator" or len(cube.groups) < 2:
        return None
    figure = question.table.total(cube.codes[code], cube.years[-1], question.mask)
    if figure.value is None:
        return None
    text = formats.number(figure.value, page.lang, _digits(page, code))
    return figure.value, f"{question.whole_title}: {text}"


def _extremes(page, code):
    cube = page.question.cube
    found = rules.extremes(cube, code, len(cube.years) - 1) if page.may_rank else None
    if found is None:
        return None
    high, low = (cube.groups[place].title for place in found)
    values = [_written(page, code, cube.cell(code, place, len(cube.years) - 1)) for place in found]
    return _(
        "explore_extremes",
        default="most in ${high} (${most}), least in ${low} (${least})",
        mapping={"high": high, "low": low, "most": values[0], "least": values[1]},
    )


def _scatter(page):
    """Groups of the last year; or, of one group, its years."""
    cube = page.question.cube
    sides = [_head(page, code) for code in (0, 1)]
    over_years, places = _places(cube)
    cells = [
        (label, *(cube.cell(code, group, year) for code in (0, 1))) for group, year, label in places
    ]
    rows = [
        {"x": x.figure.value, "y": y.figure.value, "label": label, "mark": False}
        for label, x, y in cells
    ]
    spec = specs.scatter(
        rows,
        x_title=sides[0][0],
        y_title=sides[1][0],
        lang=page.lang,
        x_digits=_digits(page, 0),
        y_digits=_digits(page, 1),
        x_unit=sides[0][1],
        y_unit=sides[1][1],
    )
    axis = rules.YEAR if over_years else rules.GROUP
    head = (page.say(texts.AXES[axis]), sides[0][0], sides[1][0])
    data = tuple(
        (label, _with_coverage(page, 0, x), _with_coverage(page, 1, y)) for label, x, y in cells
    )
    both = [(row["x"], row["y"]) for row in rows if None not in (row["x"], row["y"])]
    years = _years(cube) if over_years else cube.years[-1]
    title = f"{sides[0][0]} / {sides[1][0]}, {years}"
    finding = _together(both)
    if finding:
        r = formats.number(round(rules.linear(both), 2), page.lang, 2).replace("-", "−")
        title = f"{title}: {page.say(finding)} (r\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{r})"
    partial = [cell for _label, *pair in cells for cell in pair]
    return Chart(_id(rules.SCATTER, cube, 0, 1), title, spec, head, data, _note(page, partial))


def _together(pairs):
    """How two indicators go together, as a Message; None of too few points."""
    r = rules.linear(pairs) if len(pairs) >= FEWEST_POINTS else None
    if r is None:
        return None
    if r >= STRONG:
        return _("explore_together_strong", default="where one is greater, the other mostly is too")
    if r <= -STRONG:
        return _(
            "explore_together_against", default="where one is greater, the other mostly is less"
        )
    if abs(r) >= SOME:
        return _("explore_together_some", default="there is some connection")
    return _("explore_together_none", default="no clear connection")


def maps(page):
    """The TileMaps of the last year: of each line by municipality."""
    question, cube = page.question, page.question.map_cube
    found = []
    for code in range(len(cube.codes))[:MOST_PICTURES]:
        line = question.lines[cube.codes[code]]
        cells = {group.id: cube.cell(code, place, 0) for place, group in enumerate(cube.groups)}
        unit = texts.unit_of(line)
        digits = texts.digits_of(line, True)

        def write(value, unit=unit, digits=digits):
            text = formats.number(value, page.lang, digits)
            return f"{text}\N{NO-BREAK SPACE}{unit}" if unit and value is not None else text

        found.append(
            tile_map(
                f"{question.title(line.code)}, {cube.years[0]}",
                question.title(line.code),
                {name: cell.figure.value for name, cell in cells.items()},
                write=write,
                lang=page.lang,
                digits=digits,
                say=page.say,
                notes={
                    name: page.coverage_text(cell.figure)
                    for name, cell in cells.items()
                    if cell.figure.partial and not cell.state
                },
            )
        )
    return found
