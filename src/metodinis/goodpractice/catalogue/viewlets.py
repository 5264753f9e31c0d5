"""Good practice on other pages: the home page, a library's page."""

from functools import cached_property
from metodinis.goodpractice.catalogue import catalog
from metodinis.goodpractice.catalogue.cards import Cards
from metodinis.goodpractice.catalogue.rules import ENGLISH
from metodinis.layout.views import Section
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


ON_HOME, ON_LIBRARY = 3, 3


class CaseSection(Section, Cards):
    """Base of a section of some cards. most: how many; `rows`: all Rows that it is about."""

    most = 0

    @property
    def rows(self):
        raise NotImplementedError

    @property
    def is_empty(self):
        return not self.rows

    @property
    def cards(self):
        reused = catalog.reuse_counts()
        return [self.card(row, reused) for row in self.rows[: self.most]]

    @property
    def catalogue_url(self):
        return f"{api.portal.get().absolute_url()}/good-practice"


class NewPractice(CaseSection):
    """The home page: what editors recommend, then the newest."""

    index = ViewPageTemplateFile("templates/home.pt")
    weight = 6
    most = ON_HOME

    @cached_property
    def rows(self):
        found = [row for row in catalog.rows() if self.lang != ENGLISH or row.has_english]
        order = catalog.featured(api.portal.get()["good-practice"])
        places = {uid: place for place, uid in enumerate(order)}
        return sorted(found, key=lambda row: places.get(row.uid, len(places)))


class LibraryPractice(CaseSection):
    """A library's page: its published cases, the newest first."""

    index = ViewPageTemplateFile("templates/library.pt")
    most = ON_LIBRARY

    @cached_property
    def rows(self):
        uid = IUUID(self.context)
        return [row for row in catalog.rows() if row.library == uid]

    @property
    def all_url(self):
        return f"{self.catalogue_url}?library={IUUID(self.context)}"

    @property
    def has_more(self):
        return len(self.rows) > self.most

    @property
    def all_text(self):
        return self.plural(len(self.rows), "practice_all_of_library")
