"""What the public reads of good practice: the catalogue, its map, feed and data.

A list asks the catalog once for all published cases and keeps them as Rows in this process until
content changes (catalog.py); what narrows, counts and orders them is pure (rules.py). The address
holds all of it, so a list can be sent to a colleague as it is.
"""
