"""What a report puts into the store, and what stands in its columns afterwards."""

from metodinis.indicators.values.columns import block_of
from metodinis.indicators.values.columns import column_of
from metodinis.indicators.values.content import Contents
from metodinis.indicators.values.content import Statistics
from metodinis.indicators.values.rules import library_key
from metodinis.indicators.values.rules import row_of
from tests.indicators.made_tables import cells
from tests.indicators.made_tables import element
from tests.indicators.made_tables import indicator
from tests.indicators.made_tables import made_catalogue
import numpy
import pytest
import transaction
import ZODB


FORM = made_catalogue(
    element("A"),
    element("B", not_applicable="yes"),
    element("M", type="money"),
    element("H", type="hours"),
    element("P", type="percent"),
    element("N", type="text", aggregation="none"),
    element("Y", type="yesno", aggregation="none"),
    indicator("share", "A", "B", factor="100"),
    indicator("cost", "M", "A"),
    indicator("sum", "A+B", "H"),
)
ONE, TWO = "0f" + "1" * 30, "ff" + "2" * 30


def row(**typed):
    return row_of(FORM, cells(FORM, **typed))


def test_numbers_are_in_the_unit_that_people_type():
    assert row(A="7", M="10,55", H="1,25", P="12,5") == {
        "A": 7,
        "M": 10.55,
        "H": 1.25,
        "P": 12.5,
        "cost/n": 10.55,
        "cost/d": 7,
    }


def test_an_estimate_is_a_number_and_texts_have_no_column():
    assert row(A="apie 7", N="tekstas", Y="taip") == {"A": 7}


def test_zero_is_a_number():
    assert row(A="0", B="0") == {"A": 0, "B": 0, "share/n": 0, "share/d": 0}


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({"A": "n/d", "B": "5"}, "unknown"),
        ({"A": "5", "B": "-"}, "not_applicable"),
        ({"A": "n/d", "B": "-"}, "not_applicable"),
    ],
)
def test_an_indicator_has_the_word_of_its_codes(typed, word):
    found = row(**typed)
    assert (found["share/n"], found["share/d"]) == (word, word)


def test_what_is_empty_has_no_column():
    assert row(A="5") == {"A": 5}


def put(store, uid, year=2025, state="accepted", **typed):
    return store.put(uid, year, state, FORM, cells(FORM, **typed), "text", ("X",))


def test_only_changes_are_counted():
    store = Statistics()
    assert put(store, ONE, A="5", B="-") is True
    assert put(store, ONE, A="5", B="-") is False
    assert (store.version(), store.year(2025).version()) == (1, 1)
    assert put(store, ONE, state="published", A="5", B="-") is True
    assert put(store, ONE, state="published", A="5") is True
    assert store.row(ONE, 2025) == ("published", {"A": 5})
    assert store.row(TWO, 2025) == (None, {})
    assert store.row(ONE, 2024) == (None, {})
    assert store.drop(ONE, 2024) is False
    assert put(store, ONE, state="returned", A="5") is True
    assert (store.years, store.version()) == ([], 4)


def test_asked_libraries_are_kept_beside_values():
    store = Statistics()
    store.ask(ONE, 2025)
    store.ask(ONE, 2025)
    store.forget(TWO, 2025)
    store.forget(ONE, 2024)
    assert (store.years, store.all_years, store.version()) == ([], [2025], 1)
    put(store, ONE, A="5")
    store.forget(ONE, 2025)
    assert store.row(ONE, 2025) == (None, {})
    assert list(store.year(2025).asked) == []


def test_contents_fill_an_equal_store():
    store, other = Statistics(), Statistics()
    put(store, ONE, A="5", B="-")
    put(store, TWO, state="published", A="7", M="1,50")
    store.ask(TWO, 2025)
    contents = store.contents(2025)
    key, other_key = library_key(ONE), library_key(TWO)
    assert contents == Contents(
        "text",
        ("X",),
        {
            key: (
                "accepted",
                {
                    "A": 5,
                    "B": "not_applicable",
                    "share/n": "not_applicable",
                    "share/d": "not_applicable",
                    "sum/n": "not_applicable",
                    "sum/d": "not_applicable",
                },
            ),
            other_key: ("published", {"A": 7, "M": 1.5, "cost/n": 1.5, "cost/d": 7}),
        },
        frozenset({other_key}),
    )
    other.fill(2025, contents)
    assert other.contents(2025) == contents
    other.fill(2025, Contents("", (), {}, frozenset()))
    assert other.all_years == []


def test_columns_are_in_the_order_of_keys():
    store = Statistics()
    put(store, TWO, A="7", B="1")
    put(store, ONE, A="n/d", M="2")
    year = store.year(2025)
    block, column = column_of(year, "A")
    assert block.keys.tolist() == [library_key(ONE), library_key(TWO)]
    assert (column.words.tolist(), column.numbers[1]) == ([3, 1], 7)
    assert numpy.isnan(column.numbers[0])
    _block, column = column_of(year, "B")
    assert column.words.tolist() == [0, 1]
    _block, column = column_of(year, "nothing")
    assert column.words.tolist() == [0, 0]


def test_two_stores_of_one_transaction_are_told_apart():
    database = ZODB.DB(None)
    manager = transaction.TransactionManager()
    root = database.open(transaction_manager=manager).root()
    root["one"], root["two"] = Statistics(), Statistics()
    put(root["one"], ONE, A="1")
    put(root["two"], ONE, A="2")
    manager.commit()
    read = [column_of(root[name].year(2025), "A")[1].numbers[0] for name in ("one", "two")]
    assert read == [1, 2]
    # A year that changes is read anew, the others are those that were kept.
    put(root["one"], ONE, year=2024, A="3")
    manager.commit()
    kept = block_of(root["one"].year(2025))
    put(root["one"], TWO, year=2024, A="4")
    assert column_of(root["one"].year(2024), "A")[1].numbers.tolist() == [3, 4]
    manager.commit()
    assert block_of(root["one"].year(2025)) is kept
    assert column_of(root["one"].year(2024), "A")[1].numbers.tolist() == [3, 4]
    database.close()


def test_a_number_that_no_report_stands_for_is_nobodys():
    store = Statistics()
    put(store, ONE, A="7")
    year = store.year(2025)
    year.columns["A"][library_key(TWO)] = 9
    assert column_of(year, "A")[1].numbers.tolist() == [7]
    del year.states[library_key(ONE)]
    assert column_of(year, "A")[1].numbers.tolist() == []
