"""Pages that change a case at the desk: one page of forms for all, each told in Python."""

from metodinis.goodpractice.cases.views import CaseView
from metodinis.goodpractice.desk.comparing import differences
from metodinis.i18n import _
from metodinis.layout.actions import ActionPage
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


WORDS = _("practice_words", default="In a few words")
BACK = _("practice_back", default="Back to the case")


class Comparing:
    """Mixin of a page that shows Differences by the macro of templates/differences.pt."""

    comparison = ViewPageTemplateFile("templates/differences.pt")
    before_title = _("practice_before", default="Before")
    after_title = _("practice_after", default="After")
    same_text = _("practice_differences_none", default="Both say the same.")

    def compared(self, before, after):
        """Differences of two mappings of values."""
        return differences(before, after, self.lang)


class DeskAction(Comparing, ActionPage, CaseView):
    """Base of these pages. `forms`: what can be done here; `alerts`: what stands against it.

    A subclass has `title`, `lead`, `forms` and `act`; the pressed form is `self.pressed`.
    """

    lead = None
    alerts = ()
    forms = ()
    choices = ()
    shown = None
    back_text = BACK
    links = ()

    @property
    def pressed(self):
        """The name of the form that was sent."""
        return self.typed("form")

    @property
    def errors(self):
        """What is wrong, with the field of which it is."""
        fields = {f"f-{field['name']}": field for form in self.forms for field in form["fields"]}
        return [
            (id_, f"{self.say(fields[id_]['title'])}: {self.say(text)}" if id_ in fields else text)
            for id_, text in super().errors
        ]

    def form(self, name, button, fields=(), title=None, lead=None, kind="primary"):
        """A form: fields of `text`, `day`, `moment` and `choice` below, and its button."""
        return {
            "name": name,
            "title": title,
            "lead": lead,
            "fields": [field for field in fields if field],
            "button": button,
            "kind": kind,
        }

    def text(self, name, title, help_=None, *, value="", rows=4, most=5000, required=False):
        """A field of several lines."""
        return {
            **self._field(name, title, help_, value, required),
            "kind": "text",
            "rows": rows,
            "most": most,
        }

    def day(self, name, title, help_=None, *, value=None):
        """A field of a date."""
        value = value.isoformat() if value else ""
        return {**self._field(name, title, help_, value, False), "kind": "date"}

    def moment(self, name, title, help_=None):
        """A field of a day and a time."""
        return {**self._field(name, title, help_, "", False), "kind": "datetime-local"}

    def choice(self, name, title, options, *, value=""):
        """Radio buttons; options: (value, title, help) each."""
        return {
            **self._field(name, title, None, value, True),
            "kind": "choice",
            "options": options,
        }

    def _field(self, name, title, help_, value, required):
        return {
            "name": name,
            "title": title,
            "help": help_,
            "value": self.typed(name, value),
            "required": required,
            "error": self.error_of(name),
        }

    @staticmethod
    def alert(kind, title=None, text=None, *, quote=None, by=None, links=()):
        """A note above the forms; links: (address, title) each; quote: words of a person."""
        return {
            "kind": kind,
            "title": title,
            "text": text,
            "quote": quote,
            "by": by,
            "links": links,
        }

    @property
    def url(self):
        return self.context.absolute_url()

    def signed(self, userid, moment):
        """Who did something, and when."""
        return f"{self.name_of(userid)}, {self.date_time(moment)}"
