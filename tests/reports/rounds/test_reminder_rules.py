"""Which reminder a night sends, and which deadlines deserve a word."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.reports.rounds.rules import free_day
from metodinis.reports.rounds.rules import reminder_kind
from metodinis.reports.rules import Reminder
from metodinis.reports.rules import ZONE
import pytest


DUE = datetime(2026, 2, 10, 23, 59, tzinfo=ZONE)
DAY = date(2026, 2, 10)


@pytest.mark.parametrize(
    ("left", "kind"),
    [
        (8, None),
        (7, "week"),
        (6, "week"),
        (2, "week"),
        (1, "day"),
        (0, "day"),
        (-1, "overdue"),
        (-7, "overdue"),
        (-8, None),
    ],
)
def test_kind_by_days_left(left, kind):
    assert reminder_kind(DUE, None, DAY - timedelta(days=left)) == kind


@pytest.mark.parametrize(
    ("sent", "left", "kind"),
    [
        ("week", 6, None),
        ("week", 1, "day"),
        ("day", 3, None),
        ("day", -1, "overdue"),
        ("overdue", -3, None),
    ],
)
def test_each_once_and_never_an_earlier_one(sent, left, kind):
    last = Reminder(sent, DUE, DUE - timedelta(days=9))
    assert reminder_kind(DUE, last, DAY - timedelta(days=left)) == kind


def test_new_deadline_begins_anew():
    last = Reminder("overdue", DUE - timedelta(days=20), DUE - timedelta(days=19))
    assert reminder_kind(DUE, last, DAY - timedelta(days=7)) == "week"


@pytest.mark.parametrize(
    ("day", "language", "name"),
    [
        (10, "lt", None),
        (14, "lt", ""),
        (16, "lt", "Lietuvos valstybės atkūrimo diena"),
        (16, "en", "Day of Restoration of the State of Lithuania"),
    ],
)
def test_free_days(day, language, name):
    assert free_day(datetime(2026, 2, day, 23, 59, tzinfo=ZONE), language) == name


def test_free_day_is_told_in_lithuanian_time():
    late_on_sunday = datetime(2026, 2, 15, 22, 30, tzinfo=UTC)
    assert free_day(late_on_sunday, "lt") == "Lietuvos valstybės atkūrimo diena"
