"""Answers kept in this process between requests: true for exactly one state of the site.

A key holds whatever the answer depends on: `catalog_mark` for anything that a change of content
may change, `viewer` for anything that not everybody may see.
"""

from AccessControl import getSecurityManager
from plone import api


class Memo:
    """The latest `size` answers by key; all threads share them."""

    def __init__(self, size):
        self.size = size
        self._kept = {}

    def get(self, key, make):
        """The answer kept under `key` (hashable), or that of `make()`; a key of None keeps none."""
        if key is None:
            return make()
        try:
            return self._kept[key]
        except KeyError:
            answer = self._kept[key] = make()
        while len(self._kept) > self.size:
            # Another thread may be doing the same; the oldest goes first.
            self._kept.pop(next(iter(self._kept), None), None)
        return answer

    def clear(self):
        """Forget all, as a fresh process has nothing."""
        self._kept.clear()


def mark(persistent):
    """What tells the stored states of an object apart, or None if this is none of them.

    None while this transaction has changes: an answer made of them must not outlive a conflict.
    """
    jar = persistent._p_jar
    if jar is None or not jar._needs_to_join:
        return None
    persistent._p_activate()
    # Of two sites that were stored together the moment is the same.
    return persistent._p_oid + persistent._p_serial


def site_mark():
    """A mark that is new after any change of anything; None where nothing may be kept."""
    jar = api.portal.get()._p_jar
    return snapshot(jar) if jar._needs_to_join else None


def snapshot(jar):
    """The transaction up to which a connection sees the database, as bytes."""
    storage = jar._storage
    # Not the database's latest: another thread may have stored something since this one began.
    # A storage with versions of its own (RelStorage) tells it of this connection by itself.
    return getattr(storage, "_start", None) or storage.lastTransaction()


def catalog_mark():
    """A mark that is new after any change of content; None where nothing may be kept."""
    counter = api.portal.get_tool("portal_catalog")._counter
    return None if counter is None else mark(counter)


def viewer():
    """All that decides what this person may see: equal for those who see the same content."""
    user = getSecurityManager().getUser()
    return frozenset(api.portal.get_tool("portal_catalog")._listAllowedRolesAndUsers(user))
