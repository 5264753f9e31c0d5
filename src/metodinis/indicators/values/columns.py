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
    keys, there, told = _keys(column), *_arrays(list(column.values()))
    if numpy.array_equal(keys, block.keys):
        return Column(there, told)
    places = numpy.minimum(numpy.searchsorted(block.keys, keys), len(block.keys) - 1)
    # A number that no report stands for, in a store that was spoiled, is nobody's.
    known = block.keys[places] == keys if len(block.keys) else numpy.zeros(len(keys), dtype=bool)
    numbers[places[known]], words[places[known]] = there[known], told[known]
    return Column(numbers, words)


def _arrays(values):
    """(numbers, words) of what stands in a column: a list of numbers and words."""
    try:
        return numpy.array(values, dtype=float), numpy.full(len(values), NUMBER, dtype=numpy.int8)
    except ValueError:
        words = [WORDS[value] if value.__class__ is str else NUMBER for value in values]
    numbers = [numpy.nan if value.__class__ is str else value for value in values]
    return numpy.array(numbers, dtype=float), numpy.array(words, dtype=numpy.int8)
