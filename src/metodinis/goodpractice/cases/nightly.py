"""What the night job does with cases that wait for their director: it reminds."""

from metodinis.common.clock import zone
from metodinis.common.nightly import INightlyTask
from metodinis.goodpractice.cases import mails
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.workflow import directors
from metodinis.goodpractice.cases.workflow import last_step
from plone import api
from zope.interface import implementer


@implementer(INightlyTask)
class SigningReminders:
    """Reminds directors of cases that they were asked to agree to, a week and more ago."""

    def __call__(self, today):
        """Remind; return lines of what was done. today: date."""
        # The night sees all, whoever may.
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog.unrestrictedSearchResults(
            portal_type="GoodPractice", review_state=rules.SIGNING
        )
        cases = [brain._unrestrictedGetObject() for brain in found]
        return [f"{case.getId()}: director reminded" for case in cases if remind(case, today)]


def remind(case, today):
    """Remind the directors of its library, if it is time; whether anybody was reminded."""
    asked = asked_on(case)
    told = directors(case)
    if not told or not rules.reminder_is_due(asked, case.directors_reminded, today):
        return False
    mails.tell(case, told, mails.SIGN_REMINDER, link="/@@case-step?name=sign", since=asked)
    case.directors_reminded = (*case.directors_reminded, today)
    return True


def asked_on(case):
    """The day (date) on which its director was asked, where the site is."""
    moment = last_step(case, "ask_signature")["time"].asdatetime()
    return moment.astimezone(zone()).date()
