"""Pages of collections, of a reader's own choice, and files of cases."""

from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.common.texts import cleaned
from metodinis.goodpractice.booklets import choosing
from metodinis.goodpractice.booklets import citation
from metodinis.goodpractice.booklets import printing
from metodinis.goodpractice.booklets import reading
from metodinis.goodpractice.booklets import rules
from metodinis.goodpractice.booklets.introduction import introduction_html
from metodinis.goodpractice.booklets.introduction import introduction_of
from metodinis.goodpractice.booklets.schema import MAX_CASES
from metodinis.goodpractice.booklets.workflow import PUBLISHED
from metodinis.goodpractice.booklets.workflow import STATES
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.reading import published_on
from metodinis.goodpractice.catalogue.cards import Cards
from metodinis.goodpractice.catalogue.catalog import reuse_counts
from metodinis.goodpractice.catalogue.catalog import rows
from metodinis.i18n import _
from metodinis.layout.exports import send
from metodinis.layout.views import PageView
from plone.memoize.view import memoize
from Products.Five import BrowserView
from zExceptions import NotFound
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


OWN_TITLE = _("booklets_selection_default", default="Chosen examples of good practice")
LONGEST_TITLE = 200
MOVES = {
    "up": _("booklets_move_up_label", default="Up: ${title}"),
    "down": _("booklets_move_down_label", default="Down: ${title}"),
    "drop": _("booklets_drop_label", default="Remove: ${title}"),
}


def send_pdf(response, data, name):
    """Send a PDF to be saved; who isn't logged in may see other cases tomorrow."""
    response.setHeader("Cache-Control", "private, no-cache")
    return send(response, data, f"{name}.pdf", "application/pdf")


def rows_of(collection):
    """The catalogue's Rows of a collection's cases that everybody may read, in order."""
    found = {row.uid: row for row in rows()}
    return [found[uid] for uid in collection.case_uids if uid in found]


class CollectionsPage(Cards):
    """`/good-practice/@@collections`: all collections, drafts for editors too."""

    title = _("booklets_collections", default="Collections")
    lead = _(
        "booklets_collections_lead",
        default="Cases that go together, chosen by the department's editors. Each can be "
        "downloaded as a booklet.",
    )

    empty = _("booklets_collections_none", default="There are no collections yet.")
    empty_text = _(
        "booklets_collections_none_text",
        default="Meanwhile look through all cases, or make a selection of your own.",
    )
    empty_link_text = _("booklets_all_cases", default="All cases")

    @property
    def may_manage(self):
        return may(MANAGE, self.context)

    @property
    @memoize
    def page(self):
        return self.batch(reading.collections())

    def row(self, collection):
        """What the list tells of a collection."""
        rows = rows_of(collection)
        state = state_of(collection)
        return {
            "title": collection.title,
            "url": collection.absolute_url(),
            "description": collection.description,
            "count": self.plural(len(rows), "booklets_cases_count"),
            "picture": next(filter(None, map(self.picture, rows)), None),
            "badge": STATES[state] if self.may_manage else None,
        }


class CollectionPage(Cards):
    """`/good-practice/<collection>`: its introduction and its cases."""

    kicker = _("booklets_collection_kicker", default="Good practice: collection")
    empty = _("booklets_collection_empty", default="There are no cases in the collection.")

    @property
    def empty_link(self):
        """Where an empty collection leads on to."""
        if self.may_manage:
            return f"{self.context.absolute_url()}/@@collection-cases"
        return f"{self.context.__parent__.absolute_url()}/@@collections"

    @property
    def empty_link_text(self):
        if self.may_manage:
            return _("booklets_collection_cases_button", default="Choose cases")
        return _("booklets_collections_others", default="Other collections")

    @property
    def badges(self):
        return [STATES[state_of(self.context)]] if self.may_manage else []

    @property
    def may_manage(self):
        return may(MANAGE, self.context)

    @property
    @memoize
    def rows(self):
        return rows_of(self.context)

    @property
    def cards(self):
        reused = reuse_counts()
        return [self.card(row, reused) for row in self.rows]

    @property
    def introduction(self):
        return introduction_html(self.context)

    @property
    def steps(self):
        """(name, title) of the steps that may be made now."""
        if state_of(self.context) == PUBLISHED:
            return [("withdraw", _("booklets_collection_withdraw", default="Take back"))]
        publish = ("publish", _("booklets_collection_publish", default="Publish"))
        remove = ("remove", _("booklets_collection_remove_button", default="Delete"))
        return [publish, remove] if self.rows else [remove]

    @property
    def gone(self):
        """How many of its cases aren't published any more, as a text; None if all are."""
        gone = len(self.context.case_uids) - len(self.rows)
        return self.plural(gone, "booklets_collection_gone") if gone else None


