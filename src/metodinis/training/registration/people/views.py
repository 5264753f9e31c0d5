"""`@@person-data` of training: what is kept of somebody, for whom asks for it."""

from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.training.registration.people import operations
from metodinis.training.registration.vocabularies import STATE_TITLES
from plone.memoize.view import memoize
import json


class PersonDataPage(ActionPage):
    """Look by address, hand it out, erase it."""

    title = _("registration_person", default="One person's data")
    lead = _(
        "registration_person_lead",
        default="For requests of participants. Make sure that it is the person who asks: the "
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
        return operations.find(self.context, self.email) if self.email else None

    def act(self, form):
        if self.typed("sure") != "yes":
            raise FieldErrors({"sure": NOT_SURE})
        count = operations.erase(self.context, self.email)
        return _(
            "registration_person_erased",
            default="Erased in ${count} records.",
            mapping={"count": str(count)},
        )

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@person-data"

    def text_of(self, record):
        """The state of a record in words, if it has one."""
        return STATE_TITLES.get(record.get("state"), "")


NOT_SURE = _("registration_person_sure", default="Tick that you are sure: it can't be undone.")


class PersonDataFile(PersonDataPage):
    """`@@person-data.json?email=…`: all of it, in a form that programs read."""

    def __call__(self):
        response = self.request.response
        response.setHeader("Content-Type", "application/json; charset=utf-8")
        response.setHeader("Content-Disposition", 'attachment; filename="asmens-duomenys.json"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        return json.dumps(self.found or [], ensure_ascii=False, indent=2)
