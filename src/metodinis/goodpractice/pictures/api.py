"""REST of a case's files: `@case-pictures` and `@case-attachments`, `/<id>` behind for one."""

from metodinis.common.api import file_of
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.goodpractice.pictures import operations
from metodinis.goodpractice.pictures import reading
from metodinis.i18n import _
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class OneFile(JsonService):
    """Base: the file whose id stands behind the service. Raises NotFound for more behind it."""

    id = ""

    def publishTraverse(self, request, name):
        if self.id:
            raise NotFound(name)
        self.id = name
        return self


class Pictures(JsonService):
    """GET @case-pictures: all of them, in order."""

    def answer(self):
        pictures = self.context.pictures
        return {"items": [reading.picture_json(self.context, picture) for picture in pictures]}


class AddPicture(JsonService):
    """POST @case-pictures {"file": {"filename", "data": base64}, "alt", "credit"}"""

    def answer(self):
        body = self.body()
        name, data = file_of(body.get("file"))
        picture = operations.add_picture(
            self.context, name, data, text_of(body, "alt"), text_of(body, "credit")
        )
        self.request.response.setStatus(201)
        return reading.picture_json(self.context, picture)


class EditPicture(OneFile):
    """PATCH @case-pictures/<id> {"alt", "credit", "place"}: what is to change; 0 is the first"""

    def answer(self):
        body = self.body()
        place = body.get("place")
        if place is not None and (isinstance(place, bool) or not isinstance(place, int)):
            raise FieldErrors(
                {"place": _("common_number_invalid", default="This must be a whole number.")}
            )
        words = {name: text_of(body, name) for name in ("alt", "credit") if name in body}
        picture = operations.change_picture(self.context, self.id, **words)
        if place is not None:
            operations.move_picture(self.context, self.id, place)
        return reading.picture_json(self.context, picture)


class RemovePicture(OneFile):
    """DELETE @case-pictures/<id>"""

    def answer(self):
        operations.remove_picture(self.context, self.id)
        return self.reply_no_content()


class Attachments(JsonService):
    """GET @case-attachments: all of them, in order."""

    def answer(self):
        found = self.context.attachments
        return {"items": [reading.attachment_json(self.context, one) for one in found]}


class AddAttachment(JsonService):
    """POST @case-attachments {"file": {"filename", "data": base64}}"""

    def answer(self):
        attachment = operations.add_attachment(self.context, *file_of(self.body().get("file")))
        self.request.response.setStatus(201)
        return reading.attachment_json(self.context, attachment)


class RemoveAttachment(OneFile):
    """DELETE @case-attachments/<id>"""

    def answer(self):
        operations.remove_attachment(self.context, self.id)
        return self.reply_no_content()


class Erase(JsonService):
    """POST @case-erasure {"id", "note"}: delete a picture or attachment for good"""

    def answer(self):
        body = self.body()
        operations.erase(self.context, text_of(body, "id"), text_of(body, "note"))
        return self.reply_no_content()
