"""What lists and the agenda know of tracks without waking them.

All of it is seen by those alone who may see the track.
"""

from datetime import UTC
from metodinis.common.sorting import sort_key
from metodinis.common.states import state_of
from metodinis.training.induction import rules
from metodinis.training.induction.schema import IInductionTrack
from metodinis.training.induction.workflow import ACTIVE
from plone.indexer import indexer


@indexer(IInductionTrack)
def induction_people(track):
    """Whose track it is: newcomer:<user id>, mentor:<user id>."""
    found = ((field, getattr(track, field)) for field in ("newcomer", "mentor"))
    return tuple(f"{field}:{userid}" for field, userid in found if userid)


@indexer(IInductionTrack)
def induction_due(track):
    """When the next module that is needed is due; nothing for what isn't under way or is ready."""
    open_ = track.progress.open if state_of(track) == ACTIVE else ()
    return rules.moment_of(open_[0].due).astimezone(UTC) if open_ else None


@indexer(IInductionTrack)
def induction(track):
    """What lists show: plain values that JSON can write, no class of ours."""
    progress, claims = track.progress, track.claims
    library = track.library
    return {
        "position": track.position or "",
        "library": "" if library is None else library.name,
        "newcomer": track.newcomer or "",
        "mentor": track.mentor or "",
        "mentor_title": track.mentor_title,
        "starts": track.starts.isoformat(),
        "ended": track.ended_at.isoformat() if track.ended_at else None,
        "done": progress.done,
        "needed": progress.needed,
        "hours": progress.hours,
        "unsigned": [side for side in track.sides if side not in track.signatures],
        "open": [
            {
                "id": module.id,
                "title": module.title,
                "kind": module.kind,
                "due": module.due.isoformat(),
                "claimed": module.id in claims and claims[module.id].on is not None,
            }
            for module in progress.open
        ],
    }


@indexer(IInductionTrack)
def library_uid(track):
    return track.library_uid


@indexer(IInductionTrack)
def library_title(track):
    library = track.library
    return "" if library is None else library.title


@indexer(IInductionTrack)
def library_code(track):
    library = track.library
    return "" if library is None else library.code


@indexer(IInductionTrack)
def library_sort(track):
    library = track.library
    return "" if library is None else sort_key(library.name)
