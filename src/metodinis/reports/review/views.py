"""A statistical report as it is read, and what is done with reports of both forms."""

from metodinis.common.permissions import may
from metodinis.common.refusals import NotAllowed
from metodinis.i18n import _
from metodinis.indicators.values.texts import indicator_text
from metodinis.layout.actions import ActionPage
from metodinis.layout.actions import NamedStep
from metodinis.reports import operations
from metodinis.reports.figures import figures_of
from metodinis.reports.narrative.rules import CHAPTERS
from metodinis.reports.rules import NotReady
from metodinis.reports.views import ReportPage
from metodinis.reports.views import TRANSITION_TITLES
from metodinis.reports.workflow import BEFORE_HANDING_IN
from metodinis.reports.workflow import NEED_A_REASON
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple


class StatisticalView(ReportPage):
    """The report as it is read: values beside last year's, explanations, remarks, corrections.

    The public sees it once it is published, without what library and department said in private.
    """

    enter_label = _("reports_enter", default="Fill in the report")
    empty_title = _("reports_empty", default="Nothing is entered yet")
    indicators_caption = _(
        "reports_indicators_caption", default="What the values of the report give"
    )

    @property
    @memoize
    def catalogue(self):
        return self.context.catalogue

    @property
    @memoize
    def cells(self):
        return self.context.cells()

    @property
    @memoize
    def previous(self):
        return self.context.visible_previous_cells()

    @property
    @memoize
    def sees_history(self):
        """Library and department see what isn't for the public."""
        return may(operations.HISTORY, self.context)

    @property
    @memoize
    def may_correct(self):
        return may(operations.CORRECT, self.context)

    @property
    def may_act(self):
        """Whether lines offer a step to this reader."""
        return self.may_review or self.may_correct

    @property
    @memoize
    def unfilled(self):
        """Compulsory elements without a value, for those who see the report grow: code, title."""
        if not self.sees_history:
            return []
        return [
            (element.code, element.title(self.lang))
            for element in self.catalogue.elements.values()
            if element.compulsory and element.code not in self.cells
        ]

    @property
    @memoize
    def open_remarks(self):
        """Codes and titles of the elements with a remark that isn't settled."""
        elements = self.catalogue.elements
        return [
            (code, elements[code].title(self.lang))
            for code, threads in self.threads.items()
            if code and any(not remark.resolved for _key, remark in threads)
        ]

    @property
    @memoize
    def attention(self):
        """What looks odd, in the form's order; for the public only what is explained."""
        found = []
        elements = self.catalogue.elements
        unfilled = {code for code, _title in self.unfilled}
        for finding in self.context.findings():
            if finding.elements == (finding.element,) and finding.element in unfilled:
                continue
            if not self.sees_history and not self.context.is_public(finding):
                continue
            element = elements.get(finding.element)
            found.append(
                {
                    "finding": finding,
                    "code": finding.element,
                    "title": element.title(self.lang) if element else "",
                    "value": self.cell_text(self.cells.get(finding.element), element),
                    "previous": self.cell_text(self.previous.get(finding.element), element),
                }
            )
        return found

    @property
    @memoize
    def threads(self):
        """code (or "") -> (id, Remark)."""
        found = {}
        if self.sees_history:
            for key, remark in self.context.remarks.items():
                found.setdefault(remark.code, []).append((key, remark))
        return found

    @property
    @memoize
    def corrections(self):
        """code -> its corrections, oldest first."""
        found = {}
        for correction in self.context.corrections.values():
            found.setdefault(correction.code, []).append(correction)
        return found

    @property
    def is_empty(self):
        return not self.context.records()

    def sections(self):
        for section in self.catalogue.sections.values():
            elements = self.catalogue.in_section(section.code)
            if elements:
                yield {
                    "code": section.code,
                    "title": section.title(self.lang),
                    "rows": [self.row(element) for element in elements],
                }

    def row(self, element):
        code = element.code
        cell, before = self.cells.get(code), self.previous.get(code)
        return {
            "code": code,
            "title": element.title(self.lang),
            "definition": element.definition(self.lang),
            "value": self.cell_text(cell, element),
            "raw": cell.raw if cell else "",
            "reason": cell.reason if cell else "",
            "estimated": bool(cell and cell.estimated),
            "previous": self.cell_text(before, element),
            "change": self.change_text(cell, before),
            "threads": self.threads.get(code, ()),
            "corrections": [
                self.correction(found, element) for found in self.corrections.get(code, ())
            ],
        }

    def correction(self, correction, element):
        """One line on a correction: what stood, what stands, why, who and when."""
        return {
            "before": self.cell_text(correction.original, element),
            "after": self.cell_text(correction.corrected, element),
            "reason": correction.reason,
            "by": self.name_of(correction.by) if self.sees_history else None,
            "at": self.date(correction.at, "short"),
        }

    def finding_of(self, finding):
        """What macro `finding` tells of it."""
        explanation = self.context.explanation(finding)
        return {
            "severity": finding.severity,
            "text": finding.text(self.lang),
            "explanation": explanation.text if explanation else None,
        }

    @property
    def indicators(self):
        """Computed indicators with a value: title, value, last year's, formula's codes."""
        for indicator, result, before in figures_of(self.context):
            if result.value is not None:
                yield {
                    "title": indicator.title(self.lang),
                    "definition": indicator.definition(self.lang),
                    "value": indicator_text(indicator, result.value, self.lang),
                    "previous": indicator_text(indicator, before, self.lang),
                    "sources": ", ".join(result.sources),
                }


