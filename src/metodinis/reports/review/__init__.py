"""Reviewing reports (*ataskaitų peržiūra*): reading, remarks, decisions, corrections.

The department reads a report beside last year's values, puts remarks on single cells, returns
it with a reason or accepts it, and publishes. What was accepted is changed by a correction only:
original, new value, reason, who and when stay, and a public page lists them.

Whose work it is: methodologists review, the head of department publishes. The library's people
read the same pages and answer.
"""
