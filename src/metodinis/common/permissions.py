"""Who is acting, and what they may."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from plone import api


def may(permission, obj):
    """Whether the present user has `permission` (its title) on `obj`."""
    return bool(getSecurityManager().checkPermission(permission, obj))


def require(permission, obj):
    """Raise Unauthorized unless the present user has `permission` (its title) on `obj`."""
    if not may(permission, obj):
        raise Unauthorized(permission)


def me():
    """The present user's id; None for anonymous."""
    return api.user.get_current().getId()
