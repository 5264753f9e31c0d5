"""The site's two tables of indicators, with all their versions."""

from BTrees.IOBTree import IOBTree
from metodinis.common.content import Unpublished
from metodinis.indicators.commentary.content import Commentary
from metodinis.indicators.explorer.content import Selections
from metodinis.indicators.peers.content import Peers
from metodinis.indicators.schema import IIndicatorCatalogue
from metodinis.indicators.schema import TABLES
from metodinis.indicators.targets.content import Targets
from metodinis.indicators.values.content import Statistics
from persistent import Persistent
from plone.dexterity.content import Item
from zope.interface import implementer


class Version(Persistent):
    """One state of a table, never changed. `number` counts from 1, for each table.

    text: the whole table as canonical CSV; by: user id, "" for the installation; at: aware
    datetime; note: why, in a person's words; counts: rows (added, changed, removed).
    """

    def __init__(self, number, text, by, at, note, counts):
        self.number = number
        self.text = text
        self.by = by
        self.at = at
        self.note = note
        self.counts = counts


@implementer(IIndicatorCatalogue)
class IndicatorCatalogue(Item, Unpublished):
    """`/indicators`: the catalogue and the check rules, written by `operations.py` only.

    statistics: the values of all accepted reports, written by them; peers: how libraries are
    compared; selections: what people keep of the explorer; targets: what indicators are to reach;
    commentary: what the department says of figures.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._versions = {table: IOBTree() for table in TABLES}
        self.statistics = Statistics()
        self.peers = Peers()
        self.selections = Selections()
        self.targets = Targets()
        self.commentary = Commentary()

    def current(self, table):
        """The Version of a table (one of TABLES) that counts now."""
        versions = self._versions[table]
        return versions[versions.maxKey()]

    def version(self, table, number):
        """The Version with this number, or None."""
        return self._versions[table].get(number)

    def versions(self, table):
        """All Versions of a table, the newest first."""
        return list(reversed(self._versions[table].values()))

    def put(self, table, version):
        """Keep a new Version: from now on it is the current one."""
        self._versions[table][version.number] = version
