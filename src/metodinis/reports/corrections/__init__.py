"""Corrections (*taisymai*): accepted values that staff change, each with its reason.

What stood, what stands, why, who and when are kept with the report; a public register lists the
corrections of published reports.

Whose work it is: the department's.
"""
