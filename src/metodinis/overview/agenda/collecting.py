"""Collects what the domains tell of the present user's agenda."""

from metodinis.common.agenda import Found
from metodinis.common.agenda import IAgendaSource
from metodinis.common.agenda import pressing_first
from zope.component import getUtilitiesFor


def _sources():
    return [source for _name, source in sorted(getUtilitiesFor(IAgendaSource))]


def tasks(person, limit):
    """What a Person has to do: Found over all domains, the most pressing first."""
    return _collected([source.tasks(person, limit) for source in _sources()], limit)


def late(person, limit):
    """What others should have done by now: Found over all domains."""
    return _collected([source.late(person, limit) for source in _sources()], limit)


def entries(person, start, end):
    """What happens from `start` to before `end` (aware datetimes): Entries in order of time."""
    found = [entry for source in _sources() for entry in source.entries(person, start, end)]
    return sorted(found, key=lambda entry: (entry.starts, entry.who, entry.uid))


def _collected(parts, limit):
    found = sorted((task for part in parts for task in part.tasks), key=pressing_first)
    return Found(sum(part.total for part in parts), found[:limit])
