"""How many full reports a second the engine checks on one core: 80 cells, 60 rules, last year.

    python -m backend.bench.engine

Prints a Markdown table. The same report written by `json.dumps` stands beside it, so that runs
on different machines can be compared.
"""

from decimal import Decimal
from importlib.resources import files
from metodinis.common.numbers import Cell
from metodinis.common.numbers import VALUE
from metodinis.indicators.catalogue import Catalogue
from metodinis.indicators.catalogue import parse_catalogue
from metodinis.indicators.rules import parse_rules
from metodinis.indicators.rules import RuleSet
from time import perf_counter
import json
import random


YEAR = 2025
ELEMENTS = 80
RULES = 60
REPORTS = 500
ROUNDS = 7


def form():
    """The shipped catalogue and rules, cut to the size that is measured."""
    data = files("metodinis.indicators") / "data"
    whole = parse_catalogue((data / "catalogue.csv").read_text()).for_year(YEAR)
    elements = dict(list(whole.elements.items())[:ELEMENTS])
    catalogue = Catalogue(whole.sections, elements)
    rules = parse_rules((data / "checks.csv").read_text(), whole).rules
    fitting = [rule for rule in rules if set(rule.now_codes + rule.codes) <= elements.keys()]
    # From all over the table, so that every operator is there.
    chosen = [fitting[number * len(fitting) // RULES] for number in range(RULES)]
    return catalogue, RuleSet(tuple(chosen))


def report(catalogue, draw, before=None):
    """Random cells for every line; near those of the year `before`, if it is given."""
    cells = {}
    for code, element in catalogue.elements.items():
        value = draw.randint(10, 50_000)
        if before:
            value = int(before[code].value) * draw.randint(80, 120) // 100 + 1
        if element.type in ("decimal", "thousand_euro", "hours", "percent"):
            value = Decimal(value)
        cells[code] = Cell(VALUE, value, str(value))
    return cells


def best(work):
    """Calls of `work` over all reports a second: the best of some rounds."""
    rates = []
    for _round in range(ROUNDS):
        start = perf_counter()
        work()
        rates.append(REPORTS / (perf_counter() - start))
    return max(rates)


def main():
    """Measure and print the table."""
    draw = random.Random(2789)  # noqa: S311 (numbers for a measurement)
    catalogue, rules = form()
    last = [report(catalogue, draw) for _number in range(REPORTS)]
    now = [report(catalogue, draw, before) for before in last]
    plain = [{code: str(cell.value) for code, cell in cells.items()} for cells in now]
    found = 0

    def check():
        nonlocal found
        found = sum(
            len(rules.check(cells, before, year=YEAR, catalogue=catalogue))
            for cells, before in zip(now, last, strict=True)
        )

    checks = best(check)
    dumps = best(lambda: [json.dumps(cells) for cells in plain])
    print(f"| {len(catalogue.elements)} cells, {len(rules.rules)} rules | a second | ratio |")
    print("|---|---:|---:|")
    print(f"| full checks of a report ({found / REPORTS:.0f} findings each) | {checks:,.0f} | 1 |")
    print(f"| `json.dumps` of its values | {dumps:,.0f} | {dumps / checks:.1f} |")


if __name__ == "__main__":
    main()
