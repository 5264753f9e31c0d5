"""Every write of named selections. Pages and REST services call these.

Each asks its permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored.
"""

from AccessControl import Unauthorized
from metodinis.common.fields import MISSING
from metodinis.common.fields import too_long
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.texts import cleaned
from metodinis.i18n import _
from metodinis.indicators.explorer import rules
from metodinis.indicators.explorer.content import Selection
from urllib.parse import urlencode
import logging
import secrets


logger = logging.getLogger(__name__)

SAVE = "metodinis: Save Selection"
SHARE = "metodinis: Share Selection"
LONGEST_TITLE = 120
MOST = 50
GONE = _("selections_gone", default="There is no such selection any more. Reload the page.")
NOTHING_CHOSEN = _("selections_nothing", default="Choose at least one indicator first.")
TOO_MANY = _(
    "selections_many",
    default="You have ${max} selections already: remove one that you don't need.",
    mapping={"max": MOST},
)


def seen(indicators):
    """The Selections that the present user sees: (own, shared by others or oneself)."""
    everything = indicators.selections.all()
    own = [one for one in everything if me() and one.by == me() and not one.shared]
    return own, [one for one in everything if one.shared]


def may_change(indicators, selection):
    """Whether the present user may rename and remove a Selection."""
    if not me() or not may(SAVE, indicators):
        return False
    return may(SHARE, indicators) if selection.shared else selection.by == me()


def save(indicators, title, choice, shared=False):
    """Keep a rules.Choice under a title; return the Selection. Raises FieldErrors, NotAllowed.

    shared: for everybody to see, by those who may.
    """
    require(SAVE, indicators)
    if shared:
        require(SHARE, indicators)
    title = _checked_title(title)
    if not choice.codes:
        raise FieldErrors({"code": NOTHING_CHOSEN})
    if len([one for one in indicators.selections.all() if one.by == me()]) >= MOST:
        raise NotAllowed(TOO_MANY)
    query = urlencode(rules.pairs_of(choice))
    selection = Selection(secrets.token_hex(8), title, query, me(), shared, now())
    indicators.selections.put(selection)
    logger.info("selection %s saved by %s", selection.id, me())
    return selection


def change(indicators, name, title=None, shared=None):
    """Rename a selection, or share it or not; None leaves it. Raises FieldErrors, NotAllowed."""
    selection = _to_change(indicators, name)
    if shared is not None and shared != selection.shared:
        require(SHARE, indicators)
        selection = selection._replace(shared=shared)
    if title is not None:
        selection = selection._replace(title=_checked_title(title))
    indicators.selections.put(selection)
    logger.info("selection %s changed by %s", name, me())
    return selection


def remove(indicators, name):
    """Forget a selection."""
    _to_change(indicators, name)
    indicators.selections.remove(name)
    logger.info("selection %s removed by %s", name, me())


def forget(indicators, userid):
    """Forget what a person kept for themselves; what everybody sees stays, without a name."""
    for one in indicators.selections.all():
        if one.by == userid and one.shared:
            indicators.selections.put(one._replace(by=""))
        elif one.by == userid:
            indicators.selections.remove(one.id)


def _to_change(indicators, name):
    require(SAVE, indicators)
    selection = indicators.selections.get(name)
    own, shared = seen(indicators)
    if selection is None or selection not in (*own, *shared):
        raise NotAllowed(GONE)
    if not may_change(indicators, selection):
        raise Unauthorized(SHARE)
    return selection


def _checked_title(title):
    text = " ".join(cleaned(title).split()) if isinstance(title, str) else ""
    if not text:
        raise FieldErrors({"title": MISSING})
    if len(text) > LONGEST_TITLE:
        raise FieldErrors({"title": too_long(LONGEST_TITLE)})
    return text
