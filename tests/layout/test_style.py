"""The style sheet is whole: a block that isn't closed swallows all that follows."""

from pathlib import Path
import re


STYLE = Path("src/metodinis/layout/static/metodinis.css")
# Of what may stand in another block: how deep blocks of a style sheet of ours go.
DEEPEST = 2


def test_every_block_is_closed():
    text = re.sub(r"/\*.*?\*/", "", STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)
    depth, deepest = 0, 0
    for sign in re.findall(r"[{}]", text):
        depth += 1 if sign == "{" else -1
        deepest = max(deepest, depth)
        assert depth >= 0
    assert (depth, deepest) == (0, DEEPEST)
