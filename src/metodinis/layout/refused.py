"""Forms of Plone's that were refused: what is wrong stands above, takes the focus and leads there.

Our own pages do so by macro `error_summary`; those of z3c.form, EasyForm and Plone's templates say
what is wrong beside their fields, where who can't see the page doesn't meet it.
"""

from lxml import html
from metodinis.layout.serializing import TreeTransform
from metodinis.layout.views import PageView
from plone import api


SUMMARY = "mtd-errors"
MESSAGE = "//*[contains(@class, 'statusmessage-error')]"
OUTSIDE = "[not(ancestor::*[contains(@class, 'statusmessage-error')])]"
FAULTS = f"//*[contains(@class, 'invalid-feedback')][normalize-space()]{OUTSIDE}"
FIELD = "ancestor::*[contains(concat(' ', @class, ' '), ' field ')][1]"
CONTROLS = ".//*[self::select or self::textarea or self::input[not(@type='hidden')]]"
LABELS = "./label | ./legend | ./b | .//label"
# Scripts of Plone's put the focus into the first field.
AUTOFOCUS = "pat-formautofocus"
# A form is told so by its words; nobody can say yes or no to one of several.
WITHOUT_STATE = {"radio", "submit", "button", "image", "reset"}


class RefusedForms(TreeTransform):
    """Joins each field to its error, and makes a summary of the message above them."""

    order = 8870

    def concerns(self, page):
        return b"statusmessage-error" in page or b"invalid-feedback" in page

    def change(self, root):
        if root.xpath(f"//*[@id='{SUMMARY}']"):
            return
        faults = [self._join(number, fault) for number, fault in enumerate(root.xpath(FAULTS), 1)]
        box = next(iter(root.xpath(MESSAGE)), None)
        if box is None:
            if not faults:
                return
            box = self._put_message(root, len(faults))
        box.set("id", SUMMARY)
        box.set("tabindex", "-1")
        box.set("autofocus", "autofocus")
        for form in root.xpath(f"//form[contains(@class, '{AUTOFOCUS}')]"):
            form.set("class", form.get("class").replace(AUTOFOCUS, ""))
        if faults:
            box.append(_list_of(faults))
            self._add_script(root)

    def _join(self, number, fault):
        """Say of a field's controls that they are wrong, and why: (id to go to, text)."""
        field = next(iter(fault.xpath(FIELD)), fault.getparent())
        controls = field.xpath(CONTROLS)
        said = fault.get("id") or f"{SUMMARY}-{number}"
        fault.set("id", said)
        for place, control in enumerate(controls, 1):
            control.set("id", control.get("id") or f"{said}-{place}")
            described = f"{control.get('aria-describedby', '')} {said}".strip()
            control.set("aria-describedby", described)
            if control.get("type") not in WITHOUT_STATE:
                control.set("aria-invalid", "true")
        target = controls[0] if controls else field
        if not controls:
            field.set("tabindex", "-1")
            field.set("id", field.get("id") or f"{SUMMARY}-field-{number}")
        label = next(iter(field.xpath(LABELS)), None)
        texts = [] if label is None else [_text(label)]
        return target.get("id"), ": ".join((*texts, _text(fault)))

    def _put_message(self, root, count):
        """A message above the first form with an error; some of Plone's templates have none."""
        text = PageView(api.portal.get(), self.request).plural(count, "layout_errors")
        box = html.fromstring('<div class="alert alert-danger" role="alert"><strong/></div>')
        box[0].text = text
        place = root.xpath(FAULTS)[0]
        form = next(iter(place.xpath("ancestor::form[1]")), place)
        form.addprevious(box)
        return box

    def _add_script(self, root):
        address = f"{api.portal.get().absolute_url()}/++plone++metodinis/refused.js"
        script = html.Element("script", type="module", src=address)
        root.find("head").append(script)


def _text(element):
    return " ".join(element.text_content().split())


def _list_of(faults):
    links = html.Element("ul")
    for place, text in faults:
        row = html.Element("li")
        link = html.Element("a", href=f"#{place}")
        link.text = text
        link.set("class", "alert-link")
        row.append(link)
        links.append(row)
    return links
