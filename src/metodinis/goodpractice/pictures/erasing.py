"""`@@case-erasure`: editors delete a picture or attachment for good, and where they find that."""

from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.common.typed import MAX_REASON
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.rules import PUBLISHED
from metodinis.goodpractice.pictures import operations
from metodinis.goodpractice.pictures import reading
from metodinis.goodpractice.pictures.content import Picture
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.views import Section


class ErasurePage(ActionPage):
    """Choose a file, say why, and it is gone."""

    title = _("practice_erase_title", default="Delete a picture or attachment for good")
    lead = _(
        "practice_erase_lead",
        default="Do so where the library has no right to it any more, or somebody in a picture "
        "takes their consent back. It goes from all earlier versions too and can't be brought "
        "back.",
    )
    empty_title = _("practice_erase_none", default="The case has no pictures and attachments")
    max_note = MAX_REASON

    def act(self, form):
        operations.erase(self.context, self.typed("id"), self.typed("note"))
        return _("practice_erased", default="The file is deleted for good.")

    @property
    def is_published(self):
        return state_of(self.context) == PUBLISHED

    @property
    def files(self):
        """What the page shows of each file, the earlier versions' too."""
        return [self.file(file) for file in reading.all_files(self.context)]

    def file(self, file):
        found = {"id": file.id, "figure": None, "name": ""}
        if isinstance(file, Picture):
            found["figure"] = reading.figure_of(self.context, file, "card")
        else:
            found["name"] = file.name
        return found


class ErasureLink(Section):
    """Of the case's page, for editors: the way there."""

    weight = 90

    @property
    def is_empty(self):
        return not may(MANAGE, self.context) or not reading.all_files(self.context)

    @property
    def url(self):
        return f"{self.context.absolute_url()}/@@case-erasure"
