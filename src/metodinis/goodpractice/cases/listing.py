"""All cases of a library, for its people: where each stands, and what comes next."""

from metodinis.common.permissions import may
from metodinis.common.sorting import sort_key
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import operations
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.progress import done_of
from metodinis.goodpractice.cases.progress import missing
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.cases.vocabularies import STATES
from metodinis.goodpractice.cases.workflow import directors
from metodinis.i18n import _
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.views import PageView
from metodinis.layout.views import Section
from metodinis.libraries.belongings import heirs
from metodinis.libraries.people import name_of
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.memoize.view import memoize
from plone.uuid.interfaces import IUUID
from typing import NamedTuple


# What comes next, by state.
NEXT = {
    rules.DRAFT: _("practice_next_draft", default="Write it to its end and submit it"),
    rules.SIGNING: _("practice_next_signing", default="The director agrees"),
    rules.SUBMITTED: _("practice_next_submitted", default="The editors ask reviewers"),
    rules.REVIEWING: _("practice_next_reviewing", default="Two reviewers read it"),
    rules.RETURNED: _("practice_next_returned", default="Revise it and submit it again"),
    rules.RECOMMENDED: _("practice_next_recommended", default="The editors publish it"),
    rules.PUBLISHED: _("practice_next_published", default="Everybody reads it"),
    rules.ARCHIVED: _("practice_next_archived", default="Nothing more"),
    rules.DECLINED: _("practice_next_declined", default="Read why it was declined"),
}


SUBMIT_IT = _("practice_next_submit", default="All is there: submit it")


class Row(NamedTuple):
    """What the list tells of a case."""

    case: object
    state: str

    @property
    def title(self):
        return self.case.title

    @property
    def next(self):
        names = directors(self.case) if self.state == rules.SIGNING else []
        if not names:
            return NEXT[self.state]
        return _(
            "practice_next_signing_by",
            default="${names} agrees",
            mapping={"names": ", ".join(map(name_of, names))},
        )

    @property
    def writers(self):
        return ", ".join(map(name_of, self.case.writers))


def cases_of(library):
    """Rows of all cases of a Library that the present user sees, by title; those too that it took
    over from libraries that were merged into it."""
    brains, uid = api.content.find(portal_type="GoodPractice"), IUUID(library)
    # Only what is its own is waked: everybody sees the published cases of all libraries.
    own = {
        one
        for one in {brain.library_uid for brain in brains}
        if one and uid in map(IUUID, heirs(uuidToObject(one, unrestricted=True)))
    }
    cases = (brain.getObject() for brain in brains if brain.library_uid in own)
    rows = [Row(case, state_of(case)) for case in cases]
    return sorted(rows, key=lambda row: sort_key(row.title))


class LibraryCases(Listing, PageView):
    """`@@cases` of a library."""

    title = _("practice_mine", default="Our good practice")
    lead = _(
        "practice_mine_lead",
        default="All that your library has described: drafts, what is being reviewed, and what "
        "is published.",
    )
    empty = _("practice_mine_none", default="Your library hasn't described anything yet")
    empty_text = _(
        "practice_mine_none_text",
        default="Tell what went well at your library, so that others can do it too.",
    )
    write_title = _("practice_write", default="Describe good practice")
    export_name = "cases-export"
    first_order = ("modified", True)
    columns = (
        Column(
            "title",
            IGoodPractice["title"].title,
            lambda row: row.title,
            lambda row: sort_key(row.title),
        ),
        Column(
            "state",
            _("practice_column_state", default="State"),
            lambda row: STATES[row.state][1],
            lambda row: rules.STATES.index(row.state),
        ),
        Column("next", _("practice_column_next", default="What comes next"), lambda row: row.next),
        Column(
            "writers", _("practice_column_writers", default="Who wrote"), lambda row: row.writers
        ),
        Column(
            "modified",
            _("practice_column_modified", default="Changed"),
            lambda row: row.case.modified().asdatetime(),
            lambda row: row.case.modified().asdatetime(),
        ),
    )

    @property
    @memoize
    def found(self):
        return cases_of(self.context)

    @property
    def may_write(self):
        return not self.context.closed

    @property
    def write_url(self):
        return f"{self.context.absolute_url()}/@@write-case"

    def row(self, row):
        """What the list shows of a Row."""
        is_mine = row.state in (rules.DRAFT, rules.RETURNED) and may(operations.EDIT, row.case)
        done = done_of(row.case) if is_mine else None
        is_complete = is_mine and not missing(row.case)
        # One that came back is mended, however full it is.
        is_ready = is_complete and row.state == rules.DRAFT
        page = "@@case-step?name=submit" if is_ready else "@@edit"
        return {
            "url": row.case.absolute_url(),
            "next_url": f"{row.case.absolute_url()}/{page}" if is_mine else None,
            "done": None if is_complete else done,
            "title": row.title,
            "badge": STATES[row.state],
            "next": SUBMIT_IT if is_ready else row.next,
            "writers": row.writers,
            "modified": self.date_time(row.case.modified(), "short"),
        }


class LibraryCasesExport(ListingExport, LibraryCases):
    """`@@cases-export?format=csv|xlsx`: the list as a file."""

    file_name = "geroji-patirtis"
    sheet_name = LibraryCases.title


class OwnCases(Section):
    """On the library's page, for its people: what they described, and a way to go on."""

    is_empty = False

    @property
    def counts(self):
        """(how many, badge) of the states that its cases are in."""
        held = [row.state for row in cases_of(self.context)]
        return [(held.count(state), STATES[state]) for state in rules.STATES if state in held]

    @property
    def may_write(self):
        return not self.context.closed
