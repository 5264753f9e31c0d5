"""Pages by which the staff make groups of their own, and decide how libraries are compared."""

from functools import cached_property
from metodinis.i18n import _
from metodinis.indicators.peers import groups
from metodinis.indicators.peers import operations
from metodinis.indicators.peers.schema import IPeerGroupValues
from metodinis.indicators.peers.schema import IPeerSettings
from metodinis.indicators.peers.vocabularies import measure_elements
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import parsed_catalogue
from metodinis.indicators.values.members import members
from metodinis.layout.actions import ActionPage
from zExceptions import NotFound
import re


class PeersAction(ActionPage):
    """Base: all lead back to the groups."""

    kicker = _("peers_title", default="Peer groups")

    @property
    def next_url(self):
        return f"{self.context.absolute_url()}/@@peer-groups"

    def ticked(self, name):
        """The values of ticked boxes of a name, each once."""
        sent = self.request.form.get(name, ())
        sent = sent if isinstance(sent, list | tuple) else [sent]
        return tuple(dict.fromkeys(one for one in sent if isinstance(one, str)))


class GroupPage(PeersAction):
    """`@@peer-group`: a new group, or with `?id=` one that is there."""

    fields = IPeerGroupValues

    @cached_property
    def own(self):
        """The OwnGroup that the address names; None for a new one. Raises NotFound."""
        name = self.typed("id")
        found = groups.peers().group(name) if name else None
        if name and found is None:
            raise NotFound(self.__name__)
        return found

    @property
    def title(self):
        if self.own is None:
            return _("peers_group_add", default="New group")
        return self.own.title

    def value(self, name):
        """What stands in a field of text."""
        return self.typed(name, getattr(self.own, name, ""))

    @cached_property
    def chosen(self):
        """UIDs of the libraries that are ticked."""
        if self.request.method == "POST":
            return self.ticked("libraries")
        return self.own.libraries if self.own is not None else ()

    @property
    def libraries(self):
        """(UID, name, whether it is ticked) of the register; the closed only where ticked."""
        return [
            (one.uid, one.name, one.uid in self.chosen)
            for one in members()
            if one.closed is None or one.uid in self.chosen
        ]

    def act(self, form):
        values = {name: self.typed(name) for name in ("title", "note")}
        values["libraries"] = self.ticked("libraries")
        if self.own is None:
            operations.add_group(self.context, values)
            return _("peers_group_added", default="The group is made.")
        operations.change_group(self.context, self.own.id, values)
        return _("peers_group_changed", default="The group is changed.")


class RemoveGroupPage(GroupPage):
    """`@@peer-group-remove?id=`: says what it means, then forgets the group."""

    means = _(
        "peers_group_remove_means",
        default="Libraries will not be compared in this group any more, and saved addresses that "
        "name it will show another one. Figures stay as they are.",
    )

    def __call__(self):
        if self.own is None:
            raise NotFound(self.__name__)
        return super().__call__()

    def act(self, form):
        operations.remove_group(self.context, self.own.id)
        return _("peers_group_removed", default="The group is removed.")


class SettingsPage(PeersAction):
    """`@@peer-settings`"""

    title = _("peers_settings", default="How libraries are compared")
    fields = IPeerSettings
    numbers = ("neighbours", "smallest")

    @cached_property
    def settings(self):
        return groups.settings()

    @cached_property
    def chosen(self):
        """Codes of the measures that are ticked."""
        return self.ticked("measures") if self.request.method == "POST" else self.settings.measures

    @property
    def sections(self):
        """(title, [(code, title, whether it is ticked)], whether any is) of what may be ticked."""
        lang = self.lang
        found = {}
        for one in measure_elements():
            row = (one.code, one.title(lang), one.code in self.chosen)
            found.setdefault(one.section, []).append(row)
        titles = parsed_catalogue(catalogue_text()).sections
        return [
            (titles[code].title(lang), rows, any(row[2] for row in rows))
            for code, rows in found.items()
        ]

    def value(self, name):
        return self.typed(name, str(getattr(self.settings, name)))

    @property
    def names_in_public(self):
        if self.request.method == "POST":
            return bool(self.typed("names_in_public"))
        return self.settings.names_in_public

    def act(self, form):
        values = {name: _number(self.typed(name)) for name in self.numbers}
        values["measures"] = self.ticked("measures")
        values["names_in_public"] = bool(self.typed("names_in_public"))
        operations.decide(self.context, values)
        return _("peers_settings_saved", default="Saved. Comparisons are made anew at once.")


def _number(text):
    """A whole number that was typed; else the text, which is refused as one."""
    plain = re.sub(r"\s", "", text)
    return int(plain) if re.fullmatch(r"[0-9]{1,9}", plain) else plain
