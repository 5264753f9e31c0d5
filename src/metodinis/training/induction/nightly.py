"""What the night job does with tracks: reminds, closes them to who left, deletes old ones."""

from metodinis.common.nightly import INightlyTask
from metodinis.libraries.people import name_of
from metodinis.training.induction import mails
from metodinis.training.induction import rules
from metodinis.training.induction.operations import give_roles
from metodinis.training.induction.operations import record
from metodinis.training.induction.vocabularies import mentors_of
from metodinis.training.induction.workflow import ACTIVE
from metodinis.training.induction.workflow import FINISHED
from metodinis.training.induction.workflow import STOPPED
from metodinis.training.schema import TRAINING_PREFIX
from plone import api
from zope.interface import implementer
import calendar


@implementer(INightlyTask)
class Reminders:
    """Reminds of modules three days before they are due, and once when they are late."""

    def __call__(self, today):
        """Remind in all tracks under way; return lines of what was done. today: date."""
        lines = []
        for track in _tracks(ACTIVE):
            lines += self._remind(track, today)
        return lines

    def _remind(self, track, today):
        sent, claims, marks = dict(track.reminded), track.claims, track.marks
        by_kind = {}
        for module in track.progress.open:
            # What waits for the mentor is no longer the newcomer's; it is told when it is late.
            waits = rules.state_of(module, marks, claims) == rules.CLAIMED
            kind = rules.reminder_kind(module.due, sent.get(module.id), today)
            if kind and not (waits and kind == rules.SOON):
                by_kind.setdefault(kind, []).append(module)
        for kind, modules in by_kind.items():
            reached = mails.remind(track, kind, modules)
            if reached:
                sent |= {module.id: (kind, module.due) for module in modules}
            yield f"{track.getId()}: {kind}, {len(modules)} modules, {len(reached)} mails"
        if sent != dict(track.reminded):
            track.reminded = tuple(sent.items())


@implementer(INightlyTask)
class Leavers:
    """Closes tracks to mentors and newcomers whose account is no longer one of the place."""

    def __call__(self, today):
        """Take away what they saw; return lines of what was done. today: date, unused."""
        lines = []
        for track in _tracks(ACTIVE, FINISHED, STOPPED):
            known = mentors_of(track.__parent__)
            gone = [
                field
                for field in ("mentor", "newcomer")
                if getattr(track, field) and getattr(track, field) not in known
            ]
            if not gone:
                continue
            if "mentor" in gone:
                # The name stays; another one has to be chosen to sign.
                track.mentor_name = name_of(track.mentor)
            for field in gone:
                setattr(track, field, None)
            give_roles(track)
            record(track, "left")
            lines.append(f"{track.getId()}: {', '.join(gone)} left")
        return lines


@implementer(INightlyTask)
class Retention:
    """Deletes tracks that ended longer ago than the years for which attendance is kept."""

    def __call__(self, today):
        """Delete them; return lines of what was done. today: date."""
        years = api.portal.get_registry_record(f"{TRAINING_PREFIX}.attendance_years")
        limit = _years_before(today, years)
        lines = []
        for track in _tracks(FINISHED, STOPPED):
            if track.ended_at.astimezone(rules.ZONE).date() < limit:
                lines.append(f"{track.getId()}: deleted")
                track.__parent__._delObject(track.getId())
        return lines


def _years_before(day, years):
    year = day.year - years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _tracks(*states):
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="InductionTrack", review_state=states)
    return [brain._unrestrictedGetObject() for brain in brains]
