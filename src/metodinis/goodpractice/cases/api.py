"""REST of writing a case: `@cases` of a library, `@case…` of each, `@similar-cases`.

Fields are those of `schema.IGoodPractice`, `results` and `links` lists of rows; a faulty field of
a row is named like "results-0-before".
"""

from metodinis.common.api import JsonService
from metodinis.common.api import step_of
from metodinis.common.api import text_of
from metodinis.common.api import whole_number_of
from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import operations
from metodinis.goodpractice.cases.listing import cases_of
from metodinis.goodpractice.cases.progress import done_of
from metodinis.goodpractice.cases.progress import missing
from metodinis.goodpractice.cases.progress import told
from metodinis.goodpractice.cases.reading import case_json
from metodinis.goodpractice.cases.similar import similar_cases
from metodinis.goodpractice.cases.views import steps_made
from metodinis.goodpractice.cases.workflow import NEED_A_REASON
from metodinis.goodpractice.cases.workflow import NotComplete
from metodinis.goodpractice.tasks import directory
from metodinis.libraries.people import name_of
from plone import api
from zope.i18n import translate


LARGEST_REVISION = 10**9


def seen_json(case):
    """All that the present user may know of a case."""
    found = case_json(case, api.portal.get_current_language())
    found["state"] = state_of(case)
    if may(operations.EDIT, case):
        found |= progress_json(case)
    return found


def progress_json(case):
    """How far a case is: its revision, what lacks, and how much there is."""
    done, all_ = done_of(case)
    return {
        "revision": case.revision,
        "missing": missing_json(missing(case)),
        "done": done,
        "needed": all_,
    }


def missing_json(found):
    """Missings."""
    return [
        {
            "field": one.name,
            "title": _say(one.title),
            "message": _say(one.message),
            "is_empty": one.is_empty,
        }
        for one in found
    ]


def _say(message):
    return translate(message, target_language=api.portal.get_current_language())


class CasesOfLibrary(JsonService):
    """GET @cases of a library: all that its people described, in whichever state."""

    def answer(self):
        return self.batch(cases_of(self.context), row_json)


def row_json(row):
    """A Row of a library's list."""
    return {
        "@id": row.case.absolute_url(),
        "title": row.title,
        "state": row.state,
        "next": _say(row.next),
        "writers": [name_of(userid) for userid in row.case.writers],
        "modified": row.case.modified().ISO8601(),
    }


class AddCase(JsonService):
    """POST @cases of a library: the fields, results, links; a title at least."""

    def answer(self):
        case = operations.create_case(directory(), self.context, self.body())
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", case.absolute_url())
        return seen_json(case)


class GetCase(JsonService):
    """GET @case"""

    def answer(self):
        return seen_json(self.context)


class EditCase(JsonService):
    """PATCH @case: what is to change, all of it or nothing; `revision`, if given, is the one that
    was seen."""

    def answer(self):
        body = self.body()
        operations.update_case(self.context, body, revision_of(body))
        return seen_json(self.context)


class SaveDraft(JsonService):
    """PATCH @case-draft: what is good of it is kept; `errors` tell of the rest."""

    def answer(self):
        body = self.body()
        _changed, errors = operations.save_draft(self.context, body, revision_of(body))
        return {
            **progress_json(self.context),
            "errors": [
                {"field": name, "message": translate(text, context=self.request)}
                for name, text in errors.items()
            ],
        }


def revision_of(body):
    """The revision that was seen, taken out of a body; None if it says none."""
    if body.get("revision") is None:
        body.pop("revision", None)
        return None
    seen = whole_number_of(body, "revision", None, LARGEST_REVISION)
    del body["revision"]
    return seen


class DeleteCase(JsonService):
    """DELETE @case: a draft"""

    def answer(self):
        operations.delete_case(self.context)
        return self.reply_no_content()


class PostTransition(JsonService):
    """POST @case-transition {"name", "reason"}; 409 with blockers if it isn't complete."""

    def answer(self):
        body = self.body()
        name = step_of(body, operations.TRANSITIONS)
        arguments = [text_of(body, "reason")] if name in NEED_A_REASON else []
        operations.TRANSITIONS[name](self.context, *arguments)
        return {"state": state_of(self.context)}

    def error(self, refusal):
        body = super().error(refusal)
        if isinstance(refusal, NotComplete):
            body["blockers"] = missing_json(told(refusal.blockers))
        return body


class GetHistory(JsonService):
    """GET @case-history: the steps, the newest first."""

    def answer(self):
        return self.batch(steps_made(self.context), step_json)


def step_json(entry):
    """A step of the workflow."""
    return {
        "name": entry["action"],
        "by": name_of(entry["actor"]),
        "at": entry["time"].ISO8601(),
        "reason": entry["comments"],
    }


class SimilarCases(JsonService):
    """GET @similar-cases?text=…&without=UID: those that tell of much the same, the nearest first,
    of what the present user sees."""

    def answer(self):
        form = self.request.form
        text, without = (text_of(form, name) for name in ("text", "without"))
        return self.batch(similar_cases(text, without), similar_json)


def similar_json(one):
    """A Similar."""
    brain = one.brain
    return {
        "@id": brain.getURL(),
        "title": brain.Title,
        "summary": brain.Description,
        "share": round(one.share, 2),
    }
