"""REST of programmes: `@programmes` of the folder and of a library, `@programme…` of each.

Fields are those of `schema.ITrainingProgramme`, `topics` and `trainers` lists of rows; a faulty
field of a row is named like "topics-0-theory".
"""

from base64 import b64encode
from metodinis.common import evaluations
from metodinis.common.api import date_of
from metodinis.common.api import file_of
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import mapping_of
from metodinis.common.api import step_of
from metodinis.common.api import text_of
from metodinis.common.api import texts_of
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.training.programmes import evaluating
from metodinis.training.programmes import exports
from metodinis.training.programmes import listing
from metodinis.training.programmes import operations
from metodinis.training.programmes import reading
from metodinis.training.programmes import rules
from metodinis.training.programmes import template
from metodinis.training.programmes.register import ProgrammesExport
from metodinis.training.programmes.schema import ITrainingProgramme
from metodinis.training.programmes.schema import title_of
from metodinis.training.programmes.told import sample
from metodinis.training.programmes.workflow import missing
from metodinis.training.programmes.workflow import NEED_A_REASON
from metodinis.training.programmes.workflow import NotComplete
from metodinis.training.programmes.workflow import WORKFLOW
from plone import api
from zope.i18n import translate
from zope.schema import getFieldNames


def row_json(row):
    """A Row of the list."""
    programme = row.programme
    found = {
        "@id": programme.absolute_url(),
        "title": row.title,
        "provider": row.provider,
        "library": programme.library_uid or None,
        "competences": list(programme.competences),
        "form": programme.form,
        "level": programme.level,
        "hours": row.hours,
        "valid_until": _day(programme.valid_until),
        "state": row.state,
    }
    if may(operations.MANAGE, programme):
        found["mean"] = reading.last_mean(programme)
    return found


def programme_json(programme):
    """All that the present user may know of a programme."""
    values = {name: _value(getattr(programme, name)) for name in getFieldNames(ITrainingProgramme)}
    topics = [{**topic._asdict(), "hours": topic.hours} for topic in programme.topics]
    total = rules.totals(programme.topics)
    found = {
        "@id": programme.absolute_url(),
        **values,
        "topics": topics,
        "totals": {
            "theory": total.theory,
            "practice": total.practice,
            "self_study": total.self_study,
            "hours": total.hours,
        },
        "trainers": [trainer._asdict() for trainer in programme.trainers],
        "library": programme.library_uid or None,
        "state": state_of(programme),
        "order_number": programme.order_number or None,
        "order_date": _day(programme.order_date),
        "valid_until": _day(programme.valid_until),
    }
    if may(operations.EDIT, programme):
        found |= {"revision": programme.revision, "missing": missing(programme)}
    if may(operations.MANAGE, programme) and not reading.owes(programme):
        found["reviews"] = [
            {"key": key, "reason": _say(review.reason), "raised_at": review.raised_at.isoformat()}
            for key, review in programme.open_reviews.items()
        ]
    return found


def _value(value):
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _day(day):
    return day.isoformat() if day is not None else None


def _say(message):
    return translate(message, target_language=api.portal.get_current_language())


class Programmes(JsonService):
    """GET @programmes of the folder: by text, competence, form, state, library (UID)."""

    def answer(self):
        rows = listing.find(listing.filters_of(self.request.form))
        return self.batch(rows, row_json)


class AddProgramme(JsonService):
    """POST @programmes of the folder: the department's; the fields, topics, trainers."""

    def answer(self):
        programme = self.made(self.body())
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", programme.absolute_url())
        return programme_json(programme)

    def made(self, body):
        return operations.create_programme(self.context, body)


class ProposeProgramme(AddProgramme):
    """POST @programmes of a library: one that the library proposes."""

    def made(self, body):
        directory = api.portal.get()["training"]
        return operations.create_programme(directory, body, self.context)


class ProgrammesFile(ProgrammesExport, FileService):
    """GET @programmes-export?format=csv|xlsx"""

    render = FileService.render

    def answer(self):
        return ProgrammesExport.__call__(self)


class GetProgramme(JsonService):
    """GET @programme"""

    def answer(self):
        return programme_json(self.context)


class EditProgramme(JsonService):
    """PATCH @programme: what is to change; `revision`, if given, is the one that was seen."""

    def answer(self):
        body = self.body()
        seen = body.pop("revision", None)
        if seen is not None and (isinstance(seen, bool) or not isinstance(seen, int)):
            raise FieldErrors(
                {"revision": _("common_number_invalid", default="This must be a whole number.")}
            )
        operations.update_programme(self.context, body, seen)
        return programme_json(self.context)


class DeleteProgramme(JsonService):
    """DELETE @programme: a draft"""

    def answer(self):
        operations.delete_programme(self.context)
        return self.reply_no_content()


