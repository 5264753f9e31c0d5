"""Forms of single rows: add, change, end, take away. All lead to `operations.py`."""

from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import Refused
from metodinis.i18n import _
from metodinis.indicators import operations
from metodinis.indicators import schema
from metodinis.indicators.changes import rows_of
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from z3c.form import button
from z3c.form import form
from z3c.form.action import ActionErrorOccurred
from z3c.form.field import Fields
from z3c.form.interfaces import WidgetActionExecutionError
from zExceptions import NotFound
from zope.event import notify
from zope.interface import Invalid
from zope.schema.interfaces import IBool


LONG_TEXT_ROWS = 3


class RowForm(form.Form):
    """What both forms share. The kind of the row is in the address: ?kind=element."""

    template = ViewPageTemplateFile("templates/row.pt")
    version_note = _(
        "indicators_form_note",
        default="Reporting rounds that were opened already keep their own indicators: the change "
        "reaches only rounds opened after it.",
    )

    used_note = _(
        "indicators_used_note",
        default="Reports have been asked for this. It can't be removed, nor can its kind of value "
        "change; write its last year, and what replaces it.",
    )
    is_used = False

    @property
    def kind(self):
        kind = self.request.form.get("kind")
        if kind not in schema.ROWS:
            raise NotFound(self.__name__)
        return kind

    @property
    def table(self):
        return operations.table_of(self.kind)

    @property
    def kind_title(self):
        return schema.KIND_TITLES[self.kind]

    @property
    def seen(self):
        """Number of the version that the person saw when the form was opened."""
        number = str(self.request.form.get("version", ""))
        known = number.isdecimal() and len(number) < 10
        return int(number) if known else self.context.current(self.table).number

    @property
    def address(self):
        """What names the row in the address."""
        return {"kind": self.kind}

    @property
    def action(self):
        query = urlencode({**self.address, "version": self.seen})
        return f"{self.context.absolute_url()}/@@{self.__name__}?{query}"

    @property
    def fields(self):
        return Fields(schema.ROWS[self.kind]).select(*schema.ORDER[self.kind])

    def updateWidgets(self, prefix=None):
        super().updateWidgets(prefix)
        for name in self.widgets:
            if name.startswith(("definition", "mistakes", "message")):
                self.widgets[name].rows = LONG_TEXT_ROWS

    def row(self, data):
        """What the form says, as the texts of CSV columns, and the note."""
        texts = {name: _cell(self.fields[name].field, value) for name, value in data.items()}
        return texts, texts.pop("note")

    def run(self, operation, saved):
        """Run an operation; on success go back to the page, else tell why not.

        operation: a function without arguments that gives the new Version, or None.
        """
        try:
            version = operation()
        except FieldErrors as refusal:
            self.show_errors(refusal)
        except Refused as refusal:
            self.status = refusal.message
        else:
            unchanged = _("indicators_unchanged", default="Nothing was changed.")
            api.portal.show_message(saved if version else unchanged, self.request)
            self.request.response.redirect(self.page_url)

    def show_errors(self, refusal):
        """Tell the errors of an operation at their fields, and show the form again."""
        errors = [
            WidgetActionExecutionError(name, Invalid(message))
            for name, message in refusal.errors.items()
        ]
        for error in errors[:-1]:
            notify(ActionErrorOccurred(self.actions["save"], error))
        raise errors[-1]

    @property
    def page_url(self):
        """Where the row is shown."""
        page = "/@@rules" if self.kind == "rule" else ""
        return self.context.absolute_url() + page


def _cell(field, value):
    if IBool.providedBy(field):
        return "yes" if value else ""
    return " ".join((value or "").split())


def _value(field, text):
    return text == "yes" if IBool.providedBy(field) else text or None


class AddRowPage(RowForm):
    """`@@add-row?kind=`"""

    ignoreContext = True  # noqa: N815
    title = _("indicators_add_row", default="New entry")

    @button.buttonAndHandler(_("indicators_save", default="Save"), name="save")
    def save(self, action):
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        row, note = self.row(data)
        self.run(
            lambda: operations.add_row(self.context, self.kind, row, note, self.seen),
            _("indicators_row_added", default="Added."),
        )


class EditRowPage(RowForm):
    """`@@edit-row?kind=&code=`"""

    @property
    def code(self):
        return str(self.request.form.get("code", ""))

    @property
    def title(self):
        row = rows_of(self.context.current(self.table).text).get((self.kind, self.code), {})
        name = row.get(f"title_{api.portal.get_current_language()}") or row.get("title_lt")
        return f"{self.code}. {name}" if name else self.code

    @property
    def address(self):
        return {"kind": self.kind, "code": self.code}

    @property
    def page_url(self):
        """Back to the row itself: the catalogue is long."""
        place = f"section-{self.code}" if self.kind == "section" else self.code
        return f"{super().page_url}#{place}"

    @property
    def fields(self):
        # The code is what values are stored under: it stays.
        return super().fields.omit("code")

    def getContent(self):
        rows = rows_of(self.context.current(self.table).text)
        row = rows.get((self.kind, self.code))
        if row is None:
            raise NotFound(self.code)
        fields = schema.ROWS[self.kind]
        return {name: _value(fields[name], row.get(name, "")) for name in self.fields}

    @property
    def is_used(self):
        """Whether a reporting round asked for it, so that it can only be ended."""
        return self.kind in ("element", "indicator") and self.code in operations.used_codes()

    def updateActions(self):
        super().updateActions()
        if "remove" in self.actions:
            self.actions["remove"].klass = "submit-widget btn btn-danger"

    @button.buttonAndHandler(_("indicators_save", default="Save"), name="save")
    def save(self, action):
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        row, note = self.row(data)
        self.run(
            lambda: operations.change_row(self.context, self.kind, self.code, row, note, self.seen),
            _("indicators_row_changed", default="Changed."),
        )

    @button.buttonAndHandler(
        _("indicators_remove", default="Remove"),
        name="remove",
        condition=lambda form: not form.is_used,
    )
    def remove(self, action):
        self.run(
            lambda: operations.remove_row(self.context, self.kind, self.code, "", self.seen),
            _("indicators_row_removed", default="Removed."),
        )
