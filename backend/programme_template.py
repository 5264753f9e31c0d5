"""Makes the default DOCX template of training programmes, which the package keeps as a file.

    python -m backend.programme_template

Words in it are Lithuanian, as the document is; names in braces are those of
`metodinis/training/programmes/told.py`.
"""

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.shared import Pt
from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
DEFAULT = ROOT / "src/metodinis/training/programmes/data/programa.docx"
# (heading, name) in the order of the document; lists are told by a trailing star.
PARTS = (
    ("Anotacija, aktualumas", "annotation"),
    ("Tikslas", "aim"),
    ("Uždaviniai", "objectives*"),
    ("Tikslinė grupė", "target_group"),
    ("Reikalavimai dalyviams", "prerequisites"),
    ("Ugdomos kompetencijos", "competences*"),
    ("Mokymosi rezultatai", "outcomes*"),
    ("Turinys", "topics"),
    ("Metodai", "methods"),
    ("Medžiaga ir techninės priemonės", "materials"),
    ("Vertinimas, atsiskaitymas", "assessment"),
    ("Lektoriai ir jų kvalifikacija", "trainers"),
    ("Pažymėjimas", "certificate"),
    ("Kokybės užtikrinimas", "quality"),
    ("Literatūra", "literature*"),
)
FACTS = (
    ("Teikėjas", "{{ provider }}"),
    ("Rengėjai", "{{ authors|join('; ') }}"),
    ("Programos lygis", "{{ level }}"),
    ("Forma", "{{ form }}"),
    ("Trukmė", "{{ total.hours }} ak. val."),
    ("Kaina dalyviui", "{{ price }}"),
    ("Galiojimas", "{{ valid_until or validity }}"),
)
COLUMNS = (
    ("Eil. Nr.", "number", 1.4),
    ("Tema", "title", 7.2),
    ("Teorija", "theory", 1.9),
    ("Praktika", "practice", 1.9),
    ("Savarankiškai", "self_study", 2.6),
    ("Iš viso", "hours", 1.7),
)


def make():
    """The template, as a python-docx Document."""
    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    _styles(document)
    _approval(document)
    title = document.add_paragraph(style="Title")
    title.add_run("{{ title }}")
    subtitle = document.add_paragraph("Kompetencijų ugdymo programa")
    subtitle.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _facts(document)
    for heading, name in PARTS:
        _part(document, heading, name)
    return document


def _styles(document):
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(12)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "lt-LT")
    normal.element.get_or_add_rPr().append(language)
    for name, size in (("Title", 18), ("Heading 1", 13)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = "Times New Roman", Pt(size), True
        style.font.color.rgb = None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _approval(document):
    """The stamp of approval at the right; the state, while it isn't approved."""
    for text in (
        "{%p if is_approved %}",
        "PATVIRTINTA",
        "{{ order_date }} įsakymu Nr. {{ order_number }}",
        "Galioja iki {{ valid_until }}",
        "{%p else %}",
        "{{ state }}",
        "{%p endif %}",
    ):
        paragraph = document.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.space_after = Pt(0)


def _facts(document):
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for name, value in FACTS:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Cm(4.5), Cm(12)
        cells[0].paragraphs[0].add_run(name).bold = True
        cells[1].paragraphs[0].add_run(value)


def _part(document, heading, name):
    plain = name.rstrip("*")
    document.add_paragraph(f"{{%p if {plain} %}}")
    document.add_heading(heading, 1)
    if name == "topics":
        _topics(document)
    elif name == "trainers":
        document.add_paragraph("{%p for trainer in trainers %}")
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run("{{ trainer.name }}").bold = True
        paragraph.add_run(" – {{ trainer.qualification }}")
        document.add_paragraph("{%p endfor %}")
    elif name.endswith("*"):
        document.add_paragraph(f"{{%p for line in {plain} %}}")
        document.add_paragraph("{{ line }}", style="List Bullet")
        document.add_paragraph("{%p endfor %}")
    else:
        document.add_paragraph(f"{{{{ {plain} }}}}")
    document.add_paragraph("{%p endif %}")


def _topics(document):
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    rows = [
        table.rows[0],
        *(table.add_row() for _number in range(4)),
    ]
    for cell, (head, _name, _width) in zip(rows[0].cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    rows[1].cells[0].paragraphs[0].add_run("{%tr for topic in topics %}")
    for cell, (_head, name, _width) in zip(rows[2].cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(f"{{{{ topic.{name} }}}}")
    rows[3].cells[0].paragraphs[0].add_run("{%tr endfor %}")
    rows[4].cells[1].paragraphs[0].add_run("Iš viso ak. val.").bold = True
    for cell, (_head, name, _width) in list(zip(rows[4].cells, COLUMNS, strict=True))[2:]:
        cell.paragraphs[0].add_run(f"{{{{ total.{name} }}}}").bold = True
    for row in rows:
        for cell, (_head, name, width) in zip(row.cells, COLUMNS, strict=True):
            cell.width = Cm(width)
            if name not in ("number", "title"):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


if __name__ == "__main__":
    make().save(DEFAULT)
