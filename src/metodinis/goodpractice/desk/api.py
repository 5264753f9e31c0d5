"""REST of the desk: `@desk` and `@featured` of the folder, what is decided and asked of a case."""

from metodinis.common.api import choice_of
from metodinis.common.api import date_of
from metodinis.common.api import file_of
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.clock import moment_of
from metodinis.common.fields import MISSING
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.goodpractice.cases.api import revision_of
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.operations import PROCESS
from metodinis.goodpractice.cases.workflow import values_of
from metodinis.goodpractice.desk import agreeing
from metodinis.goodpractice.desk import listing
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk import truth
from metodinis.goodpractice.desk.deciding import possible_decisions
from metodinis.goodpractice.desk.reading import FIELDS
from metodinis.goodpractice.desk.rules import changed_names
from metodinis.goodpractice.desk.rules import DECISIONS
from metodinis.goodpractice.pictures.reading import picture_json
from metodinis.i18n import _
from metodinis.libraries.people import name_of
from plone.uuid.interfaces import IUUID


class Desk(JsonService):
    """GET @desk: cases on their way; by text, state, who, topic, library (UID)."""

    def answer(self):
        rows = listing.find(self.context, listing.filters_of(self.request.form))
        return self.batch(rows, row_json)


def row_json(row):
    """A Row of the desk."""
    return {
        "@id": row.case.absolute_url(),
        "uid": IUUID(row.case),
        "title": row.title,
        "state": row.state,
        "library": row.case.library_uid,
        "since": row.since.isoformat(),
        "who": row.who,
        "waits": [
            {"for": token.partition(":")[0], "day": _iso(day)} for token, day in row.waits.items()
        ],
    }


def _iso(value):
    return value.isoformat() if value is not None else None


class GetFeatured(JsonService):
    """GET @featured: the cases that are shown first, in their order."""

    def answer(self):
        return {"items": [brain_json(brain) for brain in listing.featured(self.context)]}


def brain_json(brain):
    """A case in a list that everybody reads."""
    return {"@id": brain.getURL(), "uid": brain.UID, "title": brain.Title}


class PutFeatured(GetFeatured):
    """PUT @featured {"cases": [UID, …]}: these, in this order, and no others."""

    def answer(self):
        uids = self.body().get("cases")
        if not isinstance(uids, list) or not all(isinstance(uid, str) for uid in uids):
            raise FieldErrors(
                {"cases": _("practice_cases_wrong", default="Send a list of UIDs of cases.")}
            )
        operations.feature(self.context, uids)
        return super().answer()


class GetDecisions(JsonService):
    """GET @case-decision: what was decided, what can be now, and what is planned."""

    def answer(self):
        case = self.context
        plan = reading.plan_of(case)
        return {
            "state": state_of(case),
            "possible": possible_decisions(case),
            "plan": plan_json(plan) if plan else None,
            "decisions": [decision_json(one) for one in reading.decisions_of(case)],
        }


def chosen(body, name, choices):
    """One of some choices in a field of a body, which has to say it. Raises FieldErrors."""
    value = text_of(body, name)
    if not value:
        raise FieldErrors({name: MISSING})
    return choice_of(body, name, choices)


def plan_json(plan):
    """A Plan."""
    return {
        "at": plan.at.isoformat(),
        "by": name_of(plan.by),
        "valid_until": _iso(plan.valid_until),
    }


def decision_json(decision):
    """A Decision."""
    return {
        "name": decision.name,
        "at": decision.at.isoformat(),
        "by": name_of(decision.by),
        "reason": decision.reason,
        "remarks": dict(decision.remarks),
    }


class PostDecision(GetDecisions):
    """POST @case-decision {"name", "reason", "remarks": {field: text}}; to publish {"note",
    "valid_until", "at"}."""

    def answer(self):
        body = self.body()
        name = chosen(body, "name", DECISIONS)
        if name == "publish":
            note = text_of(body, "note") if "note" in body else None
            at = moment_of(body["at"], "at") if body.get("at") is not None else None
            operations.publish(self.context, note, date_of(body, "valid_until"), at)
        elif name in operations.WITH_REMARKS:
            remarks = body.get("remarks", {})
            if not isinstance(remarks, dict):
                raise FieldErrors({"remarks": operations.REMARK_UNKNOWN})
            operations.DECISIONS[name](self.context, text_of(body, "reason"), remarks)
        else:
            operations.DECISIONS[name](self.context, text_of(body, "reason"))
        return super().answer()


class DeletePlan(JsonService):
    """DELETE @case-plan: it isn't published by itself."""

    def answer(self):
        operations.cancel_plan(self.context)
        return self.reply_no_content()


class PatchNote(JsonService):
    """PATCH @case-note {"note"}"""

    def answer(self):
        operations.write_note(self.context, text_of(self.body(), "note"))
        return {"note": self.context.expert_note}


