"""A case stays with the people of its library, whoever they are now."""

from metodinis.goodpractice.cases.waits import note_waiting
from metodinis.libraries.belongings import follow


def library_modified(library, event):
    """A library that was closed, merged or opened again: its cases follow it,
    with all that they wait for."""
    for case in follow(library, "GoodPractice"):
        note_waiting(case)
