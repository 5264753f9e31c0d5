"""The year of training as tables of plain numbers."""

from metodinis.i18n import _
from metodinis.layout.exports import Table
from metodinis.training.planning import rules
from metodinis.training.vocabularies import FORM_TITLES
from metodinis.training.vocabularies import KIND_TITLES


STATES = {
    "draft": _("planning_state_draft", default="In preparation"),
    "announced": _("planning_state_announced", default="Announced"),
    "postponed": _("planning_postponed", default="Postponed"),
    "cancelled": _("planning_cancelled", default="Cancelled"),
}
EVENT_HEADS = {
    "day": _("planning_column_day", default="Date"),
    "title": _("planning_column_event", default="Event"),
    "kind": _("planning_column_kind", default="Kind"),
    "form": _("planning_column_form", default="Form"),
    "state": _("planning_column_state", default="State"),
    "topics": _("planning_column_topics", default="Competences"),
    "capacity": _("planning_column_capacity", default="Seats"),
    "seated": _("planning_column_seated", default="Seats taken"),
    "fill": _("planning_column_fill", default="Seats filled"),
    "expected": _("planning_column_expected", default="Expected"),
    "attended": _("planning_column_attended", default="Participants"),
    "attendance": _("planning_column_attendance", default="Attendance"),
    "answers": _("planning_column_answers", default="Feedback answers"),
    "score": _("planning_column_score", default="Satisfaction"),
    "hours": _("planning_column_hours", default="Academic hours"),
    "learned": _("planning_column_learned", default="Academic hours learned"),
    "cost_all": _("planning_column_cost_all", default="Cost, euro"),
    "cost": _("planning_column_cost", default="Cost for a participant, euro"),
}
TOPIC = _("planning_column_topic", default="Competence")
LIBRARY = _("planning_column_library", default="Library")
MONTH = _("planning_column_month", default="Month")
EVENTS = _("planning_column_events", default="Events")
BEFORE = _("planning_column_before", default="Participants a year before")


def tables(page):
    """Tables of a YearPlanPage: events, competences, libraries, months."""
    say = page.say
    attended, learned = say(EVENT_HEADS["attended"]), say(EVENT_HEADS["learned"])
    topics = [
        [row["title"], row["events"], row["attended"], round(row["learned"], 2)]
        for row in page.topics
    ]
    libraries = [
        [row["title"], row["events"], row["attended"], round(row["learned"], 2)]
        for row in page.libraries
    ]
    months = [[row["title"], row["events"], row["attended"], row["before"]] for row in page.months]
    return [
        Table(
            say(page.events_caption),
            [
                list(map(say, EVENT_HEADS.values())),
                *(event_row(event, page) for event in page.events),
            ],
        ),
        Table(say(page.topics_caption), [[say(TOPIC), say(EVENTS), attended, learned], *topics]),
        Table(
            say(page.libraries_caption),
            [[say(LIBRARY), say(EVENTS), attended, learned], *libraries],
        ),
        Table(
            say(page.months_caption), [[say(MONTH), say(EVENTS), attended, say(BEFORE)], *months]
        ),
    ]


def event_row(event, page):
    """The cells of one event, in the order of EVENT_HEADS."""
    figures = rules.figures([event])
    return [
        event.day.isoformat(),
        event.title,
        page.say(KIND_TITLES.get(event.kind, event.kind)),
        page.say(FORM_TITLES.get(event.form, event.form)),
        page.say(STATES.get(event.state, event.state)),
        page.topic_titles(event.competences),
        event.capacity,
        event.seated,
        figures.fill.value,
        event.expected,
        event.attended,
        figures.attendance.value,
        event.answers,
        event.score,
        event.hours,
        event.learned,
        event.cost,
        figures.cost_per_person.value,
    ]
