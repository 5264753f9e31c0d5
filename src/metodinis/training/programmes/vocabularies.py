"""What programmes are told apart by, and what they are evaluated by."""

from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.libraries import people
from metodinis.libraries.rules import ROLES
from plone import api
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


LEVEL_TITLES = {
    "introductory": _("programmes_level_introductory", default="Introductory"),
    "basic": _("programmes_level_basic", default="Basic"),
    "advanced": _("programmes_level_advanced", default="Advanced"),
    "specialised": _("programmes_level_specialised", default="Specialised"),
}
STATE_TITLES = {
    "draft": _("programmes_state_draft", default="In preparation"),
    "submitted": _("programmes_state_submitted", default="Submitted"),
    "evaluating": _("programmes_state_evaluating", default="Under evaluation"),
    "returned": _("programmes_state_returned", default="Returned for revision"),
    "approved": _("programmes_state_approved", default="Approved"),
    "running": _("programmes_state_running", default="Running"),
    "reviewing": _("programmes_state_reviewing", default="Under review"),
    "archived": _("programmes_state_archived", default="Archived"),
}
# criterion -> (title, what the evaluator looks at)
CRITERION_TITLES = {
    "relevance": (
        _("programmes_criterion_relevance", default="Relevance"),
        _(
            "programmes_criterion_relevance_help",
            default="Does it answer a need of libraries that was shown by reports, surveys or law?",
        ),
    ),
    "coherence": (
        _("programmes_criterion_coherence", default="Aims and content fit together"),
        _(
            "programmes_criterion_coherence_help",
            default="Do the objectives follow from the aim, and does each topic serve one?",
        ),
    ),
    "methods": (
        _("programmes_criterion_methods", default="Methods"),
        _(
            "programmes_criterion_methods_help",
            default="Do the methods suit adults, the form and the content; is there practice?",
        ),
    ),
    "results": (
        _("programmes_criterion_results", default="Results"),
        _(
            "programmes_criterion_results_help",
            default="Are the outcomes clear and measurable, and does the assessment prove them?",
        ),
    ),
    "trainers": (
        _("programmes_criterion_trainers", default="Trainers"),
        _(
            "programmes_criterion_trainers_help",
            default="Are they qualified in the subject, and do they have experience of teaching?",
        ),
    ),
    "duration": (
        _("programmes_criterion_duration", default="Duration"),
        _(
            "programmes_criterion_duration_help",
            default="Is there enough time for each topic, and none that is wasted?",
        ),
    ),
}
LEVEL_VOCABULARY = SimpleVocabulary(
    [SimpleTerm(value, title=title) for value, title in LEVEL_TITLES.items()]
)


def accounts():
    """user id -> full name and place of all who work here, by name: who may be an evaluator."""
    department = api.portal.get_registry_record("metodinis.department.name", default="") or ""
    found = {user: (name, department) for user, name in people.methodologists().items()}
    for brain in api.content.find(portal_type="Library", library_closed=False):
        library = brain.getObject()
        for user in (user for role in ROLES for user in people.members(library, role)):
            member = api.user.get(userid=user)
            if member is not None and user not in found:
                found[user] = (member.getProperty("fullname", "") or user, library.name)
    ordered = sorted(found.items(), key=lambda item: sort_key(item[1][0]))
    return {user: f"{name} ({place})" if place else name for user, (name, place) in ordered}
