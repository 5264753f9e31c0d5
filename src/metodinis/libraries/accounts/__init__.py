"""The accounts (*paskyros*) of a library's people, and nobody else's.

Whose work it is: a library's director invites the staff and takes accounts away; the head of
department does the same for directors and for every library.

An account is invited by e-mail and works once its owner chose a password. A deactivated account
(*išjungta*) loses its role at once; if it belongs to nothing else, nobody can log in with it nor
ask for a new password. Its name stays, so that the history of reports can be read.
"""
