"""The virtual environment: which Python will do, and when it is made anew."""

from backend.environment import Environment
from backend.environment import python_problem
import pytest
import subprocess
import sys


BOTH = ["venv", "ensurepip"]


@pytest.mark.parametrize(
    ("version", "modules", "problem"),
    [
        ((3, 11, 0), BOTH, None),
        ((3, 14, 1), BOTH, None),
        (
            (3, 10, 12),
            BOTH,
            "Python 3.10 is too old: metodinis needs Python 3.11 or newer. "
            "Install it, or name it: make start PYTHON=python3.12",
        ),
        (
            (3, 12, 0),
            ["venv"],
            "This Python has no venv: install it (Debian: apt install python3-venv).",
        ),
    ],
)
def test_python_problem(version, modules, problem):
    assert python_problem(version, modules) == problem


@pytest.fixture
def environment(tmp_path):
    """An environment that looks complete, without any package."""
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_text("uv==1.0\n")
    made = Environment(str(tmp_path))
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / ".venv" / "installed").write_text(f"{made.home()}\n{made.pins()}\n")
    return made


def test_complete_environment_is_left_alone(environment):
    assert environment.state() == "complete"


def test_other_pins_are_installed_in_place(environment, tmp_path):
    (tmp_path / "requirements.txt").write_text("uv==1.1\n")
    assert environment.state() == "outdated"


@pytest.mark.parametrize("broken", ["python", "stamp", "moved"])
def test_half_made_or_moved_environment_is_made_anew(environment, tmp_path, broken):
    if broken == "python":
        (tmp_path / ".venv" / "bin" / "python").unlink()
    elif broken == "stamp":
        (tmp_path / ".venv" / "installed").unlink()
    else:
        (tmp_path / ".venv").rename(tmp_path / "moved")
    assert environment.state() == "missing"


def test_failed_installation_is_told_and_leaves_no_stamp(environment, tmp_path, capsys):
    (tmp_path / "requirements.txt").write_text("uv==1.1\n")
    uv = tmp_path / ".venv" / "bin" / "uv"
    uv.write_text("#!/bin/sh\necho no network\nexit 2\n")
    uv.chmod(0o755)
    with pytest.raises(SystemExit):
        environment.make()
    said = capsys.readouterr().err
    assert said.startswith("no network\nThe packages could not be installed")
    assert environment.state() == "missing"


def test_script_is_syntax_that_old_pythons_read():
    tree = "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 4))"
    done = subprocess.run([sys.executable, "-c", tree, "backend/environment.py"])
    assert done.returncode == 0
