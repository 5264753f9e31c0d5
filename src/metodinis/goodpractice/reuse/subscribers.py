"""How many took a case over changes when libraries are merged, or apart again."""

from metodinis.goodpractice.interfaces import CaseChanged
from metodinis.goodpractice.reuse.content import all_readers
from metodinis.goodpractice.reuse.content import readers_for_writing
from plone import api
from plone.app.uuid.utils import uuidToObject
from zope.event import notify


def library_modified(library, event):
    """A library was closed, merged or opened again: what is taken over by several is counted
    anew."""
    directory = api.portal.get().get("good-practice")
    several = [uid for uid, one in all_readers(directory).all() if len(one._reuses) > 1]
    for uid in several:
        if readers_for_writing(directory).count(uid):
            case = uuidToObject(uid, unrestricted=True)
            if case is not None:
                notify(CaseChanged(case))
