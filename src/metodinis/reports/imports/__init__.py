"""Past years from a CSV file (*ankstesnių metų importas*), at once and whole or not at all.

A mapping file (YAML, docs/import.md) says which column is which element, which texts stand for
"unknown" and "not applicable", and whether libraries that aren't in the register are made.

Whose work it is: the head of department and the site's manager, on `/rounds/@@import`, by REST,
or at the command line.

States of an import on the page: `looking` (*žiūrima*) → `looked` (*peržiūrėta*) → `importing`
(*importuojama*) → `done` (*baigta*); `refused` (*atmesta*) and `failed` (*nepavyko*) end it.
"""
