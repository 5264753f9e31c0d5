"""What stands between a case and its submission, as its writers are told."""

from metodinis.common.clock import today
from metodinis.goodpractice.cases import rules
from metodinis.goodpractice.cases.schema import title_of
from metodinis.goodpractice.cases.workflow import LACKING
from metodinis.goodpractice.cases.workflow import lacking
from metodinis.goodpractice.cases.workflow import values_of
from typing import NamedTuple


class Missing(NamedTuple):
    """A field of which something lacks: its name, title and what to do (messages).

    is_empty: whether it says nothing yet, so that its name tells enough in a list.
    """

    name: str
    title: str
    message: str
    is_empty: bool


def missing(case):
    """The Missings of a case, in the order of the form; [] if it can be submitted."""
    return told(lacking(case))


def told(blockers):
    """The Missings of what `rules.lacking` found."""
    return [
        Missing(name, title_of(name), LACKING[code], code == "empty")
        for name, code in blockers.items()
    ]


def done_of(case):
    """Of what a submission needs, how much there is: (done, all)."""
    return rules.completeness(values_of(case), today())
