"""Reading a programme: all that its reader may know, and its history."""

from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.evaluations import RoundsShown
from metodinis.layout.views import PageView
from metodinis.libraries.belongings import library_of
from metodinis.libraries.people import name_of
from metodinis.training.programmes import evaluating
from metodinis.training.programmes import operations
from metodinis.training.programmes import reading
from metodinis.training.programmes.rules import COMPULSORY
from metodinis.training.programmes.rules import DRAFT
from metodinis.training.programmes.rules import EVALUATING
from metodinis.training.programmes.rules import PUBLIC
from metodinis.training.programmes.rules import RETURNED
from metodinis.training.programmes.rules import REVIEWING
from metodinis.training.programmes.rules import totals
from metodinis.training.programmes.schema import title_of
from metodinis.training.programmes.vocabularies import CRITERION_TITLES
from metodinis.training.programmes.vocabularies import LEVEL_TITLES
from metodinis.training.programmes.vocabularies import STATE_TITLES
from metodinis.training.programmes.workflow import last_step
from metodinis.training.programmes.workflow import missing
from metodinis.training.programmes.workflow import WORKFLOW
from metodinis.training.vocabularies import competences
from metodinis.training.vocabularies import FORM_TITLES
from plone import api
from plone.memoize.view import memoize
from plone.uuid.interfaces import IUUID


# state -> state of the badge macro
BADGES = {
    "draft": "draft",
    "submitted": "submitted",
    "evaluating": "info",
    "returned": "returned",
    "approved": "accepted",
    "running": "published",
    "reviewing": "warning",
    "archived": "neutral",
}
# In the order in which they are offered: the first is what is mostly wanted.
STEP_TITLES = {
    "submit": _("programmes_step_submit", default="Submit"),
    "assign": _("programmes_step_assign", default="Ask evaluators"),
    "approve": _("programmes_step_approve", default="Approve"),
    "return": _("programmes_step_return", default="Return for revision"),
    "hand_back": _("programmes_step_hand_back", default="Return without evaluation"),
    "run": _("programmes_step_run", default="Begin to teach"),
    "resume": _("programmes_step_resume", default="End the review, nothing changes"),
    "review": _("programmes_step_review", default="Begin a review"),
    "restore": _("programmes_step_restore", default="Take out of the archive"),
    "archive": _("programmes_step_archive", default="Archive"),
    "withdraw": _("programmes_step_withdraw", default="Take back"),
}
OUTCOME_TITLES = {
    "": _("programmes_round_open", default="not decided yet"),
    "approved": _("programmes_round_approved", default="approved"),
    "returned": _("programmes_round_returned", default="returned for revision"),
}
# The parts of the page: (title, names of the fields in it).
READ = (
    ("annotation", "aim", "objectives", "target_group", "prerequisites"),
    ("outcomes", "methods", "materials", "assessment"),
    ("certificate", "quality", "literature"),
)


def badge(state):
    """(state of the badge, text) of a programme's state."""
    return BADGES[state], STATE_TITLES[state]


class ProgrammeView(PageView):
    """Base of a programme's pages."""

    kicker = _("programmes_kicker", default="Programme")

    @property
    @memoize
    def state(self):
        return state_of(self.context)

    @property
    def badges(self):
        """The state for whom it is news: what is public is approved."""
        if self.state in PUBLIC and not self.sees_process:
            return []
        return [badge(self.state)]

    @property
    @memoize
    def sees_process(self):
        """Whether the reader follows the programme's way: its writers and the department."""
        return may(operations.PROCESS, self.context)

    @property
    @memoize
    def steps(self):
        """The steps that this user may take now: list of (name, title, address)."""
        workflow = api.portal.get_tool("portal_workflow")
        allowed = {step["id"] for step in workflow.getTransitionsFor(self.context)}
        if not self.may_assign:
            allowed.discard("assign")
        if not operations.is_evaluated(self.context):
            allowed.discard("approve")
        url = self.context.absolute_url()
        return [
            (
                name,
                title,
                f"{url}/@@programme-evaluators"
                if name == "assign"
                else f"{url}/@@programme-step?name={name}",
            )
            for name, title in STEP_TITLES.items()
            if name in allowed
        ]

    @property
    def main_step(self):
        """The step that is mostly wanted next, or None."""
        wanted = ("submit", "assign", "approve", "run", "resume")
        first = next((name for name, _title, _url in self.steps if name in wanted), None)
        return None if first == "submit" and self.missing else first

    @property
    @memoize
    def missing(self):
        """(field, title) of what it lacks to be submitted, while somebody writes it."""
        if self.state not in (DRAFT, RETURNED, REVIEWING) or not self.may_edit:
            return []
        return [(name, title_of(name)) for name in missing(self.context)]

    @property
    @memoize
    def may_edit(self):
        return may(operations.EDIT, self.context)

    @property
    @memoize
    def may_assign(self):
        return evaluating.may_assign(self.context)

    @memoize
    def name_of(self, userid):
        return name_of(userid) or formats.NOTHING

    def hours(self, value):
        """Academic hours, with a half where there is one; nothing for none."""
        return self.number(value, 1 if value % 1 else 0) if value else ""


