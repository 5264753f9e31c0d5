"""Pages of what an editor changed, of what its library says to that, and of what is still true."""

from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import STEP_GONE
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.workflow import values_of
from metodinis.goodpractice.desk import agreeing
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk import truth
from metodinis.goodpractice.desk.actions import DeskAction
from metodinis.goodpractice.desk.actions import WORDS
from metodinis.goodpractice.desk.operations import MAX_NOTE
from metodinis.goodpractice.desk.rules import CHANGES
from metodinis.goodpractice.desk.rules import NO
from metodinis.goodpractice.desk.rules import YES
from metodinis.goodpractice.desk.store import desk_of
from metodinis.goodpractice.review.reading import coordinates
from metodinis.goodpractice.vocabularies import setting
from metodinis.i18n import _
from plone.uuid.interfaces import IUUID


AGREE, OBJECT = "agree", "object"
ANSWER_TITLES = {
    YES: _("practice_truth_yes", default="Yes, it is still true"),
    CHANGES: _("practice_truth_changes", default="Yes, but something has changed"),
    NO: _("practice_truth_no", default="No, it isn't true any more"),
}


class EditsPage(DeskAction):
    """`@@case-edits`: what editors changed before publication, and the library's agreement."""

    title = _("practice_edits", default="Editors' changes")
    lead = _(
        "practice_edits_lead",
        default="What an editor changes after the recommendation is published once the library "
        "agrees to it.",
    )
    shown_caption = _("practice_edits_caption", default="Not agreed to yet")
    before_title = _("practice_edits_before", default="As the library has it")
    after_title = _("practice_edits_after", default="As it reads now")

    @property
    def is_now(self):
        return self.state == rules.RECOMMENDED

    @property
    def shown(self):
        version = reading.agreed_version(self.context)
        if not self.is_now or version is None:
            return None
        return self.compared(version.values, values_of(self.context))

    @property
    def alerts(self):
        if not self.is_now:
            return [self.alert("info", text=STEP_GONE)]
        links = [(f"{self.url}/@@edit", _("practice_edit_text", default="Edit the text"))]
        found = reading.agreements_of(self.context)
        if not found:
            return [] if self.shown else [self.alert("info", text=NOTHING, links=links)]
        last = found[-1]
        if last.is_open:
            return [self.alert("info", ASKED, by=self.signed(last.asked_by, last.asked_at))]
        return [
            self.alert(
                "ok" if last.agreed else "warning",
                AGREED if last.agreed else OBJECTED,
                quote=last.words,
                by=self.signed(last.answered_by, last.answered_at),
                links=links,
            )
        ]

    @property
    def forms(self):
        if not self.shown:
            return []
        note = self.text(
            "note", WORDS, _("practice_edits_note", default="Why you changed it; may stay empty.")
        )
        words = self.text(
            "words",
            WORDS,
            _(
                "practice_edits_recorded",
                default="Who agreed, when and how: by telephone, for instance.",
            ),
            required=True,
        )
        asked = reading.open_agreement(self.context)
        is_asked = asked is not None and not reading.edited_since(self.context, asked.version)
        return [
            *([] if is_asked else [self.form("ask", ASK, [note], ASK)]),
            self.form("record", RECORD, [words], RECORD, kind="secondary"),
            self.form("undo", UNDO, title=UNDO, lead=UNDO_LEAD, kind="secondary"),
        ]

    def act(self, form):
        if self.pressed == "ask":
            agreeing.ask_agreement(self.context, self.typed("note"))
            return _("practice_done_ask", default="The library is asked.")
        if self.pressed == "record":
            agreeing.record_agreement(self.context, self.typed("words"))
            return _("practice_done_record", default="The agreement is recorded.")
        if self.pressed == "undo":
            agreeing.undo_edits(self.context)
            return _("practice_done_undo", default="The changes are taken back.")
        raise NotAllowed(STEP_GONE)


