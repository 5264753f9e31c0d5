"""A round as CSV and XLSX: its values beside last year's, explanations, and the matrix."""

from metodinis.common.api import choice_of
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.exports import Table
from metodinis.layout.exports import WRITERS
from metodinis.layout.views import BADGES
from metodinis.reports.exports import sheet_value
from metodinis.reports.rounds import catalog
from metodinis.reports.rules import ZONE
from metodinis.reports.schema import FORM_TITLES
from metodinis.reports.views import WORDS
from plone import api
from plone.uuid.interfaces import IUUID
from zope.i18n import translate


SHAPES = ("wide", "long")


def _before(report, everything):
    """The cells of the year before; for the public those of a published report."""
    return (report.previous_cells() or {}) if everything else report.visible_previous_cells()


class RoundTables:
    """The tables of one round in a language."""

    def __init__(self, reporting_round, lang):
        self.round = reporting_round
        self.lang = lang

    def say(self, message, **mapping):
        return translate(message, target_language=self.lang, mapping=mapping or None)

    def reports(self, everything):
        """Statistical reports by their libraries' names: all, or only what is published."""
        query = {} if everything else {"review_state": "published"}
        brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            round_uid=IUUID(self.round),
            report_form="statistical",
            sort_on="library_sort",
            **query,
        )
        for brain in brains:
            yield brain, brain._unrestrictedGetObject()

    def values(self, shape, everything):
        """Tables of all values, "wide" (a row a library) or "long" (a row a value), and of
        the explanations given to what looked odd."""
        rows = {"wide": self._wide, "long": self._long}[shape]
        return [
            Table(self.say(VALUES_SHEET), list(rows(everything))),
            Table(self.say(EXPLANATIONS_SHEET), list(self._explanations(everything))),
        ]

    def _elements(self):
        return list(self.round.catalogue.elements.values()) if self.round.catalogue_text else []

    def _wide(self, everything):
        elements = self._elements()
        head = [*map(self.say, LIBRARY_HEAD), self.say(STATE_HEAD)]
        for element in elements:
            head += [
                f"{element.code} {element.title(self.lang)}",
                f"{element.code} ({self.round.year - 1})",
            ]
        # Numbers stay numbers: which of this year's are estimates is told beside them.
        yield [*head, self.say(ESTIMATED_CODES_HEAD)]
        for brain, report in self.reports(everything):
            cells, before = report.cells(), _before(report, everything)
            row = [brain.library_code, brain.library_title, self._state(brain)]
            for element in elements:
                row += [
                    sheet_value(cells.get(element.code), element, self.lang),
                    sheet_value(before.get(element.code), element, self.lang),
                ]
            estimated = [code for code, cell in cells.items() if cell.estimated]
            yield [*row, " ".join(sorted(estimated)) or None]

    def _long(self, everything):
        elements = self._elements()
        yield [
            *map(self.say, LIBRARY_HEAD),
            self.say(STATE_HEAD),
            *map(self.say, ELEMENT_HEAD),
            self.say(UNIT_HEAD),
            str(self.round.year),
            str(self.round.year - 1),
            self.say(REASON_HEAD),
            self.say(ESTIMATED_HEAD),
        ]
        for brain, report in self.reports(everything):
            cells, before = report.cells(), _before(report, everything)
            for element in elements:
                cell = cells.get(element.code)
                yield [
                    brain.library_code,
                    brain.library_title,
                    self._state(brain),
                    element.code,
                    element.title(self.lang),
                    element.unit,
                    sheet_value(cell, element, self.lang),
                    sheet_value(before.get(element.code), element, self.lang),
                    cell.reason if cell else None,
                    self.say(WORDS[True]) if cell and cell.estimated else None,
                ]

    def _explanations(self, everything):
        yield [
            *map(self.say, LIBRARY_HEAD),
            *map(self.say, ELEMENT_HEAD),
            *map(self.say, EXPLANATION_HEAD),
        ]
        for brain, report in self.reports(everything):
            elements = report.catalogue.elements
            for finding in report.findings():
                explanation = report.explanation(finding)
                if explanation is not None and (everything or report.is_public(finding)):
                    element = elements.get(finding.element)
                    yield [
                        brain.library_code,
                        brain.library_title,
                        finding.element,
                        element.title(self.lang) if element else None,
                        finding.text(self.lang),
                        explanation.text,
                        f"{explanation.at.astimezone(ZONE):%Y-%m-%d}",
                    ]

    def _state(self, brain):
        return self.say(BADGES[brain.review_state])

    def matrix(self, filters):
        """The matrix as it is filtered: a row a library."""
        forms = [form for form in FORM_TITLES if form in self.round.forms]
        head = [*map(self.say, LIBRARY_HEAD)]
        for form in forms:
            title = self.say(FORM_TITLES[form])
            head += [f"{title}: {self.say(column).lower()}" for column in PART_HEAD]
        head += map(self.say, DEADLINE_HEAD)
        extensions = self.round.extensions
        rows = [head]
        for row in catalog.rows(self.round, catalog.matrix(self.round, filters)):
            line = [row.code, row.title]
            for form in forms:
                line += self._part(row.parts.get(form))
            reason = extensions[row.uid].reason if row.uid in extensions else None
            rows.append([*line, self._moment(row.due), reason])
        return [Table(self.say(MATRIX_SHEET), rows)]

    def _part(self, part):
        if part is None:
            return [None] * len(PART_HEAD)
        return [
            self.say(BADGES[part.state]),
            self._moment(formats.as_datetime(part.submitted)),
            self.say(WORDS[part.late]),
        ]

    def _moment(self, moment):
        return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}" if moment else None


