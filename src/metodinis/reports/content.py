"""Rounds and reports, and the records that a report keeps."""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from ComputedAttribute import ComputedAttribute
from metodinis.common.content import Unpublished
from metodinis.common.moments import now
from metodinis.common.numbers import Cell
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import VALUE
from metodinis.common.numbers import ZERO
from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.indicators.findings import Context
from metodinis.indicators.operators import PeerRange
from metodinis.indicators.store import catalogue_of
from metodinis.indicators.store import parsed_rules
from metodinis.indicators.values.table import statistics
from metodinis.libraries.operations import population
from metodinis.reports.rules import ACCEPTED
from metodinis.reports.rules import CellRecord
from metodinis.reports.rules import Change
from metodinis.reports.rules import Correction
from metodinis.reports.rules import Explanation
from metodinis.reports.rules import Extension
from metodinis.reports.rules import is_late
from metodinis.reports.rules import Message
from metodinis.reports.rules import Remark
from metodinis.reports.rules import Reminder
from metodinis.reports.schema import IReportingRound
from metodinis.reports.schema import IRoundDirectory
from metodinis.reports.schema import IStatisticalReport
from plone import api
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer
import secrets
import time


STANDING_KEY = "metodinis.reports.standing"


@implementer(IRoundDirectory)
class RoundDirectory(Container, Unpublished):
    """The folder of all reporting rounds."""


@implementer(IReportingRound)
class ReportingRound(Item, Unpublished):
    """One year's reporting. Its indicators are frozen as the CSV texts of the opening day."""

    catalogue_text = ""
    rules_text = ""
    _left_out = ()
    _peer_ranges = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._extensions = OOBTree()  # library UID -> Extension
        self._reminders = OOBTree()  # UID of a report, or of a library -> Reminder

    @property
    def catalogue(self):
        """The Catalogue of what this round asks."""
        return catalogue_of(self.catalogue_text, self.year, self._left_out)

    @property
    def unasked(self):
        """The codes that it doesn't ask for, as they were frozen: a tuple."""
        return self._left_out

    @property
    def rules(self):
        """The RuleSet of this round."""
        return parsed_rules(self.rules_text, self.catalogue_text)

    def freeze(self, catalogue_text, rules_text, left_out=()):
        """Keep the tables by which this round asks. left_out: codes that it doesn't ask for."""
        self.catalogue_text, self.rules_text = catalogue_text, rules_text
        self._left_out = tuple(sorted(left_out))

    @property
    def peer_ranges(self):
        """Rule code -> PeerRange over last year's accepted reports, as at the opening."""
        return {code: PeerRange(*stored) for code, stored in self._peer_ranges.items()}

    def keep_peer_ranges(self, ranges):
        """Keep what `RuleSet.peer_ranges` gave."""
        self._peer_ranges = {code: tuple(found) for code, found in ranges.items()}

    @property
    def extensions(self):
        """library UID -> Extension."""
        return {uid: Extension(*stored) for uid, stored in self._extensions.items()}

    def reminder(self, uid):
        """The last Reminder: of a report by the night job, of a library by hand; or None."""
        stored = self._reminders.get(uid)
        return Reminder(*stored) if stored else None

    def remind(self, uid, reminder):
        """Keep a Reminder that was sent."""
        self._reminders[uid] = tuple(reminder)

    def due(self, library_uid):
        """The deadline (aware datetime) of one library."""
        stored = self._extensions.get(library_uid)
        return stored[0] if stored else self.deadline


