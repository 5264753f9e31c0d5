"""`@@case-picture-correction`: an editor corrects pictures of a published case, and says for all
what changed."""

from metodinis.common.pictures import MAX_SIZE
from metodinis.common.refusals import Refused
from metodinis.common.states import state_of
from metodinis.common.typed import MAX_REASON
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.desk.correcting import CorrectionPage
from metodinis.goodpractice.pictures.views import CaseFilesPage
from metodinis.i18n import _


CORRECT = "correct"


class PictureCorrectionPage(CaseFilesPage):
    """A form for each picture: what it shows, whose it is, another file; and what was wrong."""

    title = _("practice_pictures_correction", default="Correct the pictures")
    lead = CorrectionPage.lead
    button = CorrectionPage.button
    note_title = CorrectionPage.note_title
    titles = {
        "alt": _("practice_picture_alt", default="What the picture shows"),
        "credit": _("practice_picture_credit", default="Whose picture it is"),
        "file": _("practice_picture_other_file", default="Another file in its place"),
        "note": note_title,
    }
    closed_text = CorrectionPage.closed_text
    empty_title = _("practice_pictures_none", default="The case has no pictures")
    max_note = MAX_REASON

    @property
    def is_published(self):
        return state_of(self.context) == rules.PUBLISHED

    @property
    def seen(self):
        """The revision that is written over: see `EditCasePage.seen`."""
        if self.refusal is not None:
            return str(self.context.revision)
        return self.typed("seen") or str(self.context.revision)

    def act(self, form):
        if self.typed("action") != CORRECT:
            raise Refused(_("practice_action_unknown", default="Press one of the buttons."))
        seen = self.typed("seen")
        _name, data = self.upload(MAX_SIZE)
        picture = operations.correct_picture(
            self.context,
            self.typed("id"),
            self.typed("note"),
            alt=self.typed("alt"),
            credit=self.typed("credit"),
            data=data,
            seen=int(seen) if seen.isdecimal() and len(seen) < 9 else -1,
        )
        self.anchor = f"picture-{picture.id}"
        return _("practice_picture_corrected", default="The correction is published.")

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@case-picture-correction#{self.anchor}"

    @property
    def errors(self):
        """With the field of which it is."""
        refused = getattr(self.refusal, "errors", {})
        titles = {self.control(name, *self.sent): self.titles[name] for name in refused}
        return [
            (id_, f"{self.say(titles[id_])}: {self.say(text)}" if id_ in titles else text)
            for id_, text in super().errors
        ]
