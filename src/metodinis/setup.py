"""What GenericSetup's XML can't say: run after the profiles."""

from AccessControl.Permission import pname
from Acquisition import aq_base
from metodinis.indicators import operations as indicators
from metodinis.layout import start_pages
from metodinis.search import install as search
from plone import api
from plone.caching.interfaces import ICacheSettings
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.registry.interfaces import IRegistry
from zope.component import getUtility


# id, type, title: in the order of the site's main navigation
CONTAINERS = (
    ("libraries", "LibraryDirectory", "Bibliotekos"),
    ("rounds", "RoundDirectory", "Ataskaitos"),
    ("training", "TrainingDirectory", "Mokymai"),
    ("good-practice", "GoodPracticeDirectory", "Geroji patirtis"),
    ("departments", "DepartmentDirectory", "Skyriai"),
    ("partners", "PartnerDirectory", "Partneriai"),
)
# id, roles, title. Editors keep the site's pages, so they have the roles by which Plone gives that.
GROUPS = (
    ("methodologists", ("Methodologist",), "Metodininkai"),
    ("heads", ("DepartmentHead",), "Skyriaus vedėjai"),
    ("editors", ("SiteEditor", "Contributor", "Editor", "Reviewer"), "Svetainės redaktoriai"),
)


ROLES = (
    "Methodologist",
    "DepartmentHead",
    "SiteEditor",
    "LibraryStaff",
    "LibraryDirector",
    "Trainer",
    "Evaluator",
    "Mentor",
    "Newcomer",
)


def after_install(context):
    """Arrange the site after profile `metodinis:default`; what is there stays as it is."""
    site = api.portal.get()
    search.install(api.portal.get_tool("portal_catalog"))
    for name, portal_type, title in CONTAINERS:
        if name not in site:
            container = createContent(portal_type, title=title)
            container.id = name
            addContentToContainer(site, container, checkConstraints=False)
    indicators.install(site)
    start_pages.install(site, editors=("editors", "heads"))
    for name, roles, title in GROUPS:
        if api.group.get(groupname=name) is None:
            api.group.create(groupname=name, title=title, roles=list(roles))


def after_uninstall(context):
    """Take back what the profile added, but no content: data outlive the software.

    What carries our name is found by it, so that a new type or setting needs no line here;
    indexes don't, and stand in the uninstall profile.
    """
    for name, _roles, _title in GROUPS:
        if api.group.get(groupname=name) is not None:
            api.group.delete(groupname=name)
    api.portal.get_tool("portal_controlpanel").unregisterApplication("metodinis")
    search.uninstall(api.portal.get_tool("portal_catalog"))
    _remove_types()
    _remove_workflows()
    _remove_caching()
    _remove_settings()
    _remove_roles(api.portal.get())


def _remove_types():
    tool = api.portal.get_tool("portal_types")
    ours = [fti.getId() for fti in tool.objectValues() if _is_ours(getattr(fti, "klass", ""))]
    api.portal.get_tool("portal_workflow").setChainForPortalTypes(ours, "(Default)")
    tool.manage_delObjects([*ours])  # it empties the list that it is given
    for record in ("plone.displayed_types", "plone.types_not_searched"):
        listed = api.portal.get_registry_record(record)
        kept = tuple(name for name in listed if name not in ours)
        api.portal.set_registry_record(record, kept)


def _is_ours(dotted_name):
    return dotted_name.startswith("metodinis.")


def _remove_workflows():
    tool = api.portal.get_tool("portal_workflow")
    tool.manage_delObjects([name for name in tool.objectIds() if name.startswith("metodinis_")])


def _remove_caching():
    # Without ours no operation is left that the site's rulesets could name.
    settings = getUtility(IRegistry).forInterface(ICacheSettings)
    settings.enabled = False
    settings.operationMapping = None


def _remove_settings():
    records = getUtility(IRegistry).records
    for name in list(records):
        if _is_ours(name) or name.startswith("plone.bundles/metodinis."):
            del records[name]


def _remove_roles(site):
    for permission, *_roles in site.ac_inherited_permissions(True):
        if permission.startswith("metodinis: ") and hasattr(aq_base(site), pname(permission)):
            delattr(site, pname(permission))
    manager = site.acl_users.portal_role_manager
    for role in ROLES:
        if role in manager.listRoleIds():
            manager.removeRole(role)
    site._delRoles(ROLES)
