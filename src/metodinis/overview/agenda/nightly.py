"""The weekly mails go out in the night to Monday, or in the first night after it."""

from datetime import datetime
from datetime import timedelta
from metodinis.common import mail
from metodinis.common.nightly import INightlyTask
from metodinis.libraries.people import person
from metodinis.overview.agenda import collecting
from metodinis.overview.agenda import mails
from metodinis.overview.agenda import operations
from plone import api
from zoneinfo import ZoneInfo
from zope.interface import implementer


ROWS = 20
AHEAD = timedelta(days=14)


@implementer(INightlyTask)
class WeeklyMails:
    """One mail a week to each who asked for it; none to those who have nothing to do."""

    def __call__(self, today):
        """Send them; return lines of what was done. today: date."""
        week = "{}-W{:02}".format(*today.isocalendar()[:2])
        zone = ZoneInfo(api.portal.get_registry_record("plone.portal_timezone"))
        start = datetime(today.year, today.month, today.day, tzinfo=zone)
        lines = []
        for userid in operations.readers():
            user = api.user.get(userid=userid)
            if user is None or operations.choices_of(userid).sent == week:
                continue
            reached = _send(user, start, zone)
            operations.mark_sent(userid, week)
            if reached:
                lines.append(f"{userid}: weekly mail")
        return lines


def _send(user, start, zone):
    """Queue one person's mail, of what they may see themselves; return the addresses reached."""
    language = mail.language_of(user.getId())
    with api.env.adopt_user(username=user.getUserName()):
        whose = person(user.getId())
        written = mails.write(
            collecting.tasks(whose, ROWS),
            collecting.late(whose, ROWS),
            collecting.entries(whose, start, start + AHEAD),
            url=f"{api.portal.get().absolute_url()}/@@agenda",
            language=language,
            zone=zone,
        )
    return mail.send([user.getProperty("email", "")], *written) if written else []
