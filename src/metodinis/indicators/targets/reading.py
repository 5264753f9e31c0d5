"""Which target holds for whom, and how far it is: what other rooms, plans too, ask.

Only approved targets hold. What is known of figures is the Table that the present user may see.
"""

from metodinis.indicators.peers import groups as peer_groups
from metodinis.indicators.store import CATALOGUE_ID
from metodinis.indicators.targets import rules
from metodinis.indicators.targets.rules import APPROVED
from metodinis.indicators.targets.rules import EACH
from metodinis.indicators.targets.rules import kind_of
from metodinis.indicators.targets.rules import TERRITORY
from metodinis.indicators.targets.rules import WHOLE
from metodinis.indicators.values.members import Member
from metodinis.indicators.values.rules import ACCEPTED
from metodinis.indicators.values.table import table
from plone import api
from typing import NamedTuple
import numpy


class Progress(NamedTuple):
    """How far a group or a library is.

    year: the newest one up to the target's that there is a value of, or None; value, baseline:
    numbers or None; light: of rules.LIGHTS; way: share of the way from the baseline, or None
    while there is no later value;
    asked, used: libraries of the group, and those whose values are in it; of one library 1 and 1.
    is_final: whether the value is of the target's own year.
    """

    year: int | None
    value: float | None
    baseline: float | None
    light: str
    way: float | None
    asked: int
    used: int
    is_final: bool


class Standing(NamedTuple):
    """How far one library of a target's group is."""

    member: Member
    progress: Progress


def store():
    """The site's content.Targets."""
    return api.portal.get()[CATALOGUE_ID].targets


def target_for(code, year, member=None, found=None):
    """The approved Target of an indicator or element for a year and a Member, or None.

    The most specific group that the Member is in wins: the library itself, an own group (the
    smallest), its band of inhabitants, county, kind, the territory. Without a Member it is that
    of the whole territory. found: a Table, else the present user's.
    """
    return targets_of(year, member, found).get(code)


def targets_of(year, member=None, found=None, among=None):
    """code -> the Target that `target_for` gives, of all codes that have one, at one look.

    among: the Targets that may be told, where not everybody may see all.
    """
    found = found or table()
    held = {}
    for target in store().all() if among is None else among:
        if target.year == year and target.state == APPROVED and _holds_for(target, member, found):
            held.setdefault(present_code(found, target.code), []).append(target)
    inside = groups_with(
        found, {one.group for targets in held.values() for one in targets}, member, year
    )
    chosen = {code: rules.most_specific(targets, inside) for code, targets in held.items()}
    return {code: target for code, target in chosen.items() if target is not None}


def _holds_for(target, member, found):
    """Whether a library, or without one the territory, can be held against a Target."""
    if member is not None:
        return target.measure == EACH
    return target.measure == WHOLE or not adds_up(found.line(target.code))


def adds_up(line):
    """Whether an Element's or Indicator's values of several libraries are put together by adding
    (or not at all), so that what is good for one says nothing of the group."""
    return line is not None and line.kind == "element" and line.aggregation != "mean"


def digits_of(line):
    """To how many decimals a line's values are written, and so its targets set and compared."""
    if line.decimals is not None:
        return line.decimals
    return 3 if line.kind == "indicator" else {"count": 0, "money": 2}.get(line.type, 3)


def present_code(found, code):
    """The code that a series has now: a target stays with it when it is replaced."""
    seen = {code}
    while (line := found.line(code)) is not None and line.replaced_by not in ("", *seen):
        if found.line(line.replaced_by) is None:
            break
        code = line.replaced_by
        seen.add(code)
    return code


def year_of_groups(found, year):
    """The year by which libraries are grouped for a target of `year`: the newest of the Table's
    up to it, else the oldest; None of an empty Table."""
    earlier = [one for one in found.years if one <= year]
    return max(earlier, default=found.years[0] if found.years else None)


def mask_of(found, group, year):
    """The mask, bool (libraries,), of a target's group in a year; None if there is no such."""
    kind, _colon, which = group.partition(":")
    if kind == "library":
        return found.mask([which]) if which in found.place else None
    by = year_of_groups(found, year)
    if by is None:
        return found.everybody() if group == TERRITORY else None
    peers = peer_groups.group(found, group, by) if kind in rules.ORDER else None
    return None if peers is None else peers.mask


def groups_with(found, groups, member, year):
    """Of some groups' ids those that a Member is in, the smallest first; without a Member the
    territory."""
    if member is None:
        return [TERRITORY]
    row = found.place[member.uid]
    masks = {group: mask_of(found, group, year) for group in groups}
    inside = [group for group, mask in masks.items() if mask is not None and mask[row]]
    return sorted(inside, key=lambda group: numpy.count_nonzero(masks[group]))


