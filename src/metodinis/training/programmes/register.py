"""The list of all programmes that the reader may see, and its files."""

from metodinis.common.permissions import may
from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.views import PageView
from metodinis.training.programmes import listing
from metodinis.training.programmes import operations
from metodinis.training.programmes import reading
from metodinis.training.programmes.rules import PUBLIC
from metodinis.training.programmes.rules import STATES
from metodinis.training.programmes.schema import ITrainingProgramme
from metodinis.training.programmes.views import badge
from metodinis.training.programmes.vocabularies import STATE_TITLES
from metodinis.training.vocabularies import competences
from metodinis.training.vocabularies import FORM_TITLES
from plone.memoize.view import memoize


class ProgrammesPage(Listing, PageView):
    """`/training/@@programmes`: all programmes that the reader may see."""

    title = _("programmes", default="Programmes")
    lead = _(
        "programmes_lead",
        default="Programmes that develop the competences of library people: what is taught, to "
        "whom and for how long.",
    )
    empty = _("programmes_none", default="There are no programmes yet")
    nothing_found = _("programmes_nothing", default="No programme fits these filters")
    export_name = "programmes-export"
    first_order = ("title", False)
    forms = FORM_TITLES.items()

    @property
    def columns(self):
        """The columns; what only the department knows is added for it."""
        found = [
            Column(
                "title",
                ITrainingProgramme["title"].title,
                lambda row: row.title,
                lambda row: sort_key(row.title),
            ),
            Column(
                "provider",
                ITrainingProgramme["provider"].title,
                lambda row: row.provider,
                lambda row: sort_key(row.provider),
            ),
            Column(
                "competences",
                _("programmes_column_competences", default="Competences"),
                lambda row: ", ".join(self.areas(row.programme)),
            ),
            Column(
                "form",
                ITrainingProgramme["form"].title,
                lambda row: FORM_TITLES.get(row.programme.form),
            ),
            Column(
                "hours",
                _("programmes_column_hours_short", default="Acad. hours"),
                lambda row: row.hours,
                lambda row: row.hours,
            ),
            Column(
                "valid_until",
                _("programmes_valid_until", default="Valid until"),
                lambda row: row.programme.valid_until,
                lambda row: str(row.programme.valid_until or ""),
            ),
        ]
        if self.sees_states:
            found.append(
                Column(
                    "state",
                    _("programmes_column_state", default="State"),
                    lambda row: STATE_TITLES[row.state],
                    lambda row: STATES.index(row.state),
                )
            )
        if self.sees_means:
            found.append(
                Column(
                    "mean",
                    _("programmes_column_mean", default="Mean score"),
                    lambda row: reading.last_mean(row.programme),
                    lambda row: reading.last_mean(row.programme) or 0,
                )
            )
        return tuple(found)

    @property
    def column_titles(self):
        """name of a column -> its title."""
        return {column.name: column.title for column in self.columns}

    @property
    @memoize
    def filters(self):
        return listing.filters_of(self.request.form)

    @property
    def is_filtered(self):
        return any(self.filters)

    @property
    @memoize
    def found(self):
        return listing.find(self.filters)

    @property
    @memoize
    def everything(self):
        return listing.find(listing.Filters())

    @property
    @memoize
    def sees_states(self):
        """Whether any programme that the reader sees isn't public."""
        return any(row.state not in PUBLIC for row in self.everything) or self.sees_means

    @property
    @memoize
    def sees_means(self):
        return may(operations.MANAGE, self.context)

    @property
    def states(self):
        """(state, title) that lead to a programme."""
        held = {row.state for row in self.everything} | {self.filters.state}
        return [(state, title) for state, title in STATE_TITLES.items() if state in held]

    @property
    def libraries(self):
        """(UID, name) of the libraries whose programmes the reader sees."""
        found = {
            row.programme.library_uid: row.library.name for row in self.everything if row.library
        }
        return sorted(found.items(), key=lambda item: sort_key(item[1]))

    @property
    def areas_offered(self):
        """(code, title) of the competences that a programme develops."""
        held = {code for row in self.everything for code in row.programme.competences}
        return [(code, title) for code, title in competences().items() if code in held]

    @memoize
    def _titles(self):
        return competences()

    def areas(self, programme):
        """Titles of the competences of a programme."""
        titles = self._titles()
        return [titles.get(code, code) for code in programme.competences]

    def row(self, row):
        """What the list shows of a Row."""
        mean = reading.last_mean(row.programme) if self.sees_means else None
        return {
            "url": row.programme.absolute_url(),
            "title": row.title,
            "provider": row.provider or formats.NOTHING,
            "areas": self.areas(row.programme),
            "form": FORM_TITLES.get(row.programme.form) or formats.NOTHING,
            "hours": self.number(row.hours, 1 if row.hours % 1 else 0),
            "valid_until": self.date(row.programme.valid_until, "short"),
            "badge": badge(row.state),
            "mean": self.number(mean, 2),
        }

    @property
    def actions(self):
        """(address, title) of what the reader may begin here."""
        url, found = self.context.absolute_url(), []
        if may(operations.ADD, self.context):
            found.append((f"{url}/@@add-programme", _("programmes_add", default="New programme")))
        for library in listing.my_libraries():
            found.append(
                (
                    f"{library.absolute_url()}/@@propose-programme",
                    _(
                        "programmes_propose_for",
                        default="Propose a programme of ${library}",
                        mapping={"library": library.name},
                    ),
                )
            )
        if self.sees_means:
            found.append(
                (
                    f"{url}/@@programme-template",
                    _("programmes_template", default="Template of the document"),
                )
            )
        return found


class ProgrammesExport(ListingExport, ProgrammesPage):
    """`/training/@@programmes-export?format=csv|xlsx`: the list as it is filtered."""

    file_name = "programos"
    sheet_name = ProgrammesPage.title
