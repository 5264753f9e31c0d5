"""Every write to certificates, and what is read of them."""

from datetime import timedelta
from metodinis.common.clock import zone
from metodinis.common.documents import DocumentError
from metodinis.common.documents import kind_of
from metodinis.common.fields import checked
from metodinis.common.fields import MISSING
from metodinis.common.fields import too_long
from metodinis.common.moments import now
from metodinis.common.pdf import PdfError
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.schema import DEPARTMENT_PREFIX
from metodinis.i18n import _
from metodinis.training.attendance import operations as attendance
from metodinis.training.attendance.rules import share
from metodinis.training.certificates import mails
from metodinis.training.certificates import printing
from metodinis.training.certificates import rules
from metodinis.training.certificates.content import Certificate
from metodinis.training.certificates.content import Design
from metodinis.training.certificates.schema import ICertificateDesign
from metodinis.training.events.workflow import is_announced
from metodinis.training.interfaces import FollowUpChanged
from metodinis.training.schema import TRAINING_PREFIX
from metodinis.training.vocabularies import competences
from PIL import Image
from plone import api
from plone.app.uuid.utils import uuidToCatalogBrain
from plone.uuid.interfaces import IUUID
from pypdf import PdfReader
from typing import NamedTuple
from zope.event import notify
import hmac
import io
import logging


logger = logging.getLogger(__name__)

MANAGE = attendance.MANAGE
PICTURES = ("logo", "signature", "background")
PICTURE_KINDS = ("png", "jpg")
MAX_PICTURE = 1024**2
# A page at 300 dots an inch has nine millions; each takes four bytes while a PDF is written.
MAX_PIXELS = 25_000_000
# Written in one request: each takes some 30 ms.
MOST_AT_ONCE = 300
LONGEST_REASON = 500
LONGEST_NAME = 120
NOT_NOW = _(
    "certificates_not_now", default="Certificates are issued when an announced event is over."
)
NONE_MEANT = _(
    "certificates_none_meant",
    default="This event gives no certificates. If it should, say so where the event is edited.",
)
NOT_DUE = _(
    "certificates_not_due",
    default="${name} can't get a certificate: look at the list.",
)
UNKNOWN = _("certificates_unknown", default="There is no such certificate.")
NOT_VALID = _("certificates_not_valid", default="This certificate is revoked or replaced already.")
REASON_MISSING = _("certificates_reason_missing", default="Write why.")
PICTURE_WRONG = _(
    "certificates_picture_wrong", default="Choose a PNG or JPEG picture of at most 1 MB."
)
PICTURE_BROKEN = _(
    "certificates_picture_broken",
    default="This picture can't be read. Open it in your program and save it again.",
)
PICTURE_LARGE = _(
    "certificates_picture_large",
    default="This picture has more than 25 million dots. Make it smaller in your program.",
)
TOO_LONG = _(
    "certificates_too_long",
    default="With these texts and pictures a certificate doesn't fit its page. Shorten the text.",
)


class Candidate(NamedTuple):
    """A participant, the share (0–1) that they attended, and why they get none now, or ""."""

    registration: object
    share: float
    why: str


class Issued(NamedTuple):
    """The Certificates that were issued, and how many of them were mailed."""

    certificates: list
    mailed: int


def store():
    """The Certificates of the site."""
    return api.portal.get()["training"].certificates


def is_due(event):
    """Whether certificates of an event can be issued."""
    return why_not_now(event) is None


def why_not_now(event):
    """Why certificates of an event can't be issued now, or None."""
    if not event.has_certificate:
        return NONE_MEANT
    over = max(session.ends for session in event.sessions) <= now()
    return None if over and is_announced(event) else NOT_NOW


def candidates(event):
    """Candidates of an event, by surname."""
    sessions = event.sessions
    least = api.portal.get_registry_record(f"{TRAINING_PREFIX}.certificate_share") / 100
    return [
        Candidate(one, share(sessions, one.marks), rules.against(one, sessions, least))
        for one in attendance.participants(event)
    ]


def issue(event, ids=None, *, post=False):
    """Issue certificates to participants (ids of registrations; None: all who can have one);
    return Issued. Who has one keeps it.

    post: whether they are mailed, the first MOST_AT_ONCE of them. Raises NotAllowed, FieldErrors
    for field "ids".
    """
    require(MANAGE, event)
    refusal = why_not_now(event)
    if refusal:
        raise NotAllowed(refusal)
    found = candidates(event)
    if ids is not None:
        found = _chosen(found, ids)
    made = [_issue(event, one.registration, one.share) for one in found if not one.why]
    notify(FollowUpChanged(event))
    mailed = sum(_post(one, event) for one in made[:MOST_AT_ONCE]) if post else 0
    if made:
        numbers = f"{made[0].number}–{made[-1].number}"
        logger.info("%s: %s issued by %s", event.absolute_url_path(), numbers, me())
    return Issued(made, mailed)


