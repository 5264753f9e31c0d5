"""What best practice is: the values that the methods give, with what they come from."""

from metodinis.indicators.peers import groups as peer_groups
from metodinis.indicators.targets import reading
from metodinis.indicators.targets import rules
from metodinis.indicators.targets.rules import Basis
from metodinis.indicators.targets.rules import EACH
from metodinis.indicators.targets.rules import PERCENTILE
from metodinis.indicators.targets.rules import THIRD
from metodinis.indicators.targets.rules import TREND
from metodinis.indicators.targets.rules import WHOLE
from typing import NamedTuple
import numpy


class Question(NamedTuple):
    """What a target is sought for. line: Element or Indicator; year: of the target; group: its
    id; base: id of the group that the best are looked for in; base_year, span: the year of their
    values, None if there are none at all, and how many years up to it a trend is drawn through;
    percentile: whole number. Titles: texts in the site's language."""

    line: object
    year: int
    group: str
    group_title: str
    measure: str
    direction: str
    base: str
    base_title: str
    base_year: int | None
    span: int = rules.USUAL_YEARS
    percentile: int = rules.USUAL_PERCENTILE


class Evidence(NamedTuple):
    """What there is to choose by.

    asked, count: libraries of the base group in the base year, and those with a number; low,
    median, high: of these, or None; baseline: the value of the target's own group then, or None;
    offers: method -> what it gives, or None; years: those that the trend is drawn through.
    """

    asked: int
    count: int
    low: float | None
    median: float | None
    high: float | None
    baseline: float | None
    offers: dict
    years: tuple


NO_EVIDENCE = Evidence(0, 0, None, None, None, None, {}, ())


def group_choices(found, year):
    """(id, title) of all groups that a target of `year` can be for, single libraries last."""
    by = reading.year_of_groups(found, year)
    peers = [] if by is None else peer_groups.all_groups(found, by)
    chosen = [(one.id, one.title) for one in peers] or [
        (rules.TERRITORY, peer_groups.TERRITORY_TITLE)
    ]
    return chosen + [
        (f"library:{one.uid}", one.title) for one in found.members if one.is_asked(year)
    ]


def base_choices(found, group, base_year):
    """(id, title) of the groups that the best can be looked for in, for a target of `group`: the
    group itself and all, for one library all that it belongs to."""
    if base_year is None:
        return [(rules.TERRITORY, peer_groups.TERRITORY_TITLE)]
    kind, _colon, which = group.partition(":")
    if kind == "library":
        member = found.members[found.place[which]]
        return [(one.id, one.title) for one in peer_groups.groups_of(found, member, base_year)]
    everybody = peer_groups.group(found, rules.TERRITORY, base_year)
    own = peer_groups.group(found, group, base_year)
    return list(dict.fromkeys((one.id, one.title) for one in (own, everybody) if one is not None))


def evidence(found, question):
    """The Evidence for a Question over a Table."""
    if question.base_year is None:
        return NO_EVIDENCE
    code = reading.present_code(found, question.line.code)
    place = found.years.index(question.base_year)
    mask = peer_groups.group(found, question.base, question.base_year).mask
    numbers = rules.known(found.numbers(code)[mask, place])
    values = _series(found, code, question)
    offers = {
        THIRD: _of_each(question, rules.best_third, numbers, question.direction),
        PERCENTILE: _of_each(
            question, rules.percentile, numbers, question.percentile, question.direction
        ),
        TREND: rules.trend([*values], values.values(), question.year),
    }
    low, median, high = (
        map(float, numpy.quantile(numbers, (0, 0.5, 1))) if len(numbers) else (None, None, None)
    )
    return Evidence(
        asked=int(numpy.count_nonzero(mask)),
        count=len(numbers),
        low=low,
        median=median,
        high=high,
        baseline=values.get(question.base_year),
        offers=offers,
        years=tuple(values),
    )


def _of_each(question, method, *args):
    """What a method of best practice gives: values of libraries are none of a whole group."""
    if question.measure == WHOLE or question.direction not in (rules.UP, rules.DOWN):
        return None
    return method(*args)


def _series(found, code, question):
    """year -> value of the target's own group, of the years of the trend that have one.

    A sum of some libraries only is none; of a ratio most have to be in it.
    """
    upto = [year for year in found.years if year <= question.base_year][-question.span :]
    kind, _colon, which = question.group.partition(":")
    if kind == "library":
        numbers = found.numbers(code)[found.place[which]]
        held = {year: float(numbers[found.years.index(year)]) for year in upto}
        return {year: number for year, number in held.items() if not numpy.isnan(number)}
    added = reading.adds_up(found.line(code))
    if added and question.measure == EACH:
        return {}
    mask = reading.mask_of(found, question.group, question.year)
    figures = {year: found.total(code, year, mask) for year in upto}
    least = 1 if added else rules.ENOUGH
    return {
        year: one.value
        for year, one in figures.items()
        if one.value is not None and one.used >= least * one.asked
    }


def basis_of(question, told, method):
    """The Basis to be kept with a target by `method`. told: the Evidence."""
    return Basis(
        method=method,
        group=question.base,
        group_title=question.base_title,
        year=question.base_year,
        years=told.years if method == TREND else (),
        percentile=question.percentile if method == PERCENTILE else None,
        asked=told.asked,
        count=told.count,
        median=told.median,
        computed=told.offers.get(method),
        baseline=told.baseline,
        span=question.span,
    )
