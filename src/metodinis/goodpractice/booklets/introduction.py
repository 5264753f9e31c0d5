"""An introduction, which is HTML, as plain blocks: for booklets and for the search."""

from lxml import html


LISTS = {"ul": "list", "ol": "steps"}
HEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"p", "div", "blockquote", "pre", "table", "tbody", "tr", "td", "th", "section", *HEADS}


def introduction_of(collection):
    """The blocks of a collection's introduction, made safe first."""
    introduction = collection.introduction
    return blocks_of(introduction.output_relative_to(collection)) if introduction else []


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
