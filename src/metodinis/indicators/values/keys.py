"""The figures that come first wherever a few are shown. Pure."""

# Those by which libraries are known: visits, reach, loans per inhabitant and per user, turnover,
# expenditure per inhabitant. What a year's catalogue doesn't have is left out.
KEY_INDICATORS = ("R8", "R7", "R10", "R11", "R12", "R21")
# Before them what a territory is told by at first sight: outlets, users, visits, loans.
KEY_CODES = ("A1", "C1", "C4", "D1", *KEY_INDICATORS)
