"""`@@moderation`: what readers wrote and nobody has looked at, of all cases."""

from metodinis.common.refusals import NotAllowed
from metodinis.common.texts import blocks
from metodinis.common.waiting import waiting
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.reuse import operations
from metodinis.goodpractice.reuse import rules
from metodinis.goodpractice.reuse.content import all_readers
from metodinis.goodpractice.reuse.content import readers_of
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from plone.app.uuid.utils import uuidToObject
from plone.memoize.view import memoize
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import NamedTuple


KIND_TITLES = {
    rules.THANKS: _("moderation_thanks", default="Thanks"),
    rules.QUESTION: _("moderation_question", default="Question"),
}
APPROVE = {
    rules.THANKS: _("moderation_show", default="Show"),
    rules.QUESTION: _("moderation_hand_on", default="Hand on to the authors"),
}
DONE = {
    ("approve", rules.THANKS): _("moderation_thanks_shown", default="The words are shown."),
    ("approve", rules.QUESTION): _(
        "moderation_question_asked", default="The question is handed on to the authors."
    ),
    ("refuse", rules.THANKS): _("moderation_refused", default="Nobody will read that."),
    ("refuse", rules.QUESTION): _("moderation_refused", default="Nobody will read that."),
}


class Word(NamedTuple):
    """What a reader wrote of a case. record: Thanks or Question."""

    case: Any
    kind: str
    record: Any

    @property
    def text(self):
        return self.record.text if self.kind == rules.QUESTION else self.record.words


def pending(directory):
    """Words that wait, the oldest first."""
    uids = waiting(directory, store.KEY).found(store.MODERATION)
    cases = [uuidToObject(uid, unrestricted=True) for uid in uids]
    found = [
        Word(case, kind, record)
        for case in cases
        if case is not None
        for kind, record in readers_of(case).pending
    ]
    return sorted(found, key=lambda word: word.record.at)


def refused(directory):
    """Words that weren't let through and are kept still, the last ones first."""
    found = [
        Word(uuidToObject(uid, unrestricted=True), kind, record)
        for uid, readers in all_readers(directory).all()
        for kind in rules.KINDS
        for record in readers.words(kind)
        if record.state == rules.REFUSED
    ]
    kept = [word for word in found if word.case is not None]
    return sorted(kept, key=lambda word: word.record.moderated_at, reverse=True)


def decide(case, kind, id_, action, reason=""):
    """Let words through ("approve") or not ("refuse"). Raises Refused."""
    if action == "approve":
        return operations.approve(case, kind, id_)
    if action == "refuse":
        return operations.refuse(case, kind, id_, reason)
    raise NotAllowed(operations.GONE)


def case_of(directory, uid):
    """The case with a UID. Raises NotAllowed for none of this folder."""
    found = uuidToObject(uid, unrestricted=True) if isinstance(uid, str) and uid else None
    if found is None or found.portal_type != "GoodPractice":
        raise NotAllowed(operations.GONE)
    return found


class ModerationPage(ActionPage):
    """`@@moderation`; `?state=refused`: what wasn't let through."""

    title = _("moderation", default="Readers' words")
    lead = _(
        "moderation_lead",
        default="Thanks appear on the page of the case, questions go to its authors. Let through "
        "what is meant honestly, criticism too; not advertising, abuse and data of others.",
    )
    nothing = _("moderation_none", default="Nothing waits to be looked at")
    no_name = _("reuse_no_name", default="A reader")
    nothing_refused = _("moderation_none_refused", default="Nothing was refused of late")

    @property
    def is_refused(self):
        """Whether what was refused is shown."""
        return self.typed("state") == rules.REFUSED

    @property
    @memoize
    def found(self):
        return refused(self.context) if self.is_refused else pending(self.context)

    @property
    @memoize
    def page(self):
        return self.batch(self.found)

    def kind_title(self, word):
        return KIND_TITLES[word.kind]

    def approve_text(self, word):
        return APPROVE[word.kind]

    def blocks(self, word):
        return blocks(word.text)

    def uid(self, word):
        return IUUID(word.case)

    def is_question(self, word):
        return word.kind == rules.QUESTION

    def is_mine(self, word):
        """Whether the form of this word was sent now."""
        return self.typed("id") == word.record.id

    def act(self, form):
        case, kind = case_of(self.context, self.typed("case")), self.typed("kind")
        action, reason = self.typed("action"), self.typed("reason")
        decide(case, kind, self.typed("id"), action, reason)
        return DONE[action, kind]

    @property
    def errors(self):
        id_ = self.typed("id")
        return [
            (f"{control}-{id_}" if control == "f-reason" else control, text)
            for control, text in super().errors
        ]

    @property
    def next_url(self):
        query = "?state=refused" if self.is_refused else ""
        return f"{self.context.absolute_url()}/@@moderation{query}"
