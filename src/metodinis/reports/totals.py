"""What the accepted reports of a round add up to, kept with the round.

Adding up thousands of reports takes seconds, and the catalog changes with every save: a cache
would be empty when it is needed. So a report's share is added when it is accepted, published or
corrected, and taken out when it is given back: few writes, by the department, and a page reads
two records, however many libraries there are. Each report's numbers are kept as they were added,
so that taking them out leaves no rest.
"""

from BTrees.OOBTree import OOBTree
from metodinis.indicators.groups import combined
from metodinis.indicators.groups import numbers_for_groups
from metodinis.indicators.groups import share_of
from metodinis.reports.rules import ACCEPTED
from persistent import Persistent


class Sums(Persistent):
    """code -> (libraries, numerator, denominator); two writers' changes are merged."""

    def __init__(self):
        self.sums = {}

    def add(self, share, times=1):
        self.sums = combined(self.sums, share, times)

    def _p_resolveConflict(self, old, saved, new):
        """Both changes: what the other writer saved, and what this one changed since `old`."""
        sums = combined(combined(saved["sums"], new["sums"]), old["sums"], -1)
        return {**new, "sums": sums}


class Totals(Persistent):
    """The totals of one round, accepted and published reports apart."""

    def __init__(self):
        self._numbers = OOBTree()  # UID of a report -> (its state, numbers_for_groups)
        self._sums = {state: Sums() for state in ACCEPTED}

    def put(self, uid, state, catalogue, cells):
        """Hold a report's cells while it is in a state of ACCEPTED; in another, take them out."""
        before = self._numbers.get(uid)
        after = None
        if state in ACCEPTED:
            after = (state, numbers_for_groups(catalogue, cells))
        if before == after:
            return
        if before is not None:
            self._sums[before[0]].add(share_of(catalogue, before[1]), -1)
            del self._numbers[uid]
        if after is not None:
            self._sums[state].add(share_of(catalogue, after[1]))
            self._numbers[uid] = after

    def of(self, states):
        """Totals of the reports in these states, as `groups.combined` makes them."""
        found = {}
        for state in states:
            found = combined(found, self._sums[state].sums)
        return found
