"""What all REST services share: reading bodies and queries, telling refusals, cutting lists.

A service writes `answer()` and calls operations; what they refuse becomes

    {"error": {"type": "FieldErrors", "message": "…", "errors": [{"field": "…", "message": "…"}]}}

with status 400, or 409 where the state of things stands against it; then nothing is stored.
"""

from base64 import b64decode
from datetime import date
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import Refused
from metodinis.i18n import _
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from zope.i18n import translate
from zope.interface import alsoProvides
import json
import math
import transaction


PAGE_SIZE = 25
LARGEST_PAGE = 100


class JsonService(Service):
    """Base of our services; subclasses write `answer`."""

    def reply(self):
        # A client that logs in by a header of its own can't be led here by another site; one
        # with the browser's cookie sends the token that plone.protect asks for.
        if "__ac" not in self.request.cookies:
            alsoProvides(self.request, IDisableCSRFProtection)
        return answer_of(self.answer, self.request, self.error)

    def answer(self):
        """The answer, as JSON can write it. Raises Refused."""
        raise NotImplementedError

    def error(self, refusal):
        """What the answer tells of a refusal; a subclass may add to it."""
        return error_of(refusal, self.request)

    def body(self):
        """The JSON object that was sent, or {} for none. Raises FieldErrors for field "body"."""
        return body_of(self.request)

    def batch(self, sequence, item):
        """One page of `sequence`, by b_start and b_size; item: one of it -> JSON."""
        start = self.whole_number("b_start", 0, largest=10**9)
        size = self.whole_number("b_size", PAGE_SIZE, largest=LARGEST_PAGE)
        return {
            "@id": self.request["ACTUAL_URL"],
            "items": [item(found) for found in sequence[start : start + size]],
            "items_total": len(sequence),
            "b_start": start,
            "b_size": size,
        }

    def whole_number(self, name, default, largest):
        """A number of the query string, at most `largest`. Raises FieldErrors."""
        return whole_number_of(self.request.form, name, default, largest)


class FileService(JsonService):
    """Base of services that answer with a file: `answer` gives its bytes and sets its headers.

    A refusal is JSON as everywhere.
    """

    def render(self):
        self.check_permission()
        answer = self.reply()
        if isinstance(answer, bytes):
            return answer
        self.request.response.setHeader("Content-Type", "application/json")
        return json.dumps(answer)


def whole_number_of(values, name, default, largest):
    """The number, or its digits, in a mapping, at most `largest`. Raises FieldErrors."""
    text = values.get(name)
    if text in (None, ""):
        return default
    if isinstance(text, bool) or not str(text).isdecimal() or len(str(text)) > 9:
        raise FieldErrors(
            {name: _("common_number_invalid", default="This must be a whole number.")}
        )
    return min(int(text), largest)


def as_float(number):
    """A whole number of JSON, however many digits it has, as a float."""
    try:
        return float(number)
    except OverflowError:
        return math.inf


def choice_of(form, name, choices):
    """What a query chose of `choices`; the first if it says nothing. Raises FieldErrors."""
    value = str(form.get(name) or next(iter(choices)))
    if value not in choices:
        raise FieldErrors(
            {
                name: _(
                    "rounds_filter_unknown",
                    default="Choose one of: ${choices}.",
                    mapping={"choices": ", ".join(choices)},
                )
            }
        )
    return value


def answer_of(answer, request, error):
    """What `answer()` returns; or what `error(refusal)` tells of its refusal, with its status."""
    try:
        return answer()
    except Refused as refusal:
        # An operation checks before it writes; this holds even where one forgets to.
        transaction.doom()
        request.response.setStatus(refusal.status)
        return {"error": error(refusal)}


def error_of(refusal, request):
    """Tell a refusal in the language of the request: type, message, and errors by field."""

    def say(message):
        return translate(message, context=request)

    errors = getattr(refusal, "errors", {})
    fields = [{"field": name, "message": say(text)} for name, text in errors.items()]
    if fields:
        message = "; ".join(f"{field['field']}: {field['message']}" for field in fields)
    else:
        message = say(refusal.message)
    return {"type": type(refusal).__name__, "message": message, "errors": fields}


def body_of(request):
    """The JSON object that was sent, or {} for none. Raises FieldErrors for field "body".

    Only application/json is read: a page of another site can't send that unasked.
    """
    sent = request.get("BODY") or b""
    if not sent:
        return {}
    media_type = request.getHeader("Content-Type", "").partition(";")[0].strip()
    if media_type != "application/json":
        raise FieldErrors(
            {"body": _("common_body_type", default="Send the body as application/json.")}
        )
    return decoded_body(sent)


def decoded_body(sent, field="body"):
    """The JSON object in some bytes. Raises FieldErrors for `field`."""
    try:
        body = json.loads(sent.decode(), parse_constant=_refuse_constant)
        # Half of a character pair (\ud800) passes as text, and no page or file could be written
        # with it: refused as a ValueError.
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise FieldErrors(
            {field: _("common_body_invalid", default="The body must be one JSON object.")}
        )
    return body


def _refuse_constant(name):
    raise ValueError(name)


def text_of(data, name, default=""):
    """The text in field `name` of a body. Raises FieldErrors if it is no text."""
    value = data.get(name, default)
    if not isinstance(value, str):
        raise FieldErrors({name: _("common_text_invalid", default="This must be a text.")})
    return value


def texts_of(data, name):
    """The list of texts in field `name` of a body, [] for none. Raises FieldErrors."""
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise FieldErrors({name: _("common_texts_invalid", default="Send a list of texts.")})
    return value


def mapping_of(data, name):
    """The mapping in field `name` of a body, {} for none. Raises FieldErrors."""
    value = data.get(name, {})
    if not isinstance(value, dict):
        raise FieldErrors(
            {name: _("common_mapping_invalid", default="Send a mapping: name: value.")}
        )
    return value


def step_of(data, names):
    """The step in field `name` of a body, one of `names`. Raises FieldErrors."""
    found = text_of(data, "name")
    if found not in names:
        raise FieldErrors(
            {
                "name": _(
                    "common_step_unknown",
                    default="This must be one of: ${names}.",
                    mapping={"names": ", ".join(names)},
                )
            }
        )
    return found


def date_of(data, name):
    """The date (YYYY-MM-DD) in field `name` of a body, or None. Raises FieldErrors."""
    text = text_of(data, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise FieldErrors(
            {name: _("common_date_invalid", default="This must be a date like 2026-02-10.")}
        ) from None


def file_of(sent):
    """File name and bytes of {"filename", "data"}. Raises FieldErrors for "file"."""
    try:
        name, data = sent["filename"], b64decode(sent["data"], validate=True)
    except (KeyError, TypeError, ValueError):
        name = None
    if not isinstance(name, str):
        raise FieldErrors(
            {
                "file": _(
                    "common_file_invalid",
                    default="Send file as {filename: text, data: base64 text}.",
                )
            }
        )
    return name, data
