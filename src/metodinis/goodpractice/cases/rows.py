"""Rows of a case's form: its results and links, as they are typed and shown again."""

from metodinis.goodpractice.cases.checking import MAX_LINKS
from metodinis.goodpractice.cases.checking import MAX_RESULTS
from metodinis.goodpractice.cases.schema import LINK_FIELDS
from metodinis.goodpractice.cases.schema import RESULT_FIELDS
from metodinis.goodpractice.cases.schema import title_of
from metodinis.i18n import _
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import parsed_catalogue
from metodinis.layout import formats
from plone.memoize.view import memoize


ROWS = {"results": RESULT_FIELDS, "links": LINK_FIELDS}
MOST = {"results": MAX_RESULTS, "links": MAX_LINKS}
# Empty rows below those that say something, and more of them for the asking.
SPARE, MORE = 1, 4
LONG_CELLS = ("text", "evidence")
NUMBERS = ("before", "after")
WIDE_CELLS = (*LONG_CELLS, "indicator", "title", "url")
# Of an indicator that is chosen in a field of words: its code, then what it is called.
DASH = " – "


class RowsOfForm:
    """Mixin of a CaseForm: its rows."""

    @property
    def asked_for_rows(self):
        """Of which rows more were asked for: "results", "links" or None."""
        return next((name for name in ROWS if f"more-{name}" in self.request.form), None)

    @memoize
    def sent_rows(self, name):
        """The rows that were typed, by their numbers: list of mappings of texts."""
        rows = self.typed_rows(name, ROWS[name], MOST[name] + SPARE + MORE)
        for row in rows:
            if "indicator" in row:
                row["indicator"] = row["indicator"].partition(DASH)[0].strip()
        return rows

    def rows(self, name):
        """The rows that the form shows: those that say something, then empty ones."""
        if self.is_typed:
            rows = list(self.sent_rows(name))
        else:
            stored = getattr(self.case, name) if self.case is not None else ()
            rows = [self.row_texts(row._asdict()) for row in stored]
        spare = MORE if self.asked_for_rows == name else SPARE
        rows += [dict.fromkeys(ROWS[name], "")] * max(0, min(spare, MOST[name] - len(rows)))
        return [
            {
                "place": place,
                "label": self.row_label(name, place),
                "cells": [self.cell(name, place, field, row[field]) for field in ROWS[name]],
            }
            for place, row in enumerate(rows)
        ]

    def row_texts(self, values):
        """The texts of a stored row."""
        return {
            name: formats.number(value, self.lang) if isinstance(value, float) else value or ""
            for name, value in values.items()
        }

    def cell(self, name, place, field, text):
        """What the template shows of a cell."""
        key = f"{name}-{place}-{field}"
        if field == "indicator":
            text = self.indicator_text(text)
        return {
            "name": key,
            "title": ROWS[name][field],
            "label": self.cell_label(name, place, field),
            "text": text,
            "is_long": field in LONG_CELLS and name == "results",
            "is_number": field in NUMBERS,
            "is_indicator": field == "indicator",
            "is_wide": field in WIDE_CELLS,
            "error": self.error_of(key),
        }

    def indicator_text(self, code):
        """An indicator as its field shows it: "A1 – Gyventojai"; a code that is none as it is."""
        title = self.indicators.get(code)
        return f"{code}{DASH}{title}" if title else code

    @property
    @memoize
    def indicators(self):
        """code -> title of what a result may name, in the catalogue's order."""
        known = parsed_catalogue(catalogue_text())
        lines = (*known.indicators.values(), *known.elements.values())
        return {line.code: line.title(self.lang) for line in lines}

    @property
    def indicator_choices(self):
        return [f"{code}{DASH}{title}" for code, title in self.indicators.items()]

    def row_label(self, name, place):
        """What a row is called: Results, row 2."""
        return self.say(
            _(
                "practice_row",
                default="${title}, row ${number}",
                mapping={"title": self.say(title_of(name)), "number": str(int(place) + 1)},
            )
        )

    def cell_label(self, name, place, field):
        """What a control of a row is called: Before, row 2."""
        return self.say(
            _(
                "practice_row",
                default="${title}, row ${number}",
                mapping={"title": self.say(ROWS[name][field]), "number": str(int(place) + 1)},
            )
        )
