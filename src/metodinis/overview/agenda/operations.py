"""What a person chooses of the own agenda: the weekly mail, and the secret calendar address.

Kept on the site as plain records under user ids; nothing of it is content.
"""

from BTrees.OOBTree import OOBTree
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from plone import api
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations
import logging
import secrets


logger = logging.getLogger(__name__)

VIEW_AGENDA = "metodinis: View Agenda"
CHOICES_KEY = "metodinis.overview.choices"
FEEDS_KEY = "metodinis.overview.feeds"


class Choices(NamedTuple):
    """digest: whether the weekly mail is wanted. key: the secret of the calendar's address, ""
    for none. sent: ISO week ("2026-W07") of the last weekly mail."""

    digest: bool = False
    key: str = ""
    sent: str = ""


def choices_of(userid):
    """The Choices of a user."""
    stored = _read(CHOICES_KEY).get(userid)
    return Choices(*stored) if stored else Choices()


def readers():
    """The user ids of those who want the weekly mail."""
    return [userid for userid, stored in _read(CHOICES_KEY).items() if Choices(*stored).digest]


def owner_of(key):
    """The user id whose calendar has this secret, or None."""
    return _read(FEEDS_KEY).get(key) if key else None


def set_digest(wanted):
    """Ask for the weekly mail, or no more."""
    require(VIEW_AGENDA, api.portal.get())
    _store(me(), choices_of(me())._replace(digest=bool(wanted)))
    logger.info("weekly mail %s by %s", "wanted" if wanted else "stopped", me())


def renew_feed():
    """Give the present user a new secret for the calendar; the old address answers no more."""
    drop_feed()
    key = secrets.token_urlsafe(24)
    _written(FEEDS_KEY)[key] = me()
    _store(me(), choices_of(me())._replace(key=key))
    logger.info("calendar address made for %s", me())
    return key


def drop_feed():
    """Take the present user's calendar address away."""
    require(VIEW_AGENDA, api.portal.get())
    choices = choices_of(me())
    if choices.key:
        _written(FEEDS_KEY).pop(choices.key, None)
        _store(me(), choices._replace(key=""))
        logger.info("calendar address of %s dropped", me())


def mark_sent(userid, week):
    """Keep that a user got the mail of an ISO week."""
    _store(userid, choices_of(userid)._replace(sent=week))


def forget(userid):
    """Drop all that was kept of a user."""
    key = choices_of(userid).key
    if key:
        _written(FEEDS_KEY).pop(key, None)
    if userid in _read(CHOICES_KEY):
        del _written(CHOICES_KEY)[userid]


def _store(userid, choices):
    _written(CHOICES_KEY)[userid] = tuple(choices)


def _read(key):
    return IAnnotations(api.portal.get()).get(key, {})


def _written(key):
    annotations = IAnnotations(api.portal.get())
    if key not in annotations:
        annotations[key] = OOBTree()
    return annotations[key]
