"""English that Plone's templates and theme have in their markup, put into the reader's language.

Here is only what no catalog can reach, because nothing marks it for translation where it stands.
"""

from metodinis.layout.serializing import TreeTransform
from plone import api
from zope.i18n import translate
import json
import re


# Elements whose attribute or text (None) is an English text of Plone's domain.
TEXTS = (
    ("//button[@aria-label='Close']", "aria-label"),
    ("//span[@title='Required']", "title"),
    ("//a[@title='Delete field']", "title"),
    ("//img[contains(@src, '++resource++mimetype.icons')]", "alt"),
    ("//a[contains(@class, 'fieldSettings')]", None),
    ("//h6/span[starts-with(@class, 'label-state-')]", None),
    ("//acronym", None),
)
# Options of these patterns hold the places that a picker offers first.
PICKERS = ("data-pat-contentbrowser", "data-pat-querystring")
# Columns that the folder's contents offer in English unless they are named.
CONTENTS = "data-pat-structure"
COLUMNS = {
    "portal_type": "Type",
    "last_comment_date": "Last comment date",
    "total_comments": "Total comments",
}
SELECT = "Select "
# What a page of the shell has in it if any of the below is to be done there. It comes unparsed, and
# most pages of it have nothing of the kind.
MARKS = re.compile(
    rb"""<acronym|\+\+resource\+\+mimetype\.icons|label-state-|fieldSettings|"""
    rb"""="(?:Close|Required|Delete field|workflow_action)"|title="Select |"""
    rb"""data-pat-(?:contentbrowser|querystring|structure)="""
)


class SpokenTexts(TreeTransform):
    """Translates such texts in a page: after the theme, which brings some, and before CSRF's."""

    order = 8860

    def concerns(self, page):
        if api.portal.get_current_language() == "en":
            return False
        types = api.portal.get_tool("portal_types").objectIds()
        return MARKS.search(page) or any(f'title="{t}'.encode() in page for t in types)

    def change(self, root):
        for path, attribute in TEXTS:
            for node in root.xpath(path):
                self._translate(node, attribute)
        for attribute in PICKERS:
            for node in root.xpath(f"//*[@{attribute}]"):
                options = json.loads(node.get(attribute))
                self._translate_places(options)
                node.set(attribute, json.dumps(options))
        for node in root.xpath(f"//*[@{CONTENTS}]"):
            options = json.loads(node.get(CONTENTS))
            for name, text in COLUMNS.items():
                options["availableColumns"].setdefault(name, self._say(text))
            node.set(CONTENTS, json.dumps(options))
        self._translate_links(root)
        self._translate_status_form(root)

    def _say(self, text, **more):
        return translate(text, domain="plone", context=self.request, **more)

    def _translate(self, node, attribute):
        text = (node.text if attribute is None else node.get(attribute)) or ""
        if not text.strip():
            return
        said = self._say(text.strip())
        if attribute is None:
            node.text = text.replace(text.strip(), said)
        else:
            node.set(attribute, said)

    def _translate_places(self, options):
        if isinstance(options, dict):
            for place in options.get("favorites", ()):
                place["title"] = self._say(place["title"])
            for value in options.values():
                self._translate_places(value)

    def _translate_links(self, root):
        """Links of listings are titled by the type: `News Item`, or `News Item: description`."""
        types = api.portal.get_tool("portal_types")
        for node in root.xpath("//a[@title]"):
            name, colon, description = node.get("title").partition(":")
            is_listed = not colon or "contenttype-" in node.get("class", "")
            if is_listed and name in types:
                said = translate(types[name].Title(), context=self.request)
                node.set("title", f"{said}{colon}{description}".rstrip(": "))

    def _translate_status_form(self, root):
        for node in root.xpath("//input[@name='paths:list'][starts-with(@title, $s)]", s=SELECT):
            said = self._say(
                "checkbox_select_item",
                mapping={"title": node.get("title").removeprefix(SELECT)},
                default="Select ${title}",
            )
            node.set("title", said)
            node.set("alt", said)
        for node in root.xpath("//input[@name='workflow_action'][@title]"):
            # A state's id; the label beside it says what it does.
            del node.attrib["title"]
