"""Pages by which editors choose a collection's cases, publish it and delete it."""

from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.goodpractice.booklets import choosing
from metodinis.goodpractice.booklets import operations
from metodinis.goodpractice.booklets import reading
from metodinis.goodpractice.booklets.forms import EditCollectionForm
from metodinis.goodpractice.tasks import directory
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.actions import NamedStep
from plone.app.uuid.utils import uuidToObject
from plone.memoize.view import memoize
from plone.protect import CheckAuthenticator


STEPS = {
    "publish": (
        _("booklets_collection_publish", default="Publish"),
        _(
            "booklets_collection_publish_means",
            default="Everybody will see the collection and may download it as a booklet.",
        ),
        _("booklets_collection_publish_done", default="The collection is published."),
    ),
    "withdraw": (
        _("booklets_collection_withdraw", default="Take back"),
        _(
            "booklets_collection_withdraw_means",
            default="Editors alone will see the collection. Addresses that others saved will not "
            "work until it is published again.",
        ),
        _("booklets_collection_withdraw_done", default="The collection is taken back."),
    ),
    "remove": (
        _("booklets_collection_remove", default="Delete the collection"),
        _(
            "booklets_collection_remove_means",
            default="The collection and its introduction are deleted for good. Its cases stay.",
        ),
        _("booklets_collection_removed", default="The collection is deleted."),
    ),
}


class ChoosePage(ActionPage):
    """`@@collection-cases` of a collection: its cases in order, and others to be added.

    It works without scripts: rows are ordered by their numbers, an unticked row goes, and a search
    for others keeps what was typed.
    """

    title = _("booklets_collection_cases", default="Cases of the collection")
    not_public = _("booklets_not_public", default="Not published: readers don't see it")

    def __call__(self):
        if self.request.method == "POST" and "search" in self.request.form:
            CheckAuthenticator(self.request)
            return self.index()
        return super().__call__()

    def act(self, form):
        operations.update_collection(self.context, {"case_uids": self.asked})
        if "more" in form:
            return _(
                "booklets_collection_cases_added", default="Saved. Choose others, if you like."
            )
        return EditCollectionForm.success_message

    @property
    def next_url(self):
        page = "/@@collection-cases" if "more" in self.request.form else ""
        return f"{self.context.absolute_url()}{page}"

    @property
    @memoize
    def asked(self):
        """UIDs that are ticked, in the order of their numbers; those without one come last."""
        form = self.request.form
        ticked = form.get("cases", ())
        ticked = ticked if isinstance(ticked, list | tuple) else [ticked]
        ticked = [uid for uid in ticked if isinstance(uid, str)]
        return sorted(dict.fromkeys(ticked), key=self._place)

    def _place(self, uid):
        text = self.typed(f"order-{uid}").strip()
        return int(text) if text.isdecimal() and len(text) < 5 else 10_000

    @property
    @memoize
    def chosen(self):
        """UIDs of the rows that the page shows as chosen."""
        return self.asked if self.request.method == "POST" else list(self.context.case_uids)

    @property
    def rows(self):
        """The chosen cases in order; `is_public`: whether readers see it in the collection.

        Whatever a form named, nothing is told of a case that the editor may not see.
        """
        public = {choosing.key_of(case) for case in reading.published(self.chosen)}
        found = []
        for uid in self.chosen:
            case = uuidToObject(uid, unrestricted=True)
            if case is None or case.portal_type != "GoodPractice" or not may("View", case):
                continue
            row = choosing.row_of(case, self.lang)
            found.append({**row, "is_public": row["key"] in public})
        return found

    def order_label(self, title):
        """What the number of a row is called for who doesn't see the row."""
        return self.say(
            _("booklets_order_label", default="Place of “${title}”", mapping={"title": title})
        )

    @property
    def text(self):
        return choosing.asked_text(self.request.form)

    @property
    @memoize
    def others(self):
        """Published cases that may be added."""
        return [
            choosing.row_of(case, self.lang)
            for case in choosing.others(self.text, set(self.chosen))
        ]


class StepPage(NamedStep, ActionPage):
    """`@@collection-step?name=publish|withdraw|remove` of a collection: says what it means."""

    names = STEPS

    def __call__(self):
        # Asked before: afterwards it may have no place any more.
        self.urls = self.context.absolute_url(), self.context.__parent__.absolute_url()
        return super().__call__()

    @property
    def title(self):
        return STEPS[self.name][0]

    @property
    def means(self):
        return STEPS[self.name][1]

    def act(self, form):
        if self.name == "remove":
            operations.delete_collection(self.context)
        else:
            operations.TRANSITIONS[self.name](self.context)
        return STEPS[self.name][2]

    @property
    def next_url(self):
        collection, directory = self.urls
        return f"{directory}/@@collections" if self.name == "remove" else collection


class AddToCollectionPage(ActionPage):
    """`@@add-to-collection` of a published case: puts it at the end of a collection."""

    title = _("booklets_add_to_collection", default="Add to a collection")
    empty = _(
        "booklets_add_to_collection_none",
        default="There is no collection that doesn't have this case yet.",
    )
    add_text = _("booklets_collection_add", default="New collection")

    @property
    def add_url(self):
        return f"{directory().absolute_url()}/++add++PracticeCollection"

    @property
    def collections(self):
        """(UID, title) of those that haven't got it yet."""
        uid = self.context.UID()
        return [
            (collection.UID(), collection.title)
            for collection in reading.collections()
            if uid not in collection.case_uids
        ]

    def act(self, form):
        chosen = self.typed("collection")
        if chosen not in dict(self.collections):
            raise FieldErrors(
                {"collection": _("booklets_collection_choose", default="Choose a collection.")}
            )
        collection = uuidToObject(chosen)
        uids = [*collection.case_uids, self.context.UID()]
        operations.update_collection(collection, {"case_uids": uids})
        return _(
            "booklets_added_to_collection",
            default="The case is in the collection “${title}”.",
            mapping={"title": collection.title},
        )
