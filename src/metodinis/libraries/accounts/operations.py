"""Every write to accounts of a library's people. See `libraries/operations.py` for the manners."""

from BTrees.OOBTree import OOBTree
from metodinis.common.fields import MISSING
from metodinis.common.fields import too_long
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.schema import is_email
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.libraries import people
from metodinis.libraries.accounts.mails import send_invitation
from metodinis.libraries.rules import DIRECTOR
from metodinis.libraries.rules import ROLES
from metodinis.libraries.rules import STAFF
from plone import api
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations
from zope.interface import Invalid
import logging
import secrets


logger = logging.getLogger(__name__)

MANAGE_PEOPLE = "metodinis: Manage People"
MANAGE_DIRECTORS = "metodinis: Manage Directors"
INACTIVE_KEY = "metodinis.libraries.inactive"
LONGEST_NAME = 100
PERMISSIONS = {STAFF: MANAGE_PEOPLE, DIRECTOR: MANAGE_DIRECTORS}


class Person(NamedTuple):
    """One of a library's people. role: one of ROLES; active: False once deactivated."""

    userid: str
    fullname: str
    email: str
    role: str
    active: bool


def people_of(library):
    """The people of a library: list of Person, directors first, the inactive last, by name."""
    require(MANAGE_PEOPLE, library)
    active = [
        _person(userid, role, None) for role in ROLES for userid in people.members(library, role)
    ]
    inactive = [
        _person(userid, role, email) for userid, (role, email) in _inactive(library).items()
    ]
    return sorted(
        active + inactive,
        key=lambda person: (not person.active, person.role != DIRECTOR, sort_key(person.fullname)),
    )


def _person(userid, role, email):
    """email: the address kept of a deactivated account; None for an active one."""
    user = api.user.get(userid=userid)
    fullname = (user and user.getProperty("fullname")) or userid
    if email is None:
        return Person(userid, fullname, user.getProperty("email") if user else "", role, True)
    return Person(userid, fullname, email, role, False)


def _inactive(library):
    """Deactivated people of a library: user id -> (role, e-mail)."""
    return IAnnotations(library).get(INACTIVE_KEY, {})


def may_change(library, person):
    """Whether the present user may (de)activate this Person of a library."""
    return may(PERMISSIONS[person.role], library) and person.userid != me()


def invite(library, email, fullname, role=STAFF):
    """Give somebody an account with `role` in a library, and mail them how to begin.

    Returns the user id. Somebody who has an account already is only given the role, and only
    by those who may invite directors. Raises FieldErrors for email, fullname, role; NotAllowed
    if the library is closed.
    """
    email, fullname = (email or "").strip().lower(), " ".join((fullname or "").split())
    _require_role(library, role)
    _require_open(library)
    _check_person(email, fullname)
    if any(person.email.lower() == email for person in people_of(library)):
        raise FieldErrors(
            {
                "email": _(
                    "libraries_people_here_already",
                    default="This person is in the list below already.",
                )
            }
        )
    userid, other = _account_of(email), _account_that_claims(email)
    if userid is None and other is None:
        userid = _create_account(library, email, fullname)
    elif not may(MANAGE_DIRECTORS, library):
        raise FieldErrors(
            {
                "email": _(
                    "libraries_people_elsewhere",
                    default="This address can't be invited here. Ask the methodology department.",
                )
            }
        )
    elif userid is None:
        raise FieldErrors(
            {
                "email": _(
                    "libraries_people_claimed",
                    default="The account ${login} gives this address as its own, but logs in "
                    "with another name. Change the address of that account first.",
                    mapping={"login": other},
                )
            }
        )
    else:
        _enable(userid, email)
    people.put(library, userid, role)
    send_invitation(library, userid)
    logger.info("%s: %s invited as %s by %s", library.getId(), userid, role, me())
    return userid


def invite_again(library, userid):
    """Mail a new link for choosing a password. Raises FieldErrors if there is no such person."""
    person = _find(library, userid, active=True)
    _require_open(library)
    send_invitation(library, person.userid)
    logger.info("%s: %s invited again by %s", library.getId(), userid, me())


