"""Every write to the site's indicators: forms, imports, REST services and scripts call these.

Each asks the permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored. A reporting round has copies of its own, so
nothing here reaches a round that was opened before.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from datetime import datetime
from datetime import UTC
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.refusals import Refused
from metodinis.i18n import _
from metodinis.indicators.changes import compare
from metodinis.indicators.changes import counts
from metodinis.indicators.changes import line_of
from metodinis.indicators.changes import REMOVED
from metodinis.indicators.changes import reordered
from metodinis.indicators.changes import rows_of
from metodinis.indicators.changes import with_row
from metodinis.indicators.content import Version
from metodinis.indicators.store import CATALOGUE_ID
from metodinis.indicators.store import parsed_catalogue
from metodinis.indicators.store import parsed_rules
from metodinis.indicators.tables import TableErrors
from pathlib import Path
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from typing import NamedTuple
import logging


logger = logging.getLogger(__name__)

MANAGE = "metodinis: Manage Indicators"
SHIPPED = {"catalogue": "catalogue.csv", "rules": "checks.csv"}
MAX_NOTE = 1000
MAX_TABLE = 2_000_000


class Preview(NamedTuple):
    """What a new state of a table would change.

    text: the new table as canonical CSV; based_on: number of the Version compared with;
    changes: list of RowChange; reordered: whether rows stand in another order.
    """

    table: str
    text: str
    based_on: int
    changes: list
    reordered: bool

    @property
    def empty(self):
        return not self.changes and not self.reordered


def install(site):
    """Make `/indicators` with the shipped tables, unless it is there."""
    if CATALOGUE_ID in site:
        return
    shipped = {
        table: (Path(__file__).parent / "data" / name).read_text(encoding="utf-8")
        for table, name in SHIPPED.items()
    }
    catalogue = parsed_catalogue(shipped["catalogue"]).text
    texts = {"catalogue": catalogue, "rules": parsed_rules(shipped["rules"], catalogue).text}
    indicators = createContent("IndicatorCatalogue", title="Rodikliai")
    indicators.id = CATALOGUE_ID
    for table, text in texts.items():
        version = Version(1, text, "", datetime.now(UTC), "Pradinė lentelė", (0, 0, 0))
        indicators.put(table, version)
    addContentToContainer(site, indicators, checkConstraints=False)
    logger.info("indicators installed")


def require_manage(indicators):
    """Raise Unauthorized unless the present user may change the indicators."""
    if not getSecurityManager().checkPermission(MANAGE, indicators):
        raise Unauthorized(MANAGE)


# whole tables


def preview(indicators, table, text):
    """The Preview of a CSV text as new state of `table`; nothing is stored.

    Raises FieldErrors ("line:column" -> message) with every fault of the text, and Refused or
    NotAllowed if something else stands against it.
    """
    require_manage(indicators)
    current = indicators.current(table)
    found = Preview(table, *_canonical(indicators, table, text, current))
    if table == "catalogue":
        _keep_used_codes(found.changes)
        _keep_rules_valid(indicators, found.text)
    return found


def _canonical(indicators, table, text, current):
    if len(text) > MAX_TABLE:
        raise Refused(_("indicators_import_too_large", default="This table is too large."))
    try:
        if table == "catalogue":
            new = parsed_catalogue(text).text
        else:
            new = parsed_rules(text, indicators.current("catalogue").text).text
    except TableErrors as errors:
        raise FieldErrors(_by_place(errors)) from None
    return new, current.number, compare(current.text, new), reordered(current.text, new)


def _by_place(errors):
    language = api.portal.get_current_language()
    return {f"{row.line}:{row.column}": row.text(language) for row in errors.rows}


def _keep_used_codes(changes):
    """Refuse what would change the meaning of codes that values are stored under."""
    used = used_codes()
    removed = [change.code for change in changes if change.what == REMOVED and change.code in used]
    if removed:
        raise NotAllowed(
            _(
                "indicators_code_used",
                default="Reports have been asked for ${codes}, so it can't be removed. Write its "
                "last year instead.",
                mapping={"codes": ", ".join(removed)},
            )
        )
    retyped = [
        change.code
        for change in changes
        if change.code in used and any(cell.column == "type" for cell in change.columns)
    ]
    if retyped:
        raise NotAllowed(
            _(
                "indicators_type_used",
                default="Reports have been asked for ${codes}, so the kind of value can't change. "
                "End it with a last year, and add a new code that replaces it.",
                mapping={"codes": ", ".join(retyped)},
            )
        )


def used_codes():
    """The codes of elements and indicators that any reporting round froze."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="ReportingRound"
    )
    texts = {brain._unrestrictedGetObject().catalogue_text for brain in brains} - {""}
    catalogues = [parsed_catalogue(text) for text in texts]
    return {code for found in catalogues for code in (*found.elements, *found.indicators)}


