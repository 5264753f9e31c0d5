"""Pages that everyone may read: the catalogue and the check rules."""

from AccessControl import getSecurityManager
from datetime import date
from functools import cached_property
from metodinis.i18n import _
from metodinis.indicators import exports
from metodinis.indicators import readable
from metodinis.indicators import schema
from metodinis.indicators.operations import MANAGE
from metodinis.indicators.store import parsed_catalogue
from metodinis.indicators.store import parsed_rules
from metodinis.indicators.values.table import table
from metodinis.layout.listings import Column
from metodinis.layout.listings import DOWNLOAD
from metodinis.layout.listings import Listing
from metodinis.layout.listings import ListingExport
from metodinis.layout.views import PageView
from operator import attrgetter
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.component import queryMultiAdapter
import unicodedata


ALL_YEARS = "all"
YEARS_SHOWN = 10
# Pages beside each other: (name, title).
TABS = (
    ("territory", _("indicators_tab_territory", default="Territory")),
    ("explore", _("indicators_tab_explore", default="Explorer")),
    ("targets", _("indicators_tab_targets", default="Targets")),
    ("peer-groups", _("indicators_tab_peer_groups", default="Peer groups")),
    ("view", _("indicators_tab_catalogue", default="Catalogue")),
    ("rules", _("indicators_tab_rules", default="Check rules")),
)
MANAGER_TABS = (
    ("history", _("indicators_tab_history", default="Versions")),
    ("import", _("indicators_tab_import", default="Import")),
)
# Of more codes in a rule the titles would hide what is checked.
FEW_CODES = 3
YES = _("indicators_yes", default="yes")


class IndicatorsPage(PageView):
    """What the pages of `/indicators` share."""

    edit_text = _("indicators_edit", default="Change")

    @cached_property
    def may_manage(self):
        return bool(getSecurityManager().checkPermission(MANAGE, self.context))

    @cached_property
    def whole(self):
        """The whole Catalogue, ended codes too."""
        return parsed_catalogue(self.context.current("catalogue").text)

    def parts(self, expression):
        """An expression as readable.Parts."""
        return readable.parts(str(expression), self.whole, self.lang)

    def validity(self, entry):
        return readable.validity(entry)

    def version_asked(self, table):
        """The Version of a table that the address names. Raises NotFound."""
        number = str(self.request.form.get("version", ""))
        version = None
        if number.isdecimal() and len(number) < 9:
            version = self.context.version(table, int(number))
        if version is None:
            raise NotFound(self.__name__)
        return version

    @property
    def tabs(self):
        """The pages of the indicators: (address, title, whether this is it)."""
        return [
            (self._address(name), title, name == self.__name__)
            for name, title in (*TABS, *(MANAGER_TABS if self.may_manage else ()))
            if queryMultiAdapter((self.context, self.request), name=name) is not None
        ]

    def _address(self, name):
        url = self.context.absolute_url()
        return url if name == "view" else f"{url}/@@{name}"


class IndicatorMacros(PageView):
    """`context/@@indicator-macros/<name>`: the macros of templates/macros.pt."""

    index = ViewPageTemplateFile("templates/macros.pt")

    def __getitem__(self, name):
        return self.index.macros[name]


class CataloguePage(Listing, IndicatorsPage):
    """Elements by section, then indicators; of one year or of all, found by words."""

    export_name = "catalogue-export"

    lead = _(
        "indicators_lead",
        default="What libraries count for the annual report, and what is computed of it.",
    )
    empty_title = _("indicators_none_found", default="Nothing is found")
    empty_link_text = _("indicators_show_all", default="Show the whole catalogue")
    compulsory_text = _("indicators_badge_compulsory", default="Compulsory")
    figures_text = _("indicators_figures", default="Figures")

    @property
    def year(self):
        """The year asked for, ALL_YEARS, or this year."""
        asked = self.request.form.get("year")
        return asked if asked in dict(self.years) else str(date.today().year)

    @property
    def years(self):
        """(value, title) of the years to choose from, the newest first."""
        this = date.today().year
        years = [str(year) for year in range(this + 1, this - YEARS_SHOWN, -1)]
        return [(ALL_YEARS, _("indicators_years_all", default="All years"))] + [
            (year, year) for year in years
        ]

    @property
    def is_filtered(self):
        return bool(self.text or self.request.form.get("year"))

    @cached_property
    def catalogue(self):
        """The Catalogue of the chosen year."""
        return self.whole if self.year == ALL_YEARS else self.whole.for_year(int(self.year))

    @cached_property
    def sections(self):
        """(Section, [Element]) of sections in which something is found."""
        return [
            (section, found)
            for section in self.catalogue.sections.values()
            if (found := self._found(self.catalogue.in_section(section.code)))
        ]

    @cached_property
    def indicators(self):
        return self._found(self.catalogue.indicators.values())

    @property
    def found(self):
        """Elements and indicators in the order in which they are shown."""
        elements = [element for _section, found in self.sections for element in found]
        return elements + self.indicators

    @property
    def count(self):
        return len(self.found)

    def _found(self, entries):
        words = _folded(self.text).split()
        return [entry for entry in entries if all(word in self._words(entry) for word in words)]

    def _words(self, entry):
        texts = (entry.code, entry.title(self.lang), entry.definition(self.lang), entry.iso)
        return _folded(" ".join(texts))

    @cached_property
    def _users(self):
        users = {}
        for indicator in self.catalogue.indicators.values():
            for code in indicator.codes:
                users.setdefault(code, []).append(indicator)
        return users

    @cached_property
    def with_figures(self):
        """The codes that this reader may see figures of."""
        return frozenset(table().lines)

    def used_in(self, element):
        """The Indicators that are computed from an element."""
        return self._users.get(element.code, [])

    def facts(self, element):
        """What to know about an element's value, as (label, text)."""
        facts = [
            (schema.IElementRow["type"].title, schema.TYPES[element.type]),
            (schema.IElementRow["unit"].title, element.unit),
            (schema.IElementRow["level"].title, schema.LEVELS[element.level]),
            (schema.IElementRow["derived"].title, schema.DERIVED.get(element.derived)),
            *self.common_facts(element),
        ]
        return [(label, text) for label, text in facts if text]

    def indicator_facts(self, indicator):
        """What to know about an indicator, as (label, text)."""
        facts = [
            (schema.IIndicatorRow["unit"].title, indicator.unit),
            (
                schema.IIndicatorRow["direction"].title,
                schema.DIRECTIONS[indicator.direction],
            ),
            *self.common_facts(indicator),
        ]
        return [(label, text) for label, text in facts if text]

    def common_facts(self, entry):
        return [
            (_("indicators_years", default="In use"), self.validity(entry)),
            (schema.IElementRow["iso"].title, entry.iso),
        ]


