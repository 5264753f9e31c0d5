"""REST services of groups and settings, on `/indicators`.

GET    @peer-groups?year=2025   all groups of a year with their libraries' UIDs
POST   @peer-groups             {"title", "libraries": UIDs, "note"} makes one of the staff's own
PATCH  @peer-groups             {"id", …} changes one
DELETE @peer-groups             {"id"} forgets one
GET    @peer-settings
PATCH  @peer-settings           {"measures": codes, "neighbours", "smallest", "names_in_public"}
"""

from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.api import whole_number_of
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.indicators.peers import groups
from metodinis.indicators.peers import operations
from metodinis.indicators.values.table import table
from zope.i18n import translate


def year_of(form, found):
    """The year that a query asks for, else the newest; None if there is none. Raises FieldErrors.

    found: the Table of what the reader may see.
    """
    years = found.reported_years
    year = whole_number_of(form, "year", None, 9999)
    if year is not None and year not in years:
        raise FieldErrors(
            {"year": _("peers_year_unknown", default="There are no figures of this year.")}
        )
    return year if year is not None else max(years, default=None)


def own_json(own):
    """JSON of an OwnGroup; its id is that of addresses."""
    return {
        "id": f"{groups.OWN}:{own.id}",
        "title": own.title,
        "libraries": list(own.libraries),
        "note": own.note,
    }


class GetGroups(JsonService):
    """GET @peer-groups; a group that makes itself has no note."""

    def answer(self):
        found = table()
        year = year_of(self.request.form, found)
        if year is None:
            items = [own_json(own) for own in groups.own_groups()]
        else:
            items = [self._json(found, one) for one in groups.all_groups(found, year)]
        return {
            "@id": self.request["ACTUAL_URL"],
            "year": year,
            "items": items,
            "items_total": len(items),
        }

    def _json(self, found, group):
        own = groups.own_of(group.id)
        there = [one for one, inside in zip(found.members, group.mask, strict=True) if inside]
        return {
            "id": group.id,
            "title": translate(group.title, context=self.request),
            "libraries": [one.uid for one in there],
            "note": own.note if own is not None else None,
        }


class GroupService(JsonService):
    """Base of services that write."""

    def values(self):
        """(id without its kind, or None; the other fields) of what was sent."""
        body = self.body()
        name = text_of(body, "id")
        body.pop("id", None)
        return name.removeprefix(f"{groups.OWN}:"), body


class AddGroup(GroupService):
    """POST @peer-groups"""

    def answer(self):
        own = operations.add_group(self.context, self.body())
        self.request.response.setStatus(201)
        return own_json(own)


class ChangeGroup(GroupService):
    """PATCH @peer-groups"""

    def answer(self):
        name, values = self.values()
        return own_json(operations.change_group(self.context, _named(name), values))


class RemoveGroup(GroupService):
    """DELETE @peer-groups"""

    def answer(self):
        name, _values = self.values()
        operations.remove_group(self.context, _named(name))
        return self.reply_no_content()


def _named(name):
    if not name:
        raise FieldErrors({"id": operations.GONE})
    return name


class GetSettings(JsonService):
    """GET @peer-settings"""

    def answer(self):
        return settings_json(groups.settings())


class ChangeSettings(JsonService):
    """PATCH @peer-settings"""

    def answer(self):
        return settings_json(operations.decide(self.context, self.body()))


def settings_json(settings):
    """JSON of content.Settings."""
    return {**settings._asdict(), "measures": list(settings.measures)}
