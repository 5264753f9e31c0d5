"""What training is sorted by: competences that it develops, its kinds and forms."""

from metodinis.common.permissions import may
from metodinis.common.terms import terms_of
from metodinis.common.terms import vocabulary_of
from metodinis.i18n import _
from metodinis.libraries.people import names_of_all
from metodinis.training.schema import TRAINING_PREFIX
from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def competences(language=None):
    """code -> title of the areas of competence, in a language (the reader's), in their order."""
    lines = api.portal.get_registry_record(f"{TRAINING_PREFIX}.competences")
    return terms_of(lines, language or api.portal.get_current_language())


@provider(IVocabularyFactory)
def competence_vocabulary(context):
    """`metodinis.training.Competences`"""
    return vocabulary_of(competences())


@provider(IVocabularyFactory)
def runnable_programmes(context):
    """`metodinis.training.RunnableProgrammes`: UID and title of approved and running ones."""
    found = api.content.find(
        portal_type="TrainingProgramme",
        review_state=("approved", "running"),
        sort_on="sortable_title",
    )
    return SimpleVocabulary([SimpleTerm(brain.UID, title=brain.Title) for brain in found])


KIND_TITLES = {
    "seminar": _("training_kind_seminar", default="Seminar"),
    "course": _("training_kind_course", default="Course"),
    "webinar": _("training_kind_webinar", default="Webinar"),
    "visit": _("training_kind_visit", default="Study visit"),
    "induction": _("training_kind_induction", default="Introductory training"),
}
FORM_TITLES = {
    "in_person": _("training_form_in_person", default="In person"),
    "remote": _("training_form_remote", default="Remote"),
    "mixed": _("training_form_mixed", default="Mixed"),
}
# The same as part of a line: seminar, remotely.
WAY_TITLES = {
    "in_person": _("training_way_in_person", default="in person"),
    "remote": _("training_way_remote", default="remotely"),
    "mixed": _("training_way_mixed", default="in person and remotely"),
}


def kind_words(kind, form):
    """Messages of an event's kind and form, to be joined; a webinar isn't said to be remote."""
    found = [KIND_TITLES.get(kind, kind)]
    if (kind, form) != ("webinar", "remote") and form in WAY_TITLES:
        found.append(WAY_TITLES[form])
    return found


STAGE_TITLES = {
    "before": _("training_stage_before", default="Before the event"),
    "after": _("training_stage_after", default="After the event"),
}
AUDIENCE_TITLES = {
    "participants": _("training_audience_participants", default="Participants"),
    "public": _("training_audience_public", default="Everyone"),
}
KIND_VOCABULARY = vocabulary_of(KIND_TITLES)
FORM_VOCABULARY = vocabulary_of(FORM_TITLES)
STAGE_VOCABULARY = vocabulary_of(STAGE_TITLES)
AUDIENCE_VOCABULARY = vocabulary_of(AUDIENCE_TITLES)


@provider(IVocabularyFactory)
def people(context):
    """`metodinis.training.People`: user id -> name of all accounts, for those who run training."""
    if not may("metodinis: Manage Training", api.portal.get()):
        return vocabulary_of({})
    return vocabulary_of(names_of_all())
