"""`@@person-data`: what is kept of somebody, for whom asks for it; rooms register it."""

from metodinis.common import personal
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
import json


class PersonDataPage(ActionPage):
    """Look by address, hand it out, erase it."""

    index = ViewPageTemplateFile("templates/person.pt")
    title = _("registration_person", default="One person's data")
    lead = _(
        "registration_person_lead",
        default="For requests of people. Make sure that it is the person who asks: the "
        "request should come from that address.",
    )
    nothing = _("registration_person_nothing", default="Nothing is kept of this address")

    @property
    def email(self):
        return self.typed("email").strip()

    @property
    @memoize
    def found(self):
        """What is kept of the address; None before one is given."""
        return personal.find(self.email) if self.email else None

    def act(self, form):
        if self.typed("sure") != "yes":
            raise FieldErrors({"sure": NOT_SURE})
        count = personal.erase(self.email)
        return _(
            "registration_person_erased",
            default="Erased in ${count} records.",
            mapping={"count": str(count)},
        )

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@person-data"

    def kind_of(self, record):
        """What a record is, in words."""
        return personal.kinds()[record["kind"]]

    @property
    def others(self):
        """What is said of rooms that others look after; None if one looks after all."""
        if not personal.has_others():
            return None
        return _(
            "registration_person_others",
            default="Only parts of the site that you look after are searched. Pass the request "
            "on to those who look after the others as well.",
        )


NOT_SURE = _("registration_person_sure", default="Tick that you are sure: it can't be undone.")


class PersonDataFile(PersonDataPage):
    """`@@person-data.json?email=…`: all of it, in a form that programs read."""

    def __call__(self):
        response = self.request.response
        response.setHeader("Content-Type", "application/json; charset=utf-8")
        response.setHeader("Content-Disposition", 'attachment; filename="asmens-duomenys.json"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        return json.dumps(self.found or [], ensure_ascii=False, indent=2)
