"""The living page of the look: each macro with sample content, for the staff."""

from metodinis.i18n import _
from metodinis.layout.views import BADGES
from metodinis.layout.views import PageView


class DesignPage(PageView):
    """`@@design`: what a page can be built of."""

    title = _("layout_design_title", default="The look of the site")
    lead = _(
        "layout_design_lead",
        default="Each part that pages are built of, with sample content and no real data.",
    )
    sample_kicker = _("layout_design_kicker", default="For the staff")
    sample_term = _("layout_design_visits", default="Visits")
    sample_definition = _("layout_design_definition", default="What counts as a visit")
    sample_note = _("layout_design_note", default="Sample, 2025")
    sample_caption = _("layout_design_caption", default="Reports of 2025")
    sample_empty = _("layout_design_empty", default="No reports yet")
    sample_next = _("layout_design_next", default="Open a round")
    sample_error = _(
        "layout_design_error",
        default="Visits: letter O stands where a zero should be. Type digits only.",
    )
    states = tuple(BADGES)

    def badge_label(self, state):
        return BADGES[state]

    @property
    def tiles(self):
        figures = ((1266529, 0.187, "good"), (411946, -0.003, None), (11526, -0.143, "bad"))
        labels = (
            _("layout_design_visits", default="Visits"),
            _("layout_design_inhabitants", default="Inhabitants"),
            _("layout_design_users", default="Registered users"),
        )
        return [
            {
                "label": label,
                "value": self.number(value),
                "change": self.change(change),
                "tone": tone,
            }
            for label, (value, change, tone) in zip(labels, figures, strict=True)
        ]

    @property
    def steps(self):
        return [
            (_("layout_design_step_enter", default="Enter"), "done"),
            (_("layout_design_step_check", default="Check"), "current"),
            (_("layout_design_step_submit", default="Submit"), "todo"),
        ]

    @property
    def rows(self):
        towns = ("Jurbarkas", "Kretinga", "Neringa", "Pagėgiai", "Palanga", "Skuodas")
        states = ("accepted", "submitted", "draft", "late", "published", "returned")
        return [
            {"name": town, "state": state, "visits": 9000 + 1357 * place}
            for place, (town, state) in enumerate(zip(towns, states, strict=True))
        ]
