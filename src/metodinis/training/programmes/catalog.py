"""What the search finds a programme by."""

from metodinis.i18n import _
from metodinis.search.interfaces import Kind
from metodinis.training.programmes.schema import ITrainingProgramme
from metodinis.training.vocabularies import competences
from plone.indexer import indexer


PROGRAMMES = Kind(_("programmes_search", default="Programmes"), ("TrainingProgramme",), 17)


@indexer(ITrainingProgramme)
def searchable_text(programme):
    """Title, who offers it and teaches, what it is about and what one learns."""
    titles = competences()
    words = (
        programme.title,
        programme.provider,
        programme.annotation,
        programme.aim,
        programme.target_group,
        *programme.objectives,
        *programme.outcomes,
        *(topic.title for topic in programme.topics),
        *(trainer.name for trainer in programme.trainers),
        *(titles.get(code, "") for code in programme.competences),
    )
    return " ".join(filter(None, words))


@indexer(ITrainingProgramme)
def description(programme):
    """Its aim, in lists and results."""
    return programme.aim or ""


@indexer(ITrainingProgramme)
def search_library(programme):
    """The library that proposes it."""
    if not programme.library_uid:
        raise AttributeError("library_uid")
    return programme.library_uid


@indexer(ITrainingProgramme)
def search_year(programme):
    """The year of the order that approves it."""
    if programme.order_date is None:
        raise AttributeError("order_date")
    return programme.order_date.year
