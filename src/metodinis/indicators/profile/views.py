"""A library's page of figures, and the piece of it that other pages show."""

from AccessControl import getSecurityManager
from functools import cached_property
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.i18n import _
from metodinis.indicators.profile import rules
from metodinis.indicators.profile.charts import charts_of
from metodinis.indicators.profile.printing import profile_pdf
from metodinis.indicators.profile.reading import is_own
from metodinis.indicators.profile.reading import Profile
from metodinis.indicators.profile.sentences import percentile_text
from metodinis.indicators.profile.sentences import sentence
from metodinis.indicators.store import CATALOGUE_ID
from metodinis.indicators.targets.texts import LIGHT_BADGES
from metodinis.indicators.targets.texts import LIGHT_TITLES
from metodinis.indicators.values.rules import WORDS
from metodinis.indicators.values.texts import value_text
from metodinis.indicators.values.views import FiguresPage
from metodinis.layout import formats
from metodinis.layout.charts import sparkline
from metodinis.layout.charts.views import ChartsPage
from metodinis.layout.exports import send
from metodinis.layout.views import PageView
from plone import api
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.component import queryMultiAdapter
from zope.i18nmessageid import Message


# More names in a line nobody reads.
MOST_PEERS = 24
NO_DATA = _("profile_no_data", default="no data")
INAPPLICABLE = _("profile_inapplicable", default="not applicable")
POINTS = _("profile_points", default="${amount} points")


def profile_of(library, request):
    """The Profile that a request asks for, for the present user."""
    form = request.form
    year, group = str(form.get("year", "")), form.get("group")
    return Profile(
        library,
        sees_drafts=is_own(library, getSecurityManager().getUser()),
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        group=group if isinstance(group, str) else None,
    )


class ProfileTexts(PageView):
    """How a Profile's Lines are written. `profile`: the Profile."""

    @cached_property
    def profile(self):
        return profile_of(self.context, self.request)

    def value(self, line):
        """The value with its unit, or why there is none."""
        if line.value is None:
            return self.say(INAPPLICABLE if line.word == WORDS[NOT_APPLICABLE] else NO_DATA)
        return self.number_of(line, line.value)

    def number_of(self, line, number):
        return value_text(line.indicator, number, self.lang)

    def change_of(self, line):
        """How the value changed: "+4,2 %", for shares in points; "" if nothing can be said."""
        if line.change is None:
            return ""
        if not line.change.is_points:
            return self.change(line.change.amount)
        text = self.number(abs(line.change.amount), 1)
        sign = "" if text == self.number(0, 1) else "+" if line.change.amount > 0 else "−"
        return self.say(Message(POINTS, mapping={"amount": f"{sign}{text}"}))

    def tone(self, line):
        return rules.tone_of(line.change, line.indicator.direction)

    def percentile(self, line):
        """The percentile in words, or "" where none is told."""
        if line.standing is None:
            return ""
        return percentile_text(line.standing.percentile, self.lang)

    def median(self, line):
        """The group's median, or a dash."""
        if line.spread is None:
            return formats.NOTHING
        return self.number_of(line, line.spread.median)

    def sentences(self, verdicts):
        """rules.Verdicts as sentences."""
        profile = self.profile
        return [
            sentence(profile.line(one.code).indicator, one, profile.group.id, self.lang)
            for one in verdicts
        ]

    @cached_property
    def strengths(self):
        return self.sentences(self.profile.verdicts[0])

    @cached_property
    def gaps(self):
        return self.sentences(self.profile.verdicts[1])

    @property
    def group_title(self):
        return self.say(self.profile.group.title) if self.profile.group is not None else ""

    @property
    def coverage(self):
        """How many of the group's libraries there are figures of."""
        used, asked = self.profile.coverage
        return self.say(
            _(
                "profile_coverage",
                default="figures of ${used} of ${asked} libraries",
                mapping={"used": self.number(used), "asked": self.number(asked)},
            )
        )


