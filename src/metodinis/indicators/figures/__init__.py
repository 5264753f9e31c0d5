"""Pages of figures for everyone: one indicator or element, and the territory at a glance.

`reading` is what both tell of a series: what groups have together, what libraries have, how that
changed. `findings` are the sentences above the charts, `charts` the charts, `largest` the changes
that stand out with what libraries said of them. `views` and `territory` are the pages, `api` says
the same to programs.
"""
