"""What content is called for a reader of a language.

Content is Lithuanian. But the site's own places stand in the menu and above every page, so an
English page would begin with Lithuanian words: they have a name in each language, as long as nobody
renamed them. What a domain tells in more than one language, it says by an adapter.
"""

from metodinis.i18n import _
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import Interface


# Type of content -> its name; in Lithuanian it is the title that such content gets when it is made.
PLACES = {
    "LibraryDirectory": _("place_libraries", default="Libraries"),
    "RoundDirectory": _("place_rounds", default="Reports"),
    "TrainingDirectory": _("place_training", default="Training"),
    "GoodPracticeDirectory": _("place_goodpractice", default="Good practice"),
    "DepartmentDirectory": _("place_departments", default="Departments"),
    "PartnerDirectory": _("place_partners", default="Partners"),
    "IndicatorCatalogue": _("place_indicators", default="Indicators"),
    "ReportingRound": _("place_round", default="Reports of ${year}"),
}


class IWords(Interface):
    """Adapter of a content object whose title and description are told in several languages."""

    def words(language):
        """(title, description) for a reader of a language, texts."""


def description_of(content, language):
    """What an object says of itself below its title, for a reader of `language`."""
    told = IWords(content, None)
    return content.Description() if told is None else told.words(language)[1]


def name_of(content, language):
    """What an object, or a brain of the catalog, is called for a reader of `language`."""
    told = IWords(content, None)
    if told is not None:
        return told.words(language)[0]
    title = content.Title() if callable(content.Title) else content.Title
    if language == "lt" or content.portal_type not in PLACES:
        return title
    year = content.getId if isinstance(content.getId, str) else content.getId()
    message = Message(PLACES[content.portal_type], mapping={"year": year})
    if translate(message, target_language="lt") != title:
        return title
    return translate(message, target_language=language)
