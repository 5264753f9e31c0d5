"""The way to a library's hours, on its page."""

from metodinis.layout.views import Section


class HoursLink(Section):
    """For the library's people and the department."""

    is_empty = False
