"""Every write to rounds: opening and closing, extensions, publishing all that is accepted."""

from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import rules_text
from metodinis.reports.operations import checked_text
from metodinis.reports.operations import MANAGE_ROUND
from metodinis.reports.operations import me
from metodinis.reports.operations import publish
from metodinis.reports.operations import require
from metodinis.reports.operations import transition
from metodinis.reports.rules import Extension
from metodinis.reports.workflow import now
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID
import logging


logger = logging.getLogger(__name__)


def open_round(reporting_round):
    """Freeze the indicators, give each library its reports, and let them write.

    Returns the number of reports made. A round that was opened before keeps its indicators.
    """
    require(MANAGE_ROUND, reporting_round)
    if not reporting_round.catalogue_text:
        freeze_indicators(reporting_round)
    made = make_reports(reporting_round, expected_libraries(reporting_round))
    transition(reporting_round, "open")
    return made


def freeze_indicators(reporting_round):
    """Keep the site's catalogue and rules of today with the round."""
    reporting_round.catalogue_text = catalogue_text()
    reporting_round.rules_text = rules_text()


def expected_libraries(reporting_round):
    """The libraries that a round asks: the chosen, or all that are open in its year."""
    found = api.content.find(portal_type="Library", sort_on="sortable_title")
    libraries = [
        brain.getObject()
        for brain in found
        if not reporting_round.libraries or brain.UID in reporting_round.libraries
    ]
    if reporting_round.libraries:
        return libraries
    return [library for library in libraries if not library.is_closed(reporting_round.year)]


def make_reports(reporting_round, libraries):
    """Make the reports of a round that aren't there yet; return how many were made."""
    made = 0
    for library in libraries:
        for form in sorted(reporting_round.forms):
            made += create_report(reporting_round, library, form) is not None
    return made


PORTAL_TYPES = {"statistical": "StatisticalReport", "narrative": "NarrativeReport"}


def create_report(reporting_round, library, form):
    """Make one library's report in its folder, in state draft; None if it is there already."""
    report_id = f"{form}-{reporting_round.year}"
    if report_id in library:
        return None
    report = createContent(PORTAL_TYPES[form])
    report.id = report_id
    report.title = f"{reporting_round.year} m. " + (
        "statistinė ataskaita" if form == "statistical" else "tekstinė ataskaita"
    )
    report.year = reporting_round.year
    report.library_uid = IUUID(library)
    report.round_uid = IUUID(reporting_round)
    return addContentToContainer(library, report, checkConstraints=False)


def close_round(reporting_round):
    """End a round: libraries can write only what is returned to them."""
    _round_transition(reporting_round, "close")


def reopen_round(reporting_round):
    """Let the libraries of a closed round write again."""
    _round_transition(reporting_round, "reopen")


def archive_round(reporting_round):
    """Put a closed round away."""
    _round_transition(reporting_round, "archive")


def _round_transition(reporting_round, name):
    require(MANAGE_ROUND, reporting_round)
    transition(reporting_round, name)


def extend_deadline(reporting_round, library, until, reason):
    """Give one library a later deadline. until: aware datetime. Raises FieldErrors."""
    require(MANAGE_ROUND, reporting_round)
    reason = checked_text("reason", reason)
    if until <= reporting_round.deadline:
        raise FieldErrors(
            {
                "until": _(
                    "reports_extension_too_early",
                    default="The new deadline must be later than the round's own.",
                )
            }
        )
    uid = IUUID(library)
    reporting_round._extensions[uid] = tuple(Extension(until, reason, me(), now()))
    reindex_due(reporting_round, uid)
    logger.info("%s: %s extended by %s", reporting_round.getId(), library.getId(), me())


def withdraw_extension(reporting_round, library):
    """Take an extension back."""
    require(MANAGE_ROUND, reporting_round)
    uid = IUUID(library)
    reporting_round._extensions.pop(uid, None)
    reindex_due(reporting_round, uid)
    logger.info("%s: %s not extended by %s", reporting_round.getId(), library.getId(), me())


def reindex_due(reporting_round, library_uid=None):
    """Let the catalog know of a changed deadline, of all reports or of one library's."""
    query = {"round_uid": IUUID(reporting_round)}
    if library_uid:
        query["library_uid"] = library_uid
    for brain in api.portal.get_tool("portal_catalog").unrestrictedSearchResults(**query):
        brain._unrestrictedGetObject().reindexObject(idxs=["report_due", "report_on_time"])


def publish_round(reporting_round):
    """Publish all accepted reports of a round; return how many."""
    require(MANAGE_ROUND, reporting_round)
    brains = api.content.find(round_uid=IUUID(reporting_round), review_state="accepted")
    for brain in brains:
        publish(brain.getObject())
    return len(brains)
