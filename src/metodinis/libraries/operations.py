"""Every write to the register of libraries. Pages, REST services, imports and the demo call these.

Each asks the permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from metodinis.libraries import rules
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
import logging


logger = logging.getLogger(__name__)

ADD = "metodinis: Add Library"


def may(permission, obj):
    """Whether the present user has `permission` (its title) on `obj`."""
    return bool(getSecurityManager().checkPermission(permission, obj))


def require(permission, obj):
    """Raise Unauthorized unless the present user has `permission` (its title) on `obj`."""
    if not may(permission, obj):
        raise Unauthorized(permission)


def me():
    """The present user's id; None for anonymous."""
    return api.user.get_current().getId()


def create_library(values):
    """Add a library to the register, with its groups; return it.

    values: fields of ILibrary; `outlets` as {kind: count}; `population` as rows of
    {"year", "population", "source"}. Raises FieldErrors.
    """
    directory = api.portal.get()["libraries"]
    require(ADD, directory)
    values = dict(values)
    for kind, count in values.pop("outlets", {}).items():
        values[f"outlets_{kind}"] = count
    library = createContent("Library", **values)
    library.id = library.code.lower()
    library = addContentToContainer(directory, library, checkConstraints=False)
    logger.info("%s: library made by %s", library.getId(), me())
    return library


def population(library, year):
    """The inhabitants whom a library served in `year` (int), or None if nobody told."""
    return rules.population_in(library.population, year)
