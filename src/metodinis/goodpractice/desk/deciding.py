"""`@@case-decision`: what editors decide of a case, each decision with what it needs."""

from metodinis.common.clock import moment_of
from metodinis.common.clock import today
from metodinis.common.moments import years_later
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import STEP_GONE
from metodinis.common.states import steps_of
from metodinis.goodpractice.cases.schema import title_of
from metodinis.goodpractice.cases.views import HISTORY_TITLES
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk.actions import DeskAction
from metodinis.goodpractice.desk.operations import JUDGING
from metodinis.goodpractice.desk.operations import MAX_NOTE
from metodinis.goodpractice.desk.operations import NOT_FAIR
from metodinis.goodpractice.desk.rules import DECISIONS
from metodinis.goodpractice.review.reading import coordinates
from metodinis.goodpractice.review.reading import is_reviewed
from metodinis.goodpractice.review.reading import remarks_by_field
from metodinis.goodpractice.review.remarks import REMARKED
from metodinis.goodpractice.vocabularies import setting
from metodinis.i18n import _
from plone.memoize.view import memoize
from zExceptions import NotFound


NOW, LATER = "now", "later"
REMARK = "remark-"
LEADS = {
    "return": _(
        "practice_lead_return",
        default="The authors get your reason and the remarks by mail, mend the case and submit it "
        "again.",
    ),
    "recommend": _(
        "practice_lead_recommend",
        default="The case is good enough to be published. You may smooth its text before that; "
        "its library agrees to what you change.",
    ),
    "decline": _(
        "practice_lead_decline",
        default="The case won't be published. Its authors read why; it can be considered again.",
    ),
    "publish": _(
        "practice_lead_publish",
        default="Everybody reads the case, with the expert's note and the reviewers' score. It "
        "gets a number that stays for ever.",
    ),
    "archive": _(
        "practice_lead_archive",
        default="The public doesn't read the case any more. Its number and all data stay.",
    ),
    "restore": _(
        "practice_lead_restore",
        default="The case can be edited and published again, under its old number.",
    ),
    "reconsider": _("practice_lead_reconsider", default="The case is submitted again as it was."),
}
DONE = {
    "return": _("practice_done_return", default="The authors got the case back."),
    "recommend": _("practice_done_recommend", default="The case is recommended."),
    "decline": _("practice_done_decline", default="The case is declined."),
    "publish": _("practice_done_publish", default="The case is published."),
    "archive": _("practice_done_archive", default="The case is in the archive."),
    "restore": _("practice_done_restore", default="The case can be published again."),
    "reconsider": _("practice_done_reconsider", default="The case is considered again."),
}
DONE_PLANNED = _("practice_done_planned", default="The publication is planned.")
DONE_CANCELLED = _("practice_done_cancelled", default="It won't be published by itself.")
REASON = _("practice_reason", default="Reason")
REMARK_HELP = _("practice_remark_help", default="From the reviewers: change it as you like.")


def possible_decisions(case):
    """Names of what the present user may decide now: in the order of DECISIONS."""
    allowed = steps_of(case)
    if not is_reviewed(case):
        allowed.discard("recommend")
    if not coordinates(case):
        allowed -= set(JUDGING)
    return [name for name in DECISIONS if name in allowed]


