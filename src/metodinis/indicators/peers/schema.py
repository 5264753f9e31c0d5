"""Contracts of the staff's own groups and of the settings of comparing."""

from metodinis.i18n import _
from plone.supermodel import model
from zope import schema


MOST_MEASURES = 8


class IPeerGroupValues(model.Schema):
    """What the staff write of a group."""

    title = schema.TextLine(
        title=_("peers_group_title", default="Name"),
        description=_(
            "peers_group_title_help",
            default="As it will be read in choices: “Seaside libraries”.",
        ),
        max_length=80,
    )
    libraries = schema.Tuple(
        title=_("peers_group_libraries", default="Libraries"),
        value_type=schema.Choice(vocabulary="metodinis.libraries.Libraries"),
        min_length=2,
        max_length=2000,
    )
    note = schema.Text(
        title=_("peers_group_note", default="Why these"),
        description=_(
            "peers_group_note_help",
            default="A sentence or two: what these libraries have in common. Everybody reads it.",
        ),
        required=False,
        max_length=500,
    )


class IPeerSettings(model.Schema):
    """How libraries are compared."""

    measures = schema.Tuple(
        title=_("peers_measures", default="What tells a library's size"),
        description=_(
            "peers_measures_help",
            default="Libraries are the more alike, the nearer these numbers are. Choose few: from "
            "one to eight.",
        ),
        value_type=schema.Choice(vocabulary="metodinis.indicators.Measures"),
        min_length=1,
        max_length=MOST_MEASURES,
    )
    neighbours = schema.Int(
        title=_("peers_neighbours", default="How many similar libraries"),
        description=_(
            "peers_neighbours_help",
            default="So many of the nearest are compared with each library.",
        ),
        min=2,
        max=50,
    )
    smallest = schema.Int(
        title=_("peers_smallest", default="Smallest group"),
        description=_(
            "peers_smallest_help",
            default="Of fewer libraries with a number no percentile, median or star is told.",
        ),
        min=3,
        max=50,
    )
    names_in_public = schema.Bool(
        title=_("peers_names", default="Visitors see libraries' names beside each other's numbers"),
        description=_(
            "peers_names_help",
            default="Otherwise visitors see how the numbers lie, without names. The staff always "
            "see names.",
        ),
        required=False,
        default=False,
    )
