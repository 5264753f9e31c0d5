"""The year in words (*tekstinė veiklos ataskaita*): chapters, or one document, and the decision.

A library writes the chapters (*skyriai*) of `rules.py` on one page, or hands in a document of
its own; or both. Later the municipal council (*savivaldybės taryba*) approves the report by a
decision, whose number and date are kept with it. States are those of every report.

Whose work it is: library staff and the library's director write; the department reviews, and
adds the decision where it comes after the hand-in.
"""
