"""Events (*mokymų renginiai*): one run of a programme, or one alone.

Whose work it is: methodologists write, announce, postpone and cancel; everybody reads; trainers
keep the files of theirs; who takes part finds the link and the materials.

- Times are typed by the clock of the site and kept in UTC. A time that a turned clock leaves out
  is refused; on the other night, what would end before it starts ends in the second hour
  (`rules.sitting`).
- Each field has a fingerprint. A form sends along those that it was filled with, so that what two
  people change at once is merged, and what both changed is told (`rules.merge`).
- Steps are guarded by `workflow.py`, whichever way they are made, and other rooms are told by the
  events of `training/interfaces.py`.
- Lists ask the catalog once. How many seats are free isn't there: a registration must not write
  to the catalog, so a page asks the events that it shows.
- In calendars a session keeps its UID for good, and SEQUENCE grows with each change.
"""
