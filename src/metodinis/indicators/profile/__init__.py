"""A library among its peers (*bibliotekos rodikliai*): its indicators, where it stands, in words.

`reading` puts a library's Profile together for one reader, year and peer group; page, PDF and REST
tell the same of it. `sentences` says strengths and gaps; `rules` is pure.
"""
