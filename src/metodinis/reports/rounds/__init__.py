"""Rounds (*ataskaitų rinkimai*): whom the department asks, until when, and how far they are.

Whose work it is: methodologists prepare, open and close a round, look at its matrix, give
extensions and remind those who owe; the head of department publishes what was accepted.

States: `preparing` (*rengiamas*) → `open` (*atviras*) → `closed` (*uždarytas*, may be
reopened) → `archived` (*archyvuotas*).
"""
