"""REST services of a library's accounts: what `@@people` does."""

from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.libraries.accounts import operations
from metodinis.libraries.rules import STAFF


class People(JsonService):
    """GET @people: the accounts of a library, batched."""

    def answer(self):
        return self.batch(operations.people_of(self.context), lambda person: person._asdict())


class Invite(JsonService):
    """POST @people: {"email", "fullname", "role": "staff" or "director"}"""

    def answer(self):
        body = self.body()
        userid = operations.invite(
            self.context,
            text_of(body, "email"),
            text_of(body, "fullname"),
            text_of(body, "role", STAFF),
        )
        self.request.response.setStatus(201)
        return {"userid": userid}


class Change(JsonService):
    """Base of what is done to one account: {"userid"}"""

    def answer(self):
        type(self).operation(self.context, text_of(self.body(), "userid"))
        self.request.response.setStatus(204)


class InviteAgain(Change):
    """POST @people-invite-again"""

    operation = operations.invite_again


class Deactivate(Change):
    """POST @people-deactivate"""

    operation = operations.deactivate


class Reactivate(Change):
    """POST @people-reactivate"""

    operation = operations.reactivate
