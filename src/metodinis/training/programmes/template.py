"""Replacing the DOCX template: the page, its writes, and the files themselves."""

from datetime import datetime
from datetime import UTC
from metodinis.common.documents import MAX_SIZE
from metodinis.common.documents import WRITTEN
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.stored_documents import serve
from metodinis.common.stored_documents import taken
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.libraries.people import name_of
from metodinis.training.programmes import exports
from metodinis.training.programmes import filling
from metodinis.training.programmes.operations import MANAGE
from metodinis.training.programmes.schema import ROW_FIELDS
from metodinis.training.programmes.schema import TOPIC_FIELDS
from metodinis.training.programmes.schema import TRAINER_FIELDS
from metodinis.training.programmes.told import bare_sample
from metodinis.training.programmes.told import COMPUTED
from metodinis.training.programmes.told import LINES
from metodinis.training.programmes.told import sample
from metodinis.training.programmes.told import TEXTS
from plone import api
from Products.Five import BrowserView
from zope.annotation.interfaces import IAnnotations
import logging


logger = logging.getLogger(__name__)

FILE_MISSING = _("programmes_template_missing", default="Choose the file of the template.")


def set_template(directory, upload):
    """Put another DOCX template in the place of the present one, once it was tried.

    upload: (name, bytes), or None if no file came. Raises FieldErrors for "file"; then the
    present template stays.
    """
    require(MANAGE, directory)
    if upload is None:
        raise FieldErrors({"file": FILE_MISSING})
    document = taken(*upload, WRITTEN, datetime.now(UTC))
    if document.kind != "docx":
        raise FieldErrors(
            {"file": _("programmes_template_docx", default="A template has to be a DOCX document.")}
        )
    try:
        for words in (sample(), bare_sample()):
            filling.filled_apart(upload[1], words)
    except filling.TemplateFault as fault:
        raise FieldErrors({"file": exports.template_message(fault)}) from fault
    IAnnotations(directory)[exports.TEMPLATE_KEY] = document
    logger.info("template of programmes replaced by %s", me())


def reset_template(directory):
    """Take the default template again."""
    require(MANAGE, directory)
    IAnnotations(directory).pop(exports.TEMPLATE_KEY, None)
    logger.info("default template of programmes taken again by %s", me())


class TemplatePage(ActionPage):
    """`/training/@@programme-template`: which template is used, and another in its place."""

    title = _("programmes_template", default="Template of the document")
    lead = _(
        "programmes_template_lead",
        default="A programme is downloaded as DOCX by this template. Take the default one, change "
        "it in your word processor and upload it: it is tried with a programme first.",
    )
    texts, lines, computed = TEXTS, LINES, COMPUTED
    # (title, names) of what a row of a list has.
    row_names = (
        (ROW_FIELDS["topics"][0], ("number", *TOPIC_FIELDS, "hours")),
        (ROW_FIELDS["trainers"][0], tuple(TRAINER_FIELDS)),
    )

    @property
    def stored(self):
        """The file that stands in place of the default template, or None."""
        document = exports.stored_template(self.context)
        if document is None:
            return None
        return {
            "name": document.name,
            "size": document.size,
            "by": name_of(document.by),
            "at": self.date_time(document.at),
        }

    def act(self, form):
        if "reset" in form:
            reset_template(self.context)
            return _("programmes_template_reset_done", default="The default template is used.")
        file = form.get("file")
        upload = None
        if getattr(file, "filename", ""):
            upload = (file.filename, file.read(MAX_SIZE + 1))
        set_template(self.context, upload)
        return _(
            "programmes_template_done",
            default="The template is taken: a sample programme was filled in without errors.",
        )

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@programme-template"


class TemplateFile(BrowserView):
    """`/training/@@programme-template-file?which=current|default|sample`"""

    def __call__(self):
        which = self.request.form.get("which")
        document = exports.stored_template(self.context)
        response = self.request.response
        if which == "sample":
            try:
                data = exports.document_of(self.context, sample())
            except filling.TemplateFault as fault:
                # Tried when it was taken; a machine without time or memory may fail now.
                message = exports.template_message(fault)
                api.portal.show_message(message, self.request, type="error")
                return response.redirect(f"{self.context.absolute_url()}/@@programme-template")
            return exports.deliver(response, data, "programos-pavyzdys", "docx")
        if which == "current" and document is not None:
            return serve(document, response)
        return exports.deliver(response, exports.DEFAULT.read_bytes(), "programa", "docx")


class ProgrammeDocument(BrowserView):
    """`@@programme-document?format=docx|pdf` of a programme."""

    def __call__(self):
        wanted = self.request.form.get("format")
        format_ = wanted if wanted in exports.FORMATS else "docx"
        try:
            data = exports.WRITERS[format_](self.context)
        except FieldErrors as refusal:
            # Tried with samples, and yet this programme is another one: the page tells it.
            api.portal.show_message(refusal.errors["format"], self.request, type="error")
            return self.request.response.redirect(self.context.absolute_url())
        return exports.deliver(self.request.response, data, self.context.title, format_)