class CatalogueExport(ListingExport, CataloguePage):
    """`@@catalogue-export?format=csv|xlsx`: what the catalogue shows, in the reader's words."""

    file_name = "indicators"
    sheet_name = schema.TABLE_TITLES["catalogue"]

    @property
    def columns(self):
        """Columns of elements and indicators together; what one hasn't is empty there."""
        lang = self.lang

        def choice(name, titles):
            return lambda entry: titles.get(getattr(entry, name, None))

        return (
            Column("code", schema.ICodedRow["code"].title, attrgetter("code")),
            Column("title", _("indicators_title", default="Name"), lambda e: e.title(lang)),
            Column("section", schema.IElementRow["section"].title, self._place),
            Column(
                "definition",
                _("indicators_definition", default="Definition"),
                lambda entry: entry.definition(lang),
            ),
            Column(
                "mistakes",
                _("indicators_mistakes_column", default="Common mistakes"),
                lambda entry: entry.mistakes(lang),
            ),
            Column("type", schema.IElementRow["type"].title, choice("type", schema.TYPES)),
            Column("formula", _("indicators_formula", default="Formula"), self._formula),
            Column("unit", schema.IDescribedRow["unit"].title, attrgetter("unit")),
            Column("level", schema.IElementRow["level"].title, choice("level", schema.LEVELS)),
            Column(
                "compulsory",
                schema.IElementRow["compulsory"].title,
                lambda entry: YES if getattr(entry, "compulsory", False) else None,
            ),
            Column("years", _("indicators_years", default="In use"), self.validity),
            Column("iso", schema.IDescribedRow["iso"].title, attrgetter("iso")),
            Column(
                "replaced", schema.IDescribedRow["replaced_by"].title, attrgetter("replaced_by")
            ),
        )

    def _place(self, entry):
        """The section of an element; of an indicator that it is one."""
        if entry.kind == "indicator":
            return _("indicators_heading", default="Indicators")
        return self.whole.sections[entry.section].title(self.lang)

    def _formula(self, entry):
        """How an indicator is computed, in codes; None for an element."""
        if entry.kind != "indicator":
            return None
        formula = f"({entry.numerator}) / ({entry.denominator})"
        return formula if entry.factor == 1 else f"{formula} × {self.number(entry.factor)}"


def _folded(text):
    """Letters without case and accents, so that "isduotis" finds „išduotis“."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


class ExportPage(IndicatorsPage):
    """`@@export?table=&format=csv|xlsx`, and `&version=` for an earlier state."""

    def __call__(self):
        form = self.request.form
        table, wanted = form.get("table"), form.get("format", "csv")
        if table not in schema.TABLES or wanted not in exports.FORMATS:
            raise NotFound(self.__name__)
        current = self.context.current(table)
        version = self.version_asked(table) if "version" in form else current
        return exports.deliver(self.request.response, table, version, wanted)


class RulesPage(IndicatorsPage):
    """The check rules in words, by severity."""

    title = schema.TABLE_TITLES["rules"]
    lead = _(
        "indicators_rules_lead",
        default="What the site looks at while a report is filled in and when it is handed in.",
    )

    @property
    def downloads(self):
        """(address, title) of the whole table as a file, for macro `downloads`."""
        url = f"{self.context.absolute_url()}/@@export?table=rules&format="
        return [(url + format_, title) for format_, title in DOWNLOAD.items()]

    @cached_property
    def groups(self):
        """(severity, title, [Rule]) of the severities that there are rules of."""
        rules = parsed_rules(
            self.context.current("rules").text, self.context.current("catalogue").text
        ).rules
        return [
            (severity, title, found)
            for severity, title in schema.SEVERITIES.items()
            if (found := [rule for rule in rules if rule.severity == severity])
        ]

    def what(self, rule):
        return schema.OPERATORS[rule.operator]

    def sign(self, rule):
        """The sign between both sides of a comparison, or ""."""
        return readable.SIGNS.get(rule.operator, "")

    def codes(self, rule):
        """The elements that a rule looks at one by one: (code, title, what is written)."""
        written = "{title} ({code})" if len(rule.codes) <= FEW_CODES else "{code}"
        titles = [(code, self.whole.elements[code].title(self.lang)) for code in rule.codes]
        return [(code, title, written.format(code=code, title=title)) for code, title in titles]

    def sides(self, rule):
        """Both sides of a rule as readable.Parts; the right one may be empty."""
        return self.parts(rule.left or ""), self.parts(rule.right or "")

    def message(self, rule):
        """What a rule says, with dots where numbers will stand."""
        return readable.message(rule, self.lang)

    def limits(self, rule):
        return readable.limits(rule, self.number)
