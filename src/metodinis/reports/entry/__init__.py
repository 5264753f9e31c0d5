"""Entering statistics (*statistikos pildymas*): the library's own work on its report.

Three ways lead to the same values and the same checks: the form at `@@enter`, which saves each
cell as it is left; a spreadsheet of the round that is filled elsewhere and uploaded back
(`@@upload`, with a look before anything is stored); and REST.

Whose work it is: library staff and the library's director, while the report is theirs.
"""
