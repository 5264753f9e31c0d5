"""Pages that say what went wrong and what to do next; of the inside they tell nothing."""

from metodinis.common.api import error_of
from metodinis.common.refusals import Refused
from metodinis.i18n import _
from metodinis.layout.views import PageView
from plone import api
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.CMFPlone.browser.exceptions import ExceptionView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


MISSING = (
    _("layout_error_missing", default="There is no such page"),
    _(
        "layout_error_missing_text",
        default="It may have been moved or removed, or the address has a slip of the pen.",
    ),
)
FORBIDDEN = (
    _("layout_error_forbidden", default="This page is not open to you"),
    _(
        "layout_error_forbidden_text",
        default="Your account has no right to see it or to do this. If it should have, write to "
        "the department.",
    ),
)
REFUSED = (
    _("layout_error_refused", default="This could not be read"),
    _(
        "layout_error_refused_text",
        default="Go back, load the page anew and try again. Nothing was stored.",
    ),
)
BROKEN = (
    _("layout_error_broken", default="Something went wrong on our side"),
    _(
        "layout_error_broken_text",
        default="What you did just now was not stored. Go back and try again. If it happens "
        "again, write to us what you were doing, and when.",
    ),
)
# class of the exception -> title, text
TEXTS = {
    "NotFound": MISSING,
    "Forbidden": FORBIDDEN,
    "Unauthorized": FORBIDDEN,
    "BadRequest": REFUSED,
}


class ErrorPage(ExceptionView, PageView):
    """What is shown instead of a page that failed; the error itself is in the site's log."""

    # When even the frame of a page can't be made.
    basic_template = ViewPageTemplateFile("templates/error_basic.pt")

    def __call__(self):
        if IAPIRequest.providedBy(self.request):
            # Our layer comes before the API's: programs still get their status and JSON.
            return ServiceError(self.context, self.request)()
        self.title, self.text = TEXTS.get(type(self.context).__name__, BROKEN)
        self.may_search = self.title is MISSING[0]
        return super().__call__()


class ServiceError(ErrorHandling):
    """What a program is told; of a stock service that was asked badly, as our own tell it."""

    def render_exception(self, exception):
        refusal = exception.args[0] if exception.args else None
        if isinstance(refusal, Refused):
            return {"error": error_of(refusal, self.request)}
        return super().render_exception(exception)


class ForbiddenPage(PageView):
    """Where someone who is logged in comes to instead of a page that they may not see."""

    index = ViewPageTemplateFile("templates/error.pt")
    title, text = FORBIDDEN
    may_search = False

    def __call__(self):
        self.request.response.setStatus(403)
        return self.index()

    @property
    def logged_in_as(self):
        """Whose account it is: often one has another that may."""
        return None if api.user.is_anonymous() else api.user.get_current().getUserName()
