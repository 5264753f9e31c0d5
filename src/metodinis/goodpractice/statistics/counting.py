"""Counts how often published cases are read, and writes that down a few minutes at once.

A write for each view would make reading as dear as writing, and empty every cache. So each process
counts in memory; once a batch is due, the request that finds it so writes it after its own answer
is made, in a transaction of its own, and the frequent task writes what is left.
"""

from collections import Counter
from metodinis.common.clock import today
from metodinis.common.nightly import IFrequentTask
from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.goodpractice.cases.operations import PROCESS
from metodinis.goodpractice.cases.rules import PUBLISHED
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.statistics.content import views_for_writing
from metodinis.goodpractice.statistics.rules import is_reader
from metodinis.goodpractice.tasks import directory
from plone.caching.hooks import Intercepted
from plone.uuid.interfaces import IUUID
from threading import Lock
from time import monotonic
from ZODB.POSException import POSError
from zope.component import adapter
from zope.interface import implementer
from ZPublisher.interfaces import IPubFailure
from ZPublisher.interfaces import IPubSuccess
import logging
import transaction


logger = logging.getLogger(__name__)

# The page of a case, as its view is registered.
PAGE = "view"
# Seconds, and views, after which a batch is written.
BATCH_SECONDS = 600
BATCH_VIEWS = 1000
ANSWERS = (200, 304)
# What browsers say of a page that they fetch before anybody asked for it.
AHEAD = ("Sec-Purpose", "Purpose", "X-Moz")


class Tally:
    """What this process counted and hasn't written yet; all threads share it."""

    def __init__(self):
        self._lock = Lock()
        self._counts = Counter()
        self._since = monotonic()

    def add(self, uid, day):
        """Count one view of a case on a day (date)."""
        with self._lock:
            self._counts[uid, day] += 1

    @property
    def is_due(self):
        with self._lock:
            is_late = monotonic() - self._since >= BATCH_SECONDS
            return bool(self._counts) and (is_late or self._counts.total() >= BATCH_VIEWS)

    def take(self):
        """(UID, day) -> how often, of all that isn't written yet; it is empty then."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            self._since = monotonic()
            return counts

    def put_back(self, counts):
        """What was taken and couldn't be written."""
        with self._lock:
            self._counts += counts


TALLY = Tally()


def write_down(folder):
    """Add to the stored counts what was tallied; it is tallied again if the transaction fails.

    Returns how many views that were.
    """
    counts = TALLY.take()
    if not counts:
        return 0

    taken = [counts]

    def settle(is_stored=False):
        # A commit that fails may be followed by an abort: they are put back once.
        if taken and not is_stored:
            TALLY.put_back(taken[0])
        taken.clear()

    current = transaction.get()
    current.addAfterCommitHook(settle)
    current.addAfterAbortHook(settle)
    views_for_writing(folder).add(counts)
    return counts.total()


def read_case(request):
    """The published case whose page was just sent to a reader, or None."""
    page = request.get("PUBLISHED")
    case = getattr(page, "context", None)
    if getattr(page, "__name__", "") != PAGE or not IGoodPractice.providedBy(case):
        return None
    if request.method != "GET" or request.response.getStatus() not in ANSWERS:
        return None
    if any("prefetch" in request.getHeader(name, "").lower() for name in AHEAD):
        return None
    if not is_reader(request.getHeader("User-Agent", "")):
        return None
    return case if state_of(case) == PUBLISHED and not may(PROCESS, case) else None


def count(request):
    """Count the view that a request was, if it was one; write a batch that is due."""
    case = read_case(request)
    if case is None:
        return
    TALLY.add(IUUID(case), today())
    if TALLY.is_due:
        try:
            with transaction.manager as current:
                current.note("views of good practice")
                write_down(case.__parent__)
        except POSError as error:
            # Somebody else wrote the same at this moment: the next view tries again.
            logger.info("views not written yet: %s", error)


@adapter(IPubSuccess)
def answered(event):
    """A page was made for this request."""
    count(event.request)


@adapter(IPubFailure)
def answered_from_cache(event):
    """A page was answered from a cache, the server's or the browser's: that breaks off the rest."""
    if event.exc_info[0] is Intercepted:
        count(event.request)


@implementer(IFrequentTask)
class ViewsWriting:
    """Writes what this process counted."""

    def __call__(self):
        return [self.write]

    def write(self):
        """Do it; return lines of what was done."""
        number = write_down(directory())
        return [f"{number} views of good practice written"] if number else []
