"""Every write to the register of libraries. Pages, REST services, imports and the demo call these.

Each asks the permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored. Accounts are in `accounts/operations.py`.
"""

from datetime import date
from metodinis.common.fields import checked
from metodinis.common.fields import MISSING
from metodinis.common.fields import too_long
from metodinis.common.fields import UNKNOWN
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.i18n import _
from metodinis.libraries import people
from metodinis.libraries import rules
from metodinis.libraries.schema import code_is_free
from metodinis.libraries.schema import IContact
from metodinis.libraries.schema import ILibrary
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID
from zope.component import queryMultiAdapter
from zope.event import notify
from zope.globalrequest import getRequest
from zope.lifecycleevent import ObjectModifiedEvent
import logging


logger = logging.getLogger(__name__)

ADD = "metodinis: Add Library"
MANAGE = "metodinis: Manage Library"
EDIT_CONTACT = "metodinis: Edit Library Contact"
LONGEST_SOURCE = 200

CODE_TAKEN = _(
    "libraries_code_taken",
    default="Another library has this code. Choose a code of its own.",
)
MUNICIPALITY_MISSING = _(
    "libraries_municipality_missing",
    default="Choose the municipality whose library this is.",
)
HALF_COORDINATES = _(
    "libraries_coordinates_half",
    default="Write both latitude and longitude, or neither.",
)


def create_library(values):
    """Add a library to the register, with its groups; return it.

    values: fields of ILibrary; outlets may come as `outlets`: {kind: count}, and what
    `set_population` takes as `population`. Raises FieldErrors.
    """
    directory = api.portal.get()["libraries"]
    require(ADD, directory)
    values = dict(values)
    rows = checked_population(values.pop("population", ()))
    fields = checked_library(values)
    library = createContent("Library", **fields, population=rows)
    library.id = _free_id(directory, library.code)
    library = addContentToContainer(directory, library, checkConstraints=False)
    logger.info("%s: library made by %s", library.getId(), me())
    return library


def _is_page(directory, name):
    return queryMultiAdapter((directory, getRequest()), name=name) is not None


def _free_id(directory, code):
    """An id in the register: the code, with a number behind it where a library that has another
    code by now keeps its address, and where a page of the register has that name. Raises
    FieldErrors if the library there has this very code."""
    name, number = code.lower(), 1
    while name in directory or _is_page(directory, name):
        if name in directory and directory[name].code == code:
            raise FieldErrors({"code": CODE_TAKEN})
        number += 1
        name = f"{code.lower()}-{number}"
    return name


def update_library(library, values):
    """Change fields of a library; those left out stay. values: as `create_library` takes them,
    without `population`. Raises FieldErrors."""
    require(MANAGE, library)
    _change(library, checked_library(values, library))


def update_contact(library, values):
    """Change fields of IContact of a library; those left out stay. Raises FieldErrors."""
    require(EDIT_CONTACT, library)
    _change(library, checked(IContact, values, library, partial=True))


def _change(library, fields):
    changed = [name for name, value in fields.items() if getattr(library, name) != value]
    for name in changed:
        setattr(library, name, fields[name])
    if changed:
        notify(ObjectModifiedEvent(library))
        logger.info("%s: %s changed by %s", library.getId(), ", ".join(changed), me())


def checked_library(values, library=None):
    """Fields of a new library, or of a change to `library`. Raises FieldErrors."""
    values = _flat(values)
    context = api.portal.get() if library is None else library
    fields = checked(ILibrary, values, context, partial=library is not None)

    def value_of(name):
        return fields[name] if name in fields else getattr(library, name)

    errors = {}
    if "code" in fields and not code_is_free(fields["code"], library):
        errors["code"] = CODE_TAKEN
    if value_of("kind") == "municipal" and not value_of("municipality"):
        errors["municipality"] = MUNICIPALITY_MISSING
    if (value_of("latitude") is None) != (value_of("longitude") is None):
        missing = "latitude" if value_of("latitude") is None else "longitude"
        errors[missing] = HALF_COORDINATES
    if errors:
        raise FieldErrors(errors)
    return fields


def _flat(values):
    """The same values, with `outlets` as a field for each kind."""
    values = dict(values)
    outlets = values.pop("outlets", {})
    if not isinstance(outlets, dict):
        raise FieldErrors({"outlets": _("libraries_outlets_wrong", default="Write kind: count.")})
    for kind, count in outlets.items():
        if kind not in rules.OUTLETS:
            raise FieldErrors({f"outlets.{kind}": UNKNOWN})
        values[f"outlets_{kind}"] = count
    return values


