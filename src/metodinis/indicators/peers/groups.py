"""The groups that a library may be compared in, as masks over a Table's members."""

from metodinis.common.permissions import may
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.indicators.peers import rules
from metodinis.indicators.store import CATALOGUE_ID
from metodinis.indicators.values.table import VIEW_ACCEPTED
from metodinis.libraries.rules import counties
from plone import api
from typing import NamedTuple
import numpy


TERRITORY = "territory"
POPULATION = "population"
KIND = "kind"
COUNTY = "county"
NEAREST = "nearest"
OWN = "own"
BAND_TITLES = (
    _("peers_band_0", default="Fewer than 15 thousand inhabitants"),
    _("peers_band_1", default="15–30 thousand inhabitants"),
    _("peers_band_2", default="30–50 thousand inhabitants"),
    _("peers_band_3", default="50–100 thousand inhabitants"),
    _("peers_band_4", default="More than 100 thousand inhabitants"),
)
KIND_TITLES = {
    "county": _("peers_kind_county", default="County libraries"),
    "municipal": _("peers_kind_municipal", default="Municipal libraries"),
    "other": _("peers_kind_other", default="Other libraries"),
}
TERRITORY_TITLE = _("peers_territory", default="All libraries of the territory")
NEAREST_TITLE = _("peers_nearest", default="The most similar libraries")


class PeerGroup(NamedTuple):
    """A group in a year. id: in addresses; title: message or text; mask: bool (libraries,), of
    those that were open in the year, the compared library with them."""

    id: str
    title: str
    mask: numpy.ndarray


def peers():
    """What the staff decided: content.Peers."""
    return api.portal.get()[CATALOGUE_ID].peers


def settings():
    """The present content.Settings."""
    return peers().settings


def own_groups():
    """The staff's own groups (content.OwnGroup), by name."""
    return sorted(peers().groups, key=lambda own: sort_key(own.title))


def own_of(name):
    """The OwnGroup behind a PeerGroup's id, or None."""
    kind, _colon, which = name.partition(":")
    return peers().group(which) if kind == OWN else None


def may_name():
    """Whether the present user may see libraries' names beside each other's numbers."""
    return settings().names_in_public or may(VIEW_ACCEPTED, api.portal.get()[CATALOGUE_ID])


def population_code(table):
    """The code of the element that holds the inhabitants served; None if there is none."""
    elements = table.current.elements.values()
    return next((one.code for one in elements if one.derived == "population"), None)


def population(table, year):
    """float64 (libraries,): inhabitants in a year of the table's; where that year's aren't known,
    of the last year before it, else of the first one after; else NaN."""
    code = population_code(table)
    if code is None:
        return numpy.full(len(table.members), numpy.nan)
    return rules.latest_known(table.numbers(code), table.years.index(year))


def groups_of(table, member, year):
    """The PeerGroups that a Member belongs to in a year of the table's, the closest kin first:
    inhabitants, nearest neighbours, own groups, county, kind, the whole territory."""
    row = table.place[member.uid]
    place = table.years.index(year)
    found = [
        _population_group(table, year, rules.band_of(population(table, year)[row])),
        _nearest_group(table, year, member),
        *(_own_group(table, year, own) for own in own_groups() if member.uid in own.libraries),
        _county_group(table, year, member.county),
        _kind_group(table, year, member.kind),
        _territory(table, year),
    ]
    open_then = table.asked[row, place]
    return [one for one in found if one is not None and (one.mask[row] or not open_then)]


def all_groups(table, year):
    """The PeerGroups of the territory in a year that have anybody: all but nearest neighbours."""
    kinds = dict.fromkeys(one.kind for one in table.members)
    places = sorted(
        {one.county for one in table.members if one.county},
        key=lambda code: sort_key(counties().get(code, code)),
    )
    found = [
        _territory(table, year),
        *(_population_group(table, year, band) for band in range(len(rules.BANDS))),
        *(_kind_group(table, year, kind) for kind in KIND_TITLES if kind in kinds),
        *(_county_group(table, year, county) for county in places),
        *(_own_group(table, year, own) for own in own_groups()),
    ]
    return [one for one in found if one.mask.any()]


def group(table, name, year):
    """The PeerGroup whose id is `name` in a year of the table's, or None if there is none such."""
    kind, _colon, which = str(name).partition(":")
    if kind == TERRITORY and not which:
        return _territory(table, year)
    if kind == POPULATION and which.isascii() and which.isdigit():
        band = int(which) if len(which) < 3 else len(rules.BANDS)
        return _population_group(table, year, band) if band < len(rules.BANDS) else None
    if kind == KIND and which in KIND_TITLES:
        return _kind_group(table, year, which)
    if kind == COUNTY:
        return _county_group(table, year, which) if which in counties() else None
    if kind == NEAREST:
        member = next((one for one in table.members if one.id == which), None)
        return _nearest_group(table, year, member) if member is not None else None
    own = own_of(f"{kind}:{which}")
    return _own_group(table, year, own) if own is not None else None


def default_group(table, member, year):
    """The group that a Member is compared in if nobody chose: the first of `groups_of`, as they
    are by their nature, in which enough libraries have reported; else the territory."""
    place = table.years.index(year)
    there = table.reports[:, place] > 0
    found = [one for one in groups_of(table, member, year) if not one.id.startswith(f"{OWN}:")]
    enough = (one for one in found if numpy.count_nonzero(one.mask & there) >= settings().smallest)
    return next(enough, found[-1])


def neighbours(table, member, year):
    """The Members nearest to one in a year, the nearest first, by the settings' measures."""
    return [table.members[row] for row in _nearest_rows(table, year, member)]


def _asked(table, year):
    return table.asked[:, table.years.index(year)]


def _territory(table, year):
    return PeerGroup(TERRITORY, TERRITORY_TITLE, _asked(table, year).copy())


def _population_group(table, year, band):
    if band is None:
        return None
    mask = (rules.bands(population(table, year)) == band) & _asked(table, year)
    return PeerGroup(f"{POPULATION}:{band}", BAND_TITLES[band], mask)


def _kind_group(table, year, kind):
    mask = numpy.array([one.kind == kind for one in table.members], dtype=bool)
    return PeerGroup(f"{KIND}:{kind}", KIND_TITLES[kind], mask & _asked(table, year))


def _county_group(table, year, county):
    if county not in counties():
        return None
    mask = numpy.array([one.county == county for one in table.members], dtype=bool)
    return PeerGroup(f"{COUNTY}:{county}", counties()[county], mask & _asked(table, year))


def _own_group(table, year, own):
    mask = table.mask(own.libraries) & _asked(table, year)
    return PeerGroup(f"{OWN}:{own.id}", own.title, mask)


def _nearest_group(table, year, member):
    rows = _nearest_rows(table, year, member)
    if not rows:
        return None
    mask = numpy.zeros(len(table.members), dtype=bool)
    mask[[table.place[member.uid], *rows]] = True
    return PeerGroup(f"{NEAREST}:{member.id}", NEAREST_TITLE, mask & _asked(table, year))


def _nearest_rows(table, year, member):
    """Of those open in the year and of the same kind, by what is known of their size then."""
    chosen, place = settings(), table.years.index(year)
    known = [code for code in chosen.measures if table.codes(code)]
    if not known:
        return []
    columns = [rules.latest_known(table.numbers(code), place) for code in known]
    alike = numpy.array([one.kind == member.kind for one in table.members], dtype=bool)
    row = table.place[member.uid]
    return rules.nearest(
        numpy.column_stack(columns), row, chosen.neighbours, alike & _asked(table, year)
    )
