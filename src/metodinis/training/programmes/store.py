"""What programmes wait for: the tokens of their Waiting on the folder of training."""

KEY = "metodinis.training.programmes"
ASSIGNMENT, DECISION, REVIEW, EXPIRY = "assignment", "decision", "review", "expiry"
EVALUATION = "evaluation:"


def evaluation_of(userid):
    """The token of an evaluation that a user owes."""
    return f"{EVALUATION}{userid}"


def mending_of(userid):
    """The token of a programme that came back to one of its writers."""
    return f"mending:{userid}"
