"""What cases wait for: the tokens of their Waiting on the folder of good practice.

A token of a library names that whose people look after the case now: see `waits.owner_uid`.
"""

KEY = "metodinis.goodpractice.cases"
# Of the editors: reviewers are to be asked; a decision is due; it may be published; the author
# said that something isn't true any more; readers' words are to be looked at.
ASSIGNMENT, DECISION, PUBLISHING = "assignment", "decision", "publishing"
CHANGED, MODERATION = "changed", "moderation"
# The day on which a published case is to be asked about.
EXPIRY = "expiry"
# What nobody does of a case of their own.
JUDGED = frozenset({ASSIGNMENT, DECISION, PUBLISHING})
REVIEW = "review:"
# Whose own a judged case is: nobody's turn.
OWN, WRITTEN = "own:", "written:"


def review_of(userid):
    """The token of a review that a user owes."""
    return f"{REVIEW}{userid}"


def own_of(library_uid):
    """The token of a judged case of a library."""
    return f"{OWN}{library_uid}"


def written_by(userid):
    """The token of a judged case that a user wrote in."""
    return f"{WRITTEN}{userid}"


def signing_of(library_uid):
    """The token of a case that a library's director is to agree to."""
    return f"signing:{library_uid}"


def mending_of(library_uid):
    """The token of a case that came back to a library's people."""
    return f"mending:{library_uid}"


def agreeing_of(library_uid):
    """The token of a case whose changes by an editor its library is to agree to."""
    return f"agreeing:{library_uid}"


def truth_of(library_uid):
    """The token of a case of which its library is to say whether it is still true."""
    return f"truth:{library_uid}"


def question_of(library_uid):
    """The token of a case of which somebody asks its library something."""
    return f"question:{library_uid}"
