"""Proposals that wait for the head, and those that came back, for the home pages and mails."""

from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.agenda import pressing_first
from metodinis.common.agenda import Task
from metodinis.i18n import _
from metodinis.indicators.store import CATALOGUE_ID
from metodinis.indicators.targets import operations
from metodinis.indicators.targets import rules
from metodinis.indicators.values.table import table
from metodinis.libraries.people import name_of
from plone import api
from zope.interface import implementer


DECIDE = _("targets_task_decide", default="Decide on a target: ${code}, ${year}")
MEND = _("targets_task_mend", default="Mend a returned target: ${code}, ${year}")


@implementer(IAgendaSource)
class TargetsAgenda:
    """`metodinis.indicators.targets`"""

    def tasks(self, person, limit):
        """The head's decisions; an author's own returned proposals."""
        indicators = api.portal.get()[CATALOGUE_ID]
        wanted = [
            (target, title)
            for target in indicators.targets.all()
            if (title := _title_for(indicators, target)) is not None
        ]
        found = [_task(indicators, target, title) for target, title in wanted]
        return Found(len(found), sorted(found, key=pressing_first)[:limit])

    def late(self, person, limit):
        """A proposal has no last day."""
        return Found(0, [])

    def entries(self, person, start, end):
        """Nothing of it happens on a day."""
        return []


def _title_for(indicators, target):
    """What the present user has to do about a Target, or None."""
    if target.state == rules.PROPOSED and operations.may_take(indicators, target, "approve"):
        return DECIDE
    if target.state == rules.RETURNED and operations.may_take(indicators, target, "change"):
        return MEND
    return None


def _task(indicators, target, title):
    last = target.steps[-1]
    line = table().line(target.code)
    name = target.code if line is None else line.title(_language())
    return Task(
        type(title)(title, mapping={"code": name, "year": str(target.year)}),
        name_of(target.by if title is DECIDE else last.by),
        f"{indicators.absolute_url()}/@@target?id={target.id}",
        since=last.at,
        reason="" if title is DECIDE else last.reason,
        badge="submitted" if title is DECIDE else "returned",
    )


def _language():
    return api.portal.get_current_language()
