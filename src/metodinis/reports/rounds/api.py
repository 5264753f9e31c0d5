"""REST of rounds: the list, a round, its matrix, transitions, extensions, reminders, values."""

from datetime import datetime
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.fields import checked
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.exports import deliver
from metodinis.reports.rounds import catalog
from metodinis.reports.rounds import exports
from metodinis.reports.rounds import operations
from metodinis.reports.rounds.operations import VIEW_PROGRESS
from metodinis.reports.rounds.preview import asked_catalogue
from metodinis.reports.rounds.preview import preview_opening
from metodinis.reports.rounds.preview import whole_catalogue
from metodinis.reports.rounds.reminders import remind
from metodinis.reports.rounds.territory import figure_json
from metodinis.reports.rounds.territory import states_seen
from metodinis.reports.rounds.territory import territory
from metodinis.reports.rules import FORMS
from metodinis.reports.rules import ZONE
from metodinis.reports.schema import IReportingRound
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.app.uuid.utils import uuidToObject
from zope.i18n import translate


YEARS = range(1990, 2101)


def moment_of(text, name):
    """The aware datetime of an ISO text; without a zone it is Lithuanian time.

    Raises FieldErrors for field `name`.
    """
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.year not in YEARS:
        raise FieldErrors(
            {
                name: _(
                    "rounds_moment_invalid",
                    default="Give day and time, such as 2026-02-10T23:59.",
                )
            }
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def library_of(reporting_round, key):
    """The library with this UID or code, if the round asks it. Raises FieldErrors for "library"."""
    catalog_tool = api.portal.get_tool("portal_catalog")
    for name in ("library_uid", "library_code"):
        query = {"round_uid": reporting_round.UID(), name: key, "sort_limit": 1}
        for brain in catalog_tool.unrestrictedSearchResults(**query):
            return uuidToObject(brain.library_uid, unrestricted=True)
    raise FieldErrors(
        {"library": _("rounds_library_missing", default="Choose a library of this round.")}
    )


def round_json(reporting_round):
    """A round as JSON; figures only for those who may see its progress."""
    text = reporting_round.instructions
    told = {
        "@id": reporting_round.absolute_url(),
        "UID": reporting_round.UID(),
        "title": reporting_round.title,
        "year": reporting_round.year,
        "review_state": state_of(reporting_round),
        "forms": [form for form in FORMS if form in reporting_round.forms],
        "opening": _iso(reporting_round.opening),
        "deadline": _iso(reporting_round.deadline),
        "requires_signature": reporting_round.requires_signature,
        **{name: sorted(getattr(reporting_round, name)) for name in operations.SELECTION},
        "instructions": text.output_relative_to(reporting_round) if text is not None else "",
    }
    if may(VIEW_PROGRESS, reporting_round):
        told["libraries"] = sorted(reporting_round.libraries)
        told["figures"] = figures_json(catalog.figures(reporting_round))
    return told


def figures_json(figures):
    """Figures as JSON; shares are 0…1, or null where nothing is expected."""
    names = ("received", "on_time", "accepted")
    return {
        "expected": figures.expected,
        **{name: getattr(figures, name) for name in names},
        **{f"{name}_rate": figures.rate(name) for name in names},
        "states": figures.states,
    }


def row_json(row):
    """A row of the matrix as JSON."""
    return {
        "@id": row.url,
        "library": row.uid,
        "code": row.code,
        "title": row.title,
        "due": _iso(row.due),
        "days_left": row.left,
        "reports": [
            {
                "@id": part.url,
                "form": part.form,
                "review_state": part.state,
                "holder": part.holder,
                "late": part.late,
                "submitted_at": _iso(formats.as_datetime(part.submitted)),
            }
            for part in row.parts.values()
        ],
    }


def _iso(moment):
    return moment.astimezone(ZONE).isoformat() if moment else None


def values_of(body):
    """Fields of a round from a JSON object, in Python's types. Raises FieldErrors."""
    values = dict(body)
    values.pop("@type", None)
    errors = {}
    for name in ("opening", "deadline"):
        if values.get(name) is not None:
            try:
                values[name] = moment_of(values[name], name)
            except FieldErrors as error:
                errors |= error.errors
    for name in ("forms", "libraries", *operations.SELECTION):
        if name in values:
            try:
                if not isinstance(values[name], list | None):
                    raise TypeError(values[name])
                values[name] = set(values[name] or ())
            except TypeError:
                errors[name] = _("rounds_list_invalid", default="This must be a list of texts.")
    if "instructions" in values:
        text = text_of(values, "instructions")
        values["instructions"] = RichTextValue(text, "text/html", "text/x-html-safe")
    if errors:
        raise FieldErrors(errors)
    return values


class Rounds(JsonService):
    """GET @rounds: the rounds that this reader may see, the newest first."""

    def answer(self):
        brains = api.content.find(
            self.context,
            portal_type="ReportingRound",
            sort_on="report_year",
            sort_order="descending",
        )
        return self.batch(brains, lambda brain: round_json(brain.getObject()))


class AddRound(JsonService):
    """POST on the folder of rounds: make one."""

    def answer(self):
        require(operations.ADD_ROUND, self.context)
        values = checked(IReportingRound, values_of(self.body()), self.context)
        reporting_round = operations.create_round(self.context, values)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", reporting_round.absolute_url())
        return round_json(reporting_round)


class Round(JsonService):
    """GET @round."""

    def answer(self):
        return round_json(self.context)


class RoundElements(JsonService):
    """GET @round-elements: what the round asks, or would ask, and the codes that it leaves out."""

    def answer(self):
        asked = asked_catalogue(self.context)
        page = self.batch(list(asked.elements.values()), lambda element: element.row())
        whole = whole_catalogue(self.context)
        page["left_out"] = [code for code in whole.elements if code not in asked.elements]
        page["indicators"] = list(asked.indicators)
        return page


class RoundFigures(JsonService):
    """GET @round-figures: sums and indicators of all libraries together, and what is in them."""

    def answer(self):
        lang = api.portal.get_current_language()
        page = self.batch(territory(self.context), lambda figure: figure_json(figure, lang))
        page["states"] = list(states_seen(self.context))
        return page


class EditRound(JsonService):
    """PATCH on a round: change fields."""

    def answer(self):
        require(operations.EDIT, self.context)
        values = checked(IReportingRound, values_of(self.body()), self.context, partial=True)
        operations.edit_round(self.context, values)
        return round_json(self.context)


class Matrix(JsonService):
    """GET @matrix: a page of its rows, filtered as the page is, and the figures of the whole."""

    def answer(self):
        filters = catalog.filters_of(self.request.form, strict=True)
        page = self.batch(catalog.matrix(self.context, filters), lambda uid: uid)
        page["items"] = list(map(row_json, catalog.rows(self.context, page["items"])))
        page["figures"] = figures_json(catalog.figures(self.context))
        return page


class Transition(JsonService):
    """POST @round-transition {"name": …}: what it did, and where the round stands."""

    def answer(self):
        name = text_of(self.body(), "name")
        if name not in operations.TRANSITIONS:
            raise FieldErrors(
                {
                    "name": _(
                        "rounds_filter_unknown",
                        default="Choose one of: ${choices}.",
                        mapping={"choices": ", ".join(operations.TRANSITIONS)},
                    )
                }
            )
        warnings = preview_opening(self.context).warnings if name == "open" else []
        count = operations.TRANSITIONS[name](self.context)
        return {
            "review_state": state_of(self.context),
            "reports": count,
            "warnings": [translate(warning, context=self.request) for warning in warnings],
        }


class Extensions(JsonService):
    """GET @extensions: who has a later deadline, until when, why, and who gave it."""

    def answer(self):
        return self.batch(catalog.extended(self.context), lambda found: extension_json(*found))


def extension_json(brain, extension):
    """An Extension as JSON; brain: of a report of its library."""
    return {
        "library": brain.library_uid,
        "code": brain.library_code,
        "title": brain.library_title,
        "until": _iso(extension.until),
        "reason": extension.reason,
        "by": extension.by,
        "at": _iso(extension.at),
    }


class Extend(JsonService):
    """POST @extensions {"library": UID or code, "until": …, "reason": …}."""

    def answer(self):
        body = self.body()
        library = library_of(self.context, text_of(body, "library"))
        until = moment_of(body.get("until"), "until")
        operations.extend_deadline(self.context, library, until, text_of(body, "reason"))
        return {"library": library.UID(), "until": _iso(self.context.due(library.UID()))}


class Withdraw(JsonService):
    """DELETE @extensions {"library": UID or code}."""

    def answer(self):
        library = library_of(self.context, text_of(self.body(), "library"))
        operations.withdraw_extension(self.context, library)
        return {"library": library.UID(), "until": _iso(self.context.due(library.UID()))}


class Debtors(JsonService):
    """GET @remind: who owes reports, which, and the last reminders that went out."""

    def answer(self):
        return self.batch(catalog.owing(self.context), debtor_json)


def debtor_json(debtor):
    """A Debtor as JSON."""
    last = max(debtor.reminders, key=lambda reminder: reminder.at, default=None)
    return {
        "library": debtor.uid,
        "code": debtor.code,
        "title": debtor.title,
        "due": _iso(debtor.due),
        "reports": [
            {"@id": brain.getURL(), "form": brain.report_form, "review_state": brain.review_state}
            for brain in debtor.reports
        ],
        "last_reminder": last and {"kind": last.kind, "due": _iso(last.due), "at": _iso(last.at)},
        "reminded_today": debtor.reminded_on(now()),
    }


class Remind(JsonService):
    """POST @remind {"libraries": [UIDs], "note": …}: how many mails each library got."""

    def answer(self):
        body = self.body()
        libraries = body.get("libraries")
        if not isinstance(libraries, list) or not all(isinstance(uid, str) for uid in libraries):
            raise FieldErrors(
                {"libraries": _("rounds_list_invalid", default="This must be a list of texts.")}
            )
        reached = remind(self.context, libraries, text_of(body, "note"))
        return {"mails": {uid: len(addresses) for uid, addresses in reached.items()}}


class Export(FileService):
    """GET @round-export?format=…&shape=…: the file itself."""

    def answer(self):
        data, format_ = exports.export_round(
            self.context,
            self.request.form,
            api.portal.get_current_language(),
            everything=may(VIEW_PROGRESS, self.context),
        )
        name = f"ataskaitos-{self.context.getId()}"
        return deliver(self.request.response, data, name, format_)


class MatrixExport(FileService):
    """GET @matrix-export?format=… with the filters of @matrix: the file itself."""

    def answer(self):
        lang = api.portal.get_current_language()
        data, format_ = exports.export_matrix(self.context, self.request.form, lang)
        return deliver(self.request.response, data, f"eiga-{self.context.getId()}", format_)