class SelectionPage(PageView):
    """`/good-practice/@@booklet?case=1&case=2`: a reader's own choice, kept in the address."""

    title = _("booklets_selection", default="My selection")
    lead = _(
        "booklets_selection_lead",
        default="Choose cases, put them in order and download them as one booklet. The choice is "
        "kept in this page's address: save it or send it to a colleague.",
    )
    most = MAX_CASES
    none_found = _("booklets_selection_none", default="No other published case has these words.")

    @property
    @memoize
    def cases(self):
        return reading.chosen(self.request.form)

    @property
    def own_title(self):
        """The title of the booklet that was typed, or ""."""
        typed = self.request.form.get("title", "")
        return " ".join(cleaned(typed).split())[:LONGEST_TITLE] if isinstance(typed, str) else ""

    @property
    def text(self):
        return choosing.asked_text(self.request.form)

    @property
    def page_url(self):
        return f"{self.context.absolute_url()}/@@booklet"

    def url_of(self, cases):
        """The address of another choice."""
        return self.page_url + choosing.query_of(cases, title=self.own_title, text=self.text)

    @property
    def rows(self):
        """The chosen cases, with the addresses that move or drop them."""
        found = []
        for place, case in enumerate(self.cases):
            rest = [*self.cases[:place], *self.cases[place + 1 :]]
            up = [*rest[: max(place - 1, 0)], case, *rest[max(place - 1, 0) :]]
            down = [*rest[: place + 1], case, *rest[place + 1 :]]
            found.append(
                {
                    **choosing.row_of(case, self.lang),
                    "up": self.url_of(up) if place else None,
                    "down": self.url_of(down) if place + 1 < len(self.cases) else None,
                    "drop": self.url_of(rest),
                }
            )
        return found

    @property
    @memoize
    def others(self):
        """Other cases that may be added."""
        chosen = {row["uid"] for row in self.rows}
        if len(chosen) >= MAX_CASES:
            return []
        found = choosing.others(self.text, chosen)
        return [choosing.row_of(case, self.lang) for case in found]

    def move_label(self, name, title):
        """What a link that moves or drops a case is called for who doesn't see its row."""
        return self.say(Message(MOVES[name], mapping={"title": title}))


class SelectionPdf(SelectionPage):
    """`/good-practice/@@booklet-pdf?case=1&case=2&title=…`"""

    def __call__(self):
        if not self.cases:
            return self.request.response.redirect(self.page_url)
        return self.made()

    def made(self):
        """The PDF of what is chosen."""
        title = self.own_title or self.say(OWN_TITLE)
        data = printing.booklet_pdf(title, (), self.cases, self.lang)
        return send_pdf(self.request.response, data, "geroji-patirtis")


class CollectionPdf(PageView):
    """`/good-practice/<collection>/@@booklet-pdf`"""

    def __call__(self):
        collection = self.context
        data = printing.booklet_pdf(
            collection.title,
            introduction_of(collection),
            reading.cases_of(collection),
            self.lang,
        )
        return send_pdf(self.request.response, data, collection.getId())


class CasePdf(PageView):
    """`@@case-pdf` of a case."""

    def __call__(self):
        data = printing.case_pdf(self.context, self.lang)
        return send_pdf(self.request.response, data, self.context.getId())


class CitationFile(BrowserView):
    """`@@case-citation?format=bibtex|ris` of a case that has been published."""

    def __call__(self):
        if not citation.is_citable(self.context):
            raise NotFound("case-citation")
        wanted = self.request.form.get("format")
        format_ = wanted if wanted in rules.FORMATS else rules.FORMATS[0]
        name, media_type, data = citation.file_of(self.context, format_)
        return send(self.request.response, data, name, media_type)


@implementer(IPublishTraverse)
class StablePage(PageView):
    """`/good-practice/@@gp/<number>`: leads to the published case; tells what stood there if it
    was archived."""

    number = None
    title = _("booklets_gone_title", default="This case is archived")

    def publishTraverse(self, request, name):
        if self.number is not None or not name.isdecimal() or len(name) > 9:
            raise NotFound(name)
        self.number = int(name)
        return self

    def __call__(self):
        if self.number is None:
            return self.request.response.redirect(self.context.absolute_url())
        if self.case is None or not citation.is_citable(self.case):
            raise NotFound(str(self.number))
        if state_of(self.case) == PUBLISHED:
            return self.request.response.redirect(self.case.absolute_url())
        self.request.response.setStatus(410)
        return self.index()

    @property
    @memoize
    def case(self):
        return reading.numbered(self.number)

    @property
    def cited(self):
        return citation.citation_of(self.case, self.lang)

    @property
    def facts(self):
        """(title, text) of what stays known of it."""
        return [
            (_("practice_title", default="Title"), self.case.title),
            (_("booklets_library", default="Library"), reading.library_name(self.case)),
            (
                _("booklets_published_on", default="Published"),
                self.date(published_on(self.case)),
            ),
        ]

    @property
    def case_url(self):
        """The address of the case for those who may still see it, or None."""
        return self.case.absolute_url() if may("View", self.case) else None