def population(library, year):
    """The inhabitants whom a library served in `year` (int), or None if nobody told."""
    return rules.population_in(library.population, year)


def set_population(library, rows):
    """Replace the inhabitants served, by year.

    rows: {"year": int, "population": int, "source": str} each. Raises FieldErrors for fields
    named like "population-0-year".
    """
    require(MANAGE, library)
    library.population = checked_population(rows)
    notify(ObjectModifiedEvent(library))
    logger.info("%s: population of %d years by %s", library.getId(), len(library.population), me())


def checked_population(rows):
    """Rows of population, the latest year first. Raises FieldErrors."""
    errors, good, years = {}, [], set()
    for place, row in enumerate(rows):
        year, count = row.get("year"), row.get("population")
        source = (row.get("source") or "").strip()
        if not _whole(year, rules.FIRST_YEAR, rules.LAST_YEAR):
            errors[f"population-{place}-year"] = _(
                "libraries_population_year_wrong",
                default="Write a year from ${low} to ${high}.",
                mapping={"low": str(rules.FIRST_YEAR), "high": str(rules.LAST_YEAR)},
            )
        elif year in years:
            errors[f"population-{place}-year"] = _(
                "libraries_population_year_twice",
                default="This year is there twice. Keep one of them.",
            )
        years.add(year)
        if not _whole(count, 0, rules.LARGEST_POPULATION):
            errors[f"population-{place}-population"] = _(
                "libraries_population_wrong",
                default="Write how many inhabitants, in digits.",
            )
        if not source:
            errors[f"population-{place}-source"] = MISSING
        elif len(source) > LONGEST_SOURCE:
            errors[f"population-{place}-source"] = too_long(LONGEST_SOURCE)
        good.append({"year": year, "population": count, "source": source})
    if errors:
        raise FieldErrors(errors)
    return tuple(sorted(good, key=lambda row: -row["year"]))


def _whole(value, low, high):
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def close_library(library, day, merged_into=None):
    """Close a library, or merge it into another: its people lose their roles on it.

    day: its last day (date), not in the future. merged_into: the Library whose people now see
    its past and hand in its last report; without one, have that report accepted first.
    Raises FieldErrors for day or merged_into, NotAllowed if it is closed already.
    """
    require(MANAGE, library)
    if library.closed:
        raise NotAllowed(_("libraries_closed_already", default="This library is closed already."))
    errors = {}
    if day is None:
        errors["day"] = MISSING
    elif day > date.today():
        errors["day"] = _(
            "libraries_close_future",
            default="This day is still to come. Close the library on its last day or later.",
        )
    elif library.opened and day < library.opened:
        errors["day"] = _(
            "libraries_close_before_opened",
            default="The library was opened later than this day.",
        )
    if merged_into is not None and (merged_into.closed or IUUID(merged_into) == IUUID(library)):
        errors["merged_into"] = _(
            "libraries_merged_into_wrong",
            default="Choose another library, one that is open.",
        )
    if errors:
        raise FieldErrors(errors)
    library.closed = day
    library.merged_into = None if merged_into is None else IUUID(merged_into)
    _hand_over(library)
    logger.info("%s: closed by %s", library.getId(), me())


def reopen_library(library):
    """Take a closing back. Raises NotAllowed if the library is open."""
    require(MANAGE, library)
    if not library.closed:
        raise NotAllowed(_("libraries_open_already", default="This library is open."))
    library.closed = library.merged_into = None
    _hand_over(library)
    logger.info("%s: opened again by %s", library.getId(), me())


def _hand_over(library):
    """Let the right people have roles on a library that was closed or opened again, and on
    those that were merged into it."""
    catalog = api.portal.get_tool("portal_catalog")
    gone = catalog.unrestrictedSearchResults(portal_type="Library", library_closed=True)
    others = (brain._unrestrictedGetObject() for brain in gone if IUUID(library) != brain.UID)
    for concerned in (library, *(other for other in others if library in _heirs(other))):
        owners = [heir for heir in _heirs(concerned) if not heir.closed]
        people.set_roles(concerned, *owners)
        concerned.reindexObjectSecurity()
    notify(ObjectModifiedEvent(library))


def _heirs(library):
    """The library itself, the one that it was merged into, and so on."""
    chain = [library]
    while chain[-1].merged_into:
        heir = uuidToObject(chain[-1].merged_into, unrestricted=True)
        if heir is None:
            break
        chain.append(heir)
    return chain
