"""Indicators („Rodikliai“): what libraries count, what is computed of it, and how it is checked.

The methodologists' work. Both tables, the catalogue of elements and indicators and the check
rules, are CSV texts: shipped in `data/`, kept in the site's `/indicators` with every earlier
version, changed there by form or by import. A reporting round copies both when it opens, so a
change reaches only rounds that open later.

`catalogue`, `formulas`, `rules` and `tables` are pure; the rest is the site's.
Terms: element – duomenų elementas, indicator – rodiklis, check rule – tikrinimo taisyklė.
"""