def export_round(reporting_round, form, lang, everything):
    """(bytes, format) of a round's values, as a query (`format`, `shape`) asks.

    everything: reports in all states, else only the published. Raises FieldErrors.
    """
    format_ = choice_of(form, "format", WRITERS)
    shape = choice_of(form, "shape", SHAPES)
    tables = RoundTables(reporting_round, lang).values(shape, everything)
    return WRITERS[format_](tables), format_


def export_matrix(reporting_round, form, lang):
    """(bytes, format) of a round's matrix, as a query (`format` and filters) asks."""
    format_ = choice_of(form, "format", WRITERS)
    tables = RoundTables(reporting_round, lang).matrix(catalog.filters_of(form, strict=True))
    return WRITERS[format_](tables), format_


VALUES_SHEET = _("rounds_sheet_values", default="Values")
EXPLANATIONS_SHEET = _("rounds_sheet_explanations", default="Explanations")
MATRIX_SHEET = _("rounds_sheet_matrix", default="Reports")
STATE_HEAD = _("rounds_column_state", default="State")
UNIT_HEAD = _("rounds_column_unit", default="Unit")
REASON_HEAD = _("rounds_column_unknown_reason", default="Why unknown")
ESTIMATED_HEAD = _("rounds_column_estimated", default="Estimated")
ESTIMATED_CODES_HEAD = _("rounds_column_estimated_codes", default="Estimated (codes)")
LIBRARY_HEAD = (
    _("rounds_column_code", default="Code"),
    _("rounds_column_library", default="Library"),
)
ELEMENT_HEAD = (
    _("rounds_column_element_code", default="Element's code"),
    _("rounds_column_element", default="Element"),
)
EXPLANATION_HEAD = (
    _("rounds_column_finding", default="What looked odd"),
    _("rounds_column_explanation", default="Explanation"),
    _("rounds_column_date", default="Date"),
)
PART_HEAD = (
    STATE_HEAD,
    _("rounds_column_submitted", default="Handed in"),
    _("rounds_column_late", default="Late"),
)
DEADLINE_HEAD = (
    _("rounds_column_deadline", default="Deadline"),
    _("rounds_column_extension", default="Why extended"),
)
