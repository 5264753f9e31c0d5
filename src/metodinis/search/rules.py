"""What was typed, read kindly; and where its words stand in a text. Pure: no site is needed."""

from functools import lru_cache
from metodinis.search.stems import fold
from metodinis.search.stems import stems
from metodinis.search.stems import WORD
from typing import NamedTuple
import re
import unicodedata


LONGEST = 200
# Fewer letters before a wildcard would stand for half the dictionary.
SHORTEST_PREFIX = 2
SNIPPET = 240
# How much of a snippet stands before its first word.
BEFORE = 60

PIECE = re.compile(r'[()]|-?(?:"[^"]*"|[^()\s"]+)')
GLOB_WORD = re.compile(r"\w[\w*?]*")
GLOB = re.compile(r"[*?]")
# Letters that a search can tell apart at once; the others are read one by one.
LATIN = "".join(map(chr, range(0x250)))
# Written large they are operators; small they are words like others.
OPERATORS = {"AND": "AND", "IR": "AND", "OR": "OR", "ARBA": "OR", "NOT": "NOT", "NE": "NOT"}
BEFORE_TERM = ("AND", "OR", "NOT", "(")
QUOTES = str.maketrans(dict.fromkeys("„“”«»", '"'))


class Term(NamedTuple):
    """A word that is looked for. prefix: its beginning stands for it; folded: without accents."""

    folded: str
    stems: frozenset
    prefix: bool = False

    def fits(self, word):
        """Whether a word of a text is this one or another form of it."""
        folded = fold(word)
        if self.prefix:
            return folded.startswith(self.folded)
        return folded == self.folded or not self.stems.isdisjoint(stems(word))


class Query(NamedTuple):
    """What was typed, as the index reads it.

    expression: with operators, as they were meant; it may still be no sentence of the index's
    language. plain: all wanted words, which always is one; "" if none is wanted. prefixes: the
    same, each word standing for a beginning. terms: what is marked in results.
    """

    text: str = ""
    expression: str = ""
    plain: str = ""
    prefixes: str = ""
    terms: tuple[Term, ...] = ()


def read_query(typed):
    """The Query that someone typed. Unbalanced quotes and brackets are left out."""
    text = " ".join(str(typed or "").split())[:LONGEST]
    tidy = unicodedata.normalize("NFKC", text).translate(QUOTES)
    if tidy.count('"') % 2:
        head, _quote, tail = tidy.rpartition('"')
        tidy = f"{head} {tail}"
    if not _is_balanced(tidy):
        tidy = tidy.replace("(", " ").replace(")", " ")
    parts = [part for part in map(_part, PIECE.findall(tidy)) if part]
    wanted = list(_wanted(parts))
    plain = " AND ".join(wanted)
    prefixes = " AND ".join(filter(None, map(_prefix, wanted)))
    terms = tuple(dict.fromkeys(term for part in wanted for term in _terms(part)))
    return Query(text, _expression(parts), plain, prefixes, terms)


def beginnings(text):
    """A query for all words of a text, each whole, in another form, or only begun; "" for none."""
    found = [fold(word) for word in WORD.findall(unicodedata.normalize("NFKC", text))]
    return " AND ".join(f'("{word}" OR {word}*)' for word in found)


def _is_balanced(text):
    depth = 0
    for char in re.sub(r'"[^"]*"', "", text):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0


def _part(piece):
    """What was typed in one piece as the index takes it: bracket, operator, word or phrase."""
    if piece in ("(", ")"):
        return piece
    if piece in OPERATORS:
        return OPERATORS[piece]
    sign = "-" if piece.startswith("-") else ""
    found = GLOB_WORD.findall(piece)
    if len(found) == 1 and not piece.lstrip("-").startswith('"'):
        return sign + _word(found[0])
    found = [GLOB.sub("", word) for word in found]
    return f'{sign}"{" ".join(found)}"' if found else ""


def _word(word):
    """A single word, its wildcard kept if enough stands before it."""
    head = GLOB.split(word)[0]
    if head != word and len(head) < SHORTEST_PREFIX:
        word = GLOB.sub("", word)
    return f'"{word}"' if word.upper() in ("AND", "OR", "NOT") else word


