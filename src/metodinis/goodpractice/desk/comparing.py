"""Two texts of a case side by side: which fields differ, and in which words."""

from collections import Counter
from difflib import SequenceMatcher
from metodinis.goodpractice.cases.schema import title_of
from metodinis.goodpractice.cases.vocabularies import LANGUAGE_TITLES
from metodinis.goodpractice.cases.vocabularies import LICENCE_TITLES
from metodinis.goodpractice.desk.reading import FIELDS
from metodinis.goodpractice.desk.rules import changed_names
from metodinis.goodpractice.vocabularies import target_groups
from metodinis.goodpractice.vocabularies import topics
from metodinis.i18n import _
from metodinis.layout import formats
from typing import NamedTuple
from zope.i18n import translate
import re


SAME, GONE, NEW = "same", "gone", "new"
YES, NO = _("practice_yes", default="Yes"), _("practice_no", default="No")
# With the space behind it: else spaces alone would be compared with each other, and slowly.
WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
ALIKE = 0.3
# Longest product of words of two texts that are compared word by word.
MOST = 4_000_000
# Most pairs of a word with itself in both: a text that repeats one word would be compared for
# minutes. What people write has some ten thousand.
MOST_PAIRS = 100_000


class Difference(NamedTuple):
    """One field of two texts. title: Message; before, after: lists of (kind, text), of SAME and
    GONE or SAME and NEW."""

    name: str
    title: str
    before: list
    after: list


def differences(before, after, language):
    """The Differences of two mappings of values, in the order in which a case is told."""
    found = []
    for name in changed_names(before, after, FIELDS):
        texts = [told(name, values.get(name), language) for values in (before, after)]
        found.append(Difference(name, title_of(name), *marked(*texts)))
    return found


def told(name, value, language):
    """What a field says, as one text in a language; "" if nothing."""
    if value in (None, "", ()):
        return ""
    if name in TELLERS:
        return TELLERS[name](value, language)
    if isinstance(value, bool):
        return translate(YES if value else NO, target_language=language)
    if isinstance(value, tuple):
        return "\n".join(value)
    if hasattr(value, "isoformat"):
        return formats.date(value, language)
    return value if isinstance(value, str) else _number(value, language)


def _number(value, language):
    return formats.number(value, language, 2 if value % 1 else 0)


def _titles(known):
    def tell(codes, language):
        titles = known(language)
        return "\n".join(titles.get(code, code) for code in codes)

    return tell


def _result(result, language):
    """A result on one line: what it is, its numbers, how it is known."""
    numbers = [
        _number(value, language) for value in (result.before, result.after) if value is not None
    ]
    parts = (result.text, " → ".join(numbers), result.unit, result.indicator, result.evidence)
    return " · ".join(filter(None, parts))


def _language(code, language):
    title = LANGUAGE_TITLES.get(code)
    return translate(title, target_language=language) if title else code


TELLERS = {
    "topics": _titles(topics),
    "target_groups": _titles(target_groups),
    "language": _language,
    "licence": lambda code, language: LICENCE_TITLES.get(code, code),
    "results": lambda rows, language: "\n".join(_result(row, language) for row in rows),
    "links": lambda rows, language: "\n".join(f"{row.title}: {row.url}" for row in rows),
    "pictures": lambda rows, language: "\n".join(
        " · ".join(filter(None, (row.alt, row.credit))) for row in rows
    ),
    "attachments": lambda rows, language: "\n".join(row.name for row in rows),
}


def marked(before, after):
    """Two texts as lists of (kind, text): what is gone from the first, what is new in the other.

    Compared word by word; texts that share little are shown as a whole.
    """
    words = WORD.findall(before), WORD.findall(after)
    # The space behind a word makes it no other word.
    bare = [[word.strip() for word in part] for part in words]
    matcher = SequenceMatcher(None, *bare, autojunk=False)
    if not before or not after or _is_long(*bare) or matcher.quick_ratio() < ALIKE:
        return [(GONE, before)] if before else [], [(NEW, after)] if after else []
    left, right = [], []
    for what, a, b, c, d in matcher.get_opcodes():
        gone, new = "".join(words[0][a:b]), "".join(words[1][c:d])
        if gone:
            left.append((SAME if what == "equal" else GONE, gone))
        if new:
            right.append((SAME if what == "equal" else NEW, new))
    return left, right


def _is_long(before, after):
    """Whether comparing two lists of words would take too long."""
    counts, others = Counter(before), Counter(after)
    pairs = sum(count * others[word] for word, count in counts.items())
    return len(before) * len(after) > MOST or pairs > MOST_PAIRS
