"""Every write to rounds. Pages, REST services, the night job, imports and the demo call these;
reminders are in `reminders.py`.

Each asks its permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored.
"""

from AccessControl import Unauthorized
from datetime import UTC
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.sorting import sort_key
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.indicators.store import catalogue_of
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import rules_text
from metodinis.reports.operations import checked_text
from metodinis.reports.operations import MANAGE_ROUND
from metodinis.reports.operations import publish
from metodinis.reports.operations import transition
from metodinis.reports.rounds.catalog import figures
from metodinis.reports.rules import ACCEPTED
from metodinis.reports.rules import Extension
from metodinis.reports.rules import ZONE
from metodinis.reports.schema import IReportingRound
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID
from zope.event import notify
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent
import logging


logger = logging.getLogger(__name__)

ADD_ROUND = "metodinis: Add Reporting Round"
PUBLISH = "metodinis: Publish Report"
VIEW_PROGRESS = "metodinis: View Round Progress"
EDIT = "Modify portal content"
# What an opened round asks of the catalogue.
SELECTION = ("sections", "left_out")
PORTAL_TYPES = {"statistical": "StatisticalReport", "narrative": "NarrativeReport"}


# what a round is


def create_round(directory, values):
    """Make a round in the folder of rounds; return it. Its id is its year.

    values: field of IReportingRound -> value, valid by itself; deadline and opening aware.
    """
    require(ADD_ROUND, directory)
    year = values["year"]
    values = _as_stored(values)
    errors = _time_errors(values) | _selection_errors(year, values)
    if str(year) in directory:
        errors["year"] = _(
            "rounds_year_taken",
            default="There is a round of ${year} already. Choose another year, or edit that one.",
            mapping={"year": str(year)},
        )
    if errors:
        raise FieldErrors(errors)
    content = createContent("ReportingRound", **values)
    content.id = str(year)
    content.title = f"{year} m. ataskaitos"
    reporting_round = addContentToContainer(directory, content, checkConstraints=False)
    logger.info("%s: made by %s", reporting_round.absolute_url_path(), me())
    return reporting_round


def edit_round(reporting_round, values):
    """Change fields of a round (values: as in `create_round`, only what changes).

    Once it was opened its year stands, and nobody's reports are taken away; who is added gets
    theirs at once.
    """
    require(MANAGE_ROUND, reporting_round)
    require(EDIT, reporting_round)
    values = _as_stored(values)
    names = ("year", "opening", "deadline", "forms", *SELECTION)
    present = {name: getattr(reporting_round, name) for name in names}
    errors = _time_errors({**present, **values})
    was_opened = state_of(reporting_round) != "preparing"
    if was_opened:
        errors |= _taken_away(reporting_round, values) | _selected_anew(present, values)
    else:
        errors |= _selection_errors(reporting_round.year, {**present, **values})
    if values.get("year", reporting_round.year) != reporting_round.year:
        errors["year"] = _(
            "rounds_year_fixed",
            default="The year can't be changed: it is the round's address. Make a new round.",
        )
    if errors:
        raise FieldErrors(errors)
    changed = {
        name: value for name, value in values.items() if getattr(reporting_round, name) != value
    }
    for name, value in changed.items():
        setattr(reporting_round, name, value)
    if was_opened:
        make_reports(reporting_round, expected_libraries(reporting_round))
    notify(ObjectModifiedEvent(reporting_round, Attributes(IReportingRound, *changed)))
    logger.info("%s: edited by %s", reporting_round.absolute_url_path(), me())


def _as_stored(values):
    """Moments in UTC, as the database can keep them, whatever zone they were sent in; no
    library chosen as an empty set."""
    stored = dict(values)
    for name in ("opening", "deadline"):
        if values.get(name) is not None:
            stored[name] = values[name].astimezone(UTC)
    for name in ("libraries", "left_out"):
        if name in values:
            stored[name] = set(values[name] or ())
    if stored.get("sections", ()) is None:
        del stored["sections"]
    return stored


