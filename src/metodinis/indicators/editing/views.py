"""Pages of whole tables: import with a preview, and the versions."""

from functools import cached_property
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import Refused
from metodinis.common.sorting import sort_key
from metodinis.common.spreadsheets import SpreadsheetError
from metodinis.i18n import _
from metodinis.indicators import operations
from metodinis.indicators import schema
from metodinis.indicators.changes import ADDED
from metodinis.indicators.changes import CHANGED
from metodinis.indicators.changes import compare
from metodinis.indicators.changes import REMOVED
from metodinis.indicators.exports import table_text
from metodinis.indicators.views import IndicatorsPage
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.views import PageView
from metodinis.libraries.people import name_of
from operator import attrgetter
from plone import api
from plone.memoize.view import memoize
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.i18n import translate


WHAT = {
    ADDED: ("ok", _("indicators_change_added", default="Added")),
    CHANGED: ("info", _("indicators_change_changed", default="Changed")),
    REMOVED: ("error", _("indicators_change_removed", default="Removed")),
}


class ChangesPage(IndicatorsPage):
    """What pages that show changes of a table share."""

    @property
    def table(self):
        """The table that the address or the form names; the catalogue if none."""
        table = self.request.form.get("table", "catalogue")
        if table not in schema.TABLES:
            raise NotFound(self.__name__)
        return table

    @property
    def table_title(self):
        return schema.TABLE_TITLES[self.table]

    @property
    def tables(self):
        return list(schema.TABLE_TITLES.items())

    def badge(self, change):
        return WHAT[change.what]

    def kind_title(self, change):
        return schema.KIND_TITLES[change.kind]

    def cells(self, change):
        """The cells of a RowChange for people: (column's title, before, after)."""
        return [
            (
                schema.column_title(change.kind, cell.column),
                schema.cell_title(change.kind, cell.column, cell.old),
                schema.cell_title(change.kind, cell.column, cell.new),
            )
            for cell in change.columns
        ]


class ChangesMacros(PageView):
    """`context/@@indicator-changes/<name>`: the macros of templates/changes.pt."""

    index = ViewPageTemplateFile("templates/changes.pt")

    def __getitem__(self, name):
        return self.index.macros[name]


class ImportPage(ChangesPage):
    """`@@import`: a file, or an earlier version, becomes the table: preview, then confirm."""

    index = ViewPageTemplateFile("templates/import.pt")
    title = _("indicators_import_title", default="Import indicators")
    lead = _(
        "indicators_import_lead",
        default="A whole table from a file. First you see what would change; nothing is stored "
        "until you confirm.",
    )
    errors_title = _("indicators_import_refused", default="The file isn't taken")
    errors_text = _(
        "indicators_import_refused_text",
        default="Mend these lines in the file and choose it again. Nothing was stored.",
    )
    same_text = _("indicators_import_same", default="The file is the same as the present table.")
    reordered_text = _("indicators_import_reordered", default="The order of rows changes too.")
    version_note = _(
        "indicators_form_note",
        default="Reporting rounds that were opened already keep their own indicators: the change "
        "reaches only rounds opened after it.",
    )
    found = None
    message = None
    errors = ()
    note = ""

    def __call__(self):
        form = self.request.form
        try:
            if self.request.method == "POST" and "confirm" in form:
                return self.confirm()
            if self.request.method == "POST":
                self.preview(self.uploaded())
            elif "version" in form:
                self.restore()
        except FieldErrors as refusal:
            self.errors = [(*place.split(":"), text) for place, text in refusal.errors.items()]
        except Refused as refusal:
            self.message = refusal.message
        except SpreadsheetError as error:
            self.message = error.text(self.lang)
        return self.index()

    def preview(self, text):
        self.found = operations.preview(self.context, self.table, text)

    def uploaded(self):
        """The table in the uploaded file. Raises Refused or SpreadsheetError."""
        upload = self.request.form.get("file")
        if not getattr(upload, "filename", ""):
            raise Refused(_("indicators_file_missing", default="Choose a file."))
        return table_text(upload.read())

    def restore(self):
        """Preview an earlier version."""
        version = self.version_asked(self.table)
        self.preview(version.text)
        message = _(
            "indicators_restore_note",
            default="Version ${number} restored",
            mapping={"number": version.number},
        )
        self.note = translate(message, context=self.request)

    def confirm(self):
        """Store what was previewed, and lead to the table. Raises Refused."""
        CheckAuthenticator(self.request)
        form = self.request.form
        # A browser sends line ends of its own.
        text = str(form.get("text", "")).replace("\r\n", "\n")
        based_on = str(form.get("based_on", ""))
        if not based_on.isdecimal() or len(based_on) > 9:
            raise Refused(_("indicators_import_again", default="Choose the file again."))
        self.note = str(form.get("note", ""))
        version = operations.import_table(
            self.context, self.table, text, self.note, based_on=int(based_on)
        )
        if version is None:
            message = _("indicators_unchanged", default="Nothing was changed.")
        else:
            message = _(
                "indicators_imported",
                default="Stored as version ${number}.",
                mapping={"number": version.number},
            )
        api.portal.show_message(message, self.request)
        page = "/@@rules" if self.table == "rules" else ""
        self.request.response.redirect(self.context.absolute_url() + page)
        return ""

    @property
    def steps(self):
        """Where one stands, for macro `steps`."""
        second = "current" if self.found else "todo"
        return [
            (_("indicators_step_file", default="File"), "done" if self.found else "current"),
            (_("indicators_step_preview", default="What changes"), second),
            (_("indicators_step_done", default="Stored"), "todo"),
        ]

    @cached_property
    def tiles(self):
        """How many rows are added, changed and removed: (title, number)."""
        numbers = operations.counts(self.found.changes)
        return [
            (WHAT[what][1], number)
            for what, number in zip((ADDED, CHANGED, REMOVED), numbers, strict=True)
        ]


