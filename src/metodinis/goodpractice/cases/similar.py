"""Cases that tell of the same: seen while one writes, so that nothing is written twice."""

from collections import Counter
from math import log
from math import sqrt
from metodinis.search.stems import fold
from metodinis.search.stems import stems
from metodinis.search.stems import words
from plone import api
from typing import NamedTuple


MOST = 5
LONGEST_TEXT = 1000
# How much two must share; below it they have a word in common, as any two of one library have.
LEAST = 0.2


class Similar(NamedTuple):
    """A case that tells of much the same. share: 0 to 1."""

    brain: object
    share: float


def similar_cases(text, without=""):
    """The Similars of a text among the cases that the present user sees, the nearest first.

    text: title and summary, as far as they are written; without: the UID of a case that isn't
    compared. Rare words count more than those that many cases have.
    """
    wanted = marks_of(text[:LONGEST_TEXT])
    if not wanted:
        return []
    brains = api.content.find(portal_type="GoodPractice")
    told = [(brain, marks_of(f"{brain.Title} {brain.Description}")) for brain in brains]
    frequency = Counter(mark for _brain, marks in told for mark in marks)

    def weight(marks):
        return sum(log((len(told) + 2) / (frequency[mark] + 1)) for mark in marks)

    found = [
        Similar(brain, weight(wanted & marks) / sqrt(weight(wanted) * weight(marks)))
        for brain, marks in told
        if without != brain.UID and wanted & marks
    ]
    near = [one for one in found if one.share >= LEAST]
    return sorted(near, key=lambda one: (-one.share, one.brain.Title))[:MOST]


def marks_of(text):
    """What a text is compared by: the stems of its words, the words where they have none."""
    return {(stems(word) or (fold(word),))[0] for word in words(text) if len(word) > 2}
