"""Reading a case: what it tells, how far it is, and its history."""

from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.common.states import steps_of
from metodinis.common.texts import blocks
from metodinis.goodpractice.cases import operations
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.progress import done_of
from metodinis.goodpractice.cases.progress import missing
from metodinis.goodpractice.cases.reading import indicator_titles
from metodinis.goodpractice.cases.reading import published_on
from metodinis.goodpractice.cases.reading import titles_of
from metodinis.goodpractice.cases.reading import TOLD_LATER
from metodinis.goodpractice.cases.reading import words_of
from metodinis.goodpractice.cases.schema import title_of
from metodinis.goodpractice.cases.vocabularies import EVIDENCE_TITLES
from metodinis.goodpractice.cases.vocabularies import LICENCE_ADDRESSES
from metodinis.goodpractice.cases.vocabularies import LICENCE_TITLES
from metodinis.goodpractice.cases.vocabularies import STATES
from metodinis.goodpractice.cases.workflow import directors
from metodinis.goodpractice.cases.workflow import last_step
from metodinis.goodpractice.cases.workflow import NO_DIRECTOR
from metodinis.goodpractice.cases.workflow import WORKFLOW
from metodinis.goodpractice.pictures.reading import attachment_url
from metodinis.goodpractice.pictures.reading import figure_of
from metodinis.goodpractice.pictures.reading import picture_url
from metodinis.goodpractice.vocabularies import setting
from metodinis.goodpractice.vocabularies import target_groups
from metodinis.goodpractice.vocabularies import topics
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.views import PageView
from metodinis.libraries.belongings import library_of
from metodinis.libraries.people import name_of
from plone.memoize.view import memoize


# The steps of its library, in the order in which they are offered.
STEP_TITLES = {
    "submit": _("practice_step_submit", default="Submit"),
    "sign": _("practice_step_sign", default="Agree and submit"),
    "send_back": _("practice_step_send_back", default="Send back to the writers"),
    "withdraw": _("practice_step_withdraw", default="Take back"),
}
ASK_SIGNATURE = _("practice_step_ask_signature", default="Hand over to the director")
# What stands in the history of all steps.
HISTORY_TITLES = {
    **STEP_TITLES,
    "ask_signature": ASK_SIGNATURE,
    "assign": _("practice_step_assign", default="Ask reviewers"),
    "return": _("practice_step_return", default="Return for revision"),
    "recommend": _("practice_step_recommend", default="Recommend"),
    "decline": _("practice_step_decline", default="Decline"),
    "publish": _("practice_step_publish", default="Publish"),
    "archive": _("practice_step_archive", default="Archive"),
    "restore": _("practice_step_restore", default="Take out of the archive"),
    "reconsider": _("practice_step_reconsider", default="Consider again"),
}
# The parts of the page: names of the texts in each, with results between the two.
READ = (("need", "solution"), ("resources", "difficulties", "lessons", "transferability"))
WRITE_ON = _("practice_edit_button", default="Write on")
EDIT = _("practice_smooth_button", default="Edit the text")
AWAITS_DIRECTOR = _("practice_awaits_director", default="Waits for the director to agree")
IN_LITHUANIAN = _("practice_in_lithuanian", default="The authors tell what follows in Lithuanian.")
NO_MONEY = _("practice_free", default="no money")
# state -> (kind of the alert, its title, steps whose reason it tells)
TOLD_STATES = {
    rules.DRAFT: ("warning", _("practice_told_back", default="Sent back"), ("send_back",)),
    rules.RETURNED: (
        "warning",
        _("practice_told_returned", default="Returned for revision"),
        ("return",),
    ),
    rules.DECLINED: ("error", _("practice_told_declined", default="Declined"), ("decline",)),
    rules.ARCHIVED: (
        "info",
        _("practice_told_archived", default="In the archive: the public doesn't see it any more"),
        ("archive",),
    ),
}


