"""`@@case-correction`: an editor corrects a published case, and says for all what changed."""

from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.forms import EditCasePage
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.desk import reading
from metodinis.i18n import _
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class CorrectionPage(EditCasePage):
    """The form of a case, with a note; kept as a whole or not at all."""

    title = _("practice_correction", default="Correct the case")
    lead = _(
        "practice_correction_lead",
        default="Readers see what was corrected and why; the authors get a mail. The earlier text "
        "stays among the versions.",
    )
    button = _("practice_correction_button", default="Publish the correction")
    note_title = _("practice_correction_note", default="What was corrected, for all readers")
    service = None
    is_unpublished = False
    addition = ViewPageTemplateFile("templates/correction_note.pt")

    @property
    def is_closed(self):
        return not self.is_now

    closed_text = _("practice_correct_published", default="Only what is published is corrected.")

    @property
    def is_now(self):
        return operations.state_of(self.context) == rules.PUBLISHED

    @property
    def is_partly_kept(self):
        return False

    @property
    def told(self):
        """What its library said has changed, if an editor hasn't dealt with it; else ""."""
        return "\n\n".join(question.words for question in reading.unsettled(self.context))

    def title_of(self, name):
        return self.say(self.note_title) if name == "note" else super().title_of(name)

    def save(self, values, seen):
        operations.correct(self.context, values, self.typed("note"), seen)
