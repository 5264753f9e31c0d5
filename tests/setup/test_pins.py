"""requirements.txt: all that is declared is pinned, exactly and once."""

from backend.pins import header
from pathlib import Path
import re
import tomllib


def plain(requirement):
    return re.split(r"[\[<>=; ]", requirement)[0].lower().replace(".", "-").replace("_", "-")


def test_every_dependency_is_pinned_exactly():
    lines = Path("requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [pin for pin in pins if not re.match(r"[a-z0-9-]+==[\w.]+( ;|$)", pin)] == []
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    named = {plain(name) for group in groups for name in group}
    assert named - {plain(pin) for pin in pins} == set()


def test_header_is_kept():
    assert header("# one\n# two\na==1\n# three\n") == "# one\n# two\n"
    assert header("# only\n") == "# only\n"
