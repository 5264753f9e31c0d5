"""The map of the 60 municipalities: each is a tile, about where it lies beside its neighbours.

No outline of municipalities under a free licence comes as a package, and a tile serves better
where a number is read: the smallest city is as large as the largest district. Rooms draw by
`context/@@map-macros/tiles` (the picture alone) or `/map` (with its key and the same as a table)
what `drawing` or they themselves make of `rules.tiles()`.
"""
