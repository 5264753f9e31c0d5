"""A programme as DOCX and PDF; templates that the staff bring, good and broken."""

from docx import Document
from io import BytesIO
from metodinis.common.refusals import FieldErrors
from metodinis.training.programmes import exports
from metodinis.training.programmes import filling
from metodinis.training.programmes import template
from metodinis.training.programmes.told import NAMES
from metodinis.training.programmes.told import sample
from metodinis.training.programmes.told import told
from tests.training.programmes.conftest import act_as
from tests.training.programmes.conftest import bring
from tests.training.programmes.conftest import make
import pypdf
import pytest


HOSTILE = "{{ 7*7 }} {% for %} <w:t> & #set *x* „ąčęė“ \\"


TOO_MUCH = "programmes_template_too_much"
LOOPS = (
    "{{% for a in {0} %}}{{% for b in {1} %}}{{% for c in {2} %}}{{% endfor %}}{{% endfor %}}"
    "{{% endfor %}}x"
)


def template_of(*paragraphs):
    """A DOCX template (bytes) of some paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def words(docx):
    """All that a DOCX (bytes) says."""
    document = Document(BytesIO(docx))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + [cell.text for cell in cells])


def pdf_words(data):
    return " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages).split()
    )


def test_documents_say_what_the_programme_says(programme):
    bring(programme, "approved")
    docx, pdf = words(exports.as_docx(programme)), pdf_words(exports.as_pdf(programme))
    for text in (
        programme.title,
        "PATVIRTINTA",
        "2026 m. sausio 5 d. įsakymu Nr. V-12",
        "Pažinti teisės aktus",
        "Kraštotyra ir skaitmeninimas",
        "Jonas Jonaitis",
        "7,5",
        "25,50",
    ):
        assert text.replace("\xa0", " ") in docx.replace("\xa0", " "), text
        assert text in pdf, text


def test_draft_is_not_told_as_approved(programme):
    for text in (words(exports.as_docx(programme)), pdf_words(exports.as_pdf(programme))):
        assert "PATVIRTINTA" not in text
        assert "Rengiama" in text


def test_empty_draft_makes_documents_too(world):
    programme = make(**dict.fromkeys(("aim", "price", "validity", "level")), topics=[])
    assert programme.title in words(exports.as_docx(programme))
    assert programme.title in pdf_words(exports.as_pdf(programme))


def test_what_people_type_stays_text(world):
    programme = make(title=HOSTILE, annotation=f"{HOSTILE}\n{HOSTILE}")
    assert words(exports.as_docx(programme)).count(HOSTILE) == 3
    assert "{{ 7*7 }} {% for %} <w:t> & #set *x*" in pdf_words(exports.as_pdf(programme))


def test_sample_tells_every_name(programme):
    assert set(sample()) == set(NAMES) == set(told(programme))


def test_template_of_the_staff_is_used_until_it_is_taken_back(programme, world):
    training = world["training"]
    with act_as("metodininke"):
        template.set_template(training, ("mano.docx", template_of("Mano: {{ title }}")))
    assert words(exports.as_docx(programme)) == f"Mano: {programme.title}"
    with act_as("metodininke"):
        template.reset_template(training)
    assert "Uždaviniai" in words(exports.as_docx(programme))


@pytest.mark.parametrize(
    ("upload", "says"),
    [
        (None, None),
        (("a.docx", b""), None),
        (("a.docx", b"PK\x03\x04 broken"), None),
        (("a.pdf", b"%PDF-1.4\n%%EOF"), None),
        (("a.docx", template_of("{{ pavadinimas }}")), "pavadinimas"),
        (("a.docx", template_of("{% for a in topics %}{{ a.title }}")), "endfor"),
        (("a.docx", template_of("{{ title")), None),
        (("a.docx", template_of("{{ title.__class__.__mro__ }}")), None),
        (("a.docx", template_of("{{ range(99999999)|list }}")), None),
        (("a.docx", template_of("{{ topics[99].title }}")), None),
        (("a.docx", template_of("{{ topics[0].title }}")), None),
        (("a.docx", template_of("{{ 'x' * 10**10 }}")), TOO_MUCH),
        (("a.docx", template_of(LOOPS.format(*["range(99999)"] * 3))), TOO_MUCH),
    ],
)
def test_broken_template_is_told_and_the_old_one_stays(programme, world, upload, says):
    training = world["training"]
    with act_as("metodininke"):
        template.set_template(training, ("mano.docx", template_of("Mano: {{ title }}")))
        with pytest.raises(FieldErrors) as caught:
            template.set_template(training, upload)
    [(field, message)] = caught.value.errors.items()
    assert field == "file"
    if says == TOO_MUCH:
        assert message == TOO_MUCH
    elif says:
        assert says in message.mapping["error"]
    assert words(exports.as_docx(programme)) == f"Mano: {programme.title}"


def test_template_that_is_well_tried_and_then_too_much(world):
    """The sample has two topics: a programme of sixty makes the same loops a thousand times
    longer, and whoever downloads it is told so."""
    loops = LOOPS.format("topics", "topics", "topics")
    for name in ("d", "e"):
        loops = f"{{% for {name} in topics %}}{loops}{{% endfor %}}"
    training = world["training"]
    with act_as("metodininke"):
        template.set_template(training, ("mano.docx", template_of(loops)))
    topics = [{"title": f"Tema {number}", "theory": "1"} for number in range(60)]
    with pytest.raises(FieldErrors) as caught:
        exports.as_docx(make(topics=topics))
    assert caught.value.errors["format"] == TOO_MUCH


def test_sample_that_cant_be_filled_any_more_leads_to_the_template(world, monkeypatch):
    training = world["training"]
    with act_as("metodininke"):
        template.set_template(training, ("mano.docx", template_of("Mano: {{ title }}")))
    monkeypatch.setattr(filling, "TIME_LIMIT", 0.001)
    request = training.REQUEST.clone()
    request.form["which"] = "sample"
    page = template.TemplateFile(training, request)
    assert page() == f"{training.absolute_url()}/@@programme-template"
