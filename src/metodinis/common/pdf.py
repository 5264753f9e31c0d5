"""Documents as PDF: a Typst template of ours, filled with data. Pure.

A template begins with `#let data = json(bytes(sys.inputs.data))`. What people wrote comes in as
data and is never spliced into markup, so that it stays text whatever it looks like. Only fonts
that come with the library are used (`Libertinus Serif` has all Lithuanian letters), so that a
document looks the same on every machine, and the same data give the same bytes.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
import json
import logging
import typst


logger = logging.getLogger(__name__)

# For readers of screens: headings, tables and pictures are told, with the language.
ACCESSIBLE = "ua-1"
# Neither letters nor marks: C0 and C1 without the line break.
CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code != 0x0A}


class PdfError(Exception):
    """A template that can't be written with these data; the message says where and why."""


def pdf(template, data, files=None):
    """The PDF (bytes) of a template (path of a .typ file) filled with `data`.

    data: what JSON can write, a dict. files: name -> bytes of pictures, as the template reads
    them; it reads no others. About 10 ms a page. Raises PdfError.
    """
    inputs = {"data": json.dumps(_printable(data), ensure_ascii=False)}
    with TemporaryDirectory(prefix="pdf-") as folder:
        main = Path(folder) / "main.typ"
        main.write_bytes(Path(template).read_bytes())
        for name, content in (files or {}).items():
            (main.parent / name).write_bytes(content)
        try:
            return _compiled(main, inputs, [ACCESSIBLE])
        except typst.TypstError as error:
            # A letter that the fonts lack forbids the promise, not the document; what else is
            # wrong is wrong again.
            if "could not be displayed with font" not in error.message:
                raise PdfError(error.diagnostic or error.message) from error
            logger.warning("PDF without its standard: %s", error.message)
        try:
            return _compiled(main, inputs, [])
        except typst.TypstError as error:
            raise PdfError(error.diagnostic or error.message) from error


def _compiled(main, inputs, standards):
    return typst.compile(
        main,
        root=main.parent,
        sys_inputs=inputs,
        pdf_standards=standards,
        ignore_system_fonts=True,
        timestamp=0,
    )


def _printable(value):
    """The same data without control characters and halves of characters."""
    if isinstance(value, str):
        return value.translate(CONTROLS).encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _printable(found) for key, found in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(found) for found in value]
    return value
