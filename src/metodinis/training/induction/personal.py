"""What tracks keep of a person, for requests of theirs."""

from metodinis.common.personal import IPersonalData
from metodinis.i18n import _
from metodinis.training.induction.api import track_json
from metodinis.training.induction.attended import address_of
from plone import api
from zope.interface import implementer
import logging


logger = logging.getLogger(__name__)


@implementer(IPersonalData)
class InductionData:
    """`metodinis.training.induction`: tracks of a newcomer with an address."""

    permission = "metodinis: Manage Training"
    kinds = {"induction": _("induction_person", default="Track of a new employee")}

    def find(self, email):
        return [_told(track) for track in _tracks(email)]

    def erase(self, email):
        """Delete the tracks, as nothing in them is about anything but the person."""
        found = _tracks(email)
        for track in found:
            logger.info("%s: deleted, as its person asked", track.absolute_url_path())
            track.__parent__._delObject(track.getId())
        return len(found)


def _told(track):
    known = track_json(track)
    url = known.pop("@id")
    name = known.pop("title")
    return {"kind": "induction", "title": name, "url": url, **known}


def _tracks(email):
    """The tracks of an address, whoever may see them."""
    wanted = email.strip().casefold()
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="InductionTrack")
    tracks = (brain._unrestrictedGetObject() for brain in brains)
    return [track for track in tracks if address_of(track).strip().casefold() == wanted]
