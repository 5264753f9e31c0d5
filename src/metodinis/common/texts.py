"""Texts that people type: cleaned, cut into lines, paragraphs and lists. Pure."""

import re
import unicodedata


LIST_MARK = re.compile(r"^\s*[-–—•*]\s+")


def cleaned(text):
    """A text as it is stored: composed letters, plain line ends, nothing invisible."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def lines_of(text):
    """The lines of a text that say something, without the dashes of a typed list."""
    found = (line.strip().lstrip("-–•*").strip() for line in cleaned(text).split("\n"))
    return tuple(line for line in found if line)


def blocks(text):
    """Cut a text into blocks: list of ("paragraph" or "list", its lines)."""
    found = []
    for number, part in enumerate(re.split(r"\n{2,}", text)):
        for line in filter(None, part.split("\n")):
            kind = "list" if LIST_MARK.match(line) else "paragraph"
            if not found or found[-1][:2] != (number, kind):
                found.append((number, kind, []))
            found[-1][2].append(LIST_MARK.sub("", line) if kind == "list" else line)
    return [(kind, lines) for _number, kind, lines in found]
