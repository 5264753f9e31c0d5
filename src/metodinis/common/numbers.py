"""A typed cell: what a person, a spreadsheet or a program wrote, and what it means. Pure.

A cell has one of four states: a value, zero, not applicable, or unknown. What was typed stays
beside what was understood. Whatever can be understood in one way only is understood; anything
else is refused with what to do about it.

- not applicable: `-`, `–`, `x`, `netaikoma`, `n/a`;
- unknown: `n/d`, `nėra`, `nėra duomenų`, `?`; a reason may follow a colon: `n/d: gaisras`;
- a number that was estimated, not counted, says so: `~1200`, `apie 1200`, `1200 (įvertinta)`.
"""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from decimal import Decimal
from metodinis.common.refusals import CodedError
from typing import NamedTuple
import re


VALUE = "value"
ZERO = "zero"
NOT_APPLICABLE = "not_applicable"
UNKNOWN = "unknown"
STATES = (VALUE, ZERO, NOT_APPLICABLE, UNKNOWN)

TYPES = ("count", "decimal", "money", "thousand_euro", "hours", "percent", "text", "yesno")
NUMBER_TYPES = TYPES[:6]

# No library of the country comes near; a larger number is a slip of the keyboard.
LIMIT = Decimal(10) ** 10
MAX_TEXT = 5000
# Signs in which a number can be written.
LONGEST_NUMBER = 60


class Cell(NamedTuple):
    """One value of a report. Stored as a plain tuple: `Cell(*tuple(cell)) == cell`.

    value: int for count and money (euro cents), Decimal for the other numbers, bool for yesno,
    str for text; 0 in state ZERO; None in the states NOT_APPLICABLE and UNKNOWN.
    estimated: whether it is a number that was estimated. It came last: cells that were stored
    before it have four parts.
    """

    state: str
    value: int | Decimal | bool | str | None
    raw: str
    reason: str = ""
    estimated: bool = False

    @property
    def said(self):
        """What it says, however it was typed: (state, value, estimated)."""
        return self.state, self.value, self.estimated


MESSAGES = {
    "not_a_number": (
        "„{raw}“ nėra skaičius. Rašykite tik skaitmenis, pvz., 1 234.",
        "“{raw}” is not a number. Write digits only, such as 1 234.",
    ),
    "spaces": (
        "„{raw}“: tarpas stovi ne tarp tūkstančių. Ar tai vienas skaičius? Rašykite, pvz., 1 234.",
        "“{raw}”: the space is not between thousands. Is it one number? Write it as 1 234.",
    ),
    "ambiguous": (
        "„{raw}“ galima suprasti dvejopai. Tūkstančius rašykite su tarpu arba be jo: {whole}.",
        "“{raw}” can be read in two ways. Write thousands with a space or none: {whole}.",
    ),
    "not_whole": (
        "Čia reikia sveikojo skaičiaus, o įrašyta „{raw}“.",
        "A whole number is needed here, not “{raw}”.",
    ),
    "cents": (
        "„{raw}“: po kablelio gali būti ne daugiau kaip du skaitmenys (centai).",
        "“{raw}”: no more than two digits (cents) may follow the decimal comma.",
    ),
    "negative": (
        "Neigiamo skaičiaus („{raw}“) čia būti negali.",
        "A negative number (“{raw}”) can't stand here.",
    ),
    "too_large": (
        "„{raw}“ yra neįtikėtinai daug. Patikrinkite, ar nėra nereikalingų skaitmenų.",
        "“{raw}” is beyond belief. Look for digits too many.",
    ),
    "percent": (
        "Procentai gali būti nuo 0 iki 100, o įrašyta „{raw}“.",
        "Per cent can be from 0 to 100, not “{raw}”.",
    ),
    "scientific": (
        "„{raw}“ – sutrumpintas užrašas, jame prarasta skaitmenų. Įrašykite visą skaičių.",
        "“{raw}” is a shortened notation that lost digits. Write the whole number.",
    ),
    "formula": (
        "Čia formulė („{raw}“), o reikia jos rezultato. Įrašykite skaičių.",
        "This is a formula (“{raw}”), its result is needed. Write the number.",
    ),
    "formula_error": (
        "Skaičiuoklės formulė čia davė klaidą „{raw}“. Įrašykite skaičių.",
        "The spreadsheet's formula failed here with “{raw}”. Write the number.",
    ),
    "date": (
        "Skaičiuoklė čia mato datą ({raw}). Pakeiskite langelio formatą į „Skaičius“ ir "
        "įrašykite skaičių iš naujo.",
        "The spreadsheet sees a date here ({raw}). Change the cell's format to Number and "
        "write the number again.",
    ),
    "duration": (
        "Skaičiuoklė čia mato laiką ({raw}), o reikia skaičiaus. Pakeiskite langelio formatą į "
        "„Skaičius“ ir įrašykite skaičių iš naujo.",
        "The spreadsheet sees a time here ({raw}), a number is needed. Change the cell's format "
        "to Number and write the number again.",
    ),
    "minutes": (
        "„{raw}“: minučių gali būti nuo 00 iki 59. Rašykite, pvz., 12:30 arba 12,5.",
        "“{raw}”: minutes go from 00 to 59. Write 12:30 or 12.5, for example.",
    ),
    "yesno": (
        "Rašykite „taip“ arba „ne“, o ne „{raw}“.",
        "Write “taip” (yes) or “ne” (no), not “{raw}”.",
    ),
    "too_long": (
        "Tekstas ilgesnis nei {limit} ženklų. Sutrumpinkite jį.",
        "The text is longer than {limit} characters. Shorten it.",
    ),
    "not_applicable_refused": (
        "Ši eilutė privaloma: „netaikoma“ čia negalima. Įrašykite skaičių, 0 arba „nėra duomenų“ "
        "su priežastimi.",
        "This line is compulsory: “not applicable” can't stand here. Write a number, 0, or "
        "“nėra duomenų” (no data) with the reason.",
    ),
}


