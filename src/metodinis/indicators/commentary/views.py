"""Comments on a page of figures, and the page of their form."""

from functools import cached_property
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.texts import blocks
from metodinis.i18n import _
from metodinis.indicators.commentary import operations
from metodinis.indicators.commentary import rules
from metodinis.indicators.store import CATALOGUE_ID
from metodinis.indicators.store import parsed_catalogue
from metodinis.indicators.values.members import members
from metodinis.layout.actions import ActionPage
from metodinis.layout.views import PageView
from metodinis.libraries.people import name_of
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import NotFound


ANCHOR = "commentary"
PUBLIC = ("published", _("commentary_public", default="Published"))
FOR_STAFF = ("neutral", _("commentary_for_staff", default="Staff only"))


class CommentaryMacros(PageView):
    """`context/@@commentary-macros/commentary`"""

    index = ViewPageTemplateFile("templates/macros.pt")
    longest = rules.LONGEST

    def __getitem__(self, name):
        return self.index.macros[name]

    @cached_property
    def indicators(self):
        return api.portal.get()[CATALOGUE_ID]

    @property
    def form_url(self):
        return f"{self.indicators.absolute_url()}/@@comment"

    @cached_property
    def may_comment(self):
        return may(operations.COMMENT, self.indicators)

    def comments(self, subject, year):
        """What is shown of each comment on a subject."""
        return [
            {
                "id": one.id,
                "year": one.year if year is None else None,
                "blocks": blocks(one.text),
                "day": self._day(one.at),
                "changed": one.changed and self._day(one.changed),
                "name": name_of(one.by) if self.may_comment else "",
                "badge": (PUBLIC if one.public else FOR_STAFF) if self.may_comment else None,
            }
            for one in operations.seen(self.indicators, subject, year)
        ]

    def _day(self, moment):
        return self.date(moment.astimezone(self.zone).date())

    @property
    def here(self):
        """The address of the page that includes the macro, to come back to."""
        return self.request["ACTUAL_URL"] + self.query_without()

    def change_url(self, id_):
        """Where a comment is changed or removed."""
        return f"{self.form_url}?{urlencode({'id': id_, 'next': self.here})}"


class CommentPage(ActionPage):
    """`@@comment?subject=&year=` writes one, `@@comment?id=` changes or removes it.

    `next` is where it was asked from.
    """

    longest = rules.LONGEST

    def __call__(self):
        if self.comment is None and not operations.is_known(self.context, self.subject):
            raise NotFound(self.__name__)
        return super().__call__()

    @cached_property
    def comment(self):
        """The Comment that is changed, or None for a new one. Raises NotFound."""
        id_ = self.typed("id")
        found = self.context.commentary.get(id_)
        if id_ and found is None:
            raise NotFound(id_)
        return found

    @property
    def title(self):
        if self.comment is None:
            return _("commentary_write", default="Write a comment")
        return _("commentary_change_title", default="Change a comment")

    @property
    def subject(self):
        return self.comment.subject if self.comment else self.typed("subject")

    @cached_property
    def year(self):
        """The year asked for, or None. Raises FieldErrors when it is written."""
        return self.comment.year if self.comment else year_of(self.typed("year"))

    @property
    def year_text(self):
        return str(self.comment.year or "") if self.comment else self.typed("year")

    @property
    def subject_title(self):
        """What is commented, in words."""
        kind, name = rules.parts_of(self.subject)
        if kind == rules.TERRITORY:
            return _("commentary_territory", default="The whole territory")
        if kind == rules.LIBRARY:
            return next((one.title for one in members() if one.uid == name), name)
        catalogue = parsed_catalogue(self.context.current("catalogue").text)
        line = catalogue.indicators.get(name) or catalogue.elements.get(name)
        return f"{name}. {line.title(self.lang)}" if line else name

    @property
    def text(self):
        return self.typed("text", self.comment.text if self.comment else "")

    @property
    def is_public(self):
        if self.request.method == "POST":
            return self.typed("public") == "yes"
        return bool(self.comment and self.comment.public)

    def act(self, form):
        if self.comment is None:
            operations.add(
                self.context, self.subject, self.year, self.typed("text"), public=self.is_public
            )
            return _("commentary_added", default="The comment is saved.")
        if "remove" in form:
            operations.remove(self.context, self.comment.id)
            return _("commentary_removed", default="The comment is removed.")
        operations.change(self.context, self.comment.id, self.typed("text"), self.is_public)
        return _("commentary_changed", default="The comment is changed.")

    @property
    def came_from(self):
        """Where the page was asked from, if that is in this site."""
        asked = self.typed("next")
        if asked and api.portal.get_tool("portal_url").isURLInPortal(asked):
            return asked
        return self.context.absolute_url()

    @property
    def next_url(self):
        return f"{self.came_from.partition('#')[0]}#{ANCHOR}"


def year_of(text):
    """The year that a text says, None for "". Raises FieldErrors."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise FieldErrors({"year": operations.YEAR_WRONG})
    return int(text)
