"""Lists that are sorted by their heads and handed out as files: one way for all."""

from collections.abc import Callable
from datetime import date
from datetime import datetime
from metodinis.i18n import _
from metodinis.layout.exports import deliver
from metodinis.layout.exports import MEDIA_TYPES
from metodinis.layout.exports import Table
from metodinis.layout.exports import WRITERS
from plone.memoize.view import memoize
from typing import NamedTuple
from zope.i18n import translate
from zope.i18nmessageid import Message


ORDERS = ("ascending", "descending")
LONGEST_TEXT = 100
DOWNLOAD = {
    "xlsx": _("layout_download_xlsx", default="Download as XLSX"),
    "csv": _("layout_download_csv", default="Download as CSV"),
}


def links_of(view, name):
    """(address, title) of the view `name` that hands out a list as it is shown now, by format."""
    url = f"{view.context.absolute_url()}/@@{name}"
    return [
        (url + view.query_without("b_start", "b_size", "set_language", format=format_), title)
        for format_, title in DOWNLOAD.items()
    ]


class Column(NamedTuple):
    """A column of a list. name: as the address has it.

    value: row -> what a file holds: text, Message, number, date or None. key: row -> what is
    compared when the list is sorted by this column; None if it isn't.
    """

    name: str
    title: str
    value: Callable
    key: Callable | None = None


class Sorting:
    """Mixin of a PageView: what macro `sort_header` asks of it."""

    @property
    def order(self):
        """(name of the column, whether from the greatest down) that the list is sorted by."""
        raise NotImplementedError

    def sorted_by(self, name):
        """For `aria-sort`: ascending, descending, or None."""
        column, reverse = self.order
        return ORDERS[reverse] if column == name else None

    def sort_url(self, name):
        """The address that sorts by a column, or turns its order round."""
        turned = ORDERS[self.sorted_by(name) == "ascending"]
        query = self.query_without("b_start", sort=name, order=turned)
        return self.request["ACTUAL_URL"] + query

    @property
    def order_kept(self):
        """(name, value) that macro `filter_form` keeps, so that filtering changes no order."""
        form = self.request.form
        return [(name, form[name]) for name in ("sort", "order") if isinstance(form.get(name), str)]


class Listing(Sorting):
    """Mixin of a PageView: a list of rows that is sorted, cut into pages and downloaded.

    columns: its Columns; first_order: (name, reverse) unless the address says another;
    export_name: of the view that hands it out, which is of ListingExport; `found`: the rows as
    they are filtered.
    """

    columns = ()
    first_order = ("", False)
    export_name = ""

    @property
    def found(self):
        raise NotImplementedError

    @property
    def text(self):
        """The words of field `text` that rows are looked for by, "" if none."""
        asked = self.request.form.get("text", "")
        return " ".join(asked.split())[:LONGEST_TEXT] if isinstance(asked, str) else ""

    @property
    @memoize
    def order(self):
        name = self.request.form.get("sort")
        if name not in [column.name for column in self.columns if column.key]:
            return self.first_order
        return name, self.request.form.get("order") == "descending"

    @property
    @memoize
    def ordered(self):
        """All rows in their order; rows that are equal in it keep that of `found`."""
        name, reverse = self.order
        keys = {column.name: column.key for column in self.columns}
        if not keys.get(name):
            return list(self.found)
        return sorted(self.found, key=keys[name], reverse=reverse)

    @property
    @memoize
    def page(self):
        return self.batch(self.ordered)

    @property
    def column_titles(self):
        """name of a column -> its title."""
        return {column.name: column.title for column in self.columns}

    @property
    def downloads(self):
        """(address, title) of this list as it is filtered and sorted now, for `downloads`."""
        return links_of(self, self.export_name)


class ListingExport:
    """Mixin of a Listing: the whole of it as a file; `?format=csv|xlsx` and the list's filters.

    file_name: ASCII, without its extension; sheet_name: Message.
    """

    file_name = "list"
    sheet_name = ""

    def __call__(self):
        wanted = self.request.form.get("format")
        format_ = wanted if wanted in [*MEDIA_TYPES] else "xlsx"
        data = WRITERS[format_](self.sheets())
        return deliver(self.request.response, data, self.file_name, format_)

    def sheets(self):
        """The Tables of the file; CSV has the first alone."""
        return [self.sheet(self.sheet_name, self.rows())]

    def sheet(self, name, rows):
        """A sheet; name: Message."""
        return Table(self._say(name), rows)

    def rows(self):
        """The head, then a row of texts, numbers and None for each row of the list."""
        return self.rows_of(self.columns, self.ordered)

    def rows_of(self, columns, rows):
        """The same of other Columns and rows."""
        head = [self._say(column.title) for column in columns]
        return [head, *([self._cell(column.value(row)) for column in columns] for row in rows)]

    def _cell(self, value):
        if isinstance(value, datetime):
            return f"{value.astimezone(self.zone):%Y-%m-%d %H:%M}"
        if isinstance(value, date):
            return value.isoformat()
        return self._say(value)

    def _say(self, value):
        # What is no message is what it says: asking costs more than writing a cell.
        return translate(value, target_language=self.lang) if isinstance(value, Message) else value
