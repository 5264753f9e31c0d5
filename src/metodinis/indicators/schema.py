"""The content type, and the rows of its tables as forms see them.

A field of a row has the name of its CSV column and holds that cell's text (`compulsory` and
`not_applicable`, "yes" or empty in the CSV, are ticked). What a cell may say is judged by the
parsers (`catalogue.py`, `rules.py`), for forms and files alike: here stand words, not checks.
"""

from metodinis.i18n import _
from plone.supermodel import model
from zope import schema
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


TABLES = ("catalogue", "rules")

TABLE_TITLES = {
    "catalogue": _("indicators_table_catalogue", default="Catalogue of indicators"),
    "rules": _("indicators_table_rules", default="Check rules"),
}
KIND_TITLES = {
    "section": _("indicators_kind_section", default="Section"),
    "element": _("indicators_kind_element", default="Data element"),
    "indicator": _("indicators_kind_indicator", default="Indicator"),
    "rule": _("indicators_kind_rule", default="Check rule"),
}
TYPES = {
    "count": _("indicators_type_count", default="whole number"),
    "decimal": _("indicators_type_decimal", default="decimal number"),
    "money": _("indicators_type_money", default="euros and cents"),
    "thousand_euro": _("indicators_type_thousand_euro", default="thousand euros"),
    "hours": _("indicators_type_hours", default="hours"),
    "percent": _("indicators_type_percent", default="per cent"),
    "text": _("indicators_type_text", default="text"),
    "yesno": _("indicators_type_yesno", default="yes or no"),
}
AGGREGATIONS = {
    "sum": _("indicators_aggregation_sum", default="added up"),
    "mean": _("indicators_aggregation_mean", default="averaged"),
    "last": _("indicators_aggregation_last", default="the last one counts"),
    "none": _("indicators_aggregation_none", default="not put together"),
}
LEVELS = {
    "outlet": _("indicators_level_outlet", default="each outlet"),
    "library": _("indicators_level_library", default="the library as a whole"),
}
DIRECTIONS = {
    "up": _("indicators_direction_up", default="more is better"),
    "down": _("indicators_direction_down", default="less is better"),
    "context": _("indicators_direction_context", default="depends on circumstances"),
}
DERIVED = {
    "population": _("indicators_derived_population", default="population in the library register"),
}
SEVERITIES = {
    "error": _("indicators_severity_error", default="Error: the report can't be handed in"),
    "warning": _("indicators_severity_warning", default="Warning: must be explained"),
    "info": _("indicators_severity_info", default="Note: for information"),
}
OPERATORS = {
    "=": _("indicators_operator_equal", default="left = right"),
    "!=": _("indicators_operator_unequal", default="left ≠ right"),
    "<": _("indicators_operator_less", default="left < right"),
    "<=": _("indicators_operator_at_most", default="left ≤ right"),
    ">": _("indicators_operator_more", default="left > right"),
    ">=": _("indicators_operator_at_least", default="left ≥ right"),
    "together": _("indicators_operator_together", default="both filled, or neither"),
    "exclusive": _("indicators_operator_exclusive", default="not both filled"),
    "band": _("indicators_operator_band", default="change since last year within limits"),
    "between": _("indicators_operator_between", default="value within limits"),
    "same": _("indicators_operator_same", default="differs from last year"),
    "zero_after": _("indicators_operator_zero_after", default="not zero after a number"),
    "nonzero_after": _("indicators_operator_nonzero_after", default="not a number after zero"),
    "tenfold": _("indicators_operator_tenfold", default="no digit too many or too few"),
    "compulsory": _("indicators_operator_compulsory", default="filled in"),
    "duplicate_series": _("indicators_operator_duplicate", default="no two the same"),
    "peers": _("indicators_operator_peers", default="near to similar libraries"),
    "flag": _("indicators_operator_flag", default="circumstance, named at right"),
}
MISSING = {
    "skip": _("indicators_missing_skip", default="don't check"),
    "zero": _("indicators_missing_zero", default="count as zero"),
    "require": _("indicators_missing_require", default="must be there"),
}


def vocabulary(titles):
    """A vocabulary of the words that a column may hold. titles: word -> title."""
    return SimpleVocabulary([SimpleTerm(word, title=title) for word, title in titles.items()])


