"""`@@case-versions`: what a case said when, and two of its texts side by side."""

from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.views import CaseView
from metodinis.goodpractice.cases.workflow import values_of
from metodinis.goodpractice.desk import reading
from metodinis.goodpractice.desk.actions import Comparing
from metodinis.i18n import _
from plone.memoize.view import memoize
from typing import NamedTuple
from zope.i18nmessageid import Message


KINDS = {
    rules.SUBMISSION: _("practice_version_submission", default="Submitted"),
    rules.EDIT: _("practice_version_edit", default="Changed by an editor"),
    rules.PUBLICATION: _("practice_version_publication", default="Published"),
    rules.CORRECTION: _("practice_version_correction", default="Corrected"),
}
PRESENT = _("practice_version_present", default="As it reads now")


class Shown(NamedTuple):
    """A text of a case that may be compared. key: as the address has it."""

    key: str
    title: Message
    values: dict


class VersionsPage(Comparing, CaseView):
    """The versions that the reader may read: all for who follows its way, else the public ones."""

    title = _("practice_versions", default="Versions")
    caption = _("practice_versions_caption", default="What the case said when")
    shown_caption = _("practice_compared", default="What differs")

    @property
    @memoize
    def versions(self):
        """The Versions that are listed, the newest first."""
        return reading.readable_versions(self.context)[::-1]

    @property
    def rows(self):
        """What the list shows."""
        return [
            {
                "number": version.number,
                "kind": KINDS[version.kind],
                "at": self.date_time(version.at),
                "by": self.name_of(version.by) if self.sees_process else None,
                "note": version.note,
            }
            for version in self.versions
        ]

    @property
    @memoize
    def offered(self):
        """The Showns that can be compared, the newest first."""
        found = [Shown(str(v.number), self._title(v), v.values) for v in self.versions]
        present = values_of(self.context)
        # What is there now is told where it is no version yet.
        if self.sees_process and not (found and found[0].values == present):
            found.insert(0, Shown("now", PRESENT, present))
        return found

    def _title(self, version):
        return _(
            "practice_version_title",
            default="${number}. ${kind}, ${day}",
            mapping={
                "number": version.number,
                "kind": KINDS[version.kind],
                "day": self.date(version.at.astimezone(self.zone).date()),
            },
        )

    @property
    @memoize
    def chosen(self):
        """The two Showns that are compared: those that were chosen, else the last two."""
        known = {one.key: one for one in self.offered}
        before, after = (known.get(str(self.request.form.get(n))) for n in ("before", "after"))
        after = after or self.offered[0]
        place = self.offered.index(after)
        return before or self.offered[min(place + 1, len(self.offered) - 1)], after

    @property
    def can_compare(self):
        return len(self.offered) > 1

    @property
    def before_title(self):
        return self.say(self.chosen[0].title)

    @property
    def after_title(self):
        return self.say(self.chosen[1].title)

    @property
    def shown(self):
        before, after = self.chosen
        return self.compared(before.values, after.values)
