"""Values of elements and indicators as the reader's language writes them."""

from metodinis.layout import formats


def indicator_text(indicator, value, lang):
    """Write an Indicator's value (number or None) as the reader's language does."""
    text = formats.number(value, lang, indicator.decimals)
    return f"{text} {indicator.unit}" if indicator.unit and value is not None else text


def value_text(line, value, lang):
    """Write a value of an Element or Indicator, in the unit that people type; None as a dash."""
    if line.kind == "indicator" or value is None:
        return indicator_text(line, value, lang)
    if line.type == "money":
        return formats.money(round(value * 100), lang)
    text = formats.number(value, lang)
    if line.type == "percent":
        return f"{text}\N{NO-BREAK SPACE}%"
    return f"{text} {line.unit}" if line.unit else text


def decimals_of(line):
    """How many decimal places a chart's axis and labels show of a line's values."""
    if line.decimals is not None:
        return line.decimals
    return 2 if line.kind == "indicator" or line.type == "money" else 0


def title_of(catalogue, line, lang):
    """The title of a line by itself: of a part ("of which: children") with that of the whole.

    A part begins with a small letter, and follows its whole in the form. catalogue: the Catalogue
    that the line is of.
    """
    title = line.title(lang)
    if line.kind != "element" or not title[:1].islower():
        return title
    whole = ""
    for other in catalogue.in_section(line.section):
        if other.code == line.code:
            break
        if not other.title(lang)[:1].islower():
            whole = other.title(lang)
    return f"{whole}, {title}" if whole else title
