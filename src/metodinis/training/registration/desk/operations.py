"""What the staff do with registrations: by hand, for several at once, and beyond the limits.

See `registration/operations.py` for the manners.
"""

from metodinis.common.fields import too_long
from metodinis.common.moments import now
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.i18n import _
from metodinis.training.registration import mails
from metodinis.training.registration import rules
from metodinis.training.registration.operations import add_people
from metodinis.training.registration.operations import MANAGE
from metodinis.training.registration.seating import change_data
from metodinis.training.registration.seating import checked_values
from metodinis.training.registration.seating import limits_of
from metodinis.training.registration.seating import put
from metodinis.training.registration.seating import reason_of
from metodinis.training.registration.seating import settle
from metodinis.training.registration.seating import write_down
import logging


logger = logging.getLogger(__name__)


CHOOSE_ACTION = _("registration_action_choose", default="Choose what to do.")


def register_by_hand(event, values, *, reason="", language="lt"):
    """Register somebody as one of the staff does; return the Registration.

    reason: why they get a seat beyond the limits; without one they wait if there is none.
    Raises FieldErrors and NotAllowed once the event is over.
    """
    require(MANAGE, event)
    try:
        [registration] = add_people(event, [values], reason=reason, language=language)
    except FieldErrors as refusal:
        errors = {name.removeprefix("0-"): text for name, text in refusal.errors.items()}
        raise FieldErrors(errors) from None
    return registration


def act(event, ids, action, *, reason="", position=None):
    """Do one of rules' staff actions to registrations; return how many.

    ids: of registrations. reason: see rules.NEED_A_REASON. position: place in line, from 1, for
    "move". All are done or none: raises FieldErrors ("reason", "position", "ids") and NotAllowed
    where somebody's state has changed meanwhile.
    """
    require(MANAGE, event)
    if action not in STAFF_ACTIONS:
        raise FieldErrors({"action": CHOOSE_ACTION})
    if action in rules.NEED_A_REASON:
        reason = reason_of(reason)
    if action == "move" and (not isinstance(position, int) or position < 1):
        raise FieldErrors(
            {"position": _("registration_position_missing", default="Write the place in line.")}
        )
    settle(event)
    chosen = [event.registrations.get(id_) for id_ in dict.fromkeys(ids)]
    if not chosen or None in chosen:
        raise FieldErrors(
            {"ids": _("registration_none_chosen", default="Choose at least one participant.")}
        )
    wrong = [one.name for one in chosen if one.state not in rules.ACTIONS[action]]
    if wrong:
        raise NotAllowed(
            _(
                "registration_action_wrong",
                default="This can't be done to: ${names}. Nothing was changed.",
                mapping={"names": ", ".join(wrong[:5]) + ("…" if len(wrong) > 5 else "")},
            )
        )
    for registration in sorted(chosen, key=lambda one: (one.rank, one.number)):
        STAFF_ACTIONS[action](event, registration, reason, position)
    settle(event)
    logger.info("%s: %s %d by %s", event.absolute_url_path(), action, len(chosen), me())
    return len(chosen)


def _approve(event, registration, reason, position):
    seats = event.registrations.seats
    fits = limits_of(event).fit(seats.taken, seats.by_library, registration.library_uid)
    put(event, registration, rules.REGISTERED if fits else rules.WAITING, "approve", reason)
    write_down(event, registration, mails.APPROVED_MAIL if fits else mails.WAITING_MAIL, reason)


def _decline(event, registration, reason, position):
    put(event, registration, rules.DECLINED, "decline", reason)
    mails.send(event, registration, mails.DECLINED_MAIL, reason)


def _seat(event, registration, reason, position):
    seats = event.registrations.seats
    is_seated = registration.state in rules.SEATED
    library = registration.library_uid
    fits = is_seated or limits_of(event).fit(seats.taken, seats.by_library, library)
    other = event.registrations.by_email(registration.email)
    if other is not None and other.id != registration.id and other.state not in rules.GONE:
        raise NotAllowed(
            _("registration_email_known", default="This address is registered already.")
        )
    # The staff vouch for who they seat themselves.
    put(
        event,
        registration,
        rules.REGISTERED,
        "seat",
        reason,
        over=not fits,
        confirmed_at=registration.confirmed_at or now(),
    )
    write_down(event, registration, mails.PROMOTED_MAIL)


def _move(event, registration, reason, position):
    ranks = [
        rank for (rank, _number), (id_, _l) in event.registrations.line() if id_ != registration.id
    ]
    rank = rules.rank_before(ranks, position)
    registration.note(now(), me() or "", "move", reason)
    event.registrations.put(registration, rules.WAITING, rank=rank)


def _remove(event, registration, reason, position):
    put(event, registration, rules.CANCELLED, "remove", reason)
    mails.send(event, registration, mails.REMOVED_MAIL, reason)


def _resend(event, registration, reason, position):
    registration.note(now(), me() or "", "resend")
    kind = mails.STATE_MAILS.get(registration.state, mails.OFFERED_MAIL)
    write_down(event, registration, kind)


STAFF_ACTIONS = {
    "approve": _approve,
    "decline": _decline,
    "seat": _seat,
    "move": _move,
    "remove": _remove,
    "resend": _resend,
}


def correct(event, registration, values):
    """Correct somebody's data as one of the staff, the library too; a new address gets the link.

    Raises FieldErrors.
    """
    require(MANAGE, event)
    settle(event)
    fields = checked_values(event, values, registration, asked=False)
    change_data(event, registration, fields, by=me() or "")
    settle(event)


def write_to(event, ids, subject, text):
    """Queue a letter of the staff's words to registrations; return how many get it.

    Raises FieldErrors ("subject", "text", "ids").
    """
    require(MANAGE, event)
    subject, text = " ".join((subject or "").split()), (text or "").strip()
    missing = _("common_field_missing", default="Fill this in.")
    errors = {name: missing for name, v in (("subject", subject), ("text", text)) if not v}
    if len(subject) > 200 or len(text) > 10_000:
        errors["text"] = too_long(10_000)
    chosen = [event.registrations.get(id_) for id_ in dict.fromkeys(ids)]
    chosen = [one for one in chosen if one is not None and one.email]
    if not chosen:
        errors["ids"] = _("registration_none_chosen", default="Choose at least one participant.")
    if errors:
        raise FieldErrors(errors)
    moment, by, sent = now(), me() or "", 0
    for registration in chosen:
        if mails.send_text(event, registration, subject, text):
            registration.note(moment, by, "mail", subject)
            sent += 1
    return sent
