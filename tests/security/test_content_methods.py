"""What a content object can do has no address of its own, whoever asks."""

from plone import api
from plone.dexterity.utils import resolveDottedName
from types import FunctionType
from ZPublisher import zpublish_mark


def test_no_method_of_ours_is_published(site):
    marks = {}
    for fti in api.portal.get_tool("portal_types").objectValues("Dexterity FTI"):
        for cls in resolveDottedName(fti.klass).__mro__:
            if cls.__module__.startswith("metodinis."):
                for name, method in vars(cls).items():
                    if isinstance(method, FunctionType):
                        marks[f"{cls.__name__}.{name}"] = zpublish_mark(method)
    assert "StatisticalReport.store" in marks
    assert [name for name, mark in marks.items() if mark is not False] == []