def member_of(found, target):
    """The Member that a Target for one library is of; None of others, or if it is gone."""
    uid = target.group.partition(":")[2]
    place = found.place.get(uid) if kind_of(target.group) == "library" else None
    return None if place is None else found.members[place]


def basis_seen(target, found):
    """A Target's Basis as a reader of a Table may see it: without the numbers that were computed
    from reports which this reader doesn't see yet."""
    basis = target.basis
    if found.states == ACCEPTED or not _has_hidden(target, found):
        return basis
    return basis._replace(median=None, computed=None, baseline=None)


def _has_hidden(target, found):
    """Whether a report of the groups and years that a Target comes from isn't in a Table."""
    basis, whole = target.basis, table(ACCEPTED)
    for year in {basis.year, *basis.years} & {*whole.years}:
        base = peer_groups.group(whole, basis.group, year)
        masks = [mask_of(whole, target.group, target.year), None if base is None else base.mask]
        places = [one.years.index(year) for one in (whole, found)]
        hidden = (whole.reports[:, places[0]] > 0) & (found.reports[:, places[1]] == 0)
        if any((hidden if mask is None else hidden & mask).any() for mask in masks):
            return True
    return False


# progress


def progress(target, member=None, found=None):
    """The Progress of a Member against a Target; without one, of the group together.

    Of a number that is added up and meant for each library the group has no value of its own.
    """
    found = found or table()
    member = member or member_of(found, target)
    if member is not None:
        return _of_library(target, found, found.place[member.uid])
    return _of_group(target, found)


def standings(target, found=None):
    """The Standing of each library of a Target's group, in the order of the register."""
    found = found or table()
    mask = mask_of(found, target.group, target.year)
    if mask is None or target.measure == WHOLE:
        return []
    return [
        Standing(found.members[row], _of_library(target, found, row))
        for row in numpy.flatnonzero(mask)
    ]


def reached(target, found=None):
    """(how many libraries of a Target's group have reached it, how many have a number), as the
    lights of `standings` tell it, at one look."""
    found = found or table()
    mask = mask_of(found, target.group, target.year)
    line = found.line(target.code)
    if mask is None or line is None or target.measure == WHOLE or not target.direction:
        return 0, 0
    code, digits = present_code(found, target.code), digits_of(line)
    numbers = found.numbers(code)[mask][:, [year <= target.year for year in found.years]]
    known = ~numpy.isnan(numbers[:, ::-1])
    rows = numpy.flatnonzero(known.any(axis=1))
    newest = numbers[:, ::-1][rows, known[rows].argmax(axis=1)] if len(rows) else ()
    goal = round(target.value, digits)
    shares = [rules.closeness(round(float(one), digits), goal, target.direction) for one in newest]
    return shares.count(1.0), len(shares)


def _years_upto(target, found):
    return [year for year in reversed(found.years) if year <= target.year]


def _of_library(target, found, row):
    numbers = found.numbers(present_code(found, target.code))[row]
    held = {year: float(numbers[found.years.index(year)]) for year in _years_upto(target, found)}
    year = next((one for one, number in held.items() if not numpy.isnan(number)), None)
    baseline = held.get(target.basis.year)
    if baseline is not None and numpy.isnan(baseline):
        baseline = None
    used = 0 if year is None else 1
    return _progress(target, found, year, held.get(year), baseline, 1, used)


def _of_group(target, found):
    mask = mask_of(found, target.group, target.year)
    code = present_code(found, target.code)
    added = adds_up(found.line(code))
    if mask is None or (added and target.measure == EACH):
        return _progress(target, found, None, None, None, 0, 0)
    figures = {year: found.total(code, year, mask) for year in _years_upto(target, found)}
    figures = {year: one for year, one in figures.items() if one.value is not None}
    least = 1 if added else rules.ENOUGH
    whole = (year for year, one in figures.items() if one.used >= least * one.asked)
    year = next(whole, None)
    if year is not None:
        figure = figures[year]
        return _progress(
            target,
            found,
            year,
            figure.value,
            basis_seen(target, found).baseline,
            figure.asked,
            figure.used,
        )
    # Of too few libraries the newest value is told, but it is no measure of the group.
    year, figure = next(iter(figures.items()), (None, None))
    if figure is None:
        return _progress(target, found, None, None, None, 0, 0)
    said = _progress(target, found, year, figure.value, None, figure.asked, figure.used)
    return said._replace(light=rules.NONE, way=None)


def _progress(target, found, year, value, baseline, asked, used):
    line = found.line(target.code)
    digits = None if line is None else digits_of(line)
    light = rules.light(value, target.value, target.direction, baseline, store().limits, digits)
    began = target.basis.year
    # Of the first value itself there is no way yet.
    is_later = year is not None and (began is None or year > began)
    way = rules.way(value, target.value, target.direction, baseline) if is_later else None
    return Progress(year, value, baseline, light, way, asked, used, year == target.year)
