"""An introduction, which is HTML: as readers get it, and as blocks for booklets and search."""

from lxml import html
from lxml_html_clean import Cleaner


LISTS = {"ul": "list", "ol": "steps"}
HEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"p", "div", "blockquote", "pre", "table", "tbody", "tr", "td", "th", "section", *HEADS}

# Words, paragraphs, lists and links. The site's own filter lets pictures and frames of other hosts
# through, and with them the addresses of all who read.
KEEP = Cleaner(
    allow_tags={
        *HEADS,
        *LISTS,
        "a",
        "blockquote",
        "br",
        "div",
        "em",
        "b",
        "i",
        "li",
        "p",
        "strong",
    },
    remove_unknown_tags=False,
    safe_attrs_only=True,
    safe_attrs={"href"},
    style=True,
)


def introduction_html(collection):
    """A collection's introduction as HTML of nothing but what KEEP allows; "" without any."""
    introduction = collection.introduction
    return kept(introduction.output_relative_to(collection)) if introduction else ""


def kept(text):
    """What readers get of an HTML text."""
    return KEEP.clean_html(text) if text and text.strip() else ""


def introduction_of(collection):
    """The blocks of a collection's introduction, made safe first."""
    return blocks_of(introduction_html(collection))


def blocks_of(text):
    """Cut HTML into blocks: list of ("head", "paragraph", "list" or "steps", its lines)."""
    found = []
    if text and text.strip():
        _take_apart(html.fragment_fromstring(text, create_parent="div"), found)
    return found


def _take_apart(element, found):
    """Put the blocks inside an element into a list; words between them are paragraphs."""
    words = [element.text or ""]
    for child in element:
        if child.tag in LISTS or child.tag in BLOCKS:
            _put(found, "paragraph", ["".join(words)])
            words = []
        if child.tag in LISTS:
            _put(
                found, LISTS[child.tag], [item.text_content() for item in child.iterchildren("li")]
            )
        elif child.tag in HEADS:
            _put(found, "head", [child.text_content()])
        elif child.tag in BLOCKS:
            _take_apart(child, found)
        elif isinstance(child.tag, str):
            words.append("\n" if child.tag == "br" else child.text_content())
        words.append(child.tail or "")
    _put(found, "paragraph", ["".join(words)])


def _put(found, kind, lines):
    lines = [" ".join(line.split()) for line in lines]
    if any(lines):
        found.append((kind, [line for line in lines if line]))
