"""Pages of a case's review: who is asked, and what one of them says."""

from datetime import date
from datetime import timedelta
from metodinis.common.clock import today
from metodinis.common.permissions import may
from metodinis.common.texts import blocks
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.reading import titles_of
from metodinis.goodpractice.cases.schema import RESULT_FIELDS
from metodinis.goodpractice.cases.schema import title_of
from metodinis.goodpractice.cases.views import CasePage
from metodinis.goodpractice.cases.views import CaseView
from metodinis.goodpractice.pictures.reading import attachment_url
from metodinis.goodpractice.pictures.reading import figure_of
from metodinis.goodpractice.review import operations
from metodinis.goodpractice.review import pool
from metodinis.goodpractice.review import reading
from metodinis.goodpractice.review.remarks import REMARKED
from metodinis.goodpractice.review.vocabularies import CRITERIA_TITLES
from metodinis.goodpractice.review.vocabularies import PROGRESS_TITLES
from metodinis.goodpractice.vocabularies import setting
from metodinis.goodpractice.vocabularies import target_groups
from metodinis.goodpractice.vocabularies import topics
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.evaluations import ScoreForm
from metodinis.libraries.people import name_of
from plone import api
from plone.memoize.view import memoize


# Fields of chosen terms -> what tells their titles.
CHOSEN = {"topics": topics, "target_groups": target_groups}
AMOUNTS = ("people", "hours", "euro")
# What is told in the language of the page, whichever the case is written in.
WORDLESS = (*CHOSEN, *AMOUNTS, "started", "ended")


class ReviewersPage(ActionPage, CaseView):
    """`@@case-reviewers`: who is asked to review, until when; and a reminder."""

    title = _("practice_reviewers_title", default="Reviewers of the case")
    lead = _(
        "practice_reviewers_lead",
        default="Two people of other libraries review independently. They get a mail and a task. "
        "Who has the fewest open reviews is offered first.",
    )
    not_now = _(
        "practice_reviewers_not_now",
        default="Reviewers are asked once a case is submitted, and while it is reviewed; by an "
        "editor who wrote nothing of it and isn't of its library.",
    )
    pool_small = _(
        "practice_pool_small",
        default="There are too few people who may be asked: name more reviewers in the settings.",
    )

    @property
    @memoize
    def is_possible(self):
        return self.state in (rules.SUBMITTED, rules.REVIEWING) and pool.may_assign(self.context)

    @property
    @memoize
    def candidates(self):
        return pool.candidates(self.context)

    @property
    @memoize
    def people(self):
        """(user id, name, place and open reviews) that may be chosen: the pool, and who is among
        them already."""
        found = {one.userid: self.described(one) for one in self.candidates}
        for one in self.asked:
            found.setdefault(one.evaluator, name_of(one.evaluator))
        return list(found.items())

    def described(self, reviewer):
        """A Reviewer in a line: Lina Klaipėdienė (Klaipėda) – 2 open reviews."""
        who = f"{reviewer.name} ({reviewer.place})" if reviewer.place else reviewer.name
        return f"{who} – {self.plural(reviewer.open, 'practice_open_reviews')}"

    @property
    def is_pool_small(self):
        return len(self.people) < rules.REVIEWERS

    @property
    def settings_url(self):
        """Where reviewers are named, for who may."""
        if not may(operations.MANAGE, api.portal.get()):
            return None
        return f"{self.portal_url}/@@goodpractice-controlpanel"

    @property
    @memoize
    def asked(self):
        """The Evaluations of the open round that count."""
        review_round = self.context.open_round
        return review_round.counted if review_round is not None else []

    @property
    def chosen(self):
        """The two user ids that stand in the form; "" where nobody does."""
        if self.request.method == "POST" and "again" not in self.request.form:
            return [self.typed(f"reviewer-{place}") for place in range(rules.REVIEWERS)]
        return [*pool.suggested(self.context), *("",) * rules.REVIEWERS][: rules.REVIEWERS]

    @property
    def usual_date(self):
        return today() + timedelta(days=setting("review_days"))

    @property
    def usual_day(self):
        return self.usual_date.isoformat()

    @property
    def due(self):
        day = next((one.due.isoformat() for one in self.asked if one.is_owed), self.usual_day)
        return self.typed("due", day)

    @property
    @memoize
    def former(self):
        """Names of the two who reviewed it the last time and may be asked again, or []."""
        return [name_of(userid) for userid in pool.former(self.context)]

    @property
    def progress(self):
        """Who is asked now, and how far they are."""
        return [
            {
                "name": name_of(one.evaluator),
                "is_owed": one.is_owed,
                "due": self.date(one.due),
                "badge": self.badge(one),
            }
            for one in self.asked
        ]

    def badge(self, one):
        """(state of the badge, text) of an Evaluation."""
        if not one.is_owed:
            return ("ok", PROGRESS_TITLES["given"])
        if one.due < today():
            return ("late", _("practice_review_late", default="Late"))
        return ("open", PROGRESS_TITLES["owed"])

    @property
    def is_owed(self):
        return any(one.is_owed for one in self.asked)

    @property
    def refused(self):
        """(name, reason) of who refused in this round."""
        review_round = self.context.open_round
        found = review_round.evaluations if review_round is not None else ()
        return [(name_of(one.evaluator), one.reason) for one in found if one.refused_at]

    def act(self, form):
        if "remind" in form:
            operations.remind(self.context)
            return _("practice_reminded", default="The reminder is sent.")
        if "again" in form:
            chosen = pool.former(self.context)
        else:
            chosen = [userid for userid in self.chosen if userid]
        operations.assign(self.context, chosen, self.typed_day("due"))
        return _("practice_assigned", default="The reviewers are asked by mail.")

    @property
    def errors(self):
        """The choice of reviewers is two controls: the message leads to the first."""
        return [
            ("f-reviewer-0" if name == "f-reviewers" else name, text)
            for name, text in super().errors
        ]


