"""Seats as they stand, what brings a registration into a state, and what people may write.

What operations of all who register share; it asks for no permission.
"""

from metodinis.common.fields import checked
from metodinis.common.fields import too_long
from metodinis.common.moments import now
from metodinis.common.permissions import me
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.i18n import _
from metodinis.training.events.workflow import is_announced
from metodinis.training.registration import mails
from metodinis.training.registration import rules
from metodinis.training.registration.content import folded
from metodinis.training.registration.content import Registration
from metodinis.training.registration.schema import IRegistrationValues
from metodinis.training.registration.schema import LONGEST_ANSWER
from metodinis.training.registration.schema import LONGEST_REASON
from metodinis.training.schema import TRAINING_PREFIX
from plone import api


FIELDS = tuple(IRegistrationValues)
CLOSED_WORDS = {
    rules.NOT_ANNOUNCED: _(
        "registration_not_announced", default="One can't register for this event now."
    ),
    rules.NOT_YET: _("registration_not_yet", default="Registration hasn't opened yet."),
    rules.CLOSED: _("registration_closed", default="Registration has closed."),
    rules.OVER: _("registration_over", default="The event has begun already."),
}
GONE = _(
    "registration_action_gone",
    default="This can't be done any more: the state of the registration has changed meanwhile. "
    "Look at it again.",
)
REASON_MISSING = _("registration_reason_missing", default="Write the reason.")


def setting(name):
    """What the department decided, by the name of the setting."""
    return api.portal.get_registry_record(f"{TRAINING_PREFIX}.{name}")


def limits_of(event):
    """The Limits of an event."""
    return rules.Limits(event.capacity, event.library_quota)


def registration_state(event):
    """One of rules.NOT_ANNOUNCED, NOT_YET, OPEN, CLOSED, OVER."""
    return rules.registration_state(
        now(),
        event.start,
        event.registration_opens,
        event.registration_closes,
        announced=is_announced(event),
    )


def free_seats(event):
    """How many seats who comes now finds free; None for as many as come."""
    seats, moment = event.registrations.seats, now()
    free = limits_of(event).free(seats.taken)
    if free is None:
        return None
    ended = [one for one in event.registrations.ended(moment) if one.state in rules.SEATED]
    return free + max(0, len(ended) - seats.waiting)


def state_at(registration):
    """The state of a registration now: an offer that ran out is none, written or not."""
    if rules.has_ended(registration.state, registration.offer_until, now()):
        return rules.CANCELLED
    return registration.state


def settle(event):
    """End what has ended by itself, and give free seats to the next in line who fit.

    Writes nothing where nothing is to be done.
    """
    store, moment = event.registrations, now()
    limits = limits_of(event)
    if store.seats.limits != limits:
        store.seats.limits = limits
    has_begun = moment >= event.start
    for registration in store.ended(moment):
        _end(event, registration, has_begun)
    if has_begun or not is_announced(event):
        return
    if limits.free(store.seats.taken) == 0 or not store.seats.waiting:
        return
    line = [(key, library) for key, (_id, library) in store.line()]
    keys = list(rules.next_in_line(line, limits, store.seats.taken, store.seats.by_library))
    ids = dict(store.line()) if keys else {}
    for key in keys:
        _give_seat(event, store.get(ids[key][0]))


def _end(event, registration, has_begun):
    """An offer that nobody took, or an address that nobody confirmed."""
    was_offered = registration.state == rules.OFFERED
    if has_begun and not was_offered:
        # Too late to give the seat to others: whoever comes finds it.
        event.registrations.set_deadline(registration, None)
        return
    what = rules.EXPIRED if was_offered else rules.UNCONFIRMED
    put(event, registration, rules.CANCELLED, what, by="")
    if not has_begun:
        kind = mails.EXPIRED_MAIL if was_offered else mails.UNCONFIRMED_MAIL
        mails.send(event, registration, kind)


def _give_seat(event, registration):
    """Give a freed seat to somebody in line, or offer it."""
    moment = now()
    confirmed = registration.confirmed_at is not None
    state = rules.seat_state(event.offers, confirmed=confirmed)
    if state == rules.OFFERED:
        until = rules.offer_until(moment, setting("offer_hours"), event.start)
        put(event, registration, state, rules.OFFERED, by="", offer_until=until)
        write_down(event, registration, mails.OFFERED_MAIL)
    else:
        put(event, registration, state, rules.PROMOTED, by="")
        write_down(event, registration, mails.PROMOTED_MAIL)


def add(event, fields, *, moderated=False, state=None, reason="", **values):
    """Keep a new registration, and count it. state: instead of what the seats there are say."""
    store, moment = event.registrations, now()
    seats, limits, uid = store.seats, limits_of(event), fields["library_uid"]
    fits = limits.fit(seats.taken, seats.by_library, uid)
    if state is None:
        state = rules.state_for(limits, seats.taken, seats.by_library, uid, moderated=moderated)
    values["over"] = state == rules.REGISTERED and not fits
    if state == rules.REGISTERED:
        values["seated_at"] = moment
    registration = Registration(seats.next_number(), moment, state=state, **fields, **values)
    registration.note(moment, registration.by, rules.REGISTER, reason)
    store.add(registration)
    set_deadline(event, registration)
    return registration


