"""What an import has made, changed and refused, for pages, REST and the terminal. Pure."""

from metodinis.layout import formats
from metodinis.reports.imports.reading import Refusal
from metodinis.reports.imports.reading import Total
from typing import NamedTuple


class Count(NamedTuple):
    """How many findings of a rule there are."""

    severity: str
    rule: str
    count: int


class Outcome(NamedTuple):
    """The result of an import, or what it would be. If anything is refused, nothing is written.

    makes_round: whether the year's round is made; libraries, reports: how many are made;
    changed: reports with corrected values; same: reports that are as the file says already;
    cells: values written; ignored: columns that nothing was taken from.
    """

    year: int
    makes_round: bool = False
    libraries: int = 0
    reports: int = 0
    changed: int = 0
    same: int = 0
    cells: int = 0
    refused: tuple[Refusal, ...] = ()
    ignored: tuple[str, ...] = ()
    findings: tuple[Count, ...] = ()
    totals: tuple[Total, ...] = ()

    @property
    def is_new(self):
        """Whether there is anything to write."""
        return self.makes_round or bool(self.libraries or self.reports or self.changed)


NAMES = ("libraries", "reports", "changed", "same", "cells")


def as_json(outcome, most_refused=None):
    """An Outcome as JSON can say it; totals are numbers. most_refused: how many are listed."""
    return {
        "year": outcome.year,
        "round_made": outcome.makes_round,
        **{name: getattr(outcome, name) for name in NAMES},
        "refused_total": len(outcome.refused),
        "refused": [refusal._asdict() for refusal in outcome.refused[:most_refused]],
        "ignored": list(outcome.ignored),
        "findings": [count._asdict() for count in outcome.findings],
        "totals": [{**total._asdict(), "total": _number(total.total)} for total in outcome.totals],
    }


def _number(value):
    whole = value is not None and value == int(value)
    return int(value) if whole else value and float(value)


TEXTS = {
    "nothing": (
        "Nieko neįrašyta: pataisykite šias vietas ir pakartokite.",
        "Nothing was written: mend these places and repeat.",
    ),
    "dry": (
        "Tik pažiūrėta, nieko neįrašyta. Importavus būtų:",
        "Only looked at, nothing was written. An import would tell:",
    ),
    "same": (
        "Nieko nepakeista: viskas jau yra taip, kaip faile.",
        "Nothing was changed: everything is as the file says already.",
    ),
    "round": ("sukurtas {year} m. ataskaitų rinkimas", "made the round of {year}"),
    "libraries": ("sukurta bibliotekų: {n}", "libraries made: {n}"),
    "reports": ("sukurta ataskaitų: {n}", "reports made: {n}"),
    "changed": ("pakeista ataskaitų: {n}", "reports changed: {n}"),
    "same_reports": ("nepakitusių ataskaitų: {n}", "reports as they were: {n}"),
    "cells": ("įrašyta reikšmių: {n}", "values written: {n}"),
    "refused": ("atmesta: {n}", "refused: {n}"),
    "ignored": ("nenaudoti stulpeliai: {n}", "columns not used: {n}"),
    "line": ("eilutė", "line"),
}


def lines(outcome, language, dry=False):
    """The Outcome as lines for a terminal, in "lt" or "en"; dry: of a look, not of an import."""

    def say(name, n=""):
        return TEXTS[name][language == "en"].format(n=n, year=outcome.year)

    for refusal in outcome.refused:
        place = [refusal.part, refusal.line and f"{say('line')} {refusal.line}"]
        place += [refusal.library, refusal.column]
        yield ", ".join(str(part) for part in place if part) + f": {refusal.message}"
    if outcome.refused:
        yield f"{say('refused', len(outcome.refused))}. {say('nothing')}"
        return
    if dry:
        yield say("dry")
    if not outcome.is_new:
        yield say("same")
    if outcome.makes_round:
        yield say("round")
    for name in NAMES:
        yield say("same_reports" if name == "same" else name, getattr(outcome, name))
    if outcome.ignored:
        yield say("ignored", ", ".join(outcome.ignored))
    for count in outcome.findings:
        yield f"{count.severity} {count.rule}: {count.count}"
    for total in outcome.totals:
        states = ", ".join(f"{name} {count}" for name, count in total.states.items() if count)
        number = "–" if total.total is None else formats.number(total.total, language)
        yield f"{total.code}: {number} ({states})"
