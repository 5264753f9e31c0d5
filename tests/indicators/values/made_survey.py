"""Files of the Public Libraries Survey in a store of their own: no site is needed."""

from backend.check import cells_of
from backend.check import Reports
from backend.check import states
from metodinis.indicators.catalogue import parse_catalogue
from metodinis.indicators.values.content import Contents
from metodinis.indicators.values.content import Statistics
from metodinis.indicators.values.members import Member
from metodinis.indicators.values.rules import library_key
from metodinis.indicators.values.rules import row_of
from metodinis.indicators.values.table import table_of
from pathlib import Path
import hashlib


EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
MEANINGS = states("-1=n/d:missing -3=- -9=n/d:suppressed M=n/d:missing")


def catalogue():
    return parse_catalogue((EXAMPLES / "pls_catalogue.csv").read_text(encoding="utf-8"))


def uid_of(code):
    return hashlib.sha256(code.encode()).hexdigest()[:32]


def member_of(code):
    uid = uid_of(code)
    nothing = (None,) * 5
    return Member(library_key(uid), uid, code.lower(), code, code, code, "other", *nothing)


def survey_table(files):
    """The Table of files by year ({year: path}), as if each row were a published report."""
    store, form, codes = Statistics(), catalogue(), set()
    for year, path in files.items():
        rows = {}
        for (code, _year), raw in Reports(path, "FSCSKEY", year).raw.items():
            cells, errors = cells_of(raw, form, MEANINGS)
            assert errors == {}
            rows[library_key(uid_of(code))] = ("published", row_of(form, cells))
            codes.add(code)
        store.fill(year, Contents(form.text, (), rows, frozenset(rows)))
    return table_of(store, ("published",), map(member_of, sorted(codes)), form)
