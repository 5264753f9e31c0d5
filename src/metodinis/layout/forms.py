"""A page with a form of its own, beside z3c.form: shows it, does it, goes on."""

from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import Refused
from plone import api
from plone.protect import CheckAuthenticator


class Action:
    """Mix into a PageView: GET shows `index`, POST does `act` and goes on to `next_url`.

    What `act` refuses comes back at the form's fields (controls have the id `f-<field>`), with
    all that was typed.
    """

    refusal = None

    def __call__(self):
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            try:
                done = self.act(self.request.form)
            except Refused as refusal:
                self.refusal = refusal
            else:
                api.portal.show_message(done, self.request)
                return self.request.response.redirect(self.next_url)
        return self.index()

    def act(self, form):
        """Do it; return the message that tells of it. Raises Refused."""
        raise NotImplementedError

    @property
    def next_url(self):
        return self.context.absolute_url()

    @property
    def errors(self):
        """(id of the control, text) of what was refused, for macro `error_summary`."""
        if self.refusal is None:
            return []
        if isinstance(self.refusal, FieldErrors):
            return [(f"f-{name}", text) for name, text in self.refusal.errors.items()]
        return [("content", self.refusal.message)]

    def error_of(self, name):
        """What is wrong with a field, or None."""
        return getattr(self.refusal, "errors", {}).get(name)

    def typed(self, name):
        """What was typed into a field, if the form comes back."""
        return self.request.form.get(name, "")
