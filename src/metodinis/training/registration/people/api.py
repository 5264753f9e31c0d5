"""REST services of one person's data."""

from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.training.registration.people import operations


class GetPersonData(JsonService):
    """GET @person-data?email=… of training: all that is kept of an address."""

    def answer(self):
        email = self.request.form.get("email")
        found = operations.find(self.context, email if isinstance(email, str) else "")
        return {"items": found, "items_total": len(found)}


class ErasePersonData(JsonService):
    """DELETE @person-data {"email"}: erases it; tells {"erased": how many records}."""

    def answer(self):
        return {"erased": operations.erase(self.context, text_of(self.body(), "email"))}
