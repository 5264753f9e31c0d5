"""The macros of the map."""

from metodinis.libraries.schema import ILibrary
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Macros(BrowserView):
    """`context/@@map-macros/<name>`: the macros of templates/macros.pt."""

    index = ViewPageTemplateFile("templates/macros.pt")
    municipality_title = ILibrary["municipality"].title

    def __getitem__(self, name):
        return self.index.macros[name]