class ProgrammePage(RoundsShown, ProgrammeView):
    """A programme."""

    criterion_titles = CRITERION_TITLES
    outcome_titles = OUTCOME_TITLES
    round_title = _("programmes_round", default="Evaluation ${number}: ${outcome}")
    unnamed = _("programmes_evaluator_number", default="Evaluator ${n}")
    progress_titles = {
        "refused": _("programmes_evaluation_refused", default="Refused"),
        "given": _("programmes_evaluation_is_given", default="Given"),
        "owed": _("programmes_evaluation_owed", default="Not given yet"),
        "missed": _("programmes_evaluation_missed", default="Not given"),
    }
    missing_title = _("programmes_missing", default="To be submitted it still needs")
    complete_title = _("programmes_complete", default="All is filled in: it can be submitted")
    reviews_title = _("programmes_reviews", default="Look at this programme again")
    downloads = (
        ("docx", _("programmes_download_docx", default="Download as DOCX")),
        ("pdf", _("programmes_download_pdf", default="Download as PDF")),
    )
    all_fields = len(COMPULSORY)

    @property
    def facts(self):
        """(title, text) of what is told in a word."""
        context = self.context
        found = [
            ("provider", context.provider),
            ("level", LEVEL_TITLES.get(context.level)),
            ("form", FORM_TITLES.get(context.form)),
            ("price", self.price),
        ]
        facts = [(title_of(name), value) for name, value in found if value]
        hours = totals(context.topics).hours
        if hours:
            facts.insert(
                1,
                (_("programmes_column_hours", default="Academic hours"), self.hours(hours)),
            )
        if self.order:
            facts.append((_("programmes_order", default="Approved by order"), self.order))
            facts.append(
                (
                    _("programmes_valid_until", default="Valid until"),
                    self.date(context.valid_until),
                )
            )
        elif context.validity:
            years = self.plural(context.validity, "programmes_years")
            facts.append((_("programmes_validity_short", default="Validity"), years))
        return facts

    @property
    def price(self):
        price = self.context.price
        if price is None:
            return None
        return self.money(int(price * 100)) if price else _("programmes_free", default="free")

    @property
    def order(self):
        """Number and day of the order, once it is approved."""
        if self.state not in (*PUBLIC, REVIEWING, "archived") or not self.context.order_number:
            return None
        return _(
            "programmes_order_text",
            default="No. ${number} of ${day}",
            mapping={
                "number": self.context.order_number,
                "day": self.date(self.context.order_date),
            },
        )

    @property
    def library(self):
        return library_of(self.context)

    @property
    def areas(self):
        titles = competences()
        return [titles.get(code, code) for code in self.context.competences]

    def texts(self, number):
        """The filled fields of a part of READ: name, title, and paragraphs or lines."""
        found = []
        for name in READ[number]:
            value = getattr(self.context, name)
            if value:
                found.append(
                    {
                        "name": name,
                        "title": title_of(name),
                        "lines": value if isinstance(value, tuple) else None,
                        "paragraphs": None if isinstance(value, tuple) else value.split("\n"),
                    }
                )
        return found

    @property
    def topics(self):
        """The topics with their hours as they are shown."""
        return [self.topic(topic) for topic in self.context.topics]

    @property
    def total(self):
        return self.topic(totals(self.context.topics))

    def topic(self, topic):
        found = {name: self.hours(getattr(topic, name)) for name in topic._fields[1:]}
        return {"title": topic.title, "hours": self.hours(topic.hours), **found}

    @property
    def returned(self):
        """The reason for which it came back, while it is mended."""
        entry = last_step(self.context, "return", "hand_back") if self.state == RETURNED else None
        if entry is None or not self.sees_process:
            return None
        return {
            "text": entry["comments"],
            "by": self.name_of(entry["actor"]),
            "at": self.date_time(entry["time"]),
        }

    @property
    def why_reviewed(self):
        """The reason that the staff gave for the review that goes on."""
        entry = last_step(self.context, "review", "restore") if self.state == REVIEWING else None
        return entry["comments"] if entry is not None and self.sees_process else None

    @property
    def filled(self):
        return self.all_fields - len(self.missing)

    @property
    def shows_completeness(self):
        return self.may_edit and self.state in (DRAFT, RETURNED, REVIEWING)

    @property
    def mine(self):
        """The reader's own Evaluation of the open round, or None."""
        return reading.my_evaluation(self.context)

    @property
    def events(self):
        """Coming events by this programme, the next first: address, title, day."""
        found = api.content.find(
            portal_type="TrainingEvent",
            training_programme=IUUID(self.context),
            review_state="announced",
            end={"query": now(), "range": "min"},
            sort_on="start",
        )
        return [
            {
                "url": brain.getURL(),
                "title": brain.Title,
                "at": self.date(brain.start.astimezone(self.zone).date()),
            }
            for brain in found
        ]

    @property
    def decides_now(self):
        """Whether what the evaluators said comes first: it is what one does something about."""
        return self.state in (EVALUATING, RETURNED)

    @property
    @memoize
    def rounds(self):
        return [self.round(seen) for seen in reading.rounds_seen(self.context)]

    def round(self, seen):
        """What the page shows of a SeenRound."""
        shown = super().round(seen)
        if seen.overall is not None and seen.overall < operations.threshold():
            shown["below"] = _(
                "programmes_below",
                default="below ${threshold}",
                mapping={"threshold": self.number(operations.threshold(), 1)},
            )
        return shown

    @property
    def reviews(self):
        """What speaks for looking at it again, for who may do so."""
        if not may(operations.MANAGE, self.context) or reading.owes(self.context):
            return []
        return [
            {"key": key, "reason": review.reason, "at": self.date_time(review.raised_at)}
            for key, review in self.context.open_reviews.items()
        ]

    @property
    def links(self):
        """(address, title) of what else there is for the reader."""
        url, found = self.context.absolute_url(), []
        if self.may_assign and self.state == "evaluating":
            found.append(("programme-evaluators", _("programmes_evaluators", default="Evaluators")))
        if self.sees_process:
            found.append(("programme-history", _("programmes_history", default="History")))
        if self.may_edit and self.state == DRAFT and not self.context.rounds:
            found.append(("remove", _("programmes_remove", default="Delete the draft")))
        return [(f"{url}/@@{name}", title) for name, title in found]


class HistoryPage(ProgrammeView):
    """`@@programme-history`: the steps of a programme, and what came of reviews."""

    title = _("programmes_history", default="History")
    steps_caption = _("programmes_history_steps", default="Steps")
    reviews_caption = _("programmes_history_reviews", default="Reasons for a review")

    @property
    def entries(self):
        """The steps, the newest first."""
        return [
            {
                "at": self.date_time(entry["time"]),
                "by": self.name_of(entry["actor"]),
                "title": STEP_TITLES[entry["action"]],
                "reason": entry["comments"],
            }
            for entry in reversed(self.context.workflow_history[WORKFLOW])
            if entry["action"]
        ]

    @property
    def settled(self):
        """All reasons for reviews, the newest first; for the department."""
        if not may(operations.MANAGE, self.context) or reading.owes(self.context):
            return []
        return [
            {
                "at": self.date_time(review.raised_at),
                "reason": review.reason,
                "outcome": review.outcome,
                "by": self.name_of(review.settled_by) if review.settled_at else "",
            }
            for review in reversed(list(self.context.reviews.values()))
        ]
