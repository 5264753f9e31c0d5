"""Every write to registrations. Pages, REST services, night work and the demo call these.

Each asks its permission, writes who did what into the log of the registration, and raises Refused
(`common/refusals.py`) with what to do, or Unauthorized; then nothing is stored. Nothing here
commits: `turns.in_turn` does, so that many may write at once.
"""

from metodinis.common.fields import checked
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.i18n import _
from metodinis.training.certificates.operations import erase_of
from metodinis.training.moments import now
from metodinis.training.registration import mails
from metodinis.training.registration import rules
from metodinis.training.registration.content import folded
from metodinis.training.registration.content import Registration
from metodinis.training.registration.schema import IRegistrationValues
from metodinis.training.registration.schema import LONGEST_ANSWER
from metodinis.training.registration.schema import LONGEST_REASON
from metodinis.training.schema import TRAINING_PREFIX
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
import datetime
import logging


logger = logging.getLogger(__name__)

MANAGE = "metodinis: Manage Training"
REGISTER = "metodinis: Register For Training"
REGISTER_STAFF = "metodinis: Register Library Staff"
# Each of them gets a mail, whosever address it is.
MOST_STAFF = 50
# Of a form's token: ours have 16 signs, and what is longer isn't kept.
LONGEST_TOKEN = 64
# A link that was mailed within this time is not mailed again to whoever asks.
QUIET_TIME = datetime.timedelta(minutes=10)
FIELDS = tuple(IRegistrationValues)
EMPTY = dict.fromkeys(("name", "library_uid", "institution", "position", "phone", "needs"), "")
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


class Answer(NamedTuple):
    """What somebody who registers is told. state: one of rules.STATES; position: place in line,
    or None; until: by when the address must be confirmed (aware datetime), or None."""

    state: str
    position: int | None = None
    until: datetime.datetime | None = None


# what there is


def setting(name):
    """What the department decided, by the name of the setting."""
    return api.portal.get_registry_record(f"{TRAINING_PREFIX}.{name}")


def limits_of(event):
    """The Limits of an event."""
    return rules.Limits(event.capacity, event.library_quota)


def is_announced(event):
    """Whether the event takes place as it is told: neither in preparation nor put off."""
    state = api.portal.get_tool("portal_workflow").getInfoFor(event, "review_state")
    return state == "announced"


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


def answer_of(event, registration):
    """The Answer about a registration."""
    position = event.registrations.position(registration)
    until = registration.ends_at if registration.confirmed_at is None else None
    return Answer(state_at(registration), position, until)


# registering


def register(event, values, *, consent=False, language="lt", token=""):
    """Register somebody who came by the public form; return the Answer.

    values: field of IRegistrationValues -> text, and `answers`: id of a question -> text.
    token: of the form: sent twice it registers once. Who is registered already is told the same
    as somebody new, and gets the link by mail. Raises FieldErrors ("answer-<id>" for questions,
    "consent") and NotAllowed.
    """
    _require_open(event)
    token = token[:LONGEST_TOKEN]
    fields = _checked_with_consent(event, values, consent)
    settle(event)
    found = event.registrations.by_email(fields["email"])
    if found is not None and found.state != rules.CANCELLED:
        return _registered_again(event, found, fields, token)
    more = {"language": language, "token": token, "consent_at": now()}
    registration = _add(event, fields, moderated=event.moderated, **more)
    _write_down(event, registration, mails.STATE_MAILS[registration.state])
    return answer_of(event, registration)


CONSENT_MISSING = _(
    "registration_consent_missing", default="Without your consent we can't register you."
)


def _checked_with_consent(event, values, consent):
    """As `_checked`, with what is wrong of both told at once."""
    errors = {} if consent else {"consent": CONSENT_MISSING}
    try:
        fields = _checked(event, values)
    except FieldErrors as refusal:
        raise FieldErrors({**refusal.errors, **errors}) from None
    if errors:
        raise FieldErrors(errors)
    return fields


