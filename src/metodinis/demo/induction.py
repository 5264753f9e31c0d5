"""Introductory training of the demo: one track under way, and one finished."""

from contextlib import contextmanager
from datetime import datetime
from datetime import time
from datetime import timedelta
from metodinis.common.moments import at
from metodinis.demo import story
from metodinis.training.induction import marking
from metodinis.training.induction import operations
from metodinis.training.induction import rules
from plone import api
from typing import NamedTuple


class Told(NamedTuple):
    """A track. code: of the library; days: ago that it began; passed: how many modules are passed
    by now, from the first; None for all, with signatures."""

    code: str
    newcomer: str
    mentor: str
    director: str
    position: str
    days: int
    passed: int | None
    goals: str


TRACKS = (
    Told(
        "KRT",
        "krt-bibliotekininke",
        "krt-darbuotoja",
        "krt-direktore",
        "Bibliotekininkė, skaitytojų aptarnavimo skyrius",
        24,
        9,
        "Per tris mėnesius savarankiškai aptarnauti skaitytojus ir padėti rengti edukacijas.",
    ),
    Told(
        "KLM",
        "klm-bibliotekininkas",
        "klm-darbuotoja",
        "klm-direktorius",
        "Bibliotekininkas, jaunimo erdvė",
        120,
        None,
        "Vesti jaunimo erdvės veiklas ir konsultuoti lankytojus.",
    ),
)
# place of a module -> what the newcomer wrote of it
NOTES = {
    3: "Perskaičiau ir aptariau su kuratore, ko teirautis pareigūno.",
    4: "Užregistravau aštuonis skaitytojus, vieną prireikė taisyti.",
    6: "Dar norėčiau pabūti nurašant dokumentus.",
    9: "Atsakiau į tris užklausas; sunkiausia buvo rasti tarpukario laikraštį.",
}
PRAISE = {4: "Dirba tvarkingai, klausia laiku.", 8: "Ramiai išsprendė pirmą konfliktą."}


def load(libraries, today):
    """Make the tracks in the demo's libraries (code -> Library), as seen on `today` (date)."""
    for told in TRACKS:
        _tell(libraries[told.code], told, today)


def _tell(library, told, today):
    starts = rules.working_day(today - timedelta(days=told.days))
    with _acting(told.director, starts - timedelta(days=3)):
        track = operations.add_track(
            library,
            {
                "title": story.name_of(told.newcomer),
                "position": told.position,
                "newcomer": told.newcomer,
                "mentor": told.mentor,
                "starts": starts,
                "goals": told.goals,
            },
        )
    modules = track.modules
    passed = modules[: told.passed]
    for place, module in enumerate(modules[: len(passed) + 1]):
        day = min(module.due, today)
        if module.kind in rules.OWN_KINDS:
            with _acting(told.newcomer, day):
                marking.claim(track, module.id, {"done": True, "note": NOTES.get(place, "")})
        if place < len(passed):
            with _acting(told.mentor, day):
                values = {"passed": True, "on": day, "note": PRAISE.get(place, "")}
                marking.mark(track, module.id, values)
    if told.passed is None:
        last = min(modules[-1].due, today)
        for who, side in ((told.mentor, rules.MENTOR), (told.director, rules.HEAD)):
            with _acting(who, last):
                marking.sign(track, side)


@contextmanager
def _acting(user, day):
    """Do something as one of the people, on a day."""
    moment = datetime.combine(day, time(15, 0), rules.ZONE)
    with api.env.adopt_user(username=user), at(moment):
        yield
