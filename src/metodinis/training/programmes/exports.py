"""A programme as a file: DOCX by the template of the staff, PDF by ours."""

from docxtpl import DocxTemplate
from io import BytesIO
from jinja2 import StrictUndefined
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment
from metodinis.common.documents import clean_name
from metodinis.common.documents import MEDIA_TYPES
from metodinis.common.pdf import pdf
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.training.programmes.told import told
from pathlib import Path
from urllib.parse import quote
from zope.annotation.interfaces import IAnnotations
import logging


logger = logging.getLogger(__name__)

DATA = Path(__file__).parent / "data"
DEFAULT, TYPST = DATA / "programa.docx", DATA / "programa.typ"
TEMPLATE_KEY = "metodinis.training.programmes.template"
FORMATS = ("docx", "pdf")
LONGEST_ERROR = 300


class TemplateFault(Exception):
    """A template that can't be filled; the message says what is wrong with it."""


def filled(template, words):
    """A DOCX (bytes) of a template (bytes) with `words`, as `told.told` gives them.

    What people wrote is text in it, whatever it looks like. Raises TemplateFault.
    """
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        document = DocxTemplate(BytesIO(template))
        document.render(words, environment, autoescape=True)
        target = BytesIO()
        document.save(target)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f" ({line})" if line else ""
        raise TemplateFault(f"{error.message or type(error).__name__}{where}") from error
    except Exception as error:
        # Whatever a template of people breaks in the libraries that fill it is its fault.
        logger.info("a template that can't be filled", exc_info=True)
        raise TemplateFault(f"{type(error).__name__}: {error}") from error
    return target.getvalue()


def stored_template(directory):
    """The Document that the staff put in the place of the default template, or None."""
    return IAnnotations(directory).get(TEMPLATE_KEY)


def template_bytes(directory):
    """The template that documents are made of."""
    document = stored_template(directory)
    return document.blob.data if document is not None else DEFAULT.read_bytes()


def as_docx(programme):
    """A programme as DOCX (bytes). Raises FieldErrors if the template can't be filled any more."""
    try:
        return filled(template_bytes(programme.__parent__), told(programme))
    except TemplateFault as fault:
        raise FieldErrors({"format": template_message(fault)}) from fault


def as_pdf(programme):
    """A programme as PDF (bytes)."""
    return pdf(TYPST, told(programme))


WRITERS = {"docx": as_docx, "pdf": as_pdf}


def template_message(fault):
    """What is told of a TemplateFault."""
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
