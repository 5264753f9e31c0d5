"""Several libraries together: ratios of sums, kept up to date share by share."""

from decimal import Decimal
from hypothesis import given
from hypothesis import strategies
from metodinis.indicators.formulas import compute
from metodinis.indicators.groups import combined
from metodinis.indicators.groups import numbers_for_groups
from metodinis.indicators.groups import ratio_result
from metodinis.indicators.groups import share_of
from metodinis.indicators.groups import sum_result
from tests.indicators.made_tables import cells
from tests.indicators.made_tables import element
from tests.indicators.made_tables import indicator
from tests.indicators.made_tables import made_catalogue


CATALOGUE = made_catalogue(
    element("A"),
    element("B", not_applicable="yes"),
    element("M", type="money"),
    element("T", aggregation="none"),
    element("N", type="text", aggregation="none"),
    indicator("share", "A", "B", factor="100"),
    indicator("cost", "M", "A"),
)
SHARE, COST = CATALOGUE.indicators["share"], CATALOGUE.indicators["cost"]


def totals_of(reports):
    totals = {}
    for report in reports:
        totals = combined(totals, share_of(CATALOGUE, numbers_for_groups(CATALOGUE, report)))
    return totals


def typed(**raw):
    return cells(CATALOGUE, **raw)


def test_group_is_a_ratio_of_sums_over_those_with_both_sides():
    totals = totals_of(
        [typed(A="1", B="2"), typed(A="1", B="8"), typed(A="5"), typed(A="n/d", B="10")]
    )
    group = ratio_result(SHARE, totals, 5)
    assert group == (20, 2, 10, 5, 2)
    assert group.partial
    assert not ratio_result(SHARE, totals, 2).partial


def test_group_without_data_is_none_and_never_zero():
    assert ratio_result(SHARE, totals_of([typed(A="5")]), 1) == (None, None, None, 1, 0)
    assert ratio_result(SHARE, totals_of([typed(A="0", B="0")]), 1) == (None, 0, 0, 1, 1)
    assert ratio_result(SHARE, totals_of([typed(A="0", B="5")]), 1).value == 0
    assert sum_result(CATALOGUE.elements["A"], {}, 3) == (None, None, None, 3, 0)


def test_sum_keeps_the_unit_of_cells_and_a_ratio_counts_in_euros():
    totals = totals_of([typed(M="10,50", A="2"), typed(M="0,50", A="3")])
    assert sum_result(CATALOGUE.elements["M"], totals, 2) == (1100, 1100, None, 2, 2)
    assert ratio_result(COST, totals, 2).value == Decimal("2.2")


def test_what_does_not_apply_adds_nothing_and_is_not_missing():
    totals = totals_of([typed(A="1", B="4"), typed(A="1", B="-"), typed(A="1", B="n/d")])
    assert sum_result(CATALOGUE.elements["B"], totals, 3) == (4, 4, None, 3, 2)
    assert ratio_result(SHARE, totals, 3) == (25, 1, 4, 3, 1)


def test_only_what_adds_up_is_added():
    assert set(totals_of([typed(A="1", T="5", N="tekstas")])) == {"A"}


REPORTS = strategies.lists(
    strategies.fixed_dictionaries(
        {},
        optional={
            code: strategies.sampled_from(["0", "1", "7", "12", "n/d", "-"]) for code in "ABM"
        },
    ).map(lambda raw: typed(**raw)),
    max_size=8,
)


@given(REPORTS, REPORTS)
def test_shares_taken_out_leave_no_rest(kept, gone):
    totals = totals_of([*kept, *gone])
    for report in gone:
        totals = combined(totals, share_of(CATALOGUE, numbers_for_groups(CATALOGUE, report)), -1)
    assert totals == totals_of(kept)


@given(REPORTS)
def test_group_is_what_sums_of_single_results_give(reports):
    results = [compute(SHARE, report) for report in reports]
    both = [r for r in results if r.numerator is not None and r.denominator is not None]
    group = ratio_result(SHARE, totals_of(reports), len(reports))
    assert (group.count, group.used) == (len(reports), len(both))
    below = sum(r.denominator for r in both)
    above = sum(r.numerator for r in both)
    assert group.value == (Decimal(100 * above) / Decimal(below) if below else None)
