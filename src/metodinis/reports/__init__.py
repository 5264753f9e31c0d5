"""Reports (*ataskaitos*): a library's year, from an empty form to published numbers.

A **reporting round** (*ataskaitų rinkimas*, `ReportingRound`) says which year is asked, from
whom, by which indicators and until when. Opening it freezes the indicators and gives every
library in it a **statistical report** (*statistinė ataskaita*) and a **narrative report**
(*tekstinė veiklos ataskaita*), as the round asks.

States of a report: `draft` (*rengiama*) → `signing` (*laukia direktoriaus*, where the round
asks for it) → `submitted` (*pateikta*) → `returned` (*grąžinta tikslinti*) or `accepted`
(*priimta*) → `published` (*paskelbta*). Staff may reopen what was accepted or published.

Values are not content: each report keeps its cells, explanations, remarks and corrections as
plain records in BTrees of its own (`content.py`), so that a whole territory can save on the
last evening without meeting in the catalog.

Rooms: `rounds` (asking), `entry` and `sheets` (numbers), `narrative` (words), `standing` (what
never applies), `review` and `corrections` (the department's side), `imports` (past years). What
they share stands beside them.

Whose work it is: library staff enter, the director signs, methodologists review, the head of
department publishes.
"""
