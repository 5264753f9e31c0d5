"""What pages of an event show of attendance: to the staff, and to a participant."""

from metodinis.common import moments
from metodinis.i18n import _
from metodinis.layout.views import Section
from metodinis.training.attendance import operations
from metodinis.training.attendance import rules
from metodinis.training.registration.rules import PARTICIPANTS
from plone.memoize.view import memoize
from urllib.parse import urlencode
import segno


class StaffSection(Section):
    """How far marking is, with the ways to do it; nothing before there are participants."""

    weight = 30
    marked_label = _("attendance_marked", default="Marked at all sessions")

    @property
    @memoize
    def people(self):
        return operations.participants(self.context)

    @property
    def is_empty(self):
        return not self.people

    @property
    def is_coming(self):
        return operations.is_coming(self.context)

    @property
    def marked(self):
        """How many are marked at all sessions."""
        sessions = range(len(self.context.sessions))
        return len([one for one in self.people if all(map(one.marks.get, sessions))])


class ParticipantSection(Section):
    """The code that the organiser scans, and the way to say „I am here“; until the event ends.

    Nobody scans at what is held remotely: there is only the code that the trainer tells.
    """

    weight = 10

    @property
    def registration(self):
        return self.__parent__.registration

    @property
    def is_empty(self):
        is_participant = self.registration.state in PARTICIPANTS
        if not is_participant or not operations.is_coming(self.context):
            return True
        return self.is_remote and self.now_on is None

    @property
    def is_remote(self):
        return self.context.form == "remote"

    @property
    @memoize
    def now_on(self):
        return rules.running(self.context.sessions, moments.now())

    @property
    def is_here(self):
        return self.registration.marks.get(self.now_on) == rules.HERE

    @property
    def qr(self):
        """SVG of the code: the address at which the organiser marks this person."""
        query = urlencode({"code": self.registration.id})
        address = f"{self.context.absolute_url()}/@@check-in?{query}"
        return segno.make(address, error="m").svg_inline(scale=6, border=2)

    @property
    def arrived_url(self):
        query = urlencode({"secret": self.registration.secret})
        return f"{self.context.absolute_url()}/@@arrived?{query}"
