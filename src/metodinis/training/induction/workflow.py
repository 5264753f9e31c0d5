"""What must hold before a track changes its state, whichever way it is asked to."""

from metodinis.common.moments import now
from metodinis.common.states import TransitionRefused
from metodinis.i18n import _


ACTIVE, FINISHED, STOPPED = "active", "finished", "stopped"
STATES = (ACTIVE, FINISHED, STOPPED)
NEED_A_REASON = ("stop", "reopen")
# What the catalog knows of a track that marks and steps change.
CHANGED_BY_STEPS = ("induction_due", "induction_people", "modified")


def before_transition(track, event):
    """Refuse to finish what isn't passed and signed, and to stop or reopen without a reason."""
    if event.transition is None:
        return
    name = event.transition.id
    if name in NEED_A_REASON and not (event.kwargs.get("comment") or "").strip():
        raise TransitionRefused(_("induction_reason_missing", default="Write the reason."))
    if name == "finish":
        refuse_unready(track)
        if set(track.sides) - set(track.signatures):
            raise TransitionRefused(
                _("induction_unsigned", default="The track isn't signed by all who have to yet.")
            )


def refuse_unready(track):
    """Raise TransitionRefused while a module that is needed isn't passed, or there is none."""
    progress = track.progress
    if progress.needed == 0:
        raise TransitionRefused(
            _("induction_no_modules", default="No module of this track is needed: nothing to sign.")
        )
    if progress.open:
        raise TransitionRefused(
            _(
                "induction_not_ready",
                default="These modules are not passed yet: ${names}.",
                mapping={"names": ", ".join(module.title for module in progress.open)},
            )
        )


def after_transition(track, event):
    """Tell when it ended; what goes on anew has to be signed anew."""
    if event.transition is None:
        return
    if event.new_state.id == ACTIVE:
        track.ended_at = None
        track.keep_signatures({})
    else:
        track.ended_at = now()
    track.reindexObject(idxs=CHANGED_BY_STEPS)
