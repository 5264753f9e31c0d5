"""What modules and states are called, and who can be a newcomer or a mentor."""

from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.libraries import people
from metodinis.libraries.people import name_of
from metodinis.libraries.rules import ROLES
from metodinis.libraries.schema import ILibrary
from metodinis.training.induction.rules import CLAIMED
from metodinis.training.induction.rules import FAILED
from metodinis.training.induction.rules import HEAD
from metodinis.training.induction.rules import MENTOR
from metodinis.training.induction.rules import OPEN
from metodinis.training.induction.rules import PASSED
from zope.interface import provider
from zope.schema.interfaces import IContextSourceBinder
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


KIND_TITLES = {
    "briefing": _("induction_kind_briefing", default="Briefing or talk"),
    "reading": _("induction_kind_reading", default="Reading"),
    "task": _("induction_kind_task", default="Task"),
    "visit": _("induction_kind_visit", default="Visit"),
    "event": _("induction_kind_event", default="Training event"),
}
# state of a module -> (state of the badge, text)
MODULE_BADGES = {
    PASSED: ("ok", _("induction_module_passed", default="Passed")),
    FAILED: ("warning", _("induction_module_failed", default="To be repeated")),
    CLAIMED: ("submitted", _("induction_module_claimed", default="Done, waits for the mentor")),
    OPEN: ("neutral", _("induction_module_open", default="Not done")),
}
LATE_BADGE = ("late", _("induction_late", default="Late"))
SIDE_TITLES = {
    MENTOR: _("induction_side_mentor", default="Mentor"),
    HEAD: _("induction_side_head", default="Director"),
}
READY_BADGE = ("submitted", _("induction_ready", default="Waits for signatures"))
STATE_BADGES = {
    "active": ("open", _("induction_state_active", default="Under way")),
    "finished": ("accepted", _("induction_state_finished", default="Finished")),
    "stopped": ("neutral", _("induction_state_stopped", default="Stopped")),
}


def vocabulary(titles):
    """A vocabulary of value -> title, in this order."""
    return SimpleVocabulary([SimpleTerm(value, title=title) for value, title in titles.items()])


KIND_VOCABULARY = vocabulary(KIND_TITLES)


def place_of(context):
    """The library in which something lies, or None for the department's own."""
    while context is not None and not ILibrary.providedBy(context):
        context = getattr(context, "__parent__", None)
    return context


def newcomers_of(context):
    """user id -> name of those who may be the newcomer: the library's, or the department's."""
    library = place_of(context)
    if library is None:
        return _by_name(people.methodologists())
    ids = [userid for role in ROLES for userid in people.members(library, role)]
    return _by_name({userid: name_of(userid) for userid in ids})


def mentors_of(context):
    """user id -> name of those who may be the mentor: the library's people, the department's."""
    return newcomers_of(context) | _by_name(people.methodologists())


def _by_name(names):
    return dict(sorted(names.items(), key=lambda user: sort_key(user[1])))


# Sources of their own, with no name to be asked by: names of people are for who edits a track.


@provider(IContextSourceBinder)
def newcomers(context):
    """Those who may be the newcomer of a track in this place."""
    return vocabulary(newcomers_of(context))


@provider(IContextSourceBinder)
def mentors(context):
    """Those who may be the mentor of a track in this place."""
    return vocabulary(mentors_of(context))
