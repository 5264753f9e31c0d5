"""What the text editor is told, in the reader's language."""

from Products.CMFPlone.patterns.settings import PatternSettingsAdapter
from zope.i18n import translate
import json


# No advertisement of the editor, and no path of HTML elements, which its Lithuanian pack lacks.
QUIET = {"branding": False, "promotion": False, "elementpath": False}


class EditorSettings(PatternSettingsAdapter):
    """Plone's settings, which have titles of styles and image sizes as the registry has them."""

    def tinymce(self):
        attributes = super().tinymce()
        options = json.loads(attributes["data-pat-tinymce"])
        self._translate(options)
        options["tiny"] |= QUIET
        return {"data-pat-tinymce": json.dumps(options)}

    def _translate(self, options):
        """Put titles anywhere in `options` into the reader's language, in place."""
        if isinstance(options, dict):
            if isinstance(options.get("title"), str):
                options["title"] = translate(options["title"], domain="plone", context=self.request)
            options = options.values()
        elif not isinstance(options, list):
            return
        for option in options:
            self._translate(option)
