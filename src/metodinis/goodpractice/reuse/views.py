"""Pages of a case for who took it over, thanks or asks, and for its authors' answers."""

from AccessControl import Unauthorized
from metodinis.common import robots
from metodinis.common.permissions import me
from metodinis.common.refusals import NotAllowed
from metodinis.common.texts import blocks
from metodinis.goodpractice.reuse import operations
from metodinis.goodpractice.reuse import reading
from metodinis.goodpractice.reuse import rules
from metodinis.goodpractice.reuse.content import readers_of
from metodinis.goodpractice.reuse.pages import own_libraries
from metodinis.goodpractice.reuse.pages import ReaderForm
from metodinis.goodpractice.reuse.pages import require_a_person
from metodinis.goodpractice.reuse.pages import require_a_reader
from metodinis.goodpractice.reuse.schema import IQuestionValues
from metodinis.goodpractice.reuse.schema import IReuseValues
from metodinis.goodpractice.reuse.schema import IThanksValues
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.memoize.view import memoize
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
import logging


logger = logging.getLogger(__name__)


class Macros(BrowserView):
    """`@@reuse-macros`: controls of a schema's fields, and what readers wrote."""

    index = ViewPageTemplateFile("templates/macros.pt")

    def __getitem__(self, name):
        return self.index.macros[name]


class ReusePage(ReaderForm):
    """`@@reuse`: a library tells that it took the case over, or changes what it told."""

    schema = IReuseValues
    lead = _(
        "reuse_lead",
        default="Everybody reads it on the page of the case, and its authors are told by mail.",
    )
    auto = {"contact_name": "name", "contact_email": "email"}

    def __call__(self):
        if not self.libraries and self.reuse is None:
            raise Unauthorized(operations.RECORD)
        if self.reuse and not operations.may_change_reuse(self.context, self.uid):
            raise Unauthorized(operations.RECORD)
        return super().__call__()

    @property
    @memoize
    def own(self):
        return own_libraries(self.context)

    @property
    @memoize
    def libraries(self):
        """(UID, name) of one's own libraries that haven't told of it yet."""
        readers = readers_of(self.context)
        return [(uid, name) for uid, name in self.own.items() if readers.reuse_of(uid) is None]

    @property
    @memoize
    def uid(self):
        """The library that tells: the one that is named, else the only one of one's own."""
        named = self.typed("library")
        if named or not self.own:
            return named
        if self.libraries:
            return self.libraries[0][0]
        return next(iter(self.own))

    @property
    @memoize
    def reuse(self):
        """The Reuse that is changed, or None."""
        return readers_of(self.context).reuse_of(self.uid)

    @property
    def title(self):
        if self.reuse:
            return _("reuse_change", default="Taken over: change what you told")
        return _("reuse_record", default="We took it over")

    @property
    def button(self):
        if self.reuse:
            return _("reuse_save", default="Save")
        return _("reuse_send", default="Tell about it")

    @property
    def library_name(self):
        return reading.library_title(self.uid)

    @property
    def is_chosen(self):
        """Whether one has to choose which library it is."""
        return self.reuse is None and len(self.libraries) > 1

    @property
    def stored(self):
        if self.reuse:
            texts = self.reuse._asdict()
            return {**texts, "taken_on": self.reuse.taken_on.isoformat()}
        user = api.user.get_current()
        names = {"contact_name": "fullname", "contact_email": "email"}
        return {name: user.getProperty(key, "") or "" for name, key in names.items()}

    def act(self, form):
        if self.reuse:
            operations.update_reuse(self.context, self.uid, self.values())
            return _("reuse_changed_done", default="What you told is changed.")
        library = uuidToObject(self.uid, unrestricted=True) if self.uid in self.own else None
        if library is None:
            raise NotAllowed(operations.GONE)
        operations.record_reuse(self.context, library, self.values())
        return _("reuse_done", default="Thank you! The authors are told that you took it over.")

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}#case-reuse"

    @property
    def remove_url(self):
        """Where it is taken away, once it is told."""
        url = f"{self.context.absolute_url()}/@@reuse-remove?library={self.uid}"
        return url if self.reuse else None


class RemoveReusePage(ReusePage):
    """`@@reuse-remove?library=UID`: take away what a library told."""

    title = _("reuse_remove", default="Take the record of reuse away")

    def __call__(self):
        if self.reuse is None:
            if not self.typed("library"):
                raise Unauthorized(operations.RECORD)
            raise NotFound(self.__name__)
        return super().__call__()

    @property
    @memoize
    def uid(self):
        """The library that is named, else the first of one's own that told of it."""
        readers = readers_of(self.context)
        told = (uid for uid in self.own if readers.reuse_of(uid))
        return self.typed("library") or next(told, "")

    @property
    def consequences(self):
        return _(
            "reuse_remove_text",
            default="What ${library} told won't be seen any more, and doesn't count.",
            mapping={"library": self.library_name},
        )

    def act(self, form):
        operations.remove_reuse(self.context, self.uid)
        return _("reuse_removed", default="The record is taken away.")


