"""Tells English words among the texts that a page shows.

English is every word that the English texts of the catalogs in use are made of: those of Plone, of
the add-ons and of ours. What both languages share is listed by hand in SHARED and NAMES: were it
read from the catalogs, one left-over English word in a translation would allow it everywhere.
"""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from plone.i18n.locales.languages import _combinedlanguagelist
from plone.i18n.locales.languages import _languagelist
import importlib.util
import json
import polib
import re


# Package -> its domains whose texts people meet.
STOCK = {
    "plone.app.locales": ("plone", "widgets", "cmfeditions", "plonelocales", "plonefrontpage"),
    "collective.easyform": ("collective.easyform",),
    "collective.z3cform.datagridfield": ("collective.z3cform.datagridfield",),
    "plone.restapi": ("plone.restapi",),
    "plone.z3cform": ("plone.z3cform",),
    "z3c.form": ("z3c.form",),
    "z3c.formwidget.query": ("z3c.formwidget.query",),
}
OURS = Path("src/metodinis/locales")
# Words that are Lithuanian as well as English.
SHARED = frozenset(
    ("be", "data", "kodas", "mini", "pas", "pat", "per", "roles", "su", "ten", "test", "to")
)
# Words that stand on Lithuanian screens on purpose: names of products, formats and units.
NAMED = """
    plone metodinis openstreetmap excel word powerpoint openoffice impress draw zope python
    tinymce javascript css html xml yaml json url http https smtp csv xlsx tsv pdf docx odt ods
    odg rss atom ical icalendar ics jpeg png gif svg tiff eps gimp ps psd avi mpeg mp ogg wav tar
    mime utf ip id uid easyform patternslib vpat wai cmf kb mb aa wcag rfc csrf ssl iso iana tales
    tal hcaptcha norobotcaptcha recaptcha dcat px qr webp zip
    bibtex ris facebook linkedin ctrl stat bix
"""
# People and places in examples of what to type: they are called so in both languages.
EXAMPLES = frozenset(("jonas", "kretinga", "rasa"))
NAMES = frozenset(NAMED.split()) | EXAMPLES
DEFAULT = re.compile(r'Default: "(.*)"', re.DOTALL)
# What no translator touches: placeholders, markup, addresses, names of files, names with an
# underscore (a message's id on the screen is found by `symbolic_ids`), ids in brackets.
UNSPOKEN = re.compile(
    r"\bCC BY\b|\$\{[^}]*\}|<[^>]*>|&\w+;|\S*(?://|@|\.\w)\S*|\S*/\S*|\w+_\w*|\[\w+\]"
)
TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
SYMBOLIC = re.compile(r"[a-z]+(?:_[A-Za-z0-9]+)+")
ENGLISH_LETTERS = re.compile(r"[a-z']{2,}")


def tokens(text):
    """The words of a text, in small letters."""
    return [word.lower() for word in TOKEN.findall(UNSPOKEN.sub(" ", text))]


def entries(path):
    """Entries of a catalog; some in the packages have a preface that polib can't read."""
    text = path.read_text(encoding="utf-8")
    return polib.pofile(text[text.index('msgid ""') :])


def english_of(entry):
    """An entry's English text: its default, else its id if that is a text, else nothing."""
    given = DEFAULT.search(entry.comment or "")
    if given:
        return given[1].replace('\\"', '"')
    return "" if SYMBOLIC.fullmatch(entry.msgid) else entry.msgid


def _catalogs():
    """(English texts, Lithuanian translations, ids) of everything in use."""
    english, lithuanian, ids = [], [], set()
    for package, domains in STOCK.items():
        folder = Path(importlib.util.find_spec(package).submodule_search_locations[0]) / "locales"
        folder = folder / "locales" if (folder / "locales").is_dir() else folder
        for domain in domains:
            for entry in entries(folder / f"{domain}.pot"):
                english.append(english_of(entry))
                ids.add(entry.msgid)
            theirs = folder / "lt" / "LC_MESSAGES" / f"{domain}.po"
            lithuanian += entries(theirs) if theirs.exists() else []
    english += [entry.msgstr for entry in entries(OURS / "en/LC_MESSAGES/metodinis.po")]
    for path in sorted((OURS / "lt/LC_MESSAGES").glob("*.po")):
        lithuanian += entries(path)
    ids.update(entry.msgid for entry in lithuanian)
    theirs = [e.msgstr for e in lithuanian if e.msgstr not in (e.msgid, english_of(e))]
    return english, theirs, ids


@cache
def words():
    """The words that are English and not Lithuanian (frozenset, in small letters)."""
    ours = {word for text in _catalogs()[0] for word in tokens(text)}
    return frozenset(w for w in ours - SHARED - NAMES if ENGLISH_LETTERS.fullmatch(w))