class FiguresOfLibrary(ChartsPage, ProfileTexts, FiguresPage):
    """`/libraries/<id>/@@figures?year=&group=`: a library among its peers."""

    caption = _("profile_caption", default="Indicators by theme")
    none_own_text = _(
        "profile_none_own",
        default="As soon as you fill in a report, its figures stand here beside those of similar "
        "libraries.",
    )
    to_library = _("profile_to_library", default="To the library's page")
    draft_text = _("profile_draft", default="Not published yet")
    draft_title = _("profile_draft_title", default="Figures of ${year} aren't published yet")
    star_text = _("profile_star", default="In the best third of the group")

    @property
    def years(self):
        return self.profile.years

    @property
    def year(self):
        return self.profile.year

    @property
    def page_title(self):
        if self.year is None:
            return _("profile_title", default="Figures")
        return _("profile_title_year", default="Figures of ${year}", mapping={"year": self.year})

    @property
    def draft_alert(self):
        return Message(self.draft_title, mapping={"year": str(self.year)})

    @property
    def lead(self):
        """The group, and whether all of it is known."""
        if self.profile.group is None:
            return None
        return self.say(
            _(
                "profile_lead",
                default="Compared with: ${group} (${coverage}).",
                mapping={"group": self.group_title, "coverage": self.coverage},
            )
        )

    @property
    def group_choices(self):
        """(id, title, whether it is shown) of the groups to choose from, with how many."""
        chosen = self.profile.group
        return [
            (one.id, f"{self.say(one.title)} ({int(one.mask.sum())})", one.id == chosen.id)
            for one in self.profile.groups
        ]

    @cached_property
    def themes(self):
        """(title, [row]) of the table."""
        sections = self.profile.table.current.sections
        return [
            (
                rules.theme_title(sections[code].title(self.lang)) if code in sections else "",
                [self.row(line) for line in lines],
            )
            for code, lines in self.profile.themes
        ]

    def row(self, line):
        """What the table shows of a Line."""
        standing = line.standing
        return {
            "code": line.code,
            "title": line.indicator.title(self.lang),
            "url": self.indicator_url(line.code),
            "value": self.value(line),
            "value_url": self.figure_url(line) if line.value is not None else None,
            "is_draft": line.is_draft and line.value is not None,
            "change": self.change_of(line),
            "tone": self.tone(line),
            "sparkline": self.sparkline(line),
            "percentile": self.percentile(line),
            "place": self.place(line),
            "width": 0 if standing is None else rules.percentile_number(standing.percentile),
            "quarter": self.quarter(line),
            "star": standing is not None and standing.star,
            "few": line.value is not None and standing is None and self.profile.group is not None,
            "median": self.median(line),
            "goal": self.goal(line),
        }

    def quarter(self, line):
        """How the bar is coloured: "best", "last", or "" where nothing is judged."""
        if line.standing is None or line.indicator.direction == "context":
            return ""
        return {1: "best", 4: "last"}.get(line.standing.quarter, "")

    def place(self, line):
        """The place among the peers, for who may know it: "3 of 11"; else ""."""
        if line.standing is None or not self.profile.sees_places:
            return ""
        if line.indicator.direction == "context":
            return ""
        rank = line.standing.rank
        first, last = self.number(rank.first), self.number(rank.last)
        return self.say(
            _(
                "profile_place",
                default="place ${place} of ${count}",
                mapping={
                    "place": first if rank.first == rank.last else f"{first}–{last}",
                    "count": self.number(rank.count),
                },
            )
        )

    def goal(self, line):
        """The target: text, badge's state and words; None if none is set."""
        if line.goal is None:
            return None
        target = line.goal.target
        text = self.number_of(line, target.value)
        if target.year != self.year:
            text = self.say(
                _(
                    "profile_target_by",
                    default="${value} by ${year}",
                    mapping={"value": text, "year": str(target.year)},
                )
            )
        light = line.goal.light
        return {
            "text": text,
            "light": (LIGHT_BADGES[light], LIGHT_TITLES[light]) if light else None,
        }

    @property
    def has_goals(self):
        return any(line.goal is not None for line in self.profile.lines)

    def sparkline(self, line):
        """The values of all years as a small line, if there are two."""
        known = [(year, value) for year, value in line.series if value is not None]
        if len(known) < 2:
            return ""
        said = "; ".join(f"{year}: {self.number_of(line, value)}" for year, value in known)
        return sparkline(
            [value for _year, value in line.series], f"{line.indicator.title(self.lang)}. {said}"
        )

    @cached_property
    def tiles(self):
        """The key figures: label, value, change, note, link."""
        return [
            {
                "label": line.indicator.title(self.lang),
                "value": self.value(line),
                "change": self.change_since(line),
                "tone": self.tone(line),
                "note": self.percentile(line),
                "star": line.standing is not None and line.standing.star,
            }
            for line in self.profile.keys
        ]

    def change_since(self, line):
        """The change with the year that it is counted from; None if nothing can be said."""
        if line.change is None:
            return None
        return self.say(
            _(
                "profile_change_since",
                default="${change} since ${year}",
                mapping={"change": self.change_of(line), "year": str(self.year - 1)},
            )
        )

    @cached_property
    def charts(self):
        return charts_of(self)

    @property
    def peers(self):
        """(name, address of its figures) of the others in the group, if they can be read."""
        found = self.profile.peers
        url = self.context.__parent__.absolute_url()
        if len(found) > MOST_PEERS:
            return []
        return [(one.name, f"{url}/{one.id}/@@figures") for one in found]

    # links

    @cached_property
    def _indicators(self):
        return api.portal.get()[CATALOGUE_ID]

    @cached_property
    def _has_indicator_page(self):
        return self._is_page(self._indicators, "indicator")

    @cached_property
    def _has_figure_page(self):
        return self._is_page(self.context, "figure")

    def _is_page(self, context, name):
        return queryMultiAdapter((context, self.request), name=name) is not None

    def indicator_url(self, code):
        """Where an indicator has its page; None if there are no such pages."""
        if not self._has_indicator_page:
            return None
        query = urlencode({"code": code, "year": self.year})
        return f"{self._indicators.absolute_url()}/@@indicator?{query}"

    def figure_url(self, line):
        """Where the value is opened: what it comes from."""
        if not self._has_figure_page:
            return None
        query = urlencode({"code": line.code, "year": self.year})
        return f"{self.context.absolute_url()}/@@figure?{query}"

    @property
    def pdf_url(self):
        group = self.profile.group
        query = {"year": self.year, **({"group": group.id} if group is not None else {})}
        return f"{self.context.absolute_url()}/@@figures-pdf?{urlencode(query)}"

    @property
    def groups_url(self):
        return f"{self._indicators.absolute_url()}/@@peer-groups"

    @property
    def is_own(self):
        return self.profile.sees_drafts

    @property
    def comment_subject(self):
        """What comments of the department on this page are about."""
        return f"library:{self.profile.member.uid}"


class FiguresPdf(FiguresOfLibrary):
    """`@@figures-pdf?year=&group=`: the same on two pages."""

    def __call__(self):
        if self.year is None:
            raise NotFound(self.__name__)
        response = self.request.response
        # Who isn't logged in may see other figures tomorrow.
        response.setHeader("Cache-Control", "private, no-cache")
        name = f"{self.context.getId()}-{self.year}.pdf"
        return send(response, profile_pdf(self), name, "application/pdf")
