"""Fields of a case that reviewers remark on, in the order of the form."""

from metodinis.goodpractice.cases.schema import FILE_FIELDS
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.cases.schema import ROW_FIELDS
from zope.schema import getFieldNamesInOrder


# What is ticked or chosen in a word leaves nothing to remark on.
LEFT_OUT = ("language", "licence", "picture_rights", "consent")


def _in_order():
    """Names of fields; rows stand where the form has them, files at the end."""
    found = [name for name in getFieldNamesInOrder(IGoodPractice) if name not in LEFT_OUT]
    after = found.index("difficulties")
    return (*found[:after], *ROW_FIELDS, *found[after:], *FILE_FIELDS)


REMARKED = _in_order()
