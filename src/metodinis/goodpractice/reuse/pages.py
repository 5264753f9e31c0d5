"""What pages of readers' words share: forms by schema, robots, which libraries are one's own."""

from metodinis.common import robots
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.rates import address_of
from metodinis.common.rates import house_of
from metodinis.common.rates import Rate
from metodinis.common.schema import DEPARTMENT_PREFIX
from metodinis.goodpractice.reuse import operations
from metodinis.goodpractice.vocabularies import setting
from metodinis.layout.actions import ActionPage
from metodinis.libraries.belongings import heirs
from metodinis.libraries.belongings import library_of
from metodinis.libraries.people import person
from metodinis.libraries.search import library_names
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITextLine


RATE = Rate()
CLICKS = Rate()
# Thanks an hour for one case from one network; people there may share an address.
CLICKS_PER_HOUR = 5


def require_a_person(request):
    """Raise TooOften for an address that sends forms without an end; who is logged in is known."""
    robots.require_a_person(request, RATE, setting("forms_per_hour"))


def require_a_reader(request, case):
    """Raise TooOften for an address that thanks for one case without an end."""
    require_a_person(request)
    name = f"{house_of(address_of(request))} {IUUID(case)}"
    if not me() and not CLICKS.take(name, CLICKS_PER_HOUR):
        raise robots.TooOften


def own_libraries(case):
    """UID -> name of open libraries for which the present user may tell that they took it over."""
    if not me():
        return {}
    names = library_names()
    uids = names if may("Manage portal", api.portal.get()) else person(me()).libraries
    own = {IUUID(one) for one in heirs(library_of(case))}
    found = {uid: uuidToObject(uid, unrestricted=True) for uid in names if uid in {*uids} - own}
    return {
        uid: names[uid]
        for uid, library in found.items()
        if not library.closed and may(operations.RECORD, library)
    }


class Control(NamedTuple):
    """A control of a form. kind: "date", "text", "lines" or "email"."""

    name: str
    title: str
    description: str
    kind: str
    required: bool
    value: str
    max_length: int | None
    auto: str


class ReaderForm(ActionPage):
    """Base of forms with the fields of a schema, for macro `fields`.

    auto: name of a field -> what a browser may propose for it.
    """

    schema = None
    auto = {}
    lead = ""
    button = ""
    is_public_form = False

    @property
    def stored(self):
        """name -> text of what stands in the form before anything is typed."""
        return {}

    @property
    def controls(self):
        """The Controls of the form, in order."""
        return [self._control(name, field) for name, field in getFieldsInOrder(self.schema)]

    def _control(self, name, field):
        kind = "text"
        if IDate.providedBy(field):
            kind = "date"
        elif IText.providedBy(field) and not ITextLine.providedBy(field):
            kind = "lines"
        elif "email" in name:
            kind = "email"
        value = self.typed(name, self.stored.get(name, ""))
        longest = getattr(field, "max_length", None)
        auto = self.auto.get(name, "off")
        return Control(
            name, field.title, field.description, kind, field.required, value, longest, auto
        )

    def values(self):
        """name -> value of what was typed. Raises FieldErrors for a day that is none."""
        return {
            name: self.typed_day(name) if IDate.providedBy(field) else self.typed(name)
            for name, field in getFieldsInOrder(self.schema)
        }

    @property
    def errors(self):
        # When the form was opened is no control that one could be led to.
        titles = {f"f-{name}": field.title for name, field in getFieldsInOrder(self.schema)}
        return [
            ("content" if control == "f-opened" else control, self._led(titles.get(control), text))
            for control, text in super().errors
        ]

    def _led(self, title, text):
        """What is wrong, with the field of which it is."""
        return f"{self.say(title)}: {self.say(text)}" if title else text

    @property
    def stamp(self):
        """When this form was opened, signed."""
        return robots.stamp()

    @property
    def privacy_url(self):
        """The address of the privacy notice, or None if there is none."""
        page = api.portal.get_registry_record(f"{DEPARTMENT_PREFIX}.privacy_page")
        return f"{self.portal_url}/{page}" if page and page in api.portal.get() else None
