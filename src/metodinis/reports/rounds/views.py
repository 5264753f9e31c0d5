"""The list of rounds, and a round's page: the matrix for the department, the rest for all."""

from metodinis.common.moments import now
from metodinis.common.numbers import UNKNOWN
from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.i18n import _
from metodinis.indicators.values.keys import KEY_CODES
from metodinis.layout.exports import deliver
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.listings import Sorting
from metodinis.layout.names import name_of
from metodinis.layout.views import PageView
from metodinis.reports.operations import IMPORT
from metodinis.reports.operations import MANAGE_ROUND
from metodinis.reports.rounds import catalog
from metodinis.reports.rounds import exports
from metodinis.reports.rounds.operations import ADD_ROUND
from metodinis.reports.rounds.operations import may_publish
from metodinis.reports.rounds.operations import VIEW_PROGRESS
from metodinis.reports.rounds.preview import free_day_note
from metodinis.reports.rounds.territory import territory
from metodinis.reports.rounds.vocabularies import ACTIONS
from metodinis.reports.rounds.vocabularies import EXPORTS
from metodinis.reports.rounds.vocabularies import FILTER_TITLES
from metodinis.reports.rounds.vocabularies import HOLDER_TITLES
from metodinis.reports.rounds.vocabularies import SORT_TITLES
from metodinis.reports.rounds.vocabularies import STATES
from metodinis.reports.rounds.vocabularies import TILE_TITLES
from metodinis.reports.rules import days_left
from metodinis.reports.rules import FORMS
from metodinis.reports.rules import OWED
from metodinis.reports.schema import FORM_TITLES
from metodinis.reports.views import WORDS
from operator import itemgetter
from plone import api
from plone.memoize.view import memoize
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


ROWS = 25


class RoundBase(PageView):
    """What pages of rounds share: words for states, forms and days."""

    def badge_of(self, reporting_round):
        return STATES[state_of(reporting_round)]

    def forms_of(self, reporting_round):
        """The forms that a round asks for, in their order."""
        return [form for form in FORMS if form in reporting_round.forms]

    def form_title(self, form):
        return self.say(FORM_TITLES[form])

    def figure_text(self, figure):
        """A figure of the territory with its unit; in words if there are no data."""
        if figure.result.value is None:
            return self.say(WORDS[UNKNOWN])
        return figure.text(self.lang)

    def coverage_text(self, result):
        """From how many of the libraries asked a figure comes: "from 9 of 11 libraries"."""
        text = _(
            "rounds_territory_coverage",
            default="from ${used} of ${count} libraries",
            mapping={"used": self.number(result.used), "count": self.number(result.count)},
        )
        return self.say(text)

    def tiles_of(self, figures):
        """TerritoryFigures as tiles: label, value, and a note if some libraries are missing."""
        return [
            {
                "label": figure.line.title(self.lang),
                "value": self.figure_text(figure),
                "note": self.coverage_text(figure.result) if figure.result.partial else None,
            }
            for figure in figures
        ]

    def days_text(self, left):
        """How many days are left (int), or over."""
        if left > 0:
            return self.plural(left, "reports_days_left")
        if left == 0:
            return self.say(_("reports_due_today", default="That is today."))
        return self.plural(-left, "reports_days_over")


def _figure(name):
    return lambda item: getattr(item["figures"], name)


def _rate(name):
    return lambda item: item["figures"].rate(name) or 0


class RoundDirectoryPage(Listing, RoundBase):
    """All rounds that this reader may see, the newest first."""

    caption = _("rounds_caption", default="Reporting rounds")
    empty_title = _("rounds_none", default="There are no rounds yet")
    first_order = ("year", True)
    export_name = "rounds-export"
    PUBLIC_COLUMNS = (
        Column(
            "year",
            _("rounds_column_round", default="Round"),
            itemgetter("title"),
            itemgetter("year"),
        ),
        Column("state", _("rounds_column_state", default="State"), lambda item: item["badge"][1]),
        Column("forms", _("rounds_column_forms", default="Forms"), itemgetter("forms")),
        Column(
            "deadline",
            _("rounds_column_deadline", default="Deadline"),
            itemgetter("deadline"),
            itemgetter("deadline"),
        ),
        Column(
            "published",
            _("rounds_column_published", default="Published"),
            lambda item: item["figures"].states["published"],
            lambda item: item["figures"].states["published"],
        ),
    )
    PROGRESS_COLUMNS = (
        Column(
            "expected",
            _("rounds_column_expected", default="Expected"),
            _figure("expected"),
            _figure("expected"),
        ),
        *(
            Column(name, title, _figure(name), _rate(name))
            for name, title in (
                ("received", _("rounds_column_received", default="Received")),
                ("on_time", _("rounds_column_on_time", default="On time")),
                ("accepted", _("rounds_column_accepted", default="Accepted")),
            )
        ),
    )

    @property
    @memoize
    def columns(self):
        if not self.may_see_progress:
            return self.PUBLIC_COLUMNS
        return (*self.PUBLIC_COLUMNS[:-1], *self.PROGRESS_COLUMNS, self.PUBLIC_COLUMNS[-1])

    @property
    def may_add(self):
        return may(ADD_ROUND, self.context)

    @property
    def may_import(self):
        return may(IMPORT, self.context)

    @property
    @memoize
    def may_see_progress(self):
        return may(VIEW_PROGRESS, self.context)

    @property
    @memoize
    def found(self):
        brains = api.content.find(
            self.context,
            portal_type="ReportingRound",
            sort_on="report_year",
            sort_order="descending",
        )
        return [self._item(brain.getObject()) for brain in brains]

    def _item(self, reporting_round):
        return {
            "title": name_of(reporting_round, self.lang),
            "year": reporting_round.year,
            "url": reporting_round.absolute_url(),
            "badge": self.badge_of(reporting_round),
            "forms": ", ".join(map(self.form_title, self.forms_of(reporting_round))),
            "deadline": reporting_round.deadline,
            "figures": catalog.figures(reporting_round),
        }


