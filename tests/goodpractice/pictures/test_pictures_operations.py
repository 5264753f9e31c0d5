"""Pictures and attachments of a case: what is kept, what is refused, who may."""

from AccessControl import Unauthorized
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.goodpractice.cases import operations as cases
from metodinis.goodpractice.cases.workflow import lacking
from metodinis.goodpractice.cases.workflow import values_of
from metodinis.goodpractice.pictures import operations
from metodinis.goodpractice.pictures import reading
from metodinis.goodpractice.pictures.operations import Unknown
from metodinis.i18n import _
from tests.common.made_documents import docx
from tests.common.made_documents import xlsx
from tests.common.made_pictures import bomb
from tests.common.made_pictures import opened
from tests.common.made_pictures import photo
from tests.common.made_pictures import picture
from tests.goodpractice.conftest import act_as
from tests.goodpractice.conftest import put_into
import pytest


SMALL = picture((300, 200))


def add(case, alt="Vaikai po ąžuolu", credit="R. Kretingienės nuotr.", data=SMALL):
    with act_as("krt-darbuotoja"):
        return operations.add_picture(case, "ąžuolas.jpg", data, alt, credit)


def test_picture_is_kept_in_its_scales(case):
    made = add(case, "  Vaikai\npo ąžuolu ", data=photo((3000, 2000)))
    assert case.pictures == (made,)
    assert (made.alt, made.credit) == ("Vaikai po ąžuolu", "R. Kretingienės nuotr.")
    assert made.scales == {"card": (480, 720), "page": (960, 1440), "large": (1600, 2400)}
    assert (made.widest, made.width, made.height) == ("large", 1600, 2400)
    assert opened(made.blob("page").data).size == (960, 1440)
    assert made.blob("page").contentType == "image/webp"
    assert case.revision == 2


def test_addresses_and_sources_are_those_of_the_scales(case):
    made = add(case, data=picture((700, 500)))
    url = f"{case.absolute_url()}/@@picture/{made.id}"
    assert reading.picture_url(case, made, "card") == f"{url}/card.webp"
    # It is narrower than the widest scale: what there is stands for it.
    assert reading.picture_url(case, made, "large") == f"{url}/page.webp"
    assert reading.figure_of(case, made, "card") == {
        "src": f"{url}/card.webp",
        "srcset": f"{url}/card.webp 480w, {url}/page.webp 700w",
        "width": 480,
        "height": 343,
        "alt": "Vaikai po ąžuolu",
        "credit": "R. Kretingienės nuotr.",
    }


@pytest.mark.parametrize("data", [b"<svg/>", b"<html>", b"\0\0\0\x18ftypheic", bomb(), SMALL[:99]])
def test_refused_picture_leaves_the_case_as_it_was(case, data):
    with pytest.raises(FieldErrors) as refused:
        add(case, data=data)
    assert set(refused.value.errors) == {"file"}
    assert (case.pictures, case.revision) == ((), 1)


def test_long_words_and_no_file_are_told_at_their_fields(case):
    with pytest.raises(FieldErrors) as refused:
        add(case, "a" * 301, "b" * 201)
    assert set(refused.value.errors) == {"alt", "credit"}
    with pytest.raises(FieldErrors) as refused:
        add(case, data=b"")
    assert refused.value.errors == {
        "file": _("practice_file_missing", default="Choose a file."),
    }
    assert case.pictures == ()


def test_there_are_not_more_pictures_than_a_page_bears(case, monkeypatch):
    monkeypatch.setattr(operations, "MAX_PICTURES", 1)
    made = add(case)
    with pytest.raises(NotAllowed):
        add(case)
    assert case.pictures == (made,)


def test_case_is_not_submitted_before_its_pictures_are_described_and_allowed(case):
    made = add(case, alt="")
    assert lacking(case) == {"pictures": "alt"}
    with act_as("krt-darbuotoja"):
        operations.change_picture(case, made.id, alt="Vaikai")
        assert lacking(case) == {"picture_rights": "rights"}
        cases.update_case(case, {"picture_rights": True})
    assert lacking(case) == {}


def test_description_leaves_earlier_versions_as_they_were(case):
    made = add(case)
    before = values_of(case)
    with act_as("krt-darbuotoja"):
        new = operations.change_picture(case, made.id, alt="Skaitome miške")
        same = operations.change_picture(case, made.id, credit="R. Kretingienės nuotr.")
    assert case.pictures == (new,)
    assert same is new
    assert (new.alt, new.credit) == ("Skaitome miške", "R. Kretingienės nuotr.")
    assert (new.id, new.scales) == (made.id, made.scales)
    assert before["pictures"][0].alt == "Vaikai po ąžuolu"
    # What changes nothing counts as no change.
    assert case.revision == 3