def _require_open(event):
    state = registration_state(event)
    if state != rules.OPEN or not may(REGISTER, event):
        raise NotAllowed(CLOSED_WORDS.get(state, CLOSED_WORDS[rules.NOT_ANNOUNCED]))


def _registered_again(event, found, fields, token):
    """Somebody whose address is registered: by whom it was sent isn't known."""
    if token and token == found.token:
        return answer_of(event, found)
    moment = now()
    if found.written_at is None or moment - found.written_at >= QUIET_TIME:
        found.note(moment, "", rules.REPEATED)
        _write_down(event, found, mails.LINK_MAIL)
    seats = event.registrations.seats
    state = rules.state_for(
        limits_of(event),
        seats.taken,
        seats.by_library,
        fields["library_uid"],
        moderated=event.moderated,
    )
    position = seats.waiting + 1 if state == rules.WAITING else None
    until = rules.confirm_until(moment, setting("confirm_hours"), event.start)
    return Answer(state, position, until)


def register_many(event, library, people, *, language="lt"):
    """Register several of a library's staff at once; return their Registrations.

    people: values as `register` takes them, without the library. All are registered or none:
    raises FieldErrors with names such as "0-email" for the first, and NotAllowed.
    """
    require(REGISTER_STAFF, library)
    if registration_state(event) != rules.OPEN:
        raise NotAllowed(CLOSED_WORDS[registration_state(event)])
    if len(people) > MOST_STAFF:
        raise FieldErrors(
            {
                "people": _(
                    "registration_staff_many",
                    default="Register at most ${max} people at once.",
                    mapping={"max": MOST_STAFF},
                )
            }
        )
    uid = IUUID(library)
    rows = [{**person, "library_uid": uid} for person in people]
    return add_people(event, rows, language=language, moderated=event.moderated)


def withdraw(event, library, id_):
    """Cancel the registration of somebody whom a director of the library registered.

    Raises FieldErrors ("id") if it is none of theirs, and NotAllowed once it has ended.
    """
    require(REGISTER_STAFF, library)
    settle(event)
    registration = event.registrations.get(id_)
    if registration is None or not is_of_library(registration, IUUID(library)):
        raise FieldErrors({"id": GONE})
    _require_possible(event, registration, "cancel")
    _put(event, registration, rules.CANCELLED, "cancel")
    mails.send(event, registration, mails.CANCELLED_MAIL)
    settle(event)


def is_of_library(registration, uid):
    """Whether a library answers for a registration: it is of its staff, and wasn't made by the
    person."""
    return registration.library_uid == uid and bool(registration.by)


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


def add_people(event, people, *, reason="", language="lt", write=True, moderated=False):
    """Register people whom somebody who may vouches for; return their Registrations, in order.

    reason: gives them seats beyond the limits. write: whether they get a mail. moderated: whether
    the staff decide on them. Raises FieldErrors ("<row from 0>-<field>").
    """
    rows = check_people(event, people)
    settle(event)
    moment, made = now(), []
    for fields in rows:
        registration = _add(
            event,
            fields,
            language=language,
            by=me() or "",
            confirmed_at=moment,
            moderated=moderated,
            state=rules.REGISTERED if reason else None,
            reason=_reason(reason) if reason else "",
        )
        if write:
            _write_down(event, registration, mails.STATE_MAILS[registration.state])
        made.append(registration)
    return made


def check_people(event, people):
    """Values of people as they can be stored. Raises FieldErrors ("<row from 0>-<field>")."""
    rows, errors, seen = [], {}, set()
    for number, values in enumerate(people):
        try:
            fields = _checked(event, values, asked=False)
        except FieldErrors as refusal:
            errors |= {f"{number}-{name}": text for name, text in refusal.errors.items()}
            continue
        email = folded(fields["email"])
        found = event.registrations.by_email(email)
        if email in seen:
            errors[f"{number}-email"] = _(
                "registration_email_twice", default="This address stands here twice."
            )
        elif found is not None and found.state not in rules.GONE:
            errors[f"{number}-email"] = _(
                "registration_email_known", default="This address is registered already."
            )
        seen.add(email)
        rows.append(fields)
    if errors:
        raise FieldErrors(errors)
    return rows


