"""Accepted and published values of all libraries and years, one column a code and year.

`content` is the store: reports write their row into it in the transaction that accepts,
publishes, corrects or gives them back. `members` tells the libraries, `table` is what all pages
and services read: arrays over libraries and years, as one reader may see them, and what groups
of libraries add up to. What only reports know (cells, explanations, drafts) is asked of the
utility `interfaces.ISources`.
"""
