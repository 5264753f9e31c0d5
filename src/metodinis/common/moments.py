"""The present moment; what tells of the past may fake it."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from datetime import UTC


_told = ContextVar("told", default=None)


class WrongTime(Exception):
    """Times that can't be: `code` says why."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


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


def months_before(day, months):
    """The date that many months before a date; the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return day.replace(year=year, month=month + 1, day=min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def moment(day, clock, zone, fold=0):
    """A time of a day in `zone`, in UTC. Raises WrongTime (`skipped`)."""
    local = datetime.combine(day, clock.replace(fold=fold), zone)
    found = local.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise WrongTime("skipped")
    return found
