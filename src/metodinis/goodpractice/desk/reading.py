"""What the desk knows of one case. Pages and services ask who may read it."""

from metodinis.common.permissions import may
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.operations import PROCESS
from metodinis.goodpractice.cases.schema import FILE_FIELDS
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.cases.schema import ROW_FIELDS
from metodinis.goodpractice.cases.workflow import values_of
from metodinis.goodpractice.desk.rules import changed_names
from metodinis.goodpractice.desk.store import desk_of
from plone.uuid.interfaces import IUUID
from zope.schema import getFieldNamesInOrder


# What a case is made of, in the order in which it is told.
FIELDS = (*getFieldNamesInOrder(IGoodPractice), *ROW_FIELDS, *FILE_FIELDS)


def plan_of(case):
    """The Plan of its publication, or None."""
    return desk_of(case.__parent__).plan_of(IUUID(case))


def decisions_of(case):
    """The Decisions on a case, the oldest first."""
    return desk_of(case.__parent__).decisions_of(IUUID(case))


def remarks_of(case):
    """name of a field -> what the editor sent with a returned case, as long as it is mended: as a
    draft too, when it was taken back after that; else {}."""
    decisions = decisions_of(case)
    is_mended = state_of(case) in (rules.RETURNED, rules.DRAFT)
    if not (is_mended and decisions and decisions[-1].name == "return"):
        return {}
    return dict(decisions[-1].remarks)


def agreements_of(case):
    """The Agreements of a case, the oldest first."""
    return desk_of(case.__parent__).agreements_of(IUUID(case))


def open_agreement(case):
    """The Agreement that its library is to answer, or None."""
    found = agreements_of(case)
    open_one = bool(found) and found[-1].is_open and state_of(case) == rules.RECOMMENDED
    return found[-1] if open_one else None


def agreed_version(case):
    """The newest Version that its library wrote or agreed to, or None without any."""
    agreed = {one.version for one in agreements_of(case) if one.agreed}
    for version in reversed(case.versions):
        if version.kind != rules.EDIT or version.number in agreed:
            return version
    return None


def edited_names(case):
    """Names of what an editor has changed that its library didn't agree to yet, in order."""
    version = agreed_version(case)
    return changed_names(version.values, values_of(case), FIELDS) if version else []


def readable_versions(case):
    """The Versions that the present user may read: all for who follows its way, else those that
    were published."""
    if may(PROCESS, case):
        return case.versions
    return [version for version in case.versions if version.kind in rules.PUBLIC_VERSIONS]


def corrections_of(case):
    """The Versions that corrected what was published, the newest first."""
    return [version for version in reversed(case.versions) if version.kind == rules.CORRECTION]


def edited_since(case, number):
    """Whether the case says anything else now than in a Version, by its number."""
    return bool(changed_names(case.versions[number - 1].values, values_of(case), FIELDS))


def questions_of(case):
    """The Questions about a case, the oldest first."""
    return desk_of(case.__parent__).questions_of(IUUID(case))


def last_question(case):
    """The newest Question about a published case, or None."""
    found = questions_of(case) if state_of(case) == rules.PUBLISHED else []
    return found[-1] if found else None


def unsettled(case):
    """The Questions about a published case that told of changes which no editor has dealt with
    yet, the oldest first: whatever its library said since."""
    found = questions_of(case) if state_of(case) == rules.PUBLISHED else []
    return [question for question in found if question.awaits_editor]


def is_featured(case):
    """Whether editors show the case first."""
    return IUUID(case) in desk_of(case.__parent__).featured
