"""Reviewers (*recenzentai*) and what they say of a case: asked, given or refused, by round.

Editors ask two people of a pool that the department keeps: not of the case's library, and nobody
who wrote in it; who has the fewest open reviews comes first. Each scores four criteria from 1 to 5
and remarks on single fields by themselves: neither reads the other's before giving their own, nor
does the editor before both are given. Once it is decided the authors read what was said, without
names unless the department shows them.
"""
