"""`/good-practice`: the catalogue as cards and as a map; what is shown stands in the address."""

from functools import cached_property
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.operations import WRITE
from metodinis.goodpractice.catalogue import catalog
from metodinis.goodpractice.catalogue import rules
from metodinis.goodpractice.catalogue.cards import Cards
from metodinis.goodpractice.catalogue.reading import Catalogue
from metodinis.goodpractice.catalogue.reading import FACET_TITLES
from metodinis.goodpractice.catalogue.reading import filters_of
from metodinis.goodpractice.catalogue.reading import pairs_of
from metodinis.goodpractice.catalogue.reading import SORT_TITLES
from metodinis.i18n import _
from metodinis.libraries import people
from metodinis.libraries.map import rules as tiles
from metodinis.libraries.map.drawing import Square
from metodinis.search.views import Choice
from plone.app.uuid.utils import uuidToObject
from typing import NamedTuple
from urllib.parse import quote
from urllib.parse import urlencode


PAGE = 24
# Choices of a facet that are shown at once; the rest are behind one word.
FEW = 6
# How many cases an address may choose for a booklet: more than a booklet has room for.
MOST_CHOSEN = 200
KEEP_PREVIOUS = _("practice_keep_previous", default="Keep the choice and go to the previous page")
KEEP_NEXT = _("practice_keep_next", default="Keep the choice and go to the next page")
# Whose values are told by the map and the chips alone.
ON_THE_MAP = ("municipality",)
LOOKS = {
    "": _("practice_look_cards", default="Cards"),
    rules.MAP: _("practice_look_map", default="Map"),
}
SETTINGS = "@@goodpractice-controlpanel"
# Other pages of this folder, and the site's settings of it: name, title, permission.
ROOMS = (
    ("@@collections", _("practice_room_collections", default="Collections"), "View"),
    ("@@desk", _("practice_to_desk", default="The editors' desk"), MANAGE),
    ("@@moderation", _("practice_room_moderation", default="Readers' words"), MANAGE),
    ("@@newsletter", _("practice_room_newsletter", default="Newsletter"), MANAGE),
    ("@@practice-statistics", _("practice_room_statistics", default="Statistics"), MANAGE),
    (
        SETTINGS,
        _("practice_room_settings", default="Settings"),
        MANAGE,
    ),
)
FILES = {
    "csv": _("practice_file_csv", default="All cases (CSV)"),
    "json": _("practice_file_json", default="All cases (JSON)"),
}


class Chip(NamedTuple):
    """A filter that holds, and the address without it."""

    kind: str
    title: str
    url: str


