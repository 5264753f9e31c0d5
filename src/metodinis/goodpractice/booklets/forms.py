"""The forms of a collection's words: what they store goes through operations."""

from metodinis.common.refusals import FieldErrors
from metodinis.goodpractice.booklets import operations
from metodinis.goodpractice.booklets.schema import ICollectionValues
from metodinis.i18n import _
from metodinis.layout.actions import RefusalForm
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.browser.edit import DefaultEditForm
from plone.z3cform.layout import wrap_form


MAIN_FIELDSET = _("booklets_collection", default="Collection")


class AddCollectionForm(RefusalForm, DefaultAddForm):
    """Begin a collection; its cases are chosen on the next page."""

    portal_type = "PracticeCollection"
    schema = ICollectionValues
    default_fieldset_label = MAIN_FIELDSET
    label = _("booklets_collection_add", default="New collection")
    success_message = _(
        "booklets_collection_added", default="The collection is begun: choose its cases now."
    )

    def createAndAdd(self, data):
        try:
            collection = operations.create_collection(self.context, data)
        except FieldErrors as refusal:
            self.show_errors(refusal)
        self.immediate_view = f"{collection.absolute_url()}/@@collection-cases"
        return collection


class AddCollectionPage(DefaultAddView):
    """`++add++PracticeCollection`"""

    form = AddCollectionForm


class EditCollectionForm(RefusalForm, DefaultEditForm):
    """Change a collection's words."""

    schema = ICollectionValues
    default_fieldset_label = MAIN_FIELDSET
    label = _("booklets_collection_edit", default="Edit the collection")
    success_message = _("booklets_collection_saved", default="The collection is saved.")

    def applyChanges(self, data):
        try:
            operations.update_collection(self.context, data)
        except FieldErrors as refusal:
            self.show_errors(refusal)
        return data


EditCollectionPage = wrap_form(EditCollectionForm)
