"""A track as a PDF, to be signed on paper or kept in a file of the employee."""

from metodinis.common.documents import MEDIA_TYPES
from metodinis.common.pdf import pdf
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.exports import send
from metodinis.libraries.people import name_of
from metodinis.training.induction import rules
from metodinis.training.induction.vocabularies import KIND_TITLES
from metodinis.training.induction.vocabularies import MODULE_BADGES
from metodinis.training.induction.vocabularies import SIDE_TITLES
from metodinis.training.induction.vocabularies import STATE_BADGES
from pathlib import Path
from plone import api
from zope.i18n import translate


TEXTS = {
    "title": _("induction_pdf_title", default="Introductory training track"),
    "number": _("induction_pdf_number", default="No."),
    "starts": _("induction_starts", default="First day at work"),
    "mentor": _("induction_side_mentor", default="Mentor"),
    "state": _("induction_state", default="State"),
    "done": _("induction_done", default="Needed modules passed"),
    "hours": _("induction_hours_passed", default="Academic hours passed"),
    "hours_short": _("induction_hours_short", default="Hours"),
    "module": _("induction_module", default="Module"),
    "due": _("induction_due", default="Due"),
    "mark": _("induction_mark", default="Mark"),
    "signatures": _("induction_signatures", default="Signatures"),
    "by_hand": _("induction_pdf_by_hand", default="(signature, date)"),
}
TEMPLATE = Path(__file__).parent / "templates" / "track.typ"


def track_pdf(track, language):
    """The PDF (bytes) of a track in "lt" or "en"."""

    def say(message):
        return translate(message, target_language=language)

    marks, claims = track.marks, track.claims
    progress, library = track.progress, track.library
    rows = []
    for module in track.modules:
        mark = marks.get(module.id)
        state = rules.state_of(module, marks, claims)
        rows.append(
            {
                "title": module.title,
                "kind": say(KIND_TITLES[module.kind]),
                "due": formats.date(module.due, language, "short"),
                "hours": hours(mark.hours if mark and mark.passed else module.hours, language),
                "state": say(MODULE_BADGES[state][1]),
                "on": formats.date(mark.on, language, "short") if mark else "",
                "by": name_of(mark.by) if mark else "",
                "note": mark.note if mark else "",
            }
        )
    return pdf(
        TEMPLATE,
        {
            "language": language,
            "texts": {name: say(text) for name, text in TEXTS.items()},
            "name": track.title,
            "position": track.position or "",
            "place": library.title if library is not None else api.portal.get()["training"].title,
            "starts": formats.date(track.starts, language),
            "mentor": track.mentor_title or formats.NOTHING,
            "state": say(STATE_BADGES[state_of(track)][1]),
            "done": f"{progress.done} / {progress.needed}",
            "hours": hours(progress.hours, language),
            "goals": track.goals or "",
            "rows": rows,
            "signatures": [_signature(track, side, language) for side in track.sides],
        },
    )


def hours(value, language):
    """Hours as people write them: 2, 1,5."""
    return formats.number(value, language, None if value % 1 else 0)


def _signature(track, side, language):
    moment, userid = track.signatures.get(side, (None, ""))
    return {
        "side": translate(SIDE_TITLES[side], target_language=language),
        "name": name_of(userid) if userid else "",
        "when": formats.date_time(moment, language, rules.ZONE) if moment else "",
    }


def deliver(response, track, language):
    """Send a track's PDF, to be saved."""
    data = track_pdf(track, language)
    return send(response, data, f"{track.getId()}.pdf", MEDIA_TYPES["pdf"])