def _chosen(found, ids):
    by_id = {one.registration.id: one for one in found}
    chosen = []
    for id_ in dict.fromkeys(ids):
        one = by_id.get(id_)
        if one is None:
            raise FieldErrors({"ids": attendance.NO_PERSON})
        if one.why not in ("", rules.HAS):
            name = {"name": one.registration.name}
            raise FieldErrors({"ids": type(NOT_DUE)(NOT_DUE, mapping=name)})
        chosen.append(one)
    return chosen


def _issue(event, registration, attended):
    """A new Certificate of a Registration."""
    titles = competences("lt")
    certificate = _numbered(
        event_uid=IUUID(event),
        registration_id=registration.id,
        library_uid=registration.library_uid,
        name=registration.name,
        institution=registration.institution,
        title=event.title,
        place=event.location or "",
        hours=rules.hours_of(event.hours or 0, attended),
        starts=min(session.starts for session in event.sessions),
        ends=max(session.ends for session in event.sessions),
        competences=tuple(event.competences or ()),
        topics=tuple(titles[code] for code in event.competences or () if code in titles),
    )
    _hand_out(registration, certificate, "certificate", certificate.number)
    return certificate


def _numbered(**values):
    """Keep a new Certificate under the next number."""
    certificates, moment = store(), now()
    year = moment.astimezone(zone()).year
    place, design = certificates.design
    department = api.portal.get_registry_record(f"{DEPARTMENT_PREFIX}.name") or ""
    certificate = Certificate(
        **{
            **values,
            "number": rules.number_of(year, certificates.counter.next(year)),
            "code": rules.new_code(),
            "design": place,
            "issuer": design.organisation or department,
            "issued_at": moment,
            "issued_by": me() or "",
        }
    )
    certificates.add(certificate)
    return certificate


def _hand_out(registration, certificate, what, reason):
    registration.certificate = certificate.number if certificate is not None else ""
    registration.note(now(), me() or "", what, reason)


def event_of(certificate):
    """The event of a Certificate, if it is there and the present user may see it, or None."""
    brain = uuidToCatalogBrain(certificate.event_uid)
    return brain.getObject() if brain is not None else None


def registration_of(certificate):
    """(event, Registration) of a Certificate; (None, None) once either is gone."""
    event = event_of(certificate)
    registration = event and event.registrations.get(certificate.registration_id)
    return (event, registration) if registration else (None, None)


def _valid(directory, number):
    require(MANAGE, directory)
    certificate = directory.certificates.get(number)
    if certificate is None:
        raise FieldErrors({"number": UNKNOWN})
    if certificate.state != rules.VALID:
        raise NotAllowed(NOT_VALID)
    return certificate


def _reason(text):
    reason = text.strip()
    if not reason:
        raise FieldErrors({"reason": REASON_MISSING})
    return reason[:LONGEST_REASON]


def revoke(directory, number, reason):
    """Revoke a valid certificate; who checks it is told so. Raises FieldErrors, NotAllowed."""
    certificate = _valid(directory, number)
    certificate.reason = _reason(reason)
    certificate.revoked_at, certificate.revoked_by = now(), me() or ""
    _event, registration = registration_of(certificate)
    if registration is not None and registration.certificate == number:
        told = f"{number}: {certificate.reason}"
        _hand_out(registration, None, "certificate_revoked", told)
    logger.info("certificate %s revoked by %s", number, me())


def reissue(directory, number, name, reason, *, post=False):
    """Issue another in the place of a valid certificate, with a corrected name; return it.

    The old number is told to be replaced. Raises FieldErrors, NotAllowed.
    """
    old = _valid(directory, number)
    name = " ".join(name.split())
    errors = {} if name else {"name": MISSING}
    if len(name) > LONGEST_NAME:
        errors["name"] = too_long(LONGEST_NAME)
    if not reason.strip():
        errors["reason"] = REASON_MISSING
    if errors:
        raise FieldErrors(errors)
    kept = {name_: value for name_, value in vars(old).items() if not name_.startswith("_")}
    new = _numbered(**{**kept, "name": name, "replaces": number, "posted_at": None})
    old.replaced_by, old.reason = new.number, _reason(reason)
    event, registration = registration_of(old)
    if registration is not None:
        registration.name = name
        told = f"{number} → {new.number}: {old.reason}"
        _hand_out(registration, new, "certificate_replaced", told)
        if post:
            _post(new, event)
    logger.info("certificate %s replaced by %s by %s", number, new.number, me())
    return new


def post_issued(event, *, again=False):
    """Mail the valid certificates of an event to those who weren't sent theirs (again: to all);
    return how many were: at most MOST_AT_ONCE, those first who had none for the longest."""
    require(MANAGE, event)
    found = [one for one in valid_of(event) if again or one.posted_at is None]
    found.sort(key=lambda one: one.posted_at or one.issued_at)
    return sum(_post(one, event) for one in found[:MOST_AT_ONCE])


def valid_of(event):
    """The valid Certificates of an event, in the order of their numbers."""
    return [one for one in store().of_event(IUUID(event)) if one.state == rules.VALID]


def _post(certificate, event):
    registration = event.registrations.get(certificate.registration_id)
    if registration is None or not registration.email:
        return False
    design = store().designs[certificate.design]
    if not mails.post(certificate, design, registration, event):
        return False
    certificate.posted_at = now()
    return True


