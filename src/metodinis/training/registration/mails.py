"""What participants get by mail, each in the language of their registration.

A mail is queued with the change that it tells of (`common/mail.py`). Nothing that goes wrong with
a mail undoes that change.
"""

from metodinis.common import mail
from metodinis.common.clock import zone
from metodinis.common.moments import now
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.training.registration import calendars
from metodinis.training.registration.rules import NEAR
from metodinis.training.registration.rules import REGISTERED
from typing import NamedTuple
from zope.i18nmessageid import Message


ADDED, TAKEN_OUT = "added", "taken_out"


class Mail(NamedTuple):
    """Subject and what it tells; calendar: ADDED or TAKEN_OUT, or "" for none; facts: whether
    when and where is told. Variables: `title`, `position`, `until`, `reason`."""

    subject: Message
    lead: Message
    calendar: str = ""
    facts: bool = True


GREETING = _("registration_mail_greeting", default="Hello, ${name},")
GREETING_NAMELESS = _("registration_mail_greeting_nameless", default="Hello,")
CONFIRM = _(
    "registration_mail_confirm",
    default="Please confirm your address by ${until}: open the link below and press the button. "
    "Else the registration ends.",
)
CONFIRM_SOON = _(
    "registration_mail_confirm_soon",
    default="Please confirm your address: open the link below and press the button.",
)
WHEN = _("registration_mail_when", default="When: ${when}")
WHERE = _("registration_mail_where", default="Where: ${where}")
JOIN = _("registration_mail_join", default="Link to join: ${join}")
LINK = _(
    "registration_mail_link",
    default="Your registration, to see, change or cancel (the link is yours alone, don't hand "
    "it on):\n${link}",
)
REASON = _("registration_mail_reason", default="Reason:\n${reason}")

REGISTERED_MAIL = Mail(
    _("registration_mail_registered_subject", default="You are registered: ${title}"),
    _("registration_mail_registered", default="you are registered for “${title}”."),
    ADDED,
)
WAITING_MAIL = Mail(
    _("registration_mail_waiting_subject", default="On the waiting list: ${title}"),
    _(
        "registration_mail_waiting",
        default="all seats of “${title}” are taken. You are on the waiting list, "
        "number ${position}. As soon as a seat is free for you, we write to you.",
    ),
)
PENDING_MAIL = Mail(
    _("registration_mail_pending_subject", default="Your request has come: ${title}"),
    _(
        "registration_mail_pending",
        default="your request to take part in “${title}” has come. The organisers decide on it "
        "and write to you; until then you have no seat yet.",
    ),
)
PROMOTED_MAIL = Mail(
    _("registration_mail_promoted_subject", default="You have a seat: ${title}"),
    _(
        "registration_mail_promoted",
        default="there is a seat for you now: you are registered for “${title}”. If you can't "
        "come any more, please cancel, so that the next in line gets the seat.",
    ),
    ADDED,
)
OFFERED_MAIL = Mail(
    _("registration_mail_offered_subject", default="A seat for you until ${until}: ${title}"),
    _(
        "registration_mail_offered",
        default="a seat of “${title}” is free and kept for you until ${until}. Open the link "
        "below and say whether you take it. Afterwards it is offered to the next in line.",
    ),
)
EXPIRED_MAIL = Mail(
    _("registration_mail_expired_subject", default="The offered seat went on: ${title}"),
    _(
        "registration_mail_expired",
        default="you didn't take the seat of “${title}” that was offered to you in time, so it "
        "went on to the next in line. You can register again on the event's page.",
    ),
)
UNCONFIRMED_MAIL = Mail(
    _("registration_mail_unconfirmed_subject", default="The registration has ended: ${title}"),
    _(
        "registration_mail_unconfirmed",
        default="you didn't confirm your address, so your registration for “${title}” has "
        "ended. You can register again on the event's page.",
    ),
)
APPROVED_MAIL = Mail(
    _("registration_mail_approved_subject", default="Approved, you are registered: ${title}"),
    _(
        "registration_mail_approved",
        default="the organisers have approved your request: you are registered for “${title}”.",
    ),
    ADDED,
)
DECLINED_MAIL = Mail(
    _("registration_mail_declined_subject", default="Your request was declined: ${title}"),
    _(
        "registration_mail_declined",
        default="the organisers can't give you a seat in “${title}”.",
    ),
)
REMOVED_MAIL = Mail(
    _("registration_mail_removed_subject", default="Your registration was cancelled: ${title}"),
    _(
        "registration_mail_removed",
        default="the organisers have cancelled your registration for “${title}”.",
    ),
    TAKEN_OUT,
)
CANCELLED_MAIL = Mail(
    _("registration_mail_cancelled_subject", default="You have cancelled: ${title}"),
    _(
        "registration_mail_cancelled",
        default="your registration for “${title}” is cancelled. Thank you for telling us: the "
        "next in line can come.",
    ),
    TAKEN_OUT,
)
LINK_MAIL = Mail(
    _("registration_mail_link_subject", default="Your registration: ${title}"),
    _(
        "registration_mail_link_again",
        default="somebody, most likely you, gave this address on the page of “${title}”. You "
        "have registered there already; nothing was changed. The link below shows how it stands.",
    ),
)
DAYS_MAIL = Mail(
    _("registration_mail_days_subject", default="Soon: ${title}, ${start}"),
    _(
        "registration_mail_days",
        default="we remind you of “${title}”. If you can't come, please cancel now: others may "
        "be waiting for the seat.",
    ),
    ADDED,
)
HOURS_MAIL = Mail(
    _("registration_mail_hours_subject", default="Starts at ${hour}: ${title}"),
    _(
        "registration_mail_hours",
        default="“${title}” begins in two hours.",
    ),
)
CHANGED_MAIL = Mail(
    _("registration_mail_changed_subject", default="Changed: ${title}"),
    _(
        "registration_mail_changed",
        default="the organisers have changed “${title}”. It now is as told below. If it doesn't "
        "suit you any more, please cancel.",
    ),
    ADDED,
)
POSTPONED_MAIL = Mail(
    _("registration_mail_postponed_subject", default="Postponed: ${title}"),
    _(
        "registration_mail_postponed",
        default="“${title}” is postponed. Your registration stays; we write to you when the new "
        "time is known.",
    ),
    TAKEN_OUT,
    facts=False,
)
RESUMED_MAIL = Mail(
    _("registration_mail_resumed_subject", default="New time: ${title}"),
    _(
        "registration_mail_resumed",
        default="the new time of “${title}” is known. Your registration stays as it was. If the "
        "time doesn't suit you, please cancel.",
    ),
    ADDED,
)
EVENT_CANCELLED_MAIL = Mail(
    _("registration_mail_event_cancelled_subject", default="Won't take place: ${title}"),
    _(
        "registration_mail_event_cancelled",
        default="“${title}” won't take place. We are sorry.",
    ),
    TAKEN_OUT,
    facts=False,
)
THANKS_MAIL = Mail(
    _("registration_mail_thanks_subject", default="Thank you: ${title}"),
    _(
        "registration_mail_thanks",
        default="thank you for taking part in “${title}”. What the participants need afterwards "
        "is found by the link below, and a short anonymous form: please tell us how it was.",
    ),
    facts=False,
)
# state of a registration that has just come -> mail
STATE_MAILS = {"registered": REGISTERED_MAIL, "waiting": WAITING_MAIL, "pending": PENDING_MAIL}