@cache
def translations():
    """The Lithuanian texts that no English text is the same as."""
    english, lithuanian, _ids = _catalogs()
    return frozenset(" ".join(text.split()) for text in lithuanian if tokens(text)) - {*english}


@cache
def symbolic_ids():
    """Ids like `label_title`, which stand on a screen only when there is no text for them."""
    return frozenset(i for i in _catalogs()[2] if SYMBOLIC.fullmatch(i))


# Help for those who write code into a form: it names that code's words. (domain, message id)
ABOUT_CODE = {
    "collective.easyform": (
        "help_csrf",
        "help_execcondition_text",
        "help_formmailer_replyto_extract",
        "help_headerInjection_text",
        "help_name_attribute",
        "help_sender_override_text",
        "help_tenabled_text",
        "help_thankspageoverride_text",
        "help_thankspageoverrideaction_text",
        "help_tvalidator_text",
    ),
    "metodinis": ("imports_mapping_help",),
    "plone": (
        "Enter a valid scale name (see 'Image Handling' control panel) to override (e.g. icon, "
        "tile, thumb, mini, preview, ... ). Leave empty to use default (see 'Site' control panel).",
    ),
}


@cache
def texts_about_code():
    """Lithuanian translations of ABOUT_CODE, as a page shows them."""
    return frozenset(
        " ".join(entry.msgstr.split())
        for domain, ids in ABOUT_CODE.items()
        for entry in entries(OURS / "lt/LC_MESSAGES" / f"{domain}.po")
        if entry.msgid in ids
    )


@cache
def names_of_languages():
    """What languages call themselves."""
    found = [*_languagelist.values(), *_combinedlanguagelist.values()]
    return frozenset(names["native"] for names in found if "native" in names) | {
        names["name"] for names in found
    }


def foreign(text):
    """What of a text isn't Lithuanian: English words, and raw message ids."""
    found = [word for word in tokens(text) if word in words()]
    return found + [word for word in SYMBOLIC.findall(text) if word in symbolic_ids()]


SPOKEN = {"aria-label", "title", "placeholder", "alt", "data-label", "aria-description", "label"}
BUTTONS = {"submit", "button", "reset"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# `title` and `label` of an element in a picture are spoken too; code and programs are not.
SILENT = {"script", "style", "template", "code", "kbd", "samp", "pre", "textarea"}
SAID = {"title", "text", "label", "placeholder", "name"}


class Page(HTMLParser):
    """Collects what a page shows or says aloud in the page's own language."""

    def __init__(self, language):
        super().__init__(convert_charrefs=True)
        self.language, self.texts, self.open, self.silent = language, [], [], 0

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        other = tag != "html" and given.get("lang", self.language) != self.language
        # What people wrote stands in elements that say so.
        silent = tag in SILENT or other or "data-mtd-content" in given
        if not self.silent and not silent:
            self._attributes(tag, given)
        if tag not in VOID:
            self.open.append((tag, silent))
            self.silent += silent

    def _attributes(self, tag, given):
        for name, value in given.items():
            if name in SPOKEN or (name == "content" and given.get("name") == "description"):
                self.texts.append(value)
            elif name.startswith("data-pat-") and value.lstrip().startswith(("{", "[")):
                self.texts += _said_in(json.loads(value))
        if tag == "input" and given.get("type") in BUTTONS:
            self.texts.append(given.get("value", ""))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while self.open and tag in {opened for opened, _silent in self.open}:
            closed, silent = self.open.pop()
            self.silent -= silent
            if closed == tag:
                break

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.texts.append(" ".join(data.split()))


def _said_in(options):
    """Texts among a pattern's options: those under a key that is one for people."""
    if isinstance(options, dict):
        for key, value in options.items():
            if isinstance(value, str) and (key in SAID or " " in value.strip()):
                yield from [value] if key in SAID else []
            else:
                yield from _said_in(value)
    elif isinstance(options, list):
        for value in options:
            yield from _said_in(value)


def shown(html, language="lt"):
    """What a page shows and says: a list of texts in its order."""
    page = Page(language)
    page.feed(html)
    page.close()
    return page.texts


def wrong_texts(html, content=None):
    """{text of a Lithuanian page: its foreign words}; empty if it is wholly Lithuanian.

    content: a compiled expression of what people wrote, which may be in any language.
    """
    found = {
        text: foreign(content.sub(" ", text) if content else text)
        for text in shown(html)
        if text not in texts_about_code() | names_of_languages()
    }
    return {text: words_ for text, words_ in found.items() if words_}


def lithuanian_texts(html):
    """The texts of an English page that are Lithuanian translations (set of str)."""
    return set(shown(html, "en")) & translations()
