"""Good practice in the demo: cases in every state, from every library.

`data/practice.yaml` tells them; here they are put in by the operations that people use, each at
its time. Every title says that it is an example.
"""

from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from importlib import resources
from metodinis.common.states import state_of
from metodinis.demo.acting import acting
from metodinis.demo.acting import step
from metodinis.demo.drawings import draw
from metodinis.demo.story import HEAD
from metodinis.demo.story import name_of
from metodinis.demo.story import PEOPLE
from metodinis.demo.story import person
from metodinis.demo.story import ZONE
from metodinis.goodpractice.cases import operations as cases
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.workflow import WORKFLOW
from metodinis.goodpractice.desk import agreeing
from metodinis.goodpractice.desk import operations as desk
from metodinis.goodpractice.desk import truth
from metodinis.goodpractice.pictures.operations import add_picture
from metodinis.goodpractice.review import operations as review
from metodinis.goodpractice.schema import GOODPRACTICE_PREFIX
from metodinis.goodpractice.vocabularies import setting
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
import yaml


EDITOR = "redaktore"
REVIEWERS = (
    "klm-bibliotekininkas",
    "krt-direktore",
    "pal-darbuotoja",
    "sil-darbuotoja",
    "jur-darbuotoja",
    "tau-direktore",
    "metodininke",
    "metodininkas",
)
# In every title, so that it stands wherever a case is listed, cited or mailed.
MARK, ENGLISH_MARK = " (pavyzdys)", " (example)"
CREDIT = "Parodomojo pavyzdžio piešinys"
# Days after a case was begun.
SUBMITTED, SIGNED, ASSIGNED, REVIEWED, DECIDED, EDITED, PUBLISHED = 3, 5, 7, 12, 19, 21, 26


class Told(NamedTuple):
    """A case and its way, as data/practice.yaml tells them."""

    place: str
    author: str
    begun: int
    end: str
    values: dict
    waited: int = 0
    period: tuple = ()
    picture: dict | None = None
    reviews: tuple = ()
    reason: str = ""
    note: str = ""
    featured: bool = False
    edit: dict | None = None
    scheduled: int = 0
    correction: dict | None = None
    truth: dict | None = None


def told():
    """What the file tells: name of a part -> list of mappings, `cases` as Told."""
    path = resources.files("metodinis.demo") / "data" / "practice.yaml"
    parts = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {**parts, "cases": [Told(**case) for case in parts["cases"]]}


def make_cases(site, libraries, today):
    """Tell all cases. libraries: code -> Library; today: date.

    Returns code of a library -> its published case.
    """
    with acting(HEAD):
        for name, value in (("reviewers", REVIEWERS), ("director_signs", True)):
            api.portal.set_registry_record(f"{GOODPRACTICE_PREFIX}.{name}", value)
    directory, published, featured = site["good-practice"], {}, []
    for one in told()["cases"]:
        case = _tell(directory, libraries[one.place], one, today)
        if state_of(case) == rules.PUBLISHED:
            published[one.place] = case
            featured += [IUUID(case)] * one.featured
    with acting(EDITOR, ago(today, 30)):
        desk.feature(directory, featured)
    return published


def ago(today, days):
    """The moment so many days before today, in the morning."""
    return datetime.combine(today - timedelta(days=days), time(10, 15), ZONE)


def _tell(directory, library, one, today):
    """Walk a case to the state in which it stands today; return it."""

    def after(days):
        return ago(today, one.begun - days)

    with acting(one.author, after(0)):
        case = cases.create_case(directory, library, _values(one, after(0).year))
        if one.picture:
            data = draw(one.picture["drawing"])
            add_picture(case, "piesinys.jpg", data, one.picture["alt"], CREDIT)
    case.workflow_history[WORKFLOW][0]["time"] = case.creation_date = DateTime(after(0))
    case.reindexObject(idxs=["created"])
    if one.end == rules.DRAFT:
        return case
    with acting(one.author, after(SUBMITTED)):
        step(case, cases.submit)
    if one.end == rules.SIGNING:
        return case
    with acting(person(one.place, "director"), after(SIGNED)):
        step(case, cases.sign)
    if one.end == rules.SUBMITTED:
        return case
    _review(case, one, after)
    if one.end != rules.REVIEWING:
        _decide(case, one, lambda days: after(days + one.waited), today)
    return case