def _wanted(parts):
    """The words and phrases that are not shut out by "-" or NOT."""
    shut, depth = None, 0
    before = ""
    for part in parts:
        if part == "(":
            depth += 1
            if before == "NOT" and shut is None:
                shut = depth
        elif part == ")":
            if shut == depth:
                shut = None
            depth -= 1
        elif part not in ("AND", "OR", "NOT"):
            is_shut = shut is not None or before == "NOT" or part.startswith("-")
            if not is_shut:
                yield part
        before = part


def _expression(parts):
    """The parts in the index's language, in which NOT follows AND, and nothing dangles."""
    said = []
    for part in parts:
        if part in ("AND", "OR") and (not said or said[-1] in ("AND", "OR", "NOT", "(")):
            continue
        if part == "NOT" and said and said[-1] not in ("AND", "NOT"):
            said.append("AND")
        while part == ")" and said and said[-1] in ("AND", "OR", "NOT"):
            said.pop()
        is_term = part not in ("AND", "OR", "NOT", ")")
        if is_term and said and (said[-1] == ")" or (part == "(" and said[-1] not in BEFORE_TERM)):
            said.append("AND")
        if part.startswith("-") and said and said[-1] == "AND":
            said.append("NOT")
            part = part[1:]
        said.append(part)
    while said and said[-1] in ("AND", "OR", "NOT"):
        said.pop()
    return " ".join(said)


def _prefix(part):
    if part.startswith('"') or GLOB.search(part):
        return part
    return f"{part}*" if len(part) >= SHORTEST_PREFIX else part


def _terms(part):
    """The Terms of a word, of a word with a wildcard, or of each word in a phrase."""
    if GLOB.search(part):
        yield Term(fold(GLOB.split(part)[0]), frozenset(), prefix=True)
    elif part.startswith('"'):
        # A phrase is found as it is written.
        yield from (Term(fold(word), frozenset()) for word in WORD.findall(part))
    else:
        yield Term(fold(part), frozenset(stems(part)))


# where the words stand


def marked(text, terms):
    """A text in pieces: [(text, whether it is a word that fits one of the terms)]."""
    text = unicodedata.normalize("NFC", text)
    pieces, end = [], 0
    for start, stop, _fitting in _matches(text, terms):
        pieces += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    pieces.append((text[end:], False))
    return [piece for piece in pieces if piece[0]]


def fitting(text, terms):
    """The terms of which a word stands in a text: a set."""
    matches = _matches(unicodedata.normalize("NFC", text), terms)
    return {term for _start, _stop, found in matches for term in found}


def snippet(text, terms, length=SNIPPET):
    """The piece of a text in which most of the terms stand, marked; its beginning if none does."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    start = _best_start(text, terms, length)
    if start:
        start = text.rfind(" ", 0, start) + 1
    stop = start + length
    if stop < len(text):
        stop = max(text.rfind(" ", start, stop), start + length // 2)
    pieces = marked(text[start:stop], terms)
    if start:
        pieces.insert(0, ("… ", False))
    if stop < len(text):
        pieces.append((" …", False))
    return pieces


def _best_start(text, terms, length):
    found = []
    best, start = 0, 0
    first = 0
    for match in _matches(text, terms):
        found.append(match)
        while first < len(found) - 1 and match[1] - found[first][0] > length - BEFORE:
            first += 1
        fitting = {term for near in found[first:] for term in near[2]}
        if len(fitting) > best:
            best, start = len(fitting), found[first][0]
        if best == len(terms):
            break
    return max(start - BEFORE, 0)


def _matches(text, terms):
    """(start, stop, terms) of the words that fit; most are passed over by their first letter."""
    if not terms:
        return
    for match in _candidates(frozenset(term.folded[:1] for term in terms)).finditer(text):
        fitting = [term for term in terms if term.fits(match[0])]
        if fitting:
            yield match.start(), match.end(), fitting


@lru_cache(maxsize=1 << 10)
def _candidates(initials):
    """An expression for words that begin with a folded letter, or with one beyond Latin."""
    letters = "".join(char for char in LATIN if fold(char)[:1] in initials)
    latin = f"[{re.escape(letters)}]|" if letters else ""
    return re.compile(rf"(?<!\w)(?:{latin}[^\W\0-{LATIN[-1]}])\w*")
