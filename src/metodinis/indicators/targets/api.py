"""REST services of targets, on `/indicators`.

GET   @targets?year=&code=&group=&state=&member=&id=   those that one may see, or one of them
POST  @targets {"code", "year", "group", "measure", "direction", "method", "value", "percentile",
      "base", "base_year", "span", "reason"}
PATCH @targets {"id", …}                    one's own proposal
POST  @target-step {"id", "name", "reason", "seen"} approve, return, decline, withdraw;
      "seen", if it is sent: how many `steps` it had, or it is refused
GET   @target-evidence?code=&year=&group=…  what the methods give now
GET   @target-limits, PATCH {"near", "way"} per cent
GET   @targets-export, @target-export?id=   the list, and each library's progress, as files
"""

from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.api import whole_number_of
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.indicators.targets import checking
from metodinis.indicators.targets import computing
from metodinis.indicators.targets import operations
from metodinis.indicators.targets import reading
from metodinis.indicators.targets.listing import TargetsExport
from metodinis.indicators.targets.pages import is_staff
from metodinis.indicators.targets.pages import own_libraries
from metodinis.indicators.targets.pages import visible
from metodinis.indicators.targets.views import StandingsExport
from metodinis.indicators.values.table import table
from metodinis.libraries.people import name_of


FILTERS = ("code", "group", "state")


class GetTargets(JsonService):
    """With `member`, the code of a library: which of them hold for it in `year`."""

    def answer(self):
        form = self.request.form
        if "id" in form:
            target = operations.existing(self.context, form["id"])
            if not visible(self.context, [target]):
                raise FieldErrors({"id": operations.GONE})
            return target_json(self.context, target, whole=True)
        year = self.whole_number("year", None, largest=9999)
        found = visible(self.context, self.context.targets.all())
        if form.get("member"):
            found = self._holding(form["member"], year, found)
        found = [
            one
            for one in found
            if year in (None, one.year)
            and all(form.get(name) in (None, "", getattr(one, name)) for name in FILTERS)
        ]
        return self.batch(found, lambda one: target_json(self.context, one))

    def _holding(self, code, year, seen):
        """Those of the targets seen that hold for a library in a year. Raises FieldErrors."""
        if year is None:
            raise FieldErrors({"year": checking.YEAR_WRONG})
        found = table()
        member = next((one for one in found.members if one.code == code), None)
        if member is None:
            raise FieldErrors({"member": checking.CHOOSE})
        holding = {one.id for one in reading.targets_of(year, member, found, seen).values()}
        return [one for one in seen if one.id in holding]


class ProposeTarget(JsonService):
    def answer(self):
        target = operations.propose(self.context, self.body())
        self.request.response.setStatus(201)
        return target_json(self.context, target, whole=True)


class ChangeTarget(JsonService):
    def answer(self):
        body = self.body()
        target = operations.change(self.context, body.pop("id", None), body)
        return target_json(self.context, target, whole=True)


class TakeStep(JsonService):
    def answer(self):
        body = self.body()
        target = operations.take_step(
            self.context,
            body.get("id"),
            text_of(body, "name"),
            text_of(body, "reason"),
            whole_number_of(body, "seen", None, 10**9),
        )
        return target_json(self.context, target, whole=True)


class GetEvidence(JsonService):
    def answer(self):
        require(operations.PROPOSE, self.context)
        found = table()
        question = checking.question_of(found, self.request.form)
        told = computing.evidence(found, question)
        return {
            **told._asdict(),
            "years": list(told.years),
            "base": question.base,
            "base_year": question.base_year,
            "percentile": question.percentile,
            "span": question.span,
        }


class GetLimits(JsonService):
    def answer(self):
        return limits_json(self.context)


class SetLimits(JsonService):
    def answer(self):
        operations.set_limits(self.context, self.body())
        return limits_json(self.context)


class ExportTargets(FileService):
    def answer(self):
        return TargetsExport(self.context, self.request)()


class ExportStandings(FileService):
    def answer(self):
        operations.existing(self.context, self.request.form.get("id"))
        return StandingsExport(self.context, self.request)()


def limits_json(indicators):
    return {name: round(100 * share) for name, share in indicators.targets.limits._asdict().items()}


def target_json(indicators, target, whole=False):
    """A Target with its progress as the present user sees it; for the staff with its history.

    whole: with each library's progress, of which the others' is the staff's alone.
    """
    found = table()
    basis = reading.basis_seen(target, found)
    answer = {
        "@id": f"{indicators.absolute_url()}/@@target?id={target.id}",
        **{name: getattr(target, name) for name in PLAIN},
        "at": target.at.isoformat(),
        "basis": {**basis._asdict(), "years": list(basis.years)},
        "progress": progress_json(reading.progress(target, found=found)),
    }
    if is_staff(indicators):
        answer["by"] = name_of(target.by)
        answer["steps"] = [step_json(one) for one in target.steps]
    if whole:
        own, staff = own_libraries(), is_staff(indicators)
        answer["libraries"] = [
            {"library": one.member.code, **progress_json(one.progress)}
            for one in reading.standings(target, found)
            if staff or one.member.uid in own
        ]
    return answer


PLAIN = (
    *("id", "code", "year", "group", "group_title", "value", "direction", "measure"),
    *("reason", "state"),
)


def step_json(step):
    return {**step._asdict(), "by": name_of(step.by), "at": step.at.isoformat()}


def progress_json(progress):
    """A reading.Progress as JSON."""
    return {**progress._asdict(), "light": progress.light or None}
