"""What opening a round will do, and what may go wrong with it: nothing is written here."""

from metodinis.common.moments import now
from metodinis.i18n import _
from metodinis.indicators.store import catalogue_of
from metodinis.indicators.store import catalogue_text
from metodinis.libraries.operations import population
from metodinis.reports import mails
from metodinis.reports.rounds.operations import expected_libraries
from metodinis.reports.rounds.operations import left_out_of
from metodinis.reports.rounds.rules import free_day
from typing import NamedTuple


NAMES_SHOWN = 10


class Preview(NamedTuple):
    """libraries: who will be asked; elements: how many numbers each; warnings: messages."""

    libraries: list
    elements: int
    warnings: list


def preview_opening(reporting_round):
    """The Preview of opening a round now."""
    libraries = expected_libraries(reporting_round)
    elements = len(asked_catalogue(reporting_round).elements)
    return Preview(libraries, elements, list(_warnings(reporting_round, libraries, elements)))


def whole_catalogue(reporting_round):
    """The Catalogue that a round chooses from: its own copy, or the site's until it is opened."""
    return catalogue_of(reporting_round.catalogue_text or catalogue_text(), reporting_round.year)


def asked_catalogue(reporting_round):
    """The Catalogue of what a round asks, or would ask if it were opened now."""
    if reporting_round.catalogue_text:
        return reporting_round.catalogue
    whole = whole_catalogue(reporting_round)
    return whole.without(left_out_of(whole, reporting_round.sections, reporting_round.left_out))


def free_day_note(deadline, language):
    """A word about a deadline (aware datetime) on a free day; None on a working day."""
    name = free_day(deadline, language)
    if name is None:
        return None
    if name:
        return _(
            "rounds_deadline_holiday",
            default="The deadline is a public holiday: ${name}.",
            mapping={"name": name},
        )
    return _("rounds_deadline_weekend", default="The deadline falls on a weekend.")


def _warnings(reporting_round, libraries, elements):
    if "statistical" in reporting_round.forms and not elements:
        yield _(
            "rounds_warning_no_elements",
            default="No indicator of the catalogue is valid in ${year}: the statistical reports "
            "would be empty.",
            mapping={"year": str(reporting_round.year)},
        )
    if reporting_round.deadline <= now():
        yield _(
            "rounds_warning_past",
            default="The deadline is over already: all reports would be late.",
        )
    unknown = [one for one in libraries if population(one, reporting_round.year) is None]
    if unknown:
        yield _(
            "rounds_warning_no_population",
            default="Without a population of ${year} in the register, indicators per inhabitant "
            "can't be computed: ${names}",
            mapping={"year": str(reporting_round.year), "names": _names(unknown)},
        )
    nobody = [one for one in libraries if not mails.people(one, "library")]
    if nobody:
        yield _(
            "rounds_warning_no_people",
            default="Without a staff account, so that nobody can enter and no mail arrives: "
            "${names}",
            mapping={"names": _names(nobody)},
        )


def _names(libraries):
    names = ", ".join(library.name for library in libraries[:NAMES_SHOWN])
    more = len(libraries) - NAMES_SHOWN
    return f"{names} (+{more})" if more > 0 else f"{names}."
