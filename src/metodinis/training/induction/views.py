"""A track alone, one of its modules, and the list of a library's tracks on its page."""

from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.views import PageView
from metodinis.libraries.people import name_of
from metodinis.training.induction import attended
from metodinis.training.induction import exports
from metodinis.training.induction import marking
from metodinis.training.induction import operations
from metodinis.training.induction import rules
from metodinis.training.induction import search
from metodinis.training.induction.content import today
from metodinis.training.induction.vocabularies import KIND_TITLES
from metodinis.training.induction.vocabularies import LATE_BADGE
from metodinis.training.induction.vocabularies import MODULE_BADGES
from metodinis.training.induction.vocabularies import READY_BADGE
from metodinis.training.induction.vocabularies import SIDE_TITLES
from metodinis.training.induction.vocabularies import STATE_BADGES
from metodinis.training.induction.workflow import ACTIVE
from metodinis.training.induction.workflow import FINISHED
from metodinis.training.induction.workflow import STOPPED
from plone import api
from plone.memoize.view import memoize
from zExceptions import NotFound
import re


OWN_TRAININGS = _("induction_of_department", default="The department's own")
DONE_TITLES = {
    "made": _("induction_log_made", default="Track made"),
    "edited": _("induction_log_edited", default="Track changed"),
    "modules": _("induction_log_modules", default="Modules changed"),
    "passed": _("induction_log_passed", default="Passed"),
    "failed": _("induction_log_failed", default="To be repeated"),
    "unmarked": _("induction_log_unmarked", default="Mark taken back"),
    "claimed": _("induction_log_claimed", default="Done, says the newcomer"),
    "unclaimed": _("induction_log_unclaimed", default="Not done after all, says the newcomer"),
    "noted": _("induction_log_noted", default="Newcomer's note"),
    "unsigned": _("induction_log_unsigned", default="Signatures fell away: something changed"),
    "signed_mentor": _("induction_log_signed_mentor", default="Signed by the mentor"),
    "signed_head": _("induction_log_signed_head", default="Signed by the director"),
    "finished": _("induction_log_finished", default="Track finished"),
    "stopped": _("induction_log_stopped", default="Track stopped"),
    "resumed": _("induction_log_resumed", default="Track goes on"),
    "left": _("induction_log_left", default="Closed to an account that left"),
    "reopened": _("induction_log_reopened", default="Track reopened"),
}
HOURS = re.compile(r"\d{1,4}([.,]\d{1,2})?")


def hours_of(text, name):
    """The hours that were typed, with comma or point; 0 for none. Raises FieldErrors."""
    text = re.sub(r"\s", "", text)
    if not text:
        return 0.0
    if not HOURS.fullmatch(text):
        message = _("induction_hours_invalid", default="Write hours in digits: 2 or 1.5.")
        raise FieldErrors({name: message})
    return float(text.replace(",", "."))


class TrackView(PageView):
    """What pages of one track share."""

    @property
    def place(self):
        """(address, title) of where the track lies."""
        container = self.context.__parent__
        library = self.context.library
        title = OWN_TRAININGS if library is None else library.title
        return container.absolute_url(), title

    @property
    @memoize
    def state(self):
        return state_of(self.context)

    @property
    def is_active(self):
        return self.state == ACTIVE

    @property
    @memoize
    def progress(self):
        return self.context.progress

    @property
    def badges(self):
        found = [STATE_BADGES[self.state]]
        if self.is_active and self.progress.late:
            found.append(LATE_BADGE)
        return found

    @property
    @memoize
    def may_manage(self):
        return may(operations.MANAGE, self.context)

    @property
    @memoize
    def may_mark(self):
        return marking.may_mark(self.context)

    @property
    @memoize
    def may_follow(self):
        return may(operations.FOLLOW, self.context)

    def hours(self, value):
        """Hours as people write them: 2, 1,5."""
        return exports.hours(value, self.lang)

    def row(self, module):
        """What pages show of a Module."""
        marks, claims = self.context.marks, self.context.claims
        state = rules.state_of(module, marks, claims)
        mark, claim = marks.get(module.id), claims.get(module.id)
        is_late = self.is_active and state not in rules.SETTLED and module.due < today()
        return {
            "module": module,
            "url": f"{self.context.absolute_url()}/@@module?id={module.id}",
            "kind": KIND_TITLES[module.kind],
            "state": state,
            "badge": MODULE_BADGES[state],
            "late": LATE_BADGE if is_late else None,
            "mark": mark,
            "mark_title": MODULE_BADGES[rules.PASSED if mark.passed else rules.FAILED][1]
            if mark
            else "",
            "by": name_of(mark.by) if mark else "",
            "claim": claim,
            "event": attended.seen(self.context, module),
            "hours": self.hours(mark.hours if mark and mark.passed else module.hours),
        }


