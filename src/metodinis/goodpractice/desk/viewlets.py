"""What the desk adds to a case's page: for editors and its library, and for all readers."""

from metodinis.common.permissions import may
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.mails import people_of
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.schema import title_of
from metodinis.goodpractice.cases.views import CaseView
from metodinis.goodpractice.cases.views import HISTORY_TITLES
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk.answering import ANSWER_TITLES
from metodinis.goodpractice.desk.deciding import possible_decisions
from metodinis.goodpractice.review.reading import coordinates
from metodinis.i18n import _
from metodinis.layout.views import Section
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


NOTE = _("practice_expert_note", default="Expert's note")


class DeskSection(Section, CaseView):
    """For editors: what can be decided, what is planned or asked; for its library: its turn."""

    index = ViewPageTemplateFile("templates/desk_section.pt")
    weight = 10

    @property
    def is_empty(self):
        return not (self.facts or self.buttons or self.remarks)

    @property
    @memoize
    def decides(self):
        return may(MANAGE, self.context)

    @property
    def url(self):
        return self.context.absolute_url()

    @property
    @memoize
    def remarks(self):
        """(title, text) of what the editor sent with a returned case."""
        if not self.sees_process:
            return []
        return [(title_of(name), text) for name, text in reading.remarks_of(self.context).items()]

    @property
    @memoize
    def facts(self):
        """(title, text) of what is planned, asked or answered."""
        if not self.sees_process:
            return []
        return [*self._of_recommended(), *self._of_published()]

    def _of_recommended(self):
        if self.state != rules.RECOMMENDED:
            return
        plan, agreements = reading.plan_of(self.context), reading.agreements_of(self.context)
        if plan is not None:
            yield _("practice_fact_planned", default="Published by itself"), self.date_time(plan.at)
        asked = reading.open_agreement(self.context)
        if asked is not None:
            yield (
                _("practice_fact_agreement", default="Changes by an editor"),
                _(
                    "practice_fact_waits",
                    default="wait since ${day} for an answer of the library: ${names}",
                    mapping={
                        "day": self.date(asked.asked_at.astimezone(self.zone).date()),
                        "names": ", ".join(map(self.name_of, people_of(self.context))),
                    },
                ),
            )
        elif reading.edited_names(self.context):
            objected = bool(agreements) and agreements[-1].agreed is False
            yield (
                _("practice_fact_agreement", default="Changes by an editor"),
                _("practice_fact_objected", default="the library objects")
                if objected
                else _("practice_fact_unasked", default="the library isn't asked yet"),
            )

    def _of_published(self):
        title = _("practice_truth", default="Is the case still true?")
        for told in reading.unsettled(self.context):
            yield title, f"{self.say(ANSWER_TITLES[told.answer])}: {told.words}"
        question = reading.last_question(self.context)
        if question is not None and question.is_open:
            yield (
                title,
                _(
                    "practice_fact_truth",
                    default="the library may answer until ${day}",
                    mapping={"day": self.date(question.due)},
                ),
            )

    @property
    @memoize
    def buttons(self):
        """(address, title, whether it is the obvious one) of what the reader may do now."""
        found = []
        if self.decides:
            found += self._decisions()
        if self.is_writer:
            found += self._answers()
        if self.sees_process and len(self.context.versions) > 1:
            title = _("practice_compare_versions", default="Compare versions")
            found.append((f"{self.url}/@@case-versions", title, False))
        return found

    def _decisions(self):
        names = possible_decisions(self.context)
        edited = self.state == rules.RECOMMENDED and reading.edited_names(self.context)
        for name in ("publish", "recommend", "return", "decline", "restore", "reconsider"):
            if name in names:
                yield (
                    f"{self.url}/@@case-decision?name={name}",
                    HISTORY_TITLES[name],
                    name in ("publish", "recommend") and not edited,
                )
        if edited:
            # Nothing is published before its library has agreed.
            yield f"{self.url}/@@case-edits", _("practice_edits", default="Editors' changes"), True
        if self.state == rules.PUBLISHED:
            yield from self._of_what_is_published()

    def _of_what_is_published(self):
        yield (
            f"{self.url}/@@case-correction",
            _("practice_correction", default="Correct the case"),
            bool(reading.unsettled(self.context)),
        )
        if self.context.pictures:
            title = _("practice_pictures_correction", default="Correct the pictures")
            yield f"{self.url}/@@case-picture-correction", title, False
        if coordinates(self.context):
            yield f"{self.url}/@@case-note", NOTE, False
        yield (
            f"{self.url}/@@case-feature",
            _("practice_feature_off", default="Don't feature any more")
            if reading.is_featured(self.context)
            else _("practice_feature_on", default="Feature"),
            False,
        )
        yield (
            f"{self.url}/@@case-ask-truth",
            _("practice_truth_ask", default="Still true?"),
            False,
        )
        yield f"{self.url}/@@case-decision?name=archive", HISTORY_TITLES["archive"], False

    def _answers(self):
        if reading.open_agreement(self.context) is not None:
            yield (
                f"{self.url}/@@case-agreement",
                _("practice_agreement_look", default="Look at the changes and answer"),
                True,
            )
        if self.state == rules.PUBLISHED:
            question = reading.last_question(self.context)
            is_asked = question is not None and question.is_open
            yield (
                f"{self.url}/@@case-truth",
                _("practice_truth_say", default="Say whether it is still true"),
                is_asked,
            )


class CorrectionsSection(Section, CaseView):
    """For all readers: what was corrected since a case was published."""

    index = ViewPageTemplateFile("templates/corrections.pt")
    weight = 80
    caption = _("practice_corrections", default="Corrections")

    @property
    def is_empty(self):
        return not self.corrections

    @property
    @memoize
    def corrections(self):
        """(day, note) of each, the newest first."""
        return [
            (self.date(version.at.astimezone(self.zone).date()), version.note)
            for version in reading.corrections_of(self.context)
        ]
