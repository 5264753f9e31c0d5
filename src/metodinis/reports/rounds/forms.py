"""Add and edit a round: the schema's form over the operations."""

from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.layout.actions import RefusalForm
from metodinis.reports.rounds.operations import create_round
from metodinis.reports.rounds.operations import edit_round
from metodinis.reports.rounds.operations import SELECTION
from metodinis.reports.rounds.preview import free_day_note
from plone import api
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.browser.edit import DefaultEditForm
from plone.z3cform.layout import wrap_form
from z3c.form.interfaces import DISPLAY_MODE
from zope.i18n import translate


class RoundForm(RefusalForm):
    """What both forms do: refusals at their fields, and a word on free days."""

    def tell_free_day(self, reporting_round):
        note = free_day_note(reporting_round.deadline, api.portal.get_current_language())
        if note:
            api.portal.show_message(note, self.request, type="warning")


class AddRoundForm(RoundForm, DefaultAddForm):
    """Prepare a round."""

    portal_type = "ReportingRound"
    success_message = _("rounds_added", default="The round is prepared. Open it when all is set.")

    def createAndAdd(self, data):
        try:
            reporting_round = create_round(self.context, data)
        except FieldErrors as refusal:
            self.show_errors(refusal)
        self.immediate_view = reporting_round.absolute_url()
        self.tell_free_day(reporting_round)
        return reporting_round


class AddRoundPage(DefaultAddView):
    """`++add++ReportingRound`"""

    form = AddRoundForm


class EditRoundForm(RoundForm, DefaultEditForm):
    """Change a round."""

    success_message = _("rounds_edited", default="The round is saved.")

    def updateWidgets(self):
        super().updateWidgets()
        note = free_day_note(self.context.deadline, api.portal.get_current_language())
        if note:
            widget = self.widgets["deadline"]
            texts = (widget.field.description, note)
            widget.description = " ".join(translate(text, context=self.request) for text in texts)

    def updateFieldsFromSchemata(self):
        super().updateFieldsFromSchemata()
        self.fields["year"].mode = DISPLAY_MODE
        if state_of(self.context) != "preparing":
            # What is asked stands: page @@asked tells it.
            self.fields = self.fields.omit(*SELECTION)

    def applyChanges(self, data):
        try:
            edit_round(self.context, data)
        except FieldErrors as refusal:
            self.show_errors(refusal)
        self.tell_free_day(self.context)
        return data


EditRoundPage = wrap_form(EditRoundForm)
