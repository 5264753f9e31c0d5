"""What a case's page shows of its readers: for everyone, and for who answers or moderates."""

from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.common.texts import blocks
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.rules import PUBLISHED
from metodinis.goodpractice.reuse import operations
from metodinis.goodpractice.reuse import reading
from metodinis.goodpractice.reuse import rules
from metodinis.goodpractice.reuse.content import readers_of
from metodinis.goodpractice.reuse.pages import own_libraries
from metodinis.i18n import _
from metodinis.layout.views import Section
from plone.app.uuid.utils import uuidToObject
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class ReaderSection(Section):
    """Base of the sections of a case's page."""

    @property
    @memoize
    def readers(self):
        return readers_of(self.context)

    @property
    @memoize
    def is_published(self):
        return state_of(self.context) == PUBLISHED

    def blocks(self, text):
        return blocks(text)


class ReuseSection(ReaderSection):
    """Who took the case over, and the way to tell so."""

    index = ViewPageTemplateFile("templates/reuse_section.pt")
    weight = 60
    title = _("reuse_section", default="Who took it over")

    @property
    def is_empty(self):
        return not self.is_published and not self.readers.reuses

    @property
    @memoize
    def reuses(self):
        """(Reuse, title and address of its library, whether the reader may change it)."""
        return [
            (
                one,
                *_titled(one.library_uid),
                operations.may_change_reuse(self.context, one.library_uid),
            )
            for one in self.readers.reuses
        ]

    def change_label(self, name):
        """What the link to change a library's record is called aloud."""
        return _("reuse_change_of", default="Change: ${library}", mapping={"library": name})

    @property
    def may_record(self):
        """Whether a library of the reader can tell that it took the case over."""
        told = {one.library_uid for one in self.readers.reuses}
        return self.is_published and bool({*own_libraries(self.context)} - told)


def _titled(uid):
    """Title and address of a library (UID); both "" once it is gone."""
    library = uuidToObject(uid, unrestricted=True)
    return (library.title, library.absolute_url()) if library is not None else ("", "")


class ReadersSection(ReaderSection):
    """Thanks, questions with their answers, and the way to either."""

    index = ViewPageTemplateFile("templates/readers_section.pt")
    weight = 70
    title = _("reuse_readers_section", default="Thanks and questions")

    @property
    def is_empty(self):
        return not self.is_published and not self.thanks and not self.questions

    @property
    def count(self):
        """How many thanked, in words; None if nobody did."""
        count = self.readers.thanks
        return self.plural(count, "reuse_thanks_count") if count > 0 else None

    @property
    @memoize
    def thanks(self):
        return reading.shown_thanks(self.context)

    @property
    @memoize
    def questions(self):
        return reading.shown_questions(self.context)


class ReadersStaffSection(ReaderSection):
    """What of the case waits for an answer or for an editor."""

    index = ViewPageTemplateFile("templates/staff_section.pt")
    weight = 70
    title = _("reuse_staff_section", default="Readers' words")

    @property
    def is_empty(self):
        return not self.links

    @property
    @memoize
    def links(self):
        """(address, text) of the pages that lead on."""
        found, url = [], self.context.absolute_url()
        if may(MANAGE, self.context) and self.readers.pending:
            text = self.plural(len(self.readers.pending), "reuse_wait_moderation")
            found.append((f"{self.context.__parent__.absolute_url()}/@@moderation", text))
        if operations.may_answer(self.context):
            handed = reading.handed_on(self.context)
            waiting = [one for one in handed if one.state == rules.ASKED]
            if waiting:
                found.append((f"{url}/@@questions", self.plural(len(waiting), "reuse_wait_answer")))
            elif handed:
                found.append((f"{url}/@@questions", self.plural(len(handed), "reuse_answered")))
        return found
