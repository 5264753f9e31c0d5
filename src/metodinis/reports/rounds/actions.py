"""Pages that do something with a round: its transitions, extensions, reminders by hand."""

from metodinis.common.moments import now
from metodinis.common.refusals import NotAllowed
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from metodinis.layout.batching import LARGEST_PAGE
from metodinis.reports import mails
from metodinis.reports.rounds import catalog
from metodinis.reports.rounds import operations
from metodinis.reports.rounds.api import library_of
from metodinis.reports.rounds.api import moment_of
from metodinis.reports.rounds.preview import preview_opening
from metodinis.reports.rounds.reminders import letter
from metodinis.reports.rounds.reminders import remind
from metodinis.reports.rounds.views import RoundBase
from metodinis.reports.rounds.vocabularies import ACTIONS
from metodinis.reports.rules import ZONE
from plone import api
from plone.memoize.view import memoize
from zope.publisher.interfaces import NotFound


class TransitionPage(ActionPage, RoundBase):
    """`@@round-transition?name=…`: says what will happen, and does it when confirmed."""

    def __call__(self):
        if self.name not in ACTIONS:
            raise NotFound(self.context, "round-transition", self.request)
        return super().__call__()

    gone = _(
        "rounds_transition_gone",
        default="This can't be done now: the round's state has changed, or the step isn't yours.",
    )
    warnings_title = _("rounds_warnings", default="Look at this first")

    @property
    def name(self):
        return self.typed("name")

    @property
    def title(self):
        return ACTIONS[self.name][0]

    @property
    def is_possible(self):
        if state_of(self.context) not in ACTIONS[self.name][1]:
            return False
        return self.name != "publish" or operations.may_publish(self.context)

    @property
    @memoize
    def preview(self):
        """What opening would do; None for another step."""
        return preview_opening(self.context) if self.name == "open" else None

    @property
    @memoize
    def effects(self):
        """Lines on what will happen."""
        figures = catalog.figures(self.context)
        if self.name == "open":
            forms = ", ".join(map(self.form_title, self.forms_of(self.context)))
            return [
                self.plural(len(self.preview.libraries), "rounds_effect_asked"),
                self.say(
                    _(
                        "rounds_effect_forms",
                        default="Each gets: ${forms}.",
                        mapping={"forms": forms},
                    )
                ),
                self.plural(self.preview.elements, "rounds_effect_frozen"),
                self.say(
                    _(
                        "rounds_effect_mails",
                        default="Staff and directors of these libraries get a mail with the "
                        "deadline.",
                    )
                ),
            ]
        if self.name == "publish":
            return [self.plural(figures.states["accepted"], "rounds_effect_published")]
        owed = sum(figures.states[state] for state in catalog.OWED)
        return {
            "close": [
                self.plural(owed, "rounds_effect_owed"),
                self.say(
                    _(
                        "rounds_effect_closed",
                        default="Libraries can then hand in only what is returned to them.",
                    )
                ),
            ],
            "reopen": [
                self.say(
                    _("rounds_effect_reopened", default="Libraries can enter and hand in again.")
                )
            ],
            "archive": [
                self.say(
                    _(
                        "rounds_effect_archived",
                        default="The round can't be opened or edited any more. Reports stay as "
                        "they are.",
                    )
                )
            ],
        }[self.name]

    def act(self, form):
        if not self.is_possible:
            raise NotAllowed(self.gone)
        result = operations.TRANSITIONS[self.name](self.context)
        return {
            "open": lambda: self.plural(result, "rounds_done_opened"),
            "close": lambda: _("rounds_done_closed", default="The round is closed."),
            "reopen": lambda: _("rounds_done_reopened", default="The round is open again."),
            "archive": lambda: _("rounds_done_archived", default="The round is archived."),
            "publish": lambda: self.plural(result, "rounds_done_published"),
        }[self.name]()


