"""Introductory training (*įvadiniai mokymai*): the first weeks of a new employee, as a track.

A **track** (*įvadinių mokymų planas*, `InductionTrack`) lies in the library of its newcomer, or
in the training's folder if the newcomer works in the department. It is a list of **modules**
(*moduliai*): briefings, readings, tasks, visits and events, each with a day by which it is due.
A new track takes them from the department's template (`@@induction-template`), with days counted
from its start; afterwards each track's modules are its own.

The newcomer (*naujas darbuotojas*) says that a reading or task is done (*atlikta*), the mentor
(*kuratorius*) or the director passes it (*įskaityta*) or asks for it anew (*kartoti*). Once all
that is needed is passed, mentor and director sign (*pasirašo*), and the track is over. Nobody
marks or signs a track of their own.

States: `active` (*vykdomas*) → `finished` (*baigtas*) or, with a reason, `stopped` (*nutrauktas*).

Whose work it is: directors look after tracks of their library, methodologists after all; mentor
and newcomer see theirs, by local roles of the track. Nobody else sees any: what it tells is about
a person, so it isn't in the site's search, and is deleted when the years are over for which
attendance is kept.
"""