class CaseView(PageView):
    """Base of a case's pages."""

    kicker = _("practice_kicker", default="Good practice")

    @property
    @memoize
    def state(self):
        return state_of(self.context)

    @property
    @memoize
    def sees_process(self):
        """Whether the reader follows the case's way: its library and the department."""
        return may(operations.PROCESS, self.context)

    @property
    @memoize
    def may_edit(self):
        return may(operations.EDIT, self.context)

    @property
    @memoize
    def is_writer(self):
        """Whether it is the reader's own work to write and submit it."""
        return may(operations.SUBMIT, self.context)

    @property
    def badges(self):
        """The state, for whom it is news: everybody sees but what is published."""
        if self.state == rules.PUBLISHED and not self.sees_process:
            return []
        return [STATES[self.state]]

    @property
    @memoize
    def library(self):
        return library_of(self.context)

    @property
    @memoize
    def steps(self):
        """The steps of its library that this user may take now: list of (name, title, address)."""
        allowed = steps_of(self.context)
        if not self.asks_director:
            allowed.discard("ask_signature")
        elif "ask_signature" in allowed:
            allowed.add("submit")
        url = f"{self.context.absolute_url()}/@@case-step?name="
        return [
            (name, self.step_title(name), f"{url}{name}") for name in STEP_TITLES if name in allowed
        ]

    @property
    @memoize
    def asks_director(self):
        """Whether submitting means that the director is asked first."""
        return bool(setting("director_signs")) and not may(operations.SIGN, self.context)

    def step_title(self, name):
        return ASK_SIGNATURE if name == "submit" and self.asks_director else STEP_TITLES[name]

    @property
    @memoize
    def missing(self):
        """The Missings of a case that its reader writes."""
        return missing(self.context) if self.may_edit and self.is_writer else []

    def missing_url(self, name):
        """Where a field that lacks something is filled in."""
        page = "case-files" if name == "pictures" else "edit"
        return f"{self.context.absolute_url()}/@@{page}#f-{name}"

    @memoize
    def name_of(self, userid):
        return name_of(userid) or formats.NOTHING