class ExtensionsPage(ActionPage, RoundBase):
    """`@@extensions`: the later deadlines of single libraries."""

    title = _("rounds_extensions_caption", default="Extended deadlines")
    caption = title
    lead = _(
        "rounds_extensions_lead",
        default="A library with a good reason gets a later deadline; reminders follow it.",
    )
    none = _("rounds_extensions_none", default="No library has an extension")

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@extensions"

    @property
    @memoize
    def libraries(self):
        """(UID, title) of the libraries of this round, by name."""
        uids = catalog.matrix(self.context, catalog.Filters())
        return [(row.uid, row.title) for row in catalog.rows(self.context, uids)]

    @property
    def rows(self):
        """The extensions with the libraries' names, by name."""
        extensions = self.context.extensions
        return [
            {
                "uid": uid,
                "title": title,
                "until": extensions[uid].until,
                "reason": extensions[uid].reason,
                "by": extensions[uid].by,
            }
            for uid, title in self.libraries
            if uid in extensions
        ]

    def withdraw_label(self, title):
        return _(
            "rounds_extension_withdraw_of",
            default="Withdraw the extension: ${library}",
            mapping={"library": title},
        )

    def act(self, form):
        library = library_of(self.context, self.typed("library"))
        if "withdraw" in form:
            operations.withdraw_extension(self.context, library)
            return _(
                "rounds_extension_withdrawn",
                default="The extension is withdrawn: ${library}.",
                mapping={"library": library.title},
            )
        until = moment_of(self.typed("until"), "until")
        operations.extend_deadline(self.context, library, until, self.typed("reason"))
        return _(
            "rounds_extension_given",
            default="The deadline is extended: ${library}, ${until}.",
            mapping={"library": library.title, "until": self.date_time(until)},
        )


class RemindPage(ActionPage, RoundBase):
    """`@@remind`: reminders by hand to libraries that owe reports."""

    title = _("rounds_remind_title", default="Remind libraries")
    lead = _(
        "rounds_remind_lead",
        default="A library gets one reminder a day at most; those of the night job count too.",
    )
    caption = _("rounds_remind_caption", default="Who owes reports")
    nobody = _("rounds_remind_nobody", default="Nobody owes anything")

    @property
    @memoize
    def debtors(self):
        return catalog.owing(self.context)

    @property
    @memoize
    def page(self):
        return self.batch(self.debtors, size=LARGEST_PAGE)

    @property
    @memoize
    def moment(self):
        return now()

    def is_chosen(self, debtor):
        if self.request.method == "POST":
            return debtor.uid in chosen_of(self.request.form)
        return not debtor.reminded_on(self.moment)

    def reminded_text(self, debtor):
        """When the last reminder went out; a dash for never."""
        last = max((sent.at for sent in debtor.reminders), default=None)
        if last is not None and debtor.reminded_on(self.moment):
            return _(
                "rounds_reminded_today",
                default="Today, ${time}",
                mapping={"time": f"{last.astimezone(ZONE):%H:%M}"},
            )
        return self.date_time(last, "short")

    def states_of(self, debtor):
        """(form's title, state) of what a library owes."""
        return [
            (self.form_title(brain.report_form), brain.review_state) for brain in debtor.reports
        ]

    @property
    def sample(self):
        """(subject, text) of the mail to the first of the debtors, in the reader's language."""
        debtor = self.debtors[0]
        return mails.write(
            mails.REMINDERS["asked"],
            self.lang,
            **letter(self.context, debtor),
        )

    def act(self, form):
        reached = remind(self.context, chosen_of(form), self.typed("note"))
        unreached = [debtor.title for debtor in self.debtors if reached.get(debtor.uid) == []]
        if unreached:
            api.portal.show_message(
                _(
                    "rounds_remind_unreached",
                    default="Nobody could be reached, for want of an account or an address: "
                    "${names}.",
                    mapping={"names": ", ".join(unreached)},
                ),
                self.request,
                type="warning",
            )
        sent = sum(map(len, reached.values()))
        return self.plural(sent, "rounds_reminded")


def chosen_of(form):
    """The library UIDs that a form sent: one or several."""
    sent = form.get("libraries") or []
    return [sent] if isinstance(sent, str) else [uid for uid in sent if isinstance(uid, str)]
