"""Pages that change a programme: its steps, its evaluators, an evaluation, a review, its end."""

from datetime import timedelta
from metodinis.common import evaluations
from metodinis.common.moments import now
from metodinis.common.moments import years_later
from metodinis.common.states import STEP_GONE
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.actions import NamedStep
from metodinis.layout.evaluations import ScoreForm
from metodinis.libraries.people import name_of
from metodinis.training.programmes import evaluating
from metodinis.training.programmes import operations
from metodinis.training.programmes import reading
from metodinis.training.programmes import rules
from metodinis.training.programmes.schema import title_of
from metodinis.training.programmes.views import ProgrammeView
from metodinis.training.programmes.views import STEP_TITLES
from metodinis.training.programmes.vocabularies import CRITERION_TITLES
from metodinis.training.programmes.workflow import NEED_A_REASON
from metodinis.training.programmes.workflow import NotComplete
from plone.memoize.view import memoize
from zExceptions import NotFound


DONE = {
    "submit": _("programmes_done_submit", default="The programme is submitted."),
    "withdraw": _("programmes_done_withdraw", default="The programme is a draft again."),
    "hand_back": _("programmes_done_return", default="The authors got the programme back."),
    "return": _("programmes_done_return", default="The authors got the programme back."),
    "approve": _("programmes_done_approve", default="The programme is approved."),
    "run": _("programmes_done_run", default="The programme is taught from now on."),
    "review": _("programmes_done_review", default="The review has begun."),
    "resume": _("programmes_done_resume", default="The programme runs on."),
    "archive": _("programmes_done_archive", default="The programme is in the archive."),
    "restore": _("programmes_done_restore", default="The programme is under review again."),
}
LEADS = {
    "submit": _(
        "programmes_lead_submit",
        default="The department gets the programme and asks two evaluators. Until they have "
        "decided it can't be changed.",
    ),
    "withdraw": _("programmes_lead_withdraw", default="You can change it, and submit it again."),
    "hand_back": _(
        "programmes_lead_hand_back",
        default="The authors get your reason by mail. Do so where it plainly lacks something.",
    ),
    "return": _(
        "programmes_lead_return",
        default="The authors get your reason by mail, and read what the evaluators wrote without "
        "their names. When they submit it again, a new evaluation begins.",
    ),
    "approve": _(
        "programmes_lead_approve", default="Everyone can read the programme, and events follow it."
    ),
    "run": _("programmes_lead_run", default="Do so when its first event is held."),
    "review": _(
        "programmes_lead_review",
        default="Until the review ends the public doesn't see the programme, and its authors can "
        "change it.",
    ),
    "resume": _(
        "programmes_lead_resume",
        default="The review ends and the programme is as it was. What was changed has to be "
        "submitted and approved instead.",
    ),
    "archive": _(
        "programmes_lead_archive", default="The public doesn't see it any more; all data stay."
    ),
    "restore": _("programmes_lead_restore", default="It comes back to be reviewed."),
}


class StepPage(NamedStep, ActionPage, ProgrammeView):
    """`@@programme-step?name=…`: what a step means, what stands against it, and the step."""

    names = DONE

    gone = STEP_GONE
    missing_title = _("programmes_missing", default="To be submitted it still needs")

    @property
    def title(self):
        return STEP_TITLES[self.name]

    @property
    def lead(self):
        return LEADS[self.name]

    @property
    def is_possible(self):
        return self.name in {name for name, _title, _url in self.steps}

    @property
    def blockers(self):
        """(address of the field, title) of what lacks, before it is submitted."""
        if self.name != "submit":
            return []
        url = self.context.absolute_url()
        return [(f"{url}/@@edit#f-{name}", title) for name, title in self.missing]

    @property
    def is_decision(self):
        return self.name == "approve"

    @property
    @memoize
    def mean(self):
        """The overall mean of the open round, for who decides."""
        if not reading.coordinates(self.context) or self.context.open_round is None:
            return None
        return evaluations.overall(self.context.open_round.counted)

    @property
    def is_low(self):
        return self.is_decision and self.mean is not None and self.mean < operations.threshold()

    @property
    def low_text(self):
        return _(
            "programmes_mean_low",
            default="The mean of the evaluations is ${mean}, below ${threshold}. If you approve it "
            "all the same, say why; a review is noted at once.",
            mapping={
                "mean": self.number(self.mean, 2),
                "threshold": self.number(operations.threshold(), 1),
            },
        )

    @property
    def asks_reason(self):
        return self.name in NEED_A_REASON or self.is_low

    def value(self, name):
        """What stands in a field of the order: what was typed, else what is usual."""
        today = now().astimezone(self.zone).date()
        usual = {
            "order_date": today.isoformat(),
            "valid_until": years_later(today, self.context.validity or 3).isoformat(),
        }
        return self.typed(name, usual.get(name, ""))

    def act(self, form):
        arguments = []
        if self.is_decision:
            arguments = [
                self.typed("order_number"),
                self.typed_day("order_date"),
                self.typed_day("valid_until"),
                self.typed("reason"),
            ]
        elif self.name in NEED_A_REASON:
            arguments = [self.typed("reason")]
        operations.TRANSITIONS[self.name](self.context, *arguments)
        return DONE[self.name]

    @property
    def errors(self):
        if isinstance(self.refusal, NotComplete):
            return [("content", title_of(name)) for name in self.refusal.blockers]
        return super().errors


