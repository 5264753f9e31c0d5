"""Series of codes through the years: which code is counted in which year, and what broke. Pure."""

from functools import cached_property
from typing import NamedTuple
import itertools


class Break(NamedTuple):
    """A year from which a series isn't quite comparable. what: "code", if another code was
    counted before it; "formula", "unit", "definition", if that was another then, the definition
    of an element that an indicator reads too."""

    year: int
    what: str
    before: str
    after: str


class Series:
    """current: the site's present Catalogue, ended codes too; catalogues: year -> Catalogue of
    what its round asked, in order."""

    def __init__(self, current, catalogues):
        self.current = current
        self.catalogues = catalogues
        self._lineages = {}
        self._codes = {}

    def line(self, code, year=None):
        """The Element or Indicator with a code as of a year, or as it is now (if it was ended, as
        it was last); None if there is none."""
        if year is None:
            return self._latest.get(code)
        catalogue = self.catalogues.get(year)
        return None if catalogue is None else _line(catalogue, code)

    @cached_property
    def _latest(self):
        """code -> its newest line, in the order of the newest catalogue."""
        found = {}
        for catalogue in self._newest_first:
            for line in _lines(catalogue):
                found.setdefault(line.code, line)
        return found

    @property
    def _newest_first(self):
        return (self.current, *reversed(self.catalogues.values()))

    @property
    def heads(self):
        """The newest codes of all series, elements first; what they replaced isn't among them."""
        return [
            code
            for code in sorted(self._latest, key=lambda code: self._latest[code].kind)
            if not any(
                code in self.lineage(heir) and heir not in self.lineage(code)
                for heir in self._heirs.get(code, ())
            )
        ]

    @cached_property
    def _heirs(self):
        """code -> codes that any catalogue says took over from it, the newest first."""
        found = {}
        for catalogue in self._newest_first:
            for line in _lines(catalogue):
                if line.replaced_by in self._latest:
                    found.setdefault(line.code, {})[line.replaced_by] = None
        return found

    @cached_property
    def _replaced(self):
        """code -> codes that it took over from."""
        found = {}
        for code, heirs in self._heirs.items():
            for heir in heirs:
                found.setdefault(heir, []).append(code)
        return found

    def lineage(self, code):
        """The codes of a series: itself, then what it replaced, the newest first."""
        if code not in self._lineages:
            found = [code]
            for one in found:
                found += [other for other in self._replaced.get(one, ()) if other not in found]
            self._lineages[code] = found
        return self._lineages[code]

    def codes(self, code):
        """year -> the code that its series has in that year; years without one are left out."""
        if code not in self._codes:
            asked = {
                year: next(
                    (one for one in self.lineage(code) if _line(catalogue, one) is not None), None
                )
                for year, catalogue in self.catalogues.items()
            }
            self._codes[code] = {year: found for year, found in asked.items() if found}
        return self._codes[code]

    def breaks(self, code):
        """The Breaks of a series, the oldest first."""
        found = []
        for (before, old), (after, new) in itertools.pairwise(self.codes(code).items()):
            sides = (self.catalogues[before], old), (self.catalogues[after], new)
            difference = _difference(*sides)
            if difference is not None:
                found.append(Break(after, *difference))
        return found


def _line(catalogue, code):
    return catalogue.elements.get(code) or catalogue.indicators.get(code)


def _lines(catalogue):
    return (*catalogue.elements.values(), *catalogue.indicators.values())


def _difference(before, after):
    """(what, before, after) of the first thing that keeps two years from being comparable.

    before, after: (Catalogue, code).
    """
    sides = [_facts(*before), _facts(*after)]
    for what, value in sides[0].items():
        if value != sides[1].get(what, value):
            return what[0], value, sides[1][what]
    return None


def _facts(catalogue, code):
    """(what, code of an element that it is of, or "") -> text."""
    line = _line(catalogue, code)
    facts = {
        ("code", ""): code,
        ("formula", ""): _formula(line),
        ("unit", ""): line.unit,
        ("definition", ""): line.definition_lt,
    }
    if line.kind == "indicator":
        for read in line.codes:
            facts["definition", read] = catalogue.elements[read].definition_lt
    return facts


def _formula(line):
    if line.kind == "element":
        return ""
    return f"{line.numerator} / {line.denominator} × {line.factor}"
