"""Finds the messages that the package shows: in Python, templates, ZCML and the profile.

Nothing is imported or run: the sources are read as syntax trees.
"""

from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree import ElementTree
import ast
import re


OURS = "metodinis"
PLURALS = ("one", "few", "other")
I18N = "{http://xml.zope.org/namespaces/i18n}"
WORD = re.compile(r"[a-z]+(?:_[A-Za-z0-9]+)+")
PLURAL_CALL = re.compile(r"plural\(.+?,\s*'(\w+)'\s*\)")
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Found(NamedTuple):
    """A message in use. default: its English, or None where the source has none."""

    msgid: str
    default: str | None
    domain: str
    where: str


def in_package(root):
    """All messages (Found) of the checkout at `root` (Path), in the order of its files."""
    package, profiles = root / "src" / "metodinis", root / "profiles"
    readers = (
        (package, "*.py", in_python),
        (package, "*.pt", in_template),
        (package, "*.zcml", in_zcml),
        (profiles, "*.zcml", in_zcml),
        (profiles, "*.xml", in_profile),
    )
    for folder, pattern, reader in readers:
        for path in sorted(folder.rglob(pattern)):
            where = str(path.relative_to(root))
            for msgid, default, domain in reader(path.read_text(encoding="utf-8"), path):
                yield Found(msgid, default, domain, where)


def in_python(text, path=None):
    """Calls of the message factory `_`, and ids given to `plural`."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        texts = [value for value in texts if isinstance(value, str)]
        if name == "_" and texts:
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            default = given.get("default")
            default = default.value if isinstance(default, ast.Constant) else None
            yield texts[0], default or (texts[1] if len(texts) > 1 else None), OURS
        elif name == "plural" and texts:
            yield from _plurals(texts[-1])


def _plurals(base):
    for form in PLURALS:
        yield f"{base}_{form}", None, OURS


class _Template(HTMLParser):
    """Collects i18n:translate, i18n:attributes and calls of `plural` in a page template."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.domains, self.open, self.found = ["plone"], [], []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        domain = attributes.get("i18n:domain", self.domains[-1])
        for sentence in (attributes.get("i18n:attributes") or "").split(";"):
            name, _space, msgid = sentence.strip().partition(" ")
            if name:
                text = attributes.get(name.lower())
                self.found.append((msgid.strip() or text, text, domain))
        for value in attributes.values():
            self._expressions(value or "")
        if self.open and "i18n:name" in attributes:
            self.open[-1]["text"].append("${" + attributes["i18n:name"] + "}")
        element = {"tag": tag, "text": [], "domain": domain, "msgid": None}
        element["msgid"] = attributes.get("i18n:translate")
        element["named"] = "i18n:name" in attributes
        if tag not in VOID:
            self.open.append(element)
            self.domains.append(domain)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in VOID or not self.open:
            return
        element = self.open.pop()
        self.domains.pop()
        text = " ".join("".join(element["text"]).split())
        if element["msgid"] is not None:
            # Without an id of its own the text is the id, unless it is put in at run time.
            msgid = element["msgid"].strip() or text
            if WORD.fullmatch(msgid):
                self.found.append((msgid, text, element["domain"]))
        if self.open and not element["named"]:
            self.open[-1]["text"].append(text)

    def handle_data(self, data):
        self._expressions(data)
        if self.open:
            self.open[-1]["text"].append(data)

    def _expressions(self, text):
        for base in PLURAL_CALL.findall(text):
            self.found.extend(_plurals(base))


def in_template(text, path=None):
    """What a page template marks for translation in our domain."""
    parser = _Template()
    parser.feed(text)
    parser.close()
    return parser.found


def in_zcml(text, path=None):
    """Symbolic ids among titles and descriptions; permissions keep their English names."""
    for node in ElementTree.fromstring(text).iter():  # noqa: S314 our own files
        for name in ("title", "description", "label"):
            if WORD.fullmatch(node.get(name, "")):
                yield node.get(name), None, OURS


def in_profile(text, path):
    """Titles of the profile: Plone takes the text itself as message id.

    A type's title and description belong to the type's domain; what a type's action or a
    workflow says is looked up in Plone's own.
    """
    tree = ElementTree.fromstring(text)  # noqa: S314 our own files
    domain = tree.get(f"{I18N}domain")
    for node in tree.iter():
        plones = node.tag == "action" or tree.tag == "dc-workflow"
        if node.get(f"{I18N}translate") is not None and (node.text or "").strip():
            said = node.text.strip()
            yield said, said, "plone" if plones else domain
        for name in (node.get(f"{I18N}attributes") or "").replace(";", " ").split():
            if said := node.get(name):
                yield said, said, "plone" if plones else domain


def words(root):
    """Every string of the sources that could be a message's id (set of str)."""
    found = set()
    for folder in (root / "src" / "metodinis", root / "profiles"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".pt", ".zcml", ".xml"):
                found.update(WORD.findall(path.read_text(encoding="utf-8")))
    return found