def _selection_errors(year, values):
    """Errors of a choice of sections and elements that leaves nothing to be asked."""
    if "statistical" not in values["forms"] or "sections" not in values:
        return {}
    if not values["sections"]:
        return {
            "sections": _(
                "rounds_sections_none",
                default="Choose at least one section: the statistical report asks something.",
            )
        }
    catalogue = catalogue_of(catalogue_text(), year)
    left_out = left_out_of(catalogue, values["sections"], values.get("left_out", ()))
    if catalogue.elements and len(left_out) == len(catalogue.elements):
        return {
            "left_out": _(
                "rounds_left_out_all",
                default="Nothing would be asked: leave something in the sections chosen.",
            )
        }
    return {}


def left_out_of(catalogue, sections, codes):
    """The codes of a year's Catalogue that aren't asked: not in `sections`, or in `codes`."""
    return frozenset(
        element.code
        for element in catalogue.elements.values()
        if element.section not in sections or element.code in codes
    )


def _selected_anew(present, values):
    """Errors of an edit that would change what an opened round asks."""
    message = _(
        "rounds_selection_frozen",
        default="The round was opened: what it asks can't be chosen any more.",
    )
    return {name: message for name in SELECTION if name in values and values[name] != present[name]}


def _time_errors(values):
    errors = {}
    opening, deadline = values.get("opening"), values["deadline"]
    if deadline.astimezone(ZONE).year <= values["year"]:
        errors["deadline"] = _(
            "rounds_deadline_early",
            default="The deadline must be after the end of the reported year.",
        )
    if opening is not None and opening >= deadline:
        errors["opening"] = _(
            "rounds_opening_late", default="The opening must be before the deadline."
        )
    return errors


def _taken_away(reporting_round, values):
    """Errors of an edit that would leave reports without their round."""
    errors = {}
    if not reporting_round.forms <= set(values.get("forms", reporting_round.forms)):
        errors["forms"] = _(
            "rounds_forms_taken_away",
            default="The libraries have begun their reports: a form can be added, not taken away.",
        )
    chosen = values.get("libraries", reporting_round.libraries)
    if chosen and chosen != reporting_round.libraries:
        catalog = api.portal.get_tool("portal_catalog")
        brains = catalog.unrestrictedSearchResults(round_uid=IUUID(reporting_round))
        begun = {brain.library_title for brain in brains if brain.library_uid not in chosen}
        names = sorted(begun, key=sort_key)
        if names:
            errors["libraries"] = _(
                "rounds_libraries_taken_away",
                default="These have begun their reports and must stay: ${names}.",
                mapping={"names": ", ".join(names)},
            )
    return errors


# opening and closing


def open_round(reporting_round):
    """Let the libraries write; return the number of reports made.

    Whoever opens it, `prepare_opening` runs before: see subscribers.py.
    """
    require(MANAGE_ROUND, reporting_round)
    before = figures(reporting_round).expected
    transition(reporting_round, "open")
    return figures(reporting_round).expected - before


def prepare_opening(reporting_round):
    """Freeze the indicators, unless they are already, and give each library its reports.

    Raises NotAllowed if nobody would be asked.
    """
    libraries = expected_libraries(reporting_round)
    if not libraries:
        raise NotAllowed(
            _(
                "rounds_nobody_expected",
                default="Nobody would be asked: there is no library that is open in that year.",
            )
        )
    if not reporting_round.catalogue_text:
        freeze_indicators(reporting_round)
    make_reports(reporting_round, libraries)


def freeze_indicators(reporting_round):
    """Keep the site's catalogue and rules of today with the round, and what it asks of them."""
    text = catalogue_text()
    # From here on they say what was chosen of this catalogue, whatever becomes of the site's.
    reporting_round.sections = set(reporting_round.sections)
    reporting_round.left_out = set(reporting_round.left_out)
    left_out = left_out_of(
        catalogue_of(text, reporting_round.year), reporting_round.sections, reporting_round.left_out
    )
    reporting_round.freeze(text, rules_text(), left_out)
    reporting_round.keep_peer_ranges(
        reporting_round.rules.peer_ranges(
            accepted_cells(reporting_round.year - 1),
            year=reporting_round.year,
            catalogue=reporting_round.catalogue,
        )
    )


