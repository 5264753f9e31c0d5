"""Explorer (*Naršyklė*): a reader asks the figures a question of their own.

What was chosen stands in the address: lines of the catalogue, libraries and groups of them,
years, how libraries are put together, and the view. `rules` reads a Choice of it and lays its
figures out; `reading` tells what may be chosen; `views` and `api` show it. Selections that people
gave a name (*Parengti vaizdai*) are kept by `content`.
"""
