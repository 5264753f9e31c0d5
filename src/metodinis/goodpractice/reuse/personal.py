"""What readers' words keep of one person, for requests of theirs; how long it is kept."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from metodinis.common.clock import zone
from metodinis.common.moments import months_before
from metodinis.common.nightly import INightlyTask
from metodinis.common.personal import IPersonalData
from metodinis.goodpractice.cases.operations import MANAGE
from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.goodpractice.reuse import rules
from metodinis.goodpractice.reuse.content import all_readers
from metodinis.goodpractice.reuse.content import readers_for_writing
from metodinis.goodpractice.tasks import directory
from metodinis.goodpractice.vocabularies import setting
from metodinis.i18n import _
from plone.app.uuid.utils import uuidToObject
from zope.interface import implementer


def _cases():
    """(case, its CaseReaders) of all that readers told of."""
    found = [
        (uuidToObject(uid, unrestricted=True), readers)
        for uid, readers in all_readers(directory()).all()
    ]
    return [(case, readers) for case, readers in found if case is not None]


def _same(email, other):
    return email.strip().casefold() == other.strip().casefold()


@implementer(IPersonalData)
class ReadersData:
    """`metodinis.goodpractice.reuse`: questions of an address, and reuses that name it."""

    permission = MANAGE
    kinds = {
        "reuse": _("reuse_person_reuse", default="Contact of who took a case over"),
        "question": _("moderation_question", default="Question"),
    }

    def find(self, email):
        return [
            told
            for case, readers in _cases()
            for told in (
                *(_reuse_told(case, one) for one in _reuses(readers, email)),
                *(_question_told(case, one) for one in _questions(readers, email)),
            )
        ]

    def erase(self, email):
        """Questions lose name and address; those that nobody answered, and answers that nobody
        but the person read, go. What a library did stays, without the contact."""
        count = 0
        for case, readers in _cases():
            reuses, questions = _reuses(readers, email), _questions(readers, email)
            for one in reuses:
                kept = one._replace(contact_name="", contact_email="")
                readers_for_writing(case.__parent__).put_reuse(case.UID(), kept)
            for one in questions:
                _forget(readers, one)
            if questions:
                note_waiting(case)
            count += len(reuses) + len(questions)
        return count


def _reuses(readers, email):
    return [one for one in readers.reuses if _same(one.contact_email, email)]


def _questions(readers, email):
    return [one for one in readers.words(rules.QUESTION) if _same(one.email, email)]


def _forget(readers, question):
    if question.is_shown:
        readers.put(rules.QUESTION, question._replace(name="", email=""))
    else:
        readers.drop(rules.QUESTION, question.id)


def _reuse_told(case, reuse):
    return {
        "kind": "reuse",
        "title": case.title,
        "url": case.absolute_url(),
        "name": reuse.contact_name,
        "email": reuse.contact_email,
        "taken_on": reuse.taken_on.isoformat(),
        "changed": reuse.changed,
        "result": reuse.result,
    }


def _question_told(case, question):
    return {
        "kind": "question",
        "title": case.title,
        "url": case.absolute_url(),
        "at": question.at.isoformat(),
        "name": question.name,
        "email": question.email,
        "text": question.text,
        "state": question.state,
        "answer": question.answer,
    }


@implementer(INightlyTask)
class Retention:
    """Takes names and addresses out of questions that were kept long enough; one that nobody
    answered for as long goes, and what was refused after rules.REFUSED_DAYS."""

    def __call__(self, today):
        """Do it; return lines of what was done. today: date."""
        months = setting("readers_months")
        nameless = datetime.combine(months_before(today, months), time(), zone())
        gone = datetime.combine(today - timedelta(days=rules.REFUSED_DAYS), time(), zone())
        lines = []
        for case, readers in _cases():
            forgotten = _drop_unanswered(readers, nameless)
            if forgotten:
                note_waiting(case)
            count = forgotten + _drop_refused(readers, gone) + _take_names(readers, nameless)
            if count:
                lines.append(f"{case.getId()}: {count} words of readers without a name now")
        return lines


def _drop_refused(readers, limit):
    found = [
        (kind, one)
        for kind in rules.KINDS
        for one in readers.words(kind)
        if one.state == rules.REFUSED and one.moderated_at < limit
    ]
    for kind, one in found:
        readers.drop(kind, one.id)
    return len(found)


def _drop_unanswered(readers, limit):
    found = [
        one
        for one in readers.words(rules.QUESTION)
        if one.state in (rules.PENDING, rules.ASKED) and one.last_at < limit
    ]
    for one in found:
        readers.drop(rules.QUESTION, one.id)
    return len(found)


def _take_names(readers, limit):
    found = [
        one
        for one in readers.words(rules.QUESTION)
        if one.state == rules.ANSWERED and one.email and one.answered_at < limit
    ]
    for one in found:
        readers.put(rules.QUESTION, one._replace(name="", email=""))
    return len(found)
