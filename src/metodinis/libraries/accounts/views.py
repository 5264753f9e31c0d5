"""`@@people`: the accounts of a library, for its director and the head of department."""

from metodinis.common.permissions import may
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.libraries.accounts import operations
from metodinis.libraries.rules import DIRECTOR
from metodinis.libraries.rules import STAFF
from operator import attrgetter
from plone.memoize.view import memoize
from zope.i18nmessageid import Message


ROLE_TITLES = {
    STAFF: _("libraries_role_staff", default="Staff"),
    DIRECTOR: _("libraries_role_director", default="Director"),
}


STATE_TITLES = {
    True: _("libraries_people_active", default="Active"),
    False: _("libraries_people_inactive", default="Deactivated"),
}


class PeoplePage(Listing, ActionPage):
    """Who may enter and sign the library's reports; invite, deactivate, bring back."""

    title = _("libraries_people_title", default="People")
    lead = _(
        "libraries_people_lead",
        default="Staff enter and upload reports; the director signs them too.",
    )
    empty_title = _("libraries_people_none", default="Nobody has an account here yet")
    closed_text = _(
        "libraries_people_closed_text",
        default="The library is closed: its people see and enter nothing here any more, and "
        "nobody can be invited.",
    )

    columns = (
        Column(
            "name",
            _("libraries_people_name", default="Name"),
            attrgetter("fullname"),
            lambda person: sort_key(person.fullname),
        ),
        Column(
            "email",
            _("libraries_email", default="E-mail"),
            attrgetter("email"),
            attrgetter("email"),
        ),
        Column(
            "role",
            _("libraries_people_role", default="Role"),
            lambda person: ROLE_TITLES[person.role],
            lambda person: person.role != DIRECTOR,
        ),
        Column(
            "state",
            _("libraries_people_state", default="Account"),
            lambda person: STATE_TITLES[person.active],
            lambda person: not person.active,
        ),
    )
    # As operations.people_of gives them.
    first_order = ("", False)
    export_name = "people-export"

    @property
    @memoize
    def found(self):
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


class PeopleExport(ListingExport, PeoplePage):
    """`@@people-export?format=csv|xlsx`: the library's people as they are listed."""

    sheet_name = PeoplePage.title

    @property
    def file_name(self):
        return f"{self.context.getId()}-people"


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
