"""One person's data in all of the site (*asmens duomenys*): handed out and erased on request.

Each room that keeps data of people without an account registers a named utility for
IPersonalData. Who looks after one room finds and erases in it, and in no other.
"""

from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.fields import MISSING
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.refusals import FieldErrors
from plone import api
from zope.component import getUtilitiesFor
from zope.interface import Attribute
from zope.interface import Interface
import logging


logger = logging.getLogger(__name__)


class IPersonalData(Interface):
    """A named utility: what one room keeps of people, for requests of theirs.

    Nothing here asks for permission: `find` and `erase` of this module do.
    """

    permission = Attribute("Title of the permission on the site of who looks after the room")
    kinds = Attribute("kind of a record -> Message that tells what it is")

    def find(email):
        """What is kept of an address: list of dicts of texts, numbers and None for JSON; each
        has `kind` (a word), `title` (of what it belongs to) and `url`."""

    def erase(email):
        """Take name, address and all that tells who it was out of it; return how many records."""


def _rooms():
    """(utility, whether the present user looks after its room), in the order of their names."""
    site = api.portal.get()
    rooms = (room for _name, room in sorted(getUtilitiesFor(IPersonalData)))
    return [(room, may(room.permission, site)) for room in rooms]


def has_others():
    """Whether there are rooms that others have to be asked about."""
    return not all(mine for _room, mine in _rooms())


def kinds():
    """kind of a record -> Message that tells what it is."""
    return {kind: title for room, _mine in _rooms() for kind, title in room.kinds.items()}


def find(email):
    """All that one's rooms keep of an address, room by room. Raises FieldErrors ("email")."""
    email = _address(email)
    return [record for room, mine in _rooms() if mine for record in room.find(email)]


def erase(email):
    """Erase a person in all of one's rooms; return how many records knew them.

    Counts stay, as how many came to an event. Raises FieldErrors ("email").
    """
    email = _address(email)
    count = sum(room.erase(email) for room, mine in _rooms() if mine)
    logger.info("a person's data were erased by %s: %d records", me(), count)
    return count


def _address(email):
    email = (email or "").strip()
    if not email:
        raise FieldErrors({"email": MISSING})
    return email


class GetPersonData(JsonService):
    """GET @person-data?email=…: all that is kept of an address, where one looks after it."""

    def answer(self):
        email = self.request.form.get("email")
        found = find(email if isinstance(email, str) else "")
        return {"items": found, "items_total": len(found)}


class ErasePersonData(JsonService):
    """DELETE @person-data {"email"}: erases it; tells {"erased": how many records}."""

    def answer(self):
        return {"erased": erase(text_of(self.body(), "email"))}
