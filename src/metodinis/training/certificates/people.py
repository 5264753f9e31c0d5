"""What certificates keep of one person, for requests of theirs."""

from metodinis.common.personal import IPersonalData
from metodinis.i18n import _
from metodinis.training.certificates import operations
from metodinis.training.registration.operations import MANAGE
from metodinis.training.registration.people.operations import all_events
from plone.uuid.interfaces import IUUID
from zope.interface import implementer


@implementer(IPersonalData)
class CertificateData:
    """`metodinis.training.certificates`: certificates of the registrations of an address."""

    permission = MANAGE
    kinds = {"certificate": _("certificates_person", default="Certificate")}

    def find(self, email):
        return [
            {
                "kind": "certificate",
                "title": one.title,
                "url": event.absolute_url(),
                "number": one.number,
                "state": one.state,
                "name": one.name,
                "institution": one.institution,
                "hours": one.hours,
                "issued_at": one.issued_at.isoformat(),
            }
            for event, one in self._kept(email)
        ]

    def erase(self, email):
        return operations.erase_names([one for _event, one in self._kept(email)])

    def _kept(self, email):
        for event in all_events():
            ids = {one.id for one in event.registrations.all_by_email(email)}
            if ids:
                for one in operations.store().of_event(IUUID(event)):
                    if one.registration_id in ids:
                        yield event, one
