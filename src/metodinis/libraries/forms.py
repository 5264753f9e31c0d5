"""The forms of the register: what they store goes through operations."""

from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.layout.actions import RefusalForm
from metodinis.libraries import operations
from metodinis.libraries.schema import IContact
from plone.autoform.form import AutoExtensibleForm
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.browser.edit import DefaultEditForm
from plone.z3cform.layout import FormWrapper
from plone.z3cform.layout import wrap_form
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from z3c.form import button
from z3c.form.form import EditForm


MAIN_FIELDSET = _("libraries_column_name", default="Library")


class AddLibraryForm(RefusalForm, DefaultAddForm):
    """Put a library into the register."""

    portal_type = "Library"
    default_fieldset_label = MAIN_FIELDSET
    label = _("libraries_add", default="Add a library")
    success_message = _("libraries_added", default="The library is in the register.")

    def createAndAdd(self, data):
        try:
            library = operations.create_library(data)
        except FieldErrors as refusal:
            self.show_errors(refusal)
        self.immediate_view = library.absolute_url()
        return library


class AddLibraryPage(DefaultAddView):
    """`++add++Library`"""

    form = AddLibraryForm


class EditLibraryForm(RefusalForm, DefaultEditForm):
    """Change a library's entry in the register."""

    default_fieldset_label = MAIN_FIELDSET
    label = _("libraries_edit", default="Edit the library")
    success_message = _("libraries_saved", default="The changes are saved.")

    def applyChanges(self, data):
        try:
            operations.update_library(self.context, data)
        except FieldErrors as refusal:
            self.show_errors(refusal)
        return data


EditLibraryPage = wrap_form(EditLibraryForm)


class ContactForm(RefusalForm, AutoExtensibleForm, EditForm):
    """`@@contact`: what a director keeps up to date."""

    schema = IContact
    label = _("libraries_contact_edit", default="Contact of the library")
    description = _(
        "libraries_contact_edit_help",
        default="Shown to everyone on the library's page. Ask the methodology department to "
        "change the rest.",
    )

    @button.buttonAndHandler(_("libraries_save", default="Save"), name="save")
    def save(self, action):
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        try:
            operations.update_contact(self.context, data)
        except FieldErrors as refusal:
            self.show_errors(refusal)
        IStatusMessage(self.request).add(EditLibraryForm.success_message)
        self.request.response.redirect(self.context.absolute_url())

    @button.buttonAndHandler(_("libraries_cancel", default="Cancel"), name="cancel")
    def cancel(self, action):
        self.request.response.redirect(self.context.absolute_url())


class ContactPage(FormWrapper):
    """The form under the page's usual head."""

    form = ContactForm
    index = ViewPageTemplateFile("templates/form.pt")
