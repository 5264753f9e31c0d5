"""Every write to registrations. Pages, REST services, night work and the demo call these; what the
staff do stands in `desk/operations.py`.

Each asks its permission, writes who did what into the log of the registration, and raises Refused
(`common/refusals.py`) with what to do, or Unauthorized; then nothing is stored. Nothing here
commits: `turns.in_turn` does, so that many may write at once.
"""

from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.i18n import _
from metodinis.training.certificates.operations import erase_of
from metodinis.training.registration import mails
from metodinis.training.registration import rules
from metodinis.training.registration.content import folded
from metodinis.training.registration.seating import add
from metodinis.training.registration.seating import change_data
from metodinis.training.registration.seating import checked_values
from metodinis.training.registration.seating import CLOSED_WORDS
from metodinis.training.registration.seating import GONE
from metodinis.training.registration.seating import limits_of
from metodinis.training.registration.seating import put
from metodinis.training.registration.seating import reason_of
from metodinis.training.registration.seating import registration_state
from metodinis.training.registration.seating import require_possible
from metodinis.training.registration.seating import set_deadline
from metodinis.training.registration.seating import setting
from metodinis.training.registration.seating import settle
from metodinis.training.registration.seating import state_at
from metodinis.training.registration.seating import write_down
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
import datetime


MANAGE = "metodinis: Manage Training"
REGISTER = "metodinis: Register For Training"
REGISTER_STAFF = "metodinis: Register Library Staff"
# Each of them gets a mail, whosever address it is.
MOST_STAFF = 50
# Of a form's token: ours have 16 signs, and what is longer isn't kept.
LONGEST_TOKEN = 64
# A link that was mailed within this time is not mailed again to whoever asks.
QUIET_TIME = datetime.timedelta(minutes=10)
EMPTY = dict.fromkeys(("name", "library_uid", "institution", "position", "phone", "needs"), "")


class Answer(NamedTuple):
    """What somebody who registers is told. state: one of rules.STATES; position: place in line,
    or None; until: by when the address must be confirmed (aware datetime), or None."""

    state: str
    position: int | None = None
    until: datetime.datetime | None = None


def answer_of(event, registration):
    """The Answer about a registration."""
    position = event.registrations.position(registration)
    until = registration.ends_at if registration.confirmed_at is None else None
    return Answer(state_at(registration), position, until)


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
    registration = add(event, fields, moderated=event.moderated, **more)
    write_down(event, registration, mails.STATE_MAILS[registration.state])
    return answer_of(event, registration)


CONSENT_MISSING = _(
    "registration_consent_missing", default="Without your consent we can't register you."
)


def _checked_with_consent(event, values, consent):
    """As `_checked`, with what is wrong of both told at once."""
    errors = {} if consent else {"consent": CONSENT_MISSING}
    try:
        fields = checked_values(event, values)
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
        write_down(event, found, mails.LINK_MAIL)
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
    require_possible(event, registration, "cancel")
    put(event, registration, rules.CANCELLED, "cancel")
    mails.send(event, registration, mails.CANCELLED_MAIL)
    settle(event)


def is_of_library(registration, uid):
    """Whether a library answers for a registration: it is of its staff, and wasn't made by the
    person."""
    return registration.library_uid == uid and bool(registration.by)


def add_people(event, people, *, reason="", language="lt", write=True, moderated=False):
    """Register people whom somebody who may vouches for; return their Registrations, in order.

    reason: gives them seats beyond the limits. write: whether they get a mail. moderated: whether
    the staff decide on them. Raises FieldErrors ("<row from 0>-<field>").
    """
    rows = check_people(event, people)
    settle(event)
    moment, made = now(), []
    for fields in rows:
        registration = add(
            event,
            fields,
            language=language,
            by=me() or "",
            confirmed_at=moment,
            moderated=moderated,
            state=rules.REGISTERED if reason else None,
            reason=reason_of(reason) if reason else "",
        )
        if write:
            write_down(event, registration, mails.STATE_MAILS[registration.state])
        made.append(registration)
    return made


def check_people(event, people):
    """Values of people as they can be stored. Raises FieldErrors ("<row from 0>-<field>")."""
    rows, errors, seen = [], {}, set()
    for number, values in enumerate(people):
        try:
            fields = checked_values(event, values, asked=False)
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


def by_secret(event, secret):
    """The Registration of a private link, or None."""
    found = event.registrations.by_secret(secret) if secret else None
    return None if found is None or found.anonymised else found


def confirm(event, registration):
    """The person reads the mails of the address. Raises NotAllowed once it has ended."""
    settle(event)
    require_possible(event, registration, "confirm")
    if registration.confirmed_at is None:
        registration.confirmed_at = now()
        registration.note(registration.confirmed_at, "", "confirm")
        set_deadline(event, registration)


def moves(registration, email):
    """Whether another address than its own is wanted for a Registration."""
    return bool(email) and folded(email) != folded(registration.email)


def change(event, registration, values):
    """Change a person's own data; the library stays. Raises FieldErrors and NotAllowed.

    Another address has to be confirmed, and gets another private link, by mail.
    """
    settle(event)
    require_possible(event, registration, "change")
    fields = checked_values(
        event, {**values, "library_uid": registration.library_uid}, registration
    )
    change_data(event, registration, fields, by="")


def cancel(event, registration):
    """The person won't come; the seat goes to the next in line."""
    settle(event)
    require_possible(event, registration, "cancel")
    put(event, registration, rules.CANCELLED, "cancel", by="")
    mails.send(event, registration, mails.CANCELLED_MAIL)
    settle(event)


def accept(event, registration):
    """The person takes the seat that was offered. Raises NotAllowed if the offer ran out."""
    settle(event)
    require_possible(event, registration, "accept")
    put(event, registration, rules.REGISTERED, "accept", by="")
    write_down(event, registration, mails.REGISTERED_MAIL)


def refuse(event, registration):
    """The person doesn't want the seat that was offered: it is offered to the next."""
    settle(event)
    require_possible(event, registration, "refuse")
    put(event, registration, rules.CANCELLED, "refuse", by="")
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
        write_down(event, found, mails.LINK_MAIL)


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
