"""Numbers, codes, texts and who gets a certificate. Pure."""

from metodinis.training.attendance.rules import share
from metodinis.training.registration.rules import ATTENDED
from metodinis.training.registration.rules import PARTLY
from metodinis.training.registration.rules import REGISTERED
import re
import secrets
import unicodedata


VALID, REVOKED, REPLACED = "valid", "revoked", "replaced"
STATES = (VALID, REVOKED, REPLACED)
PREFIX = "MT"
NUMBER = re.compile(rf"{PREFIX}-(\d{{4}})-(\d{{4,6}})")
# Without letters and digits that look alike.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 10
# Certificates are written in Lithuanian, and so are the words that are filled in.
PLACEHOLDERS = ("vardas", "pavadinimas", "trukme", "datos", "vieta", "istaiga")
BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
# Why somebody gets none: who has one, the name is gone, not marked whole, too little attended.
HAS, NAMELESS, UNMARKED, TOO_LITTLE = "has", "nameless", "unmarked", "too_little"
MAX_FILE_NAME = 80


def number_of(year, count):
    """The number of the `count`-th certificate of a year: MT-2026-0001."""
    return f"{PREFIX}-{year}-{count:04d}"


def order_of(number):
    """Sort key of a number: (year, count)."""
    year, count = NUMBER.fullmatch(number).groups()
    return int(year), int(count)


def typed_number(text):
    """A number as somebody typed it: „mt 2026 0001“ too; "" if it is none."""
    parts = re.sub(r"[\s–—_/-]+", "-", text.strip().upper())
    return parts if NUMBER.fullmatch(parts) else ""


def new_code():
    """A check code: 50 random bits that can be read aloud."""
    return "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))


def typed_code(text):
    """A code as somebody typed it, without spaces, hyphens and small letters."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def shown_code(code):
    """A code as it is printed: ABCDE-FGHJK."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def against(registration, sessions, least):
    """Why a participant gets no certificate now (HAS, …); "" if they do.

    least: the share (0–1) of the time of all sessions that has to be attended.
    """
    if registration.certificate:
        return HAS
    if not registration.name.strip():
        return NAMELESS
    if registration.state == REGISTERED:
        return UNMARKED
    if registration.state not in (ATTENDED, PARTLY):
        return TOO_LITTLE
    # Seconds of sessions are whole numbers; a third and two thirds make one.
    return "" if share(sessions, registration.marks) >= least - 1e-9 else TOO_LITTLE


def hours_of(hours, attended):
    """Hours that are certified: those of the event, or the share of them that was attended."""
    return round(hours * attended, 1)


def wrong_braces(text):
    """What stands in braces in a text and is no placeholder, or an odd brace; [] if all is well."""
    return [found[0] for found in BRACES.finditer(text) if found[1] not in PLACEHOLDERS]


def filled(text, values):
    """A text with its placeholders filled; values: name of a placeholder -> text.

    One pass: braces in what is filled in stay as they are.
    """
    return BRACES.sub(lambda found: values.get(found[1], found[0]), text)


def file_name(number, name):
    """A safe name of a certificate's file, without its extension: number and person, ASCII."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"{number}-{slug}"[:MAX_FILE_NAME].strip("-")
