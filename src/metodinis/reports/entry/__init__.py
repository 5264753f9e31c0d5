"""Entering statistics (*statistikos pildymas*): the library's own work on its report.

The form at `@@enter` saves each cell as it is left, and tells at once what looks wrong; REST
does the same. A sheet that is filled elsewhere is in `sheets/`.

Whose work it is: library staff and the library's director, while the report is theirs.
"""
