"""Makes events for races; run by zconsole. Prints the secrets of ten who are seated in one."""

from metodinis.common.mail import quiet
from tests.training.registration.made_events import come
from tests.training.registration.made_events import make_event
from zope.component.hooks import setSite
import json
import transaction


def make(app):
    setSite(app["metodinis"])
    for name, capacity in (("lenktynes", 10), ("spustelejimas", 2), ("atsisakymai", 10)):
        event = make_event(id=name, capacity=capacity)
    with quiet():
        come(event, *(f"Dalyvis{number} Pavardenis" for number in range(20)))
    print(json.dumps([one.secret for one in event.registrations.found("registered")]))
    transaction.commit()


make(app)  # noqa: F821 zconsole gives the root as `app`