class RoundDirectoryExport(ListingExport, RoundDirectoryPage):
    """`/rounds/@@rounds-export?format=csv|xlsx`: the rounds; their progress for the department."""

    file_name = "rinkimai"
    sheet_name = RoundDirectoryPage.caption


def _published(brains):
    brain = next(iter(brains.values()))
    return {
        "title": brain.library_title,
        "url": brain.getURL().rpartition("/")[0],
        "reports": {form: report.getURL() for form, report in brains.items()},
    }


class RoundPage(Sorting, RoundBase):
    """One round."""

    matrix_template = ViewPageTemplateFile("templates/matrix.pt")

    matrix_caption = _("rounds_matrix_caption", default="Libraries and their reports")
    nothing_found = _("rounds_matrix_nothing", default="No library fits these filters")
    nothing_made = _("rounds_matrix_empty", default="The round has no reports yet")
    nothing_made_text = _(
        "rounds_matrix_empty_text",
        default="Opening the round gives each library its reports.",
    )
    column_library = _("rounds_column_library", default="Library")
    column_deadline = _("rounds_column_deadline", default="Deadline")
    extended = _("rounds_extended", default="Extended")
    own_caption = _("rounds_own_caption", default="Your library's reports")
    published_caption = _("rounds_published_caption", default="Published reports")
    nothing_published = _("rounds_nothing_published", default="No report is published yet")

    @property
    @memoize
    def may_see_progress(self):
        return may(VIEW_PROGRESS, self.context)

    @property
    @memoize
    def may_manage(self):
        return may(MANAGE_ROUND, self.context)

    @property
    @memoize
    def state(self):
        return state_of(self.context)

    @property
    def badges(self):
        return [self.badge_of(self.context)]

    @property
    def lead(self):
        text = self.say(
            _(
                "rounds_deadline_is",
                default="Deadline: ${when}.",
                mapping={"when": self.date_time(self.context.deadline)},
            )
        )
        if self.state != "open":
            return text
        return f"{text} {self.days_text(days_left(self.context.deadline, now()))}"

    @property
    def forms(self):
        return self.forms_of(self.context)

    @property
    def instructions(self):
        """The instructions as HTML, cleaned by the site's filter; None if there are none."""
        text = self.context.instructions
        return text.output_relative_to(self.context) if text is not None else None

    @property
    @memoize
    def territory_tiles(self):
        """Key figures of all libraries together."""
        return self.tiles_of(territory(self.context, KEY_CODES))

    # for the department

    @property
    def note(self):
        """A word about a deadline on a free day, while it can still be changed."""
        if self.state in ("preparing", "open"):
            return free_day_note(self.context.deadline, self.lang)
        return None

    @property
    def actions(self):
        """(name, title) of what can be done with the round now."""
        return [
            (name, title)
            for name, (title, states) in ACTIONS.items()
            if self.state in states and (name != "publish" or may_publish(self.context))
        ]

    @property
    @memoize
    def figures(self):
        return catalog.figures(self.context)

    @property
    def tiles(self):
        """What was expected, received, in time and accepted: counts, and shares of the first."""
        return [
            {
                "label": TILE_TITLES[name],
                "value": self.number(getattr(self.figures, name)),
                "share": self.percent(self.figures.rate(name), 0) if name != "expected" else None,
                "note": self._by_form(name),
            }
            for name in TILE_TITLES
        ]

    def _by_form(self, name):
        if len(self.forms) < 2:
            return None
        return "; ".join(
            f"{self.form_title(form)}: {self.number(getattr(figures, name))}"
            for form, figures in self.figures_by_form.items()
        )

    @property
    @memoize
    def figures_by_form(self):
        return {form: catalog.figures(self.context, form) for form in self.forms}

    @property
    @memoize
    def filters(self):
        return catalog.filters_of(self.request.form)

    @property
    def is_filtered(self):
        return self.filters != catalog.Filters()

    @property
    def order(self):
        return self.filters.sort, self.filters.sort == "submitted"

    def sort_url(self, name):
        """Each order of the matrix has one direction, the useful one."""
        return self.request["ACTUAL_URL"] + self.query_without("b_start", "order", sort=name)

    @property
    @memoize
    def found(self):
        return catalog.matrix(self.context, self.filters)

    @property
    @memoize
    def page(self):
        return self.batch(self.found, size=ROWS)

    @property
    def rows(self):
        return catalog.rows(self.context, list(self.page))

    @property
    @memoize
    def extensions(self):
        return self.context.extensions

    def extension_text(self, uid):
        """Why and by whom a library's deadline was moved; None if it wasn't."""
        extension = self.extensions.get(uid)
        return extension.reason if extension is not None else None

    def is_owed(self, row):
        return any(self._is_owed(part.state, part.submitted) for part in row.parts.values())

    def _is_owed(self, state, was_handed_in):
        """Whether a report can still be handed in: in a closed round only what was given back."""
        return state in OWED and (self.state == "open" or bool(was_handed_in))

    def holder_title(self, holder):
        return self.say(HOLDER_TITLES[holder])

    def filter_label(self, name):
        return FILTER_TITLES[name]

    def options(self, name):
        """(value, title, chosen) of a filter's select."""
        macros = self.context.restrictedTraverse("@@mtd-macros")
        titles = {
            "state": {state: macros.badge_label(state) for state in catalog.CHOICES["state"]},
            "form": FORM_TITLES,
            "holder": HOLDER_TITLES,
            "sort": SORT_TITLES,
        }[name]
        chosen = getattr(self.filters, name)
        return [(value, titles[value], value == chosen) for value in catalog.CHOICES[name]]

    @property
    def exports(self):
        """Downloads: the matrix as it is filtered now, and the values."""
        url = self.context.absolute_url()
        kept = self.query_without("b_start", "b_size", "format").removeprefix("?")
        links = [
            {
                "title": self.say(
                    _(
                        "rounds_download_matrix",
                        default="This list as it is filtered now (${format})",
                        mapping={"format": format_.upper()},
                    )
                ),
                "url": f"{url}/@@matrix-export?format={format_}" + (f"&{kept}" if kept else ""),
            }
            for format_ in ("xlsx", "csv")
        ]
        if "statistical" in self.context.forms:
            links += [{"title": title, "url": f"{url}/{path}"} for title, path in EXPORTS]
        return links

    # for everyone else

    @property
    @memoize
    def own_reports(self):
        """Reports that aren't published and that this reader sees: those of their library."""
        reports = self._reports([*OWED, "submitted", "accepted"])
        return sorted(reports, key=lambda brain: FORMS.index(brain.report_form))

    @property
    @memoize
    def published(self):
        """The Batch of UIDs of libraries with a published report, by name; `text` narrows it."""
        filters = catalog.Filters(state="published", text=self.filters.text)
        return self.batch(catalog.matrix(self.context, filters), size=ROWS)

    @property
    def published_rows(self):
        """The libraries of the page: title, url, and form -> address of the published report."""
        brains = api.content.find(
            round_uid=IUUID(self.context),
            review_state="published",
            library_uid=list(self.published),
        )
        found = {uid: {} for uid in self.published}
        for brain in brains:
            found[brain.library_uid][brain.report_form] = brain
        return [_published(brains) for brains in found.values() if brains]

    def _reports(self, states):
        return api.content.find(
            round_uid=IUUID(self.context), review_state=states, sort_on="library_sort"
        )

    def due_text(self, brain):
        text = self.date_time(brain.report_due)
        if not self._is_owed(brain.review_state, brain.report_on_time in (True, False)):
            return text
        return f"{text}. {self.days_text(days_left(brain.report_due, now()))}"


class ExportPage(RoundBase):
    """`@@round-export?format=…&shape=…`: values; all for the department, else the published."""

    def __call__(self):
        try:
            data, format_ = self.export(self.request.form)
        except FieldErrors as refusal:
            for message in refusal.errors.values():
                api.portal.show_message(message, self.request, type="error")
            return self.request.response.redirect(self.context.absolute_url())
        return deliver(self.request.response, data, self.name, format_)

    @property
    def name(self):
        return f"ataskaitos-{self.context.getId()}"

    def export(self, form):
        everything = may(VIEW_PROGRESS, self.context)
        return exports.export_round(self.context, form, self.lang, everything)


class MatrixExportPage(ExportPage):
    """`@@matrix-export?format=…`: the matrix as it is filtered."""

    @property
    def name(self):
        return f"eiga-{self.context.getId()}"

    def export(self, form):
        return exports.export_matrix(self.context, form, self.lang)
