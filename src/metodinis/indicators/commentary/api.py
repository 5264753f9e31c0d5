"""REST services of comments on figures, on `/indicators`.

GET    @commentary?subject=indicator:R8&year=2025   what the reader may see
POST   @commentary                                  {"subject", "year" (or null), "text", "public"}
PATCH  @commentary/<id>                             {"text", "public"}
DELETE @commentary/<id>
"""

from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.indicators.api import flag_of
from metodinis.indicators.commentary import operations
from metodinis.indicators.commentary.views import year_of
from metodinis.libraries.people import name_of
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


class GetCommentary(JsonService):
    """Raises FieldErrors for `subject` and `year`."""

    def answer(self):
        subject = str(self.request.form.get("subject", ""))
        year = year_of(str(self.request.form.get("year", "")))
        if not operations.is_known(self.context, subject):
            raise FieldErrors({"subject": operations.SUBJECT_WRONG})
        found = operations.seen(self.context, subject, year)
        return self.batch(found, lambda one: comment_json(self.context, one))


def comment_json(indicators, comment):
    """A Comment; `by` and `public` are for those who may write some."""
    shown = {
        "@id": f"{indicators.absolute_url()}/@commentary/{comment.id}",
        "id": comment.id,
        "subject": comment.subject,
        "year": comment.year,
        "text": comment.text,
        "at": comment.at.isoformat(),
        "changed": comment.changed and comment.changed.isoformat(),
    }
    if may(operations.COMMENT, indicators):
        shown |= {"public": comment.public, "by": name_of(comment.by)}
    return shown


class AddComment(JsonService):
    def answer(self):
        body = self.body()
        year = body.get("year")
        if year is not None and (isinstance(year, bool) or not isinstance(year, int)):
            raise FieldErrors({"year": operations.YEAR_WRONG})
        comment = operations.add(
            self.context,
            text_of(body, "subject"),
            year,
            text_of(body, "text"),
            public=flag_of(body, "public"),
        )
        self.request.response.setStatus(201)
        return comment_json(self.context, comment)


@implementer(IPublishTraverse)
class CommentService(JsonService):
    """Base of services of one comment, its id behind the name."""

    id = ""

    def publishTraverse(self, request, name):
        self.id = name
        return self


class ChangeComment(CommentService):
    def answer(self):
        body = self.body()
        text = text_of(body, "text") if "text" in body else None
        public = flag_of(body, "public") if "public" in body else None
        return comment_json(self.context, operations.change(self.context, self.id, text, public))


class RemoveComment(CommentService):
    def answer(self):
        operations.remove(self.context, self.id)
        return self.reply_no_content()
