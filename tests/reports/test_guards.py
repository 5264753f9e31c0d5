"""A hand-in and a save at the same moment: whoever comes second is tried again."""

from metodinis.common.moments import now
from metodinis.common.numbers import parse_cell
from tests.reports.conftest import library
from ZODB.POSException import ReadConflictError
import pytest
import transaction


class Side:
    """One of two transactions that see the report as it stood before both."""

    def __init__(self, report):
        self.manager = transaction.TransactionManager()
        self.connection = report._p_jar.db().open(transaction_manager=self.manager)
        self.report = self.connection.root()["Application"].unrestrictedTraverse(
            report.getPhysicalPath()[1:]
        )

    def save(self):
        self.report.guard_against_deciders()
        self.report.store("C4", parse_cell("900", "count"), "rasa", now(), "enter")

    def hand_in(self):
        self.report.guard_against_writers()
        self.report.submitted_at = now()


@pytest.fixture
def sides(served_round):
    report = library("KRT")["statistical-2025"]
    report.store("C1", parse_cell("100", "count"), "rasa", now(), "enter")
    transaction.commit()
    sides = Side(report), Side(report)
    yield sides
    for side in sides:
        side.manager.abort()
        side.connection.close()


@pytest.mark.parametrize(("first", "second"), [("save", "hand_in"), ("hand_in", "save")])
def test_second_of_two_is_tried_again(sides, first, second):
    getattr(sides[0], first)()
    getattr(sides[1], second)()
    sides[0].manager.commit()
    with pytest.raises(ReadConflictError):
        sides[1].manager.commit()


def test_two_savers_of_different_cells_dont_meet(sides):
    for side, code in zip(sides, ("C1", "C4"), strict=True):
        side.report.guard_against_deciders()
        side.report.store(code, parse_cell("7", "count"), "rasa", now(), "enter")
        side.manager.commit()
