"""How good a round's data are (*duomenų kokybė*): odd values to ask about, and the quality card.

The department's work while reports come in and before they are published. Odd values are found
over all libraries at once, which no check of a single report can: far from its peers' ratios or
growth, ten times too much, the same as last year, the same in two lines. The card measures the
four dimensions that DHIS2 names: completeness (*išsamumas*), timeliness (*savalaikiškumas*),
correctness (*teisingumas*), consistency (*suderinamumas*).
"""
