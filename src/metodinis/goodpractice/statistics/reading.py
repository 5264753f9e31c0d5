"""What statistics are made of, gathered from the cases and the stores."""

from metodinis.common.clock import zone
from metodinis.common.permissions import require
from metodinis.common.states import state_of
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.rules import DRAFT
from metodinis.goodpractice.cases.rules import SIGNING
from metodinis.goodpractice.cases.workflow import WORKFLOW
from metodinis.goodpractice.interfaces import IReuseCount
from metodinis.goodpractice.statistics import rules
from metodinis.goodpractice.statistics.content import views_of
from plone import api
from plone.uuid.interfaces import IUUID


# What is its library's alone.
NOT_TOLD = (DRAFT, SIGNING)


def told(directory):
    """The Tolds of all cases that were handed in. Raises Unauthorized for who doesn't edit."""
    require(MANAGE, directory)
    counter = IReuseCount(api.portal.get(), None)
    reuse = counter.counts() if counter is not None else {}
    views = views_of(directory)
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="GoodPractice", path="/".join(directory.getPhysicalPath())
    )
    cases = (brain._unrestrictedGetObject() for brain in brains)
    return [_told(case, views, reuse) for case in cases if state_of(case) not in NOT_TOLD]


def _told(case, views, reuse):
    uid, site_zone = IUUID(case), zone()
    steps = [
        (entry["action"], entry["time"].asdatetime())
        for entry in case.workflow_history[WORKFLOW]
        if entry["action"]
    ]
    return rules.Told(
        uid,
        case.title,
        case.absolute_url(),
        case.topics,
        case.library_uid,
        state_of(case),
        rules.decisions(steps, site_zone),
        rules.first_day(steps, rules.HANDED_IN, site_zone),
        rules.first_day(steps, rules.PUBLISHING, site_zone),
        rules.by_month(views.of(uid)),
        reuse.get(uid, 0),
    )
