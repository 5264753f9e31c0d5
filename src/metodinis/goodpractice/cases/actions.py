"""Pages that change a case: the steps of its library, and its end."""

from metodinis.common.states import STEP_GONE
from metodinis.goodpractice.cases import operations
from metodinis.goodpractice.cases.progress import told
from metodinis.goodpractice.cases.views import CaseView
from metodinis.goodpractice.cases.workflow import NEED_A_REASON
from metodinis.goodpractice.cases.workflow import NotComplete
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.actions import NamedStep
from plone import api


DONE = {
    "submit": _("practice_done_submit", default="The case is submitted. Thank you!"),
    "sign": _("practice_done_submit", default="The case is submitted. Thank you!"),
    "send_back": _("practice_done_send_back", default="The writers got the case back."),
    "withdraw": _("practice_done_withdraw", default="The case is a draft again."),
}
DONE_ASKED = _("practice_done_asked", default="The director is asked to agree.")
LEADS = {
    "submit": _(
        "practice_lead_submit",
        default="The editors get the case and ask two reviewers of other libraries. Until they "
        "have decided it can't be changed.",
    ),
    "sign": _(
        "practice_lead_sign",
        default="You agree that your library tells of this: the editors get the case and ask two "
        "reviewers of other libraries.",
    ),
    "send_back": _(
        "practice_lead_send_back", default="The writers get your reason by mail and can mend it."
    ),
    "withdraw": _(
        "practice_lead_withdraw", default="You can change it, and submit it again later."
    ),
}
LEAD_ASK = _(
    "practice_lead_ask",
    default="Your director gets a mail and a task. Once they agree, the case is submitted.",
)


class StepPage(NamedStep, ActionPage, CaseView):
    """`@@case-step?name=…`: what a step means, what stands against it, and the step."""

    names = DONE

    gone = STEP_GONE
    missing_title = _("practice_missing", default="To be submitted it still needs")

    @property
    def title(self):
        return self.step_title(self.name)

    @property
    def lead(self):
        return LEAD_ASK if self.name == "submit" and self.asks_director else LEADS[self.name]

    @property
    def is_possible(self):
        return self.name in {name for name, _title, _url in self.steps}

    @property
    def blockers(self):
        """(address of the field, title, what to do) of what lacks, before it is submitted."""
        found = self.missing if self.name == "submit" else []
        if isinstance(self.refusal, NotComplete):
            found = told(self.refusal.blockers)
        return [(self.missing_url(one.name), one.title, one.message) for one in found]

    @property
    def asks_reason(self):
        return self.name in NEED_A_REASON

    def act(self, form):
        done = DONE_ASKED if self.name == "submit" and self.asks_director else DONE[self.name]
        arguments = [self.typed("reason")] if self.asks_reason else []
        operations.TRANSITIONS[self.name](self.context, *arguments)
        return done


class RemovePage(ActionPage, CaseView):
    """`@@remove`: delete a draft, once confirmed."""

    title = _("practice_remove", default="Delete the draft")
    consequences = _(
        "practice_remove_text", default="The draft is deleted for good, pictures and files too."
    )

    @property
    def next_url(self):
        return self.list_url

    def act(self, form):
        # Asked before: afterwards it has no place any more.
        library = self.library
        self.list_url = (
            f"{library.absolute_url()}/@@cases"
            if library is not None
            else api.portal.get().absolute_url()
        )
        operations.delete_case(self.context)
        return _("practice_removed", default="The draft is deleted.")
