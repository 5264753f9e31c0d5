"""Public pages of libraries, departments and partners."""

from metodinis.common.permissions import may
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout.exports import MEDIA_TYPES
from metodinis.layout.listings import Column
from metodinis.layout.listings import links_of
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.listings import Sorting
from metodinis.layout.views import PageView
from metodinis.libraries import exports
from metodinis.libraries import operations
from metodinis.libraries import rules
from metodinis.libraries import search
from metodinis.libraries.schema import IDepartment
from metodinis.libraries.vocabularies import KIND_TITLES
from metodinis.libraries.vocabularies import OUTLET_TITLES
from operator import attrgetter
from plone import api
from plone.app.uuid.utils import uuidToCatalogBrain
from plone.memoize.view import memoize


CLOSED = _("libraries_closed", default="Closed")


class LibraryDirectoryPage(Sorting, PageView):
    """`/libraries`: all libraries, with search and filters."""

    lead = _(
        "libraries_directory_lead",
        default="Public libraries of the territory: where they are and how to reach them.",
    )
    caption = exports.SHEET
    column_name = _("libraries_column_name", default="Library")
    column_code = _("libraries_code", default="Code")
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
    @memoize
    def _offered(self):
        """The counties and municipalities that lead to a library, and what is chosen now."""
        counties, municipalities = search.places_of_libraries()
        return counties | {self.filters.county}, municipalities | {self.filters.municipality}

    @property
    def counties(self):
        offered, _municipalities = self._offered
        counties = [county for county in rules.counties().items() if county[0] in offered]
        return sorted(counties, key=lambda county: sort_key(county[1]))

    @property
    def municipalities(self):
        """The municipalities to choose from: those of the county, once one is chosen."""
        county, (_counties, offered) = self.filters.county, self._offered
        places = [
            place
            for place in rules.municipalities().values()
            if county in ("", place.county) and place.code in offered
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

    @property
    def order(self):
        return self.filters.sort, self.filters.reverse

    @property
    def downloads(self):
        return links_of(self, "export")

    @property
    def may_add(self):
        return may(operations.ADD, self.context)


class LibraryExport(LibraryDirectoryPage):
    """`@@export?format=csv|xlsx`: what the directory shows, all of its pages."""

    def __call__(self):
        wanted = self.request.form.get("format")
        format_ = wanted if wanted in MEDIA_TYPES else "xlsx"
        libraries = (brain.getObject() for brain in self.brains)
        return exports.deliver_libraries(self.request.response, libraries, format_)


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


def _column(name):
    return Column(name, IDepartment[name].title, attrgetter(name))


class EntryListPage(Listing, PageView):
    """`/departments` and `/partners`: all of them as cards, by name."""

    empty_title = _("libraries_entries_none", default="Nothing here yet")
    columns = (
        _column("title"),
        *map(_column, ("address", "email", "phone", "web")),
    )
    export_name = "export"

    @property
    @memoize
    def found(self):
        brains = api.content.find(context=self.context, depth=1)
        entries = (brain.getObject() for brain in brains)
        return sorted(entries, key=lambda entry: sort_key(entry.title))

    @property
    def add(self):
        """(address, title) of the form that adds one, or None."""
        for fti in self.context.allowedContentTypes():
            return f"{self.context.absolute_url()}/++add++{fti.getId()}", fti.Title()
        return None


class EntryListExport(ListingExport, EntryListPage):
    """`@@export?format=csv|xlsx`: departments or partners with their contacts."""

    @property
    def file_name(self):
        return self.context.getId()

    @property
    def sheet_name(self):
        return self.context.title


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
