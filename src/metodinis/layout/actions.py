"""Pages and forms that write: one way to tell what an operation refused."""

from metodinis.common.api import date_of
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import Refused
from metodinis.layout.views import PageView
from plone import api
from plone.protect import CheckAuthenticator
from z3c.form.action import ActionErrorOccurred
from z3c.form.interfaces import ActionExecutionError
from z3c.form.interfaces import WidgetActionExecutionError
from zExceptions import NotFound
from zope.event import notify
from zope.interface import Invalid


class ActionPage(PageView):
    """A page with a form of its own: GET shows it, POST does it and goes on."""

    refusal = None

    def __call__(self):
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            try:
                done = self.act(self.request.form)
            except Refused as refusal:
                self.refusal = refusal
                self.request.response.setStatus(refusal.status)
            else:
                api.portal.show_message(done, self.request)
                return self.request.response.redirect(self.next_url)
        return self.index()

    def act(self, form):
        """Do it; return the message that tells of it. Raises Refused."""
        raise NotImplementedError

    @property
    def next_url(self):
        return self.context.absolute_url()

    @property
    def errors(self):
        """(id of the control, text) of what was refused, for macro `error_summary`."""
        if self.refusal is None:
            return []
        if isinstance(self.refusal, FieldErrors):
            return [(f"f-{name}", text) for name, text in self.refusal.errors.items()]
        return [("content", self.refusal.message)]

    def error_of(self, name):
        """What is wrong with a field, or None."""
        return getattr(self.refusal, "errors", {}).get(name)

    def typed(self, name, default=""):
        """The text that was typed into a field; `default` if none was, or no single one."""
        text = self.request.form.get(name, default)
        return text if isinstance(text, str) else default

    def typed_rows(self, name, fields, most):
        """The rows that were typed, by their numbers: list of mappings field -> text.

        Their controls are called name-place-field, that of the number name-place-order. Rows that
        say nothing are left out; most: how many places there may be.
        """
        found = []
        for place in range(most):
            if f"{name}-{place}-order" not in self.request.form:
                break
            order = self.typed(f"{name}-{place}-order").strip()
            number = int(order) if order.isdecimal() and len(order) < 6 else place + 1
            row = {field: self.typed(f"{name}-{place}-{field}").strip() for field in fields}
            if any(row.values()):
                found.append((number, place, row))
        return [row for _number, _place, row in sorted(found, key=lambda item: item[:2])]

    def typed_day(self, name):
        """The day that was typed into a field, or None. Raises FieldErrors."""
        return date_of({name: self.typed(name)}, name)


class NamedStep:
    """Mixin of an ActionPage of several steps, told apart by `?name=…`; others aren't found."""

    names = ()

    def __call__(self):
        if self.name not in self.names:
            raise NotFound(self.name)
        return super().__call__()

    @property
    def name(self):
        return self.typed("name")


class RefusalForm:
    """Mixin of z3c.form's forms whose action is an operation."""

    def show_errors(self, refusal):
        """Tell the errors of an operation at their fields, and show the form again."""
        *errors, last = (
            WidgetActionExecutionError(name, Invalid(message))
            if name in self.widgets
            else ActionExecutionError(Invalid(message))
            for name, message in refusal.errors.items()
        )
        for error in errors:
            notify(ActionErrorOccurred(self.actions["save"], error))
        raise last
