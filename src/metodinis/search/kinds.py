"""The kinds of results: each domain's own, and of what no domain names."""

from metodinis.i18n import _
from metodinis.search.interfaces import IKind
from metodinis.search.interfaces import ISource
from metodinis.search.interfaces import Kind
from plone import api
from zope.component import getAdapters
from zope.component import getUtilitiesFor
from zope.globalrequest import getRequest


PAGES = "pages"
# What no kind names is a page of the site.
KIND_OF_PAGES = Kind(_("search_kind_pages", default="Pages of the site"), (), 80)
NEWS = Kind(_("search_kind_news", default="News"), ("News Item",), 60)
EVENTS = Kind(_("search_kind_events", default="Events"), ("Event",), 65)
FILES = Kind(_("search_kind_files", default="Files and pictures"), ("File", "Image"), 90)


def kinds():
    """name -> Kind, in their order."""
    return dict(sorted(getUtilitiesFor(IKind), key=lambda pair: pair[1].order))


def sources():
    """name -> ISource for the present reader, in their order."""
    found = getAdapters((api.portal.get(), getRequest()), ISource)
    return dict(sorted(found, key=lambda pair: pair[1].order))


def kind_of_types():
    """portal type -> name of its kind; types that are missing are of PAGES."""
    return {name: kind for kind, spec in kinds().items() for name in spec.types}
