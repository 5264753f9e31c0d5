"""REST of the year plan.

GET @year-plan?year=2026                  figures of the year and of the year before
GET @year-plan-export?format=xlsx|csv     the same as a file
"""

from metodinis.common.api import choice_of
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.layout.exports import WRITERS
from metodinis.training.planning import rules
from metodinis.training.planning.views import YearPlanExport
from metodinis.training.planning.views import YearPlanPage


class GetYearPlan(JsonService):
    """GET @year-plan: events by pages; all else whole."""

    def answer(self):
        page = YearPlanPage(self.context, self.request)
        return {
            **self.batch(page.events, self.event),
            "year": page.year,
            "figures": figures_json(page.figures),
            "previous": figures_json(page.previous),
            "competences": [
                {"code": code or None, **figures_json(figures)}
                for code, figures in rules.by_competence(page.events)
            ],
            "libraries": [
                {"library": uid or None, "attended": people, "events": events, "learned": hours}
                for uid, people, events, hours in rules.by_library(page.events)
            ],
            "months": [
                {"month": month, "events": figures.events, "attended": figures.attended}
                for month, figures in rules.by_month(page.events)
            ],
        }

    def event(self, event):
        return {
            "@id": event.url,
            "title": event.title,
            "date": event.day.isoformat(),
            "state": event.state,
            "kind": event.kind,
            "form": event.form,
            "competences": list(event.competences),
            "capacity": event.capacity,
            "seated": event.seated,
            "answers": event.answers,
            **figures_json(rules.figures([event])),
        }


class GetYearPlanExport(FileService):
    """GET @year-plan-export"""

    def answer(self):
        choice_of(self.request.form, "format", tuple(WRITERS))
        return YearPlanExport(self.context, self.request)()


def figures_json(figures):
    """Figures as JSON: a ratio is {"value", "n"}."""
    return {
        name: value._asdict() if isinstance(value, rules.Ratio) else value
        for name, value in figures._asdict().items()
    }
