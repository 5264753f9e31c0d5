"""How many took a case over changes when libraries are merged, or apart again."""

from metodinis.goodpractice.interfaces import CaseChanged
from metodinis.goodpractice.reuse.content import all_readers
from metodinis.goodpractice.reuse.content import readers_for_writing
from metodinis.goodpractice.tasks import directory
from plone.app.uuid.utils import uuidToObject
from zope.event import notify


def library_modified(library, event):
    """A library was closed, merged or opened again: what is taken over by several is counted
    anew."""
    folder = directory()
    several = [uid for uid, one in all_readers(folder).all() if len(one.reuses) > 1]
    for uid in several:
        if readers_for_writing(folder).count(uid):
            case = uuidToObject(uid, unrestricted=True)
            if case is not None:
                notify(CaseChanged(case))