class CellError(CodedError):
    """A cell that can't be taken."""

    messages = MESSAGES


# The words of the two empty states, in lower case, for every type …
_WORDS = {
    **dict.fromkeys(("-", "–", "—", "−", "netaikoma", "n/a", "not applicable"), NOT_APPLICABLE),
    **dict.fromkeys(
        ("n/d", "n.d.", "n. d.", "nėra duomenų", "nera duomenu", "no data", "unknown", "?"), UNKNOWN
    ),
}
# … and those that are an answer of their own in a text, or a tick in a yes/no.
_NUMBER_WORDS = {
    **_WORDS,
    **dict.fromkeys(("x", "х", "×"), NOT_APPLICABLE),  # Latin, Cyrillic, multiplication sign
    **dict.fromkeys(("nd", "nėra", "nera", "nežinoma", "nezinoma"), UNKNOWN),
}
_YES = {"taip", "t", "yes", "y", "1", "true"}
_NO = {"ne", "n", "no", "0", "false"}

# What no spreadsheet and no page can hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SPACES = re.compile(r"[\s\u2009\u202f\u00a0'’]+")
_LETTER_O = str.maketrans(dict.fromkeys("OoОо", "0"))  # Latin and Cyrillic
# How people say that a number is estimated: before it, or after it. A word needs a space or a
# digit behind it, and something must be left.
_ESTIMATED = re.compile(
    r"(?:[~≈]+|(?:apie|maždaug|apytiksliai|apytikriai|apyt|about|approximately|approx|ca)\.?"
    r"(?=[\s\d.,]))\s*(?=\S)(?P<after>.+)"
    r"|(?P<before>.+?)\s*(?:\((?:įvertinta|ivertinta|estimated)\)|(?:įvertinta|ivertinta|estimated))",
    re.IGNORECASE | re.DOTALL,
)
_UNIT = {
    "money": re.compile(r"\s*(€|eur\.?|eurų|eurai)$", re.IGNORECASE),
    "thousand_euro": re.compile(r"\s*(tūkst\.?\s*)?(€|eur\.?|eurų)?$", re.IGNORECASE),
    "percent": re.compile(r"\s*(%|proc\.?)$", re.IGNORECASE),
    "hours": re.compile(r"\s*(h|val\.?)$", re.IGNORECASE),
}
_CLOCK = re.compile(r"(\d{1,6}):(\d{2})(?::(\d{2}))?", re.ASCII)
_SCIENTIFIC = re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+", re.ASCII)
_NEGATIVE = re.compile(r"[-–−]\s*[\d.,\s]+|\([\d.,\s]+\)", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?", re.ASCII)
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?|[.,]\d+", re.ASCII)
_THOUSANDS = (
    re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}", re.ASCII),
    re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}", re.ASCII),
)
_ONE_GROUP = re.compile(r"(?!0)\d{1,3}[.,]\d{3}", re.ASCII)
# Excel counts days from the end of 1899, and has a 29th of February in 1900.
_DAY_0 = datetime(1899, 12, 31)
_NO_LEAP_YEAR = datetime(1900, 3, 1)


def parse_cell(raw, kind, *, reason=""):
    """The Cell that `raw` means for an element of type `kind` (one of TYPES); None if it is empty.

    raw: text, or what a spreadsheet's cell holds (number, bool, date, time, timedelta), or None.
    reason: why the value is unknown or not applicable; kept in these states only.
    Raises CellError.
    """
    if raw is None:
        return None
    if isinstance(raw, str):
        text = _CONTROL.sub("", raw).strip()
        if not text:
            return None
        if len(text) > MAX_TEXT or len(reason) > MAX_TEXT:
            raise CellError("too_long", limit=MAX_TEXT)
        found = _state_of(text, kind, reason)
        if found:
            return found
    else:
        text = _written(raw)
    if kind == "text":
        return Cell(VALUE, text, text)
    if kind == "yesno":
        return Cell(VALUE, _yesno(text), text)
    bare, estimated = _unmarked(text) if isinstance(raw, str) else (text, False)
    number = _number(bare if isinstance(raw, str) else raw, bare, kind)
    value = _of_type(number, text, kind)
    return Cell(VALUE if value else ZERO, value or 0, text, estimated=estimated)


