"""An event, and what it keeps beside its fields."""

from BTrees.OOBTree import OOBTree
from metodinis.common.content import Unpublished
from metodinis.training.evaluation.content import Feedback
from metodinis.training.events.rules import Question
from metodinis.training.events.rules import Session
from metodinis.training.events.schema import ITrainingEvent
from metodinis.training.registration.content import Registrations
from persistent import Persistent
from plone.dexterity.content import Item
from zope.interface import implementer
from ZPublisher import zpublish
import secrets


@implementer(ITrainingEvent)
class TrainingEvent(Item, Unpublished):
    """One run of a programme, or an event alone.

    Plain values are kept as tuples, so that a class that moves leaves no broken object behind.
    """

    _sessions = ()
    _questions = ()
    reason = ""
    trainer_accounts = ()
    # How often what calendars show of it has changed.
    sequence = 0
    # When it was to begin before it was moved: aware datetime, or None.
    moved_from = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.registrations = Registrations()
        self.materials = OOBTree()  # random id -> Material
        self.check_in_key = secrets.token_hex(16)  # of the codes that are shown at its sessions
        self.feedback = Feedback()

    @property
    def sessions(self):
        """Sessions in order; an event that names none has one, from its start to its end."""
        return self.named_sessions or (Session(self.start, self.end),)

    @property
    def named_sessions(self):
        """The Sessions that somebody wrote down, in order; often none."""
        return tuple(Session(*stored) for stored in self._sessions)

    @property
    def questions(self):
        """Questions of the registration form."""
        return tuple(Question(*stored) for stored in self._questions)

    def keep_sessions(self, sessions):
        """Keep some Sessions."""
        self._sessions = tuple(sorted(tuple(session) for session in sessions))

    def keep_questions(self, questions):
        """Keep some Questions."""
        self._questions = tuple(tuple(question) for question in questions)


@zpublish(False)
class Material(Persistent):
    """A file of an event.

    file: a Document; title: text; stage: of rules.STAGES; audience: of rules.AUDIENCES.
    """

    def __init__(self, file, title, stage, audience):
        self.file = file
        self.title = title
        self.stage = stage
        self.audience = audience