class ReviewMacros(ReportPage):
    """`context/@@review-macros/<name>`: the macros of templates/macros.pt."""

    index = ViewPageTemplateFile("templates/macros.pt")

    def __getitem__(self, name):
        return self.index.macros[name]


class Blocker(NamedTuple):
    """What stands against handing in; url: where it is mended, or None if there are `places`.

    places: as TransitionPage._places gives them.
    """

    text: str
    url: str | None
    places: list


class TransitionPage(NamedStep, ActionPage, ReportPage):
    """`@@report-transition?name=…`: what a step means, what stands against it, and the step."""

    names = TRANSITION_TITLES

    LEADS = {
        "request_signature": _(
            "reports_lead_request_signature",
            default="The director gets a mail and signs. Until then the values are locked for the "
            "staff.",
        ),
        "send_back": _("reports_lead_send_back", default="The staff can change values again."),
        "submit": _(
            "reports_lead_submit",
            default="The department gets the report. After that the values are locked.",
        ),
        "sign": _(
            "reports_lead_sign",
            default="By signing you confirm that the values are right. The department gets the "
            "report, and the values are locked.",
        ),
        "return": _(
            "reports_lead_return",
            default="The library gets your reason by mail and can change the values again.",
        ),
        "accept": _(
            "reports_lead_accept",
            default="The values count from now on. Later changes are corrections.",
        ),
        "publish": _("reports_lead_publish", default="Everyone can read the report."),
        "reopen": _(
            "reports_lead_reopen",
            default="The library gets the report back with your reason. It is no longer public.",
        ),
    }

    gone = _(
        "reports_transition_gone",
        default="This can't be done now: the report's state has changed, or the step isn't yours. "
        "Reload the page to see where it stands.",
    )
    blockers_title = _("reports_blockers", default="Mend or explain this first")

    @property
    def title(self):
        return TRANSITION_TITLES[self.name]

    @property
    def lead(self):
        return self.LEADS[self.name]

    @property
    def needs_reason(self):
        return self.name in NEED_A_REASON

    @property
    def is_possible(self):
        return self.name in {name for name, _title, _url in self.transitions}

    @property
    @memoize
    def blockers(self):
        """What stands against handing in: Blockers, those with the same text together."""
        if self.name not in BEFORE_HANDING_IN:
            return []
        found = {}
        for code, text in self.context.blockers():
            found.setdefault(text, []).append(code)
        return [self._blocker(text, codes) for text, codes in found.items()]

    def _blocker(self, text, codes):
        if len(codes) > 1:
            count = self.plural(len(codes), "reports_blocked_cells")
            return Blocker(f"{count}: {text}", None, self._places(codes))
        [code] = codes
        if not code or self.context.form != "statistical":
            return Blocker(text, self._entry_of(code), [])
        element = self.context.catalogue.elements[code]
        return Blocker(f"{code} {element.title(self.lang)}: {text}", self._entry_of(code), [])

    def _entry_of(self, code):
        """Where a part is filled in; "" for the whole form."""
        entry = f"{self.context.absolute_url()}/@@enter"
        return f"{entry}#raw-{code}" if code else entry

    def _places(self, codes):
        """Elements by section: (its title, [(address, code, title)])."""
        catalogue, places = self.context.catalogue, {}
        for code in codes:
            element = catalogue.elements[code]
            line = (self._entry_of(code), code, element.title(self.lang))
            places.setdefault(element.section, []).append(line)
        return [
            (f"{code}. {catalogue.sections[code].title(self.lang)}", lines)
            for code, lines in places.items()
        ]

    def act(self, form):
        reason = [self.typed("reason")] if self.needs_reason else []
        try:
            operations.TRANSITIONS[self.name](self.context, *reason)
        except NotReady as refusal:
            # The page lists what stands against it.
            raise NotAllowed(refusal.message) from refusal
        return self.DONE[self.name]

    DONE = {
        "request_signature": _(
            "reports_done_request_signature", default="The director was asked to sign."
        ),
        "send_back": _("reports_done_send_back", default="The report was sent back to the staff."),
        "submit": _("reports_done_submit", default="The report was handed in."),
        "sign": _("reports_done_sign", default="The report was signed and handed in."),
        "return": _("reports_done_return", default="The report was returned to the library."),
        "accept": _("reports_done_accept", default="The report was accepted."),
        "publish": _("reports_done_publish", default="The report was published."),
        "reopen": _("reports_done_reopen", default="The report was reopened."),
    }


class RemarkPage(ActionPage, ReportPage):
    """`@@remark`: writes a remark on a cell or chapter, answers one, settles one."""

    title = _("reports_remark_page", default="Remark")

    @property
    def lead(self):
        """What it is on: a value as it stands, or a chapter; nothing for the whole report."""
        code = self.typed("code")
        if code not in self.context.parts:
            return None
        if self.context.form == "narrative":
            return CHAPTERS[code].title(self.lang)
        element = self.context.catalogue.elements[code]
        value = self.cell_text(self.context.cells().get(code), element)
        return f"{code} {element.title(self.lang)}: {value}"

    def act(self, form):
        remark_id, code = self.typed("remark"), self.typed("code")
        if not remark_id:
            operations.remark(self.context, code, self.typed("text"))
        elif self.typed("settle"):
            operations.resolve(self.context, remark_id, self.typed("settle") == "yes")
        else:
            operations.answer(self.context, remark_id, self.typed("text"))
        return _("reports_remark_done", default="The remark is saved.")

    @property
    def next_url(self):
        code = self.typed("code")
        place = "chapter" if self.context.form == "narrative" else "row"
        return f"{self.context.absolute_url()}#{place}-{code}" if code else super().next_url
