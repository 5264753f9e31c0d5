"""A guard in front of everything that opens a zip: spreadsheets and documents. Pure.

Only the directory is read: nothing is unpacked before the archive has shown what it would be.
What it says of itself may be a lie, so readers work in a process with limits of its own.
"""

from metodinis.common.refusals import CodedError
import io
import struct
import zipfile


MAX_ENTRIES = 2_000
MAX_SIZE = 200 * 1024**2
# Text of a spreadsheet packs some twenty to one; a bomb packs a thousand to one.
MAX_RATIO = 150
# Small entries may pack well without harm.
RATIO_FROM = 1024**2

_END = b"PK\x05\x06"
_END_SIZE = 22
# A directory's entry is 46 bytes and a name; more than this on average is no office file.
_ENTRY_SIZE = 300

MESSAGES = {
    "broken": (
        "Failas sugadintas. Atverkite jį savo programa ir išsaugokite iš naujo.",
        "The file is damaged. Open it in your program and save it again.",
    ),
    "entries": (
        "Faile neįprastai daug dalių, todėl jis neatveriamas. Išsaugokite jį iš naujo be priedų.",
        "The file has unusually many parts, so it isn't opened. Save it again without attachments.",
    ),
    "size": (
        "Išpakuotas failas būtų didesnis nei {max} MB, todėl jis neatveriamas. Palikite jame tik "
        "tai, ko reikia.",
        "Unpacked, the file would be larger than {max} MB, so it isn't opened. Leave only what is "
        "needed in it.",
    ),
    "ratio": (
        "Failas suspaustas neįprastai stipriai, todėl jis neatveriamas. Nukopijuokite duomenis į "
        "naują failą.",
        "The file is packed unusually tight, so it isn't opened. Copy the data into a new file.",
    ),
    "nested": (
        "Faile įdėtas kitas suspaustas failas ({name}). Pašalinkite jį ir išsaugokite iš naujo.",
        "There is another packed file inside ({name}). Take it out and save the file again.",
    ),
}


class ArchiveError(CodedError):
    """A zip that isn't opened."""

    messages = MESSAGES


def check(data, *, max_size=MAX_SIZE, nested=True):
    """Look at a zip's directory (bytes of the whole file) before anyone opens it.

    max_size: bytes of all entries unpacked; nested: whether another zip may be inside.
    Takes milliseconds. Raises ArchiveError.
    """
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, max_size)
            if not nested:
                _check_nesting(archive, entries)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        if isinstance(error, ArchiveError):
            raise
        raise ArchiveError("broken") from error


def _check_directory(data):
    """The directory's size, before it is read: a million entries take seconds to read."""
    position = data.rfind(_END)
    if position < 0 or len(data) < position + _END_SIZE:
        raise ArchiveError("broken")
    count, size = struct.unpack("<HI", data[position + 10 : position + 16])
    if count > MAX_ENTRIES or size > MAX_ENTRIES * _ENTRY_SIZE:
        raise ArchiveError("entries")


def _check_entries(entries, max_size):
    if len(entries) > MAX_ENTRIES:
        raise ArchiveError("entries")
    if sum(entry.file_size for entry in entries) > max_size:
        raise ArchiveError("size", max=max_size // 1024**2)
    for entry in entries:
        large = entry.file_size > RATIO_FROM
        if large and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise ArchiveError("ratio")


def _check_nesting(archive, entries):
    for entry in entries:
        if entry.flag_bits & 1:
            continue  # encrypted: nobody can look inside
        with archive.open(entry) as content:
            if content.read(4) == b"PK\x03\x04":
                raise ArchiveError("nested", name=entry.filename[-60:])
