"""Names of what a case chooses from."""

from metodinis.common.terms import vocabulary_of
from metodinis.goodpractice.cases.rules import ARCHIVED
from metodinis.goodpractice.cases.rules import DECLINED
from metodinis.goodpractice.cases.rules import DRAFT
from metodinis.goodpractice.cases.rules import PUBLISHED
from metodinis.goodpractice.cases.rules import RECOMMENDED
from metodinis.goodpractice.cases.rules import RETURNED
from metodinis.goodpractice.cases.rules import REVIEWING
from metodinis.goodpractice.cases.rules import SIGNING
from metodinis.goodpractice.cases.rules import SUBMITTED
from metodinis.i18n import _
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory


# state -> (state of the badge macro that it looks like, title)
STATES = {
    DRAFT: ("draft", _("practice_state_draft", default="Draft")),
    SIGNING: ("signing", _("practice_state_signing", default="Waits for the director")),
    SUBMITTED: ("submitted", _("practice_state_submitted", default="Submitted")),
    REVIEWING: ("info", _("practice_state_reviewing", default="In review")),
    RETURNED: ("returned", _("practice_state_returned", default="Returned for revision")),
    RECOMMENDED: ("accepted", _("practice_state_recommended", default="Recommended")),
    PUBLISHED: ("published", _("practice_state_published", default="Published")),
    ARCHIVED: ("neutral", _("practice_state_archived", default="Archived")),
    DECLINED: ("error", _("practice_state_declined", default="Declined")),
}
LANGUAGE_TITLES = {
    "lt": _("practice_language_lt", default="Lithuanian"),
    "en": _("practice_language_en", default="English"),
}
CRITERION_TITLES = {
    "novelty": _("practice_criterion_novelty", default="Novelty"),
    "evidence": _("practice_criterion_evidence", default="Evidence"),
    "transferability": _("practice_criterion_transferability", default="Transferability"),
    "clarity": _("practice_criterion_clarity", default="Clarity"),
}
COST_TITLES = {
    "free": _("practice_cost_free", default="Without money"),
    "small": _("practice_cost_small", default="Up to 500 euro"),
    "medium": _("practice_cost_medium", default="501 to 5,000 euro"),
    "large": _("practice_cost_large", default="More than 5,000 euro"),
}
EVIDENCE_TITLES = {
    "measured": _("practice_evidence_measured", default="Measured before and after"),
    "documented": _("practice_evidence_documented", default="Source is named"),
    "told": _("practice_evidence_told", default="Told by the authors"),
}
LICENCE_TITLES = {
    "CC-BY-4.0": "CC BY 4.0",
    "CC-BY-SA-4.0": "CC BY-SA 4.0",
    "CC-BY-NC-4.0": "CC BY-NC 4.0",
    "CC0-1.0": "CC0 1.0",
}
LICENCE_ADDRESSES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


@provider(IVocabularyFactory)
def language_vocabulary(context):
    """`metodinis.goodpractice.Languages`"""
    return vocabulary_of(LANGUAGE_TITLES)