def _unmarked(text):
    """A text without what says that it is an estimate, and whether it said so."""
    found = _ESTIMATED.fullmatch(text) if len(text) <= 2 * LONGEST_NUMBER else None
    return (found["after"] or found["before"], True) if found else (text, False)


def _state_of(text, kind, reason):
    words = _NUMBER_WORDS if kind in NUMBER_TYPES else _WORDS
    word, colon, after = text.partition(":")
    state = words.get(" ".join(word.lower().split()))
    if state is None:
        return None
    return Cell(state, None, text, reason or (after.strip() if colon else ""))


def _written(raw):
    """What a spreadsheet's value looks like to its reader."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return f"{raw:.15g}"
    if isinstance(raw, timedelta):
        seconds = round(raw.total_seconds())
        return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
    return str(raw)


def _yesno(text):
    word = text.lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise CellError("yesno", raw=_short(text))


def _number(raw, text, kind):
    """The non-negative Decimal that is meant."""
    if isinstance(raw, bool):
        raise CellError("not_a_number", raw=text)
    if isinstance(raw, (datetime, date, time, timedelta)):
        return _time(raw, text, kind)
    if isinstance(raw, (int, float, Decimal)):
        # As a spreadsheet shows it: fifteen digits, without the noise of binary fractions.
        number = Decimal(text)
        if not number.is_finite():
            raise CellError("not_a_number", raw=text)
        if number < 0:
            raise CellError("negative", raw=_short(text))
        return number
    return _read(text, kind)


def _time(raw, text, kind):
    """Hours, where hours are asked for; Excel keeps 40:30 as a moment of January 1900."""
    if isinstance(raw, time):
        raw = timedelta(hours=raw.hour, minutes=raw.minute, seconds=raw.second)
    if isinstance(raw, datetime) and raw.year <= 1900 and kind == "hours":
        raw -= _DAY_0 - timedelta(days=raw >= _NO_LEAP_YEAR)
    if not isinstance(raw, timedelta):
        raise CellError("date", raw=text)
    if kind != "hours":
        raise CellError("duration", raw=text)
    if raw < timedelta(0):
        raise CellError("negative", raw=text)
    return _hours(round(raw.total_seconds()))


def _hours(seconds):
    return (Decimal(seconds) / 3600).quantize(Decimal("0.01")).normalize() + 0


def _read(text, kind):
    """The number that a text means. See the module's tests for what is read and refused."""
    if len(text) > LONGEST_NUMBER:
        raise CellError("not_a_number", raw=_short(text))
    if text.startswith("="):
        raise CellError("formula", raw=_short(text))
    if text.startswith("#"):
        raise CellError("formula_error", raw=_short(text))
    bare = _UNIT[kind].sub("", text) if kind in _UNIT else text
    if kind == "hours" and (clock := _CLOCK.fullmatch(bare)):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        if minutes > 59 or seconds > 59:
            raise CellError("minutes", raw=text)
        return _hours(hours * 3600 + minutes * 60 + seconds)
    if _SCIENTIFIC.fullmatch(bare):
        raise CellError("scientific", raw=text)
    digits = _SPACES.sub(" ", bare.strip().translate(_LETTER_O))
    if _NEGATIVE.fullmatch(digits):
        raise CellError("negative", raw=text)
    for pattern, group in zip(_THOUSANDS, ",.", strict=True):
        if pattern.fullmatch(digits):
            return Decimal(digits.replace(group, "").replace(",", "."))
    if kind in ("count", "money") and _ONE_GROUP.fullmatch(digits):
        raise CellError("ambiguous", raw=text, whole=re.sub("[.,]", " ", digits))
    if not _PLAIN.fullmatch(digits) and not _GROUPED.fullmatch(digits):
        spaced = _PLAIN.fullmatch(digits.replace(" ", ""))
        raise CellError("spaces" if spaced else "not_a_number", raw=text)
    return Decimal(digits.replace(" ", "").replace(",", "."))


def _of_type(number, text, kind):
    """The value as its type keeps it; raises CellError if it can't be one."""
    text = _short(text)
    if number >= LIMIT:
        raise CellError("too_large", raw=text)
    if kind == "count":
        if number != number.to_integral_value():
            raise CellError("not_whole", raw=text)
        return int(number)
    if kind == "money":
        cents = number * 100
        if cents != cents.to_integral_value():
            raise CellError("cents", raw=text)
        return int(cents)
    if kind == "percent" and number > 100:
        raise CellError("percent", raw=text)
    return number


def _short(text):
    return text if len(text) <= 60 else text[:59] + "…"
