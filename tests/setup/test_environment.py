"""The virtual environment: which Python will do, and when it is made anew."""

from backend.environment import Environment
from backend.environment import python_problem
import os
import pytest
import shutil
import signal
import subprocess
import sys
import time


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


def test_folder_that_is_not_writable_is_told(environment, tmp_path, monkeypatch, capsys):
    (tmp_path / "requirements.txt").write_text("uv==1.1\n")
    asked = os.access
    # The superuser, as whom tests may run, may write everywhere.
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and asked(path, mode))
    with pytest.raises(SystemExit):
        environment.make()
    told = f"{tmp_path} is not writable for this account: mend that, then run it again.\n"
    assert capsys.readouterr() == ("", told)
    assert environment.state() == "outdated"


# What `python -m venv` runs in a checkout that has its own: one that never ends, and one that
# makes what the rest needs.
ENDLESS = """
import pathlib, sys, time
folder = pathlib.Path(sys.argv[1])
folder.joinpath("bin").mkdir(parents=True)
folder.joinpath("bin", "python").symlink_to(sys.executable)
folder.joinpath("half-made").touch()
time.sleep(600)
"""
QUICK = """
import pathlib, sys
folder = pathlib.Path(sys.argv[1])
folder.joinpath("bin").mkdir(parents=True)
for name in ("python", "uv"):
    folder.joinpath("bin", name).write_text("#!/bin/sh\\n")
    folder.joinpath("bin", name).chmod(0o755)
"""


@pytest.fixture
def checkout(tmp_path):
    """A checkout with the script and nothing installed."""
    (tmp_path / "backend").mkdir()
    shutil.copy("backend/environment.py", tmp_path / "backend")
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_text("uv==1.0\n")
    return tmp_path


def test_interrupted_installation_is_one_line_and_the_next_run_repairs_it(checkout):
    script = [sys.executable, checkout / "backend" / "environment.py"]
    (checkout / "venv.py").write_text(ENDLESS)
    running = subprocess.Popen(
        script,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Where processes share the tests they don't listen to Ctrl+C, nor would what they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not (checkout / ".venv" / "half-made").exists():
        assert running.poll() is None
        time.sleep(0.02)
    # As a terminal does at Ctrl+C: to all that it runs.
    os.killpg(running.pid, signal.SIGINT)
    _said, errors = running.communicate()
    assert (running.returncode, errors) == (1, "Stopped. The next run takes it up again.\n")
    assert Environment(str(checkout)).state() == "missing"

    (checkout / "venv.py").write_text(QUICK)
    done = subprocess.run(script, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert Environment(str(checkout)).state() == "complete"
    assert not (checkout / ".venv" / "half-made").exists()


def test_script_is_syntax_that_old_pythons_read():
    tree = "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 4))"
    done = subprocess.run([sys.executable, "-c", tree, "backend/environment.py"])
    assert done.returncode == 0