def _values(one, year):
    """All that a case says. year: in which it was begun."""
    values = {**one.values, "title": f"{one.values['title']}{MARK}"}
    if "english_title" in values:
        values["english_title"] += ENGLISH_MARK
    if one.end == rules.DRAFT:
        return values
    author = name_of(one.author)
    started, ended = (_day(text, year) for text in one.period)
    signed = (line for line in values.get("co_authors", ()) if line.startswith(author))
    return {
        **values,
        "started": started,
        "ended": ended,
        "contact_name": next(signed, author),
        "contact_email": next(human.email for human in PEOPLE if human.user == one.author),
        "consent": True,
        "picture_rights": bool(one.picture),
    }


def _day(text, year):
    """A date of "-1-06-15": years from a year, month, day."""
    years, month, day = map(int, text.rsplit("-", 2))
    return date(year + years, month, day)


def _review(case, one, after):
    """Ask the reviewers, and let those speak who have spoken."""
    with acting(EDITOR, after(ASSIGNED)):
        due = (after(ASSIGNED) + timedelta(days=setting("review_days"))).date()
        step(case, review.assign, [said["by"] for said in one.reviews], due)
    for number, said in enumerate(one.reviews):
        if "scores" in said:
            with acting(said["by"], after(REVIEWED + 2 * number)):
                review.save_review(
                    case,
                    dict(zip(rules.CRITERIA, said["scores"], strict=True)),
                    said.get("comments", {}),
                    said["summary"],
                    said.get("remarks", {}),
                    said.get("private", ""),
                    give=True,
                )


def _decide(case, one, after, today):
    """What the editor made of the reviews, and what came after it."""
    with acting(EDITOR, after(DECIDED)):
        if one.end == rules.DECLINED:
            step(case, desk.decline, one.reason)
            return
        if one.end == rules.RETURNED:
            remarks = {name: text for said in one.reviews for name, text in said["remarks"].items()}
            step(case, desk.return_, one.reason, remarks)
            return
        step(case, desk.recommend)
        desk.write_note(case, one.note)
    if one.edit:
        with acting(EDITOR, after(EDITED)):
            cases.update_case(case, one.edit["values"])
            agreeing.ask_agreement(case, one.edit["words"])
        with acting(one.author, after(EDITED + 2)):
            agreeing.answer_agreement(case, True, one.edit["answer"])
    if one.scheduled:
        with acting(EDITOR, ago(today, 1)):
            # The database keeps moments in UTC: it can't pickle a zoneinfo.
            desk.publish(case, at=ago(today, -one.scheduled).astimezone(UTC))
        return
    with acting(EDITOR, after(PUBLISHED)):
        step(case, desk.publish)
    _look_after(case, one, today)


def _look_after(case, one, today):
    """What befell a case after it was published."""
    if one.correction:
        with acting(EDITOR, ago(today, one.correction["days"])):
            desk.correct(case, one.correction["values"], one.correction["words"])
    if one.truth:
        with acting(EDITOR, ago(today, one.truth["asked"])):
            truth.ask_truth(case)
        if "answer" in one.truth:
            with acting(one.author, ago(today, one.truth["answered"])):
                step(case, truth.answer_truth, one.truth["answer"], one.truth["words"])


def date_cases(site):
    """Date the last changes of cases like their steps, once all is told of them."""
    for case in site["good-practice"].objectValues("Dexterity Item"):
        if case.portal_type == "GoodPractice":
            case.setModificationDate(case.workflow_history[WORKFLOW][-1]["time"])
            case.reindexObject(idxs=["modified"])
