"""What the demo tells of good practice before it is put in: complete, and drawn."""

from collections import Counter
from io import BytesIO
from metodinis.demo import drawings
from metodinis.demo import figures
from metodinis.demo import practice
from metodinis.goodpractice.cases import rules
from PIL import Image
import pytest


TOLD = practice.told()


def test_cases_in_all_states_from_all_libraries():
    assert Counter(one.end for one in TOLD["cases"]) == {
        **dict.fromkeys(rules.STATES, 1),
        "published": 6,
    }
    assert {one.place for one in TOLD["cases"]} == {*figures.libraries()}
    assert len({one.values["title"] for one in TOLD["cases"]}) == len(TOLD["cases"]) == 14
    begun = [one.begun for one in TOLD["cases"]]
    assert begun == sorted(begun, reverse=True)


def test_published_cases_have_a_note_and_a_picture_of_their_own():
    shown = [one for one in TOLD["cases"] if one.end in ("published", "archived", "recommended")]
    assert all(one.note and one.picture["alt"] for one in shown)
    drawn = [one.picture["drawing"] for one in TOLD["cases"] if one.picture]
    assert sorted(drawn) == sorted(drawings.SCENES)


def test_readers_tell_of_published_cases():
    published = {one.place for one in TOLD["cases"] if one.end == "published"}
    parts = (TOLD["reuses"], TOLD["thanks"], TOLD["questions"])
    assert {one["case"] for part in parts for one in part} <= published
    assert {*TOLD["clicks"]} == published
    assert {place for one in TOLD["collections"] for place in one["cases"]} <= published
    assert all(one["place"] != one["case"] for one in TOLD["reuses"])


@pytest.mark.parametrize("name", sorted(drawings.SCENES))
def test_drawing_is_a_picture_of_many_colours(name):
    picture = Image.open(BytesIO(drawings.draw(name)))
    assert (picture.format, picture.size) == ("JPEG", (1600, 1067))
    colours = picture.resize((80, 53)).getcolors(80 * 53)
    assert len(colours) > 100


def test_drawing_is_the_same_each_time():
    assert drawings.draw("forest") == drawings.draw("forest")
