"""Booklets: cases beyond their own page. Collections (*rinkiniai*), files, newsletter, citation.

A collection is an editors' choice of published cases in their order, with an introduction; it is
`draft` or `published`. A reader's own choice stands in the address of a page and nowhere else.
Both are handed out as one PDF with contents (*knygelė*).

A published case has a number that stays with it, and an address by it, `@@gp/<number>`, that is
cited; once the case is archived a page there still tells what stood there.
"""