class CataloguePage(Cards):
    """The page."""

    lead = _(
        "practice_lead",
        default="What worked in other libraries, told by those who did it and judged by "
        "colleagues. Take it over.",
    )
    empty_title = _("practice_none", default="No cases are published yet")
    empty_text = _(
        "practice_none_text", default="The first ones appear here once colleagues have read them."
    )

    begun_text = _(
        "search_begun",
        default="No text has these words; these have words that begin so.",
    )

    def __call__(self):
        if "booklet" in self.request.form:
            query = urlencode(self.chosen_pairs)
            booklet = f"{self.context.absolute_url()}/@@booklet"
            return self.request.response.redirect(f"{booklet}?{query}" if query else booklet)
        if self.filters.active or self.filters.sort or self.chosen:
            # There are more combinations than a search engine should keep.
            self.request.response.setHeader("X-Robots-Tag", "noindex")
        return self.index()

    @cached_property
    def filters(self):
        return filters_of(self.request.form)

    @cached_property
    def catalogue(self):
        return Catalogue(self.filters, self.lang)

    @cached_property
    def chosen(self):
        """Numbers of published cases that were ticked for a booklet, on this page or another, as
        the address has them: texts, each once."""
        asked = self.request.form.get("case", ())
        asked = asked if isinstance(asked, list | tuple) else [asked]
        known = {str(row.number) for row in catalog.rows()} if asked else ()
        texts = [number for number in asked[:MOST_CHOSEN] if isinstance(number, str)]
        return [number for number in dict.fromkeys(texts) if number in known]

    @property
    def chosen_pairs(self):
        """What the address says of them."""
        return [("case", number) for number in self.chosen]

    @property
    def total(self):
        return len(self.catalogue.found)

    @property
    def count_text(self):
        return self.plural(self.total, "practice_cases_count")

    @property
    def is_map(self):
        return self.filters.look == rules.MAP

    # cards

    @cached_property
    def batch_shown(self):
        return self.batch(self.catalogue.ordered, PAGE)

    @property
    def cards(self):
        return [self.card(row, self.catalogue.reused) for row in self.batch_shown]

    @cached_property
    def chosen_elsewhere(self):
        """Those of `chosen` that aren't on this page."""
        here = {str(row.number) for row in self.batch_shown}
        return [number for number in self.chosen if number not in here]

    @property
    def other_pages(self):
        """(b_start, title) of the pages before and behind this one, to which ticks are carried."""
        batch, found = self.batch_shown, []
        if batch.has_previous:
            found.append((batch.first - batch.pagesize, KEEP_PREVIOUS))
        if batch.has_next:
            found.append((batch.first + batch.pagesize, KEEP_NEXT))
        return found

    @cached_property
    def featured(self):
        """Cards of what editors recommend: above the whole list, and only there."""
        plain = self.filters._replace(all_languages=False) == rules.Filters()
        if not plain or self.batch_shown.pagenumber > 1:
            return []
        found = {row.uid: row for row in self.catalogue.found}
        uids = catalog.featured(self.context)
        return [self.card(found[uid], self.catalogue.reused) for uid in uids if uid in found]

    # what narrows, orders and looks otherwise

    def address(self, **changes):
        """The address of this list with some Filters changed, from its first page."""
        query = urlencode([*pairs_of(self.filters._replace(**changes)), *self.chosen_pairs])
        url = self.context.absolute_url()
        return f"{url}?{query}" if query else url

    @property
    def clear_url(self):
        """The same look and order without any filter."""
        return self.address(text="", **dict.fromkeys(rules.FACETS, ()))

    @property
    def hidden_fields(self):
        """What the form of words sends along: all but them."""
        return [*pairs_of(self.filters._replace(text="")), *self.chosen_pairs]

    @property
    def fields_of_choice(self):
        """What the form of ticks sends along: how the list is narrowed, and ticks of elsewhere."""
        return [*pairs_of(self.filters), *(("case", number) for number in self.chosen_elsewhere)]

    def toggled(self, facet, value):
        """The address with a value of a facet put in or taken out."""
        chosen = getattr(self.filters, facet)
        if value in chosen:
            return self.address(**{facet: tuple(other for other in chosen if other != value)})
        return self.address(**{facet: (*chosen, value)})

    @cached_property
    def facets(self):
        """The facets that would leave out something: name, title, choices, and further ones."""
        found = []
        for name, title in FACET_TITLES.items():
            choices = self.choices(name) if name not in ON_THE_MAP else []
            if not any(choice.chosen or choice.count < self.total for choice in choices):
                continue
            first = {id(choice) for choice in sorted(choices, key=_weight)[:FEW]}
            found.append(
                {
                    "name": name,
                    "title": title,
                    "first": [choice for choice in choices if id(choice) in first],
                    "more": [choice for choice in choices if id(choice) not in first],
                }
            )
        return found

    def choices(self, facet):
        """The Choices of a facet that lead to something or are chosen, in their order."""
        counts, chosen = self.catalogue.counts(facet), getattr(self.filters, facet)
        titles = self.catalogue.titles(facet, {*counts, *chosen})
        return [
            Choice(title, self.toggled(facet, value), value in chosen, counts[value])
            for value, title in titles.items()
        ]

    @cached_property
    def chips(self):
        """The filters that hold, each with the address without it."""
        found = []
        if self.filters.text:
            title = f"„{self.filters.text}“" if self.lang == "lt" else f"“{self.filters.text}”"
            found.append(
                Chip(_("practice_chip_words", default="Words"), title, self.address(text=""))
            )
        for facet in self.filters.chosen:
            values = getattr(self.filters, facet)
            for value, title in self.catalogue.titles(facet, set(values)).items():
                found.append(Chip(FACET_TITLES[facet], title, self.toggled(facet, value)))
        return found

    @property
    def orders(self):
        """The orders that mean something now, as Choices."""
        return [
            Choice(title, self.address(sort=sort), sort == self.filters.order)
            for sort, title in SORT_TITLES.items()
            if self.filters.text or sort != rules.RELEVANCE
        ]

    @property
    def looks(self):
        return [
            Choice(title, self.address(look=look), look == self.filters.look)
            for look, title in LOOKS.items()
        ]

    @property
    def other_language(self):
        """(words, address) of a link to cases that have no English, or back; None without any."""
        if self.filters.all_languages and self.lang == rules.ENGLISH:
            title = _("practice_english_only", default="Only cases with an English summary")
            return title, self.address(all_languages=False)
        if not self.catalogue.left_out:
            return None
        title = self.plural(self.catalogue.left_out, "practice_without_english")
        return title, self.address(all_languages=True)

    @property
    def quoted_text(self):
        """The words, for an address."""
        return quote(self.filters.text)

    # the map

    map_view_box = tiles.view_box()

    @cached_property
    def map_squares(self):
        """The Squares: letters, count, level, address of the cases; none where there is no case."""
        counts = self.catalogue.counts("municipality")
        most = max(counts.values(), default=0)
        names = self.catalogue.titles("municipality", {tile.code for tile in tiles.tiles()})
        return [self._square(tile, counts[tile.code], most, names) for tile in tiles.tiles()]

    def _square(self, tile, count, most, names):
        return Square(
            tile.x,
            tile.y,
            tile.short,
            self.number(count) if count else "",
            tiles.level(count, most),
            f"{names[tile.code]}: " + self.plural(count, "practice_cases_count"),
            self.address(municipality=(tile.code,), look="") if count else "",
            tile.code in self.filters.municipality,
        )

    @property
    def map_list(self):
        """The same as a list: (name, count, address) where there are cases, by name."""
        counts = self.catalogue.counts("municipality")
        titles = self.catalogue.titles("municipality", {*counts})
        return [
            (title, counts[code], self.address(municipality=(code,), look=""))
            for code, title in titles.items()
        ]

    # further ways

    @property
    def own_libraries(self):
        """(address of writing a case, name, address of its cases) of one's open libraries."""
        found = [uuidToObject(uid) for uid in people.person(me()).libraries] if me() else []
        libraries = [one for one in found if one is not None and may(WRITE, one) and not one.closed]
        return [
            (f"{one.absolute_url()}/@@write-case", one.name, f"{one.absolute_url()}/@@cases")
            for one in libraries
        ]

    @property
    def rooms(self):
        """(address, title) of the other pages of good practice that this reader may open."""
        url = self.context.absolute_url()
        return [
            (f"{self.portal_url if name == SETTINGS else url}/{name}", title)
            for name, title, permission in ROOMS
            if may(permission, self.context)
        ]

    @property
    def files(self):
        """(address, title) of all published cases as files, whatever is filtered."""
        url = f"{self.context.absolute_url()}/@@practice-data?format="
        return [(url + format_, title) for format_, title in FILES.items()]

    @property
    def feed_url(self):
        return f"{self.context.absolute_url()}/@@feed"


def _weight(choice):
    """What is chosen first, then what leads to most."""
    return not choice.chosen, -choice.count
