"""How the catalog's text indexes know words: the step of the lexicon, and the indexes that rank.

A text of n words stands in the index as its n folded words in their order (so that phrases are
found as they are written) and then the stems of these; a stem has a mark that no word has, so
that neither a word nor a wildcard meets one by chance.
"""

from BTrees.IIBTree import IIBucket
from BTrees.IOBTree import IOBTree
from metodinis.search.stems import fold
from metodinis.search.stems import stems
from metodinis.search.stems import words
from persistent import Persistent
from Products.ZCTextIndex.OkapiIndex import OkapiIndex
from Products.ZCTextIndex.SetOps import mass_weightedUnion
import re
import unicodedata


STEM = "~"
WORD_OR_GLOB = re.compile(r"\w[\w*?]*")
GLOB = re.compile(r"([*?])")
# How much more a word counts that was typed as it stands in the text.
EXACT = 8
# What a word counts that a wildcard finds: as little as can be, so that whole words go first.
BY_WILDCARD = 1
# Characters of a text that are kept for its snippet.
LARGEST_TEXT = 20_000


def marks(word):
    """The stems of a word as they stand in an index."""
    return [STEM + stem for stem in stems(word)]


class StemmedWords:
    """The one step of a lexicon's pipeline: splits, folds and stems.

    The lexicon calls `process` for texts, `processGlob` for a term that was typed, and
    `process_post_glob` for what came of that term, when its ids are wanted.
    """

    def process(self, texts):
        """Texts -> the words of all, folded, then their stems."""
        found = [word for text in texts for word in words(text)]
        return [fold(word) for word in found] + [mark for word in found for mark in marks(word)]

    def processGlob(self, terms):
        """Terms -> their words; a single word keeps its accents, since its stem needs them."""
        found = [
            part
            for term in terms
            for part in WORD_OR_GLOB.findall(unicodedata.normalize("NFKC", term))
        ]
        if len(found) == 1 and not GLOB.search(found[0]):
            return found
        return [_fold_around_globs(part) for part in found]

    def process_post_glob(self, terms):
        """One word -> it and its stems; a phrase -> its words, as they were typed."""
        if len(terms) == 1:
            return [fold(terms[0]), *marks(terms[0])]
        return [fold(GLOB.sub("", term)) for term in terms]


def _fold_around_globs(part):
    return "".join(piece if piece in "*?" else fold(piece) for piece in GLOB.split(part) if piece)


class StemmedIndex(OkapiIndex):
    """Finds a word by its stems too, and ranks it first as it was typed."""

    def search(self, term):
        """Documents with a word or another form of it: {rid: score}; None if there is no word."""
        wids = self._lexicon.termToWordIds(term)
        if not wids:
            return None
        weights = dict.fromkeys(self._remove_oov_wids(wids[1:]), 1)
        weights |= dict.fromkeys(self._remove_oov_wids(wids[:1]), EXACT)
        scored = self._search_wids(list(weights))
        return mass_weightedUnion(
            [
                (scores, weight)
                for (scores, _one), weight in zip(scored, weights.values(), strict=True)
            ]
        )

    def search_glob(self, pattern):
        """Documents with a word that fits: {rid: score}. All alike: scoring each word is slow."""
        found = set()
        for wid in self._remove_oov_wids(self._lexicon.globToWordIds(pattern)):
            found.update(self._wordinfo[wid])
        return IIBucket(dict.fromkeys(found, BY_WILDCARD))


class IndexedText(Persistent):
    """The text of one document as it was indexed; a record of its own, read when it is shown."""

    def __init__(self, text):
        self.text = text


class TextIndex(StemmedIndex):
    """Keeps the beginning of each text, so that a result can show where its words stand.

    What a snippet shows is what was found: no object is woken, no file read, and nothing is
    told that was written since and isn't handed in.
    """

    def __init__(self, lexicon):
        super().__init__(lexicon)
        self._texts = IOBTree()

    def index_doc(self, docid, texts):
        text = " ".join(texts)[:LARGEST_TEXT]
        kept = self._texts.get(docid)
        if kept is None:
            self._texts[docid] = IndexedText(text)
        elif kept.text != text:
            kept.text = text
        return super().index_doc(docid, texts)

    def unindex_doc(self, docid):
        self._texts.pop(docid, None)
        super().unindex_doc(docid)

    def text(self, docid):
        """The beginning of the text of a document; empty if there is none."""
        kept = self._texts.get(docid)
        return "" if kept is None else kept.text
