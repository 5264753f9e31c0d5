"""Who took what over: the list of all, for everybody."""

from metodinis.common.sorting import sort_key
from metodinis.goodpractice.reuse.content import all_readers
from metodinis.goodpractice.reuse.rules import Reuse
from metodinis.i18n import _
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.views import PageView
from metodinis.libraries.search import library_names
from metodinis.search.stems import fold
from plone import api
from plone.memoize.view import memoize
from typing import NamedTuple


class Row(NamedTuple):
    """A Reuse with what it is called: its case, who took it over, and whose the case is."""

    title: str
    url: str
    author: str
    library: str
    reuse: Reuse


def found_reuses(directory):
    """Rows of all Reuses of the cases that the present user may see."""
    books = dict(all_readers(directory).all())
    brains = api.content.find(portal_type="GoodPractice", UID=list(books)) if books else ()
    names = library_names()
    return [
        Row(
            brain.Title,
            brain.getURL(),
            names.get(brain.library_uid, ""),
            names.get(reuse.library_uid, ""),
            reuse,
        )
        for brain in brains
        for reuse in books[brain.UID].reuses
    ]


COLUMNS = (
    Column(
        "day",
        _("reuse_column_day", default="Since"),
        lambda row: row.reuse.taken_on,
        lambda row: row.reuse.taken_on,
    ),
    Column(
        "library",
        _("reuse_column_library", default="Who took it over"),
        lambda row: row.library,
        lambda row: sort_key(row.library),
    ),
    Column(
        "case",
        _("reuse_column_case", default="Case"),
        lambda row: row.title,
        lambda row: sort_key(row.title),
    ),
    Column(
        "author",
        _("reuse_column_author", default="Whose case"),
        lambda row: row.author,
        lambda row: sort_key(row.author),
    ),
)
FILE_COLUMNS = (
    *COLUMNS,
    Column(
        "changed",
        _("reuse_column_changed", default="What they changed"),
        lambda row: row.reuse.changed,
    ),
    Column("result", _("reuse_result", default="What came of it"), lambda row: row.reuse.result),
    Column("url", _("reuse_column_url", default="Address"), lambda row: row.url),
)


class ReusesPage(Listing, PageView):
    """`@@reuses`: who took what over, narrowed by library and words."""

    title = _("reuse_list", default="Who took what over")
    lead = _(
        "reuse_list_lead",
        default="Cases that other libraries have made their own, with what they changed.",
    )
    nothing = _("reuse_list_none", default="Nobody has told of taking anything over yet")
    nothing_found = _("reuse_list_not_found", default="Nothing is found by these filters")
    columns = COLUMNS
    first_order = ("day", True)
    export_name = "reuses-export"

    @property
    @memoize
    def all(self):
        return found_reuses(self.context)

    @property
    def library(self):
        """UID of the library that took over, "" for all."""
        asked = self.request.form.get("library", "")
        return asked if isinstance(asked, str) else ""

    @property
    def libraries(self):
        """(UID, name) of the libraries that took anything over."""
        uids = {row.reuse.library_uid for row in self.all}
        return [(uid, name) for uid, name in library_names().items() if uid in uids]

    @property
    @memoize
    def found(self):
        words = [fold(word) for word in self.text.split()]
        return [
            row
            for row in self.all
            if self.library in ("", row.reuse.library_uid)
            and all(word in _words_of(row) for word in words)
        ]


def _words_of(row):
    return fold(" ".join((row.title, row.library, row.author, row.reuse.changed, row.reuse.result)))
