"""How cases are cited, and how an introduction is taken apart."""

from datetime import date
from metodinis.goodpractice.booklets import rules
from metodinis.goodpractice.booklets.introduction import blocks_of
from metodinis.goodpractice.booklets.introduction import kept
from metodinis.goodpractice.booklets.rules import Author
from metodinis.goodpractice.booklets.rules import Source
import pytest


SOURCE = Source(
    number=7,
    title="Pasakos miške",
    authors=(Author("Kretingienė", "Rasa"), Author("Pagėgis", "Jonas Petras")),
    library="Kretingos biblioteka",
    publisher="Metodikos skyrius",
    published=date(2026, 3, 2),
    address="https://metodika.lt/good-practice/@@gp/7",
    language="lt",
    licence="CC BY 4.0",
)
READ = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Rasa Kretingienė, bibliotekininkė", Author("Kretingienė", "Rasa")),
        ("Ona Marija Petraitė-Jonienė", Author("Petraitė-Jonienė", "Ona Marija")),
        ("Skaitmeninė", Author("Skaitmeninė", "")),
        ("  ", Author("", "")),
    ],
)
def test_author_of_a_line(line, author):
    assert rules.author_of(line) == author


def test_citation_in_both_languages():
    assert rules.cited(SOURCE, "lt", READ) == (
        "KRETINGIENĖ, Rasa; PAGĖGIS, Jonas Petras. Pasakos miške [interaktyvus]. Kretingos "
        "biblioteka. Metodikos skyrius, 2026-03-02 [žiūrėta 2026-11-25]. Gerosios patirties "
        "pavyzdys Nr. 7. Prieiga per internetą: https://metodika.lt/good-practice/@@gp/7. "
        "CC BY 4.0."
    )
    assert rules.cited(SOURCE, "en", READ).endswith(
        "[online]. Kretingos biblioteka. Metodikos skyrius, 2026-03-02 [viewed 2026-11-25]. Good "
        "practice case No. 7. Available from: https://metodika.lt/good-practice/@@gp/7. CC BY 4.0."
    )


def test_library_stands_for_authors_that_are_not_named():
    cited = rules.cited(SOURCE._replace(authors=()), "lt", READ)
    assert cited.startswith("KRETINGOS BIBLIOTEKA. Pasakos miške [interaktyvus]. Metodikos skyrius")
    assert "  author = {{Kretingos biblioteka}},\n" in rules.bibtex(SOURCE._replace(authors=()))
    assert "AU  - Kretingos biblioteka\r\n" in rules.ris(SOURCE._replace(authors=()))


def test_bibtex_of_a_case():
    assert rules.bibtex(SOURCE).split("\n") == [
        "@misc{geroji-patirtis-7,",
        "  author = {Kretingienė, Rasa and Pagėgis, Jonas Petras},",
        "  title = {{Pasakos miške}},",
        "  institution = {Kretingos biblioteka},",
        "  publisher = {Metodikos skyrius},",
        "  year = {2026},",
        "  month = {3},",
        "  day = {2},",
        "  number = {7},",
        "  url = {https://metodika.lt/good-practice/@@gp/7},",
        "  language = {lt},",
        "  note = {CC BY 4.0},",
        "}",
        "",
    ]


def test_ris_of_a_case():
    assert rules.ris(SOURCE).split("\r\n") == [
        "TY  - GEN",
        "AU  - Kretingienė, Rasa",
        "AU  - Pagėgis, Jonas Petras",
        "TI  - Pasakos miške",
        "PB  - Metodikos skyrius",
        "AD  - Kretingos biblioteka",
        "PY  - 2026",
        "DA  - 2026/03/02/",
        "ID  - geroji-patirtis-7",
        "UR  - https://metodika.lt/good-practice/@@gp/7",
        "LA  - lt",
        "N1  - CC BY 4.0",
        "ER  - ",
        "",
    ]


def test_what_people_wrote_begins_no_field():
    hostile = SOURCE._replace(title="A}\nER  - \r\nTY  - BOOK & 5 % \\input{x}")
    assert rules.ris(hostile).count("\r\nER  - ") == 1
    assert "TI  - A} ER - TY - BOOK & 5 % \\input{x}\r\n" in rules.ris(hostile)
    assert (
        "  title = {{A\\} ER - TY - BOOK \\& 5 \\% \\textbackslash{}input\\{x\\}}},"
        in rules.bibtex(hostile).split("\n")
    )


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", []),
        ("tik žodžiai", [("paragraph", ["tik žodžiai"])]),
        (
            "<h2>A</h2><p>Vienas <b>du</b><br/>trys</p><ul><li>x</li><li><p>y</p></li></ul>",
            [("head", ["A"]), ("paragraph", ["Vienas du trys"]), ("list", ["x", "y"])],
        ),
        (
            "pirma<ol><li>a</li></ol>po<div><p>giliau</p></div>",
            [
                ("paragraph", ["pirma"]),
                ("steps", ["a"]),
                ("paragraph", ["po"]),
                ("paragraph", ["giliau"]),
            ],
        ),
        ("<p> </p><ul></ul>", []),
    ],
)
def test_blocks_of_an_introduction(html, blocks):
    assert blocks_of(html) == blocks


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("", ""),
        (
            '<p class="x" style="color:red" onclick="a()">Kodėl <b>taip</b></p>',
            "<p>Kodėl <b>taip</b></p>",
        ),
        (
            '<p>Čia <iframe src="//svetima.example"></iframe><img src="https://svetima.example/a"/>'
            "<script>a()</script><style>p{}</style></p>",
            "<p>Čia </p>",
        ),
        (
            '<p><a href="https://a.example/?b=1">a</a></p>',
            '<p><a href="https://a.example/?b=1">a</a></p>',
        ),
        ('<p><a href="javascript:a()">a</a></p>', '<p><a href="">a</a></p>'),
        ("<table><tr><td>langelis</td></tr></table>", "<div>langelis</div>"),
    ],
)
def test_introduction_is_words_and_links_alone(sent, shown):
    assert kept(sent) == shown
