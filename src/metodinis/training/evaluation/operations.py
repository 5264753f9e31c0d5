"""Every write of what participants say, and of what the staff make of it."""

from metodinis.common.clock import zone
from metodinis.common.moments import now
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.i18n import _
from metodinis.training.evaluation import mails
from metodinis.training.evaluation import rules
from metodinis.training.evaluation.catalog import note_verdict
from metodinis.training.registration.rules import ATTENDED
from metodinis.training.registration.rules import PARTLY
import logging
import secrets
import transaction


logger = logging.getLogger(__name__)

MANAGE = "metodinis: Manage Training"
CONDUCT = "metodinis: Conduct Training"
# Who took part, and so may say how it was.
TOOK_PART = (ATTENDED, PARTLY)
OPEN, EARLY, CLOSED, ANSWERED, ABSENT = "open", "early", "closed", "answered", "absent"
LONGEST_CONCLUSION = 5000

QUESTIONS_ANSWERED = _(
    "feedback_questions_answered",
    default="Somebody has answered already, so the questions stay as they are.",
)
REFUSALS = {
    EARLY: _("feedback_early", default="This form isn't open yet."),
    CLOSED: _("feedback_closed", default="This form takes no more answers."),
    ANSWERED: _("feedback_answered", default="You have answered already. Thank you."),
    ABSENT: _("feedback_absent", default="This form is for those who took part."),
}


def ended_on(event):
    """The day (date) on which an event ends, where the site is."""
    return event.end.astimezone(zone()).date()


def questions_of(event, form):
    """The Questions of one form of an event."""
    return rules.asked(form, event.trainers or (), event.feedback.own)


def participants(event):
    """Registrations of those who took part."""
    return event.registrations.found(*TOOK_PART)


def standing(event, registration, form):
    """What one form is to one person now: OPEN, EARLY, CLOSED, ANSWERED or ABSENT."""
    urn, today = event.feedback.urns[form], now().astimezone(zone()).date()
    ended = ended_on(event)
    if registration.state not in TOOK_PART:
        # Marks come with the last session or after it.
        return EARLY if now() < event.end else ABSENT
    if urn.is_closed or today > rules.closing_day(form, ended, urn.asked_on):
        return CLOSED
    if urn.is_spent(registration.id):
        return ANSWERED
    if form == rules.AFTER:
        return OPEN if now() >= event.sessions[-1].starts else EARLY
    return OPEN if today >= rules.due_day(form, ended) else EARLY


def answer(event, registration, form, given):
    """Put one person's answers into the urn.

    The private link is the permission. given: question id -> score (1 to 5, number or digit) or
    text; what isn't answered is left out or empty. Raises NotAllowed, or FieldErrors (question
    id -> message).
    """
    found = standing(event, registration, form)
    if found != OPEN:
        raise NotAllowed(REFUSALS[found])
    sheet = checked_sheet(questions_of(event, form), given)
    event.feedback.urns[form].put(registration.id, sheet)
    # Who is logged in would be written beside the answers, into the history of the database.
    transaction.get().user = ""
    # Neither who nor what: the log is read by others than the answers are.
    logger.info("feedback: an answer to %s of %s", form, event.getId())


def checked_sheet(questions, given):
    """The answers to Questions as they are kept: question id -> int or text. Raises FieldErrors."""
    sheet, errors = {}, {}
    known = {question.id for question in questions}
    for id_ in given:
        if id_ not in known:
            errors[id_] = _("feedback_unknown", default="The form has no such question.")
    for question in questions:
        value = given.get(question.id)
        try:
            kept = _score(value) if question.kind == rules.SCALE else _text(value)
        except ValueError as error:
            errors[question.id] = error.args[0]
        else:
            if kept not in (None, ""):
                sheet[question.id] = kept
    if not errors and not any(isinstance(value, int) for value in sheet.values()):
        first = questions[0].id
        errors[first] = _("feedback_nothing", default="Choose a score for one question at least.")
    if errors:
        raise FieldErrors(errors)
    return sheet


def _score(value):
    try:
        return rules.score(value)
    except ValueError:
        raise ValueError(_("feedback_score", default="Choose a score from 1 to 5.")) from None


def _text(value):
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(_("common_text_invalid", default="This must be a text."))
    text = value.strip()
    if len(text) > rules.LONGEST_ANSWER:
        raise ValueError(
            _(
                "feedback_too_long",
                default="At most ${most} characters, please.",
                mapping={"most": str(rules.LONGEST_ANSWER)},
            )
        )
    return text