def _add(event, fields, *, moderated=False, state=None, reason="", **values):
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
    _set_deadline(event, registration)
    return registration


def _set_deadline(event, registration):
    until = None
    if registration.state == rules.OFFERED:
        until = registration.offer_until
    elif registration.state in rules.ALIVE and registration.confirmed_at is None:
        hours = setting("confirm_hours")
        until = rules.confirm_until(registration.requested_at, hours, event.start)
    event.registrations.set_deadline(registration, until)


def _write_down(event, registration, kind, reason=""):
    """Mail the person, and remember that the link was sent."""
    if mails.send(event, registration, kind, reason):
        registration.written_at = now()


def _checked(event, values, registration=None, *, asked=True):
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
        return _(
            "common_field_long",
            default="Write at most ${max} characters.",
            mapping={"max": LONGEST_ANSWER},
        )
    return None


# seats that are freed


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
    _put(event, registration, rules.CANCELLED, what, by="")
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
        _put(event, registration, state, rules.OFFERED, by="", offer_until=until)
        _write_down(event, registration, mails.OFFERED_MAIL)
    else:
        _put(event, registration, state, rules.PROMOTED, by="")
        _write_down(event, registration, mails.PROMOTED_MAIL)


def _put(event, registration, state, what, reason="", by=None, **values):
    """Bring a registration into a state, and write into its log who did it."""
    moment = now()
    if state == rules.REGISTERED:
        values.setdefault("seated_at", moment)
    if state != rules.OFFERED:
        values.setdefault("offer_until", None)
    registration.note(moment, (me() or "") if by is None else by, what, reason)
    event.registrations.put(registration, state, **values)
    _set_deadline(event, registration)


# what participants do by their link


def by_secret(event, secret):
    """The Registration of a private link, or None."""
    found = event.registrations.by_secret(secret) if secret else None
    return None if found is None or found.anonymised else found


def _require_possible(event, registration, action):
    if state_at(registration) not in rules.ACTIONS[action]:
        raise NotAllowed(GONE)
    if now() >= event.start:
        raise NotAllowed(CLOSED_WORDS[rules.OVER])


def confirm(event, registration):
    """The person reads the mails of the address. Raises NotAllowed once it has ended."""
    settle(event)
    _require_possible(event, registration, "confirm")
    if registration.confirmed_at is None:
        registration.confirmed_at = now()
        registration.note(registration.confirmed_at, "", "confirm")
        _set_deadline(event, registration)


def moves(registration, email):
    """Whether another address than its own is wanted for a Registration."""
    return bool(email) and folded(email) != folded(registration.email)


def change(event, registration, values):
    """Change a person's own data; the library stays. Raises FieldErrors and NotAllowed.

    Another address has to be confirmed, and gets another private link, by mail.
    """
    settle(event)
    _require_possible(event, registration, "change")
    fields = _checked(event, {**values, "library_uid": registration.library_uid}, registration)
    _change(event, registration, fields, by="")


def _change(event, registration, fields, by):
    email = fields.pop("email")
    moved = moves(registration, email)
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
        _set_deadline(event, registration)
    elif email != registration.email:
        registration.email = email
    registration.note(now(), by, "change")
    if moved:
        kind = mails.STATE_MAILS.get(registration.state, mails.LINK_MAIL)
        _write_down(event, registration, kind)


def cancel(event, registration):
    """The person won't come; the seat goes to the next in line."""
    settle(event)
    _require_possible(event, registration, "cancel")
    _put(event, registration, rules.CANCELLED, "cancel", by="")
    mails.send(event, registration, mails.CANCELLED_MAIL)
    settle(event)


def accept(event, registration):
    """The person takes the seat that was offered. Raises NotAllowed if the offer ran out."""
    settle(event)
    _require_possible(event, registration, "accept")
    _put(event, registration, rules.REGISTERED, "accept", by="")
    _write_down(event, registration, mails.REGISTERED_MAIL)


