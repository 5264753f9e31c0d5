"""The Public Libraries Survey of the USA by pandas alone: what the site's numbers are held against.

Reads the files as they are published and knows nothing of the package: negative codes and "M" are
no numbers, formulas are written out here.
"""

import pandas


KEY, STATE = "FSCSKEY", "STABR"
# What is compared from year to year, in the order of the survey's own items.
ITEMS = (
    *("POPU_LSA", "TOTSTAFF", "BKVOL", "HRS_OPEN", "VISITS", "REGBOR"),
    *("TOTCIR", "KIDCIRCL", "TOTPRO", "GPTERMS", "PITUSR", "WIFISESS"),
)
TOTALS = ("VISITS", "TOTCIR", "REGBOR", "BKVOL", "TOTPRO", "PITUSR")


def read(path):
    """A DataFrame of a year's file by FSCSKEY: numbers, NaN where there is none; and STABR."""
    given = pandas.read_csv(path, encoding="utf-8-sig", dtype=str).set_index(KEY)
    numbers = given.apply(pandas.to_numeric, errors="coerce")
    return numbers.where(numbers >= 0).assign(**{STATE: given[STATE]})


def indicators(frame):
    """A DataFrame of the four indicators of docs/examples/pls_catalogue.csv."""
    stock = frame.BKVOL + frame.AUDIO_PH + frame.VIDEO_PH
    found = pandas.DataFrame(
        {
            "reach": 100 * frame.REGBOR / frame.POPU_LSA,
            "visits_per_head": frame.VISITS / frame.POPU_LSA,
            "loans_per_head": frame.TOTCIR / frame.POPU_LSA,
            "turnover": frame.TOTCIR / stock,
        }
    )
    return found.where(found < float("inf"))


def changes(before, after):
    """How items behave from year to year: a DataFrame by item.

    before, after: DataFrames or dicts of item -> values, of the same libraries in the same order.
    Of libraries with a number above 0 before and any after: how many; the first and the
    99th percentile of the ratio; shares in per cent of those that change by more than 10, 25, 50 %,
    are outside 0.30–3.44, say the same value; how many drop to 0.
    """
    rows = {}
    for item in ITEMS:
        old, new = pandas.Series(before[item]), pandas.Series(after[item])
        counted = (old > 0) & new.notna()
        ratio = new[counted] / old[counted]
        step = (ratio - 1).abs()
        rows[item] = {
            "n": len(ratio),
            "low": ratio.quantile(0.01),
            "high": ratio.quantile(0.99),
            "10": 100 * (step > 0.1).mean(),
            "25": 100 * (step > 0.25).mean(),
            "50": 100 * (step > 0.5).mean(),
            "outside": 100 * ((ratio < 0.3) | (ratio > 3.44)).mean(),
            "same": 100 * (ratio == 1).mean(),
            "zero": int((ratio == 0).sum()),
        }
    return pandas.DataFrame(rows).T


def medians_by_state(frame):
    """The medians of the indicators over a state's libraries: a DataFrame by STABR."""
    return indicators(frame).groupby(frame[STATE]).median()