class TrackPage(TrackView):
    """A track: how far it is, its modules, signatures, and what was done."""

    caption = _("induction_modules", default="Modules")
    stopped_title = _("induction_stopped_title", default="This track is stopped")
    progress_label = _("induction_done", default="Needed modules passed")
    no_modules = _("induction_modules_none", default="This track has no modules yet")

    @property
    def rows(self):
        return [self.row(module) for module in self.context.modules]

    @property
    def actions(self):
        """(address, title) of what the present user may do here."""
        found = []
        if self.may_manage and self.is_active:
            found.append(("@@edit", _("induction_edit", default="Edit")))
            found.append(("@@modules", _("induction_edit_modules", default="Change modules")))
        if self.may_manage:
            found += [(f"@@step?name={name}", title) for name, title in self.steps]
        if self.may_manage and self.state != FINISHED:
            found.append(("@@remove", _("induction_remove_short", default="Delete")))
        url = self.context.absolute_url()
        return [(f"{url}/{name}", title) for name, title in found]

    @property
    def steps(self):
        """(transition, title) that lead out of the present state, but for finishing."""
        return [(name, STEPS[name].title) for name in STEPS_OF[self.state]]

    @property
    def claimed(self):
        """How many modules the newcomer says are done, if the present user may pass them."""
        return len(marking.claimed(self.context)) if self.is_active and self.may_mark else 0

    @property
    def progress_text(self):
        return _(
            "induction_progress",
            default="${done} of ${needed}",
            mapping={"done": self.progress.done, "needed": self.progress.needed},
        )

    @property
    def signatures(self):
        """side, title, who, when and whether the present user signs, of each that is needed."""
        signed = self.context.signatures
        for side in self.context.sides:
            moment, userid = signed.get(side, (None, ""))
            yield {
                "side": side,
                "title": SIDE_TITLES[side],
                "who": name_of(userid),
                "when": moment,
                "may_sign": self.can_be_signed
                and moment is None
                and marking.may_sign(self.context, side),
            }

    @property
    def can_be_signed(self):
        return self.is_active and self.progress.is_ready

    @property
    def reason(self):
        """Why it was stopped, or ""."""
        if self.state != STOPPED:
            return ""
        return next((entry[4] for entry in reversed(self.context.log) if entry[2] == "stopped"), "")

    @property
    def done(self):
        """Moment, who, what, module and reason of each row of the log, the newest first."""
        return [
            {
                "when": moment,
                "who": name_of(userid),
                "what": DONE_TITLES[what],
                "module": module,
                "reason": reason,
            }
            for moment, userid, what, module, reason in reversed(self.context.log)
        ]


class Step:
    """A step of a track: what its page says, and the operation."""

    def __init__(self, title, text, done, operation, has_reason=False, is_grave=False):
        self.title, self.text, self.done = title, text, done
        self.operation, self.has_reason, self.is_grave = operation, has_reason, is_grave


STEPS = {
    "stop": Step(
        _("induction_stop", default="Stop"),
        _(
            "induction_stop_text",
            default="For a track that won't be finished: the employee left, for instance. What is "
            "marked stays; reminders end. Mentor and newcomer read the reason.",
        ),
        _("induction_stop_done", default="The track is stopped."),
        operations.stop,
        has_reason=True,
        is_grave=True,
    ),
    "resume": Step(
        _("induction_resume", default="Go on"),
        _("induction_resume_text", default="The track is under way again, with all its marks."),
        _("induction_resume_done", default="The track goes on."),
        operations.resume,
    ),
    "reopen": Step(
        _("induction_reopen", default="Reopen"),
        _(
            "induction_reopen_text",
            default="For a track that was signed by mistake. Its signatures fall away: it has to "
            "be signed anew.",
        ),
        _("induction_reopen_done", default="The track is under way again."),
        operations.reopen,
        has_reason=True,
    ),
}
STEPS_OF = {"active": ("stop",), "finished": ("reopen",), "stopped": ("resume",)}