class Report(Item, Unpublished):
    """What both forms have in common."""

    form = ""
    year = 0
    library_uid = ""
    round_uid = ""
    frozen = False
    submitted_at = None
    first_submitted_at = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._remarks = OOBTree()  # random id -> Remark
        # Counts the library's writes; merges by addition, so that writers don't meet in it,
        # and tells a hand-in that something was written while it was being checked.
        self.writes = Length()

    def _library(self):
        return aq_parent(aq_inner(self))

    # The library whose report this is. Not a property: these see no acquisition, and a library
    # without it has no address.
    library = ComputedAttribute(_library, 1)

    @property
    def round(self):
        """The round that asks for this report, or None if it is gone.

        Found at its address, its year: a search would have the catalog catch up first.
        """
        reporting_round = api.portal.get()["rounds"].get(str(self.year))
        is_mine = reporting_round is not None and IUUID(reporting_round) == self.round_uid
        return reporting_round if is_mine else None

    @property
    def requires_signature(self):
        """Whether the director signs: asked by the workflow's guards."""
        reporting_round = self.round
        return bool(reporting_round and reporting_round.requires_signature)

    @property
    def due(self):
        """The deadline of this report (aware datetime), or None if its round is gone."""
        reporting_round = self.round
        return reporting_round.due(self.library_uid) if reporting_round else None

    @property
    def parts(self):
        """The codes of what it is made of, in order: what values and remarks can be about."""
        raise NotImplementedError

    def blockers(self):
        """What stands against handing in: list of (code of a part or "", message)."""
        raise NotImplementedError

    def guard_against_writers(self):
        """Make this transaction fail, and be tried again, if something is written meanwhile."""
        if self.writes._p_jar is not None:
            # Of an object that isn't loaded the connection would keep nothing, and say nothing.
            self.writes._p_activate()
            self._p_jar.readCurrent(self.writes)

    def guard_against_deciders(self):
        """Make this transaction fail, and be tried again, if the report changes its state."""
        if self._p_jar is not None:
            self._p_jar.readCurrent(aq_base(self))
        self.writes.change(1)

    def hand_in(self, moment):
        """Keep when it was handed in. moment: aware datetime."""
        self.submitted_at = moment
        if self.first_submitted_at is None:
            self.first_submitted_at = moment
        self.frozen = True

    def give_back(self, moment):
        """Let the library change it again. moment: aware datetime."""
        self.frozen = False

    # what the department and the library say to each other

    @property
    def remarks(self):
        """id -> Remark."""
        return {
            key: Remark(code, tuple(Message(*message) for message in messages), resolved)
            for key, (code, messages, resolved) in self._remarks.items()
        }

    def put_remark(self, remark, key=None):
        """Store a Remark, a new one or under its `key`; return the key."""
        key = key or _key()
        self._remarks[key] = (remark.code, tuple(map(tuple, remark.messages)), remark.resolved)
        return key


