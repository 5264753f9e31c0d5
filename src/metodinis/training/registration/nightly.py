"""What is done for registrations by itself: ends and offers, reminders, thanks, retention."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from functools import partial
from metodinis.common.clock import zone
from metodinis.common.moments import months_before
from metodinis.common.moments import now
from metodinis.common.nightly import IFrequentTask
from metodinis.common.nightly import INightlyTask
from metodinis.training.registration import mails
from metodinis.training.registration import operations
from metodinis.training.registration import rules
from metodinis.training.registration import seating
from metodinis.training.registration.coming import events_over
from metodinis.training.registration.coming import events_to_come
from zope.interface import implementer


REMINDERS = {"days": mails.DAYS_MAIL, "hours": mails.HOURS_MAIL}
CAME = (rules.ATTENDED, rules.PARTLY)
# Attendance is often written down some days later.
THANKS_WITHIN = timedelta(days=21)


@implementer(IFrequentTask)
class Turnover:
    """Gives on seats that nobody confirmed or took, reminds of what is near, thanks who came."""

    def __call__(self):
        """One step for each event that is to come, or was of late."""
        since = now() - THANKS_WITHIN
        for event in events_to_come("announced", since=since):
            yield partial(self._look_after, event)

    def _look_after(self, event):
        if event.end <= now():
            return self._thank(event)
        seating.settle(event)
        return self._remind(event)

    def _remind(self, event):
        """Each reminder once for a beginning: an event that moved is reminded of anew."""
        online = bool(event.online_link)
        sent = event.registrations.reminded
        for kind, due in rules.reminders_due(now(), event.start, zone(), online=online):
            if sent.get(kind) == event.start:
                continue
            sent[kind] = event.start
            # Who came after it was due has just got a mail.
            found = [
                one
                for one in event.registrations.found(rules.REGISTERED)
                if (one.seated_at or one.requested_at) < due
            ]
            count = sum(mails.send(event, one, REMINDERS[kind]) for one in found)
            yield f"{event.getId()}: reminder ({kind}), {count} mails"

    def _thank(self, event):
        found = [one for one in event.registrations.found(*CAME) if not one.thanked]
        for one in found:
            one.thanked = True
        count = sum(mails.send(event, one, mails.THANKS_MAIL) for one in found)
        if count:
            yield f"{event.getId()}: thanks, {count} mails"


@implementer(INightlyTask)
class Retention:
    """Takes names and addresses out of registrations that were kept long enough."""

    def __call__(self, today):
        """Do it; return lines of what was done. today: date."""
        short = self._before(today, seating.setting("registrations_months"))
        long = self._before(today, seating.setting("attendance_years") * 12)
        lines = []
        for event in events_over(short):
            count = 0
            for one in event.registrations.found():
                is_kept_long = one.state in CAME or one.certificate
                if not one.anonymised and (not is_kept_long or event.end < long):
                    operations.anonymise(event, one)
                    count += 1
            if count:
                lines.append(f"{event.getId()}: {count} registrations without a name now")
        return lines

    def _before(self, today, months):
        day = months_before(today, months)
        return datetime.combine(day, time(), zone())
