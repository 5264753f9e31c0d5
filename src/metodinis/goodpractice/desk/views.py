"""The editors' desk: the queue, and the cases that are shown first."""

from metodinis.common.sorting import sort_key
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases import store
from metodinis.goodpractice.cases.schema import title_of
from metodinis.goodpractice.cases.vocabularies import STATES
from metodinis.goodpractice.desk import listing
from metodinis.goodpractice.desk import operations
from metodinis.goodpractice.review.reading import coordinates
from metodinis.goodpractice.vocabularies import topics
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.actions import ActionPage
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.views import PageView
from metodinis.libraries.people import name_of
from plone.memoize.view import memoize


WHO_TITLES = {
    listing.EDITORS: _("practice_who_editors", default="editors"),
    listing.REVIEWERS: _("practice_who_reviewers", default="reviewers"),
    listing.LIBRARY: _("practice_who_library", default="the library"),
}
# Token, or what it begins with -> what is waited for.
WAIT_TITLES = {
    store.ASSIGNMENT: _("practice_wait_assignment", default="Ask reviewers"),
    store.DECISION: _("practice_wait_decision", default="Decide"),
    store.PUBLISHING: _("practice_wait_publishing", default="Publish"),
    store.CHANGED: _("practice_wait_changed", default="Correct what has changed"),
    store.MODERATION: _("practice_wait_moderation", default="Look at readers' words"),
    # Without a name, for an editor who is an author of the case or reviews it.
    "review": _("practice_wait_reviewer", default="Review"),
    "mending": _("practice_wait_mending", default="Library mends"),
    "agreeing": _("practice_wait_agreeing", default="Library says whether it agrees"),
    "truth": _("practice_wait_truth", default="Library says whether it is still true"),
    "question": _("practice_wait_question", default="Library answers a reader"),
}
# Where editors do what waits for them.
WAIT_PAGES = {
    store.ASSIGNMENT: "/@@case-reviewers",
    store.DECISION: "/@@case-decision",
    store.PUBLISHING: "/@@case-decision?name=publish",
    store.CHANGED: "/@@case-correction",
}
# The same, of all cases at once.
PLACES = {store.MODERATION: "/@@moderation"}


