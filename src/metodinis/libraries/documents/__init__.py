"""Documents of a library (*veiklos dokumentai*): regulations, plans, decisions and the like.

Whose work it is: a library's staff and director add, replace and delete those of their own
library. A document is `private` (the library and the department see it) or `public`. A closed
library keeps its documents: none is added, replaced or deleted any more, but the people of the
library that took it over may still say who sees them.
"""