class EvaluatorsPage(ActionPage, ProgrammeView):
    """`@@programme-evaluators`: who is asked to evaluate, until when; and a reminder."""

    title = _("programmes_evaluators_title", default="Evaluators of the programme")
    lead = _(
        "programmes_evaluators_lead",
        default="Two people who wrote nothing of it evaluate independently. They get a mail and "
        "a task.",
    )
    not_now = _(
        "programmes_evaluators_not_now",
        default="Evaluators are asked once a programme is submitted, and while it is evaluated; "
        "by somebody who wrote nothing of it.",
    )

    @property
    def is_possible(self):
        return self.may_assign and self.state in (rules.SUBMITTED, rules.EVALUATING)

    @property
    @memoize
    def people(self):
        """(user id, name and place) that may be chosen, those who were among them."""
        found = evaluating.candidates(self.context)
        return list(found.items())

    @property
    def asked(self):
        """The Evaluations of the open round that count."""
        evaluation_round = self.context.open_round
        return evaluation_round.counted if evaluation_round is not None else []

    @property
    def chosen(self):
        """The two user ids that stand in the form; "" where nobody does."""
        if self.request.method == "POST":
            return [self.typed("evaluator-0"), self.typed("evaluator-1")]
        return [*(one.evaluator for one in self.asked), "", ""][: rules.EVALUATORS]

    @property
    def due(self):
        day = next((one.due for one in self.asked), None)
        usual = now().astimezone(self.zone).date() + timedelta(days=evaluating.USUAL_DAYS)
        return self.typed("due", (day or usual).isoformat())

    @property
    def owing(self):
        return [name_of(one.evaluator) for one in self.asked if one.is_owed]

    @property
    def refused(self):
        """(name, reason) of who refused in this round."""
        evaluation_round = self.context.open_round
        evaluations = evaluation_round.evaluations if evaluation_round is not None else ()
        return [(name_of(one.evaluator), one.reason) for one in evaluations if one.refused_at]

    def act(self, form):
        if "remind" in form:
            evaluating.remind(self.context)
            return _("programmes_reminded", default="The reminder is sent.")
        chosen = [userid for userid in self.chosen if userid]
        evaluating.assign(self.context, chosen, self.typed_day("due"))
        return _("programmes_assigned", default="The evaluators are asked by mail.")

    @property
    def errors(self):
        """The choice of evaluators is two controls: the message leads to the first."""
        return [
            ("f-evaluator-0" if name == "f-evaluators" else name, text)
            for name, text in super().errors
        ]


class EvaluatePage(ScoreForm, ActionPage, ProgrammeView):
    """`@@evaluate`: the evaluation of who is asked for it, and their refusal."""

    title = _("programmes_evaluate", default="Evaluate the programme")
    lead = _(
        "programmes_evaluate_lead",
        default="Score each criterion from 1 (very poor) to 5 (very good). Nobody sees what you "
        "write before you give it; afterwards it can't be changed.",
    )
    not_now = _("programmes_evaluation_not_asked", default="You aren't asked to evaluate this now.")
    criterion_titles = CRITERION_TITLES

    @property
    @memoize
    def mine(self):
        return reading.my_evaluation(self.context)

    @property
    def is_possible(self):
        return self.mine is not None and self.mine.is_owed

    @property
    def due_text(self):
        return _(
            "programmes_due_text",
            default="Until ${day}.",
            mapping={"day": self.date(self.mine.due)},
        )

    def act(self, form):
        if "refuse" in form:
            evaluating.refuse_evaluation(self.context, self.typed("reason"))
            self.left = True
            return _("programmes_refused", default="The department knows that you don't evaluate.")
        give = "give" in form
        evaluating.save_evaluation(
            self.context,
            self.typed_scores,
            self.typed_comments,
            self.typed("summary"),
            give=give,
        )
        if give:
            return _("programmes_given", default="Thank you: your evaluation is given.")
        return _("programmes_kept", default="Saved. You can go on later; nobody sees it yet.")

    left = False

    @property
    def next_url(self):
        # Who refused may not see the programme any more.
        if self.left:
            return f"{self.portal_url}/@@agenda"
        return self.context.absolute_url()


class SettlePage(ActionPage, ProgrammeView):
    """`@@programme-settle?key=…`: say what came of a reason for a review."""

    title = _("programmes_settle", default="Nothing has to be reviewed")
    lead = _(
        "programmes_settle_lead",
        default="Say what you found; the reason and your answer stay in the history.",
    )

    def __call__(self):
        if self.review is None:
            raise NotFound(self.typed("key"))
        return super().__call__()

    @property
    @memoize
    def review(self):
        return self.context.open_reviews.get(self.typed("key"))

    def act(self, form):
        operations.settle_review(self.context, self.typed("key"), self.typed("outcome"))
        return _("programmes_settled", default="The answer is in the history.")


class RemovePage(ActionPage, ProgrammeView):
    """`@@remove`: delete a draft, once confirmed."""

    title = _("programmes_remove", default="Delete the draft")
    consequences = _("programmes_remove_text", default="The draft is deleted for good.")

    @property
    def next_url(self):
        return self.list_url

    def act(self, form):
        # Asked before: afterwards it has no place any more.
        self.list_url = f"{self.context.__parent__.absolute_url()}/@@programmes"
        operations.delete_programme(self.context)
        return _("programmes_removed", default="The draft is deleted.")
