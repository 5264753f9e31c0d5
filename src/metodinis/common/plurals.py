"""Plural forms of Lithuanian (CLDR): 1 ataskaita, 2 ataskaitos, 10 ataskaitų."""


def plural_lt(n, one, few, other):
    """Return the form that the count `n` (an int) asks for.

    one: 1, 21, 31 …; few: 2–9, 22–29 …; other: 0, 10–20, 30 ….
    """
    tens, units = abs(n) % 100, abs(n) % 10
    if units == 0 or 11 <= tens <= 19:
        return other
    return one if units == 1 else few