def refuse(event, registration):
    """The person doesn't want the seat that was offered: it is offered to the next."""
    settle(event)
    _require_possible(event, registration, "refuse")
    _put(event, registration, rules.CANCELLED, "refuse", by="")
    settle(event)


OWN_ACTIONS = {"confirm": confirm, "cancel": cancel, "accept": accept, "refuse": refuse}


def send_link(event, email):
    """Mail the private link to an address, if it is registered; nobody is told whether it is."""
    settle(event)
    found = event.registrations.by_email(email)
    moment = now()
    if found is None or found.state == rules.CANCELLED:
        return
    if found.written_at is None or moment - found.written_at >= QUIET_TIME:
        found.note(moment, "", "resend")
        _write_down(event, found, mails.LINK_MAIL)


# what the staff do


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
        reason = _reason(reason)
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


CHOOSE_ACTION = _("registration_action_choose", default="Choose what to do.")


def _reason(text):
    text = (text or "").strip()
    if not text:
        raise FieldErrors({"reason": REASON_MISSING})
    if len(text) > LONGEST_REASON:
        raise FieldErrors(
            {
                "reason": _(
                    "common_field_long",
                    default="Write at most ${max} characters.",
                    mapping={"max": LONGEST_REASON},
                )
            }
        )
    return text


def _approve(event, registration, reason, position):
    seats = event.registrations.seats
    fits = limits_of(event).fit(seats.taken, seats.by_library, registration.library_uid)
    _put(event, registration, rules.REGISTERED if fits else rules.WAITING, "approve", reason)
    _write_down(event, registration, mails.APPROVED_MAIL if fits else mails.WAITING_MAIL, reason)


def _decline(event, registration, reason, position):
    _put(event, registration, rules.DECLINED, "decline", reason)
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
    _put(
        event,
        registration,
        rules.REGISTERED,
        "seat",
        reason,
        over=not fits,
        confirmed_at=registration.confirmed_at or now(),
    )
    _write_down(event, registration, mails.PROMOTED_MAIL)


def _move(event, registration, reason, position):
    ranks = [
        rank for (rank, _number), (id_, _l) in event.registrations.line() if id_ != registration.id
    ]
    rank = rules.rank_before(ranks, position)
    registration.note(now(), me() or "", "move", reason)
    event.registrations.put(registration, rules.WAITING, rank=rank)


def _remove(event, registration, reason, position):
    _put(event, registration, rules.CANCELLED, "remove", reason)
    mails.send(event, registration, mails.REMOVED_MAIL, reason)


def _resend(event, registration, reason, position):
    registration.note(now(), me() or "", "resend")
    kind = mails.STATE_MAILS.get(registration.state, mails.OFFERED_MAIL)
    _write_down(event, registration, kind)


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
    fields = _checked(event, values, registration, asked=False)
    _change(event, registration, fields, by=me() or "")
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
        errors["text"] = _(
            "common_field_long", default="Write at most ${max} characters.", mapping={"max": 10_000}
        )
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


# what the event does


def tell_participants(event, kind, reason="", states=rules.ALIVE):
    """Queue a Mail to all who may still come; return how many get it."""
    found = event.registrations.found(*states)
    return sum(mails.send(event, one, kind, reason) for one in found)


def anonymise(event, registration):
    """Take name, address and all that tells who it was out of a registration; counts stay."""
    store = event.registrations
    store.forget(registration)
    store.set_deadline(registration, None)
    library, state = registration.library_uid, registration.state
    if state in rules.ALIVE and now() < event.start:
        state = rules.CANCELLED
    store.put(registration, state, **{**EMPTY, "library_uid": library}, email="", answers={})
    registration.token = registration.by = ""
    registration.anonymised = True
    erase_of(event, registration)
    entries = [(at, by if by else "", what, "") for at, by, what, _reason in registration.log]
    registration.log[:] = entries
    registration.note(now(), me() or "", "anonymise")
