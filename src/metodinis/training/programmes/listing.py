"""Finding programmes: one query for the list, its files and REST."""

from metodinis.common.sorting import sort_key
from metodinis.common.states import state_of
from metodinis.libraries import people
from metodinis.libraries.belongings import library_of
from metodinis.search.rules import beginnings
from metodinis.training.programmes.rules import STATES
from metodinis.training.programmes.rules import totals
from metodinis.training.vocabularies import competences
from metodinis.training.vocabularies import FORM_TITLES
from plone import api
from typing import NamedTuple


LONGEST_TEXT = 100


class Filters(NamedTuple):
    """What a reader asked for; "" doesn't filter. library: UID."""

    text: str = ""
    competence: str = ""
    form: str = ""
    state: str = ""
    library: str = ""


class Row(NamedTuple):
    """What lists tell of a programme. library: its Library or None."""

    programme: object
    state: str
    hours: float
    library: object

    @property
    def title(self):
        return self.programme.title

    @property
    def provider(self):
        return self.programme.provider or (self.library.title if self.library else "")


def filters_of(form):
    """Filters from a query string; what isn't among the choices doesn't filter."""

    def choice(name, choices):
        value = form.get(name, "")
        return value if isinstance(value, str) and value in choices else ""

    text = form.get("text", "")
    library = form.get("library", "")
    return Filters(
        text=" ".join(text.split())[:LONGEST_TEXT] if isinstance(text, str) else "",
        competence=choice("competence", competences()),
        form=choice("form", FORM_TITLES),
        state=choice("state", STATES),
        library=library if isinstance(library, str) and len(library) < 50 else "",
    )


def find(filters):
    """Rows of the programmes that `filters` ask for and the present user sees, by title."""
    query = {"portal_type": "TrainingProgramme"}
    if filters.state:
        query["review_state"] = filters.state
    if filters.library:
        query["search_library"] = filters.library
    words = beginnings(filters.text)
    if words:
        query["SearchableText"] = words
    programmes = (brain.getObject() for brain in api.content.find(**query))
    rows = [
        Row(one, state_of(one), totals(one.topics).hours, library_of(one))
        for one in programmes
        if filters.competence in ("", *one.competences) and filters.form in ("", one.form)
    ]
    return sorted(rows, key=lambda row: sort_key(row.title))


def my_libraries():
    """The open Libraries for which the present user may propose programmes."""
    user = api.user.get_current()
    if api.user.is_anonymous():
        return []
    uids = list(people.person(user.getId()).libraries)
    found = api.content.find(portal_type="Library", UID=uids, library_closed=False) if uids else ()
    return [brain.getObject() for brain in found]
