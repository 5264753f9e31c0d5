"""REST services of the explorer, on `/indicators`.

GET    @explore?code=R8&by=county…   figures of a choice, by the page's own parameters, in pages
GET    @selections                   one's own selections and those that everybody sees
POST   @selections                   {"title", "query" (of the explorer's address), "shared"}
PATCH  @selections/<id>              {"title", "shared"}
DELETE @selections/<id>
"""

from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.indicators.api import flag_of
from metodinis.indicators.explorer import exports
from metodinis.indicators.explorer import operations
from metodinis.indicators.explorer import rules
from metodinis.indicators.explorer import texts
from metodinis.indicators.explorer.reading import Question
from metodinis.indicators.values.table import table
from plone import api
from urllib.parse import parse_qs
from zope.i18n import translate
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


class QuestionService(JsonService):
    """Base of services that read a choice."""

    def question(self, form):
        """The Question of a form. Raises FieldErrors for what is wrong with it."""
        lang = api.portal.get_current_language(self.context)
        question = Question(form, table(), lang, self.say)
        if question.faults:
            raise FieldErrors(
                {name: texts.fault_text(name, fault) for name, fault in question.faults.items()}
            )
        return question

    def say(self, message):
        return translate(message, context=self.request)


class GetExplore(QuestionService):
    """`items`: figures by indicator, group and year; `options`, if nothing is chosen."""

    def answer(self):
        question = self.question(self.request.form)
        if not question.choice.codes:
            return {"@id": self.request["ACTUAL_URL"], "options": options_json(question)}
        count = 0 if question.is_empty else question.cube.size
        too_many = exports.too_many(question) if count else None
        if too_many:
            raise FieldErrors({"code": too_many})
        page = self.batch(range(count), lambda place: figure_json(question, place))
        return {**page, "choice": choice_json(question.choice)}


def options_json(question):
    """What a choice may have in each of its parameters."""
    return {
        "code": [
            {
                "code": line.code,
                "kind": line.kind,
                "title": question.title(line.code),
                "unit": texts.unit_of(line),
            }
            for line in question.lines.values()
        ],
        "of": [{"id": name, "title": title} for name, title in question.scopes.items()],
        "lib": [{"id": name, "title": group.title} for name, group in question.singles.items()],
        "year": list(question.years),
        "by": list(rules.GROUPINGS),
    }


def choice_json(choice):
    """A choice as it was understood, by the names of the address."""
    found = {}
    for name, text in rules.pairs_of(choice):
        found.setdefault(name, []).append(text)
    several = ("code", "of", "lib", "year")
    return {name: value if name in several else value[0] for name, value in found.items()}


def figure_json(question, place):
    """A figure; `state` says why there is no value, None if there is one."""
    code, group, year, cell, line, is_break = exports.figure_at(question, place)
    return {
        "code": code,
        "title": question.title(code),
        "unit": texts.unit_of(line),
        "group": {"id": group.id, "title": group.title},
        "year": year,
        **cell.figure._asdict(),
        "partial": cell.figure.partial,
        "state": cell.state or None,
        "break": is_break,
    }


class GetSelections(JsonService):
    def answer(self):
        own, shared = operations.seen(self.context)
        return {
            "@id": self.request["ACTUAL_URL"],
            "items": [selection_json(self.context, one) for one in (*own, *shared)],
        }


def selection_json(indicators, selection):
    """A selection; `may_change`: whether the present user may."""
    return {
        "@id": f"{indicators.absolute_url()}/@@explore?{selection.query}",
        "id": selection.id,
        "title": selection.title,
        "query": selection.query,
        "shared": selection.shared,
        "at": selection.at.isoformat(),
        "may_change": operations.may_change(indicators, selection),
    }


class AddSelection(QuestionService):
    def answer(self):
        body = self.body()
        question = self.question(parse_qs(text_of(body, "query").removeprefix("?")))
        selection = operations.save(
            self.context, text_of(body, "title"), question.choice, flag_of(body, "shared")
        )
        self.request.response.setStatus(201)
        return selection_json(self.context, selection)


@implementer(IPublishTraverse)
class SelectionService(JsonService):
    """Base of services of one selection, its id behind the name."""

    id = ""

    def publishTraverse(self, request, name):
        self.id = name
        return self


class ChangeSelection(SelectionService):
    def answer(self):
        body = self.body()
        title = text_of(body, "title") if "title" in body else None
        shared = flag_of(body, "shared") if "shared" in body else None
        selection = operations.change(self.context, self.id, title, shared)
        return selection_json(self.context, selection)


class RemoveSelection(SelectionService):
    def answer(self):
        operations.remove(self.context, self.id)
        return {}