class CasePage(CaseView):
    """A case."""

    missing_title = _("practice_missing", default="To be submitted it still needs")
    complete_title = _("practice_complete", default="All is filled in: it can be submitted")

    @property
    def main_step(self):
        """The step that is mostly wanted next, or None."""
        first = next((name for name, _title, _url in self.steps if name != "withdraw"), None)
        return None if first == "submit" and self.missing else first

    @property
    def offered(self):
        """The steps that are shown: submitting isn't while something lacks."""
        return [step for step in self.steps if not (step[0] == "submit" and self.missing)]

    @property
    def shows_completeness(self):
        return self.may_edit and self.is_writer

    @property
    def edit_title(self):
        return WRITE_ON if self.is_writer else EDIT

    @property
    @memoize
    def done(self):
        return done_of(self.context)

    @property
    def told(self):
        """Why it stands where it stands, for who follows its way; None if there is no reason."""
        if self.state == rules.SIGNING and self.sees_process:
            return self._awaited()
        if self.state not in TOLD_STATES or not self.sees_process:
            return None
        kind, title, steps = TOLD_STATES[self.state]
        entry = last_step(self.context, *steps, "withdraw")
        if entry is None or entry["action"] not in steps:
            return None
        return {
            "kind": kind,
            "title": title,
            "text": entry["comments"],
            "by": self.name_of(entry["actor"]),
            "at": self.date_time(entry["time"]),
        }

    def _awaited(self):
        """Which director it waits for, who asked them and when."""
        names = ", ".join(map(self.name_of, directors(self.context)))
        entry = last_step(self.context, "ask_signature")
        return {
            "kind": "info" if names else "warning",
            "title": AWAITS_DIRECTOR,
            "text": names or NO_DIRECTOR,
            "by": entry and self.name_of(entry["actor"]),
            "at": entry and self.date_time(entry["time"]),
        }

    # what it tells

    @property
    @memoize
    def pictures(self):
        """Its pictures for macro `figure`, each with the address of the largest."""
        return [
            {
                "figure": figure_of(self.context, picture),
                "link": picture_url(self.context, picture, "large"),
            }
            for picture in self.context.pictures
        ]

    @property
    def attachments(self):
        """(address, name, kind, size) of its attachments."""
        return [
            (attachment_url(self.context, one), one.name, one.kind.upper(), one.size)
            for one in self.context.attachments
        ]

    @property
    @memoize
    def words(self):
        """(title, summary) of its head: in the reader's language, if the case has them."""
        return words_of(self.context, self.lang)

    @property
    def note(self):
        """That what follows isn't in the language of the head; None if it is."""
        return IN_LITHUANIAN if self.is_told_in_english else None

    @property
    def is_told_in_english(self):
        """Whether the head tells in English what the authors tell in another language."""
        return self.context.language != "en" and self.words[0] != self.context.title

    @property
    def period(self):
        """The days of the work, as a span."""
        days = [self.date(day) for day in (self.context.started, self.context.ended) if day]
        return " – ".join(days)

    @property
    def facts(self):
        """(title, list of texts) of what is told in a word."""
        context, lang = self.context, self.lang
        found = [
            (_("practice_period", default="Period"), [self.period]),
            (title_of("topics"), titles_of(context.topics, topics(lang))),
            (title_of("target_groups"), titles_of(context.target_groups, target_groups(lang))),
            *((title_of(name), [self.amount(name)]) for name in ("people", "hours")),
            (_("practice_money", default="Money"), [self.amount("euro")]),
            (title_of("partners"), context.partners),
            (title_of("co_authors"), context.co_authors),
        ]
        return [(title, list(filter(None, texts))) for title, texts in found if any(texts)]

    def amount(self, name):
        """A number of resources as it is read; "" for none."""
        value = getattr(self.context, name)
        if value is None:
            return ""
        if name != "euro":
            return self.number(value)
        return (
            self.money(int(value * 100))
            if value
            else self.say(_("practice_free", default="no money"))
        )

    @property
    def published(self):
        """The day on which it was published, for who reads it since."""
        return self.date(published_on(self.context)) if self.state in TOLD_LATER else None

    @property
    def valid_until(self):
        until = self.context.valid_until
        return self.date(until) if until and self.state in TOLD_LATER else None

    @property
    def rating(self):
        """The mean of its reviewers' scores, once it is published."""
        rating = self.context.rating
        return self.number(rating, 1) if rating and self.state in TOLD_LATER else None

    @property
    def expert_note(self):
        return blocks(self.context.expert_note) if self.state in TOLD_LATER else []

    def texts(self, number):
        """The filled texts of a part of READ: name, title and blocks."""
        return [
            {"name": name, "title": title_of(name), "blocks": blocks(text)}
            for name in READ[number]
            if (text := getattr(self.context, name))
        ]

    @property
    def results(self):
        """The Results as they are read."""
        titles = indicator_titles(self.context.results, self.lang)
        return [self.result(result, titles) for result in self.context.results]

    def result(self, result, titles):
        return {
            "text": result.text,
            "evidence": result.evidence,
            "indicator": titles.get(result.indicator),
            "is_measured": result.is_measured,
            "before": self.measure(result.before),
            "after": self.measure(result.after),
            "unit": result.unit,
        }

    def measure(self, value):
        return None if value is None else self.number(value)

    @property
    def evidence(self):
        """How well the results are known, in words; None without any."""
        level = rules.evidence_level(self.context.results)
        return EVIDENCE_TITLES[level] if level else None

    @property
    def other_words(self):
        """Title and summary in that language, of Lithuanian and English, which the head hasn't;
        None if the case is told in one alone."""
        case = self.context
        if case.language == "en" or not (case.english_title and case.english_summary):
            return None
        told = [(case.language, *words_of(case, case.language)), ("en", *words_of(case, "en"))]
        language, title, summary = told[0 if self.is_told_in_english else 1]
        return {"language": language, "title": title, "blocks": blocks(summary)}

    @property
    def licence(self):
        """(title, address) of the licence, or None."""
        code = self.context.licence
        return (LICENCE_TITLES[code], LICENCE_ADDRESSES[code]) if code else None

    @property
    def links(self):
        """(address, title) of what else there is for the reader."""
        url, found = self.context.absolute_url(), []
        if self.sees_process:
            found.append(("case-history", _("practice_history", default="History")))
        if self.is_writer and self.may_edit and operations.is_deletable(self.context):
            found.append(("remove", _("practice_remove", default="Delete the draft")))
        return [(f"{url}/@@{name}", title) for name, title in found]


class HistoryPage(CaseView):
    """`@@case-history`: the steps of a case, and who made them."""

    title = _("practice_history", default="History")
    caption = _("practice_history_steps", default="Steps")

    @property
    def entries(self):
        """The steps, the newest first."""
        return [
            {
                "at": self.date_time(entry["time"]),
                "by": self.name_of(entry["actor"]),
                "title": HISTORY_TITLES[entry["action"]],
                "reason": entry["comments"],
            }
            for entry in steps_made(self.context)
        ]


def steps_made(case):
    """The entries of a case's history that are steps, the newest first."""
    return [entry for entry in reversed(case.workflow_history[WORKFLOW]) if entry["action"]]
