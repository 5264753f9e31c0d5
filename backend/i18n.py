"""Keeps the catalogs of our own i18n domain in step with the sources.

    python -m backend.i18n          writes metodinis.po: adds what is new, drops what is unused
    python -m backend.i18n --check  only tells what is missing, untranslated or unused

English comes from the default in the source, where there is one; Lithuanian is left to people.
"""

from backend import messages
from functools import cache
from pathlib import Path
import argparse
import importlib.util
import polib
import re
import sys


ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "lt")
DEFAULT = re.compile(r'Default: "(.*)"', re.DOTALL)
PLACEHOLDER = re.compile(r"\$(?:\{\w+\}|[a-zA-Z]\w*)")


def catalog_path(root, language, domain=messages.OURS):
    return root / "src" / "metodinis" / "locales" / language / "LC_MESSAGES" / f"{domain}.po"


@cache
def read(path):
    return polib.pofile(str(path), wrapwidth=0)


def in_use(root):
    """The messages of our domain that the sources use: msgid -> English default or None."""
    found = {}
    for message in messages.in_package(root):
        if message.domain == messages.OURS and not found.get(message.msgid):
            found[message.msgid] = message.default
    return found


def problems(root):
    """What is wrong with the catalogs at `root`: a list of lines, empty if nothing is."""
    found = {m.msgid: m for m in messages.in_package(root) if m.domain == messages.OURS}
    known_words = messages.words(root) | set(found)
    lines = []
    for language in LANGUAGES:
        texts = {entry.msgid: entry.msgstr for entry in read(catalog_path(root, language))}
        lines += [
            f"{language}: {msgid} is not translated ({message.where})"
            for msgid, message in sorted(found.items())
            if not texts.get(msgid)
        ]
        lines += [
            f"{language}: {msgid} is used nowhere"
            for msgid in sorted(texts)
            if not {msgid, msgid.rpartition("_")[0]} & known_words
        ]
    return lines + stock_problems(root) + translation_problems(root)


def stock_problems(root):
    """Strings of ours that Plone looks up in its own domain and has no Lithuanian for."""
    plones = Path(importlib.util.find_spec("plone.app.locales").origin).parent
    paths = [
        catalog_path(root, "lt", "plone"),
        plones / "locales" / "lt" / "LC_MESSAGES" / "plone.po",
    ]
    texts = {entry.msgid for path in paths for entry in read(path) if entry.msgstr}
    return [
        f"lt: {message.msgid!r} is not translated in domain plone ({message.where})"
        for message in messages.in_package(root)
        if message.domain == "plone" and message.msgid not in texts
    ]


def translation_problems(root):
    """What is wrong with single translations, of all domains: a list of lines."""
    lines = []
    for path in sorted((root / "src" / "metodinis" / "locales").rglob("*.po")):
        language = path.parent.parent.name
        for entry in read(path):
            # Ours are compared with our English; others with what the package has.
            english = in_english(entry, root) if path.stem == messages.OURS else text_of(entry)
            lines += [
                f"{language}: {entry.msgid!r} of {path.stem} {wrong}"
                for wrong in faults(entry, english)
            ]
    return lines


def in_english(entry, root):
    """The English text of a message of our domain, or "" if there is none."""
    found = read(catalog_path(root, "en")).find(entry.msgid)
    return found.msgstr if found else ""


def text_of(entry):
    """The English text of a message of another domain: its default, or an id that is a text."""
    default = DEFAULT.search(entry.comment or "")
    if default:
        return default[1].replace('\\"', '"').replace("\\n", "\n")
    return "" if messages.WORD.fullmatch(entry.msgid) else entry.msgid


def faults(entry, english):
    """What is wrong with a catalog's entry (polib's), given its text in English; "" if unknown."""
    text = entry.msgstr
    if not text:
        yield "is empty"
        return
    if entry.fuzzy:
        yield "is fuzzy, so nobody sees it"
    if not english:
        return
    if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(english)):
        yield "has other placeholders than its English"
    if ends(text) != ends(english):
        yield "begins or ends with other spaces than its English"


def ends(text):
    """The white space before and after a text; of one that is nothing else, all of it before."""
    stripped = text.strip()
    return text.partition(stripped)[::2] if stripped else (text, "")


def update(root):
    """Write both catalogs, sorted; return the lines of what was changed."""
    used, known_words = in_use(root), messages.words(root)
    lines = []
    for language in LANGUAGES:
        path = catalog_path(root, language)
        catalog = read(path)
        entries = {entry.msgid: entry for entry in catalog}
        for msgid, default in used.items():
            if msgid not in entries:
                entries[msgid] = polib.POEntry(msgid=msgid)
                lines.append(f"{language}: {msgid} is new")
            if default:
                entries[msgid].comment = f'Default: "{default}"'.replace("\n", "\\n")
                if language == "en":
                    entries[msgid].msgstr = default
        unused = {
            msgid
            for msgid in entries
            if not {msgid, msgid.rpartition("_")[0]} & (known_words | set(used))
        }
        lines += [f"{language}: {msgid} is dropped" for msgid in sorted(unused)]
        catalog[:] = [entries[msgid] for msgid in sorted(set(entries) - unused)]
        catalog.save(str(path))
    return lines


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    lines = [] if parser.parse_args(arguments).check else update(ROOT)
    wrong = problems(ROOT)
    print("\n".join([*lines, *wrong]) or "the catalogs are in step")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
