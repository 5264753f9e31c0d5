"""REST of what readers tell: `@reuses`, `@thanks`, `@questions` of a case; lists of the folder."""

from AccessControl import Unauthorized
from metodinis.common import robots
from metodinis.common.api import date_of
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.goodpractice.reuse import moderation
from metodinis.goodpractice.reuse import operations
from metodinis.goodpractice.reuse import reading
from metodinis.goodpractice.reuse import rules
from metodinis.goodpractice.reuse.content import readers_of
from metodinis.goodpractice.reuse.exports import ReusesExport
from metodinis.goodpractice.reuse.listing import ReusesPage
from metodinis.goodpractice.reuse.pages import own_libraries
from metodinis.goodpractice.reuse.pages import require_a_person
from metodinis.goodpractice.reuse.pages import require_a_reader
from metodinis.goodpractice.reuse.schema import IQuestionValues
from metodinis.goodpractice.reuse.schema import IReuseValues
from metodinis.goodpractice.reuse.schema import IThanksValues
from metodinis.i18n import _
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from zope.schema import getFieldNames
from zope.schema import getFields
from zope.schema.interfaces import IDate


def values_of(body, schema):
    """name -> value of what a body has of the fields of a schema. Raises FieldErrors."""
    return {
        name: date_of(body, name) if IDate.providedBy(field) else text_of(body, name)
        for name, field in getFields(schema).items()
        if name in body
    }


def flag_of(body, name):
    """Whether field `name` of a body is true. Raises FieldErrors unless it is true or false."""
    value = body.get(name, False)
    if not isinstance(value, bool):
        raise FieldErrors({name: _("common_flag_invalid", default="Send true or false.")})
    return value


class GetReuses(JsonService):
    """GET @reuses of a case: which libraries took it over."""

    def answer(self):
        found = readers_of(self.context).reuses
        return self.batch(found, lambda one: reading.reuse_json(self.context, one))


class RecordReuse(JsonService):
    """POST @reuses {"library": UID, "taken_on", "changed", "result", "contact_name",
    "contact_email"}; `library` may be left out by who has one alone."""

    def answer(self):
        body, own = self.body(), own_libraries(self.context)
        if not own:
            raise Unauthorized(operations.RECORD)
        uid = text_of(body, "library") or (next(iter(own)) if len(own) == 1 else "")
        library = uuidToObject(uid, unrestricted=True) if uid in own else None
        if library is None:
            raise FieldErrors(
                {"library": _("reuse_library_wrong", default="Choose a library of your own.")}
            )
        reuse = operations.record_reuse(self.context, library, values_of(body, IReuseValues))
        self.request.response.setStatus(201)
        return reading.reuse_json(self.context, reuse)


class ChangeReuse(JsonService):
    """PATCH @reuses {"library": UID, …}: what is to change."""

    def answer(self):
        body = self.body()
        _require_someone(self.context)
        values = values_of(body, IReuseValues)
        reuse = operations.update_reuse(self.context, text_of(body, "library"), values)
        return reading.reuse_json(self.context, reuse)


class RemoveReuse(JsonService):
    """DELETE @reuses {"library": UID}"""

    def answer(self):
        body = self.body()
        _require_someone(self.context)
        operations.remove_reuse(self.context, text_of(body, "library"))
        return self.reply_no_content()


def _require_someone(case):
    """Raise Unauthorized for who can't have told anything of a case."""
    if not own_libraries(case) and not operations.may_answer(case):
        raise Unauthorized(operations.RECORD)


class GetThanks(JsonService):
    """GET @thanks of a case: how many, and the words that all read."""

    def answer(self):
        return reading.thanks_json(self.context)


class Thank(JsonService):
    """POST @thanks {"words", "name"}, both may be left out: {"count", "waits": for an editor}"""

    def answer(self):
        body = self.body()
        waits = None
        if not robots.is_trapped(body):
            require_a_reader(self.request, self.context)
            waits = operations.thank(self.context, values_of(body, IThanksValues))
        self.request.response.setStatus(201)
        return {"count": readers_of(self.context).thanks, "waits": waits is not None}


class GetQuestions(JsonService):
    """GET @questions of a case: those that are published; for who answers, all handed on."""

    def answer(self):
        case = self.context
        mine = operations.may_answer(case)
        found = reading.handed_on(case) if mine else reading.shown_questions(case)
        return self.batch(found, lambda one: reading.question_json(case, one))


class Ask(JsonService):
    """POST @questions {"name", "email", "text", "consent": true}: it waits for an editor."""

    def answer(self):
        body = self.body()
        self.request.response.setStatus(201)
        if not robots.is_trapped(body):
            require_a_person(self.request)
            operations.ask(
                self.context,
                values_of(body, IQuestionValues),
                consent=body.get("consent") is True,
                language=api.portal.get_current_language(self.context),
            )
        return {"state": rules.PENDING}


class Answer(JsonService):
    """POST @question-answer {"id", "answer", "public": false}; with `public` alone it is shown
    or hidden."""

    def answer(self):
        if not operations.may_answer(self.context):
            raise Unauthorized(operations.SUBMIT)
        body = self.body()
        id_, is_public = text_of(body, "id"), flag_of(body, "public")
        if "answer" in body or "public" not in body:
            text = text_of(body, "answer")
            kept = operations.answer(self.context, id_, text, is_public=is_public)
        else:
            kept = operations.publish_answer(self.context, id_, is_public)
        return reading.question_json(self.context, kept)


class GetModeration(JsonService):
    """GET @moderation of the folder: what waits, the oldest first; `?state=refused`."""

    def answer(self):
        is_refused = self.request.form.get("state") == rules.REFUSED
        find = moderation.refused if is_refused else moderation.pending
        return self.batch(find(self.context), _word_json)


class Moderate(JsonService):
    """POST @moderation {"case": UID, "kind", "id", "action": "approve" or "refuse", "reason"}"""

    def answer(self):
        body = self.body()
        case = moderation.case_of(self.context, text_of(body, "case"))
        kind, id_ = text_of(body, "kind"), text_of(body, "id")
        kept = moderation.decide(case, kind, id_, text_of(body, "action"), text_of(body, "reason"))
        return _word_json(moderation.Word(case, kind, kept))


def _word_json(word):
    record = word.record
    return {
        "case": IUUID(word.case),
        "case_title": word.case.title,
        "case_url": word.case.absolute_url(),
        "kind": word.kind,
        "id": record.id,
        "at": record.at.isoformat(),
        "name": record.name,
        "email": getattr(record, "email", ""),
        "text": word.text,
        "state": record.state,
        "reason": getattr(record, "reason", ""),
    }


class AllReuses(JsonService):
    """GET @reuses of the folder: who took what over; `library` (UID), `text`, `sort`, `order`."""

    def answer(self):
        return self.batch(ReusesPage(self.context, self.request).ordered, _row_json)


def _row_json(row):
    reuse = row.reuse
    return {
        "@id": row.url,
        "title": row.title,
        "author": row.author,
        "library": reuse.library_uid,
        "library_title": row.library,
        **{name: str(getattr(reuse, name)) for name in getFieldNames(IReuseValues)},
    }


class ReusesFile(ReusesExport, FileService):
    """GET @reuses-export?format=csv|xlsx of the folder"""

    render = FileService.render

    def answer(self):
        return ReusesExport.__call__(self)
