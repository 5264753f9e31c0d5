"""Words and their stems, the same for texts and for what is asked.

Lithuanian is inflected: „biblioteka“ is also „bibliotekų“, „sutartis“ also „sutarčių“. The stem
is made of the word as it is written, then of the word without accents, since many type none:
„isduociu“ must meet „išduočių“. Endings that the stemmer knows by their accents get these back.
"""

from functools import lru_cache
from threading import local
import re
import snowballstemmer
import unicodedata


WORD = re.compile(r"\w+")
# Letters that no accent was put on.
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})
# "c" and "dz" before "i" and one of these were softened: sutarčių, žodžiai.
SOFTENED = re.compile(r"(c|dz)(?=i[aou])")
# The endings of -ė and of pronominal adjectives that need their accents.
ENDINGS = (
    (re.compile(r"eje$"), "ėje"),
    (re.compile(r"(?<=\w{3})em(s|is)$"), r"ėm\1"),
    (re.compile(r"(?<=\w{3})ese$"), "ėse"),
    (re.compile(r"(?<=\w{3})es$"), "ės"),
    (re.compile(r"(?<=\w{3})uju$"), "ųjų"),
    (re.compile(r"(?<=\w{3})asias$"), "ąsias"),
)
# A shorter word, or what is left of it, says too little: "ISO" is no form of "is".
SHORTEST = 4
SHORTEST_STEM = 3
# One stemmer keeps the word that it works on.
_own = local()


def words(text):
    """The words of a text, as written, letters composed."""
    return WORD.findall(unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=1 << 16)
def fold(word):
    """A word without case and accents."""
    plain = unicodedata.normalize("NFKD", word.casefold()).translate(PLAIN)
    return "".join(char for char in plain if not unicodedata.combining(char))


@lru_cache(maxsize=1 << 16)
def stems(word):
    """The folded stems of a word: none of a short one or a code, one, or two if accents matter."""
    folded = fold(word)
    if len(folded) < SHORTEST or not folded.isalpha():
        return ()
    found = {}
    for form in (word.lower(), _accented(folded)):
        stem = fold(_stem(form))
        found[stem if len(stem) >= SHORTEST_STEM else folded] = True
    return tuple(found)


def _accented(folded):
    softened = SOFTENED.sub(lambda match: {"c": "č", "dz": "dž"}[match[1]], folded)
    for ending, accented in ENDINGS:
        softened, count = ending.subn(accented, softened)
        if count:
            break
    return softened


def _stem(word):
    if not hasattr(_own, "stemmer"):
        _own.stemmer = snowballstemmer.stemmer("lithuanian")
    return _own.stemmer.stemWord(word)
