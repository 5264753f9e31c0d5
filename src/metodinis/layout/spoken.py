"""English that Plone's templates and theme have in their markup, put into the reader's language.

Here is only what no catalog can reach, because nothing marks it for translation where it stands.
"""

from metodinis.interfaces import IMetodinisLayer
from plone import api
from plone.transformchain.interfaces import ITransform
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface
import json


# Attribute -> texts that are the same on every page.
FIXED = {"aria-label": ("Close",), "title": ("Delete field",)}
BROWSER = "data-pat-contentbrowser"


@implementer(ITransform)
@adapter(Interface, IMetodinisLayer)
class SpokenTexts:
    """Translates texts in attributes; after the theme, which brings some, and before CSRF's."""

    order = 8860

    def __init__(self, published, request):
        self.published = published
        self.request = request

    def transformBytes(self, result, encoding):
        return None

    def transformUnicode(self, result, encoding):
        return None

    def transformIterable(self, result, encoding):
        """Change the page's tree in place; what was not parsed has no attribute to change."""
        if not hasattr(result, "tree"):
            return None
        root = result.tree.getroot()
        for name, texts in FIXED.items():
            for text in texts:
                for node in root.xpath(f"//*[@{name}=$text]", text=text):
                    node.set(name, self._say(text))
        self._of_content_browsers(root)
        self._of_status_form(root)
        return result

    def _say(self, text):
        return translate(text, domain="plone", context=self.request)

    def _of_content_browsers(self, root):
        """The places that a picker offers first."""
        for node in root.xpath(f"//*[@{BROWSER}]"):
            options = json.loads(node.get(BROWSER))
            for favorite in options.get("favorites", ()):
                favorite["title"] = self._say(favorite["title"])
            node.set(BROWSER, json.dumps(options))

    def _of_status_form(self, root):
        """`Select x` and `News Item: x` of content_status_history."""
        types = api.portal.get_tool("portal_types")
        for node in root.xpath("//input[starts-with(@title, 'Select ')][@name='paths:list']"):
            title = node.get("title").removeprefix("Select ")
            said = translate(
                "checkbox_select_item",
                domain="plone",
                mapping={"title": title},
                context=self.request,
                default="Select ${title}",
            )
            node.set("title", said)
            node.set("alt", said)
        for node in root.xpath("//td/a[contains(@title, ': ')][contains(@class, 'contenttype-')]"):
            name, _colon, description = node.get("title").partition(": ")
            if name in types:
                said = translate(types[name].Title(), context=self.request)
                node.set("title", f"{said}: {description}".removesuffix(": "))
