"""The import itself. Everything is looked at first (`planning.py`), and written only if nothing
is refused, in one transaction: a file is in the site whole or not at all. A second run finds
everything as it is and changes nothing.

- A year's round that isn't there is made, archived, with its own catalogue and rules.
- A report that isn't there, or that nobody has begun, is published or accepted, with an honest
  row of history. It counts as handed in on time: when it really was is not known.
- An accepted value that differs is refused, or, with `replace`, corrected: the original stays
  in the register of corrections. What the file leaves empty stays as it is.
"""

from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import time
from metodinis.common.mail import quiet
from metodinis.common.moments import now
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.i18n import _
from metodinis.libraries.operations import create_library
from metodinis.reports.imports import planning
from metodinis.reports.operations import IMPORT
from metodinis.reports.rounds.operations import create_report
from metodinis.reports.rounds.operations import create_round
from metodinis.reports.rules import Correction
from metodinis.reports.rules import ZONE
from plone import api
from Products.CMFCore.indexing import processQueue
from zope.i18n import translate
import logging
import transaction


logger = logging.getLogger(__name__)


def _silent(done, whole):
    """Tell nobody how far it is."""


def look(directory, source, year, *, language="lt", tell=_silent):
    """The Outcome that `import_reports` would have; nothing is written."""
    require(IMPORT, directory)
    return planning.plan(directory, source, year, language, tell).outcome


def import_reports(directory, source, year, *, language="lt", tell=_silent):
    """Import a year's reports into the folder of rounds; return the Outcome. No mails are sent.

    Nothing is written if its `refused` isn't empty. source: planning.Source; year: int;
    language: of its texts; tell: called with how much is done, of how much. The caller commits.
    Raises Unauthorized.
    """
    require(IMPORT, directory)
    plan = planning.plan(directory, source, year, language, lambda done, rows: tell(done, 2 * rows))
    if plan.outcome.refused:
        logger.info("%s of %d refused: %d places", source.name, year, len(plan.outcome.refused))
        return plan.outcome
    with quiet():
        _Writer(directory, plan, source.name).write(tell)
    logger.info("%s of %d imported by %s: %s", source.name, year, me(), plan.outcome[1:7])
    return plan.outcome


class _Writer:
    """Carries a Plan out."""

    def __init__(self, directory, plan, name):
        self.directory, self.plan = directory, plan
        self.mapping, self.year = plan.mapping, plan.outcome.year
        self.by, self.moment = me(), now()
        self.comment = translate(
            _("imports_comment", default="Imported from ${name}", mapping={"name": name}),
            target_language=api.portal.get_default_language(),
        )

    def write(self, tell):
        """Write all steps. A savepoint now and then keeps what is done out of memory."""
        self.round = self.plan.round if self.plan.round is not None else self._make_round()
        self.catalogue = self.round.catalogue
        steps = self.plan.steps
        for done, step in enumerate(steps, start=1):
            if step.is_accepted:
                self._correct(step)
            else:
                self._take_over(step)
            if done % planning.SLICE == 0:
                processQueue()
                transaction.savepoint(optimistic=True)
                self.directory._p_jar.cacheGC()
                tell(len(steps) + done, 2 * len(steps))

    def _make_round(self):
        """The year's round, archived, with the indicators of the plan."""
        day = self.mapping.deadline or date(self.year + 1, 2, 10)
        reporting_round = create_round(
            self.directory,
            {
                "year": self.year,
                "forms": {planning.FORM},
                "opening": None,
                "deadline": datetime.combine(day, time(23, 59), tzinfo=ZONE),
                "libraries": set(),
                "requires_signature": False,
            },
        )
        reporting_round.freeze(*self.plan.texts)
        reporting_round.keep_peer_ranges(self.plan.peers)
        self._put_into(reporting_round, "archived")
        return reporting_round

    def _take_over(self, step):
        """Make a report, and the library if need be, with the values of the file."""
        library = step.library if step.library is not None else create_library(step.values)
        report = step.report
        if report is None:
            report = create_report(self.round, library, planning.FORM)
        derived = {code for code in step.cells if self.catalogue.elements[code].derived}
        for code in step.cells.keys() - derived:
            report.store(code, step.cells[code], self.by, self.moment, "import")
        report.hand_in(self.round.deadline)
        # The register is of today, the file of its year.
        for code in derived:
            report.store(code, step.cells[code], self.by, self.moment, "import")
        self._put_into(report, self.mapping.state)
        report.count_in(self.mapping.state)

    def _put_into(self, obj, state):
        """Give a round or report its state, with a row of history that says how it got there."""
        workflows = api.portal.get_tool("portal_workflow")
        [workflow] = workflows.getWorkflowsFor(obj)
        status = {
            "review_state": state,
            "action": "import",
            "actor": self.by,
            "comments": self.comment,
            "time": DateTime(self.moment),
        }
        workflows.setStatusOf(workflow.getId(), obj, status)
        workflow.updateRoleMappingsFor(obj)
        obj.reindexObject()

    def _correct(self, step):
        """Put other values into an accepted report; the originals stay in the register."""
        for code, cell in step.cells.items():
            record = step.report.record(code)
            original = record.cell if record else None
            step.report.put_correction(
                Correction(code, original, cell, self.comment, self.by, self.moment)
            )
        if step.cells:
            step.report.reindexObject(idxs=["report_corrected"])