def put(event, registration, state, what, reason="", by=None, **values):
    """Bring a registration into a state, and write into its log who did it."""
    moment = now()
    if state == rules.REGISTERED:
        values.setdefault("seated_at", moment)
    if state != rules.OFFERED:
        values.setdefault("offer_until", None)
    registration.note(moment, (me() or "") if by is None else by, what, reason)
    event.registrations.put(registration, state, **values)
    set_deadline(event, registration)


def set_deadline(event, registration):
    """Let it end by itself when its offer runs out, or its address stays unconfirmed."""
    until = None
    if registration.state == rules.OFFERED:
        until = registration.offer_until
    elif registration.state in rules.ALIVE and registration.confirmed_at is None:
        hours = setting("confirm_hours")
        until = rules.confirm_until(registration.requested_at, hours, event.start)
    event.registrations.set_deadline(registration, until)


def write_down(event, registration, kind, reason=""):
    """Mail the person, and remember that the link was sent."""
    if mails.send(event, registration, kind, reason):
        registration.written_at = now()


def require_possible(event, registration, action):
    """Raise NotAllowed unless one of rules.ACTIONS can be done to it, and the event is to come."""
    if state_at(registration) not in rules.ACTIONS[action]:
        raise NotAllowed(GONE)
    if now() >= event.start:
        raise NotAllowed(CLOSED_WORDS[rules.OVER])


def checked_values(event, values, registration=None, *, asked=True):
    """Values as a registration keeps them: texts, "" for what isn't given, and answers.

    registration: whose values they become; its library stays though it was closed since. asked:
    whether required questions must be answered. Raises FieldErrors.
    """
    values, errors = dict(values), {}
    kept = registration.library_uid if registration is not None else ""
    if (values.get("library_uid") or "") == kept:
        values["library_uid"] = None
    else:
        kept = ""
    answers = values.pop("answers", None) or {}
    try:
        fields = checked(IRegistrationValues, values, event)
    except FieldErrors as refusal:
        errors |= refusal.errors
    given = {}
    for question in event.questions:
        text = answers.get(question.id) or ""
        text = text.strip() if isinstance(text, str) else ""
        error = _answer_error(question, text, asked)
        if error:
            errors[f"answer-{question.id}"] = error
        elif text:
            given[question.id] = text
    if errors:
        raise FieldErrors(errors)
    fields = {name: value or "" for name, value in fields.items()}
    fields["library_uid"] = fields["library_uid"] or kept
    return {**fields, "name": " ".join(fields["name"].split()), "answers": given}


def _answer_error(question, text, asked):
    if not text:
        return (
            _("registration_answer_missing", default="Answer this, please.")
            if question.required and asked
            else None
        )
    if question.kind == "choice" and text not in question.choices:
        return _("common_field_choice", default="Choose one of the values offered.")
    if question.kind == "yes_no" and text not in ("yes", "no"):
        return _("common_field_choice", default="Choose one of the values offered.")
    if len(text) > LONGEST_ANSWER:
        return too_long(LONGEST_ANSWER)
    return None


def change_data(event, registration, fields, by):
    """Store checked values; by: user id, or "" for the person. Another address has to be confirmed
    by the person, and gets another link. Raises FieldErrors ("email") if others have it."""
    email = fields.pop("email")
    moved = folded(email) != folded(registration.email)
    if moved:
        found = event.registrations.by_email(email)
        if found is not None and found.state not in rules.GONE:
            raise FieldErrors(
                {
                    "email": _(
                        "registration_email_other",
                        default="Another registration has this address. Write another one.",
                    )
                }
            )
    changed = [name for name, value in fields.items() if getattr(registration, name) != value]
    if email != registration.email:
        changed.append("email")
    if not changed:
        return
    event.registrations.put(registration, registration.state, **fields)
    if moved:
        event.registrations.readdress(registration, email)
        registration.confirmed_at = now() if by else None
        if registration.confirmed_at is None:
            registration.requested_at = now()
        set_deadline(event, registration)
    elif email != registration.email:
        registration.email = email
    registration.note(now(), by, "change")
    if moved:
        kind = mails.STATE_MAILS.get(registration.state, mails.LINK_MAIL)
        write_down(event, registration, kind)


def reason_of(text):
    """A reason as it is kept. Raises FieldErrors ("reason") if there is none, or too long a one."""
    text = (text or "").strip()
    if not text:
        raise FieldErrors({"reason": REASON_MISSING})
    if len(text) > LONGEST_REASON:
        raise FieldErrors({"reason": too_long(LONGEST_REASON)})
    return text