@pytest.mark.parametrize(
    ("who", "place", "expected"),
    [
        (2, 0, [2, 0, 1]),
        (0, 1, [1, 0, 2]),
        (0, 99, [1, 2, 0]),
        (1, -5, [1, 0, 2]),
        (1, 1, [0, 1, 2]),
    ],
)
def test_pictures_are_put_in_order(case, who, place, expected):
    made = [add(case, alt=str(number)) for number in range(3)]
    with act_as("krt-darbuotoja"):
        operations.move_picture(case, made[who].id, place)
    assert case.pictures == tuple(made[number] for number in expected)
    assert case.revision == (4 if expected == [0, 1, 2] else 5)


def test_picture_is_taken_out_and_stays_in_versions(case):
    first, second = add(case), add(case)
    with act_as("krt-darbuotoja"):
        cases.update_case(case, {"picture_rights": True})
        cases.submit(case)
        cases.withdraw(case)
        operations.remove_picture(case, first.id)
    assert case.pictures == (second,)
    [version] = case.versions
    assert version.values["pictures"] == (first, second)
    with act_as("krt-darbuotoja"):
        assert reading.seen_picture(case, first.id) is first


def test_attachment_is_kept_as_a_document(case):
    with act_as("krt-darbuotoja"):
        made = operations.add_attachment(case, "C:\\aplankas\\Planas.exe", docx("Skaitome miške"))
        table = operations.add_attachment(case, "Apklausa", xlsx("Vaikai"))
    assert case.attachments == (made, table)
    assert (made.name, made.kind, made.by) == ("Planas.docx", "docx", "krt-darbuotoja")
    assert (table.name, table.kind) == ("Apklausa.xlsx", "xlsx")
    assert "Skaitome miške" in made.text
    assert made.id != table.id
    with act_as("krt-darbuotoja"):
        operations.remove_attachment(case, made.id)
    assert case.attachments == (table,)
    assert case.revision == 4


@pytest.mark.parametrize("data", [b"", SMALL, b"<html>", b"<svg/>", b"MZ\x90\x00"])
def test_attachment_of_another_kind_is_refused(case, data):
    with act_as("krt-darbuotoja"), pytest.raises(FieldErrors) as refused:
        operations.add_attachment(case, "Planas.docx", data)
    assert set(refused.value.errors) == {"file"}
    assert case.attachments == ()


def test_what_is_gone_is_told(case):
    with act_as("krt-darbuotoja"):
        for act in (
            operations.change_picture,
            operations.remove_picture,
            operations.remove_attachment,
        ):
            with pytest.raises(Unknown):
                act(case, "nėra")
        with pytest.raises(Unknown):
            operations.move_picture(case, "nėra", 0)


@pytest.mark.parametrize(
    ("state", "people"),
    [
        ("draft", {"krt-darbuotoja", "krt-direktore"}),
        ("submitted", set()),
        ("reviewing", set()),
        ("returned", {"krt-darbuotoja", "krt-direktore"}),
        ("recommended", {"redaktore", "vedeja"}),
        ("published", set()),
        ("archived", set()),
        ("declined", set()),
    ],
)
def test_files_are_changed_by_who_may_edit_the_case(case, state, people):
    made = add(case)
    put_into(case, state)
    found = set()
    everyone = (
        *("krt-darbuotoja", "krt-direktore", "pag-direktore", "metodininke"),
        *("redaktore", "vedeja", "svecias"),
    )
    for name in everyone:
        with act_as(name):
            try:
                operations.change_picture(case, made.id, alt=f"Taip sako {name}")
            except Unauthorized:
                continue
            found.add(name)
    assert found == people


def test_every_write_asks_who_may(case):
    made = add(case)
    with act_as("pag-direktore"):
        for act in (
            lambda: operations.add_picture(case, "a.jpg", SMALL),
            lambda: operations.change_picture(case, made.id, alt="x"),
            lambda: operations.move_picture(case, made.id, 0),
            lambda: operations.remove_picture(case, made.id),
            lambda: operations.add_attachment(case, "a.docx", docx("x")),
            lambda: operations.remove_attachment(case, "x"),
        ):
            with pytest.raises(Unauthorized):
                act()
    assert case.pictures == (made,)