NOTHING = _("practice_edits_none", default="Editors have changed nothing.")
ASKED = _("practice_edits_asked", default="The library is asked and hasn't answered yet")
AGREED = _("practice_edits_agreed", default="The library agreed")
OBJECTED = _("practice_edits_objected", default="The library objects")
ASK = _("practice_edits_ask", default="Ask the library")
RECORD = _("practice_edits_record", default="Record that it agreed some other way")
UNDO = _("practice_edits_undo", default="Take the changes back")
UNDO_LEAD = _(
    "practice_edits_undo_lead", default="The case says again what its library wrote or agreed to."
)
AGREEMENT_ASKED = _(
    "practice_agreement_asked", default="Without your agreement the case isn't published"
)


class AgreementPage(DeskAction):
    """`@@case-agreement`: its library says whether it agrees to an editor's changes."""

    title = _("practice_agreement", default="Do you agree to the changes?")
    shown_caption = _("practice_agreement_caption", default="What an editor has changed")
    before_title = _("practice_agreement_before", default="As you had it")
    after_title = _("practice_agreement_after", default="As it will be published")

    @property
    def asked(self):
        return reading.open_agreement(self.context)

    @property
    def shown(self):
        if self.asked is None:
            return None
        version = self.context.versions[self.asked.version - 1]
        return self.compared(reading.agreed_version(self.context).values, version.values)

    @property
    def alerts(self):
        if self.asked is None:
            return [self.alert("info", text=agreeing.NOTHING_ASKED)]
        note = self.context.versions[self.asked.version - 1].note
        by = self.signed(self.asked.asked_by, self.asked.asked_at)
        return [self.alert("info", AGREEMENT_ASKED, quote=note, by=by)]

    @property
    def forms(self):
        if self.asked is None:
            return []
        options = [
            (AGREE, _("practice_agree", default="We agree"), None),
            (
                OBJECT,
                _("practice_object", default="We don't agree"),
                _("practice_object_help", default="Say to what, and how it should read."),
            ),
        ]
        fields = [
            self.choice("answer", _("practice_answer", default="Answer"), options),
            self.text("words", WORDS),
        ]
        return [self.form("answer", _("practice_answer_send", default="Answer"), fields)]

    def act(self, form):
        answer = self.typed("answer")
        if answer not in (AGREE, OBJECT):
            raise FieldErrors({"answer": truth.CHOOSE})
        agreeing.answer_agreement(self.context, answer == AGREE, self.typed("words"))
        return _("practice_done_answer", default="Thank you: the editors know.")


class _TruthPage(DeskAction):
    """Base of the two pages of one question."""

    title = _("practice_truth", default="Is the case still true?")

    def signed_answer(self, question):
        return self.signed(question.answered_by, question.answered_at)


class TruthPage(_TruthPage):
    """`@@case-truth`: its library says whether a published case is still true."""

    @property
    def is_now(self):
        return self.state == rules.PUBLISHED

    @property
    def alerts(self):
        if not self.is_now:
            return [self.alert("info", text=truth.NOT_PUBLISHED)]
        question = reading.last_question(self.context)
        if question is not None and question.is_open:
            text = _(
                "practice_truth_until",
                default="Please answer until ${day}: if nobody does, the case goes into the "
                "archive.",
                mapping={"day": self.date(question.due)},
            )
            return [self.alert("warning", text=text)]
        return [
            self.alert("info", WAITS, quote=told.words, by=self.signed_answer(told))
            for told in reading.unsettled(self.context)
        ]

    @property
    def forms(self):
        if not self.is_now:
            return []
        helps = {
            YES: _(
                "practice_truth_yes_help",
                default="It counts as true for another term: ${years} y.",
                mapping={"years": setting("valid_years")},
            ),
            CHANGES: _(
                "practice_truth_changes_help",
                default="Say what; an editor corrects the case.",
            ),
            NO: _("practice_truth_no_help", default="Say why; the case goes into the archive."),
        }
        options = [(name, title, helps[name]) for name, title in ANSWER_TITLES.items()]
        fields = [
            self.choice("answer", _("practice_answer", default="Answer"), options),
            self.text("words", WORDS),
        ]
        return [self.form("answer", _("practice_answer_send", default="Answer"), fields)]

    def act(self, form):
        truth.answer_truth(self.context, self.typed("answer"), self.typed("words"))
        return _("practice_done_answer", default="Thank you: the editors know.")


