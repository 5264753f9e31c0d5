"""What a library's page, and the home page of its people, show of its figures."""

from functools import cached_property
from metodinis.i18n import _
from metodinis.indicators.profile.reading import Profile
from metodinis.indicators.profile.views import ProfileTexts
from metodinis.layout.views import Section
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18nmessageid import Message


FEW = 2
COMPARED = _("profile_compared", default="${year}; compared with: ${group} (${coverage}).")


class Summary(ProfileTexts):
    """The newest year of which others have figures too, in a few sentences."""

    @cached_property
    def profile(self):
        return Profile(self.context)

    @property
    def is_empty(self):
        return self.profile.year is None

    @property
    def compared(self):
        """With whom, and whether all of them are known."""
        return self.say(
            Message(
                COMPARED,
                mapping={
                    "year": str(self.profile.year),
                    "group": self.group_title,
                    "coverage": self.coverage,
                },
            )
        )

    @cached_property
    def strengths(self):
        return self.sentences(self.profile.verdicts[0][:FEW])

    @cached_property
    def gaps(self):
        return self.sentences(self.profile.verdicts[1][:FEW])


class LibraryFigures(Section, Summary):
    """On a library's page."""

    index = ViewPageTemplateFile("templates/section.pt")


class FiguresCard(Summary):
    """`@@figures-card` of a library, on the home page of its people; "" if there is nothing."""

    index = ViewPageTemplateFile("templates/card.pt")

    def __call__(self):
        return "" if self.is_empty else self.index()