class PostCorrection(JsonService):
    """POST @case-correction {"note", "values": {field: value}, "revision"}"""

    def answer(self):
        body = self.body()
        values = body.get("values")
        if not isinstance(values, dict):
            raise FieldErrors(
                {"values": _("practice_values_wrong", default="Send values as {field: value}.")}
            )
        names = operations.correct(self.context, values, text_of(body, "note"), revision_of(body))
        return {"changed": names, "version": version_json(self.context.versions[-1], True)}


class PostPictureCorrection(JsonService):
    """POST @case-picture-correction {"id", "note", "alt", "credit", "file": {"filename", "data":
    base64}, "revision"}: of the last four what is to change."""

    def answer(self):
        body = self.body()
        words = {name: text_of(body, name) for name in ("alt", "credit") if name in body}
        data = file_of(body["file"])[1] if "file" in body else b""
        picture = operations.correct_picture(
            self.context,
            text_of(body, "id"),
            text_of(body, "note"),
            data=data,
            seen=revision_of(body),
            **words,
        )
        return {
            "picture": picture_json(self.context, picture),
            "version": version_json(self.context.versions[-1], True),
        }


class GetVersions(JsonService):
    """GET @case-versions: those that the reader may read, with what each changed."""

    def answer(self):
        case = self.context
        sees_all, before, items = may(PROCESS, case), None, []
        for version in reading.readable_versions(case):
            item = version_json(version, sees_all)
            item["changed"] = changed_names(before, version.values, FIELDS) if before else []
            items.append(item)
            before = version.values
        found = {"@id": self.request["ACTUAL_URL"], "items": items}
        if sees_all and before:
            found["changed_since"] = changed_names(before, values_of(case), FIELDS)
        return found


def version_json(version, sees_all):
    """A Version; by whom for who follows the case's way."""
    found = {
        "number": version.number,
        "kind": version.kind,
        "at": version.at.isoformat(),
        "note": version.note,
        "values": {name: value_json(value) for name, value in version.values.items()},
    }
    return {**found, "by": name_of(version.by)} if sees_all else found


def value_json(value):
    """What a field, a row or a file said, as JSON can write it."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return value._asdict()
    if isinstance(value, tuple):
        return [value_json(one) for one in value]
    if value is None or isinstance(value, str | int | float):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "alt"):
        return {"id": value.id, "alt": value.alt, "credit": value.credit}
    return {"name": value.name} if hasattr(value, "name") else float(value)


class GetAgreement(JsonService):
    """GET @case-agreement: what editors changed that isn't agreed to, and what was asked."""

    def answer(self):
        case = self.context
        return {
            "edited": reading.edited_names(case),
            "waits": reading.open_agreement(case) is not None,
            "agreements": [agreement_json(one) for one in reading.agreements_of(case)],
        }


def agreement_json(agreement):
    """An Agreement."""
    return {
        "version": agreement.version,
        "asked_at": agreement.asked_at.isoformat(),
        "asked_by": name_of(agreement.asked_by),
        "answered_at": _iso(agreement.answered_at),
        "answered_by": name_of(agreement.answered_by),
        "agreed": agreement.agreed,
        "words": agreement.words,
    }


class PostAgreement(GetAgreement):
    """POST @case-agreement {"action": "ask"|"record"|"undo"} of an editor, {"action": "agree"|
    "object"} of the library; with "words"."""

    def answer(self):
        body = self.body()
        ACTIONS[chosen(body, "action", ACTIONS)](self.context, text_of(body, "words"))
        return super().answer()


ACTIONS = {
    "ask": agreeing.ask_agreement,
    "record": agreeing.record_agreement,
    "undo": lambda case, words: agreeing.undo_edits(case),
    "agree": lambda case, words: agreeing.answer_agreement(case, True, words),
    "object": lambda case, words: agreeing.answer_agreement(case, False, words),
}


EDITORS_ACTIONS = {"ask": truth.ask_truth, "settle": truth.settle}


class GetTruth(JsonService):
    """GET @case-truth: until when it counts as true, and what was asked and answered."""

    def answer(self):
        return {
            "valid_until": _iso(self.context.valid_until),
            "questions": [question_json(one) for one in reading.questions_of(self.context)],
        }


def question_json(question):
    """A Question."""
    return {
        "asked_at": question.asked_at.isoformat(),
        "due": question.due.isoformat(),
        "answer": question.answer or None,
        "answered_at": _iso(question.answered_at),
        "answered_by": name_of(question.answered_by),
        "words": question.words,
        "settled_at": _iso(question.settled_at),
    }


class PostTruth(GetTruth):
    """POST @case-truth {"answer": "yes"|"changes"|"no", "words"} of its library; {"action":
    "ask"|"settle"} of an editor."""

    def answer(self):
        body = self.body()
        if "action" in body and may(MANAGE, self.context):
            EDITORS_ACTIONS[chosen(body, "action", EDITORS_ACTIONS)](self.context)
        else:
            truth.answer_truth(self.context, text_of(body, "answer"), text_of(body, "words"))
        return super().answer()
