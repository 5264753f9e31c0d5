"""Icons whose alternative text is in the reader's language."""

from plone import api
from Products.CMFPlone.browser.icons import IconsView
from zope.i18n import translate


class Icons(IconsView):
    """Plone's icons; it writes their alternative texts as its templates have them, in English."""

    def tag(self, name, tag_class="", tag_alt=""):
        """The icon's markup. tag_alt: a message, a type's id or a text of Plone's domain."""
        return super().tag(name, tag_class=tag_class, tag_alt=self._spoken(tag_alt))

    def _spoken(self, text):
        if not text:
            return ""
        known = api.portal.get_tool("portal_types").get(text)
        if known is not None:
            return translate(known.Title(), context=self.request)
        return translate(text, domain="plone", context=self.request)