class DeskPage(Listing, PageView):
    """`/good-practice/@@desk`: cases on their way, the longest waiting first."""

    title = _("practice_desk", default="Editors' desk")
    lead = _(
        "practice_desk_lead",
        default="Cases on their way to readers, and published ones that need somebody: whose turn "
        "it is, and since when.",
    )
    nothing_found = _("practice_desk_nothing", default="No case fits these filters")
    empty = _("practice_desk_empty", default="Nothing waits on the desk")
    empty_text = _(
        "practice_desk_empty_text",
        default="New cases come here as libraries submit them. By state you find all others.",
    )
    first_order = ("since", False)
    who_titles = list(WHO_TITLES.items())

    columns = (
        Column("title", title_of("title"), lambda row: row.title, lambda row: sort_key(row.title)),
        Column(
            "library",
            _("practice_library", default="Library"),
            lambda row: row.library.name if row.library is not None else "",
            lambda row: sort_key(row.library.name if row.library is not None else ""),
        ),
        Column(
            "state",
            _("practice_state", default="State"),
            lambda row: STATES[row.state][1],
            lambda row: rules.STATES.index(row.state),
        ),
        Column("waits", _("practice_waits", default="Waits for"), lambda row: ""),
        Column(
            "since",
            _("practice_since", default="Since"),
            lambda row: row.since,
            lambda row: row.since,
        ),
    )

    @property
    @memoize
    def filters(self):
        return listing.filters_of(self.request.form)

    @property
    def is_filtered(self):
        return any(self.filters)

    @property
    @memoize
    def found(self):
        return listing.find(self.context, self.filters)

    @property
    @memoize
    def queue(self):
        """All that lies on the desk, however it is filtered."""
        return listing.find(self.context)

    @property
    def tiles(self):
        """How many cases wait for whom, each a filter."""
        url = f"{self.context.absolute_url()}/@@desk?who="
        return [
            {
                "label": _(
                    "practice_waits_for",
                    default="Wait for ${who}",
                    mapping={"who": self.say(title)},
                ),
                "value": self.number(sum(who in row.who for row in self.queue)),
                "url": f"{url}{who}",
            }
            for who, title in WHO_TITLES.items()
        ]

    @property
    def states(self):
        """(state, title) of those that editors see."""
        return [(state, STATES[state][1]) for state in listing.SEEN]

    @property
    def topics(self):
        return list(topics().items())

    @property
    @memoize
    def libraries(self):
        """(UID, name) of libraries whose cases lie on the desk."""
        found = {row.case.library_uid: row.library.name for row in self.queue if row.library}
        chosen = {row.case.library_uid: row.library.name for row in self.found if row.library}
        return sorted({**found, **chosen}.items(), key=lambda item: sort_key(item[1]))

    def row(self, row):
        """What the list shows of a Row."""
        return {
            "url": row.case.absolute_url(),
            "title": row.title,
            "library": row.library.name if row.library is not None else formats.NOTHING,
            "badge": STATES[row.state],
            "waits": [wait for wait in (self.wait(row, *one) for one in row.waits.items()) if wait],
            "since": self.date(row.since.astimezone(self.zone).date(), "short"),
            "days": _("practice_days_since", default="${n} d.", mapping={"n": row.days}),
            "is_late": any(
                day is not None and day < operations.today() and listing.who_of(token) != "nobody"
                for token, day in row.waits.items()
            ),
        }

    def wait(self, row, token, day):
        """What one token of a Row says; None for what is no turn of anybody."""
        if token == store.EXPIRY:
            return None
        if listing.is_planned(token, day):
            title = _("practice_wait_planned", default="Published by itself")
        elif token.startswith(store.REVIEW) and coordinates(row.case):
            person = name_of(token.removeprefix(store.REVIEW))
            title = _(
                "practice_wait_review", default="Review: ${person}", mapping={"person": person}
            )
        else:
            title = WAIT_TITLES[token.partition(":")[0]]
        return {
            "title": title,
            "day": self.date(day, "short") if day else None,
            "url": self.wait_url(row, token) if day is None else None,
        }

    def wait_url(self, row, token):
        """Where editors do what a token of a Row tells of; None if it isn't theirs."""
        if token in PLACES:
            return f"{self.context.absolute_url()}{PLACES[token]}"
        page = WAIT_PAGES.get(token)
        return f"{row.case.absolute_url()}{page}" if page else None

    @property
    def links(self):
        """(address, title) of what editors do beside."""
        url = self.context.absolute_url()
        return [
            (f"{url}/@@featured", FeaturedPage.title),
            (f"{url}/@@moderation", _("practice_room_moderation", default="Readers' words")),
            (f"{url}/@@newsletter", _("practice_room_newsletter", default="Newsletter")),
            (f"{url}/@@practice-statistics", _("practice_room_statistics", default="Statistics")),
        ]


class FeaturedPage(ActionPage):
    """`/good-practice/@@featured`: published cases that are shown first, and their order."""

    title = _("practice_featured_cases", default="Featured cases")
    lead = _(
        "practice_featured_lead",
        default="The catalogue shows them first. A case is added on its own page.",
    )
    empty = _("practice_featured_none", default="No case is featured")
    caption = _("practice_featured_caption", default="In the order in which they are shown")

    @property
    def rows(self):
        """(place, brain) of what is featured."""
        return list(enumerate(listing.featured(self.context), 1))

    def act(self, form):
        places = {
            brain.UID: (self._number(form.get(f"place-{brain.UID}"), place), place)
            for place, brain in self.rows
            if not form.get(f"remove-{brain.UID}")
        }
        operations.feature(self.context, sorted(places, key=places.get))
        return _("practice_saved", default="Saved.")

    @staticmethod
    def _number(typed, place):
        return (
            int(typed) if isinstance(typed, str) and typed.isdecimal() and len(typed) < 4 else place
        )

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@featured"
