"""Comments on figures („Komentarai“): what the department says of a number, with its date.

Methodologists and the head write them, in plain paragraphs, on a subject and a year (or on all its
years): an indicator or element, a library, or the whole territory. Each is for staff only –
„tik darbuotojams“, or published with the figure – „skelbiamas“. Readers see the date and the
department; its staff also who wrote it.

A page includes them, with the form, by `context/@@commentary-macros/commentary`, with `subject`
("indicator:R8", "library:<UID>", "territory") and `year` (int or None) defined. With None the
comments of all years are shown, each with its year.
"""
