"""Changing the site's tables: all or nothing, never what reports are stored under."""

from AccessControl import Unauthorized
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.indicators import operations
from metodinis.indicators.changes import rows_of
from metodinis.indicators.changes import with_row
from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import rules_text
from metodinis.reports.rounds.operations import freeze_indicators
from plone import api
from tests.indicators.made_tables import element
from tests.reports.conftest import act_as
from tests.reports.conftest import make_round
import logging
import pytest


NEW = element("Z1", section="C")


@pytest.fixture
def indicators(world):
    with act_as("metodininke"):
        yield world["indicators"]


@pytest.fixture
def used(world):
    """A round has frozen the site's tables of today."""
    with api.env.adopt_roles(["Manager"]):
        reporting_round = make_round(2024)
        freeze_indicators(reporting_round)
    return reporting_round


def changed(kind, code, /, **values):
    """The site's table of today with one row changed."""
    text = rules_text() if kind == "rule" else catalogue_text()
    return with_row(text, kind, code, values)


def test_import_makes_a_version(indicators, caplog):
    before = catalogue_text()
    with caplog.at_level(logging.INFO, "metodinis.indicators.operations"):
        version = operations.import_table(
            indicators, "catalogue", changed("element", "Z1", **NEW), " Nauja forma ", based_on=1
        )
    assert "catalogue: version 2 by metodininke" in caplog.text
    assert (version.number, version.by, version.note) == (2, "metodininke", "Nauja forma")
    assert version.counts == (1, 0, 0)
    assert indicators.current("catalogue") is version
    assert indicators.version("catalogue", 1).text == before
    assert catalogue_text() == version.text
    assert [brain.getId for brain in api.content.find(SearchableText="Z1")] == ["indicators"]


def test_preview_stores_nothing(indicators):
    found = operations.preview(indicators, "rules", changed("rule", "filled", severity="warning"))
    assert found.based_on == 1
    assert [(change.what, change.code) for change in found.changes] == [("changed", "filled")]
    assert [version.number for version in indicators.versions("rules")] == [1]


def test_same_text_is_no_version(indicators):
    assert operations.import_table(indicators, "rules", rules_text()) is None
    assert [version.number for version in indicators.versions("rules")] == [1]


def test_bad_row_is_refused_with_line_and_column(indicators):
    text = with_row(changed("element", "Z1", **NEW), "indicator", "R2", {"factor": "x"})
    rows = list(rows_of(text))
    line = rows.index(("indicator", "R2")) + 2
    with pytest.raises(FieldErrors) as refusal:
        operations.import_table(indicators, "catalogue", text)
    assert refusal.value.errors == {f"{line}:factor": "„x“ nėra skaičius. Trupmeną skirkite tašku."}
    assert indicators.current("catalogue").number == 1


def test_change_since_the_preview_is_not_overwritten(indicators):
    operations.import_table(indicators, "catalogue", changed("element", "Z1", **NEW), based_on=1)
    with pytest.raises(NotAllowed):
        operations.import_table(
            indicators, "catalogue", changed("element", "Z1", title_lt="Kita"), based_on=1
        )
    assert indicators.current("catalogue").number == 2


def test_code_in_use_is_ended_not_removed(indicators, used):
    with pytest.raises(NotAllowed) as refusal:
        operations.remove_row(indicators, "element", "C3")
    assert refusal.value.message.mapping == {"codes": "C3"}
    with pytest.raises(NotAllowed) as refusal:
        operations.change_row(indicators, "element", "C3", {"type": "text"})
    assert refusal.value.message == "indicators_type_used"
    operations.change_row(indicators, "element", "C3", {"valid_to": "2025", "replaced_by": "C1"})
    assert rows_of(catalogue_text())["element", "C3"]["valid_to"] == "2025"


def test_code_never_used_is_removed(indicators, used):
    operations.add_row(indicators, "element", NEW)
    assert ("element", "Z1") in rows_of(catalogue_text())
    operations.remove_row(indicators, "element", "Z1")
    assert ("element", "Z1") not in rows_of(catalogue_text())


def test_rules_must_still_fit(indicators):
    operations.add_row(indicators, "element", NEW)
    values = {"severity": "info", "operator": "<=", "left": "Z1", "right": "C1"}
    operations.add_row(
        indicators, "rule", {"code": "z", "message_lt": "Z", "message_en": "Z", **values}
    )
    with pytest.raises(NotAllowed) as refusal:
        operations.remove_row(indicators, "element", "Z1")
    assert refusal.value.message == "indicators_rules_break"


def test_error_of_a_row_is_at_its_column(indicators):
    with pytest.raises(FieldErrors) as refusal:
        operations.change_row(indicators, "indicator", "R2", {"numerator": "B4 +"})
    assert list(refusal.value.errors) == ["numerator"]
    with pytest.raises(FieldErrors) as refusal:
        operations.add_row(indicators, "element", {**NEW, "code": "C1"})
    assert list(refusal.value.errors) == ["code"]


def test_error_elsewhere_is_told_as_a_whole(indicators):
    with pytest.raises(NotAllowed) as refusal:
        operations.remove_row(indicators, "section", "C")
    assert refusal.value.message == "indicators_row_needed"


def test_open_round_keeps_its_own(indicators, used):
    frozen = used.catalogue_text
    operations.change_row(indicators, "element", "C1", {"title_lt": "Vartotojai"})
    assert used.catalogue_text == frozen
    assert catalogue_text() != frozen


@pytest.mark.parametrize("person", ["redaktore", "krt-direktore", "krt-darbuotoja", "svecias"])
def test_others_may_change_nothing(world, person):
    indicators = world["indicators"]
    with act_as(person):
        for refused in (
            lambda: operations.preview(indicators, "rules", rules_text()),
            lambda: operations.import_table(indicators, "rules", rules_text()),
            lambda: operations.add_row(indicators, "element", NEW),
            lambda: operations.change_row(indicators, "element", "C1", {"unit": "x"}),
            lambda: operations.remove_row(indicators, "element", "C1"),
        ):
            with pytest.raises(Unauthorized):
                refused()
