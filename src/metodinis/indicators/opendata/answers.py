"""What `@statistics` answers: values of libraries, or what groups of them have together. Pure.

Groups are put together by the Table: a sum, or a ratio of sums, with how many of how many
libraries are in it.
"""

from functools import cached_property
from metodinis.indicators.opendata import records
from metodinis.indicators.opendata.asked import LEVELS
from metodinis.indicators.values.table import STATES
from typing import NamedTuple
import numpy


# Letters of records.STATUSES in the compact shape.
LETTERS = numpy.array(list(".vnuzx"))
STATES_BY_PLACE = {place: state for state, place in STATES.items()}


class Group(NamedTuple):
    """Libraries put together. id: code of a place, "" of the territory; mask: bool (libraries,)."""

    id: str
    mask: numpy.ndarray


class Pages:
    """A long list of which one page is made. parts: [(how many items, function)], which gives the
    items of its part from one place to another."""

    def __init__(self, parts):
        self.parts = parts

    def __len__(self):
        return sum(count for count, _items in self.parts)

    def page(self, start, stop):
        """The items from `start` to before `stop`."""
        found = []
        for count, items in self.parts:
            if start < count and stop > 0:
                found += items(max(start, 0), min(stop, count))
            start, stop = start - count, stop - count
        return found


class Answers:
    """Answers to a Question. table: the Table of its states; codes: the series asked for."""

    def __init__(self, question, table):
        self.question = question
        self.table = table
        self.codes = question.codes or tuple(
            code for code in table.lines if table.words(code).any()
        )
        self.mask = question.mask(table.members)
        seen = table.reports.any(axis=0)
        self.columns = [place for place in question.columns(table.years) if seen[place]]
        self.years = [table.years[place] for place in self.columns]

    @cached_property
    def _is_ratio(self):
        return {code: self.table.line(code).kind == "indicator" for code in self.codes}

    @property
    def groups(self):
        """The Groups of the level; places in which no library is asked for are left out."""
        if self.question.level == LEVELS[-1]:
            return [Group("", self.mask)]
        names = [getattr(one, self.question.level) for one in self.table.members]
        names = numpy.array([name or "" for name in names])
        found = sorted(set(names[self.mask].tolist()) - {""})
        return [Group(name, self.mask & (names == name)) for name in found]

    # items

    def items(self):
        """Pages of the answer, an item a value."""
        if self.question.level == LEVELS[0]:
            among = records.chosen(self.table, self.mask, self.columns)
            return Pages([self._of_libraries(code, among) for code in self.codes])
        groups = self.groups
        return Pages([self._of_groups(code, groups) for code in self.codes])

    def _of_libraries(self, code, among):
        there = records.there(self.table, code, among)

        def items(start, stop):
            rows, columns = (places[start:stop] for places in numpy.nonzero(there))
            states = self.table.reports[rows, columns].tolist()
            found = records.records(self.table, code, rows, columns)
            return [
                self._library_item(record, STATES_BY_PLACE[state])
                for record, state in zip(found, states, strict=True)
            ]

        return int(numpy.count_nonzero(there)), items

    def _library_item(self, record, state):
        item = {
            "code": record.code,
            "library": self.table.members[record.row].code,
            "year": record.year,
            "value": record.value,
            "status": record.status,
            "state": state,
        }
        if self._is_ratio[record.code]:
            item |= {"numerator": record.numerator, "denominator": record.denominator}
        return item

    def _of_groups(self, code, groups):
        asked = self.table.codes(code)
        places = [(group, year) for group in groups for year in self.years if year in asked]

        def items(start, stop):
            return [self._group_item(code, *place) for place in places[start:stop]]

        return len(places), items

    def _group_item(self, code, group, year):
        figure = self.table.total(code, year, group.mask)
        item = {"code": code, "year": year, "value": _number(figure.value)}
        if group.id:
            item[self.question.level] = group.id
        if self._is_ratio[code]:
            item["numerator"] = _number(figure.numerator)
            item["denominator"] = _number(figure.denominator)
        return item | {"asked": figure.asked, "used": figure.used, "partial": figure.partial}

    # the compact shape

    @property
    def size(self):
        """How many values the compact shape would have."""
        rows = self.mask.sum() if self.question.level == LEVELS[0] else len(self.groups)
        return int(rows) * len(self.columns) * len(self.codes)

    def compact(self):
        """The answer as tables: rows are libraries or groups, columns are years."""
        if self.question.level == LEVELS[0]:
            return self._compact_libraries()
        groups = self.groups
        return {
            "rows": [group.id for group in groups],
            "columns": self.years,
            "tables": {code: self._group_table(code, groups) for code in self.codes},
        }

    def _compact_libraries(self):
        table = self.table
        there = self.mask & table.reports[:, self.columns].any(axis=1)
        rows = numpy.nonzero(there)[0]
        return {
            "rows": [table.members[row].code for row in rows.tolist()],
            "columns": self.years,
            "tables": {code: self._library_table(code, rows) for code in self.codes},
        }

    def _library_table(self, code, rows):
        chosen = numpy.ix_(rows, self.columns)
        letters = LETTERS[records.statuses(self.table, code)[chosen]]
        return {
            "values": records.numbers(self.table.numbers(code)[chosen]),
            "status": ["".join(row) for row in letters.tolist()],
        }

    def _group_table(self, code, groups):
        figures = [
            [self.table.total(code, year, group.mask) for year in self.years] for group in groups
        ]
        return {
            "values": [[_number(figure.value) for figure in row] for row in figures],
            "asked": [[figure.asked for figure in row] for row in figures],
            "used": [[figure.used for figure in row] for row in figures],
        }


def _number(value):
    return None if value is None else records.number(float(value))
