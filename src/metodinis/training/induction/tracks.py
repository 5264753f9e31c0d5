"""`/training/@@induction`: all tracks that one may see, late ones first, and as a file."""

from metodinis.common.permissions import may
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.views import PageView
from metodinis.training.induction import operations
from metodinis.training.induction import search
from metodinis.training.induction.views import badges_of
from metodinis.training.induction.views import OWN_TRAININGS
from metodinis.training.induction.vocabularies import LATE_BADGE
from metodinis.training.induction.vocabularies import STATE_BADGES
from plone.memoize.view import memoize
import datetime


CHOICE_TITLES = {
    **{state: title for state, (_badge, title) in STATE_BADGES.items()},
    search.LATE: LATE_BADGE[1],
    search.ALL: _("induction_filter_all", default="All"),
}
TITLE = _("induction_title", default="Introductory training of new employees")


class TracksPage(Listing, PageView):
    """Tracks with their library, mentor and progress."""

    title = TITLE
    lead = _(
        "induction_lead",
        default="Who learns the work of a library now, with whose help, and how far they are.",
    )
    caption = _("induction_tracks", default="Tracks")
    empty_title = _("induction_none", default="No tracks found")
    empty_text = _(
        "induction_none_text",
        default="A director makes one on the page of the library; here you see those that you may.",
    )
    done_title = _("induction_done_short", default="Passed")
    columns = (
        Column(
            "title",
            _("induction_newcomer", default="New employee"),
            lambda row: row.title,
            lambda row: sort_key(row.title),
        ),
        Column("position", _("induction_position", default="Position"), lambda row: row.position),
        Column(
            "library",
            _("induction_library", default="Library"),
            lambda row: row.library or OWN_TRAININGS,
            lambda row: sort_key(row.library),
        ),
        Column(
            "mentor", _("induction_side_mentor", default="Mentor"), lambda row: row.mentor_title
        ),
        Column(
            "starts",
            _("induction_starts", default="First day at work"),
            lambda row: row.starts,
            lambda row: row.starts,
        ),
        Column(
            "done",
            _("induction_done", default="Needed modules passed"),
            lambda row: row.done,
            lambda row: row.done / row.needed if row.needed else 0,
        ),
        Column("needed", _("induction_needed", default="Needed modules"), lambda row: row.needed),
        Column(
            "hours",
            _("induction_hours", default="Academic hours"),
            lambda row: row.hours,
            lambda row: row.hours,
        ),
        Column(
            "due",
            _("induction_next_due", default="Next due"),
            lambda row: row.next_due,
            lambda row: row.next_due or datetime.date.max,
        ),
        Column(
            "late",
            _("induction_late_modules", default="Modules overdue"),
            lambda row: row.late,
            lambda row: row.late,
        ),
        Column(
            "state",
            _("induction_state", default="State"),
            lambda row: badges_of(row)[0][1],
        ),
    )
    export_name = "induction-export"

    @property
    @memoize
    def filters(self):
        return search.filters_of(self.request.form)

    @property
    @memoize
    def found(self):
        return search.find(self.filters)

    @property
    def states(self):
        return [(name, CHOICE_TITLES[name]) for name in search.CHOICES]

    @property
    @memoize
    def libraries(self):
        """(UID, name) of the libraries to choose from."""
        return [(uid, name or OWN_TRAININGS) for uid, name in search.libraries().items()]

    def badges(self, row):
        return badges_of(row)

    def place(self, row):
        return row.library or OWN_TRAININGS

    @property
    @memoize
    def is_staff(self):
        """Whether the template, and tracks of the department's own people, are theirs."""
        return may(operations.MANAGE_TRAINING, self.context)


class TracksExport(ListingExport, TracksPage):
    """`@@induction-export?format=csv|xlsx`: what the list shows, all of its pages."""

    file_name = "ivadiniai-mokymai"
    sheet_name = TITLE