def accepted_cells(year):
    """Yield the cells of each statistical report of `year` that was accepted."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="StatisticalReport", report_year=year, review_state=ACCEPTED
    )
    for brain in brains:
        yield brain._unrestrictedGetObject().cells()


def expected_libraries(reporting_round):
    """The libraries that a round asks: the chosen, or all that are open in its year."""
    found = api.content.find(portal_type="Library", sort_on="library_sort")
    libraries = [
        brain.getObject()
        for brain in found
        if not reporting_round.libraries or brain.UID in reporting_round.libraries
    ]
    if reporting_round.libraries:
        return libraries
    return [library for library in libraries if not library.is_closed(reporting_round.year)]


def make_reports(reporting_round, libraries):
    """Make the reports of a round that aren't there yet; return how many were made."""
    made = 0
    for library in libraries:
        for form in sorted(reporting_round.forms):
            made += create_report(reporting_round, library, form) is not None
    return made


def create_report(reporting_round, library, form):
    """Make one library's report in its folder, in state draft; None if it is there already."""
    report_id = f"{form}-{reporting_round.year}"
    if report_id in library:
        return None
    report = createContent(PORTAL_TYPES[form])
    report.id = report_id
    report.title = f"{reporting_round.year} m. " + (
        "statistinė ataskaita" if form == "statistical" else "tekstinė ataskaita"
    )
    report.year = reporting_round.year
    report.library_uid = IUUID(library)
    report.round_uid = IUUID(reporting_round)
    return addContentToContainer(library, report, checkConstraints=False)


def close_round(reporting_round):
    """End a round: libraries can write only what is returned to them."""
    _round_transition(reporting_round, "close")


def reopen_round(reporting_round):
    """Let the libraries of a closed round write again."""
    _round_transition(reporting_round, "reopen")


def archive_round(reporting_round):
    """Put a closed round away."""
    _round_transition(reporting_round, "archive")


def _round_transition(reporting_round, name):
    require(MANAGE_ROUND, reporting_round)
    transition(reporting_round, name)


def may_publish(reporting_round):
    """Whether the present user may publish what is accepted; False if nothing is."""
    brains = api.content.find(
        round_uid=IUUID(reporting_round), review_state="accepted", sort_limit=1
    )
    return any(may(PUBLISH, brain.getObject()) for brain in brains[:1])


def publish_round(reporting_round):
    """Publish all accepted reports of a round; return how many."""
    require(MANAGE_ROUND, reporting_round)
    brains = api.content.find(round_uid=IUUID(reporting_round), review_state="accepted")
    reports = [brain.getObject() for brain in brains]
    if not all(may(PUBLISH, report) for report in reports):
        raise Unauthorized(PUBLISH)
    for report in reports:
        publish(report)
    return len(reports)


# name in an address -> operation on the round
TRANSITIONS = {
    "open": open_round,
    "close": close_round,
    "reopen": reopen_round,
    "archive": archive_round,
    "publish": publish_round,
}


# single libraries


def extend_deadline(reporting_round, library, until, reason):
    """Give one library a later deadline. until: aware datetime. Raises FieldErrors."""
    require(MANAGE_ROUND, reporting_round)
    errors = {}
    try:
        reason = checked_text("reason", reason)
    except FieldErrors as error:
        errors |= error.errors
    if until <= reporting_round.deadline:
        errors["until"] = _(
            "reports_extension_too_early",
            default="The new deadline must be later than the round's own.",
        )
    if errors:
        raise FieldErrors(errors)
    uid = IUUID(library)
    reporting_round._extensions[uid] = tuple(Extension(until.astimezone(UTC), reason, me(), now()))
    reindex_due(reporting_round, uid)
    logger.info("%s: %s extended by %s", reporting_round.getId(), library.getId(), me())


def withdraw_extension(reporting_round, library):
    """Take an extension back."""
    require(MANAGE_ROUND, reporting_round)
    uid = IUUID(library)
    if uid not in reporting_round._extensions:
        raise NotAllowed(
            _("rounds_extension_gone", default="This library has no extension any more.")
        )
    del reporting_round._extensions[uid]
    reindex_due(reporting_round, uid)
    logger.info("%s: %s not extended by %s", reporting_round.getId(), library.getId(), me())


def reindex_due(reporting_round, library_uid=None):
    """Let the catalog know of a changed deadline, of all reports or of one library's."""
    query = {"round_uid": IUUID(reporting_round)}
    if library_uid:
        query["library_uid"] = library_uid
    for brain in api.portal.get_tool("portal_catalog").unrestrictedSearchResults(**query):
        brain._unrestrictedGetObject().reindexObject(idxs=["report_due", "report_on_time"])
