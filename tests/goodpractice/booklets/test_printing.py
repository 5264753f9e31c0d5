"""Cases and booklets as PDF: what they say, and that nothing in them is markup."""

from io import BytesIO
from metodinis.goodpractice.booklets import printing
from tests.goodpractice.conftest import make
from tests.goodpractice.conftest import make_published
import pypdf


HOSTILE = "#pagebreak() *x* $a$ @b <c> \\ „ąčęė“ [d]"


def pages(data):
    """The words of each page of a PDF."""
    found = pypdf.PdfReader(BytesIO(data)).pages
    return [" ".join(page.extract_text().split()) for page in found]


def words(data):
    return " ".join(pages(data))


def test_pdf_of_a_case_says_what_the_case_says(published):
    published.expert_note = "Verta perimti kiekvienai bibliotekai."
    said = words(printing.case_pdf(published, "lt"))
    for text in (
        "Pasakų valandėlė miške",
        "Šeimos su mažais vaikais skaito miške",
        "Skaitymo skatinimas, Bendruomenė ir partnerystė",
        "Rasa Kretingienė, bibliotekininkė",
        "Vasarą vaikai į biblioteką neateina.",
        "1. Susitarti su urėdija",
        "3. Pakviesti šeimas",
        "dalyviai: 120 → 245,5",
        "Renginių registras",
        "150,00 €",
        "Verta perimti kiekvienai bibliotekai.",
        "CC BY 4.0",
        "good-practice/@@gp/1",
    ):
        assert text in said


def test_what_people_wrote_is_no_markup(published):
    for name in ("title", "summary", "need", "solution", "lessons", "contact_name"):
        setattr(published, name, HOSTILE)
    published.steps = (HOSTILE,)
    assert words(printing.case_pdf(published, "lt")).count(HOSTILE) == 8


def test_booklet_begins_with_contents_that_name_its_pages(world):
    cases = [make_published(number, title=f"Pavyzdys {number}") for number in (1, 2)]
    introduction = [("head", ["Kodėl"]), ("paragraph", ["Vasara."]), ("list", ["Miškas", "Parkas"])]
    data = printing.booklet_pdf("Idėjos vasarai", introduction, cases, "lt")
    cover, contents, *rest = pages(data)
    assert "Idėjos vasarai Kodėl Vasara. • Miškas • Parkas" in cover
    first = next(number for number, text in enumerate(rest, 3) if "Pavyzdys 1" in text)
    second = next(number for number, text in enumerate(rest, 3) if "Pavyzdys 2" in text)
    compact = contents.replace(".", "").replace(" ", "")
    assert f"Pavyzdys1{first}Pavyzdys2{second}" in compact


def test_picture_stands_with_its_credit_and_its_text(published, picture):
    published.pictures = (picture,)
    data = printing.case_pdf(published, "lt")
    assert "Vaikai miške, R. Kretingienė" in words(data)
    [image] = pypdf.PdfReader(BytesIO(data)).pages[0].images
    assert image.image.size == (480, 320)


def test_draft_has_neither_number_nor_citation(world):
    case = make()
    told = printing.told_of(case, "lt")
    assert (told["number"], told["citation"], told["address"], told["qr"]) == ("", "", "", "")
    assert "Pasakų valandėlė miške" in words(printing.case_pdf(case, "lt"))


def test_english_labels_for_an_english_reader(published):
    said = words(printing.case_pdf(published, "en"))
    assert "Need Vasarą vaikai" in said
    assert "Hours of work 60" in said