class IIndicatorCatalogue(model.Schema):
    """The site's catalogue and check rules. The tables are no fields: see `operations.py`."""


class ICodedRow(model.Schema):
    """What rows of all kinds begin with."""

    code = schema.TextLine(title=_("indicators_code", default="Code"))
    note = schema.TextLine(
        title=_("indicators_note", default="Why this is changed"),
        description=_("indicators_note_help", default="Kept with the version, for colleagues."),
        required=False,
    )


class IYears(model.Schema):
    """From when to when a row counts."""

    valid_from = schema.TextLine(
        title=_("indicators_valid_from", default="First year"),
        description=_(
            "indicators_valid_from_help",
            default="The first year that is reported with it; empty: always was.",
        ),
        required=False,
    )
    valid_to = schema.TextLine(
        title=_("indicators_valid_to", default="Last year"),
        description=_(
            "indicators_valid_to_help",
            default="The last year that is reported with it; empty: goes on.",
        ),
        required=False,
    )


class ITitledRow(ICodedRow):
    """A row with a name in both languages."""

    title_lt = schema.TextLine(title=_("indicators_title_lt", default="Name in Lithuanian"))
    title_en = schema.TextLine(
        title=_("indicators_title_en", default="Name in English"), required=False
    )


class IDefinedRow(model.Schema):
    """A row that says what it is."""

    definition_lt = schema.Text(
        title=_("indicators_definition_lt", default="Definition in Lithuanian"), required=False
    )
    definition_en = schema.Text(
        title=_("indicators_definition_en", default="Definition in English"), required=False
    )


class ISectionRow(ITitledRow, IDefinedRow):
    """A section of the form."""


class IDescribedRow(IDefinedRow, IYears):
    """What elements and indicators say of themselves."""

    unit = schema.TextLine(title=_("indicators_unit", default="Unit"), required=False)
    decimals = schema.TextLine(
        title=_("indicators_decimals", default="Decimal places"),
        required=False,
    )
    direction = schema.Choice(
        title=_("indicators_direction", default="Good direction"),
        vocabulary=vocabulary(DIRECTIONS),
        default="context",
    )
    replaced_by = schema.TextLine(
        title=_("indicators_replaced_by", default="Replaced by"),
        description=_(
            "indicators_replaced_by_help",
            default="The code that took its place after the last year.",
        ),
        required=False,
    )
    iso = schema.TextLine(
        title=_("indicators_iso", default="Standard"),
        description=_("indicators_iso_help", default="For example, ISO 2789:2022."),
        required=False,
    )
    mistakes_lt = schema.Text(
        title=_("indicators_mistakes_lt", default="Common mistakes, in Lithuanian"),
        required=False,
    )
    mistakes_en = schema.Text(
        title=_("indicators_mistakes_en", default="Common mistakes, in English"), required=False
    )


class IElementRow(ITitledRow, IDescribedRow):
    """A data element: what a library counts and types in."""

    section = schema.Choice(
        title=_("indicators_section", default="Section"),
        vocabulary="metodinis.indicators.Sections",
    )
    type = schema.Choice(
        title=_("indicators_type", default="Kind of value"),
        vocabulary=vocabulary(TYPES),
        default="count",
    )
    aggregation = schema.Choice(
        title=_("indicators_aggregation", default="Values of several libraries are"),
        vocabulary=vocabulary(AGGREGATIONS),
        default="sum",
    )
    level = schema.Choice(
        title=_("indicators_level", default="Counted for"),
        vocabulary=vocabulary(LEVELS),
        default="outlet",
    )
    compulsory = schema.Bool(
        title=_("indicators_compulsory", default="Must be filled in"), required=False
    )
    not_applicable = schema.Bool(
        title=_("indicators_not_applicable", default="May be “not applicable”"),
        required=False,
    )
    derived = schema.Choice(
        title=_("indicators_derived", default="Not typed but taken from"),
        vocabulary=vocabulary(DERIVED),
        required=False,
    )