def keep_own_questions(event, wanted):
    """Set an event's own questions; those that aren't named any more go.

    wanted: list of {"id": of one that stays or "", "title", "kind", "form"}; one without a title
    is left out. Raises FieldErrors ("<number>.<field>" -> message), NotAllowed once somebody
    answered the form: an answer must stay one to the question that was asked. Unauthorized.
    """
    require(MANAGE, event)
    present = {question.id: question for question in event.feedback.own}
    found, errors = [], {}
    for number, values in enumerate(wanted):
        title, id_ = values.get("title") or "", values.get("id") or ""
        wrong = "title" if not isinstance(title, str) else "id"
        if not (isinstance(title, str) and isinstance(id_, str)):
            errors[f"{number}.{wrong}"] = _("common_text_invalid", default="This must be a text.")
            continue
        title = title.strip()
        if not title:
            continue
        kind, form = values.get("kind", rules.SCALE), values.get("form", rules.AFTER)
        if len(title) > rules.LONGEST_QUESTION:
            errors[f"{number}.title"] = _(
                "feedback_question_long",
                default="At most ${most} characters: people read it on a telephone.",
                mapping={"most": str(rules.LONGEST_QUESTION)},
            )
        if kind not in rules.KINDS:
            errors[f"{number}.kind"] = _("feedback_kind_unknown", default="Choose a kind.")
        if form not in rules.FORMS:
            errors[f"{number}.form"] = _("feedback_form_unknown", default="Choose a form.")
        if id_ not in present or id_ in {question.id for question in found}:
            id_ = f"own-{secrets.token_hex(4)}"
        found.append(rules.Question(id_, kind, form, title))
    if len(found) > rules.MOST_OWN:
        errors[f"{len(wanted) - 1}.title"] = _(
            "feedback_questions_many",
            default="At most ${most} questions of your own: a long form isn't filled in.",
            mapping={"most": str(rules.MOST_OWN)},
        )
    if errors:
        raise FieldErrors(errors)
    for form in rules.FORMS:
        before = [question for question in event.feedback.own if question.form == form]
        after = [question for question in found if question.form == form]
        if before != after and len(event.feedback.urns[form]):
            raise NotAllowed(QUESTIONS_ANSWERED)
    event.feedback.keep_own(found)
    logger.info("feedback: %s has %d questions of its own", event.getId(), len(found))
    return event.feedback.own


def conclude(event, text):
    """Write down what follows from what was said; an empty text takes it back.

    Raises FieldErrors ("conclusion") or Unauthorized.
    """
    require(MANAGE, event)
    text = text.strip()
    if len(text) > LONGEST_CONCLUSION:
        raise FieldErrors(
            {
                "conclusion": _(
                    "feedback_too_long",
                    default="At most ${most} characters, please.",
                    mapping={"most": str(LONGEST_CONCLUSION)},
                )
            }
        )
    event.feedback.conclusion = (text, me(), now()) if text else None
    note_verdict(event)
    logger.info("feedback: conclusion of %s by %s", event.getId(), me())


def ask(event, form, today):
    """Write to each who took part and wasn't written to yet; return how many mails are queued.

    Who was thanked already found the form by that mail: the first form needs no second one.
    today: date. The work of the night: it asks for no permission.
    """
    urn = event.feedback.urns[form]
    people = [one for one in participants(event) if one.email and one.id not in urn.asked]
    for registration in people:
        urn.asked.insert(registration.id)
    if people and urn.asked_on is None:
        urn.asked_on = today
    if form == rules.AFTER:
        people = [one for one in people if not one.thanked]
        for registration in people:
            registration.thanked = True
    return sum(mails.send(event, one, form, mails.ASKED[form]) for one in people)


def remind(event, form):
    """Write once more, once, to those who didn't answer; return how many mails are queued."""
    urn = event.feedback.urns[form]
    people = [
        one
        for one in participants(event)
        if one.email and one.id not in urn.reminded and not urn.is_spent(one.id)
    ]
    for registration in people:
        urn.reminded.insert(registration.id)
    return sum(mails.send(event, one, form, mails.REMINDER) for one in people)


def close(event, form):
    """Take no more answers to a form; what could tell who answered goes."""
    event.feedback.urns[form].close()
    logger.info("feedback: %s of %s closed", form, event.getId())
