"""Open data: the published values of all libraries, as files and as a service for programs.

`state` tells what the public data are at this moment, `records` reads values of a table one by
one, `files` writes them, `csvw` describes them, `answers` and `asked` are `@statistics`. What is
published is the same for all; accepted values are given to those who may view them, and only if
they ask for them.
"""
