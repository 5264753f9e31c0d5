"""The living page of the look: each part with the markup that makes it, for the staff.

What is shown and what is run is one file of `templates/samples`, so that neither can lie.
"""

from functools import cached_property
from importlib.resources import files
from metodinis.common.texts import blocks
from metodinis.i18n import _
from metodinis.layout import palette
from metodinis.layout.charts import samples
from metodinis.layout.charts import sparkline
from metodinis.layout.charts.views import ChartsPage
from metodinis.layout.listings import Column
from metodinis.layout.listings import Listing
from metodinis.layout.metadata import STATIC
from metodinis.layout.views import BADGES
from metodinis.layout.views import PageView
from operator import itemgetter
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


FOLDER = files("metodinis.layout") / "templates" / "samples"
# heading -> the samples below it, in their order
PARTS = {
    _("layout_design_type", default="Type"): ("typography", "coloured_text"),
    _("layout_design_page", default="Head of a page"): ("page_header",),
    _("layout_design_states", default="States"): ("badge",),
    _("layout_design_figures", default="Key figures"): ("stat_tile", "progress", "steps"),
    _("layout_design_charts", default="Charts"): ("chart", "sparkline"),
    _("layout_design_tables", default="Tables"): (
        "filter_form",
        "table",
        "pagination",
        "downloads",
    ),
    _("layout_design_messages", default="Messages"): ("alert", "empty_state"),
    _("layout_design_parts", default="Small parts"): (
        "blocks",
        "cards",
        "facts",
        "figure",
        "file_chip",
        "definition",
    ),
    _("layout_design_forms", default="Forms"): (
        "error_summary",
        "field",
        "buttons",
        "action_bar",
    ),
}
SCHEMES = {
    "light": _("layout_design_light", default="Light"),
    "dark": _("layout_design_dark", default="Dark"),
}
SPACES = (
    ("--mtd-space-1", 4),
    ("--mtd-space-2", 8),
    ("--mtd-space-3", 12),
    ("--mtd-space-4", 16),
    ("--mtd-space-5", 24),
    ("--mtd-space-6", 40),
)


def source_of(name):
    """The text of a sample."""
    return (FOLDER / f"{name}.pt").read_text("utf-8").rstrip()


class DesignPage(ChartsPage, Listing, PageView):
    """`@@design`: what a page can be built of; `?scheme=light|dark` shows it in one scheme."""

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
    sample_library = _("layout_design_library", default="Library")
    sample_state = _("layout_design_field_state", default="State")
    sample_year = _("layout_design_field_year", default="Year")
    sample_saved = _("layout_design_saved", default="Draft saved")
    sample_later = _("layout_design_later", default="Later")
    sample_send = _("layout_design_send", default="Send")
    sample_remove = _("layout_design_remove", default="Remove")
    sample_error = _(
        "layout_design_error",
        default="Visits: letter O stands where a zero should be. Type digits only.",
    )
    sample_credit = _("layout_design_credit", default="Photo by R. Kretingienė")
    states = tuple(BADGES)
    spaces = SPACES
    schemes = SCHEMES.items()
    columns = (
        Column("name", sample_library, itemgetter("name"), itemgetter("name")),
        Column("visits", sample_term, itemgetter("visits"), itemgetter("visits")),
    )
    first_order = ("name", False)
    export_name = "design"

    @property
    def parts(self):
        """(heading, [(name, HTML, source)])."""
        return [
            (heading, [(name, self._rendered(name), source_of(name)) for name in names])
            for heading, names in PARTS.items()
        ]

    def _rendered(self, name):
        return ViewPageTemplateFile(str(FOLDER / f"{name}.pt")).__get__(self, type(self))()

    @property
    def scheme(self):
        """The scheme asked for, or None for the reader's own."""
        asked = self.request.form.get("scheme")
        return asked if isinstance(asked, str) and asked in SCHEMES else None

    def pairs(self, scheme):
        return palette.pairs(scheme)

    @property
    def page(self):
        return self.batch(self.ordered, size=4)

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

    @cached_property
    def charts(self):
        return samples.charts(self.lang, self.say)

    @property
    def sample_sparkline(self):
        return sparkline(samples.OF_KRETINGA, self.say(samples.LINE))

    @property
    def sample_blocks(self):
        return blocks(f"{self.say(self.lead)}\n\n– {self.say(self.sample_caption)}")

    @property
    def sample_figure(self):
        address = f"{self.portal_url}/{STATIC}/card.png"
        return {
            "src": address,
            "srcset": f"{address} 1200w",
            "width": 1200,
            "height": 630,
            "alt": self.say(_("layout_design_figure", default="The name and sign of this site")),
            "credit": self.sample_credit,
        }

    @property
    def steps(self):
        return [
            (_("layout_design_step_enter", default="Enter"), "done"),
            (_("layout_design_step_check", default="Check"), "current"),
            (_("layout_design_step_submit", default="Submit"), "todo"),
        ]

    @property
    def found(self):
        towns = ("Jurbarkas", "Kretinga", "Neringa", "Pagėgiai", "Palanga", "Skuodas")
        states = ("accepted", "submitted", "draft", "late", "published", "returned")
        return [
            {"name": town, "state": state, "visits": 9000 + 1357 * place}
            for place, (town, state) in enumerate(zip(towns, states, strict=True))
        ]


class SchemeStyle(BrowserView):
    """`@@design-scheme?scheme=light|dark`: the style sheet's colours of one scheme."""

    def __call__(self):
        scheme = self.request.form.get("scheme")
        self.request.response.setHeader("Content-Type", "text/css; charset=utf-8")
        return palette.scheme_rules(scheme if scheme == "dark" else "light")
