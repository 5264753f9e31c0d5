"""Which registrations of an event are meant: filters of the staff's list."""

from metodinis.search.stems import fold
from metodinis.training.registration.rules import STATES
from metodinis.training.registration.seating import state_at


NO_LIBRARY = "none"


def filtered(event, form):
    """Registrations in the order in which they came, as a form's filters ask.

    state: one of rules.STATES; unconfirmed: "yes"; library: UID, or NO_LIBRARY; text: in name,
    e-mail or institution, capitals and Lithuanian letters aside. What is none of these is no
    filter.
    """
    state, library, text = (_text(form, name) for name in ("state", "library", "text"))
    words = [fold(word) for word in text.split()]
    found = event.registrations.found()
    if state in STATES:
        found = [one for one in found if state_at(one) == state]
    if _text(form, "unconfirmed"):
        found = [one for one in found if one.confirmed_at is None]
    if library:
        uid = "" if library == NO_LIBRARY else library
        found = [one for one in found if one.library_uid == uid]
    if words:
        found = [one for one in found if all(word in _words_of(one) for word in words)]
    return found


def _text(form, name):
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _words_of(registration):
    return fold(f"{registration.name} {registration.email} {registration.institution}")
