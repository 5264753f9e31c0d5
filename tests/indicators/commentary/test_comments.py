"""Who writes, changes and reads comments on figures, and what is refused."""

from AccessControl import Unauthorized
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.indicators.commentary import operations
from metodinis.indicators.commentary import rules
from plone import api
from plone.uuid.interfaces import IUUID
from tests.libraries.conftest import act_as
from tests.libraries.conftest import library
import pytest


def texts(indicators, subject="territory", year=None):
    return [one.text for one in operations.seen(indicators, subject, year)]


def test_comment_is_kept_with_its_author_and_date(indicators, write):
    with act_as("metodininke"):
        comment = write("  Auga.\r\n\r\n– kaime\u200b ", "indicator:R8", 2025)
        assert indicators.commentary.get(comment.id) == comment
    assert (comment.subject, comment.year, comment.text) == (
        "indicator:R8",
        2025,
        "Auga.\n\n– kaime",
    )
    assert (comment.by, comment.public, comment.changed) == ("metodininke", True, None)
    assert comment.at.tzinfo is not None


@pytest.mark.parametrize("person", [None, "krt-direktore", "redaktore"])
def test_only_the_department_writes(indicators, write, person):
    kept = write()
    with act_as(person) if person else api.env.adopt_roles(["Anonymous"]):
        with pytest.raises(Unauthorized):
            operations.add(indicators, "territory", None, "Auga.")
        with pytest.raises(Unauthorized):
            operations.change(indicators, kept.id, "Kitaip.")
        with pytest.raises(Unauthorized):
            operations.remove(indicators, kept.id)
    assert indicators.commentary.all() == [kept]


def test_readers_see_what_is_published(indicators, write):
    write("Visiems.")
    write("Mums.", public=False)
    for person, found in (
        ("krt-direktore", ["Visiems."]),
        ("metodininke", ["Mums.", "Visiems."]),
        ("vedeja", ["Mums.", "Visiems."]),
    ):
        with act_as(person):
            assert texts(indicators) == found


def test_page_of_a_year_has_its_own_and_those_of_all_years(indicators, write):
    for year in (None, 2024, 2025):
        write(f"Metai: {year}.", year=year)
    write("Kita.", "indicator:R8", 2025)
    assert texts(indicators, year=2025) == ["Metai: 2025.", "Metai: None."]
    assert texts(indicators, year=2023) == ["Metai: None."]
    assert texts(indicators) == ["Metai: 2025.", "Metai: 2024.", "Metai: None."]
    assert texts(indicators, "indicator:R8") == ["Kita."]


@pytest.mark.parametrize(
    ("subject", "year", "text", "fields"),
    [
        ("indicator:R8", 2025, " \n ", {"text"}),
        ("indicator:R8", 2025, "a" * 5001, {"text"}),
        ("indicator:XX99", None, "Auga.", {"subject"}),
        ("library:" + "0" * 32, None, "Auga.", {"subject"}),
        ("library:krt", None, "Auga.", {"subject"}),
        ("", None, "Auga.", {"subject"}),
        ("territory:x", 1066, "", {"subject", "year", "text"}),
    ],
)
def test_what_is_wrong_is_told_at_its_field(indicators, write, subject, year, text, fields):
    with pytest.raises(FieldErrors) as refused:
        write(text, subject, year)
    assert set(refused.value.errors) == fields
    assert indicators.commentary.all() == []


def test_elements_and_libraries_are_commented_too(indicators, write):
    uid = IUUID(library("KRT"))
    write("Fondas.", "indicator:C4")
    write("Kretinga.", f"library:{uid}", 2025)
    assert texts(indicators, "indicator:C4") == ["Fondas."]
    assert texts(indicators, f"library:{uid}", 2025) == ["Kretinga."]


def test_comment_is_changed_by_a_colleague(indicators, write):
    kept = write("Auga.", public=True)
    with act_as("vedeja"):
        changed = operations.change(indicators, kept.id, "Auga lėtai.")
        assert (changed.text, changed.public, changed.by) == ("Auga lėtai.", True, "metodininke")
        assert changed.changed is not None
        hidden = operations.change(indicators, kept.id, public=False)
        assert (hidden.text, hidden.public) == ("Auga lėtai.", False)
        with pytest.raises(FieldErrors):
            operations.change(indicators, kept.id, "")
    assert indicators.commentary.all() == [hidden]


def test_change_of_nothing_leaves_its_date(indicators, write):
    kept = write("Auga.")
    with act_as("metodininke"):
        assert operations.change(indicators, kept.id, "Auga. ", True) == kept


def test_removed_comment_is_gone(indicators, write):
    kept = write()
    with act_as("vedeja"):
        operations.remove(indicators, kept.id)
        assert indicators.commentary.all() == []
        for step in (operations.remove, operations.change):
            with pytest.raises(NotAllowed):
                step(indicators, kept.id)


def test_comments_outlive_the_account_of_who_wrote(indicators, write):
    kept = write()
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="metodininke")
    assert indicators.commentary.all() == [kept._replace(by="")]


@pytest.mark.parametrize(
    ("subject", "parts"),
    [
        ("territory", ("territory", "")),
        ("indicator:R8", ("indicator", "R8")),
        ("library:" + "a1" * 16, ("library", "a1" * 16)),
        ("indicator:", None),
        ("indicator:R8\n", None),
        ("indicator:ą", None),
        ("other", None),
    ],
)
def test_subjects(subject, parts):
    assert rules.parts_of(subject) == parts
