"""Every write to collections. Pages, REST services and the demo call these.

Each asks its permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored.
"""

from metodinis.common.fields import checked
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.common.states import take_step
from metodinis.goodpractice.booklets.reading import published
from metodinis.goodpractice.booklets.schema import ICollectionValues
from metodinis.goodpractice.booklets.schema import MAX_CASES
from metodinis.goodpractice.booklets.workflow import DRAFT
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.i18n import _
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID
from zope.container.interfaces import INameChooser
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent
import logging


logger = logging.getLogger(__name__)

NOT_CASES = _(
    "booklets_collection_cases_wrong",
    default="Choose published cases, each once; one of these isn't published.",
)
TOO_MANY = _(
    "booklets_collection_cases_many",
    default="A collection has at most ${max} cases.",
    mapping={"max": str(MAX_CASES)},
)
DELETE_DRAFT = _(
    "booklets_collection_delete_draft",
    default="Readers have the address of a published collection: take it back first.",
)


def create_collection(directory, values):
    """Begin a collection; return it.

    values: fields of ICollectionValues, and `case_uids` if some are chosen at once. Raises
    FieldErrors.
    """
    require(MANAGE, directory)
    fields, uids = _checked(values, directory, partial=False)
    collection = createContent("PracticeCollection", **fields)
    collection.case_uids = uids or ()
    # Kept apart from the names of cases.
    name = f"rinkinys-{collection.title}"
    collection.id = INameChooser(directory).chooseName(name, collection)
    collection = addContentToContainer(directory, collection, checkConstraints=False)
    logger.info("%s: begun by %s", collection.absolute_url_path(), me())
    return collection


def update_collection(collection, values):
    """Change what is told; what is left out stays. Returns the names that changed.

    values: as `create_collection` takes them. Raises FieldErrors.
    """
    require(MANAGE, collection)
    fields, uids = _checked(values, collection, partial=True)
    new = fields if uids is None else {**fields, "case_uids": uids}
    changed = [name for name, value in new.items() if value != getattr(collection, name)]
    for name in changed:
        setattr(collection, name, new[name])
    if changed:
        notify(ObjectModifiedEvent(collection))
        path = collection.absolute_url_path()
        logger.info("%s: %s changed by %s", path, ", ".join(changed), me())
    return changed


def _checked(values, context, *, partial):
    """Fields, and UIDs or None. Raises FieldErrors for all that is wrong."""
    values, errors, fields, uids = dict(values), {}, {}, None
    sent = values.pop("case_uids", None)
    try:
        fields = checked(ICollectionValues, values, context, partial=partial)
    except FieldErrors as refusal:
        errors |= refusal.errors
    if sent is not None:
        kept = () if partial is False else context.case_uids
        try:
            uids = checked_uids(sent, kept)
        except FieldErrors as refusal:
            errors |= refusal.errors
    if errors:
        raise FieldErrors(errors)
    return fields, uids


def checked_uids(sent, kept=()):
    """UIDs of published cases, each once, as a tuple. Raises FieldErrors for "case_uids".

    kept: UIDs that were chosen before: such a case may have been archived meanwhile.
    """
    if not isinstance(sent, list | tuple) or not all(isinstance(uid, str) for uid in sent):
        raise FieldErrors({"case_uids": NOT_CASES})
    uids = tuple(sent)
    if len(uids) > MAX_CASES:
        raise FieldErrors({"case_uids": TOO_MANY})
    known = {*kept, *map(IUUID, published(uids))}
    if len(set(uids)) < len(uids) or set(uids) - known:
        raise FieldErrors({"case_uids": NOT_CASES})
    return uids


def publish_collection(collection):
    """Let everybody see it. Raises NotAllowed without published cases."""
    _step(collection, "publish")


def withdraw_collection(collection):
    """Take it back from the public."""
    _step(collection, "withdraw")


TRANSITIONS = {"publish": publish_collection, "withdraw": withdraw_collection}


def _step(collection, name):
    require(MANAGE, collection)
    take_step(collection, name)
    logger.info("%s: %s by %s", collection.absolute_url_path(), name, me())


def delete_collection(collection):
    """Delete a collection; its cases stay. Raises NotAllowed for one that is published."""
    require(MANAGE, collection)
    if state_of(collection) != DRAFT:
        raise NotAllowed(DELETE_DRAFT)
    path, directory = collection.absolute_url_path(), collection.__parent__
    # What is public of the container asks for the right to delete any content.
    directory._delObject(collection.getId())
    logger.info("%s: deleted by %s", path, me())
