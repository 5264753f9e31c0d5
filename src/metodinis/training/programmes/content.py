"""A programme, and what it keeps beside its fields."""

from BTrees.OOBTree import OOBTree
from metodinis.common.content import Unpublished
from metodinis.common.evaluations import Evaluated
from metodinis.training.programmes.rules import Review
from metodinis.training.programmes.rules import Topic
from metodinis.training.programmes.rules import Trainer
from metodinis.training.programmes.schema import ITrainingProgramme
from persistent.list import PersistentList
from plone.dexterity.content import Item
from zope.interface import implementer


@implementer(ITrainingProgramme)
class TrainingProgramme(Evaluated, Item, Unpublished):
    """A programme. Rows are kept as plain tuples, so that a class that moves breaks nothing."""

    _topics = ()
    _trainers = ()
    library_uid = order_number = ""
    order_date = valid_until = None
    writers = ()
    revision = 0

    def __init__(self, *args, **kwargs):
        self._rounds = PersistentList()
        self._reviews = OOBTree()  # key -> Review as a plain tuple
        super().__init__(*args, **kwargs)

    @property
    def topics(self):
        """The Topics in order."""
        return tuple(Topic(*stored) for stored in self._topics)

    @property
    def trainers(self):
        """The Trainers in order."""
        return tuple(Trainer(*stored) for stored in self._trainers)

    def keep_rows(self, topics=None, trainers=None):
        """Keep Topics and Trainers; None leaves what there is."""
        if topics is not None:
            self._topics = tuple(tuple(topic) for topic in topics)
        if trainers is not None:
            self._trainers = tuple(tuple(trainer) for trainer in trainers)

    @property
    def reviews(self):
        """key -> Review, the oldest first."""
        found = [(key, Review(*stored)) for key, stored in self._reviews.items()]
        return dict(sorted(found, key=lambda item: item[1].raised_at))

    @property
    def open_reviews(self):
        """key -> Review of those that nobody dealt with."""
        return {key: review for key, review in self.reviews.items() if review.settled_at is None}

    def put_review(self, key, review):
        """Keep a Review under a key."""
        self._reviews[key] = tuple(review)