def deactivate(library, userid):
    """Take somebody's role in a library away, and the account if it has no other use.

    Raises FieldErrors if the library has no such person, NotAllowed for oneself.
    """
    person = _find(library, userid, active=True)
    annotations = IAnnotations(library)
    if INACTIVE_KEY not in annotations:
        annotations[INACTIVE_KEY] = OOBTree()
    annotations[INACTIVE_KEY][userid] = (person.role, person.email)
    people.put(library, userid, None)
    if not people.groups_of(userid) and not _has_roles(userid):
        _disable(userid)
    logger.info("%s: %s deactivated by %s", library.getId(), userid, me())


def reactivate(library, userid):
    """Give a deactivated person role and account back, and mail a link for a new password."""
    person = _find(library, userid, active=False)
    _require_open(library)
    del IAnnotations(library)[INACTIVE_KEY][userid]
    _enable(userid, person.email)
    people.put(library, userid, person.role)
    send_invitation(library, userid)
    logger.info("%s: %s reactivated by %s", library.getId(), userid, me())


def _find(library, userid, active):
    for person in people_of(library):
        if person.userid == userid and person.active == active:
            require(PERMISSIONS[person.role], library)
            if userid == me():
                raise NotAllowed(
                    _(
                        "libraries_people_yourself",
                        default="This is your own account. Ask the methodology department.",
                    )
                )
            return person
    raise FieldErrors(
        {
            "userid": _(
                "libraries_people_unknown",
                default="There is no such person here any more. Reload the page.",
            )
        }
    )


def _require_role(library, role):
    if role not in ROLES:
        require(MANAGE_PEOPLE, library)
        raise FieldErrors(
            {"role": _("common_field_choice", default="Choose one of the values offered.")}
        )
    require(PERMISSIONS[role], library)


def _require_open(library):
    if library.closed:
        raise NotAllowed(
            _("libraries_people_closed", default="The library is closed: it gets no new accounts.")
        )


def _check_person(email, fullname):
    errors = {}
    try:
        is_email(email)
    except Invalid as error:
        errors["email"] = error.__doc__
    if not email:
        errors["email"] = MISSING
    if not fullname:
        errors["fullname"] = MISSING
    elif len(fullname) > LONGEST_NAME:
        errors["fullname"] = too_long(LONGEST_NAME)
    if errors:
        raise FieldErrors(errors)


def _users():
    return api.portal.get_tool("acl_users")


def _account_of(email):
    """The id of the user who logs in with this e-mail address, or None."""
    user = _users().getUser(email)
    return user.getId() if user else None


def _account_that_claims(email):
    """The login name of a user who gives this address as their own, or None.

    People change their own address, and nobody checks it: a role that is meant for the reader
    of that mailbox must not go to whoever claims it.
    """
    # Only this plugin finds by e-mail: the one that keeps users would answer with all of them.
    for found in _users().mutable_properties.enumerateUsers(email=email, exact_match=True):
        return api.user.get(userid=found["id"]).getUserName()
    return None


def _has_roles(userid):
    """Whether an account may do more in the site than any member."""
    user = api.user.get(userid=userid)
    return user is not None and not set(user.getRoles()) <= {"Member", "Authenticated"}


def _create_account(library, email, fullname):
    """A user who logs in with the e-mail address; the id is one that tells nothing of it."""
    users, userid = _users(), f"{library.getId()}-{secrets.token_hex(4)}"
    users.userFolderAddUser(userid, _unknown_password(), ["Member"], [])
    users.updateLoginName(userid, email)
    api.user.get(userid=userid).setMemberProperties({"email": email, "fullname": fullname})
    return userid


def _enable(userid, email):
    user = api.user.get(userid=userid)
    if not user.getProperty("email"):
        user.setMemberProperties({"email": email})


def _disable(userid):
    """Without e-mail address no new password can be asked for; the links sent work no more."""
    user = api.user.get(userid=userid)
    if user is None:
        return
    user.setMemberProperties({"email": ""})
    _users().userSetPassword(userid, _unknown_password())
    requests = api.portal.get_tool("portal_password_reset")._requests
    for key, (asked_for, _expires) in list(requests.items()):
        if asked_for == userid:
            del requests[key]


def _unknown_password():
    return secrets.token_urlsafe(40)
