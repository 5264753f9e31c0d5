"""The page of what never applies to a library, and its place on the library's page."""

from functools import cached_property
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.layout.views import PageView
from metodinis.reports.content import standing_of
from metodinis.reports.standing.operations import change_standing
from metodinis.reports.standing.operations import choices
from metodinis.reports.standing.operations import reason_of
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class StandingPage(PageView):
    """`@@standing`: the elements that may be not applicable, with the reason why one is."""

    index = ViewPageTemplateFile("templates/standing.pt")
    title = _("reports_standing_title", default="Elements that never apply")
    lead = _(
        "reports_standing_lead",
        default="Write the reason, and the element is filled in as “not applicable” in each "
        "report of this library that isn't handed in yet. Leave it empty where the element "
        "applies.",
    )
    refused = {}

    def __call__(self):
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            return self.save()
        return self.index()

    def save(self):
        """Store the reasons that were changed since the page was shown."""
        form = self.request.form
        reasons = {
            element.code: self.typed(element.code)
            for element in choices()
            if self.typed(element.code).strip() != str(form.get(f"was.{element.code}", ""))
        }
        try:
            changed = change_standing(self.context, reasons)
        except FieldErrors as refusal:
            self.refused = refusal.errors
            return self.index()
        message = self.plural(len(changed), "reports_standing_saved")
        api.portal.show_message(message, self.request)
        self.request.response.redirect(f"{self.context.absolute_url()}/@@standing")
        return ""

    def typed(self, code):
        return str(self.request.form.get(f"reason.{code}", ""))

    @cached_property
    def rows(self):
        """What the table shows of each element."""
        rows = []
        for element in choices():
            reason = reason_of(self.context, element.code) or ""
            rows.append(
                {
                    "code": element.code,
                    "title": element.title(self.lang),
                    "was": reason,
                    "reason": self.typed(element.code) if self.refused else reason,
                    "error": self.refused.get(element.code),
                }
            )
        return rows

    @property
    def errors(self):
        """(id of the field, what is wrong), for macro `error_summary`."""
        return [(f"reason-{row['code']}", row["error"]) for row in self.rows if row["error"]]


class StandingLink(PageView):
    """On the library's page, for the department: how many elements never apply."""

    def __init__(self, context, request, view, manager):
        super().__init__(context, request)
        self.__parent__ = view

    def update(self):
        """Viewlets are updated before they are rendered; nothing to do."""

    def render(self):
        return self.index()

    @property
    def count(self):
        return self.plural(len(standing_of(self.context)), "reports_standing_count")
