"""Imports that were started on the page or by REST: kept in the site, done by a thread.

An import of thousands of reports takes minutes, longer than a request may. So the files are kept
as a Job, and a thread of its own works on them through a database connection of its own, in one
transaction: the import is in the site whole or not at all, whether anybody still looks or not.
Where others wrote the same meanwhile, it is done anew, a few times.

How far it is can't be written by that transaction. A second thread writes it each moment into
another object, in small transactions; any process of the site can read it, and a progress that
stopped moving tells of a server that was stopped: then nothing of the import was stored.
"""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.i18n import _
from metodinis.reports.imports import operations
from metodinis.reports.imports.outcome import Outcome
from metodinis.reports.imports.planning import Source
from metodinis.reports.operations import IMPORT
from persistent import Persistent
from persistent.mapping import PersistentMapping
from plone import api
from Testing.makerequest import makerequest
from ZODB.blob import Blob
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
import logging
import secrets
import threading
import transaction


logger = logging.getLogger(__name__)

KEY = "metodinis.reports.imports"
KEPT = 10
ATTEMPTS = 3
BEAT = 1.0  # seconds between two notes of progress
# A large commit holds up all others, the notes of progress too.
SILENCE = timedelta(minutes=3)
LOOKING, LOOKED, IMPORTING, DONE = "looking", "looked", "importing", "done"
REFUSED, FAILED = "refused", "failed"
WORKING = (LOOKING, IMPORTING)
MAX_FILE = 60 * 1024**2


class Progress(Persistent):
    """How far a Job is; written by its second thread only."""

    done, whole = 0, 0
    at = None


class Job(Persistent):
    """One import. outcome: an Outcome once there is one; then `files` is kept only to import."""

    outcome = None
    state = LOOKING

    def __init__(self, key, source, year, language, by, goes_on):
        self.key, self.name, self.year = key, source.name, year
        self.language, self.by, self.goes_on = language, by, goes_on
        self.files = Blob()
        with self.files.open("w") as stored:
            stored.write(source.data)
        self.others = tuple(source)[2:]
        self.progress = Progress()
        self.progress.at = self.started = datetime.now(UTC)

    @property
    def source(self):
        """The Source that was given."""
        with self.files.open("r") as stored:
            return Source(self.name, stored.read(), *self.others)

    @property
    def is_working(self):
        """Whether a thread is at it."""
        silent = datetime.now(UTC) - self.progress.at
        return self.state in WORKING and silent < SILENCE

    @property
    def shown_state(self):
        """The state for people: a job whose thread is gone has failed."""
        return FAILED if self.state in WORKING and not self.is_working else self.state

    def finish(self, outcome):
        """Keep the outcome, and move to the next state."""
        self.outcome = outcome
        if outcome.refused:
            self.state = REFUSED
        else:
            self.state = LOOKED if self.state == LOOKING and not self.goes_on else DONE
        if self.state != LOOKED:
            self.files = self.others = None

    def begin(self, state):
        """Get ready for a thread."""
        self.state = state
        self.progress = Progress()
        self.progress.at = datetime.now(UTC)


class Journal(PersistentMapping):
    """The last Jobs by key, the newest last. One is worked on at a time.

    `turn` is written by each start, so that of two at once the later one looks again.
    """

    turn = 0


def journal(directory):
    """The jobs of the folder of rounds: key -> Job, oldest first."""
    return dict(IAnnotations(directory).get(KEY, {}))


def job_of(directory, key):
    """The Job with this key, or None."""
    return IAnnotations(directory).get(KEY, {}).get(key)


