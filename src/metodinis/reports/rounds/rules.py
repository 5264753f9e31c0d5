"""Free days, and which reminder a night sends. Pure."""

from metodinis.reports.rules import ZONE
import holidays


# Kind of reminder -> on how many days before the deadline it goes out, first and last.
# A night that was missed is made up for; a reminder never follows a later one.
REMINDERS = {"week": (7, 2), "day": (1, 0), "overdue": (-1, -7)}
KINDS = tuple(REMINDERS)
HOLIDAY_NAMES = {"lt": "lt", "en": "en_US"}


def free_day(moment, language):
    """The name of the Lithuanian public holiday on which `moment` (aware) falls, "" on a plain
    weekend day, None on a working day. language: "lt" or "en"."""
    day = moment.astimezone(ZONE).date()
    names = holidays.Lithuania(
        years=day.year, language=HOLIDAY_NAMES.get(language, HOLIDAY_NAMES["en"])
    )
    if day in names:
        return names[day]
    return "" if day.weekday() >= 5 else None


def reminder_kind(due, last, today):
    """The kind of reminder that a report which is still owed gets today, or None.

    due: aware datetime; last: the Reminder sent last, or None; today: date in Lithuania.
    A new deadline begins anew.
    """
    days = (due.astimezone(ZONE).date() - today).days
    for kind, (first, end) in REMINDERS.items():
        if end <= days <= first:
            sent = last is not None and last.due == due
            later = sent and KINDS.index(last.kind) >= KINDS.index(kind)
            return None if later else kind
    return None