def link_of(event, registration):
    """The private link of a registration."""
    return f"{event.absolute_url()}/@@my-registration?secret={registration.secret}"


def send(event, registration, kind, reason=""):
    """Queue a Mail to the person of a registration; whether it was."""
    return _post(event, registration, kind, *_written(event, registration, kind, reason))


def send_text(event, registration, subject, text):
    """Queue a letter of the staff's own words, with the private link below; whether it was."""
    language = registration.language
    filled = _filled(event, registration, "", language)
    parts = [
        _say(_greeting_of(registration), language, filled),
        text.strip(),
        _say(LINK, language, filled),
    ]
    return _post(event, registration, None, subject, "\n\n".join(parts))


def _written(event, registration, kind, reason):
    """(subject, text) of a Mail."""
    language = registration.language
    filled = _filled(event, registration, reason, language)
    parts = [
        _say(_greeting_of(registration), language, filled),
        _say(kind.lead, language, filled),
    ]
    if reason:
        parts.append(_say(REASON, language, filled))
    if kind.facts:
        parts.append(_facts(event, registration, language, filled))
    if registration.confirmed_at is None and kind in STATE_MAILS.values():
        words = CONFIRM if registration.ends_at else CONFIRM_SOON
        parts.append(_say(words, language, filled))
    if registration.secret:
        parts.append(_say(LINK, language, filled))
    return _say(kind.subject, language, filled), "\n\n".join(parts)


def _greeting_of(registration):
    """By name only who is known to read the address: else anybody could send a stranger a line of
    their own, with an address in it, in the department's name."""
    is_known = registration.name and registration.confirmed_at is not None
    return GREETING if is_known else GREETING_NAMELESS


def _filled(event, registration, reason, language):
    where = event.registrations.position(registration)
    place = zone()
    return {
        "name": registration.name,
        "title": event.title,
        "position": "" if where is None else str(where),
        "until": formats.date_time(registration.ends_at, language, place),
        "start": formats.date_time(event.start, language, place),
        "hour": f"{event.start.astimezone(place):%H:%M}",
        "when": span(event.start, event.end, language),
        "where": getattr(event, "location", None) or "",
        "join": event.online_link or "",
        "link": link_of(event, registration),
        "reason": "\n".join(f"> {line}" for line in reason.strip().splitlines()),
    }


def _facts(event, registration, language, filled):
    lines = [WHEN]
    if filled["where"]:
        lines.append(WHERE)
    if filled["join"] and registration.state == REGISTERED and event.start - now() <= NEAR:
        lines.append(JOIN)
    return "\n".join(_say(line, language, filled) for line in lines)


def span(start, end, language):
    """From a moment to another as one line, its day told once if it is the same."""
    start, end = start.astimezone(zone()), end.astimezone(zone())
    if start.date() == end.date():
        return f"{formats.date_time(start, language, zone())}–{end:%H:%M}"
    texts = (formats.date_time(moment, language, zone()) for moment in (start, end))
    return " – ".join(texts)


def _say(message, language, filled):
    return mail.translate_for(Message(message, mapping=filled), language)


def _post(event, registration, kind, subject, text):
    attachments = ()
    if kind is not None and kind.calendar and registration.secret:
        data = calendars.calendar(
            event,
            link_of(event, registration),
            registration.language,
            now(),
            cancelled=kind.calendar == TAKEN_OUT,
        )
        attachments = ((calendars.FILE_NAME, calendars.MEDIA_TYPE, data),)
    return bool(mail.post(registration.email, subject, text, attachments=attachments))