def start(directory, source, year, *, language, dry_run=True):
    """Keep an import, and let a thread look at it, and, unless `dry_run`, import it.

    The thread begins when this transaction is committed. Returns the Job. Raises FieldErrors for
    file or year, NotAllowed if another one is running, Unauthorized.
    """
    require(IMPORT, directory)
    if not source.data.strip():
        raise FieldErrors({"file": _("imports_no_file", default="Choose a file that isn't empty.")})
    if len(source.data) > MAX_FILE:
        raise FieldErrors(
            {
                "file": _(
                    "imports_file_large",
                    default="The file is larger than ${max} MB. Split it.",
                    mapping={"max": MAX_FILE // 1024**2},
                )
            }
        )
    jobs = _jobs_for_writing(directory)
    key = secrets.token_hex(8)
    job = Job(key, source, year, language, me(), goes_on=not dry_run)
    job.begin(LOOKING if dry_run else IMPORTING)
    jobs[key] = job
    for old in list(jobs)[:-KEPT]:
        del jobs[old]
    _run_after_commit(directory, key)
    logger.info("import %s of %s for %d kept by %s", key, source.name, year, me())
    return job


def confirm(directory, key):
    """Import what was looked at. Raises NotAllowed if it can't be, Unauthorized."""
    require(IMPORT, directory)
    job = _jobs_for_writing(directory).get(key)
    if job is None or job.files is None or job.state == IMPORTING:
        raise NotAllowed(
            _("imports_job_gone", default="This import is over. Choose the file again.")
        )
    job.begin(IMPORTING)
    _run_after_commit(directory, key)
    logger.info("import %s confirmed by %s", key, me())
    return job


def _jobs_for_writing(directory):
    """The Journal, claimed by this transaction. Raises NotAllowed if a job is worked on."""
    annotations = IAnnotations(directory)
    if KEY not in annotations:
        annotations[KEY] = Journal()
    jobs = annotations[KEY]
    if any(job.is_working for job in jobs.values()):
        raise NotAllowed(
            _(
                "imports_busy",
                default="Another import is running. Wait until it has ended.",
            )
        )
    jobs.turn += 1
    return jobs


def _run_after_commit(directory, key):
    database = directory._p_jar.db()
    path = directory.getPhysicalPath()
    site = api.portal.get().getPhysicalPath()
    user = api.user.get_current().getId()

    def begin(committed):
        if committed:
            worker = _Worker(database, site, path, key, user)
            threading.Thread(target=worker.run, name=f"import-{key}", daemon=True).start()

    transaction.get().addAfterCommitHook(begin)


class _Worker:
    """Does one Job, in the thread that calls `run`."""

    def __init__(self, database, site, directory, key, user):
        self.database, self.key, self.user = database, key, user
        self.site_path, self.directory_path = site, directory
        self.told = (0, 0)
        self.ended = threading.Event()

    def run(self):
        """Work until it is done, refused or failed; the Job tells which."""
        beating = threading.Thread(target=self._beat, daemon=True)
        beating.start()
        try:
            self._try(self._work)
        except Exception:
            logger.exception("import %s failed", self.key)
            self._try(self._fail)
        finally:
            self.ended.set()
            beating.join()

    def _try(self, work):
        """Call work(directory, job) in one transaction; anew if others wrote the same."""
        for attempt in range(1, ATTEMPTS + 1):
            connection = self.database.open()
            try:
                transaction.begin()
                app = makerequest(connection.root()["Application"])
                setRequest(app.REQUEST)
                setSite(app.unrestrictedTraverse(self.site_path))
                directory = app.unrestrictedTraverse(self.directory_path)
                work(directory, job_of(directory, self.key))
                transaction.commit()
                return
            except ConflictError:
                if attempt == ATTEMPTS:
                    raise
                logger.info("import %s meets other writers: attempt %d", self.key, attempt + 1)
            finally:
                transaction.abort()
                setSite(None)
                clearRequest()
                connection.close()

    def _work(self, directory, job):
        act = operations.look if job.state == LOOKING else operations.import_reports
        with api.env.adopt_user(user=api.user.get(userid=self.user)):
            outcome = act(directory, job.source, job.year, language=job.language, tell=self._tell)
        job.finish(outcome)

    def _fail(self, directory, job):
        job.outcome = Outcome(job.year)
        job.state = FAILED

    def _tell(self, done, whole):
        self.told = (done, whole)

    def _beat(self):
        """Write how far it is, each moment, through a connection of its own."""
        manager = transaction.TransactionManager()
        while not self.ended.wait(BEAT):
            connection = self.database.open(manager)
            try:
                app = connection.root()["Application"]
                job = job_of(app.unrestrictedTraverse(self.directory_path), self.key)
                job.progress.done, job.progress.whole = self.told
                job.progress.at = datetime.now(UTC)
                manager.commit()
            except ConflictError:
                logger.debug("import %s: progress not noted", self.key)
            finally:
                manager.abort()
                connection.close()
