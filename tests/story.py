"""What story tests share: a clock of the site that is moved along, requests, and who got mail."""

from metodinis.common import moments
from plone import api
from Products.MailHost.MailHost import MailHost
from tests.reports.conftest import asker
import transaction


class Clock:
    """Stands in for the class `datetime` where all rooms ask for the present moment.

    All of it is past: what becomes public does so at a moment that the catalog compares with now.
    """

    moment = None

    @classmethod
    def now(cls, zone):
        return cls.moment.astimezone(zone)


class Teller:
    """Everything that a story asks of the site, from a moment on."""

    def __init__(self, site, monkeypatch, moment):
        self.site, self.call, self._sent = site, asker(), []
        monkeypatch.setattr(Clock, "moment", moment)
        monkeypatch.setattr(moments, "datetime", Clock)
        monkeypatch.setattr(MailHost, "send", lambda host, message: self._sent.append(message))
        api.portal.set_registry_record("plone.email_from_address", "metodika@example.org")
        transaction.commit()

    def do(self, person, method, path, body=None, status=200):
        """Ask a service; return its answer. Its status must be the one expected."""
        answer = self.call(person, method, path, json=body, timeout=60)
        assert answer.status_code == status, answer.text
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        return answer.json() if answer.content and is_json else answer

    def path(self, address):
        """An address of the site as a path in it."""
        return address.removeprefix(f"{self.site.absolute_url()}/")

    def receivers(self):
        """The names of those who got a mail since the last call, in order."""
        sent, self._sent = self._sent, []
        return sorted(message["To"].partition("@")[0] for message in sent)

    def night(self, task, today):
        """The work of a night, stored."""
        with api.env.adopt_roles(["Manager"]):
            done = task(today)
        transaction.commit()
        return done
