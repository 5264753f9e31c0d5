"""Pictures that people upload: judged by what is in them, and made anew for the web. Pure.

Of an upload only its pixels are kept: turned upright, in the colours of sRGB, on white where it
lets through, in a few widths, as WebP. Where it was taken, with what, and whatever else was hidden
in it goes. The work is done by a process of its own (`picture_scales.py`): a picture can be built
to hang its reader or to eat all memory.
"""

from metodinis.common.refusals import CodedError
from typing import NamedTuple
import json
import logging
import subprocess
import sys


logger = logging.getLogger(__name__)

MAX_SIZE = 20 * 1024**2
# Of width times height, as the head of the file tells it: beyond any usual camera.
MAX_PIXELS = 64_000_000
# Pixels of the shorter side: less is no picture that others would look at.
MIN_SIDE = 200
# name -> width in pixels, the narrowest first; a picture that is smaller stays as it is.
SCALES = {"card": 480, "page": 960, "large": 1600}
# A scale is at most so many times as high as it is wide.
TALLEST = 1.5
MEDIA_TYPE = "image/webp"
KINDS = ("JPEG", "PNG", "WEBP", "GIF")
SIGNS = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
}
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
# Beyond this (seconds) the reader counts as hanging; it normally takes about half a second.
TIME_LIMIT = 15
# How the reader's process ends if it refuses; then it writes a code of TEXTS.
EXIT_REFUSED = 3

TEXTS = {
    "empty": ("Failas tuščias. Pasirinkite kitą.", "The file is empty. Choose another one."),
    "too_large": (
        "Failas didesnis nei {max} MB. Sumažinkite paveikslėlį ir įkelkite iš naujo.",
        "The file is larger than {max} MB. Make the picture smaller and upload it again.",
    ),
    "too_many_pixels": (
        "Paveikslėlis per didelis: jame daugiau nei {max} mln. taškų. Sumažinkite jį iki 4000 "
        "taškų pločio ir įkelkite iš naujo.",
        "The picture is too large: it has more than {max} million pixels. Make it 4000 pixels wide "
        "and upload it again.",
    ),
    "too_small": (
        "Paveikslėlis per mažas: trumpesnioji jo kraštinė trumpesnė nei {min} taškų. Įkelkite "
        "didesnį, geriausia – tokį, koks buvo nufotografuotas.",
        "The picture is too small: its shorter side has less than {min} pixels. Upload a larger "
        "one, at best as it was taken.",
    ),
    "moves": (
        "Šis paveikslėlis juda. Išsaugokite vieną jo kadrą kaip JPEG arba PNG ir įkelkite jį.",
        "This picture moves. Save one frame of it as JPEG or PNG and upload that.",
    ),
    "heic": (
        "Tai „iPhone“ HEIC nuotrauka, kurios ne visos naršyklės rodo. Išsaugokite ją kaip JPEG "
        "(telefone: „Settings“ > „Camera“ > „Formats“ > „Most Compatible“) ir įkelkite iš naujo.",
        "This is a HEIC photo of an iPhone, which not all browsers show. Save it as JPEG (on the "
        "phone: Settings > Camera > Formats > Most Compatible) and upload it again.",
    ),
    "vector": (
        "SVG piešiniuose gali slypėti programų, todėl jų neimame. Išsaugokite jį kaip PNG.",
        "SVG drawings can hide programs, so they aren't taken. Save it as PNG.",
    ),
    "document": (
        "Tai PDF dokumentas, o ne paveikslėlis. Įkelkite jį prie priedų.",
        "This is a PDF document and no picture. Upload it among the attachments.",
    ),
    "unknown": (
        "Tai ne JPEG, PNG, WebP ar GIF paveikslėlis, kad ir koks būtų jo pavadinimas. Išsaugokite "
        "jį kaip JPEG arba PNG.",
        "This is no JPEG, PNG, WebP or GIF picture, whatever its name says. Save it as JPEG or "
        "PNG.",
    ),
    "broken": (
        "Paveikslėlio nepavyko perskaityti: failas sugadintas. Atverkite jį savo programa, "
        "išsaugokite iš naujo kaip JPEG arba PNG ir įkelkite.",
        "The picture can't be read: the file is damaged. Open it in your program, save it anew as "
        "JPEG or PNG, and upload that.",
    ),
    "too_complex": (
        "Paveikslėlio nepavyko perskaityti per {seconds} s. Sumažinkite jį ir išsaugokite kaip "
        "JPEG.",
        "The picture couldn't be read within {seconds} s. Make it smaller and save it as JPEG.",
    ),
}
DETAILS = {
    "too_large": {"max": MAX_SIZE // 1024**2},
    "too_many_pixels": {"max": MAX_PIXELS // 1_000_000},
    "too_small": {"min": MIN_SIDE},
    "too_complex": {"seconds": TIME_LIMIT},
}


class PictureError(CodedError):
    """A picture that isn't taken."""

    messages = TEXTS

    def __init__(self, code):
        super().__init__(code, **DETAILS.get(code, {}))


class Scale(NamedTuple):
    """A picture in one width: pixels, and the bytes of a WebP file without anything beside."""

    width: int
    height: int
    data: bytes


def kind_of(data):
    """Which of KINDS some bytes are, by their beginning alone. Raises PictureError."""
    if not data:
        raise PictureError("empty")
    if len(data) > MAX_SIZE:
        raise PictureError("too_large")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    for sign, kind in SIGNS.items():
        if data.startswith(sign):
            return kind
    raise PictureError(_code_of_other(data))


def _code_of_other(data):
    """What to say of a file that is no picture of KINDS."""
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return "heic"
    if data.startswith(b"%PDF-"):
        return "document"
    return "vector" if b"<svg" in data[:2048].lower() else "unknown"


def scales_of(data):
    """name of SCALES -> Scale of an uploaded picture; those that it is too small for are left out.

    The widest is as large as the picture is, up to the widest of SCALES. Raises PictureError.
    About half a second, in a process of its own.
    """
    command = [sys.executable, "-m", "metodinis.common.picture_scales", kind_of(data)]
    try:
        done = subprocess.run(  # noqa: S603 (nothing in the command comes from outside)
            command, input=data, capture_output=True, timeout=TIME_LIMIT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PictureError("too_complex") from error
    if done.returncode == EXIT_REFUSED:
        raise PictureError(done.stdout.decode())
    if done.returncode:
        logger.warning("unreadable picture: %s", done.stderr.decode(errors="replace")[-300:])
        raise PictureError("broken")
    head, _line, files = done.stdout.partition(b"\n")
    found, start = {}, 0
    for name, width, height, length in json.loads(head):
        found[name] = Scale(width, height, files[start : start + length])
        start += length
    return found
