"""The sign-in list (*dalyvių sąrašas*) as PDF."""

from metodinis.common.documents import MEDIA_TYPES
from metodinis.common.pdf import pdf
from metodinis.common.permissions import require
from metodinis.common.schema import DEPARTMENT_PREFIX
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.exports import send
from metodinis.training.attendance import operations
from metodinis.training.attendance.rules import split_name
from pathlib import Path
from plone import api
from zope.i18n import translate
import zoneinfo


TEMPLATE = Path(__file__).parent / "sign_in_list.typ"
# Rows for those who come without being registered.
EMPTY_ROWS = 3
LABELS = {
    "title": _("attendance_list_title", default="Participants’ sign-in list"),
    "date": _("attendance_list_date", default="Time"),
    "place": _("attendance_list_place", default="Place"),
    "trainers": _("attendance_list_trainers", default="Trainers"),
    "hours": _("attendance_list_hours", default="Academic hours"),
    "number": _("attendance_list_number", default="No."),
    "name": _("attendance_list_name", default="Name, surname"),
    "institution": _("attendance_list_institution", default="Institution, position"),
    "signature": _("attendance_list_signature", default="Signature"),
    "organiser": _("attendance_list_organiser", default="Organiser (name, signature)"),
    "page": _("attendance_list_page", default="Page"),
    "of": _("attendance_list_of", default="of"),
}


def deliver_sign_in_list(event, response):
    """The list for signatures (PDF bytes), to be opened by the browser. Needs Conduct Training."""
    require(operations.CONDUCT, event)
    data = sign_in_list(event, api.portal.get_current_language())
    name = f"dalyviai-{event.getId()[:60]}.pdf"
    return send(response, data, name, MEDIA_TYPES["pdf"], "inline")


def sign_in_list(event, language):
    """The PDF (bytes): who is expected, by surname, with a place to sign for each session."""
    zone = zoneinfo.ZoneInfo(api.portal.get_registry_record("plone.portal_timezone"))
    sessions = event.sessions
    people = operations.participants(event)
    return pdf(
        TEMPLATE,
        {
            "language": language,
            "labels": {
                name: translate(text, target_language=language) for name, text in LABELS.items()
            },
            "organisation": api.portal.get_registry_record(f"{DEPARTMENT_PREFIX}.name") or "",
            "title": event.title,
            "span": _span(sessions, language, zone),
            "place": event.location or "",
            "trainers": list(event.trainers or ()),
            "hours": formats.number(event.hours, language) if event.hours else "",
            "sessions": [_head(session, zone) for session in sessions],
            "people": [_row(one) for one in people],
            "empty": EMPTY_ROWS,
        },
    )


def _span(sessions, language, zone):
    first = sessions[0].starts.astimezone(zone)
    last = max(session.ends for session in sessions).astimezone(zone)
    if first.date() == last.date():
        return f"{formats.date(first, language)}, {first:%H:%M}–{last:%H:%M}"
    return f"{formats.date(first, language)} – {formats.date(last, language)}"


def _head(session, zone):
    starts, ends = (moment.astimezone(zone) for moment in session[:2])
    return {"day": f"{starts:%Y-%m-%d}", "hours": f"{starts:%H:%M}–{ends:%H:%M}"}


def _row(registration):
    first, surname = split_name(registration.name)
    told = (registration.institution, registration.position)
    return {"first": first, "surname": surname, "where": ", ".join(filter(None, told))}