class ModulePage(TrackView, ActionPage):
    """`@@module?id=…`: one module, to be marked by the mentor or told done by the newcomer."""

    @property
    def module(self):
        module = self.context.module(self.typed("id"))
        if module is None:
            raise NotFound("id")
        return module

    @property
    @memoize
    def shown(self):
        return self.row(self.module)

    attended_text = _(
        "induction_attended_text",
        default="The new employee took part in the event: the module can be passed.",
    )
    partly_text = _(
        "induction_partly_text", default="The new employee took part in a part of the event."
    )

    @property
    def module_badges(self):
        return [self.shown["badge"], *filter(None, [self.shown["late"]])]

    @property
    def marks_it(self):
        return self.is_active and self.may_mark

    @property
    def claims_it(self):
        return self.is_active and self.may_follow

    @property
    def is_own_kind(self):
        return self.module.kind in rules.OWN_KINDS

    @property
    def is_passed(self):
        return self.shown["state"] == rules.PASSED

    @property
    def says_done(self):
        """Whether the newcomer's box is ticked."""
        if self.refusal is not None:
            return self.typed("done") == "yes"
        claim = self.shown["claim"]
        return claim is not None and claim.on is not None

    @property
    def claim_note(self):
        claim = self.shown["claim"]
        return self.typed("claim_note", claim.note if claim is not None else "")

    @property
    def stored(self):
        """What the mentor's form begins with."""
        mark, claim, event = self.shown["mark"], self.shown["claim"], self.shown["event"]
        day = today()
        if claim is not None and claim.on is not None:
            day = claim.on
        elif event is not None and event.attended:
            day = event.start.astimezone(rules.ZONE).date()
        if mark is not None:
            day = mark.on
        return {
            "passed": "no" if mark is not None and not mark.passed else "yes",
            "on": day.isoformat(),
            "hours": self.hours(mark.hours if mark and mark.passed else self.module.hours),
            "note": mark.note if mark is not None else "",
        }

    def value(self, name):
        """What stands in a field of the mentor's form."""
        return self.typed(name, self.stored[name])

    def act(self, form):
        id_ = self.module.id
        action = form.get("action")
        if action == "claim":
            values = {"done": form.get("done") == "yes", "note": self.typed("claim_note")}
            marking.claim(self.context, id_, values)
            return _("induction_claim_saved", default="Your word is kept. Thank you.")
        if action == "unmark":
            marking.unmark(self.context, id_)
            return _("induction_unmarked", default="The mark is taken back.")
        marking.mark(self.context, id_, self._mark_values())
        return _(
            "induction_marked", default="Marked: ${title}.", mapping={"title": self.module.title}
        )

    def _mark_values(self):
        return {
            "passed": {"yes": True, "no": False}.get(self.typed("passed")),
            "on": self.typed_day("on"),
            "hours": hours_of(self.typed("hours"), "hours"),
            "note": self.typed("note"),
        }


class SignPage(TrackView, ActionPage):
    """`@@sign` (POST): sign for a side; or, with `action=pass`, pass what the newcomer did."""

    def __call__(self):
        if self.request.method != "POST":
            return self.request.response.redirect(self.context.absolute_url())
        return super().__call__()

    def act(self, form):
        if form.get("action") == "pass":
            passed = marking.pass_claimed(self.context)
            return self.plural(len(passed), "induction_passed_count")
        marking.sign(self.context, self.typed("side"))
        return _("induction_signed", default="Signed. Thank you.")


class TrackPdf(TrackView):
    """`@@induction-pdf`: the track as a file."""

    def __call__(self):
        return exports.deliver(self.request.response, self.context, self.lang)


class LibraryTracks(PageView):
    """On the library's page, for those who see one of its tracks, or may make one."""

    add_title = _("induction_add", default="New introductory training")
    caption = _("induction_library_caption", default="Introductory training of new employees")
    empty_title = _("induction_library_none", default="No introductory training yet")
    empty_text = _(
        "induction_library_none_text",
        default="For a new employee: a list of what to learn in the first weeks, with days, a "
        "mentor and signatures at the end. It begins with the department's template.",
    )

    def __init__(self, context, request, view, manager):
        super().__init__(context, request)
        self.__parent__ = view

    def update(self):
        """Viewlets are updated before they are rendered; nothing to do."""

    def render(self):
        if me() is None or not (self.tracks or self.may_add):
            return ""
        return self.index()

    @property
    @memoize
    def tracks(self):
        """Rows of the list, those under way first, of all that the present user may see."""
        found = api.content.find(
            portal_type="InductionTrack",
            path={"query": "/".join(self.context.getPhysicalPath()), "depth": 1},
        )
        return search.rows_of(found)

    @property
    def page(self):
        return self.batch(self.tracks)

    @property
    @memoize
    def may_add(self):
        return not self.context.closed and may(operations.MANAGE, self.context)

    @property
    def add_url(self):
        return f"{self.context.absolute_url()}/@@add-induction"

    def badges(self, row):
        """States of the badges of a row."""
        return badges_of(row)


def badges_of(row):
    """(state of the badge, text) of a TrackRow."""
    found = [READY_BADGE if row.is_ready else STATE_BADGES[row.state]]
    return [*found, LATE_BADGE] if row.late else found
