"""The libraries that figures are of: what groups are made by. Read once a state of the register."""

from datetime import date
from metodinis.common.sorting import sort_key
from metodinis.indicators.values.rules import library_key
from metodinis.layout.memo import mark
from metodinis.layout.memo import Memo
from metodinis.libraries.schema import ILibrary
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple


_members = Memo(2)


class Member(NamedTuple):
    """A library as figures know it.

    key: its number in columns; uid, id, code: its UID, address in the register, and code; name,
    title: in lists, in full; kind: of libraries.rules.KINDS; municipality, county: ISO 3166-2
    codes or None; opened, closed: dates or None; heir: UID of the one that it was merged into.
    """

    key: int
    uid: str
    id: str
    code: str
    name: str
    title: str
    kind: str
    municipality: str | None
    county: str | None
    opened: date | None
    closed: date | None
    heir: str | None

    def is_asked(self, year):
        """Whether it was open in some part of `year`."""
        opened = self.opened is None or self.opened.year <= year
        return opened and (self.closed is None or self.closed.year >= year)


def members():
    """All Members of the register, by name, the closed too."""
    return _members.get(members_mark(), _read)


def members_mark():
    """A mark that is new after any change of the register; None where nothing may be kept."""
    return mark(_register().changes)


def _register():
    return api.portal.get()["libraries"]


def _read():
    libraries = [one for one in _register().objectValues() if ILibrary.providedBy(one)]
    found = [_member(IUUID(library), library) for library in libraries]
    return tuple(sorted(found, key=lambda one: (sort_key(one.name), one.code)))


def _member(uid, library):
    return Member(
        library_key(uid),
        uid,
        library.getId(),
        library.code,
        library.name,
        library.title,
        library.kind,
        library.municipality,
        library.county,
        library.opened,
        library.closed,
        library.merged_into,
    )
