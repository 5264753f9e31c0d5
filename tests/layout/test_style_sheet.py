"""The style sheet is whole: a rule that is not closed swallows what follows, and no page fails."""

from pathlib import Path
import re


SHEET = Path("src/metodinis/layout/static/metodinis.css")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Rules may stand in one at-rule and that in another: @supports (…) { @media (…) { a { … } } }
DEEPEST = 3


def test_every_rule_is_closed():
    text = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), SHEET.read_text("utf-8"))
    opened, wrong = [], []
    for number, line in enumerate(text.split("\n"), 1):
        for char in line:
            if char == "{":
                opened.append(number)
            elif char == "}":
                if not opened:
                    wrong.append(f"closes nothing: line {number}")
                    continue
                opened.pop()
        # Written by one hand: what stands at the margin stands in nothing.
        if opened and line.strip() and not line[0].isspace() and opened[0] != number:
            wrong.append(f"not closed before line {number}: line {opened[0]}")
            break
        assert len(opened) <= DEEPEST
    assert wrong == []
    assert opened == []
