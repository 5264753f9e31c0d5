"""Faults in the markup of Plone's pages, mended for who can't see what stands beside what.

Plone's widgets and templates leave controls without a name, labels that lead nowhere, links
without a word. What its scripts make later is mended by static/widgets.js, brought in here.
"""

from lxml import html
from metodinis.i18n import _
from metodinis.layout.serializing import TreeTransform
from plone import api
from zope.component import getMultiAdapter
from zope.i18n import translate
import re


CONTROL = "*[self::select or self::textarea or self::input[not(@type='hidden')]]"
LABELABLE = {"input", "select", "textarea", "button", "meter", "output", "progress"}
FIELD = "ancestor::*[contains(concat(' ', @class, ' '), ' field ')][1]"
FORMAT = "//select[substring(@id, string-length(@id) - 11) = '_text_format']"
ORDERED = "//*[contains(@class, 'ordered-selection-field')]"
FORMAT_NAME = _("layout_text_format", default="Format of the text")
PICTURES = "//input[@type='file']/following-sibling::div[contains(@class, 'form-text')]"
PICTURES_NAME = _("layout_accepted_pictures", default="pictures")
# Lists of a choice in order, by the end of their id, and the buttons between them, by their name.
LISTS = {
    "from": _("layout_ordered_rest", default="Not chosen"),
    "to": _("layout_ordered_chosen", default="Chosen, in order"),
}
ARROWS = {
    "from2toButton": _("layout_ordered_choose", default="Choose"),
    "to2fromButton": _("layout_ordered_drop", default="Take out"),
    "upButton": _("layout_ordered_up", default="Move up"),
    "downButton": _("layout_ordered_down", default="Move down"),
}
# Only a description that is empty leaves such a link.
SILENT = "//a[@href][not(normalize-space()) and not(*) and not(@aria-label) and not(@title)]"
# Icons that a template has for pictures: names, which no address leads to.
ICONS = "//ul[contains(@class, 'folder-factories')]//img"
PATTERN = (
    r"pat-(?:querystring|structure|tinymce|textareamimetypeselector|select2|relateditems"
    r"|contentbrowser)\b"
)
SCRIPT_TEXTS = {
    "editor": _("layout_editor_text", default="Text with formatting"),
    "home": _("layout_picker_home", default="Home"),
    "no-results": _("layout_preview_empty", default="No results to preview"),
    "remove": _("layout_choice_remove", default="Remove"),
    "height": _("layout_editor_height", default="Height of the editor in pixels:"),
}
# What a page of the shell has in it if any of this is to be done there.
MARKS = re.compile(
    rb"""class="(?:[^"]* )?field[ "]|type="file"|<a [^>]*>\s*</a>|""" + PATTERN.encode()
)


class MendedMarkup(TreeTransform):
    """Gives each control of a page its name."""

    order = 8865

    def concerns(self, page):
        return MARKS.search(page)

    def change(self, root):
        self._name_page(root)
        self._name_parts(root)
        self._tell_pictures(root)
        self._name_shares(root)
        ids = {node.get("id"): node for node in root.xpath("//*[@id]")}
        named = {label.get("for") for label in root.xpath("//label[@for]")}
        for number, label in enumerate(root.xpath("//label"), 1):
            self._lead(label, ids.get(label.get("for")), f"mtd-label-{number}", named)
        for link in root.xpath(SILENT):
            place = link.getparent()
            link.drop_tree()
            if place.tag == "p" and len(place) == 0 and not _text(place):
                place.drop_tree()
        self._draw_icons(root)
        widgets = root.xpath("//*[contains(@class, 'pat-')]")
        if any(re.search(PATTERN, widget.get("class")) for widget in widgets):
            self._add_script(root)

    def _name_page(self, root):
        """Parts of pages that are made to be shown in another may be opened alone."""
        if root.find("head/title") is not None or root.find("body") is None:
            return
        root.set("lang", api.portal.get_current_language())
        head = root.find("head")
        if head is None:
            head = html.Element("head")
            root.insert(0, head)
        heading = next(iter(root.xpath("//h1 | //h2 | //h3")), None)
        title = html.Element("title")
        title.text = api.portal.get().Title() if heading is None else _text(heading)
        head.append(title)
        # Else a browser looks for one outside the site.
        head.append(html.Element("link", rel="icon", href=f"{self._home()}/favicon.ico"))

    def _name_parts(self, root):
        for select in root.xpath(FORMAT):
            label = next(iter(select.xpath(f"{FIELD}/label")), None)
            said = self._say(FORMAT_NAME)
            select.set("aria-label", said if label is None else f"{_text(label)}: {said}")
        for widget in root.xpath(ORDERED):
            for part in widget.iter("select", "button"):
                end = part.get("id", "").rpartition("-")[2]
                said = LISTS.get(end) or ARROWS.get(part.get("name"))
                if said:
                    part.set("aria-label", self._say(said))

    def _tell_pictures(self, root):
        """What files may be chosen, which the widget tells as programs do."""
        for hint in root.xpath(PICTURES):
            if hint.text and "image/*" in hint.text:
                hint.text = hint.text.replace("image/*", self._say(PICTURES_NAME))

    def _name_shares(self, root):
        """Boxes of sharing: their column's head and whose row it is."""
        for table in root.xpath("//table[@id='user-group-sharing']"):
            heads = [_text(head) for head in table.xpath("./thead//th")]
            for row in table.xpath("./tbody/tr"):
                cells = row.xpath("./td")
                for head, cell in zip(heads, cells, strict=False):
                    for box in cell.xpath("./input[@type='checkbox']"):
                        box.set("aria-label", f"{head}: {_text(cells[0])}")

    def _lead(self, label, target, name, named):
        """Make a label that leads nowhere name its control, or the group of its controls.

        target: the element that it leads to, if there is one; named: ids that labels lead to.
        """
        if label.xpath(f".//{CONTROL}") or (target is not None and target.tag in LABELABLE):
            return
        field = label.getparent() if target is None else target
        controls = field.xpath(f".//{CONTROL}")
        unnamed = [control for control in controls if not _has_name(control, named)]
        if len(unnamed) == 1:
            control = unnamed[0]
            if control.get("id") is None:
                is_free = label.get("for") and target is None
                control.set("id", label.get("for") if is_free else f"{name}-control")
            label.set("for", control.get("id"))
            named.add(control.get("id"))
            return
        if field.tag in {"form", "body"}:
            return
        for control in unnamed:
            control.set("aria-label", _text(label))
        if len(controls) > 1 and field.get("role") is None:
            label.set("id", label.get("id") or name)
            field.set("role", "group")
            field.set("aria-labelledby", label.get("id"))

    def _draw_icons(self, root):
        icons = getMultiAdapter((api.portal.get(), self.request), name="iconresolver")
        for image in root.xpath(ICONS):
            icon = html.fromstring(icons.tag(image.get("src")))
            icon.tail = image.tail
            image.getparent().replace(image, icon)

    def _add_script(self, root):
        address = f"{self._home()}/++plone++metodinis/widgets.js"
        script = html.Element("script", src=address, defer="defer")
        for name, text in SCRIPT_TEXTS.items():
            script.set(f"data-{name}", self._say(text))
        root.find("head").append(script)

    def _home(self):
        return api.portal.get().absolute_url()

    def _say(self, message):
        return translate(message, context=self.request)


def _has_name(control, named):
    return (
        control.get("id") in named - {None}
        or control.get("aria-label")
        or control.get("title")
        or control.get("type") in {"submit", "button", "image", "reset"}
        or control.xpath("ancestor::label")
    )


def _text(element):
    return " ".join(element.text_content().split())