class DecisionPage(DeskAction):
    """`@@case-decision?name=…`; without a name it offers what can be decided now."""

    def __call__(self):
        if self.name and self.name not in DECISIONS:
            raise NotFound(self.name)
        return super().__call__()

    @property
    def name(self):
        return self.typed("name")

    @property
    def title(self):
        if self.name:
            return HISTORY_TITLES[self.name]
        return _("practice_decision", default="Decision")

    @property
    def lead(self):
        return LEADS.get(self.name)

    @property
    @memoize
    def possible(self):
        return possible_decisions(self.context)

    @property
    def choices(self):
        """(address, title, what it means) of the decisions, if none was chosen."""
        url = f"{self.url}/@@case-decision?name="
        found = () if self.name else self.possible
        # What leads to readers stands first, as on the page of the case.
        found = sorted(found, key=lambda name: name not in ("publish", "recommend"))
        return [(f"{url}{name}", HISTORY_TITLES[name], LEADS[name]) for name in found]

    @property
    @memoize
    def is_unfair(self):
        """Whether somebody else decides, for the present user would judge their own case."""
        asked = steps_of(self.context).intersection([self.name] if self.name else DECISIONS)
        return bool(asked.intersection(JUDGING)) and not coordinates(self.context)

    @property
    def is_open(self):
        return self.name in self.possible

    @property
    def alerts(self):
        """What stands against it, or is to be known before."""
        if self.is_unfair:
            return [self.alert("info", text=NOT_FAIR)]
        if self.name == "recommend" and "recommend" in steps_of(self.context) and not self.is_open:
            return [self.alert("info", text=operations.REVIEWS_MISSING)]
        if (self.name and not self.is_open) or not self.possible:
            return [self.alert("info", text=STEP_GONE)]
        return self._of_publication() if self.name == "publish" else []

    def _of_publication(self):
        found, plan = [], reading.plan_of(self.context)
        if plan is not None:
            title = _(
                "practice_planned_for",
                default="Planned for ${when}",
                mapping={"when": self.date_time(plan.at)},
            )
            found.append(self.alert("info", title, by=self.name_of(plan.by)))
        refusal = self.refused_publication
        if refusal is not None:
            links = [(f"{self.url}/@@edit", _("practice_edit_text", default="Edit the text"))]
            if reading.edited_names(self.context):
                links.append(
                    (f"{self.url}/@@case-edits", _("practice_edits", default="Editors' changes"))
                )
            found.append(self.alert("warning", text=refusal, links=links))
        return found

    @property
    @memoize
    def refused_publication(self):
        """Why it can't be published as it is, or None."""
        try:
            operations.require_ready(self.context)
        except NotAllowed as refusal:
            return refusal.message
        return None

    @property
    def forms(self):
        if not self.is_open:
            return []
        if self.name == "publish":
            return self._publication()
        required = self.name != "recommend"
        help_ = (
            None
            if required
            else _("practice_recommend_words", default="May stay empty; the authors read it.")
        )
        reason = self.text("reason", REASON, help_, required=required)
        remarks = self.remark_fields if self.name in operations.WITH_REMARKS else []
        return [self.form(self.name, self.title, [reason, *remarks])]

    @property
    def remark_fields(self):
        """Fields that reviewers remarked on, with what they said; others where it was typed."""
        said = {
            name: "\n".join(text for _name, text in told)
            for name, told in remarks_by_field(self.context).items()
        }
        names = [
            name
            for name in REMARKED
            if name in said or self.typed(REMARK + name) or self.error_of(REMARK + name)
        ]
        return [
            self.text(
                REMARK + name,
                _(
                    "practice_remark_on",
                    default="Remark: ${field}",
                    mapping={"field": self.say(title_of(name))},
                ),
                REMARK_HELP if name in said else None,
                value=said.get(name, ""),
            )
            for name in names
        ]

    def _publication(self):
        found = []
        if self.refused_publication is None:
            options = [
                (NOW, _("practice_when_now", default="Now"), None),
                (
                    LATER,
                    _("practice_when_later", default="Later, by itself"),
                    _("practice_when_later_help", default="At the time below."),
                ),
            ]
            until = years_later(today(), setting("valid_years"))
            fields = [
                self.text(
                    "note",
                    _("practice_expert_note", default="Expert's note"),
                    _(
                        "practice_note_help",
                        default="What the department says of it: what is worth taking over, and "
                        "what to mind. It is published with the case.",
                    ),
                    value=self.context.expert_note,
                    most=MAX_NOTE,
                ),
                self.day(
                    "valid_until",
                    _("practice_valid_until", default="Counts as true until"),
                    _(
                        "practice_valid_until_help",
                        default="Then its library is asked whether it is still true.",
                    ),
                    value=until,
                ),
                self.choice("when", _("practice_when", default="When"), options, value=NOW),
                self.moment("at", _("practice_at", default="Day and time")),
            ]
            found.append(self.form("publish", self.title, fields))
        if reading.plan_of(self.context) is not None:
            cancel = _("practice_plan_cancel", default="Don't publish it by itself")
            found.append(self.form("cancel", cancel, kind="secondary"))
        return found

    def act(self, form):
        if self.pressed == "cancel":
            operations.cancel_plan(self.context)
            return DONE_CANCELLED
        if self.name == "publish":
            return self._publish()
        if not self.name:
            raise NotAllowed(STEP_GONE)
        decide = operations.DECISIONS[self.name]
        if self.name in operations.WITH_REMARKS:
            decide(self.context, self.typed("reason"), self._remarks(form))
        else:
            decide(self.context, self.typed("reason"))
        return DONE[self.name]

    def _remarks(self, form):
        return {
            name.removeprefix(REMARK): text
            for name, text in form.items()
            if name.startswith(REMARK) and isinstance(text, str)
        }

    def _publish(self):
        at = None
        if self.typed("when") == LATER:
            if not self.typed("at"):
                raise FieldErrors(
                    {"at": _("practice_at_missing", default="Choose a day and a time.")}
                )
            at = moment_of(self.typed("at"), "at")
        until = self.typed_day("valid_until")
        operations.publish(self.context, self.typed("note"), until, at)
        return DONE["publish"] if at is None else DONE_PLANNED