class PostTransition(JsonService):
    """POST @programme-transition {"name", "reason", "order_number", "order_date", "valid_until"};
    409 with blockers if it isn't complete."""

    def answer(self):
        body = self.body()
        name = step_of(body, operations.TRANSITIONS)
        arguments = [text_of(body, "reason")] if name in NEED_A_REASON else []
        if name == "approve":
            arguments = [
                text_of(body, "order_number"),
                date_of(body, "order_date"),
                date_of(body, "valid_until"),
                text_of(body, "reason"),
            ]
        operations.TRANSITIONS[name](self.context, *arguments)
        return {"state": state_of(self.context)}

    def error(self, refusal):
        body = super().error(refusal)
        if isinstance(refusal, NotComplete):
            body["blockers"] = [
                {"field": name, "message": _say(title_of(name))} for name in refusal.blockers
            ]
        return body


class GetEvaluators(JsonService):
    """GET @programme-evaluators: who may be asked, and who is."""

    def answer(self):
        evaluating.require_assigning(self.context)
        evaluation_round = self.context.open_round
        asked = evaluation_round.evaluations if evaluation_round is not None else []
        return {
            "candidates": [
                {"id": userid, "name": name}
                for userid, name in evaluating.candidates(self.context).items()
            ],
            "asked": [evaluations.asked_json(one) for one in asked],
        }


class PostEvaluators(JsonService):
    """POST @programme-evaluators {"evaluators": [two user ids], "due"}"""

    def answer(self):
        body = self.body()
        evaluators = texts_of(body, "evaluators")
        evaluating.assign(self.context, evaluators, date_of(body, "due"))
        return {"state": state_of(self.context)}


class PostReminder(JsonService):
    """POST @programme-reminder: a mail to those who owe an evaluation."""

    def answer(self):
        return {"reminded": evaluating.remind(self.context)}


class GetEvaluations(JsonService):
    """GET @programme-evaluations: by round, what the present user may see of them."""

    def answer(self):
        return self.batch(reading.rounds_seen(self.context), round_json)


def round_json(seen):
    """A SeenRound."""
    return evaluations.round_json(
        seen, lambda one: evaluations.evaluation_json(one, rules.CRITERIA)
    )


class PostEvaluation(JsonService):
    """POST @programme-evaluation {"scores", "comments", "summary", "give": true to make it final}

    scores: criterion -> 1 to 5; comments: criterion -> text.
    """

    def answer(self):
        body = self.body()
        scores, comments = (mapping_of(body, name) for name in ("scores", "comments"))
        comments = {name: text_of(comments, name) for name in comments}
        summary, give = text_of(body, "summary"), body.get("give") is True
        evaluating.save_evaluation(self.context, scores, comments, summary, give=give)
        return {"given": give}


class PostRefusal(JsonService):
    """POST @programme-refusal {"reason"}: the present user doesn't evaluate."""

    def answer(self):
        evaluating.refuse_evaluation(self.context, text_of(self.body(), "reason"))
        return self.reply_no_content()


class PostReview(JsonService):
    """POST @programme-settle {"key", "outcome"}: what came of a reason for a review."""

    def answer(self):
        body = self.body()
        operations.settle_review(self.context, text_of(body, "key"), text_of(body, "outcome"))
        return self.reply_no_content()


class GetHistory(JsonService):
    """GET @programme-history: the steps, the newest first."""

    def answer(self):
        entries = [
            entry for entry in reversed(self.context.workflow_history[WORKFLOW]) if entry["action"]
        ]
        return self.batch(entries, step_json)


def step_json(entry):
    """A step of the workflow."""
    return {
        "name": entry["action"],
        "by": entry["actor"],
        "at": entry["time"].ISO8601(),
        "reason": entry["comments"],
    }


class GetDocument(FileService):
    """GET @programme-document?format=docx|pdf"""

    def answer(self):
        format_ = self.request.form.get("format") or "docx"
        if format_ not in exports.FORMATS:
            raise FieldErrors(
                {"format": _("programmes_format_wrong", default="This must be docx or pdf.")}
            )
        data = exports.WRITERS[format_](self.context)
        return exports.deliver(self.request.response, data, self.context.title, format_)


class GetTemplate(JsonService):
    """GET @programme-template: the present template as {"filename", "data"}, and its names."""

    def answer(self):
        document = exports.stored_template(self.context)
        return {
            "is_default": document is None,
            "filename": document.name if document is not None else exports.DEFAULT.name,
            "data": b64encode(exports.template_bytes(self.context)).decode(),
            "names": sorted(sample()),
        }


class PostTemplate(JsonService):
    """POST @programme-template {"file": {"filename", "data": base64}}"""

    def answer(self):
        body = self.body()
        upload = file_of(body["file"]) if body.get("file") else None
        template.set_template(self.context, upload)
        return self.reply_no_content()


class DeleteTemplate(JsonService):
    """DELETE @programme-template: the default one is used again."""

    def answer(self):
        template.reset_template(self.context)
        return self.reply_no_content()
