"""The ledger of hours (*mokymų apskaita*): who learned how long, of which library, what.

It keeps nothing of its own: it reads the registrations of a year's events, so that it always
says what they say. A person is known by their e-mail address; one whose name was taken out after
the time that the settings give still counts, without a name.

An event belongs to the year in which it ends. Who attended all of it has its hours; who attended
some sessions has the share that these are of all, by their length.

Whose work it is: nobody writes here. Methodologists read all, a library's people their own; the
statistics form offers a library's totals (elements G5 and G6).
"""
