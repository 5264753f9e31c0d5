"""The two groups of a library, and the roles that they give on it.

The staff's group gives the role LibraryStaff, the directors' LibraryDirector, as local roles on
the library: on its reports too, and nowhere else. A closed library's groups give no role; those
of the library that it was merged into do, so that its last report and its past have an owner.

Nothing here asks for permission: operations do.
"""

from metodinis.common.agenda import Person
from metodinis.common.schema import DEPARTMENT_PREFIX
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.libraries.rules import DIRECTOR
from metodinis.libraries.rules import ROLES
from metodinis.libraries.rules import STAFF
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from zope.i18n import translate


LOCAL_ROLES = {STAFF: "LibraryStaff", DIRECTOR: "LibraryDirector"}
# The site-wide groups whose people look after libraries: the first that has any gets the mails.
DEPARTMENT_GROUPS = ("methodologists", "heads")
GROUP_PREFIXES = {STAFF: "staff-", DIRECTOR: "directors-"}


class Contact(NamedTuple):
    """Whom a library asks; what isn't known is ""."""

    name: str
    email: str
    phone: str


def group_id(library, role):
    """The id of a library's group for one of ROLES."""
    return GROUP_PREFIXES[role] + IUUID(library)


def groups():
    """PAS' plugin that keeps groups; the tool above it looks through all of them to add one."""
    return api.portal.get_tool("acl_users").source_groups


def make_groups(library):
    """Make the groups of a new library, and give them their roles on it."""
    for role in ROLES:
        groups().addGroup(group_id(library, role))
    name_groups(library)
    set_roles(library, library)


def name_groups(library):
    """Call the groups what the library is called now."""
    tool = api.portal.get_tool("portal_groups")
    for role in ROLES:
        title = group_title(library, role)
        if groups().getGroupInfo(group_id(library, role))["title"] != title:
            tool.editGroup(group_id(library, role), title=title)


def remove_groups(library):
    """Remove the groups of a library that is deleted."""
    for role in ROLES:
        groups().removeGroup(group_id(library, role))


def group_title(library, role):
    """What a group is called in the site's lists, in the site's language."""
    if role == STAFF:
        title = _(
            "libraries_group_staff",
            default="${library}: staff",
            mapping={"library": library.name},
        )
    else:
        title = _(
            "libraries_group_directors",
            default="${library}: director",
            mapping={"library": library.name},
        )
    return translate(title, target_language=api.portal.get_default_language())


def set_roles(library, *owners):
    """Give roles on `library` to the groups of the libraries `owners`, and of no others."""
    prefixes = tuple(GROUP_PREFIXES.values())
    given = [name for name, _roles in library.get_local_roles() if name.startswith(prefixes)]
    library.manage_delLocalRoles(given)
    for owner in owners:
        for role, local_role in LOCAL_ROLES.items():
            library.manage_setLocalRoles(group_id(owner, role), [local_role])


def name_of(userid):
    """A user's full name; their id if they gave none or are gone, "" for none."""
    user = api.user.get(userid=userid) if userid else None
    return (user.getProperty("fullname", "") if user else "") or userid or ""


def members(library, role):
    """The user ids of a library's group for one of ROLES, in order."""
    return sorted(groups().getGroupMembers(group_id(library, role)))


def role_of(library, userid):
    """Which of ROLES a user has in a library, or None."""
    for role in (DIRECTOR, STAFF):
        if userid in groups().getGroupMembers(group_id(library, role)):
            return role
    return None


def put(library, userid, role):
    """Give a user one of ROLES in a library instead of the one they have; None takes it away."""
    present = role_of(library, userid)
    if present:
        groups().removePrincipalFromGroup(userid, group_id(library, present))
    if role:
        groups().addPrincipalToGroup(userid, group_id(library, role))


def groups_of(userid):
    """The ids of all groups that a user was put into, of libraries and of the department."""
    user = api.user.get(userid=userid)
    return groups().getGroupsForPrincipal(user.getUser()) if user else ()


def person(userid):
    """The agenda's Person of a user: with the libraries whose people they are."""
    libraries = {}
    names = set(groups_of(userid))
    for role in (STAFF, DIRECTOR):
        prefix = GROUP_PREFIXES[role]
        libraries |= {name.removeprefix(prefix): role for name in names if name.startswith(prefix)}
    return Person(userid, libraries)


def methodologists():
    """user id -> full name of the department's people who look after libraries."""
    found = {}
    for name in DEPARTMENT_GROUPS:
        for userid in groups().getGroupMembers(name) if groups().getGroupInfo(name) else ():
            user = api.user.get(userid=userid)
            if user is not None:
                found[userid] = name_of(userid)
    return found


def names_of_all():
    """user id -> name of all accounts, by name."""
    users = api.portal.get_tool("acl_users").searchUsers()
    names = {user["userid"]: name_of(user["userid"]) for user in users}
    return dict(sorted(names.items(), key=lambda pair: sort_key(pair[1])))


def in_group(name):
    """The user ids of a site-wide group, in order; none if there is no such group."""
    return sorted(groups().getGroupMembers(name)) if groups().getGroupInfo(name) else []


def department():
    """user ids of who looks after libraries: methodologists, where there are none the heads."""
    return next(filter(None, map(in_group, DEPARTMENT_GROUPS)), [])


def everybody_of(library):
    """user ids of all people of a library."""
    return list(dict.fromkeys(name for role in ROLES for name in members(library, role)))


def contact_of(library):
    """The Contact of a library's methodologist; the department's, if it has none any more."""
    settings = {
        name: api.portal.get_registry_record(f"{DEPARTMENT_PREFIX}.{name}") or ""
        for name in Contact._fields
    }
    userid = library.methodologist
    if userid and userid in methodologists():
        user = api.user.get(userid=userid)
        settings["name"] = user.getProperty("fullname", "") or userid
        settings["email"] = user.getProperty("email", "") or settings["email"]
    return Contact(**settings)
