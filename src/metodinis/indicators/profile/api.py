"""GET libraries/<id>/@figures?year=2025&group=population:2: a library among its peers."""

from metodinis.common.api import JsonService
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.indicators.profile.views import profile_of
from metodinis.indicators.profile.views import ProfileTexts
from metodinis.indicators.values.rules import WORDS


NO_YEAR = _("profile_api_year", default="The library has no figures of this year.")
NO_GROUP = _(
    "profile_api_group", default="The library isn't in this group. `groups` lists those it is in."
)


class GetFigures(JsonService):
    """The same numbers as the page: `year` and `group` of those that it may be asked for.

    `value` is None with `word` "not_applicable", or "" where nothing is known; `percentile`, `star`
    and the spread are None where too few peers have a number, `rank` also where the reader may not
    know the place.
    """

    def answer(self):
        year = self.whole_number("year", None, largest=9999)
        asked = self.request.form.get("group")
        profile = profile_of(self.context, self.request)
        if year is not None and year not in profile.years:
            raise FieldErrors({"year": NO_YEAR})
        if asked and asked not in [one.id for one in profile.groups]:
            raise FieldErrors({"group": NO_GROUP})
        texts = ProfileTexts(self.context, self.request)
        texts.profile = profile
        used, known = profile.coverage
        group = profile.group
        return {
            "@id": self.request["ACTUAL_URL"],
            "library": profile.member.uid,
            "year": profile.year,
            "years": profile.years,
            "draft_state": profile.draft_state,
            "group": group.id if group is not None else None,
            "groups": [
                {"id": one.id, "title": texts.say(one.title), "libraries": int(one.mask.sum())}
                for one in profile.groups
            ],
            "group_libraries": known,
            "group_reported": used,
            "smallest": profile.settings.smallest,
            "items": [self._line(profile, line, texts.lang) for line in profile.lines],
            "items_total": len(profile.lines),
            "strengths": texts.strengths,
            "gaps": texts.gaps,
        }

    def _line(self, profile, line, lang):
        standing, spread, goal = line.standing, line.spread, line.goal
        rank = standing.rank if standing is not None and profile.sees_places else None
        return {
            "code": line.code,
            "title": line.indicator.title(lang),
            "unit": line.indicator.unit,
            "direction": line.indicator.direction,
            "theme": line.theme,
            "value": line.value,
            "word": "not_applicable" if line.word == WORDS[NOT_APPLICABLE] else "",
            "is_draft": line.is_draft,
            "before": line.before,
            "change": line.change and line.change.amount,
            "change_in_points": bool(line.change and line.change.is_points),
            "series": [{"year": year, "value": value} for year, value in line.series],
            "percentile": standing and standing.percentile,
            "star": standing and standing.star,
            "rank": rank and [rank.first, rank.last],
            "known": line.known,
            "spread": spread and spread._asdict(),
            "target": goal
            and {"value": goal.target.value, "year": goal.target.year, "light": goal.light},
        }
