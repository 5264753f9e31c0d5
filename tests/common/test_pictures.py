"""Uploaded pictures: known by their content, made anew within limits, nothing hidden kept."""

from metodinis.common import pictures
from metodinis.common.pictures import kind_of
from metodinis.common.pictures import PictureError
from metodinis.common.pictures import scales_of
from PIL import Image
from PIL import ImageCms
from tests.common.made_pictures import bomb
from tests.common.made_pictures import moving
from tests.common.made_pictures import opened
from tests.common.made_pictures import photo
from tests.common.made_pictures import picture
import io
import pytest
import subprocess


def sizes(data):
    return {name: (scale.width, scale.height) for name, scale in scales_of(data).items()}


def colour(data):
    """What the middle of the narrowest scale looks like, to the nearest ten."""
    image = opened(scales_of(data)["card"].data).convert("RGB")
    return tuple(
        round(value, -1) for value in image.getpixel((image.width // 2, image.height // 2))
    )


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((3000, 2000), {"card": (480, 320), "page": (960, 640), "large": (1600, 1067)}),
        ((1600, 900), {"card": (480, 270), "page": (960, 540), "large": (1600, 900)}),
        ((900, 600), {"card": (480, 320), "page": (900, 600)}),
        ((480, 300), {"card": (480, 300)}),
        ((200, 200), {"card": (200, 200)}),
        # However high it is, a page isn't filled by it.
        ((1000, 4000), {"card": (180, 720), "page": (360, 1440), "large": (600, 2400)}),
    ],
)
def test_scales_are_no_larger_than_the_picture(size, expected):
    assert sizes(picture(size)) == expected


def test_scales_are_webp_of_the_size_that_is_told():
    for scale in scales_of(picture((3000, 2000))).values():
        image = opened(scale.data)
        assert (image.format, image.size) == ("WEBP", (scale.width, scale.height))


def test_photo_is_turned_upright_and_loses_what_it_hid():
    data = photo((1200, 800))
    assert b"Slaptas" in data
    made = scales_of(data)
    assert (made["card"].width, made["card"].height) == (480, 720)
    for scale in made.values():
        image = opened(scale.data)
        assert dict(image.getexif()) == {}
        assert {"exif", "icc_profile", "xmp", "comment"} & set(image.info) == set()
        assert b"Slaptas" not in scale.data
        assert b"EXIF" not in scale.data


@pytest.mark.parametrize(
    "notes", [b"Exif\0\0nonsense", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0", b"x"]
)
def test_broken_notes_of_a_camera_harm_no_picture(notes):
    assert sizes(picture((300, 200), exif=notes)) == {"card": (300, 200)}


@pytest.mark.parametrize("turning", [0, 1, 9, 60_000])
def test_turning_that_is_none_is_left_unheeded(turning):
    assert sizes(photo((300, 200), turning)) == {"card": (300, 200)}


def test_turning_goes_the_right_way():
    """The left half of what the camera stored is the upper half of what was looked at."""
    image = Image.new("RGB", (800, 400), (0, 0, 250))
    image.paste((250, 0, 0), (0, 0, 400, 400))
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    card = opened(scales_of(file.getvalue())["card"].data).convert("RGB")
    upper, lower = (card.getpixel((card.width // 2, card.height * part // 4)) for part in (1, 3))
    assert upper[0] > 200
    assert lower[2] > 200


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (picture(kind="PNG", colour=(200, 30, 30)), (200, 30, 30)),
        (picture(kind="WEBP", colour=(200, 30, 30), lossless=True), (200, 30, 30)),
        (picture((500, 400), (0, 0, 0, 0), "PNG", "RGBA"), (260, 260, 260)),
        (picture((500, 400), (0, 0), "PNG", "LA"), (260, 260, 260)),
        (picture((500, 400), 40_000, "PNG", "I;16"), (160, 160, 160)),
        (picture((500, 400), 1, "PNG", "1"), (260, 260, 260)),
        (picture((500, 400), (0, 255, 255, 0), "JPEG", "CMYK"), (260, 0, 0)),
        (picture((500, 400), 120, "JPEG", "L"), (120, 120, 120)),
    ],
)
def test_colours_are_those_of_the_picture_on_white(data, expected):
    assert colour(data) == expected


def test_transparent_palette_is_on_white():
    image, file = Image.new("RGB", (300, 300), (0, 128, 0)).quantize(4), io.BytesIO()
    image.save(file, "PNG", transparency=image.getpixel((5, 5)))
    assert colour(file.getvalue()) == (260, 260, 260)


def test_colour_profile_is_applied():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    # A profile that doesn't fit the picture is left unheeded.
    assert colour(picture(colour=(200, 30, 30), kind="PNG", icc_profile=profile)) == (200, 30, 30)
    assert colour(picture(colour=(200, 30, 30), kind="PNG", icc_profile=b"x")) == (200, 30, 30)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert colour(picture(colour=(200, 30, 30), kind="PNG", icc_profile=srgb)) == (200, 30, 30)


def test_gif_that_stands_still_is_taken():
    assert sizes(picture((300, 300), (0, 128, 0), "GIF")) == {"card": (300, 300)}


def test_second_picture_of_a_phone_is_left_out():
    file = io.BytesIO()
    first, depth = (Image.new("RGB", (300, 300), shade) for shade in ((0, 128, 0), (9, 9, 9)))
    first.save(file, "MPO", save_all=True, append_images=[depth])
    assert colour(file.getvalue()) == (0, 130, 0)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(pictures.MAX_SIZE), "too_large"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypavif", "unknown"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "vector"),
        (b"<?xml version='1.0'?>\n<!-- GIF89a --><SVG/>", "vector"),
        (b"<html><script>alert(1)</script></html>", "unknown"),
        (b"\nGIF89a<script>", "unknown"),
        (b"%PDF-1.7", "document"),
        (b"BM" + bytes(100), "unknown"),
        (b"RIFF\0\0\0\0WAVE", "unknown"),
    ],
)
def test_what_is_no_picture_is_refused_at_once(data, code, monkeypatch):
    monkeypatch.setattr(subprocess, "run", None)
    with pytest.raises(PictureError) as refused:
        scales_of(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bomb(), "too_many_pixels"),
        (bomb(8001, 8000), "too_many_pixels"),
        (bomb(100_000, 300), "broken"),
        (picture((199, 4000)), "too_small"),
        (moving("GIF"), "moves"),
        (moving("PNG"), "moves"),
        (moving("WEBP"), "moves"),
        (b"GIF89a" + b"\xff" * 50, "broken"),
        (picture()[:300], "broken"),
        (picture()[:2000], "broken"),
        (b"\x89PNG\r\n\x1a\n<html>", "broken"),
    ],
)
def test_picture_that_cannot_be_kept_is_refused(data, code):
    with pytest.raises(PictureError) as refused:
        scales_of(data)
    assert refused.value.code == code


def test_a_reader_that_hangs_is_given_up(monkeypatch):
    monkeypatch.setattr(pictures, "TIME_LIMIT", 0)
    with pytest.raises(PictureError) as refused:
        scales_of(picture())
    assert refused.value.code == "too_complex"


def test_every_refusal_is_told_in_both_languages():
    for code in pictures.TEXTS:
        error = PictureError(code)
        assert "{" not in error.text("lt") + error.text("en")
        assert error.text("lt") != error.text("en")


@pytest.mark.parametrize("kind", pictures.KINDS)
def test_kind_comes_from_the_content(kind):
    assert kind_of(picture((300, 300), kind=kind)) == kind
