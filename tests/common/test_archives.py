"""Zips that would burst are refused by their directory; office files are not."""

from metodinis.common import archives
from metodinis.common.archives import ArchiveError
import io
import pytest
import struct
import zipfile


def packed(entries):
    """A zip of name -> bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(data, **options):
    with pytest.raises(ArchiveError) as caught:
        archives.check(data, **options)
    return caught.value.code


def test_ordinary_archive_passes():
    assert archives.check(packed({"a.xml": b"<a/>" * 1000, "b.txt": b"b"})) is None


def test_well_packed_small_entry_passes():
    assert archives.check(packed({"a.xml": b"0" * 900_000})) is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed({"a.xml": bytes(2 * 1024**2)}), "ratio"),
        (packed({f"{n}": b"" for n in range(archives.MAX_ENTRIES + 1)}), "entries"),
        (b"PK\x03\x04 no directory", "broken"),
        (packed({"a.xml": b"<a/>"})[:-5], "broken"),
        (packed({"a.xml": b"<a/>"}).replace(b"PK\x01\x02", b"PK\x01\x09"), "broken"),
    ],
)
def test_refused(data, code):
    assert refusal(data) == code


def test_size_counts_all_entries():
    data = packed({"a": b"0123456789" * 60, "b": b"0123456789" * 60})
    assert archives.check(data, max_size=1200) is None
    assert refusal(data, max_size=1199) == "size"


def test_huge_directory_is_refused_unread():
    lying = bytearray(packed({"a": b"a"}))
    end = lying.rfind(b"PK\x05\x06")
    lying[end + 12 : end + 16] = struct.pack("<I", 2**31)
    assert refusal(bytes(lying)) == "entries"


def test_nested_archive_only_where_allowed():
    data = packed({"inner.zip": packed({"a": b"a"})})
    assert archives.check(data) is None
    assert refusal(data, nested=False) == "nested"


@pytest.mark.parametrize("code", archives.MESSAGES)
def test_every_refusal_has_two_languages(code):
    error = ArchiveError(code, max=200, name="a.zip")
    assert error.text("lt") != error.text("en")