def checked_certificate(number, code):
    """The Certificate that somebody holds who typed its number and code, or None.

    The same None for a number that isn't there and a code that is wrong.
    """
    certificate = store().get(rules.typed_number(number))
    right = certificate.code if certificate is not None else rules.new_code()
    is_right = hmac.compare_digest(right, rules.typed_code(code))
    return certificate if is_right and certificate is not None else None


def of_participant(event, secret):
    """The valid Certificate of a private link, or None."""
    registration = event.registrations.by_secret(secret) if secret else None
    return store().get(registration.certificate) if registration is not None else None


def pdf_of(certificate):
    """The PDF (bytes) of a Certificate. Raises PdfError."""
    return printing.certificate_pdf(certificate, store().designs[certificate.design])


def zip_of(event, part=1):
    """A part (from 1; MOST_AT_ONCE each) of an event's valid certificates as a ZIP (bytes)."""
    require(MANAGE, event)
    start = (max(part, 1) - 1) * MOST_AT_ONCE
    return printing.zipped(valid_of(event)[start : start + MOST_AT_ONCE], store().designs)


def erase_of(event, registration):
    """Take the name out of a person's certificates of an event: it leaves the registration too."""
    found = store().of_event(IUUID(event))
    erase_names([one for one in found if one.registration_id == registration.id])


def erase_names(certificates):
    """Take the names out of Certificates, and reasons, which may tell them; return how many had
    one. Numbers, hours and states stay."""
    named = [one for one in certificates if not one.anonymised]
    for one in named:
        one.name = one.institution = one.reason = ""
        one.anonymised = True
    return len(named)


# layout


def sample(design):
    """A Certificate that nobody has, to look at a Design."""
    moment = now()
    return Certificate(
        number=rules.number_of(moment.astimezone(zone()).year, 0),
        code=rules.ALPHABET[: rules.CODE_LENGTH],
        issuer=design.organisation
        or api.portal.get_registry_record(f"{DEPARTMENT_PREFIX}.name")
        or "",
        name="Vardenė Pavardenytė-Ilgapavardienė",
        institution="Savivaldybės viešoji biblioteka",
        title="Viešųjų bibliotekų darbuotojų kompetencijų ugdymas: nuo poreikių tyrimo iki "
        "patvirtintos programos, jos vertinimo ir tobulinimo",
        place="Konferencijų salė",
        hours=16.5,
        starts=moment - timedelta(days=1),
        ends=moment,
        topics=tuple(list(competences("lt").values())[:3]),
        issued_at=moment,
    )


def design_of(directory, values, pictures, dropped=()):
    """The Design that `keep_design` would keep, tried by writing a sample with it.

    values: fields of ICertificateDesign; pictures: name of PICTURES -> bytes of new ones; others
    stay, but for `dropped`. Raises FieldErrors.
    """
    require(MANAGE, directory)
    present = directory.certificates.design[1]
    fields, errors = {}, {}
    try:
        fields = checked(ICertificateDesign, values, directory)
    except FieldErrors as refusal:
        errors |= refusal.errors
    new = {}
    for name, data in pictures.items():
        try:
            new[name] = _picture(data)
        except FieldErrors as refusal:
            errors[name] = refusal.errors["picture"]
    if errors:
        raise FieldErrors(errors)
    kept = {name: found for name, found in present.pictures.items() if name not in dropped}
    texts = {name: value or "" for name, value in fields.items()}
    design = Design(texts, {**kept, **new})
    _try(design, new)
    return design


def _picture(data):
    """(kind, bytes) of a picture. Raises FieldErrors for "picture"."""
    try:
        kind = kind_of(data, PICTURE_KINDS) if len(data) <= MAX_PICTURE else None
    except DocumentError:
        kind = None
    if kind is None:
        raise FieldErrors({"picture": PICTURE_WRONG})
    try:
        width, height = Image.open(io.BytesIO(data)).size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FieldErrors({"picture": PICTURE_BROKEN}) from error
    if width * height > MAX_PIXELS:
        raise FieldErrors({"picture": PICTURE_LARGE})
    return kind, data


def _try(design, new):
    """Write a sample; if it fails, find the new picture that it fails for. Raises FieldErrors."""
    for name, found in new.items():
        try:
            printing.certificate_pdf(sample(design), Design(pictures={name: found}))
        except PdfError as error:
            raise FieldErrors({name: PICTURE_BROKEN}) from error
    data = printing.certificate_pdf(sample(design), design)
    if len(PdfReader(io.BytesIO(data)).pages) > 1:
        raise FieldErrors({"body": TOO_LONG})


def keep_design(directory, values, pictures=(), dropped=()):
    """Let certificates that are issued from now on look so; those that are issued stay as they
    are. Arguments and refusals as `design_of`."""
    design = design_of(directory, values, dict(pictures), dropped)
    if design.is_like(directory.certificates.design[1]):
        return
    directory.certificates.designs.append(design)
    logger.info("layout of certificates changed by %s", me())
