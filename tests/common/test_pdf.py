"""PDFs: text stays text, letters come through, errors are of one class."""

from metodinis.common.pdf import pdf
from metodinis.common.pdf import PdfError
from pypdf import PdfReader
import io
import pytest


TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(font: "Libertinus Serif", lang: "lt")
#data.text
"""
PICTURE = '#image("picture.svg", alt: "Kvadratas")'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "sample.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def text_of(data):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def made(template, text, **more):
    return pdf(template, {"title": "Bandymas", "text": text}, **more)


def test_lithuanian_letters(template):
    assert text_of(made(template, "ĄČĘĖĮŠŲŪŽ ąčęėįšųūž „taip“ – 5 €")) == (
        "ĄČĘĖĮŠŲŪŽ ąčęėįšųūž „taip“ – 5 €"
    )


@pytest.mark.parametrize(
    "text", ['#panic("x")', "*a* _b_ $x$", '#read("/etc/passwd")', "\\ # [ ] < > @x"]
)
def test_markup_in_data_is_text(template, text):
    assert text_of(made(template, text)) == text


def test_control_characters_are_left_out(template):
    assert text_of(made(template, "a\x00b\x1bc\x9fd")) == "abcd"


def test_half_characters_are_replaced(template):
    assert text_of(made(template, "a\ud800b")) == "a?b"


def test_same_data_same_bytes(template):
    assert made(template, "Ąžuolas") == made(template, "Ąžuolas")


def test_is_tagged_and_tells_its_language(template):
    catalog = PdfReader(io.BytesIO(made(template, "Ąžuolas"))).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] == True  # noqa: E712 pypdf's own boolean
    assert catalog["/Lang"] == "lt"


def test_letters_that_fonts_lack_forbid_no_document(template):
    reader = PdfReader(io.BytesIO(made(template, "李明")))
    assert len(reader.pages) == 1


def test_pictures_are_read_by_name(template):
    template.write_text(TEMPLATE + PICTURE, encoding="utf-8")
    with_picture = made(template, "a", files={"picture.svg": SVG})
    assert text_of(with_picture) == "a"
    with pytest.raises(PdfError, match=r"picture\.svg"):
        made(template, "a")
    with pytest.raises(PdfError):
        made(template, "a", files={"picture.svg": b"<svg"})


def test_broken_template(template):
    template.write_text(TEMPLATE + "#data.missing", encoding="utf-8")
    with pytest.raises(PdfError, match="missing"):
        made(template, "a")