WAITS = _("practice_truth_waits", default="What your library told waits for an editor")


class AskTruthPage(_TruthPage):
    """`@@case-ask-truth`: an editor asks before the day, or settles what the library told."""

    @property
    def question(self):
        return reading.last_question(self.context)

    @property
    def alerts(self):
        if self.state != rules.PUBLISHED:
            return [self.alert("info", text=truth.NOT_PUBLISHED)]
        question = self.question
        if question is None:
            return []
        if question.is_open:
            text = _(
                "practice_truth_asked_until",
                default="The library is asked, and may answer until ${day}.",
                mapping={"day": self.date(question.due)},
            )
            return [self.alert("info", text=text)]
        # What an editor hasn't dealt with, and the last word if it came after that.
        told = [*reading.unsettled(self.context), question]
        return [
            self.alert(
                "warning" if one.awaits_editor else "info",
                ANSWER_TITLES.get(one.answer),
                quote=one.words,
                by=self.signed_answer(one),
            )
            for one in dict.fromkeys(told)
        ]

    @property
    def forms(self):
        question = self.question
        if self.state != rules.PUBLISHED or (question is not None and question.is_open):
            return []
        if reading.unsettled(self.context):
            button = _("practice_truth_settle", default="Nothing has to be corrected")
            return [self.form("settle", button)]
        lead = _(
            "practice_truth_ask_lead",
            default="Its people get a mail and a task. If nobody answers for ${days} days, the "
            "case goes into the archive.",
            mapping={"days": setting("answer_days")},
        )
        return [self.form("ask", ASK, lead=lead)]

    def act(self, form):
        if self.pressed == "settle":
            truth.settle(self.context)
            return _("practice_done_settle", default="The case counts as true again.")
        truth.ask_truth(self.context)
        return _("practice_done_ask", default="The library is asked.")


class NotePage(DeskAction):
    """`@@case-note`: what the department says of a recommended or published case."""

    title = _("practice_expert_note", default="Expert's note")

    @property
    def is_fair(self):
        return coordinates(self.context)

    @property
    def alerts(self):
        return [] if self.is_fair else [self.alert("info", text=operations.NOT_FAIR)]

    @property
    def forms(self):
        if not self.is_fair:
            return []
        note = self.text(
            "note",
            self.title,
            _(
                "practice_note_help",
                default="What the department says of it: what is worth taking over, and "
                "what to mind. It is published with the case.",
            ),
            value=self.context.expert_note,
            rows=8,
            most=MAX_NOTE,
        )
        return [self.form("note", _("practice_save", default="Save"), [note])]

    def act(self, form):
        operations.write_note(self.context, self.typed("note"))
        return _("practice_saved", default="Saved.")


class FeaturePage(DeskAction):
    """`@@case-feature`: show a published case first, or no more."""

    title = _("practice_featured_cases", default="Featured cases")
    lead = _(
        "practice_feature_lead",
        default="The catalogue shows featured cases first.",
    )

    @property
    def is_featured(self):
        return reading.is_featured(self.context)

    @property
    def alerts(self):
        if self.state == rules.PUBLISHED:
            return []
        return [
            self.alert(
                "info", text=_("practice_featured_unknown", default="Choose published cases.")
            )
        ]

    @property
    def forms(self):
        if self.state != rules.PUBLISHED:
            return []
        button = FEATURE_OFF if self.is_featured else FEATURE_ON
        return [self.form("feature", button)]

    def act(self, form):
        directory, uid = self.context.__parent__, IUUID(self.context)
        uids = [one for one in desk_of(directory).featured if one != uid]
        try:
            operations.feature(directory, uids if self.is_featured else [uid, *uids])
        except FieldErrors as refusal:
            # There is no field of it here.
            raise NotAllowed(refusal.errors["cases"]) from refusal
        return _("practice_saved", default="Saved.")


FEATURE_ON = _("practice_feature_on", default="Feature")
FEATURE_OFF = _("practice_feature_off", default="Don't feature any more")
