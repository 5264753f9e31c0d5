"""Libraries, departments and partners, and the folders that hold them."""

from BTrees.Length import Length
from metodinis.common.content import Unpublished
from metodinis.libraries import rules
from metodinis.libraries.schema import IDepartment
from metodinis.libraries.schema import IDepartmentDirectory
from metodinis.libraries.schema import ILibrary
from metodinis.libraries.schema import ILibraryDirectory
from metodinis.libraries.schema import IPartner
from metodinis.libraries.schema import IPartnerDirectory
from plone.base.interfaces import INameFromTitle
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from zope.component import adapter
from zope.interface import implementer


@implementer(ILibraryDirectory)
class LibraryDirectory(Container, Unpublished):
    """The folder of all libraries. changes: how often a library was added, changed or taken out;
    what is made of all libraries is true until then."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.changes = Length()


@implementer(IDepartmentDirectory)
class DepartmentDirectory(Container, Unpublished):
    """The folder of the county library's departments."""


@implementer(IPartnerDirectory)
class PartnerDirectory(Container, Unpublished):
    """The folder of partners."""


@implementer(IDepartment)
class Department(Item, Unpublished):
    """A structural unit of the county library."""


@implementer(IPartner)
class Partner(Item, Unpublished):
    """An institution that the department works with."""


@implementer(ILibrary)
class Library(Container, Unpublished):
    """A library, and the folder of its reports."""

    # Set by operations only, so they are no fields of the form.
    population = ()  # of {"year", "population", "source"}, latest year first
    closed = None
    merged_into = None

    @property
    def name(self):
        """What it is called in lists."""
        return self.short_name or self.title

    @property
    def county(self):
        """ISO 3166-2 code of the county of its municipality, or None."""
        place = rules.municipalities().get(self.municipality)
        return place.county if place else None

    @property
    def outlets(self):
        """Outlets by kind: dict of OUTLETS -> how many, without those it has none of."""
        counts = {kind: getattr(self, f"outlets_{kind}") for kind in rules.OUTLETS}
        return {kind: count for kind, count in counts.items() if count}

    def cb_isCopyable(self):
        """No: a copy would have the same code."""
        return False

    def is_closed(self, year):
        """Whether it was closed before `year` began: it doesn't report that year."""
        return rules.is_closed(self.closed, year)


@implementer(INameFromTitle)
@adapter(ILibrary)
class NameFromCode:
    """A library's address is made of its code, which is shorter and steadier than its name."""

    def __init__(self, library):
        self.title = library.code.lower()