class IIndicatorRow(ITitledRow, IDescribedRow):
    """A computed indicator: numerator over denominator, times a factor."""

    numerator = schema.TextLine(
        title=_("indicators_numerator", default="Numerator"),
        description=_(
            "indicators_expression_help",
            default="Codes of elements with + and − between them, for example, B1+B2−B3.",
        ),
    )
    denominator = schema.TextLine(title=_("indicators_denominator", default="Denominator"))
    factor = schema.TextLine(
        title=_("indicators_factor", default="Factor"),
        description=_(
            "indicators_factor_help",
            default="100 for per cent, 1000 for a thousand inhabitants; empty: 1.",
        ),
        required=False,
    )


class IRuleRow(ICodedRow, IYears):
    """A check rule: what must hold of the values, and what is said if it doesn't."""

    severity = schema.Choice(
        title=_("indicators_severity", default="Severity"), vocabulary=vocabulary(SEVERITIES)
    )
    element = schema.TextLine(
        title=_("indicators_rule_element", default="Shown at element"),
        description=_(
            "indicators_rule_element_help",
            default="Empty: at the first code of the left side.",
        ),
        required=False,
    )
    operator = schema.Choice(
        title=_("indicators_operator", default="What must hold"),
        vocabulary=vocabulary(OPERATORS),
    )
    left = schema.TextLine(
        title=_("indicators_left", default="Left side"),
        description=_(
            "indicators_side_help",
            default="Codes with + and −; C4@-1 is last year's value of C4. A rule of one value "
            "(limits, last year, digits) takes several codes with spaces between them.",
        ),
        required=False,
    )
    right = schema.TextLine(title=_("indicators_right", default="Right side"), required=False)
    tolerance = schema.TextLine(
        title=_("indicators_tolerance", default="Tolerance"), required=False
    )
    missing = schema.Choice(
        title=_("indicators_missing", default="If a value is missing"),
        vocabulary=vocabulary(MISSING),
        required=False,
    )
    lower = schema.TextLine(title=_("indicators_lower", default="Lower limit"), required=False)
    upper = schema.TextLine(title=_("indicators_upper", default="Upper limit"), required=False)
    minimum_difference = schema.TextLine(
        title=_("indicators_minimum_difference", default="Least difference"),
        description=_(
            "indicators_minimum_difference_help",
            default="A smaller change is never told, whatever its share.",
        ),
        required=False,
    )
    message_lt = schema.Text(title=_("indicators_message_lt", default="Text in Lithuanian"))
    message_en = schema.Text(
        title=_("indicators_message_en", default="Text in English"),
        description=_(
            "indicators_message_help",
            default="It may use {value}, {previous}, {likely}, {left}, {right} and {title}.",
        ),
    )


ROWS = {
    "section": ISectionRow,
    "element": IElementRow,
    "indicator": IIndicatorRow,
    "rule": IRuleRow,
}
_TITLES = ("code", "title_lt", "title_en")
_TEXTS = ("definition_lt", "definition_en", "mistakes_lt", "mistakes_en")
_LAST = ("iso", "valid_from", "valid_to", "replaced_by", "note")
# The fields of each kind's form, in its order.
ORDER = {
    "section": (*_TITLES, "definition_lt", "definition_en", "note"),
    "element": (
        *(*_TITLES, "section", "type", "unit", "decimals", "compulsory", "not_applicable"),
        *("derived", "aggregation", "level", "direction", *_TEXTS, *_LAST),
    ),
    "indicator": (
        *(*_TITLES, "numerator", "denominator", "factor", "unit", "decimals", "direction"),
        *(*_TEXTS, *_LAST),
    ),
    "rule": (
        *("code", "severity", "operator", "left", "right", "element", "tolerance", "lower"),
        *("upper", "minimum_difference", "missing", "message_lt", "message_en"),
        *("valid_from", "valid_to", "note"),
    ),
}


def column_title(kind, column):
    """The title of a CSV column in rows of a kind; the column's own name if it has none."""
    field = ROWS[kind].get(column)
    return field.title if field is not None else column


def cell_title(kind, column, text):
    """What a CSV cell says to people: the title of a choice, else its own text."""
    field = ROWS[kind].get(column)
    terms = getattr(getattr(field, "vocabulary", None), "by_value", {})
    if text in terms:
        return terms[text].title
    if isinstance(field, schema.Bool) and text:
        return _("indicators_yes", default="yes")
    return text
