"""One after another: how a request writes to an event's registrations.

Many people register in the same minute. Without an order all but one of those who write at once
would conflict, and Zope would let them sleep for seconds before each of a few more tries. Here
each waits for its turn in this process, begins a fresh transaction in it, writes and commits; a
write takes milliseconds, so the last of fifty waits for a fraction of a second. Another process
may still have written meanwhile: then the turn is taken anew at once.

Pages and services use it; operations know nothing of it.
"""

from plone.protect import CheckAuthenticator
from plone.protect.interfaces import IDisableCSRFProtection
from threading import Lock
from transaction.interfaces import TransientError
from zlib import crc32
import logging
import transaction


logger = logging.getLogger(__name__)
# Each of some processes gets through at once if it isn't the one that was overtaken: as many
# tries as there may be processes, many times over.
TRIES = 200
# An event has always the same lock; two events may share one.
_locks = tuple(Lock() for _number in range(64))


def in_turn(event, request, work):
    """What `work()` returns, once all that it wrote is stored.

    The request must have written nothing before: that would be undone. Raises what `work` does
    (then nothing is stored), Forbidden if the request comes from another site, and ConflictError
    if other processes were faster each time.
    """
    # plone.protect asks this of what is unstored when the page is made; here nothing is by then.
    if not IDisableCSRFProtection.providedBy(request):
        CheckAuthenticator(request)
    lock = _locks[crc32("/".join(event.getPhysicalPath()).encode()) % len(_locks)]
    with lock:
        for attempt in range(1, TRIES):
            try:
                return _write(work)
            except TransientError:
                logger.info("%s: turn taken anew (%d)", event.getId(), attempt)
        return _write(work)


def _write(work):
    """Do it in a transaction of its own, on the newest state."""
    transaction.begin()
    try:
        done = work()
        transaction.commit()
    except BaseException:
        transaction.abort()
        raise
    return done
