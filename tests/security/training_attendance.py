"""Who may open what of attendance and certificates: an event that runs, and one that is over."""

from datetime import timedelta
from metodinis.common import moments
from metodinis.training.attendance import operations as attendance
from metodinis.training.certificates import operations
from metodinis.training.certificates.rules import number_of
from metodinis.training.events.rules import Session
from plone import api
from tests.security.libraries import EVERYONE
from tests.training.attended import make_event
from tests.training.attended import NAMES
from tests.training.attended import register


HERE = "/training/lankomumas"
OVER = "/training/pazymejimai"
SECRET, PERSON, CODE = "privati-nuoroda-2", "dalyve", "ABCDEFGHJK"
ALL, NUMBER = "/training", number_of(moments.now().year, 1)
STAFF = ("methodologist", "head", "manager")

ROWS = {
    ("GET", f"{HERE}/@@attendance"): STAFF,
    ("GET", f"{OVER}/@@attendance"): STAFF,
    ("GET", f"{HERE}/@@check-in?code={PERSON}"): STAFF,
    ("GET", f"{HERE}/@@check-in-code"): STAFF,
    ("GET", f"{HERE}/@@sign-in-list"): STAFF,
    ("GET", f"{HERE}/@@arrived?secret={SECRET}"): EVERYONE,
    ("GET", f"{HERE}/@attendance"): STAFF,
    ("PATCH", f"{HERE}/@attendance"): STAFF,
    ("POST", f"{HERE}/@check-in"): STAFF,
    ("GET", f"{HERE}/@check-in-code"): STAFF,
    ("POST", f"{HERE}/@arrived"): EVERYONE,
    ("GET", f"{HERE}/@sign-in-list"): STAFF,
    ("GET", f"{OVER}/@@certificates"): STAFF,
    ("GET", f"{HERE}/@@certificates"): STAFF,
    ("GET", f"{OVER}/@@certificates-zip"): STAFF,
    ("GET", f"{OVER}/@@my-certificate?secret={SECRET}"): EVERYONE,
    ("GET", f"{OVER}/@certificates"): STAFF,
    ("POST", f"{OVER}/@certificates"): STAFF,
    ("POST", f"{OVER}/@certificates-mail"): STAFF,
    ("GET", f"{OVER}/@certificates-zip"): STAFF,
    ("GET", f"{OVER}/@my-certificate?secret={SECRET}"): EVERYONE,
    ("GET", f"{ALL}/@@certificates"): STAFF,
    ("GET", f"{ALL}/@@certificates-export?format=csv"): STAFF,
    ("GET", f"{ALL}/@@certificate"): EVERYONE,
    ("GET", f"{ALL}/@@certificate?number={NUMBER}&code={CODE}"): EVERYONE,
    ("GET", f"{ALL}/@@certificate?number={NUMBER}&code=WRONG"): EVERYONE,
    ("GET", f"{ALL}/@@certificate-file?number={NUMBER}"): STAFF,
    ("GET", f"{ALL}/@@certificate-revoke?number={NUMBER}"): STAFF,
    ("GET", f"{ALL}/@@certificate-reissue?number={NUMBER}"): STAFF,
    ("GET", f"{ALL}/@@certificate-design"): STAFF,
    ("GET", f"{ALL}/@@certificate-sample"): STAFF,
    ("GET", f"{ALL}/@certificates"): STAFF,
    ("GET", f"{ALL}/@certificates-export?format=csv"): STAFF,
    ("GET", f"{ALL}/@certificate?number={NUMBER}&code={CODE}"): EVERYONE,
    ("GET", f"{ALL}/@certificate-file?number={NUMBER}"): STAFF,
    ("POST", f"{ALL}/@certificate-revoke"): STAFF,
    ("POST", f"{ALL}/@certificate-reissue"): STAFF,
    ("GET", f"{ALL}/@certificate-design"): STAFF,
    ("PATCH", f"{ALL}/@certificate-design"): STAFF,
    ("GET", f"{ALL}/@certificate-sample"): STAFF,
}


def known(event, registration):
    """Let its private link and its code be those that the rows name."""
    store = event.registrations
    del store._secrets[registration.secret]
    del store._records[registration.id]
    registration.id, registration.secret = PERSON, SECRET
    store._secrets[SECRET] = PERSON
    store._records[PERSON] = registration


def prepare(site):
    """Both events with people; the other has marks and certificates, of known number and code."""
    begin = moments.now() - timedelta(hours=1)
    hours = timedelta(hours=2)
    running = (
        Session(begin, begin + hours, "Įvadas"),
        Session(begin + timedelta(days=1), begin + timedelta(days=1) + hours),
    )
    known(*_made(site, "lankomumas", running))
    over = tuple(one._replace(starts=one.starts - DAYS, ends=one.ends - DAYS) for one in running)
    event, rasa = _made(site, "pazymejimai", over)
    known(event, rasa)
    with api.env.adopt_user(username="metodininke"), moments.at(begin):
        marks = ("present", "present", "absent")
        for one, mark in zip(event.registrations.found(), marks, strict=False):
            cells = {(one.id, 0): "present", (one.id, 1): mark}
            attendance.mark(event, cells, reason="bandymas")
        [made] = operations.issue(event, [PERSON]).certificates
    made.code = CODE


DAYS = timedelta(days=7)


def _made(site, name, sessions):
    event = make_event(site, name, sessions=sessions, title=f"Mokymai: {name}", location="Salė")
    return event, register(event, *NAMES)[0]
