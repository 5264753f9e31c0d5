"""Public pages of libraries, departments and partners."""

from metodinis.common.permissions import may
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout.views import PageView
from metodinis.libraries import exports
from metodinis.libraries import operations
from metodinis.libraries import rules
from metodinis.libraries import search
from metodinis.libraries.vocabularies import KIND_TITLES
from metodinis.libraries.vocabularies import OUTLET_TITLES
from plone import api
from plone.app.uuid.utils import uuidToCatalogBrain
from plone.memoize.view import memoize


CLOSED = _("libraries_closed", default="Closed")


class LibraryDirectoryPage(PageView):
    """`/libraries`: all libraries, with search and filters."""

    lead = _(
        "libraries_directory_lead",
        default="Public libraries of the territory: where they are and how to reach them.",
    )
    caption = exports.SHEET
    empty_title = _("libraries_none", default="No libraries found")
    empty_text = _("libraries_none_text", default="Try fewer filters or a shorter word.")
    closed_text = CLOSED
    kinds = KIND_TITLES.items()
    states = (
        ("open", _("libraries_state_open", default="Open")),
        ("closed", _("libraries_state_closed", default="Closed")),
        ("all", _("libraries_state_all", default="All")),
    )

    @property
    @memoize
    def filters(self):
        return search.filters_of(self.request.form)

    @property
    @memoize
    def brains(self):
        return search.find(self.filters)

    @property
    def counties(self):
        return sorted(rules.counties().items(), key=lambda county: sort_key(county[1]))

    @property
    def municipalities(self):
        """The municipalities to choose from: those of the county, once one is chosen."""
        county = self.filters.county
        places = [
            place for place in rules.municipalities().values() if county in ("", place.county)
        ]
        return sorted(places, key=lambda place: sort_key(place.name))

    def row(self, brain):
        """What the list shows of a library."""
        library = brain.getObject()
        place = rules.municipalities().get(library.municipality)
        return {
            "url": brain.getURL(),
            "library": library,
            "municipality": place.name if place else None,
            "county": place.county_name if place else None,
            "kind": KIND_TITLES[library.kind],
        }

    def sorted_by(self, name):
        """For `aria-sort`, or None."""
        if self.filters.sort != name:
            return None
        return "descending" if self.filters.reverse else "ascending"

    def sort_query(self, name):
        """The query string that sorts by a column, or turns its order round."""
        turned = "descending" if self.sorted_by(name) == "ascending" else "ascending"
        return self.query_without("b_start", sort=name, order=turned)

    @property
    def may_add(self):
        return may(operations.ADD, self.context)


class LibraryExport(LibraryDirectoryPage):
    """`@@export?format=csv|xlsx`: what the directory shows, all of its pages."""

    def __call__(self):
        kind = self.request.form.get("format")
        if kind not in exports.MEDIA_TYPES:
            kind = "xlsx"
        libraries = (brain.getObject() for brain in self.brains)
        return exports.deliver(self.request.response, libraries, kind)


class LibraryPage(PageView):
    """A library: where it is, how to reach it, its outlets and the inhabitants it serves."""

    population_caption = _("libraries_population_caption", default="Inhabitants served")
    closed_title = _("libraries_closed_notice", default="This library is closed")

    @property
    def place(self):
        """Its Municipality, or None."""
        return rules.municipalities().get(self.context.municipality)

    @property
    def kind(self):
        return KIND_TITLES[self.context.kind]

    @property
    def badges(self):
        if not self.context.closed:
            return []
        return [("neutral", CLOSED)]

    @property
    def heir(self):
        """The catalog's brain of the library that took this one over, or None."""
        uid = self.context.merged_into
        return uuidToCatalogBrain(uid) if uid else None

    @property
    def outlets(self):
        """(title, how many) by kind."""
        return [(OUTLET_TITLES[kind], count) for kind, count in self.context.outlets.items()]

    @property
    def map_url(self):
        """Where OpenStreetMap shows it, or None. A link: nothing is fetched from there."""
        latitude, longitude = self.context.latitude, self.context.longitude
        if latitude is None or longitude is None:
            return None
        return (
            f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}"
            f"#map=17/{latitude}/{longitude}"
        )

    @property
    def actions(self):
        """(address, title) of what the present user may do here."""
        found = []
        if may(operations.MANAGE, self.context):
            found.append(("edit", _("libraries_action_edit", default="Edit")))
            found.append(("@@population", _("libraries_action_population", default="Inhabitants")))
        elif may(operations.EDIT_CONTACT, self.context):
            found.append(("@@contact", _("libraries_action_contact", default="Edit contact")))
        if may("metodinis: Manage People", self.context):
            found.append(("@@people", _("libraries_action_people", default="People")))
        if may(operations.MANAGE, self.context):
            found.append(
                ("@@reopen", _("libraries_action_reopen", default="Open again"))
                if self.context.closed
                else ("@@close", _("libraries_action_close", default="Close"))
            )
        url = self.context.absolute_url()
        return [(f"{url}/{name}", title) for name, title in found]


class EntryListPage(PageView):
    """`/departments` and `/partners`: all of them as cards, by name."""

    @property
    @memoize
    def entries(self):
        found = api.content.find(context=self.context, depth=1)
        entries = (brain.getObject() for brain in found)
        return sorted(entries, key=lambda entry: sort_key(entry.title))

    empty_title = _("libraries_entries_none", default="Nothing here yet")

    @property
    def add(self):
        """(address, title) of the form that adds one, or None."""
        for fti in self.context.allowedContentTypes():
            return f"{self.context.absolute_url()}/++add++{fti.getId()}", fti.Title()
        return None


class EntryPage(PageView):
    """A department or a partner."""

    @property
    def facts(self):
        """(title of the field, text) of the one-line fields that are filled."""
        fields = ("head", "field", "since")
        schema = self.context.getTypeInfo().lookupSchema()
        found = (
            (schema[name].title, getattr(self.context, name)) for name in fields if name in schema
        )
        return [(title, value) for title, value in found if value]

    @property
    def may_edit(self):
        return may("Modify portal content", self.context)
