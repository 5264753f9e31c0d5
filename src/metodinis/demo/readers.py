"""What readers of the demo make of its published cases: taken over, thanked for, asked about,
collected.
"""

from AccessControl.SpecialUsers import nobody
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from metodinis.common.moments import at
from metodinis.demo.acting import acting
from metodinis.demo.acting import step
from metodinis.demo.practice import ago
from metodinis.demo.practice import EDITOR
from metodinis.demo.practice import MARK
from metodinis.demo.practice import told
from metodinis.demo.story import PEOPLE
from metodinis.demo.story import person
from metodinis.goodpractice.booklets import operations as booklets
from metodinis.goodpractice.reuse import operations as reuse
from metodinis.goodpractice.reuse import rules
from metodinis.goodpractice.statistics.content import views_for_writing
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.uuid.interfaces import IUUID
from zlib import crc32


def make_readers(site, libraries, published, today):
    """Tell of readers. libraries: code -> Library; published: code -> case; today: date."""
    parts = told()
    _read(site["good-practice"], published.values(), today)
    for one in parts["reuses"]:
        _take_over(published[one["case"]], libraries[one["place"]], one, today)
    for place, times in parts["clicks"].items():
        for days in range(times):
            with _visitor(ago(today, days + 1)):
                reuse.thank(published[place])
    for one in parts["thanks"]:
        _thank(published[one["case"]], one, today)
    for one in parts["questions"]:
        _ask(published[one["case"]], one, today)
    for one in parts["collections"]:
        _collect(site["good-practice"], published, one, today)


def _read(directory, cases, today):
    """Count views since each was published: more of what came later, fewer on weekends."""
    counts = Counter()
    for case in cases:
        published = case.effective().asdatetime().date()
        for days in range(1, (today - published).days):
            day = today - timedelta(days=days)
            most = 3 + case.number * (1 if day.weekday() < 5 else 0)
            counts[IUUID(case), day] = crc32(f"{case.number} {day}".encode()) % most
    views_for_writing(directory).add(+counts)


@contextmanager
def _visitor(moment):
    """Do something as somebody who isn't logged in, at a moment."""
    with api.env.adopt_user(user=nobody), at(moment):
        yield


def _take_over(case, library, one, today):
    values = {
        "taken_on": today - timedelta(days=one["started"]),
        "changed": one["changed"],
        "result": one["result"],
        "contact_name": one["contact"],
        "contact_email": next(human.email for human in PEOPLE if human.user == one["by"]),
    }
    with acting(one["by"], ago(today, one["told"])):
        reuse.record_reuse(case, library, values)


def _thank(case, one, today):
    moment = ago(today, one["days"])
    with _visitor(moment):
        thanks = reuse.thank(case, {"name": one["name"], "words": one["words"]})
    if one["state"] == rules.SHOWN:
        with acting(EDITOR, moment + timedelta(hours=5)):
            reuse.approve(case, rules.THANKS, thanks.id)


def _ask(case, one, today):
    moment = ago(today, one["days"])
    with _visitor(moment):
        values = {name: one[name] for name in ("name", "email", "text")}
        question = reuse.ask(case, values, consent=True)
    if one["state"] == rules.PENDING:
        return
    with acting(EDITOR, moment + timedelta(hours=5)):
        reuse.approve(case, rules.QUESTION, question.id)
    if one["state"] == rules.ANSWERED:
        with acting(person(one["case"], "staff"), moment + timedelta(days=2)):
            reuse.answer(case, question.id, one["answer"], is_public=True)


def _collect(directory, published, one, today):
    values = {
        "title": f"{one['title']}{MARK}",
        "description": one["description"],
        "introduction": RichTextValue(one["introduction"], "text/html", "text/x-html-safe"),
        "case_uids": [IUUID(published[place]) for place in one["cases"]],
    }
    with acting(EDITOR, ago(today, one["days"])):
        collection = booklets.create_collection(directory, values)
        if one["published"]:
            step(collection, booklets.publish_collection)
