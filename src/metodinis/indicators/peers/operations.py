"""Every write to groups and settings of comparing. Pages and REST services call these.

Each asks the permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored.
"""

from metodinis.common.fields import checked
from metodinis.common.permissions import me
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.refusals import Refused
from metodinis.common.texts import cleaned
from metodinis.i18n import _
from metodinis.indicators.operations import require_manage
from metodinis.indicators.peers.content import OwnGroup
from metodinis.indicators.peers.content import Settings
from metodinis.indicators.peers.schema import IPeerGroupValues
from metodinis.indicators.peers.schema import IPeerSettings
from metodinis.indicators.peers.schema import MOST_MEASURES
from plone.i18n.normalizer.interfaces import IIDNormalizer
from zope.component import getUtility
import logging


logger = logging.getLogger(__name__)

MOST_GROUPS = 200
TOO_FEW = _("peers_libraries_few", default="Choose at least two libraries.")
MEASURES_WRONG = _(
    "peers_measures_wrong",
    default="Choose from one to ${max} of the numbers offered.",
    mapping={"max": str(MOST_MEASURES)},
)
LIBRARIES_WRONG = _(
    "peers_libraries_wrong", default="One of these libraries isn't in the register."
)
TITLE_TAKEN = _("peers_title_taken", default="There is a group of this name already.")
GONE = _("peers_group_gone", default="There is no such group any more.")


def add_group(indicators, values):
    """Make a group of the staff's own; return the OwnGroup. values: of IPeerGroupValues.

    Raises FieldErrors.
    """
    require_manage(indicators)
    fields = _checked_group(indicators, values)
    if len(indicators.peers.groups) >= MOST_GROUPS:
        raise NotAllowed(
            _(
                "peers_groups_many",
                default="There are ${max} groups already. Remove one that nobody needs.",
                mapping={"max": str(MOST_GROUPS)},
            )
        )
    return _put(indicators, OwnGroup(_new_id(indicators, fields["title"]), **fields), "made")


def change_group(indicators, name, values):
    """Change a group, by its id; what is left out stays. Return it. Raises as `add_group` does,
    and Refused if it is gone."""
    require_manage(indicators)
    before = _existing(indicators, name)
    kept = {field: getattr(before, field) for field in ("title", "libraries", "note")}
    fields = _checked_group(indicators, {**kept, **values}, name)
    return _put(indicators, OwnGroup(name, **fields), "changed")


def remove_group(indicators, name):
    """Forget a group, by its id. Raises Refused if it is gone."""
    require_manage(indicators)
    _existing(indicators, name)
    indicators.peers.remove(name)
    logger.info("peer group %s: removed by %s", name, me())


def decide(indicators, values):
    """Change settings of comparing; what is left out stays. Return the Settings.

    values: of IPeerSettings. Raises FieldErrors.
    """
    require_manage(indicators)
    values = _as_tuples(values)
    fields = _checked(IPeerSettings, values, indicators, {"measures": MEASURES_WRONG}, partial=True)
    before = indicators.peers.settings
    settings = before._replace(**fields)
    if settings != before:
        indicators.peers.decide(settings)
        changed = [name for name in Settings._fields if name in fields]
        logger.info("settings of peers: %s changed by %s", ", ".join(changed), me())
    return settings


def _put(indicators, group, what):
    indicators.peers.put(group)
    logger.info("peer group %s: %s by %s, %s", group.id, what, me(), len(group.libraries))
    return group


def _existing(indicators, name):
    found = indicators.peers.group(name)
    if found is None:
        raise Refused(GONE)
    return found


def _new_id(indicators, title):
    """An id that says the title, and was not given yet."""
    wanted = getUtility(IIDNormalizer).normalize(title, max_length=40) or "grupe"
    taken = {group.id for group in indicators.peers.groups}
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, MOST_GROUPS + 2)))
    return next(name for name in names if name not in taken)


def _as_tuples(values):
    return {name: tuple(one) if isinstance(one, list) else one for name, one in values.items()}


def _checked_group(indicators, values, name=None):
    values = {
        name: cleaned(one) if isinstance(one, str) else one
        for name, one in _as_tuples(values).items()
    }
    chosen = values.get("libraries", ())
    if isinstance(chosen, tuple) and all(isinstance(uid, str) for uid in chosen):
        values["libraries"] = chosen = tuple(dict.fromkeys(chosen))
    messages = {
        "libraries": TOO_FEW if isinstance(chosen, tuple) and len(chosen) < 2 else LIBRARIES_WRONG
    }
    fields = _checked(IPeerGroupValues, values, indicators, messages)
    others = [one for one in indicators.peers.groups if one.id != name]
    if any(one.title.casefold() == fields["title"].casefold() for one in others):
        raise FieldErrors({"title": TITLE_TAKEN})
    return {**fields, "note": fields["note"] or ""}


def _checked(schema, values, context, messages, *, partial=False):
    """`checked`, with words of our own where a list is wrong, which says little of itself."""
    try:
        return checked(schema, values, context, partial=partial)
    except FieldErrors as refusal:
        raise FieldErrors(
            {name: messages.get(name, text) for name, text in refusal.errors.items()}
        ) from None
