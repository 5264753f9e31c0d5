"""What states, steps and columns of rounds are called on the screen; the years to choose from."""

from datetime import datetime
from metodinis.i18n import _
from metodinis.reports.rules import ZONE
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleVocabulary


# state of a round -> (its badge's look, its name)
STATES = {
    "preparing": ("draft", _("rounds_state_preparing", default="Being prepared")),
    "open": ("open", _("rounds_state_open", default="Open")),
    "closed": ("neutral", _("rounds_state_closed", default="Closed")),
    "archived": ("neutral", _("rounds_state_archived", default="Archived")),
}
HOLDER_TITLES = {
    "library": _("rounds_holder_library", default="Library staff"),
    "director": _("rounds_holder_director", default="Director"),
    "department": _("rounds_holder_department", default="Department"),
    "nobody": _("rounds_holder_nobody", default="Done"),
}
TILE_TITLES = {
    "expected": _("rounds_tile_expected", default="Expected reports"),
    "received": _("rounds_tile_received", default="Received"),
    "on_time": _("rounds_tile_on_time", default="Received on time"),
    "accepted": _("rounds_tile_accepted", default="Accepted"),
}
FILTER_TITLES = {
    "state": _("rounds_column_state", default="State"),
    "form": _("rounds_filter_form", default="Form"),
    "holder": _("rounds_filter_holder", default="Next step"),
}
EXPORTS = (
    (
        _("rounds_download_values_wide", default="Values, a row a library (XLSX)"),
        "@@round-export?format=xlsx&shape=wide",
    ),
    (
        _("rounds_download_values_wide_csv", default="Values, a row a library (CSV)"),
        "@@round-export?format=csv&shape=wide",
    ),
    (
        _("rounds_download_values_long", default="Values, a row a value (XLSX)"),
        "@@round-export?format=xlsx&shape=long",
    ),
    (
        _("rounds_download_values_long_csv", default="Values, a row a value (CSV)"),
        "@@round-export?format=csv&shape=long",
    ),
)
SORT_TITLES = {
    "library": _("rounds_sort_library", default="By name"),
    "deadline": _("rounds_sort_deadline", default="Earliest deadline first"),
    "submitted": _("rounds_sort_submitted", default="Last handed in first"),
}
# transition -> (its button, the states in which it is offered)
ACTIONS = {
    "open": (_("rounds_action_open", default="Open the round"), ("preparing",)),
    "close": (_("rounds_action_close", default="Close the round"), ("open",)),
    "reopen": (_("rounds_action_reopen", default="Reopen the round"), ("closed",)),
    "archive": (_("rounds_action_archive", default="Archive the round"), ("closed",)),
    "publish": (
        _("rounds_action_publish", default="Publish all that is accepted"),
        ("open", "closed"),
    ),
}


@provider(IVocabularyFactory)
def years(context):
    """The years that can be asked, as numbers: the next one first."""
    return SimpleVocabulary.fromValues(range(datetime.now(ZONE).year + 1, 1989, -1))
