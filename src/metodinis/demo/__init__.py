"""Demo content (*parodomieji duomenys*): a territory of eleven libraries and four or more years.

Figures, people and texts are pure (`figures.py`, `rows.py`, `story.py`, `chapters.py`) and made
up, but for the totals of two years. They are put in by the operations that people use, under
these people's names, so that rules, guards and histories are those of a real site. A site with
them says so on every page.
"""
