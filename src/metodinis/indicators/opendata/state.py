"""Which state the published data are in: what their files and answers are known by."""

from datetime import datetime
from datetime import UTC
from metodinis.indicators.store import CATALOGUE_ID
from metodinis.indicators.values.members import members
from metodinis.indicators.values.rules import PUBLISHED
from metodinis.indicators.values.table import statistics
from metodinis.layout import formats
from metodinis.layout.memo import catalog_mark
from metodinis.layout.memo import mark
from metodinis.layout.memo import Memo
from metodinis.layout.metadata import department
from persistent.TimeStamp import TimeStamp
from plone import api
from typing import NamedTuple
import hashlib


_states = Memo(2)
# Another number makes all copies of the files old: they are written differently now.
WRITING = 1


class PublicState(NamedTuple):
    """What the published data were made of.

    key: a text that is another after every change of what is published, of the catalogue, of the
    libraries or of the publisher's name, and after no other change; version: how often published
    values changed; modified: when anything of it did; issued: when the first was, or None.
    """

    key: str
    version: int
    modified: datetime
    issued: datetime | None


def public_state():
    """The PublicState that this request sees."""
    site = api.portal.get()
    store, catalogue = statistics(), site[CATALOGUE_ID]
    marks = (mark(store.version), mark(store.published), catalog_mark())
    publisher = department().name
    key = None if None in marks else (*marks, site.absolute_url(), publisher)
    return _states.get(key, lambda: _read(site, store, catalogue, publisher))


def _read(site, store, catalogue, publisher):
    current = catalogue.current("catalogue")
    years = [
        found for year in store.years if PUBLISHED in (found := store.year(year)).states.values()
    ]
    written = (WRITING, site.absolute_url(), publisher, current.text, members(), store.published())
    asked = [(year.catalogue_text, year.left_out) for year in years]
    digest = hashlib.sha256(repr((written, asked, store.published._p_serial)).encode())
    moments = [_moment(one) for one in (store.published, *years)]
    return PublicState(
        digest.hexdigest()[:32],
        store.published(),
        max(*moments, current.at, *_of_libraries()),
        store.issued,
    )


def _moment(persistent):
    """When an object was stored; now, if this transaction is to."""
    serial = persistent._p_serial
    if persistent._p_changed or not any(serial):
        return datetime.now(UTC)
    return datetime.fromtimestamp(TimeStamp(serial).timeTime(), UTC)


def _of_libraries():
    """When a library was changed last, in a list; an empty one if there are none."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(
        portal_type="Library", sort_on="modified", sort_order="descending", sort_limit=1
    )
    return [formats.as_datetime(brain.modified) for brain in found[:1]]
