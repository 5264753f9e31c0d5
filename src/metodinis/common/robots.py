"""Forms that everybody may send: what stops robots and costs people nothing, without a third party.

A field that nobody sees, a stamp of when the form was opened, a bound for each network, and few
links in a text. Each room keeps a Rate of its own and sets its bound.
"""

from hashlib import blake2b
from metodinis.common.permissions import me
from metodinis.common.rates import address_of
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import Refused
from metodinis.i18n import _
from plone.keyring.interfaces import IKeyManager
from zope.component import getUtility
import hmac
import re
import time


# A field that people don't see: what is written there was written by a robot.
TRAP = "website"
# Seconds: nobody writes a text faster; nobody lets a form lie open for longer.
FASTEST, SLOWEST = 3, 24 * 3600
LINK = re.compile(r"(?:https?://|www\.)\S", re.IGNORECASE)
RING = "_forms"


class TooOften(Refused):
    """Too many forms from one address."""

    status = 429

    def __init__(self):
        super().__init__(
            _(
                "common_too_often",
                default="Too many forms have come from your network within an hour. Try again "
                "later, or write to the department.",
            )
        )


def require_a_person(request, rate, most):
    """Raise TooOften for an address that sends forms without an end; who is logged in is known.

    rate: the room's Rate; most: how many forms an hour.
    """
    if not me() and not rate.take(address_of(request), most):
        raise TooOften


def is_trapped(form):
    """Whether a robot filled a form."""
    return bool(form.get(TRAP))


def stamp():
    """When a form was opened, as its hidden field `opened` says it: signed."""
    moment = str(int(time.time()))
    return f"{moment}-{_signature(moment, getUtility(IKeyManager)[RING].current)}"


def require_time(sent):
    """Raise FieldErrors ("opened") for a form that was filled in too fast, or opened too long ago.

    sent: what came back of `stamp`. Sent once more, with a new stamp, it is taken.
    """
    moment, _dash, signature = (sent if isinstance(sent, str) else "").partition("-")
    keys = [key for key in getUtility(IKeyManager)[RING] if key is not None]
    is_ours = any(
        hmac.compare_digest(_signature(moment, key).encode(), signature.encode("utf-8", "replace"))
        for key in keys
    )
    if not is_ours or not FASTEST <= time.time() - int(moment) <= SLOWEST:
        raise FieldErrors(
            {
                "opened": _(
                    "common_form_too_fast",
                    default="The form was sent very fast, or lay open very long. Nothing is lost: "
                    "look it through and send it once more.",
                )
            }
        )


def _signature(moment, key):
    # Of the same ring are the tokens that plone.protect writes: these are of another kind.
    text = f"opened:{moment}".encode(errors="replace")
    return blake2b(text, key=key.encode()[:64], digest_size=16).hexdigest()


def links_message(text, most):
    """What is wrong with a text that has more than `most` links; None if nothing is."""
    if len(LINK.findall(text)) <= most:
        return None
    return _(
        "common_links_many",
        default="Leave out web addresses: at most ${max} may stand here.",
        mapping={"max": str(most)},
    )