def _count(place):
    return lambda version: version.counts[place]


class HistoryPage(Listing, ChangesPage):
    """`@@history?table=`: who changed a table, when and why."""

    title = _("indicators_history_title", default="Versions")
    lead = _(
        "indicators_history_lead",
        default="Each change keeps the state before it. A reporting round uses the version of the "
        "day it was opened.",
    )
    current_text = _("indicators_version_current", default="In use")
    installation = _("indicators_installation", default="Installation")
    first_order = ("version", True)
    export_name = "history-export"

    @property
    def columns(self):
        number, at, note = map(attrgetter, ("number", "at", "note"))
        return (
            Column("version", _("indicators_version", default="Version"), number, number),
            Column("when", _("indicators_when", default="When"), at, at),
            Column("who", _("indicators_who", default="Who"), self.who, self._who_key),
            Column("why", _("indicators_why", default="Why"), note),
            *(
                Column(what, WHAT[what][1], _count(place), _count(place))
                for place, what in enumerate((ADDED, CHANGED, REMOVED))
            ),
        )

    @property
    def found(self):
        """The Versions of the table."""
        return self.context.versions(self.table)

    def is_current(self, version):
        return version.number == self.context.current(self.table).number

    def who(self, version):
        """The full name of who made a version; that it came with the installation."""
        return self._name_of(version.by) if version.by else self.installation

    @memoize
    def _name_of(self, userid):
        return name_of(userid)

    def _who_key(self, version):
        return sort_key(translate(self.who(version), context=self.request))


class HistoryExport(ListingExport, HistoryPage):
    """`@@history-export?table=&format=csv|xlsx`: the versions of a table as they are listed."""

    @property
    def file_name(self):
        return f"{self.table}-versions"

    @property
    def sheet_name(self):
        return self.table_title


class VersionPage(HistoryPage):
    """`@@version?table=&version=`: what one version changed."""

    @cached_property
    def version(self):
        return self.version_asked(self.table)

    @property
    def title(self):
        return _(
            "indicators_version_title",
            default="Version ${number}",
            mapping={"number": self.version.number},
        )

    @cached_property
    def changes(self):
        """The RowChanges since the version before; None for the first."""
        before = self.context.version(self.table, self.version.number - 1)
        return compare(before.text, self.version.text) if before else None
