"""`@@case-files`: the page on which a case gets its pictures and attachments. Needs no script."""

from metodinis.common.documents import DOCUMENTS
from metodinis.common.documents import MAX_SIZE
from metodinis.common.pictures import MAX_SIZE as MAX_PICTURE
from metodinis.common.refusals import Refused
from metodinis.goodpractice.cases.operations import update_case
from metodinis.goodpractice.cases.schema import FILE_FIELDS
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.pictures import operations
from metodinis.goodpractice.pictures import reading
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage


DONE = {
    "add-picture": _("practice_picture_added", default="The picture is added."),
    "add-attachment": _("practice_attachment_added", default="The attachment is added."),
    "describe": _("practice_picture_described", default="What the picture shows is saved."),
    "earlier": _("practice_picture_moved", default="The picture is moved."),
    "later": _("practice_picture_moved", default="The picture is moved."),
    "remove-picture": _("practice_picture_removed", default="The picture is taken out."),
    "remove-attachment": _("practice_attachment_removed", default="The attachment is taken out."),
    "allow": _("practice_rights_saved", default="Saved."),
}


class CaseFilesPage(ActionPage):
    """`@@case-files`: add, describe, order and take out; each form does one thing."""

    title = _("practice_files", default="Pictures and attachments")
    lead = _(
        "practice_files_lead",
        default="Pictures let others see it; attachments let them do it after you. Each button "
        "saves at once.",
    )
    pictures_title = FILE_FIELDS["pictures"]
    attachments_title = FILE_FIELDS["attachments"]
    rights = IGoodPractice["picture_rights"]
    accepted_pictures = ".jpg,.jpeg,.png,.webp,.gif,image/jpeg,image/png,image/webp,image/gif"
    accepted_documents = ",".join(f".{kind}" for kind in DOCUMENTS)
    max_picture, max_document = MAX_PICTURE, MAX_SIZE
    max_alt, max_credit = operations.MAX_ALT, operations.MAX_CREDIT
    # Behind which part of the page its address leads after something was done.
    anchor = "pictures"

    def act(self, form):
        action = self.typed("action")
        if action not in DONE:
            raise Refused(_("practice_action_unknown", default="Press one of the buttons."))
        getattr(self, action.replace("-", "_"))(self.typed("id"))
        return DONE[action]

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@case-files#{self.anchor}"

    # what each button does

    def add_picture(self, _id):
        picture = operations.add_picture(
            self.context, *self.upload(MAX_PICTURE), self.typed("alt"), self.typed("credit")
        )
        self.anchor = f"picture-{picture.id}"

    def add_attachment(self, _id):
        operations.add_attachment(self.context, *self.upload(MAX_SIZE))
        self.anchor = "attachments"

    def describe(self, id_):
        operations.change_picture(self.context, id_, self.typed("alt"), self.typed("credit"))
        self.anchor = f"picture-{id_}"

    def earlier(self, id_):
        self.move(id_, -1)

    def later(self, id_):
        self.move(id_, 1)

    def move(self, id_, by):
        places = [picture.id for picture in self.context.pictures]
        place = places.index(id_) + by if id_ in places else 0
        operations.move_picture(self.context, id_, place)
        self.anchor = f"picture-{id_}"

    def remove_picture(self, id_):
        operations.remove_picture(self.context, id_)

    def remove_attachment(self, id_):
        operations.remove_attachment(self.context, id_)
        self.anchor = "attachments"

    def allow(self, _id):
        update_case(self.context, {"picture_rights": self.typed("picture_rights") == "yes"})

    def upload(self, most):
        """(name, bytes) of the file that was sent; no bytes if none was."""
        file = self.request.form.get("file")
        if not getattr(file, "filename", ""):
            return "", b""
        return file.filename, file.read(most + 1)

    # what the page shows

    @property
    def sent(self):
        """What was sent and refused: (action, id)."""
        return (self.typed("action"), self.typed("id")) if self.refusal is not None else ("", "")

    @property
    def errors(self):
        """Fields are named alike in all forms; what was refused stands in the one that was sent."""
        action, id_ = self.sent
        return [
            (self.control(name.removeprefix("f-"), action, id_), text)
            if name.startswith("f-")
            else (name, text)
            for name, text in super().errors
        ]

    def control(self, name, action, id_=""):
        """The id of a control of one of the forms."""
        return "-".join(filter(None, ("f", action, id_, name)))

    def error_in(self, name, action, id_=""):
        """What is wrong with a field of one of the forms, or None."""
        return self.error_of(name) if self.sent == (action, id_) else None

    def value(self, name, action, id_="", stored=""):
        """What stands in a field: what was typed into its form and refused, else what is stored."""
        return self.typed(name) if self.sent == (action, id_) else stored

    @property
    def pictures(self):
        """What the page shows of each picture."""
        last = len(self.context.pictures) - 1
        return [
            {
                "id": picture.id,
                "figure": {**reading.figure_of(self.context, picture, "card"), "credit": ""},
                "alt": picture.alt,
                "credit": picture.credit,
                "number": place + 1,
                "is_first": place == 0,
                "is_last": place == last,
            }
            for place, picture in enumerate(self.context.pictures)
        ]

    @property
    def attachments(self):
        """What the page shows of each attachment."""
        return [
            {
                "id": attachment.id,
                "url": reading.attachment_url(self.context, attachment),
                "name": attachment.name,
                "type": attachment.kind.upper(),
                "size": attachment.size,
            }
            for attachment in self.context.attachments
        ]

    @property
    def takes_pictures(self):
        return len(self.context.pictures) < operations.MAX_PICTURES

    @property
    def takes_attachments(self):
        return len(self.context.attachments) < operations.MAX_ATTACHMENTS
