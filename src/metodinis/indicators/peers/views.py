"""The page that tells how libraries are compared, and in which groups."""

from functools import cached_property
from metodinis.i18n import _
from metodinis.indicators.peers import groups
from metodinis.indicators.peers.vocabularies import measure_elements
from metodinis.indicators.values.views import FiguresPage
from metodinis.indicators.views import IndicatorsPage
from zope.i18nmessageid import Message


# Of a larger group the number says enough.
MOST_NAMED = 24
LABELS = {
    "change": _("peers_group_change_label", default="Change “${title}”"),
    "remove": _("peers_group_remove_label", default="Remove “${title}”"),
}


class PeerGroupsPage(FiguresPage, IndicatorsPage):
    """`@@peer-groups`: the groups of a year, the staff's own first, and how they are made."""

    title = _("peers_title", default="Peer groups")
    lead = _(
        "peers_lead",
        default="A library's numbers say more beside those of libraries like it. These are the "
        "groups that they are compared in.",
    )
    own_caption = _("peers_own", default="The department's own groups")
    made_caption = _("peers_made", default="Groups that make themselves")

    @cached_property
    def settings(self):
        return groups.settings()

    @cached_property
    def rows(self):
        """(the staff's own groups, the others): each what a row shows of one."""
        if self.year is None:
            return self._without_years(), []
        found = [self._row(one) for one in groups.all_groups(self.table, self.year)]
        return [one for one in found if one["own"]], [one for one in found if not one["own"]]

    def _row(self, group):
        inside = [one for one, there in zip(self.table.members, group.mask, strict=True) if there]
        own = groups.own_of(group.id)
        return self._told(group.title, own, inside)

    def _without_years(self):
        """The staff's own groups while there are no figures."""
        known = {one.uid: one for one in self.table.members}
        return [
            self._told(own.title, own, [known[uid] for uid in own.libraries if uid in known])
            for own in groups.own_groups()
        ]

    def _told(self, title, own, inside):
        return {
            "title": title,
            "own": own,
            "count": self.number(len(inside)),
            "libraries": [(one.name, self._library_url(one)) for one in inside]
            if len(inside) <= MOST_NAMED
            else [],
        }

    def _library_url(self, member):
        return f"{self.portal_url}/libraries/{member.id}"

    def action_label(self, action, title):
        """What a link in a row is called for who doesn't see the row."""
        return self.say(Message(LABELS[action], mapping={"title": title}))

    @property
    def measures(self):
        """Titles of what nearest neighbours are found by."""
        titles = {one.code: one.title(self.lang) for one in measure_elements()}
        return [titles.get(code, code) for code in self.settings.measures]

    @property
    def rules(self):
        """How comparing goes, as (term, text)."""
        chosen = self.settings
        said = [
            (_("peers_rule_percentile", default="Percentile"), PERCENTILE),
            (_("peers_rule_star", default="Star"), STAR),
            (
                _("peers_rule_nearest", default="The most similar libraries"),
                _(
                    "peers_rule_nearest_text",
                    default="The ${count} libraries of the same kind that are nearest in size by "
                    "these numbers: ${measures}. What counts is how many times larger or smaller "
                    "a library is.",
                    mapping={
                        "count": self.number(chosen.neighbours),
                        "measures": ", ".join(one.lower() for one in self.measures),
                    },
                ),
            ),
            (
                _("peers_rule_smallest", default="Smallest group"),
                _(
                    "peers_rule_smallest_text",
                    default="Of fewer than ${count} libraries with a number neither percentile nor "
                    "median is told.",
                    mapping={"count": self.number(chosen.smallest)},
                ),
            ),
            (_("peers_rule_names", default="Names"), NAMED if chosen.names_in_public else UNNAMED),
        ]
        return [(self.say(term), self.say(text)) for term, text in said]


PERCENTILE = _(
    "peers_rule_percentile_text",
    default="Tells what share of the group does worse. 50 is the middle; 75 and more is the best "
    "quarter. Where less is better, as with costs, the smallest number stands highest.",
)
STAR = _(
    "peers_rule_star_text",
    default="Is given to a library in the best third of its group, as in the German library index "
    "BIX. Indicators of which neither more nor less is better give none.",
)
NAMED = _(
    "peers_rule_named_text",
    default="The department publishes libraries' names beside each other's numbers.",
)
UNNAMED = _(
    "peers_rule_unnamed_text",
    default="Visitors see how the numbers of a group lie, without the names of libraries. A "
    "library sees its own place.",
)
