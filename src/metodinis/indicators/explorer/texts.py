"""Words of the explorer: of choices, of what has no number, of what was wrong."""

from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import UNKNOWN
from metodinis.i18n import _
from metodinis.indicators.explorer import rules
from metodinis.indicators.values.texts import decimals_of
from metodinis.layout import formats


VIEWS = {
    rules.TABLE: _("explore_view_table", default="Table"),
    rules.PIVOT: _("explore_view_pivot", default="Pivot table"),
    rules.LINE: _("explore_view_line", default="Lines"),
    rules.BAR: _("explore_view_bar", default="Bars"),
    rules.SCATTER: _("explore_view_scatter", default="Two indicators"),
    rules.MAP: _("explore_view_map", default="Map"),
}
GROUPINGS = {
    rules.TERRITORY: _("explore_by_territory", default="all together"),
    rules.EACH: _("explore_by_each", default="each chosen group and library"),
    rules.COUNTY: _("explore_by_county", default="by county"),
    rules.MUNICIPALITY: _("explore_by_municipality", default="by municipality"),
    rules.BAND: _("explore_by_band", default="by number of inhabitants"),
    rules.KIND: _("explore_by_kind", default="by kind of library"),
    rules.LIBRARY: _("explore_by_library", default="each library"),
}
AXES = {
    rules.INDICATOR: _("explore_axis_indicator", default="Indicator"),
    rules.GROUP: _("explore_axis_group", default="Libraries"),
    rules.YEAR: _("explore_axis_year", default="Year"),
}
SORTS = {
    rules.AUTO: _("explore_sort_auto", default="as suits the view"),
    rules.NAME: _("explore_sort_name", default="by name"),
    rules.VALUE: _("explore_sort_value", default="from the greatest value down"),
}
STATES = {
    NOT_APPLICABLE: _("explore_state_not_applicable", default="not applicable"),
    UNKNOWN: _("explore_state_unknown", default="no data"),
    rules.CLOSED: _("explore_state_closed", default="not open"),
    rules.NOT_ASKED: _("explore_state_not_asked", default="not asked"),
    rules.NO_REPORT: _("explore_state_no_report", default="no report"),
    rules.EMPTY: _("explore_state_empty", default="not filled in"),
    rules.APART: _("explore_state_apart", default="isn't added up"),
}
FIELDS = {
    "code": _("explore_field_code", default="Indicators"),
    "of": _("explore_field_of", default="Groups of libraries"),
    "lib": _("explore_field_lib", default="Libraries"),
    "from": _("explore_field_from", default="From"),
    "to": _("explore_field_to", default="To"),
    "year": _("explore_field_year", default="Single years"),
    "by": _("explore_field_by", default="Put together"),
    "view": _("explore_field_view", default="View"),
    "rows": _("explore_field_rows", default="Rows"),
    "cols": _("explore_field_cols", default="Columns"),
    "sort": _("explore_field_sort", default="Order"),
}


def fault_text(name, fault):
    """What is wrong with a parameter, as a Message. fault: rules.Fault."""
    found = {"found": fault.found}
    return {
        "unknown": lambda: _(
            "explore_fault_unknown",
            default="“${found}” isn't among the choices: it was left out.",
            mapping=found,
        ),
        "many": lambda: _(
            "explore_fault_many",
            default="At most ${found} can be chosen at once: the rest was left out.",
            mapping=found,
        ),
        "year": lambda: _(
            "explore_fault_year",
            default="There are figures of ${found}: the last year is shown.",
            mapping=found,
        ),
        "turned": lambda: _(
            "explore_fault_turned",
            default="The first year came after the last one: they were turned round.",
        ),
        "same": lambda: _(
            "explore_fault_same",
            default="Rows and columns can't show the same: the columns were changed.",
        ),
        "rank": lambda: _(
            "explore_fault_rank",
            default="Single libraries are shown by name only, not as a ranking.",
        ),
        "two": lambda: _(
            "explore_fault_two",
            default="Choose exactly two indicators to compare them with each other.",
        ),
    }[fault.what]()


def unit_of(line):
    """The unit of a line's numbers as heads write it; "" for none."""
    if line.kind == "indicator":
        return line.unit
    return {"money": "€", "percent": "%"}.get(line.type, line.unit)


def digits_of(line, is_group):
    """Decimal places of a line's numbers; a mean of whole numbers has one more."""
    digits = decimals_of(line)
    is_mean = is_group and line.kind == "element" and line.aggregation == "mean"
    return max(digits, 1) if is_mean else digits


def number_text(line, value, lang, is_group=True):
    """A number as columns have it: without its unit, all of a line with as many decimals."""
    return formats.number(value, lang, digits_of(line, is_group))
