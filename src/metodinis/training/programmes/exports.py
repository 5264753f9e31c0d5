"""A programme as a file: DOCX by the template of the staff, PDF by ours."""

from metodinis.common.documents import clean_name
from metodinis.common.documents import MEDIA_TYPES
from metodinis.common.pdf import pdf
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.training.programmes import filling
from metodinis.training.programmes.told import told
from pathlib import Path
from urllib.parse import quote
from zope.annotation.interfaces import IAnnotations


DATA = Path(__file__).parent / "data"
DEFAULT, TYPST = DATA / "programa.docx", DATA / "programa.typ"
TEMPLATE_KEY = "metodinis.training.programmes.template"
FORMATS = ("docx", "pdf")
LONGEST_ERROR = 300


def stored_template(directory):
    """The Document that the staff put in the place of the default template, or None."""
    return IAnnotations(directory).get(TEMPLATE_KEY)


def template_bytes(directory):
    """The template that documents are made of."""
    document = stored_template(directory)
    return document.blob.data if document is not None else DEFAULT.read_bytes()


def document_of(directory, words):
    """The present template filled with words: a DOCX (bytes). Raises filling.TemplateFault."""
    fill = filling.filled if stored_template(directory) is None else filling.filled_apart
    return fill(template_bytes(directory), words)


def as_docx(programme):
    """A programme as DOCX (bytes). Raises FieldErrors if the template can't be filled any more."""
    try:
        return document_of(programme.__parent__, told(programme))
    except filling.TemplateFault as fault:
        raise FieldErrors({"format": template_message(fault)}) from fault


def as_pdf(programme):
    """A programme as PDF (bytes)."""
    return pdf(TYPST, told(programme))


WRITERS = {"docx": as_docx, "pdf": as_pdf}


def template_message(fault):
    """What is told of a TemplateFault."""
    if str(fault) == filling.TOO_MUCH:
        return _(
            "programmes_template_too_much",
            default="The template takes too much time or memory. Look for loops within loops, and "
            "for texts that are repeated.",
        )
    return _(
        "programmes_template_wrong",
        default="The template can't be filled: ${error}. Look at its names and braces, and compare "
        "them with the default template.",
        mapping={"error": str(fault)[:LONGEST_ERROR]},
    )


def deliver(response, data, title, format_):
    """Send a file to be saved under a title."""
    name = clean_name(title, format_)
    response.setHeader("Content-Type", MEDIA_TYPES[format_])
    response.setHeader("Content-Disposition", f"attachment; filename*=UTF-8''{quote(name)}")
    response.setHeader("X-Content-Type-Options", "nosniff")
    # What isn't public is served by the same address: no cache on the way may keep it.
    response.setHeader("Cache-Control", "private, no-cache")
    return data
