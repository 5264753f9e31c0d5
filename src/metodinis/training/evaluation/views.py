"""The form that participants fill in, what it shows, and what the staff do about it."""

from metodinis.common.permissions import may
from metodinis.common.refusals import Refused
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.exports import deliver
from metodinis.layout.exports import MEDIA_TYPES
from metodinis.layout.exports import WRITERS
from metodinis.layout.listings import links_of
from metodinis.layout.views import PageView
from metodinis.libraries.people import name_of
from metodinis.training.evaluation import catalog
from metodinis.training.evaluation import exports
from metodinis.training.evaluation import operations
from metodinis.training.evaluation import rules
from metodinis.training.evaluation.vocabularies import ends_of
from metodinis.training.evaluation.vocabularies import FORM_TITLES
from metodinis.training.evaluation.vocabularies import KIND_TITLES
from metodinis.training.evaluation.vocabularies import title_of
from metodinis.training.privacy import keep_private
from metodinis.training.schema import TRAINING_PREFIX
from plone import api
from plone.memoize.view import memoize
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import NotFound


KICKERS = {
    rules.AFTER: _("feedback_title", default="Feedback form"),
    rules.LATER: _("feedback_title_later", default="Feedback form after three months"),
}
# Rows for new questions that the page of own questions offers beside those that are there.
BLANK_ROWS = 3


class FeedbackPage(ActionPage):
    """`@@feedback?secret=…`: the form of one who took part; `&form=later` three months later."""

    index = ViewPageTemplateFile("templates/form.pt")
    title = _("feedback_title", default="Feedback form")
    scores = rules.SCORES

    def __call__(self):
        if self.registration is None:
            raise NotFound(self.request["ACTUAL_URL"])
        keep_private(self.request.response)
        return super().__call__()

    @property
    @memoize
    def registration(self):
        secret = self.typed("secret")
        return self.context.registrations.by_secret(secret) if secret else None

    @property
    def form_name(self):
        asked = self.typed("form", rules.AFTER)
        return asked if asked in rules.FORMS else rules.AFTER

    @property
    @memoize
    def standing(self):
        return operations.standing(self.context, self.registration, self.form_name)

    @property
    def is_open(self):
        return self.standing == operations.OPEN

    @property
    def state_text(self):
        """Why there is no form, or that one's answers are in."""
        return operations.REFUSALS[self.standing]

    @property
    def is_done(self):
        return self.standing == operations.ANSWERED

    @property
    def kicker(self):
        return KICKERS[self.form_name]

    @property
    def questions(self):
        """What the form shows of each question."""
        given = self.given
        return [
            {
                "number": number,
                "id": question.id,
                "kind": question.kind,
                "title": title_of(question),
                "ends": ends_of(question),
                "value": given.get(question.id, ""),
                "error": self.error_of(question.id),
            }
            for number, question in enumerate(operations.questions_of(self.context, self.form_name))
        ]

    @property
    def errors(self):
        """Controls are numbered: an id of a question may hold a name."""
        if not getattr(self.refusal, "errors", None):
            return super().errors
        numbers = {question["id"]: question["number"] for question in self.questions}
        return [(f"q-{numbers.get(id_, 0)}", text) for id_, text in self.refusal.errors.items()]

    @property
    def given(self):
        """question id -> what was chosen or typed; what is no text is no answer."""
        return {
            name.removeprefix("answer."): value
            for name, value in self.request.form.items()
            if name.startswith("answer.") and isinstance(value, str)
        }

    def act(self, form):
        operations.answer(self.context, self.registration, self.form_name, self.given)
        return _("feedback_thanks", default="Thank you: your answers are in.")

    @property
    def next_url(self):
        query = {"secret": self.typed("secret")}
        if self.form_name != rules.AFTER:
            query["form"] = self.form_name
        return f"{self.context.absolute_url()}/@@feedback?{urlencode(query)}"


