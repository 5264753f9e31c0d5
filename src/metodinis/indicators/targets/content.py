"""The targets as `/indicators` keeps them: plain records by their numbers."""

from BTrees.IOBTree import IOBTree
from metodinis.indicators.targets.rules import Basis
from metodinis.indicators.targets.rules import Limits
from metodinis.indicators.targets.rules import Step
from metodinis.indicators.targets.rules import Target
from persistent import Persistent


class Targets(Persistent):
    """All targets. Written by `operations.py` only. limits: where lights change."""

    def __init__(self):
        self._targets = IOBTree()  # id -> Target as plain tuples
        self._limits = tuple(Limits())

    @property
    def limits(self):
        return Limits(*self._limits)

    @limits.setter
    def limits(self, limits):
        self._limits = tuple(limits)

    def new_id(self):
        """The number of the next target."""
        return self._targets.maxKey() + 1 if self._targets else 1

    def put(self, target):
        """Keep a Target, new or changed."""
        self._targets[target.id] = _plain(target)

    def get(self, id_):
        """The Target with a number, or None."""
        stored = self._targets.get(id_)
        return None if stored is None else _target(stored)

    def all(self):
        """All Targets, the oldest first."""
        return [_target(stored) for stored in self._targets.values()]


def _plain(target):
    return tuple(
        target._replace(basis=tuple(target.basis), steps=tuple(tuple(one) for one in target.steps))
    )


def _target(stored):
    target = Target(*stored)
    return target._replace(
        basis=Basis(*target.basis), steps=tuple(Step(*one) for one in target.steps)
    )