class ReviewPage(ScoreForm, ActionPage, CasePage):
    """`@@review`: the review of who is asked for it, and their refusal."""

    title = _("practice_review", default="Review the case")
    lead = _(
        "practice_review_lead",
        default="Read the case and remark where there is something to mend, then score it. Nobody "
        "sees what you write before you give it; afterwards it can't be changed.",
    )
    not_now = operations.NOT_ASKED
    criterion_titles = CRITERIA_TITLES

    @property
    @memoize
    def mine(self):
        return reading.my_review(self.context)

    @property
    def is_possible(self):
        return self.mine is not None and self.mine.is_owed

    @property
    def private(self):
        return self.typed("private", self.mine.private)

    @property
    def due_text(self):
        return _(
            "practice_review_due",
            default="Until ${day}.",
            mapping={"day": self.date(self.mine.due)},
        )

    @property
    @memoize
    def fields(self):
        """What the case tells, field by field, with the remark on each."""
        kept = dict(self.mine.remarks)
        return [
            {
                "name": name,
                "title": title_of(name),
                "lang": self.lang_of(name),
                **told,
                "remark": self.typed(f"remark-{name}", kept.get(name, "")),
                "error": self.error_of(f"remark-{name}"),
            }
            for name in REMARKED
            if (told := self.shown(name))
        ]

    def lang_of(self, name):
        """The language of a field's text, where it isn't that of the page."""
        language = "en" if name.startswith("english_") else self.context.language
        return language if language != self.lang and name not in WORDLESS else None

    def shown(self, name):
        """What is shown of a field: mapping of blocks, links and figures; None if it is empty."""
        context = self.context
        value = getattr(context, name)
        if value in (None, ()) or value == "":
            return None
        found = {"blocks": [], "links": [], "figures": []}
        if name == "pictures":
            found["figures"] = [figure_of(context, one, "card") for one in value]
        elif name == "attachments":
            found["links"] = [(attachment_url(context, one), one.name) for one in value]
        elif name == "links":
            found["links"] = [(link.url, link.title) for link in value]
        elif name == "results":
            found["blocks"] = [("paragraph", self.result_lines(one)) for one in self.results]
        else:
            found["blocks"] = self.blocks_of(name, value)
        return found

    def blocks_of(self, name, value):
        """The value of a field of one's own as blocks of text (see common.texts)."""
        if name in CHOSEN:
            return [("paragraph", [", ".join(titles_of(value, CHOSEN[name](self.lang)))])]
        if name in AMOUNTS:
            return [("paragraph", [self.amount(name)])]
        if isinstance(value, date):
            return [("paragraph", [self.date(value)])]
        if name == "steps":
            return [("paragraph", [f"{place}. {step}" for place, step in enumerate(value, 1)])]
        if isinstance(value, tuple):
            return [("list", list(value))]
        return blocks(value)

    def result_lines(self, result):
        """A result in lines: what came of it, in numbers, and how that is known."""
        lines = [result["text"]]
        if result["indicator"]:
            lines.append(f"{self.say(RESULT_FIELDS['indicator'])}: {result['indicator']}")
        if result["is_measured"]:
            lines.append(f"{result['before']} → {result['after']} {result['unit']}".strip())
        if result["evidence"]:
            lines.append(f"{self.say(RESULT_FIELDS['evidence'])}: {result['evidence']}")
        return lines

    def act(self, form):
        if "refuse" in form:
            operations.refuse(self.context, self.typed("reason"))
            self.left = True
            return _("practice_refused", default="The editors know that you don't review.")
        give = "give" in form
        operations.save_review(
            self.context,
            self.typed_scores,
            self.typed_comments,
            self.typed("summary"),
            {name: self.typed(f"remark-{name}") for name in REMARKED},
            self.typed("private"),
            give=give,
        )
        if give:
            return _("practice_given", default="Thank you: your review is given.")
        self.goes_on = True
        return _("practice_kept", default="Saved. You can go on later; nobody sees it yet.")

    left = goes_on = False

    @property
    def next_url(self):
        # Who refused may not see the case any more.
        if self.left:
            return f"{self.portal_url}/@@agenda"
        url = self.context.absolute_url()
        return f"{url}/@@review" if self.goes_on else url
