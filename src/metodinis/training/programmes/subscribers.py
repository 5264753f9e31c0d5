"""A programme stays with the people of its library, whoever they are now."""

from metodinis.libraries.belongings import follow


def library_modified(library, event):
    """A library that was closed, merged or opened again: its programmes follow it."""
    follow(library, "TrainingProgramme")
