"""The present moment; what tells of the past may fake it."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from datetime import UTC


_told = ContextVar("told", default=None)


@contextmanager
def at(moment):
    """Take `moment` (aware datetime) for the present one within: for what tells of the past."""
    token = _told.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)


def now():
    """The present moment (aware datetime, UTC), unless something of another one is told."""
    return _told.get() or datetime.now(UTC)


def years_later(day, years):
    """The same day some years later; 28 February for the 29th that isn't."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
