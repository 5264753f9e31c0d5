"""GET libraries/<id>/@figure?code=R8&year=2025: one figure and what it comes from."""

from metodinis.common.api import JsonService
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.indicators.provenance.reading import opened
from metodinis.indicators.values.table import table
from plone import api
from zExceptions import NotFound


class GetFigure(JsonService):
    """Raises FieldErrors for `code` and `year`; not found is what the reader may not see."""

    def answer(self):
        code = str(self.request.form.get("code", ""))
        year = self.whole_number("year", None, largest=9999)
        if year is None:
            raise FieldErrors({"year": _("figure_year_missing", default="Name the year.")})
        found = table()
        if found.line(code) is None:
            raise FieldErrors(
                {
                    "code": _(
                        "figure_code_unknown",
                        default="No element or indicator has this code. @indicators lists them.",
                    )
                }
            )
        figure = opened(found, self.context, code, year)
        if figure is None:
            raise NotFound(code)
        return figure_json(figure, api.portal.get_current_language())


def figure_json(figure, lang):
    """An Opened figure as JSON; numbers in the unit that people type."""
    line, report = figure.line, figure.report
    is_indicator = line.kind == "indicator"
    return {
        "code": line.code,
        "title": line.title(lang),
        "kind": line.kind,
        "unit": line.unit,
        "year": figure.year,
        "value": figure.value,
        "state": figure.state,
        "is_draft": figure.is_draft,
        "formula": f"({line.numerator}) / ({line.denominator})" if is_indicator else None,
        "factor": float(line.factor) if is_indicator else None,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "sources": list(figure.codes),
        "report": report and _report_json(report),
    }


def _report_json(report):
    return {
        "@id": report.url,
        "title": report.title,
        "review_state": report.state,
        "cells": [cell._asdict() for cell in report.cells],
        "corrections": [
            {**one._asdict(), "at": one.at.isoformat(timespec="seconds")}
            for one in report.corrections
        ],
        "explanations": [
            {"code": code, "finding": found, "explanation": text}
            for code, found, text in report.explanations
        ],
    }
