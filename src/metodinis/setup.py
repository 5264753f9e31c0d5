"""What GenericSetup's XML can't say: run after the profiles."""

from metodinis.indicators import operations as indicators
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent


# id, type, title: in the order of the site's main navigation
CONTAINERS = (
    ("libraries", "LibraryDirectory", "Bibliotekos"),
    ("rounds", "RoundDirectory", "Ataskaitos"),
    ("departments", "DepartmentDirectory", "Skyriai"),
    ("partners", "PartnerDirectory", "Partneriai"),
)
# id, role, title
GROUPS = (
    ("methodologists", "Methodologist", "Metodininkai"),
    ("heads", "DepartmentHead", "Skyriaus vedėjai"),
    ("editors", "SiteEditor", "Svetainės redaktoriai"),
)


def after_install(context):
    """Arrange the site after profile `metodinis:default`; what is there stays as it is."""
    site = api.portal.get()
    for name, portal_type, title in CONTAINERS:
        if name not in site:
            container = createContent(portal_type, title=title)
            container.id = name
            addContentToContainer(site, container, checkConstraints=False)
    indicators.install(site)
    for name, role, title in GROUPS:
        if api.group.get(groupname=name) is None:
            api.group.create(groupname=name, title=title, roles=[role])


def after_uninstall(context):
    """Take back what `after_install` arranged, but no content: data outlive the software."""
    for name, _role, _title in GROUPS:
        if api.group.get(groupname=name) is not None:
            api.group.delete(groupname=name)
