"""Small catalogues, rules and cells for the tests of the engine."""

from metodinis.common.numbers import parse_cell
from metodinis.indicators import catalogue
from metodinis.indicators import rules
from metodinis.indicators.tables import write_table


SECTION = {"kind": "section", "code": "A", "title_lt": "Skyrius", "title_en": "Section"}


def element(code, **more):
    """A line of a compulsory count."""
    return {
        "kind": "element",
        "code": code,
        "title_lt": f"Eilutė {code}",
        "title_en": f"Line {code}",
        "section": "A",
        "type": "count",
        "aggregation": "sum",
        "level": "library",
        "compulsory": "yes",
        **more,
    }


def indicator(code, numerator, denominator, **more):
    return {
        "kind": "indicator",
        "code": code,
        "title_lt": code,
        "numerator": numerator,
        "denominator": denominator,
        **more,
    }


def catalogue_text(*rows):
    return write_table(catalogue.COLUMNS, (dict.fromkeys(catalogue.COLUMNS, "") | r for r in rows))


def made_catalogue(*rows):
    """A parsed Catalogue of a section A and these lines."""
    return catalogue.parse_catalogue(catalogue_text(SECTION, *rows))


def rule(operator, left, right="", **more):
    return {
        "code": "r",
        "severity": "warning",
        "operator": operator,
        "left": left,
        "right": right,
        "message_lt": "Blogai.",
        "message_en": "Wrong.",
        **more,
    }


def rules_text(*rows):
    return write_table(rules.COLUMNS, (dict.fromkeys(rules.COLUMNS, "") | row for row in rows))


def cells(form, **raw):
    """{code: Cell} of what is typed into the lines of a Catalogue."""
    parsed = {code: parse_cell(text, form.elements[code].type) for code, text in raw.items()}
    return {code: cell for code, cell in parsed.items() if cell is not None}
