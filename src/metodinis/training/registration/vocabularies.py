"""What states, actions and log lines of registrations are called, and the libraries to choose."""

from metodinis.i18n import _
from metodinis.training.registration import rules
from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


# state -> what it is called; `state_text` adds the place in line or the day.
STATE_TITLES = {
    rules.PENDING: _("registration_state_pending", default="Awaiting approval"),
    rules.REGISTERED: _("registration_state_registered", default="Registered"),
    rules.WAITING: _("registration_state_waiting", default="On the waiting list"),
    rules.OFFERED: _("registration_state_offered", default="A seat is offered"),
    rules.DECLINED: _("registration_state_declined", default="Declined"),
    rules.CANCELLED: _("registration_state_cancelled", default="Cancelled"),
    rules.ATTENDED: _("registration_state_attended", default="Attended"),
    rules.PARTLY: _("registration_state_partly", default="Attended in part"),
    rules.ABSENT: _("registration_state_absent", default="Absent"),
}
BADGES = {
    rules.PENDING: "submitted",
    rules.REGISTERED: "accepted",
    rules.WAITING: "warning",
    rules.OFFERED: "open",
    rules.DECLINED: "error",
    rules.CANCELLED: "neutral",
    rules.ATTENDED: "ok",
    rules.PARTLY: "info",
    rules.ABSENT: "returned",
}
LOG_TITLES = {
    rules.REGISTER: _("registration_log_register", default="Registered"),
    rules.REPEATED: _("registration_log_repeated", default="Sent the form again"),
    rules.PROMOTED: _("registration_log_promoted", default="Got a freed seat"),
    rules.OFFERED: _("registration_log_offered", default="Was offered a freed seat"),
    rules.EXPIRED: _("registration_log_expired", default="The offer ran out"),
    rules.UNCONFIRMED: _("registration_log_unconfirmed", default="The address wasn't confirmed"),
    "confirm": _("registration_log_confirm", default="Confirmed the address"),
    "change": _("registration_log_change", default="Data changed"),
    "cancel": _("registration_log_cancel", default="Cancelled by the participant"),
    "accept": _("registration_log_accept", default="Took the offered seat"),
    "refuse": _("registration_log_refuse", default="Refused the offered seat"),
    "approve": _("registration_log_approve", default="Approved"),
    "decline": _("registration_log_decline", default="Declined"),
    "seat": _("registration_log_seat", default="Given a seat by the staff"),
    "move": _("registration_log_move", default="Moved in line"),
    "remove": _("registration_log_remove", default="Cancelled by the staff"),
    "resend": _("registration_log_resend", default="The link was sent again"),
    "mail": _("registration_log_mail", default="A letter was sent"),
    "anonymise": _("registration_log_anonymise", default="Name and address were taken out"),
    "mark_present": _("registration_log_present", default="Marked present at session"),
    "mark_absent": _("registration_log_absent", default="Marked absent at session"),
    "mark_none": _("registration_log_unmarked", default="Mark taken back of session"),
    "certificate": _("registration_log_certificate", default="Got certificate"),
    "certificate_revoked": _("registration_log_revoked", default="Certificate revoked"),
    "certificate_replaced": _("registration_log_replaced", default="Certificate replaced"),
}
ACTION_TITLES = {
    "approve": _("registration_action_approve", default="Approve"),
    "decline": _("registration_action_decline", default="Decline"),
    "seat": _("registration_action_seat", default="Give a seat"),
    "move": _("registration_action_move", default="Move in line"),
    "remove": _("registration_action_remove", default="Cancel the registration"),
    "resend": _("registration_action_resend", default="Send the link again"),
}


def state_text(state, position=None, until=""):
    """What a state is called, with its place in line or the moment (text) of the offer's end."""
    if state == rules.WAITING and position:
        return _(
            "registration_state_waiting_at",
            default="On the waiting list, number ${position}",
            mapping={"position": str(position)},
        )
    if state == rules.OFFERED and until:
        return _(
            "registration_state_offered_until",
            default="A seat is offered until ${until}",
            mapping={"until": until},
        )
    return STATE_TITLES[state]


@provider(IVocabularyFactory)
def open_libraries(context):
    """`metodinis.training.OpenLibraries`: UID and name of libraries that aren't closed."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(
        portal_type="Library", library_closed=False, sort_on="library_sort"
    )
    return SimpleVocabulary([SimpleTerm(brain.UID, title=brain.Title) for brain in found])
