"""What pages of an event show of certificates: to the staff, and to a participant."""

from metodinis.layout.views import Section
from metodinis.training.certificates import operations
from plone.memoize.view import memoize
from urllib.parse import urlencode


class StaffSection(Section):
    """How many are issued and can be, with the way there; nothing for events without."""

    weight = 40

    @property
    def is_empty(self):
        return not self.context.has_certificate and not self.issued

    @property
    @memoize
    def issued(self):
        """How many valid ones there are."""
        return len(operations.valid_of(self.context))

    @property
    @memoize
    def ready(self):
        """How many can be issued now."""
        if not operations.is_due(self.context):
            return 0
        return len([one for one in operations.candidates(self.context) if not one.why])


class ParticipantSection(Section):
    """The participant's certificate to download, once there is one."""

    weight = 20

    @property
    @memoize
    def certificate(self):
        return operations.of_participant(self.context, self.__parent__.registration.secret)

    @property
    def is_empty(self):
        return self.certificate is None

    @property
    def url(self):
        query = urlencode({"secret": self.__parent__.registration.secret})
        return f"{self.context.absolute_url()}/@@my-certificate?{query}"
