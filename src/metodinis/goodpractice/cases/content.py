"""A case, and what it keeps beside its fields."""

from metodinis.common.content import Unpublished
from metodinis.common.evaluations import Evaluated
from metodinis.goodpractice.cases.rules import Link
from metodinis.goodpractice.cases.rules import Result
from metodinis.goodpractice.cases.rules import Version
from metodinis.goodpractice.cases.schema import FILE_FIELDS
from metodinis.goodpractice.cases.schema import IGoodPractice
from persistent.list import PersistentList
from plone.dexterity.content import Item
from zope.interface import implementer


@implementer(IGoodPractice)
class GoodPractice(Evaluated, Item, Unpublished):
    """A case. Rows are kept as plain tuples, so that a class that moves breaks nothing."""

    _results = ()
    _links = ()
    pictures = ()
    attachments = ()
    library_uid = expert_note = ""
    writers = ()
    revision = 0
    # Days on which its director was reminded that it waits.
    directors_reminded = ()
    number = rating = valid_until = None

    def __init__(self, *args, **kwargs):
        self._rounds = PersistentList()
        self._versions = PersistentList()
        super().__init__(*args, **kwargs)

    def cb_isCopyable(self):
        """No: a copy would have the same number, versions and reviews."""
        return False

    @property
    def results(self):
        """The Results in order."""
        return tuple(Result(*stored) for stored in self._results)

    @property
    def links(self):
        """The Links in order."""
        return tuple(Link(*stored) for stored in self._links)

    def keep_rows(self, results=None, links=None):
        """Keep Results and Links; None leaves what there is."""
        if results is not None:
            self._results = tuple(tuple(result) for result in results)
        if links is not None:
            self._links = tuple(tuple(link) for link in links)

    @property
    def versions(self):
        """All Versions, the oldest first."""
        return [Version(*stored) for stored in self._versions]

    def put_version(self, kind, moment, userid, note, values):
        """Keep a Version; return it."""
        version = Version(len(self._versions) + 1, kind, moment, userid, note, values)
        self._versions.append(tuple(version))
        return version

    def forget_file(self, id_):
        """Take a picture or an attachment out of the case and of all its versions."""
        for name in FILE_FIELDS:
            setattr(self, name, _without(getattr(self, name), id_))
        for place, version in enumerate(self.versions):
            files = {name: _without(version.values[name], id_) for name in FILE_FIELDS}
            kept = version._replace(values=version.values | files)
            self._versions[place] = tuple(kept)


def _without(files, id_):
    return tuple(file for file in files if file.id != id_)
