"""REST of the ledger.

GET @training-hours?year=2026&by=person|library|competence|event   of /training, or of a library
    (person, competence, event); also text=, library= (UID), competence=, person=, sort=, order=
GET @training-hours-export?format=csv|xlsx   the same as a file
GET @suggestions on a statistical report is in reports/entry
"""

from metodinis.common.api import choice_of
from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.layout.exports import WRITERS
from metodinis.training.ledger import views


class GetHours(JsonService):
    """GET @training-hours"""

    page = views.HoursPage

    def answer(self):
        page = self.page(self.context, self.request)
        choice_of(self.request.form, "by", page.views)
        answer = self.batch(page.ordered, lambda row: self.item(page, row))
        total = page.summary
        return {
            **answer,
            "year": page.year,
            "by": page.by,
            "total": {"people": total.people, "events": total.events, "hours": total.hours},
        }

    def item(self, page, row):
        if page.by == views.EVENT:
            entry = row.entry
            return {
                "person": entry.person,
                "name": entry.name,
                "library": entry.library or None,
                "event": entry.url,
                "title": entry.title,
                "date": entry.day.isoformat(),
                "hours": entry.hours,
                "competences": list(entry.competences),
            }
        total = row.total
        return {
            "key": total.key or None,
            "title": row.title,
            "people": total.people,
            "events": total.events,
            "hours": total.hours,
            "libraries": [uid or None for uid in total.libraries],
            "competences": list(total.competences),
        }


class GetLibraryHours(GetHours):
    """GET @training-hours of a library"""

    page = views.LibraryHoursPage


class GetHoursExport(FileService):
    """GET @training-hours-export"""

    page = views.HoursExport

    def answer(self):
        choice_of(self.request.form, "format", tuple(WRITERS))
        return self.page(self.context, self.request)()


class GetLibraryHoursExport(GetHoursExport):
    """GET @training-hours-export of a library"""

    page = views.LibraryHoursExport
