"""`@@people`: the accounts of a library, for its director and the head of department."""

from metodinis.common.permissions import may
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.libraries.accounts import operations
from metodinis.libraries.rules import DIRECTOR
from metodinis.libraries.rules import STAFF
from plone.memoize.view import memoize
from zope.i18nmessageid import Message


ROLE_TITLES = {
    STAFF: _("libraries_role_staff", default="Staff"),
    DIRECTOR: _("libraries_role_director", default="Director"),
}


class PeoplePage(ActionPage):
    """Who may enter and sign the library's reports; invite, deactivate, bring back."""

    title = _("libraries_people_title", default="People")
    lead = _(
        "libraries_people_lead",
        default="Staff enter and upload reports; the director signs them too.",
    )
    empty_title = _("libraries_people_none", default="Nobody has an account here yet")

    @property
    @memoize
    def people(self):
        return operations.people_of(self.context)

    @property
    def roles(self):
        """(role, title) that the present user may invite to."""
        return [
            (role, title)
            for role, title in ROLE_TITLES.items()
            if may(operations.PERMISSIONS[role], self.context)
        ]

    def role_title(self, person):
        return ROLE_TITLES[person.role]

    def may_change(self, person):
        return operations.may_change(self.context, person)

    def label(self, action, person):
        """What a button does to whom, for those who don't see the row."""
        return Message(ACTIONS[action][1], mapping={"name": person.fullname})

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@people"

    def act(self, form):
        action = form.get("action")
        if action in ACTIONS:
            operation, _label, done = ACTIONS[action]
            operation(self.context, form.get("userid"))
            return done
        operations.invite(
            self.context, text(form, "email"), text(form, "fullname"), text(form, "role") or STAFF
        )
        return _(
            "libraries_people_invited",
            default="The invitation is on its way to ${email}.",
            mapping={"email": text(form, "email")},
        )


ACTIONS = {
    "invite_again": (
        operations.invite_again,
        _("libraries_people_again_of", default="Send the invitation again: ${name}"),
        _("libraries_people_again_done", default="A new invitation is on its way."),
    ),
    "deactivate": (
        operations.deactivate,
        _("libraries_people_deactivate_of", default="Deactivate the account: ${name}"),
        _("libraries_people_deactivated", default="The account is deactivated."),
    ),
    "reactivate": (
        operations.reactivate,
        _("libraries_people_reactivate_of", default="Activate the account: ${name}"),
        _(
            "libraries_people_reactivated",
            default="The account is active again; a link for a new password is on its way.",
        ),
    ),
}


def text(form, name):
    """A text that a form sent once; else ""."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
