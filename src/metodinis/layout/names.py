"""What the site's own places are called: in the reader's language, as long as nobody renamed them.

Content is Lithuanian. But these few stand in the menu and above every page, so an English page
would begin with Lithuanian words.
"""

from metodinis.i18n import _
from zope.i18n import translate
from zope.i18nmessageid import Message


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


def name_of(content, language):
    """What an object, or a brain of the catalog, is called for a reader of `language`."""
    title = content.Title() if callable(content.Title) else content.Title
    if language == "lt" or content.portal_type not in PLACES:
        return title
    year = content.getId if isinstance(content.getId, str) else content.getId()
    message = Message(PLACES[content.portal_type], mapping={"year": year})
    if translate(message, target_language="lt") != title:
        return title
    return translate(message, target_language=language)
