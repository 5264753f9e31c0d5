"""How a published case is cited: as text, as BibTeX and as RIS. Pure."""

from datetime import date
from typing import NamedTuple
import re


FORMATS = ("bibtex", "ris")
# What LaTeX takes for its own -> how it is written.
LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
# language -> words of a citation
WORDS = {
    "lt": ("interaktyvus", "žiūrėta", "Prieiga per internetą:", "gerosios patirties pavyzdys Nr."),
    "en": ("online", "viewed", "Available from:", "good practice case No."),
}


class Author(NamedTuple):
    """A person by name; whoever has one name alone has no given one."""

    family: str
    given: str

    def __str__(self):
        return ", ".join(filter(None, self))


class Source(NamedTuple):
    """What is cited.

    authors: Authors in order, none for a case of its library alone; library, publisher: names;
    published: date; address: the stable one; language: in which the case is written; licence: as
    it is shown.
    """

    number: int
    title: str
    authors: tuple
    library: str
    publisher: str
    published: date
    address: str
    language: str
    licence: str


def author_of(line):
    """The Author of a line “name, position”."""
    names = line.partition(",")[0].split()
    return Author(names[-1] if names else "", " ".join(names[:-1]))


def cited(source, language, viewed):
    """A citation by ISO 690 as Lithuanian libraries write it; viewed: date.

    KRETINGIENĖ, Rasa. Title [interaktyvus]. Library. Publisher, 2026-03-02 [žiūrėta 2026-11-25].
    Gerosios patirties pavyzdys Nr. 1. Prieiga per internetą: <address>. CC BY 4.0.
    """
    online, seen, available, case = WORDS[language]
    people = "; ".join(
        ", ".join(filter(None, (author.family.upper(), author.given))) for author in source.authors
    )
    parts = [
        people or source.library.upper(),
        f"{source.title} [{online}]",
        source.library if people else "",
        f"{source.publisher}, {source.published.isoformat()} [{seen} {viewed.isoformat()}]",
        f"{case[0].upper()}{case[1:]} {source.number}",
        f"{available} {source.address}",
        source.licence,
    ]
    return " ".join(_ended(part) for part in parts if part)


def _ended(text):
    return text if text.endswith((".", "!", "?")) else f"{text}."


def bibtex(source):
    """An entry of BibTeX."""
    values = {
        "author": " and ".join(_latex(str(author)) for author in source.authors)
        or f"{{{_latex(source.library)}}}",
        "title": f"{{{_latex(source.title)}}}",
        "institution": _latex(source.library),
        "publisher": _latex(source.publisher),
        "year": str(source.published.year),
        "month": str(source.published.month),
        "day": str(source.published.day),
        "number": str(source.number),
        "url": source.address,
        "language": source.language,
        "note": _latex(source.licence),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in values.items() if value]
    return "\n".join([f"@misc{{geroji-patirtis-{source.number},", *lines, "}", ""])


def _latex(text):
    return "".join(LATEX.get(sign, sign) for sign in _line(text))


def ris(source):
    """An entry of RIS, as reference managers import it."""
    authors = [str(author) for author in source.authors] or [source.library]
    pairs = [
        ("TY", "GEN"),
        *(("AU", author) for author in authors),
        ("TI", source.title),
        ("PB", source.publisher),
        ("AD", source.library),
        ("PY", str(source.published.year)),
        ("DA", source.published.strftime("%Y/%m/%d/")),
        ("ID", f"geroji-patirtis-{source.number}"),
        ("UR", source.address),
        ("LA", source.language),
        ("N1", source.licence),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in pairs if value or tag == "ER")


def _line(text):
    """A text on one line: a line break would begin another field."""
    return re.sub(r"\s+", " ", text).strip()
