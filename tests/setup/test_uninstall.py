"""Installing and uninstalling leaves a site as it was."""

from metodinis.setup import CONTAINERS
from plone import api
from plone.app.testing import applyProfile
from plone.app.viewletmanager.interfaces import IViewletSettingsStorage
from plone.browserlayer.utils import registered_layers
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.factory import addPloneSite
from zope.component import getUtility
from zope.component.hooks import setSite
import pytest


# Settings of the site itself, which the profile only sets: they outlive it.
SETTINGS = {
    "Products.CMFPlone.i18nl10n.override_dateformat.Enabled",
    "plone.available_languages",
    "plone.default_language",
    "plone.display_flags",
    "plone.enable_sitemap",
    "plone.navigation_depth",
    "plone.portal_timezone",
    "plone.robots_txt",
    "plone.set_cookie_always",
    "plone.sitemap_depth",
    "plone.toolbar_position",
    "plone.use_cookie_negotiation",
}


def registry_of(portal):
    records = getUtility(IRegistry).records
    return {name: repr(record.value) for name, record in records.items() if name not in SETTINGS}


def catalog_of(portal):
    catalog = portal.portal_catalog
    kinds = {
        index.getId(): (index.meta_type, getattr(index, "lexicon_id", None))
        for index in catalog.getIndexObjects()
    }
    ranked = {
        name: type(catalog.Indexes[name].index).__name__ for name in ("SearchableText", "Title")
    }
    return kinds, ranked, {*catalog.schema()}, {*catalog.objectIds()}


def workflows_of(portal):
    tool = portal.portal_workflow
    return {*tool.objectIds()}, dict(tool.listChainOverrides())


def types_of(portal):
    return {fti.getId(): dict(fti.propertyItems()) for fti in portal.portal_types.objectValues()}


def actions_of(portal):
    tool = portal.portal_actions
    return {
        f"{category}/{name}": dict(tool[category][name].propertyItems())
        for category in tool.objectIds()
        for name in tool[category].objectIds()
    }


def configlets_of(portal):
    return {action.getId() for action in portal.portal_controlpanel.listActions()}


def roles_of(portal):
    permissions = {
        name: (
            bool(setting["acquire"]),
            sorted(role["name"] for role in portal.rolesOfPermission(name) if role["selected"]),
        )
        for setting in portal.permission_settings()
        for name in [setting["name"]]
    }
    return sorted(portal.valid_roles()), permissions


def hidden_of(portal):
    storage = getUtility(IViewletSettingsStorage)
    managers = ("plone.htmlhead.links", "plone.belowcontenttitle")
    return {name: {*storage.getHidden(name, "Plone Default")} for name in managers}


def groups_of(portal):
    return {group.getId() for group in api.group.get_groups()}


SIGHTS = (
    registry_of,
    catalog_of,
    workflows_of,
    types_of,
    actions_of,
    configlets_of,
    roles_of,
    groups_of,
    hidden_of,
)


@pytest.fixture
def plain_site(site, app):
    """A second site, where what metodinis depends on is installed, but not metodinis."""
    with api.env.adopt_roles(["Manager"]):
        plain = addPloneSite(app, "plain", extension_ids=("plonetheme.barceloneta:default",))
        for profile in plain.portal_setup.getDependenciesForProfile("metodinis:default"):
            applyProfile(plain, profile.removeprefix("profile-"))
        # As it is in a site of the classic distribution.
        plain.portal_types["Plone Site"].default_view = "listing_view"
        yield plain
    setSite(site)


def test_uninstall_takes_back_what_install_added(plain_site):
    before = [look(plain_site) for look in SIGHTS]
    layers = registered_layers()
    applyProfile(plain_site, "metodinis:default")
    seen_again = zip(SIGHTS, before, strict=True)
    assert [look.__name__ for look, seen in seen_again if look(plain_site) == seen] == []
    applyProfile(plain_site, "metodinis:uninstall")
    for look, seen in zip(SIGHTS, before, strict=True):
        assert look(plain_site) == seen, look.__name__
    assert registered_layers() == layers


def test_uninstall_keeps_content(plain_site):
    applyProfile(plain_site, "metodinis:default")
    applyProfile(plain_site, "metodinis:uninstall")
    assert {name for name, *_rest in CONTAINERS} <= set(plain_site.objectIds())