def _keep_rules_valid(indicators, catalogue_text):
    """Refuse a catalogue that the present check rules don't fit."""
    try:
        parsed_rules(indicators.current("rules").text, catalogue_text)
    except TableErrors as errors:
        row = errors.rows[0]
        raise NotAllowed(
            _(
                "indicators_rules_break",
                default="The check rules would no longer fit (line ${line}, ${column}): ${text} "
                "Change the check rules first.",
                mapping={
                    "line": row.line,
                    "column": row.column,
                    "text": row.text(api.portal.get_current_language()),
                },
            )
        ) from None


def import_table(indicators, table, text, note="", based_on=None):
    """Make a CSV text the new state of `table`; return its Version, None if nothing changes.

    based_on: the version number that the person saw, so that nobody overwrites unseen changes;
    None doesn't ask. Raises as `preview` does.
    """
    found = preview(indicators, table, text)
    if based_on not in (None, found.based_on):
        raise NotAllowed(
            _(
                "indicators_changed_meanwhile",
                default="Someone else has changed the table meanwhile. Look at it, and make your "
                "change again.",
            )
        )
    return None if found.empty else _store(indicators, found, note)


def _store(indicators, found, note):
    note = (note or "").strip()
    if len(note) > MAX_NOTE:
        raise FieldErrors(
            {
                "note": _(
                    "indicators_note_too_long",
                    default="This is longer than ${max} characters. Shorten it.",
                    mapping={"max": MAX_NOTE},
                )
            }
        )
    who = api.user.get_current().getId()
    moment = datetime.now(UTC)
    version = Version(found.based_on + 1, found.text, who, moment, note, counts(found.changes))
    indicators.put(found.table, version)
    indicators.notifyModified()
    indicators.reindexObject()
    logger.info("%s: version %d by %s, %s", found.table, version.number, who, version.counts)
    return version


# single rows


def table_of(kind):
    """The table that rows of a kind stand in."""
    return "rules" if kind == "rule" else "catalogue"


def add_row(indicators, kind, values, note="", based_on=None):
    """Add a section, element, indicator or rule. values: {column: text} with its code.

    Raises FieldErrors (column -> message) and what `import_table` raises.
    """
    require_manage(indicators)
    code = values["code"]
    if (kind, code) in rows_of(indicators.current(table_of(kind)).text):
        raise FieldErrors(
            {"code": _("indicators_code_taken", default="There is a row with this code already.")}
        )
    return _change_row(indicators, kind, code, values, note, based_on)


def change_row(indicators, kind, code, values, note="", based_on=None):
    """Change columns of a row; its code stays. Raises as `add_row` does."""
    require_row(indicators, kind, code)
    kept = {column: text for column, text in values.items() if column != "code"}
    return _change_row(indicators, kind, code, kept, note, based_on)


def remove_row(indicators, kind, code, note="", based_on=None):
    """Take away a row that no report was ever asked for, and that nothing refers to."""
    require_row(indicators, kind, code)
    return _change_row(indicators, kind, code, None, note, based_on)


def require_row(indicators, kind, code):
    """Raise Refused unless there is such a row, Unauthorized unless it may be changed."""
    require_manage(indicators)
    if (kind, code) not in rows_of(indicators.current(table_of(kind)).text):
        raise Refused(_("indicators_row_gone", default="There is no such row any more."))


def _change_row(indicators, kind, code, values, note, based_on):
    table = table_of(kind)
    text = with_row(indicators.current(table).text, kind, code, values)
    try:
        return import_table(indicators, table, text, note, based_on)
    except FieldErrors as refusal:
        raise _row_errors(refusal, text, kind, code) from None


def _row_errors(refusal, text, kind, code):
    """The faults of one row by their columns; of other rows, as one message."""
    own = f"{line_of(text, kind, code)}:"
    errors = {
        place.removeprefix(own): message
        for place, message in refusal.errors.items()
        if place.startswith(own)
    }
    if errors or "note" in refusal.errors:
        return FieldErrors(errors or refusal.errors)
    return NotAllowed(
        _(
            "indicators_row_needed",
            default="Other rows would no longer fit: ${text}",
            mapping={"text": " ".join(dict.fromkeys(refusal.errors.values()))},
        )
    )
