"""Every write of targets. Pages, REST services and the demo call these.

Each asks its permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored.
"""

from AccessControl import Unauthorized
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import STEP_GONE
from metodinis.common.typed import reason_of
from metodinis.i18n import _
from metodinis.indicators.targets import checking
from metodinis.indicators.targets import rules
from metodinis.indicators.targets.rules import APPROVED
from metodinis.indicators.targets.rules import Limits
from metodinis.indicators.targets.rules import PROPOSED
from metodinis.indicators.targets.rules import Step
from metodinis.indicators.targets.rules import SUPERSEDED
from metodinis.indicators.targets.rules import Target
from metodinis.indicators.values.table import table
from metodinis.libraries import people
import logging


logger = logging.getLogger(__name__)

PROPOSE = "metodinis: Propose Targets"
APPROVE = "metodinis: Approve Targets"
DECISIONS = ("approve", "return", "decline")
GONE = _("targets_gone", default="There is no such target. Reload the page.")
OWN = _(
    "targets_own",
    default="You have proposed this target yourself: another head of the department decides on it.",
)
CHANGED = _(
    "targets_changed_since",
    default="The proposal was changed meanwhile. Look at it again before you decide.",
)
STEP_REASON = _("targets_step_reason", default="Write why: it stays in the history of the target.")
SHARE_WRONG = _("targets_share_wrong", default="Write a whole number of per cent from 1 to 99.")


def propose(indicators, values):
    """Propose a target; return it. values: as `checking.checked` takes them. Raises FieldErrors."""
    require(PROPOSE, indicators)
    proposal = checking.checked(table(), values)
    targets = indicators.targets
    id_ = targets.new_id()
    first = Step("propose", me(), now(), proposal.value)
    target = Target(id=id_, **proposal._asdict(), state=PROPOSED, by=me(), at=now(), steps=(first,))
    _require_free(indicators, target)
    targets.put(target)
    logger.info("target %s of %s for %s proposed by %s", id_, target.code, target.year, me())
    return target


def change(indicators, id_, values):
    """Change a proposal of one's own; what was returned is proposed again. What is left out
    stays. Returns the Target. Raises FieldErrors, NotAllowed."""
    require(PROPOSE, indicators)
    target = existing(indicators, id_)
    _require_step(indicators, target, "change")
    proposal = checking.checked(table(), {**checking.values_of(target), **values}, target)
    changed = target._replace(**proposal._asdict(), state=PROPOSED, at=now())
    _require_free(indicators, changed)
    return _kept(indicators, changed, "change")


def take_step(indicators, id_, name, reason="", seen=None):
    """Approve, return, decline or withdraw a target (`name`: of rules.STEPS, but "change").

    Approving sets the approved one for the same indicator, year and group aside. seen: how many
    steps it had when it was looked at: nobody decides on what was changed since. Returns the
    Target. Raises FieldErrors for a reason that is missing, NotAllowed, Unauthorized.
    """
    if not (may(PROPOSE, indicators) or may(APPROVE, indicators)):
        raise Unauthorized(APPROVE)
    target = existing(indicators, id_)
    if name not in rules.STEPS or name == "change":
        raise FieldErrors({"name": checking.CHOOSE})
    if name in DECISIONS:
        require(APPROVE, indicators)
    _require_step(indicators, target, name)
    if seen is not None and seen != len(target.steps):
        raise NotAllowed(CHANGED)
    reason = reason_of(reason, STEP_REASON, required=name in rules.NEED_A_REASON)
    if name == "approve":
        _supersede(indicators, target)
    return _kept(indicators, target._replace(state=rules.STEPS[name][1]), name, reason)


def set_limits(indicators, values):
    """Decide where lights change. values: {"near", "way"}: per cent. Raises FieldErrors."""
    require(APPROVE, indicators)
    errors = {name: checking.CHOOSE for name in values if name not in Limits._fields}
    shares = {name: _share(values.get(name), name, errors) for name in Limits._fields}
    if errors:
        raise FieldErrors(errors)
    indicators.targets.limits = Limits(**shares)
    logger.info("limits of targets set to %s by %s", shares, me())


def existing(indicators, id_):
    """The Target with a number (int, or its digits). Raises FieldErrors for "id"."""
    text = str(id_)
    digits = not isinstance(id_, bool) and text.isascii() and text.isdecimal() and len(text) < 9
    target = indicators.targets.get(int(text)) if digits else None
    if target is None:
        raise FieldErrors({"id": GONE})
    return target


def may_take(indicators, target, name):
    """Whether the present user may make a step ("change" too) of a Target now."""
    if not rules.can(target, name):
        return False
    if name == "change":
        return is_mine(target) and may(PROPOSE, indicators)
    if name == "withdraw":
        own = is_mine(target) and target.state in rules.OPEN and may(PROPOSE, indicators)
        return own or (may(APPROVE, indicators) and target.state == APPROVED)
    return may(APPROVE, indicators) and not _is_for_others(target)


def may_approve(indicators):
    """Whether the present user decides on proposals."""
    return may(APPROVE, indicators)


def is_mine(target):
    """Whether the present user has proposed a Target."""
    return target.by == me()


def _is_for_others(target):
    """Whether somebody else has to decide: who proposed it does so only if there is nobody."""
    return is_mine(target) and any(head != me() for head in people.in_group("heads"))


def _require_step(indicators, target, name):
    if name in DECISIONS and rules.can(target, name) and _is_for_others(target):
        raise NotAllowed(OWN)
    if not may_take(indicators, target, name):
        raise NotAllowed(STEP_GONE)


def _require_free(indicators, target):
    """Refuse a second open proposal for the same indicator, year and group."""
    for other in indicators.targets.all():
        if other.id != target.id and other.state in rules.OPEN and other.place == target.place:
            raise FieldErrors(
                {
                    "code": _(
                        "targets_twice",
                        default="Target No. ${id} is proposed for this indicator, year and group "
                        "already: change or withdraw that one.",
                        mapping={"id": other.id},
                    )
                }
            )


def _supersede(indicators, target):
    for other in indicators.targets.all():
        if other.state == APPROVED and other.place == target.place:
            _kept(indicators, other._replace(state=SUPERSEDED), "supersede", str(target.id))


def _kept(indicators, target, name, reason=""):
    step = Step(name, me(), now(), target.value, reason)
    target = target._replace(steps=(*target.steps, step))
    indicators.targets.put(target)
    logger.info("target %s: %s by %s", target.id, name, me())
    return target


def _share(value, name, errors):
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal() and len(text) < 3):
        errors[name] = SHARE_WRONG
        return None
    if not int(text):
        errors[name] = SHARE_WRONG
    return int(text) / 100