class ResultsPage(PageView):
    """`@@feedback-results`: what was said of an event, for its trainers and the staff."""

    index = ViewPageTemplateFile("templates/results.pt")
    title = _("feedback_results", default="What participants say")
    few_title = _("feedback_few", default="Too few answers to show")
    few_text = _(
        "feedback_few_text",
        default="Results are shown from ${fewest} answers on, so that nobody can be recognised.",
        mapping={"fewest": str(rules.FEWEST)},
    )
    runs_caption = _("feedback_runs", default="Runs of the same programme")
    scales_caption = _("feedback_scales", default="Scores from 1 to 5")
    scores = rules.SCORES
    refusal = None

    def __call__(self):
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            return self.save()
        return self.index()

    def save(self):
        """Store the conclusion."""
        text = self.request.form.get("conclusion", "")
        try:
            operations.conclude(self.context, text if isinstance(text, str) else "")
        except Refused as refusal:
            self.refusal = refusal
            self.request.response.setStatus(refusal.status)
            return self.index()
        message = _("feedback_conclusion_saved", default="Saved.")
        api.portal.show_message(message, self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/@@feedback-results")

    @property
    def may_manage(self):
        return may(operations.MANAGE, self.context)

    @property
    def threshold(self):
        return api.portal.get_registry_record(f"{TRAINING_PREFIX}.threshold")

    @property
    @memoize
    def participants(self):
        """How many took part."""
        return len(operations.participants(self.context))

    @property
    @memoize
    def parts(self):
        """What is shown of each form that anybody answered or was asked to."""
        urns = self.context.feedback.urns
        return [
            self.part(form)
            for form in rules.FORMS
            if form == rules.AFTER or urns[form].asked_on or len(urns[form])
        ]

    def part(self, form):
        found = results(self.context, form)
        return {
            "form": form,
            "title": FORM_TITLES[form],
            "n": found["n"],
            "count": self.plural(found["n"], "feedback_answers"),
            "rate": found["n"] / self.participants if self.participants else None,
            "is_shown": found["is_shown"],
            "satisfaction": found["satisfaction"],
            "scales": [self.scale(scale) for scale in found["scales"]],
            "words": [
                {"title": title_of(words.question), "texts": words.texts}
                for words in found["words"]
            ],
        }

    def scale(self, scale):
        """A row of the table, with its five bars."""
        most = max((*scale.spread, 1))
        pairs = list(zip(rules.SCORES, scale.spread, strict=True))
        return {
            "title": title_of(scale.question),
            "n": scale.n,
            "mean": scale.mean,
            "bars": [
                {"score": score, "count": count, "height": round(28 * count / most)}
                for score, count in pairs
            ],
            "spread": "; ".join(f"{score} – {count}" for score, count in pairs),
        }

    @property
    @memoize
    def tiles(self):
        """Key figures of the first form."""
        part = self.parts[0]
        mean = part["satisfaction"]
        tiles = [
            {
                "label": _("feedback_tile_answers", default="Answers"),
                "value": self.number(part["n"]),
                "note": _(
                    "feedback_tile_of",
                    default="${rate} of ${people} who took part",
                    mapping={
                        "rate": self.percent(part["rate"], 0),
                        "people": self.number(self.participants),
                    },
                ),
                "change": None,
                "tone": "neutral",
            }
        ]
        if mean is not None:
            good = mean >= self.threshold
            tiles.append(
                {
                    "label": _("feedback_tile_mean", default="Mean of scores"),
                    "value": self.number(mean, 2),
                    "change": _("feedback_above", default="reaches the threshold")
                    if good
                    else _("feedback_below", default="below the threshold"),
                    "tone": "good" if good else "bad",
                    "note": _(
                        "feedback_tile_threshold",
                        default="threshold ${threshold}",
                        mapping={"threshold": self.number(self.threshold, 1)},
                    ),
                }
            )
        return tiles

    @property
    @memoize
    def runs(self):
        """This and the other runs of its programme with enough answers, the newest first."""
        found = []
        for event in catalog.runs_of(self.context.programme):
            mean, n = catalog.satisfaction_of(event)
            if mean is not None:
                found.append(
                    {
                        "title": event.title,
                        "url": event.absolute_url(),
                        "is_this": event.UID() == self.context.UID(),
                        "start": event.start,
                        "n": n,
                        "mean": mean,
                        "width": round(100 * mean / max(rules.SCORES)),
                    }
                )
        return found if len(found) > 1 or (found and not found[0]["is_this"]) else []

    @property
    def conclusion(self):
        """What follows from it: text, who wrote it and when; or None."""
        stored = self.context.feedback.conclusion
        if stored is None:
            return None
        text, by, at = stored
        return {
            "text": text,
            "by": name_of(by),
            "at": self.date_time(at, "short"),
        }

    @property
    def typed_conclusion(self):
        if self.refusal is not None:
            return self.request.form.get("conclusion", "")
        return self.conclusion["text"] if self.conclusion else ""

    @property
    def errors(self):
        if self.refusal is None:
            return []
        return [("f-conclusion", text) for text in self.refusal.errors.values()]

    @property
    def downloads(self):
        return links_of(self, "feedback-export")


class ResultsExport(PageView):
    """`@@feedback-export?format=xlsx|csv`: figures and answers; nothing below FEWEST answers."""

    def __call__(self):
        wanted = self.request.form.get("format")
        format_ = wanted if wanted in MEDIA_TYPES else "xlsx"
        tables = exports.tables(self.context, self.lang)
        data = WRITERS[format_](tables)
        return deliver(self.request.response, data, f"anketos-{self.context.getId()}", format_)


class OwnQuestionsPage(ActionPage):
    """`@@feedback-questions`: what is asked of this event beside what is asked of all."""

    index = ViewPageTemplateFile("templates/questions.pt")
    title = _("feedback_own_title", default="Own questions of the feedback form")
    lead = _(
        "feedback_own_lead",
        default="They are asked after those that are asked of every event. Each is answered by "
        "choice; few questions get more answers.",
    )
    caption = _("feedback_own_caption", default="Own questions")
    common_caption = _("feedback_common", default="What is asked anyway")
    kinds = KIND_TITLES.items()
    forms = FORM_TITLES.items()
    locked_text = operations.QUESTIONS_ANSWERED

    @property
    def is_locked(self):
        """Whether somebody answered the form after the event."""
        return bool(len(self.context.feedback.urns[rules.AFTER]))

    @property
    def rows(self):
        """The questions as they were typed, or as they are, and blank rows."""
        if self.refusal is not None:
            rows = self.sent
        else:
            rows = [question._asdict() for question in self.context.feedback.own]
            free = max(0, rules.MOST_OWN - len(rows))
            blank = {"id": "", "title": "", "kind": rules.SCALE, "form": rules.AFTER}
            rows += [blank] * min(BLANK_ROWS, free)
        return [
            {
                **row,
                "number": number,
                "errors": [
                    text
                    for name in ("title", "kind", "form")
                    if (text := self.error_of(f"{number}.{name}"))
                ],
            }
            for number, row in enumerate(rows)
        ]

    @property
    def sent(self):
        """What was sent, row by row, in the order of their numbers."""
        found = []
        for number in range(rules.MOST_OWN + BLANK_ROWS):
            if f"title.{number}" in self.request.form:
                found.append(
                    {
                        name: self.typed(f"{name}.{number}")
                        for name in ("id", "title", "kind", "form")
                    }
                )
        return found

    @property
    def common(self):
        """(title of the form, titles of its questions)."""
        return [
            (
                title,
                [title_of(question) for question in rules.asked(form, self.context.trainers or ())],
            )
            for form, title in FORM_TITLES.items()
        ]

    @property
    def errors(self):
        if not getattr(self.refusal, "errors", None):
            return super().errors
        return [(f"f-{name.partition('.')[0]}", text) for name, text in self.refusal.errors.items()]

    def act(self, form):
        operations.keep_own_questions(self.context, self.sent)
        return _("feedback_own_saved", default="The questions are saved.")

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@feedback-questions"


def results(event, form):
    """What may be shown of a form of an event.

    n: how many answered; is_shown: whether there are FEWEST; satisfaction: mean or None; scales:
    list of rules.Scale; words: list of rules.Words. The last three are empty if not shown.
    """
    urn = event.feedback.urns[form]
    n, sheets = len(urn), urn.sheets()
    if len(sheets) < rules.FEWEST:
        return {"n": n, "is_shown": False, "satisfaction": None, "scales": [], "words": []}
    questions = rules.with_past_trainers(operations.questions_of(event, form), sheets)
    return {
        "n": n,
        "is_shown": True,
        "satisfaction": rules.satisfaction(sheets)[0],
        "scales": rules.scales(questions, sheets),
        "words": rules.words(questions, sheets, key=sort_key),
    }
