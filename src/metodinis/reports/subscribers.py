"""What follows in reports when something else changes, and what must not be deleted."""

from metodinis.i18n import _
from metodinis.indicators.values.table import statistics
from metodinis.reports.rounds.operations import reindex_due
from plone import api
from plone.uuid.interfaces import IUUID
from Products.CMFPlone.interfaces import IPloneSiteRoot
from zExceptions import BadRequest
from zope.container.interfaces import IContainerModifiedEvent
from zope.globalrequest import getRequest
from zope.i18n import translate


def round_modified(reporting_round, event):
    """A new deadline reaches the reports' entries in the catalog."""
    if any("deadline" in changed.attributes for changed in event.descriptions):
        reindex_due(reporting_round)


def statistical_report_changed(report, event):
    """A report that is accepted, published or given back changes the statistics."""
    if event.transition is not None:
        report.count_in(event.new_state.id)


def statistical_report_added(report, event):
    """A round that makes a library a report asks it: else nothing of it would be missing."""
    if report.library_uid:
        statistics().ask(report.library_uid, report.year)


def statistical_report_removed(report, event):
    """A report that is gone leaves no numbers, and its library isn't asked any more."""
    is_mine = IUUID(report.library, None) == report.library_uid
    if is_mine and not IPloneSiteRoot.providedBy(event.object):
        statistics().forget(report.library_uid, report.year)


def library_modified(library, event):
    """A renamed library is found under its new name in the rounds."""
    if IContainerModifiedEvent.providedBy(event):
        # Only something in it was added or removed.
        return
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(library_uid=IUUID(library)):
        if brain.library_title != library.title or brain.library_code != library.code:
            brain._unrestrictedGetObject().reindexObject(
                idxs=["library_code", "library_sort", "library_title"]
            )


def report_will_be_removed(report, event):
    """What a library wrote stays, whoever deletes it or the library that it lies in."""
    if report.writes() or report.first_submitted_at is not None:
        _refuse(
            event,
            _(
                "reports_delete_report",
                default="${report} can't be deleted: it holds what the library wrote. Close a "
                "library instead of deleting it.",
                mapping={"report": report.title},
            ),
        )


def round_will_be_removed(reporting_round, event):
    """A round stays as long as there are reports that it asked for: they are read by its
    indicators."""
    catalog = api.portal.get_tool("portal_catalog")
    if catalog.unrestrictedSearchResults(round_uid=IUUID(reporting_round), sort_limit=1):
        _refuse(
            event,
            _(
                "reports_delete_round",
                default="${round} can't be deleted: there are reports of it. Close and archive it "
                "instead.",
                mapping={"round": reporting_round.title},
            ),
        )


def _refuse(event, message):
    """Stock pages and REST tell a BadRequest; the site as a whole can be deleted."""
    if not IPloneSiteRoot.providedBy(event.object):
        raise BadRequest(translate(message, context=getRequest()))
