"""What may be chosen, and what a choice comes to: one Question for pages, files and services."""

from collections.abc import Callable
from functools import cached_property
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.indicators.explorer import rules
from metodinis.indicators.explorer.rules import Group
from metodinis.indicators.peers import groups as peers
from metodinis.indicators.peers.rules import bands
from metodinis.indicators.values.texts import title_of
from metodinis.libraries.rules import counties
from metodinis.libraries.rules import municipalities
import numpy


# What share of the libraries makes a year worth asking about.
ENOUGH = 0.8
WHOLE = _("explore_whole", default="Whole territory")
CHOSEN = _("explore_chosen", default="What is chosen, together")


class Question:
    """A reader's choice over a Table. form: of a request; say: Message -> text."""

    def __init__(self, form: dict, table, lang: str, say: Callable):
        self.table = table
        self.lang = lang
        self.say = say
        self.choice, self.faults = rules.parse(form, self.options)

    @cached_property
    def years(self):
        """The years of which the reader may see anything, ascending."""
        return self.table.reported_years

    @cached_property
    def whole_years(self):
        """Those of `years` up to the last in which most libraries have reported; all, if none."""
        table = self.table
        there = numpy.count_nonzero((table.reports > 0) & table.asked, axis=0)
        asked = numpy.count_nonzero(table.asked, axis=0)
        whole = [
            year
            for year in self.years
            if there[table.years.index(year)] >= ENOUGH * asked[table.years.index(year)]
        ]
        return tuple(year for year in self.years if year <= whole[-1]) if whole else self.years

    @cached_property
    def lines(self):
        """code -> Element or Indicator that may be chosen; indicators first."""
        lines = self.table.lines
        ordered = sorted(lines, key=lambda code: lines[code].kind != "indicator")
        return {code: lines[code] for code in ordered}

    @cached_property
    def options(self):
        return rules.Options(
            tuple(self.lines),
            tuple(self.scopes),
            tuple(member.id for member in self.table.members),
            self.years,
            peers.may_name(),
        )

    # groups

    @property
    def base_year(self):
        """The year by whose inhabitants libraries are put into bands: the last one asked for."""
        return self.choice.years[-1] if self.choice.years else self.table.years[-1]

    @cached_property
    def scopes(self):
        """id -> title of the groups that may be chosen from."""
        if not self.table.members:
            return {}
        found = {peers.TERRITORY: self.say(WHOLE)}
        found |= {group.id: group.title for group in self.counties_there}
        if self.table.years:
            found |= {
                f"{peers.POPULATION}:{band}": self.say(title)
                for band, title in enumerate(peers.BAND_TITLES)
            }
        found |= {group.id: group.title for group in self._kinds if group.mask.any()}
        return found | {group.id: group.title for group in self._own}

    def scope(self, name):
        """The Group with an id of `scopes`."""
        return next(group for group in self._all if group.id == name)

    @cached_property
    def _all(self):
        whole = Group(peers.TERRITORY, self.say(WHOLE), self.table.everybody())
        return [whole, *self._counties, *self._bands, *self._kinds, *self._own]

    def _by(self, kind, titles, value):
        values = numpy.array([value(member) or "" for member in self.table.members], dtype=object)
        return [Group(f"{kind}:{code}", title, values == code) for code, title in titles]

    @cached_property
    def _counties(self):
        titles = sorted(counties().items(), key=lambda pair: sort_key(pair[1]))
        return self._by(peers.COUNTY, titles, lambda member: member.county)

    @property
    def counties_there(self):
        """The Groups of counties that have a library."""
        return [group for group in self._counties if group.mask.any()]

    @cached_property
    def _kinds(self):
        titles = [(kind, self.say(title)) for kind, title in peers.KIND_TITLES.items()]
        return self._by(peers.KIND, titles, lambda member: member.kind)

    @cached_property
    def municipal(self):
        """A Group for each municipality, by name; its id is the ISO code."""
        titles = [(place.code, place.name) for place in municipalities().values()]
        titles.sort(key=lambda pair: sort_key(pair[1]))
        found = self._by(rules.MUNICIPALITY, titles, lambda member: member.municipality)
        return [group._replace(id=group.id.partition(":")[2]) for group in found]

    @cached_property
    def _bands(self):
        places = bands(peers.population(self.table, self.base_year))
        return [
            Group(f"{peers.POPULATION}:{band}", self.say(title), places == band)
            for band, title in enumerate(peers.BAND_TITLES)
        ]

    @cached_property
    def _own(self):
        found = sorted(peers.peers().groups, key=lambda own: sort_key(own.title))
        return [
            Group(f"{peers.OWN}:{own.id}", own.title, self.table.mask(own.libraries))
            for own in found
        ]

    @cached_property
    def singles(self):
        """name in addresses -> the Group of one library."""
        found = {}
        for place, member in enumerate(self.table.members):
            mask = numpy.zeros(len(self.table.members), dtype=bool)
            mask[place] = True
            found[member.id] = Group(member.id, member.name, mask, place)
        return found

    @cached_property
    def parts(self):
        """The Groups and libraries that were chosen, one by one."""
        chosen = [self.scope(name) for name in self.choice.groups]
        return chosen + [self.singles[name] for name in self.choice.libraries]

    @cached_property
    def mask(self):
        """bool (libraries,): of whom the choice is; everybody, if nobody was chosen."""
        if not self.parts:
            return self.table.everybody()
        return numpy.any([group.mask for group in self.parts], axis=0)

    @property
    def whole_title(self):
        """What all that is chosen is called together."""
        if not self.parts:
            return self.say(WHOLE)
        return self.parts[0].title if len(self.parts) == 1 else self.say(CHOSEN)

    @cached_property
    def groups(self):
        """The Groups of the choice, those without any library in its years left out."""
        by = self.choice.by
        if by == rules.TERRITORY or (by == rules.EACH and not self.parts):
            only = self.parts[0].single if len(self.parts) == 1 else None
            return [Group(peers.TERRITORY, self.whole_title, self.mask, only)]
        if by == rules.EACH:
            return self.parts
        found = {
            rules.COUNTY: lambda: self._counties,
            rules.BAND: lambda: self._bands,
            rules.KIND: lambda: self._kinds,
            rules.MUNICIPALITY: lambda: self.municipal,
            rules.LIBRARY: lambda: [*self.singles.values()],
        }[by]()
        return self.within(found)

    def within(self, groups):
        """Groups as far as they are in the choice, in the years of which a library was open."""
        places = [self.table.years.index(year) for year in self.choice.years]
        there = self.mask & self.table.asked[:, places].any(axis=1)
        return [
            group._replace(mask=group.mask & self.mask)
            for group in groups
            if (group.mask & there).any()
        ]

    # what it comes to

    @property
    def is_empty(self):
        """Whether there is nothing to show yet."""
        return not (self.choice.codes and self.choice.years and self.groups)

    @cached_property
    def cube(self):
        """The Cube, its groups in the order asked for."""
        found = rules.cube(self.table, self.choice.codes, self.groups, self.choice.years)
        is_by_value = self.choice.order(self.options) == rules.VALUE
        return found.ordered(rules.by_value(found)) if is_by_value else found

    @cached_property
    def pivot(self):
        return rules.pivot(self.cube, self.choice)

    @cached_property
    def map_cube(self):
        """The Cube of the last year by municipality."""
        groups = self.within(self.municipal)
        return rules.cube(self.table, self.choice.codes, groups, self.choice.years[-1:])

    def title(self, code):
        """What a line that may be chosen is called by itself."""
        return title_of(self.table.current, self.lines[code], self.lang)

    def line(self, code, year):
        """The Element or Indicator of a series as of a year; as it is now, if it wasn't asked."""
        found = self.table.line(self.table.codes(code).get(year, ""), year)
        return found or self.lines[code]
