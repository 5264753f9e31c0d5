"""What kinds of documents there are, and who sees one."""

from metodinis.i18n import _
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


KIND_TITLES = {
    "regulations": _("libraries_document_regulations", default="Regulations"),
    "rules": _("libraries_document_rules", default="Rules and procedures"),
    "strategy": _("libraries_document_strategy", default="Strategy"),
    "plan": _("libraries_document_plan", default="Work plan"),
    "decision": _("libraries_document_decision", default="Council's decision"),
    "order": _("libraries_document_order", default="Order"),
    "report": _("libraries_document_report", default="Report"),
    "agreement": _("libraries_document_agreement", default="Agreement"),
    "other": _("libraries_document_other", default="Other document"),
}
STATE_TITLES = {
    "private": _("libraries_document_private", default="The library and the department"),
    "public": _("libraries_document_public", default="Everyone"),
}


def _vocabulary(titles):
    return SimpleVocabulary([SimpleTerm(value, title=title) for value, title in titles.items()])


KIND_VOCABULARY = _vocabulary(KIND_TITLES)
STATE_VOCABULARY = _vocabulary(STATE_TITLES)
