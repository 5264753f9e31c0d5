"""The order in which rooms and their files may know each other; read from the sources alone."""

from pathlib import Path
import ast
import pytest
import sys


PACKAGE = Path("src/metodinis")
# Who may import whom: a room those of a lower rank, and itself. Rooms of equal rank meet
# through events and the catalog. `demo` and the package's own modules stand above all.
ROOMS = {
    "i18n": 0,
    "interfaces": 0,
    "common": 1,
    "layout": 2,
    "search": 3,
    "libraries": 4,
    "indicators": 5,
    "reports": 6,
    "training": 6,
    "goodpractice": 6,
    "overview": 7,
    "demo": 8,
    "upgrades": 8,
    "setup": 8,
    "testing": 8,
}
# Inside a room: rules know nothing of schema, schema nothing of content, and so on.
FILES = {
    "rules": 0,
    "schema": 1,
    "content": 2,
    "operations": 3,
    "forms": 4,
    "views": 4,
    "viewlets": 4,
    "api": 4,
    "exports": 4,
    "subscribers": 4,
}
# (module, imported room or file) -> why it may.
EXCEPTIONS = {}
# Modules that work without a site; check engine and command line stand on them.
PURE = (
    "common/archives.py",
    "common/documents.py",
    "common/document_text.py",
    "common/numbers.py",
    "common/pdf.py",
    "common/picture_scales.py",
    "common/pictures.py",
    "common/plurals.py",
    "common/qr.py",
    "common/refusals.py",
    "common/sorting.py",
    "common/spreadsheet_cells.py",
    "common/spreadsheet_reader.py",
    "common/spreadsheets.py",
    "demo/figures.py",
    "indicators/catalogue.py",
    "indicators/formulas.py",
    "indicators/operators.py",
    "indicators/tables.py",
    "indicators/values/rules.py",
    "indicators/values/series.py",
    "search/stems.py",
)
SITE = {"AccessControl", "Acquisition", "plone", "Products", "transaction", "z3c", "ZODB", "zope"}
# One idea has one file name: what others call it -> what it is called here.
SYNONYMS = {
    "browser": "views",
    "events": "subscribers",
    "export": "exports",
    "form": "forms",
    "handlers": "subscribers",
    "helpers": "the name of what it helps",
    "indexers": "catalog",
    "misc": "the name of what it holds",
    "models": "content",
    "notifications": "mails",
    "services": "api",
    "types": "schema",
    "util": "the name of what it holds",
    "utils": "the name of what it holds",
    "validators": "rules",
    "vocabulary": "vocabularies",
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path):
    """The dotted names that a module imports anywhere, each with the names taken from it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_rooms_are_known():
    found = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    found |= {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert found == set(ROOMS)


def test_rooms_import_only_what_lies_below():
    wrong = set()
    for path in MODULES:
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] == "__init__":
            continue
        for name in imported(path):
            target = name.split(".")
            if target[0] != "metodinis" or len(target) == 1 or target[1] == parts[0]:
                continue
            if ROOMS[target[1]] >= ROOMS[parts[0]]:
                wrong.add((".".join(parts), target[1]))
    assert wrong == {key for key in EXCEPTIONS if key[1] in ROOMS}


def test_files_of_a_room_import_only_what_lies_below():
    wrong = set()
    for path in MODULES:
        *folder, stem = path.relative_to(PACKAGE).with_suffix("").parts
        prefix = ".".join(["metodinis", *folder, ""])
        for name in imported(path):
            target = name.removeprefix(prefix).split(".")[0] if name.startswith(prefix) else None
            if stem in FILES and target in FILES and FILES[target] > FILES[stem]:
                wrong.add((".".join([*folder, stem]), target))
    assert wrong == {key for key in EXCEPTIONS if key[1] in FILES}


@pytest.mark.parametrize(
    "path", [*(PACKAGE / name for name in PURE), *PACKAGE.rglob("rules.py")], ids=str
)
def test_pure_modules_need_no_site(path):
    names = {name.split(".")[0] for name in imported(path)}
    assert names & SITE == set()


def test_package_never_imports_what_runs_it():
    assert {path for path in MODULES for name in imported(path) if name.startswith("backend")} == (
        set()
    )


def test_one_idea_has_one_file_name():
    assert {str(path): SYNONYMS[path.stem] for path in MODULES if path.stem in SYNONYMS} == {}


def test_dependencies_are_declared():
    """What the package imports at the top of its modules is installed by name or by Plone."""
    standard = {*sys.stdlib_module_names, "metodinis"}
    found = {name.split(".")[0] for path in MODULES for name in imported(path)} - standard
    plones = SITE | {"DateTime", "persistent", "BTrees", "zExceptions", "ZPublisher", "Zope2"}
    plones |= {"App", "ComputedAttribute", "OFS", "Testing", "lxml", "dateutil", "pytz", "repoze"}
    declared = Path("pyproject.toml").read_text(encoding="utf-8").lower().replace("-", "_")
    known_as = {"yaml": "pyyaml", "python_calamine": "python_calamine", "repoze": "repoze.xmliter"}
    assert {
        name for name in found - plones if f'"{known_as.get(name, name).lower()}' not in declared
    } == set()
