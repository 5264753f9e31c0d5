"""The wheel holds what the checkout holds."""

from pathlib import Path
import pytest
import subprocess
import sys
import zipfile


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory):
    """The names of all files in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def kept_in_git(folder):
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", folder],
        capture_output=True,
        text=True,
        check=True,
    )
    names = listed.stdout.splitlines()
    return {name.removeprefix(f"{folder}/") for name in names if Path(name).exists()}


def test_wheel_holds_the_package_and_its_profiles(wheel_names):
    package = {f"metodinis/{name}" for name in kept_in_git("src/metodinis")}
    profiles = {f"metodinis/profiles/{name}" for name in kept_in_git("profiles")}
    inside = {name for name in wheel_names if ".dist-info/" not in name}
    assert {name for name in inside if not name.endswith(".mo")} == package | profiles
    suffixes = {Path(name).suffix for name in inside}
    assert {".py", ".pt", ".po", ".zcml", ".xml", ".css", ".csv"} <= suffixes


def test_wheel_names_its_license_and_entry_point(wheel_names):
    info = {name.partition(".dist-info/")[2] for name in wheel_names if ".dist-info/" in name}
    assert {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"} <= info
