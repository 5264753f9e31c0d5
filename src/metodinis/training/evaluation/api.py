"""REST of feedback forms.

GET   @feedback?secret=…&form=after   the form of one who took part: state, questions
POST  @feedback {"secret", "form", "answers": {question id: 1…5 or text}}
GET   @feedback-results               figures and open answers of both forms
PATCH @feedback-results {"conclusion": text}
GET   @feedback-questions             the event's own questions
PATCH @feedback-questions {"questions": [{"id", "title", "kind", "form"}]}
GET   @feedback-export?format=xlsx    the same as files
"""

from metodinis.common.api import choice_of
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.layout.exports import deliver
from metodinis.layout.exports import WRITERS
from metodinis.training.evaluation import catalog
from metodinis.training.evaluation import exports
from metodinis.training.evaluation import operations
from metodinis.training.evaluation import rules
from metodinis.training.evaluation.views import results
from metodinis.training.evaluation.vocabularies import title_of
from plone import api
from zope.i18n import translate


class FeedbackService(JsonService):
    """Base of the services on one event's feedback."""

    def say(self, message):
        return translate(message, context=self.request)

    def question(self, question):
        return {"id": question.id, "kind": question.kind, "title": self.say(title_of(question))}

    def holder(self, data):
        """The registration whose private link is sent. Raises FieldErrors ("secret")."""
        secret = text_of(data, "secret")
        found = self.context.registrations.by_secret(secret) if secret else None
        if found is None:
            raise FieldErrors(
                {"secret": _("feedback_secret", default="This is no private link of this event.")}
            )
        return found


class GetForm(FeedbackService):
    """GET @feedback"""

    def answer(self):
        form = choice_of(self.request.form, "form", rules.FORMS)
        state = operations.standing(self.context, self.holder(self.request.form), form)
        return {
            "@id": f"{self.context.absolute_url()}/@feedback",
            "form": form,
            "state": state,
            "questions": [
                self.question(question) for question in operations.questions_of(self.context, form)
            ],
        }


class PostForm(FeedbackService):
    """POST @feedback"""

    def answer(self):
        body = self.body()
        registration = self.holder(body)
        form = choice_of(body, "form", rules.FORMS)
        given = body.get("answers")
        if not isinstance(given, dict):
            raise FieldErrors(
                {"answers": _("feedback_answers_object", default="This must be a JSON object.")}
            )
        operations.answer(self.context, registration, form, given)
        return {"form": form, "state": operations.ANSWERED}


class GetResults(FeedbackService):
    """GET @feedback-results"""

    def answer(self):
        conclusion = self.context.feedback.conclusion
        return {
            "@id": f"{self.context.absolute_url()}/@feedback-results",
            "participants": len(operations.participants(self.context)),
            "fewest": rules.FEWEST,
            "forms": {form: self.results(form) for form in rules.FORMS},
            "runs": [run for run in map(self.run, self.runs()) if run["mean"] is not None],
            "conclusion": conclusion and conclusion[0],
        }

    def results(self, form):
        found = results(self.context, form)
        return {
            "n": found["n"],
            "is_shown": found["is_shown"],
            "satisfaction": found["satisfaction"],
            "scales": [
                {
                    **self.question(scale.question),
                    "n": scale.n,
                    "mean": scale.mean,
                    "spread": list(scale.spread),
                }
                for scale in found["scales"]
            ],
            "words": [
                {**self.question(words.question), "texts": list(words.texts)}
                for words in found["words"]
            ],
        }

    def runs(self):
        return catalog.runs_of(self.context.programme)

    def run(self, event):
        mean, n = catalog.satisfaction_of(event)
        return {
            "@id": event.absolute_url(),
            "title": event.title,
            "start": event.start.isoformat(),
            "n": n,
            "mean": mean,
        }


class PatchResults(GetResults):
    """PATCH @feedback-results"""

    def answer(self):
        operations.conclude(self.context, text_of(self.body(), "conclusion"))
        return super().answer()


class GetQuestions(FeedbackService):
    """GET @feedback-questions"""

    def answer(self):
        return {
            "@id": f"{self.context.absolute_url()}/@feedback-questions",
            "questions": [
                {**self.question(question), "form": question.form}
                for question in self.context.feedback.own
            ],
        }


class PatchQuestions(GetQuestions):
    """PATCH @feedback-questions: those that aren't named go."""

    def answer(self):
        wanted = self.body().get("questions")
        if not isinstance(wanted, list) or not all(isinstance(row, dict) for row in wanted):
            raise FieldErrors(
                {"questions": _("feedback_questions_list", default="Send a list of JSON objects.")}
            )
        operations.keep_own_questions(self.context, wanted)
        return super().answer()


class GetExport(FileService):
    """GET @feedback-export?format=xlsx|csv"""

    def answer(self):
        format_ = choice_of(self.request.form, "format", tuple(WRITERS))
        tables = exports.tables(self.context, api.portal.get_current_language())
        name = f"anketos-{self.context.getId()}"
        return deliver(self.request.response, WRITERS[format_](tables), name, format_)
