"""Numbers, money, dates and sizes as the reader's language writes them.

Pure functions over babel. `lang` is "lt" or "en"; `None` is written as an en dash.
"""

from babel import dates
from babel import numbers
import datetime


NOTHING = "–"
LOCALES = {"lt": "lt_LT", "en": "en_GB"}
SIZES = ((1024**3, "GB"), (1024**2, "MB"), (1024, "kB"))


def locale_of(lang):
    """The babel locale for a language code of the site."""
    return LOCALES.get((lang or "lt")[:2], LOCALES["en"])


def number(value, lang, digits=None):
    """Write an int, float or Decimal with groups; `digits`: exact places after the comma."""
    if value is None:
        return NOTHING
    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return numbers.format_decimal(value, pattern, locale=locale_of(lang))


def percent(value, lang, digits=1):
    """Write a share (0.25) as per cent (25,0 %)."""
    if value is None:
        return NOTHING
    return number(value * 100, lang, digits) + "\N{NO-BREAK SPACE}%"


def change(value, lang, digits=1):
    """Write a relative change (0.042) with its sign: +4,2 %; the minus is a true minus."""
    if value is None:
        return NOTHING
    text = percent(abs(value), lang, digits)
    if text == percent(0, lang, digits):
        return text
    return ("+" if value > 0 else "−") + text


def money(cents, lang):
    """Write an amount of euro cents (an int) as euros: 1 234,50 €."""
    if cents is None:
        return NOTHING
    return number(cents / 100, lang, 2) + "\N{NO-BREAK SPACE}€"


def date(value, lang, style="long"):
    """Write a date or datetime: `long` 2026 m. vasario 16 d., `short` 2026-02-16."""
    if value is None:
        return NOTHING
    if style == "short":
        return value.strftime("%Y-%m-%d")
    return dates.format_date(value, style, locale=locale_of(lang))


def month(value, lang):
    """Write the month of a date as a title: 2026 m. vasaris, February 2026."""
    pattern = "y 'm'. LLLL" if lang == "lt" else "LLLL y"
    return dates.format_date(value, pattern, locale=locale_of(lang))


def date_time(value, lang, zone, style="long"):
    """Write an aware datetime with hours and minutes in the time zone `zone` (a tzinfo)."""
    if value is None:
        return NOTHING
    local = value.astimezone(zone)
    return f"{date(local, lang, style)}, {local:%H:%M}"


def as_datetime(value):
    """Turn Zope's DateTime, as the catalog keeps it, into an aware datetime; leave the rest."""
    if value is None or isinstance(value, datetime.date):
        return value
    moment = value.utcdatetime().replace(tzinfo=datetime.UTC)
    # Its own `asdatetime` puts Vilnius where the sun of 1900 had it, and has no zone for what was
    # written without one (imported content): that is of Greenwich.
    zone = value.asdatetime().tzinfo
    return moment.astimezone(zone) if zone else moment


def file_size(size, lang):
    """Write a size in bytes with at most one decimal: 1,5 MB."""
    if size is None:
        return NOTHING
    for unit, name in SIZES:
        if size >= unit:
            return f"{number(round(size / unit, 1), lang)}\N{NO-BREAK SPACE}{name}"
    return f"{number(size, lang)}\N{NO-BREAK SPACE}B"