@implementer(IStatisticalReport)
class StatisticalReport(Report):
    """The year in numbers. See `rules.py` for the shapes of its records."""

    form = "statistical"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._cells = OOBTree()  # code -> CellRecord
        self._explanations = OOBTree()  # key of a finding -> Explanation
        self._corrections = OOBTree()  # id in order of time -> Correction
        self._changes = OOBTree()  # id in order of time -> Change

    @property
    def catalogue(self):
        return self.round.catalogue

    @property
    def rules(self):
        return self.round.rules

    @property
    def parts(self):
        return self.catalogue.elements

    # cells

    def record(self, code):
        """The CellRecord of an element's code, or None if nothing was ever typed."""
        stored = self._cells.get(code)
        return _record(stored) if stored else None

    def records(self):
        """code -> CellRecord of all that was typed."""
        return {code: _record(stored) for code, stored in self._cells.items()}

    def revision(self, code):
        """How often a cell was changed; 0 if never."""
        stored = self._cells.get(code)
        return stored[1] if stored else 0

    def cells(self):
        """code -> Cell of all that has a state: typed, derived, and standing "not applicable"."""
        typed = {code: Cell(*stored[0]) for code, stored in self._cells.items() if stored[0]}
        if self.frozen:
            return typed
        catalogue, count = self.catalogue, population(self.library, self.year)
        standing = {
            code: cell
            for code, cell in standing_cells(self.library).items()
            if code in catalogue.elements
        }
        return {**standing, **typed, **derived_cells(catalogue, count)}

    def previous(self):
        """The same library's report of the year before, or None."""
        return self.library.get(f"{self.form}-{self.year - 1}")

    def previous_cells(self):
        """code -> Cell of the year before; None if there is no such report."""
        report = self.previous()
        return report.cells() if report is not None else None

    def visible_previous_cells(self):
        """The same for the present user: {} if they may not see that report, or it isn't there.

        A published report stands before the public; the one of the year before may not.
        """
        report = self.previous()
        return report.cells() if report is not None and may("View", report) else {}

    def store(self, code, cell, by, moment, action):
        """Write one cell (None empties it) and its row of history."""
        before = self.record(code)
        revision = before.revision + 1 if before else 1
        stored = tuple(cell) if cell is not None else None
        self._cells[code] = (stored, revision, by, moment)
        raw = before.cell.raw if before and before.cell else ""
        change = Change(code, raw, cell.raw if cell else "", action, by, moment)
        self._changes[_key()] = tuple(change)

    def hand_in(self, moment):
        """Keep derived and standing values too: later changes elsewhere must not reach them."""
        for code, cell in self.cells().items():
            record = self.record(code)
            if record is None or record.cell != cell:
                self.store(code, cell, "", moment, "freeze")
        super().hand_in(moment)

    def give_back(self, moment):
        """Derived and standing values follow the register again: what was kept of them goes."""
        for code, record in self.records().items():
            if record.cell is not None and not record.by:
                self.store(code, None, "", moment, "thaw")
        super().give_back(moment)

    # checks

    def findings(self):
        """All findings of the round's rules on the present values, in the form's order."""
        return self.check(self.cells())

    def check(self, cells):
        """The findings on `cells` (code -> Cell), were they this report's."""
        return self.rules.check(
            cells,
            self.previous_cells(),
            year=self.year,
            catalogue=self.catalogue,
            context=self.circumstances(),
        )

    def circumstances(self):
        """What the cells don't tell of this report: a Context for the rules."""
        library, reporting_round = self.library, self.round
        closed_now = library.closed is not None and library.closed.year == self.year
        return Context(
            first_report=self.previous() is None,
            opened=library.opened is not None and library.opened.year == self.year,
            closed=closed_now,
            merged=closed_now and bool(library.merged_into),
            late=is_late(reporting_round.due(self.library_uid), self.first_submitted_at, now()),
            explanation_reused=self._reused_explanations(),
            peers=reporting_round.peer_ranges,
        )

    def _reused_explanations(self):
        """Codes of elements that are explained in the very words of last year."""
        before = self.previous()
        if before is None:
            return ()
        earlier = {key: stored[0] for key, stored in before._explanations.items()}
        return tuple(
            key.partition(":")[2]
            for key, stored in self._explanations.items()
            if earlier.get(key) == stored[0]
        )

    def explanation(self, finding):
        """The Explanation of a finding; None if there is none, or if the values changed since."""
        stored = self._explanations.get(finding.key)
        if stored is None or stored[1] != finding.fingerprint:
            return None
        return Explanation(*stored)

    def last_explanation(self, finding):
        """What was written to the same finding before, here or a year ago; None if nothing."""
        for report in (self, self.previous()):
            stored = report._explanations.get(finding.key) if report is not None else None
            if stored:
                return Explanation(*stored)
        return None

    def explain(self, finding, text, by, moment):
        """Keep an explanation; an empty text takes it away."""
        if text:
            self._explanations[finding.key] = (text, finding.fingerprint, by, moment)
        else:
            self._explanations.pop(finding.key, None)

    def is_public(self, finding):
        """Whether a finding is for the public of a published report: it is explained, and its
        words tell nothing of a report of the year before that the present user may not see."""
        if self.explanation(finding) is None:
            return False
        return finding.previous is None or finding.element in self.visible_previous_cells()

    def open_findings(self):
        """Findings that keep the report from being handed in."""
        return [
            finding
            for finding in self.findings()
            if finding.severity == "error"
            or (finding.severity == "warning" and self.explanation(finding) is None)
        ]

    def blockers(self):
        language = api.portal.get_current_language()
        return [(finding.element, finding.text(language)) for finding in self.open_findings()]

    # corrections and history

    @property
    def corrections(self):
        """id -> Correction, oldest first."""
        return {
            key: Correction(code, _cell(original), _cell(corrected), *rest)
            for key, (code, original, corrected, *rest) in self._corrections.items()
        }

    def put_correction(self, correction):
        """Store a Correction and the value that it sets."""
        self.store(correction.code, correction.corrected, correction.by, correction.at, "correct")
        original, corrected = (
            tuple(cell) if cell is not None else None
            for cell in (correction.original, correction.corrected)
        )
        self._corrections[_key()] = (correction.code, original, corrected, *correction[3:])
        self.count_in(state_of(self))

    def count_in(self, state):
        """Let the store of statistics hold the values as they are, if `state` counts there."""
        reporting_round = self.round
        if reporting_round is None:
            statistics().drop(self.library_uid, self.year)
            return
        statistics().put(
            self.library_uid,
            self.year,
            state,
            reporting_round.catalogue,
            self.cells() if state in ACCEPTED else {},
            reporting_round.catalogue_text,
            reporting_round.unasked,
        )

    @property
    def changes(self):
        """The history of values: list of Change, oldest first."""
        return [Change(*stored) for stored in self._changes.values()]


def _cell(stored):
    return Cell(*stored) if stored else None


def _record(stored):
    cell, revision, by, at = stored
    return CellRecord(_cell(cell), revision, by, at)


def _key():
    """A key in order of time that no other writer makes."""
    return f"{time.time_ns():020d}-{secrets.token_hex(4)}"


def standing_of(library):
    """Elements that never apply to a library: code -> (reason, by, at)."""
    return IAnnotations(library).get(STANDING_KEY, {})


def standing_cells(library):
    """code -> Cell of what never applies to a library."""
    return {
        code: Cell(NOT_APPLICABLE, None, "", reason)
        for code, (reason, _by, _at) in standing_of(library).items()
    }


def derived_cells(catalogue, count):
    """code -> Cell of what isn't typed. count: the population served, or None."""
    if count is None:
        return {}
    cell = Cell(VALUE if count else ZERO, count, str(count))
    elements = catalogue.elements.values()
    return {element.code: cell for element in elements if element.derived == "population"}


def standing_for_writing(library):
    annotations = IAnnotations(library)
    if STANDING_KEY not in annotations:
        annotations[STANDING_KEY] = OOBTree()
    return annotations[STANDING_KEY]
