"""What is read of the store, a year at a time, and kept in this process while that year stays.

So a report that is accepted has one year read anew, and the others stay for all readers.
"""

from metodinis.indicators.values.rules import ACCEPTED
from metodinis.indicators.values.rules import NUMBER
from metodinis.indicators.values.rules import WORDS
from metodinis.layout.memo import mark
from metodinis.layout.memo import Memo
from typing import NamedTuple
import numpy


STATES = {state: place for place, state in enumerate(ACCEPTED, 1)}

# Of 1,200 libraries a column of one year takes 11 kB.
_columns = Memo(8000)
_blocks = Memo(100)


class Block(NamedTuple):
    """Who is there in a year. keys: of libraries with a report, in order, int64; states: of
    theirs, int8 of STATES; asked: keys of those whom its round asks, int64."""

    keys: numpy.ndarray
    states: numpy.ndarray
    asked: numpy.ndarray


class Column(NamedTuple):
    """numbers: float64, NaN where there is none; words: int8 of rules. In the Block's order."""

    numbers: numpy.ndarray
    words: numpy.ndarray


def block_of(year):
    """The Block of a Year of the store."""
    return _blocks.get(mark(year.version), lambda: _read_block(year))


def column_of(year, name):
    """(Block, Column) of this name of a Year of the store; without numbers if there is none."""
    version, block = mark(year.version), block_of(year)
    key = None if version is None else (version, name)
    return block, _columns.get(key, lambda: _read_column(year, block, name))


def _keys(tree):
    return numpy.fromiter(tree.keys(), dtype=numpy.int64)


def _read_block(year):
    states = [STATES[state] for state in year.states.values()]
    return Block(_keys(year.states), numpy.array(states, dtype=numpy.int8), _keys(year.asked))


def _read_column(year, block, name):
    numbers = numpy.full(len(block.keys), numpy.nan)
    words = numpy.zeros(len(block.keys), dtype=numpy.int8)
    column = year.columns.get(name)
    if not column:
        return Column(numbers, words)
    places = numpy.searchsorted(block.keys, _keys(column))
    values = list(column.values())
    try:
        numbers[places], words[places] = numpy.array(values, dtype=float), NUMBER
    except ValueError:
        for place, value in zip(places, values, strict=True):
            if isinstance(value, str):
                words[place] = WORDS[value]
            else:
                numbers[place], words[place] = value, NUMBER
    return Column(numbers, words)