class ThankPage(ReaderForm):
    """`@@thank`: one click on the case's page; here with words."""

    schema = IThanksValues
    title = _("reuse_thank", default="Thank the authors")
    lead = _(
        "reuse_thank_lead",
        default="Your words are shown once an editor has looked at them. Without words it is "
        "thanks as well.",
    )
    button = _("reuse_thank_button", default="Thank you!")
    auto = {"name": "name"}
    is_public_form = True
    done = _("reuse_thank_done", default="Your thanks reached the authors.")
    done_words = _(
        "reuse_thank_done_words",
        default="Your thanks are counted; your words are shown once an editor has looked at them.",
    )

    def act(self, form):
        values = self.values()
        if robots.is_trapped(form):
            logger.info("%s: a robot fell into the trap", self.context.getId())
            return self.done
        require_a_reader(self.request, self.context)
        if values["words"].strip():
            robots.require_time(form.get("opened"))
        return self.done_words if operations.thank(self.context, values) else self.done

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}#case-readers"


class AskPage(ReaderForm):
    """`@@ask`: a question to the authors."""

    schema = IQuestionValues
    title = _("reuse_ask", default="Ask the authors")
    lead = _(
        "reuse_ask_lead",
        default="An editor hands your question on to the authors; their answer comes by e-mail. "
        "Question and answer may be published here, without your name.",
    )
    button = _("reuse_ask_button", default="Send the question")
    auto = {"name": "name", "email": "email"}
    is_public_form = True
    has_consent = True

    @property
    def stored(self):
        if not me():
            return {}
        user = api.user.get_current()
        names = {"name": "fullname", "email": "email"}
        return {name: user.getProperty(key, "") or "" for name, key in names.items()}

    def act(self, form):
        if robots.is_trapped(form):
            logger.info("%s: a robot fell into the trap", self.context.getId())
            return self.done
        require_a_person(self.request)
        robots.require_time(form.get("opened"))
        operations.ask(
            self.context,
            self.values(),
            consent=self.typed("consent") == "yes",
            language=self.lang,
        )
        return self.done

    done = _(
        "reuse_ask_done",
        default="Your question has come. An editor looks at it and hands it on to the authors.",
    )

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}#case-readers"


class QuestionsPage(ActionPage):
    """`@@questions`: what readers ask, for who answers."""

    title = _("reuse_questions", default="Readers' questions")
    lead = _(
        "reuse_questions_lead",
        default="The answer is mailed to the reader. If you publish it, everybody reads question "
        "and answer on the page of the case, without the reader's name.",
    )
    nothing = _("reuse_questions_none", default="Nobody has asked anything yet")
    back_text = _("reuse_back", default="Back to the case")
    no_name = _("reuse_no_name", default="A reader")
    answer_title = _("reuse_answer", default="Answer")
    published_text = _("reuse_answer_is_public", default="Published")
    hidden_text = _("reuse_answer_is_hidden", default="Not published")

    def __call__(self):
        if not operations.may_answer(self.context):
            raise Unauthorized(operations.SUBMIT)
        return super().__call__()

    @property
    def questions(self):
        return reading.handed_on(self.context)

    def blocks(self, text):
        return blocks(text)

    def is_open(self, question):
        """Whether it waits for its answer."""
        return question.state == rules.ASKED

    def due(self, question):
        return self.date(rules.due_of(question, self.zone))

    def asked(self, question):
        """The question of the form that was sent now, so that its words stay and its error."""
        return self.typed("id") == question.id

    def act(self, form):
        id_, action = self.typed("id"), self.typed("action")
        if action == "answer":
            public = self.typed("public") == "yes"
            operations.answer(self.context, id_, self.typed("answer"), is_public=public)
            return _("reuse_answer_done", default="The answer is sent to the reader.")
        if action not in ("show", "hide"):
            raise NotAllowed(operations.GONE)
        operations.publish_answer(self.context, id_, action == "show")
        if action == "show":
            return _("reuse_answer_shown", default="Question and answer are published.")
        return _("reuse_answer_hidden", default="Question and answer aren't published any more.")

    @property
    def errors(self):
        """What is wrong, with the field of which it is."""
        control = f"f-answer-{self.typed('id')}"
        return [
            (control, f"{self.say(self.answer_title)}: {self.say(text)}")
            if name == "f-answer"
            else (name, text)
            for name, text in super().errors
        ]

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@questions"
