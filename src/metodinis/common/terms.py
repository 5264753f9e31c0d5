"""Short vocabularies that the staff keep in settings, a line for each: code|Lithuanian|English."""

from metodinis.i18n import _
from zope.schema.interfaces import ValidationError
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary
import re


TERM = re.compile(r"[a-z0-9-]{1,30}\|[^|]{1,100}\|[^|]{0,100}")


class NotATerm(ValidationError):
    __doc__ = _(
        "common_term_invalid",
        default="Write each on a line of its own: code|name in Lithuanian|name in English. "
        "A code has small Latin letters, digits and hyphens, and stands once.",
    )


def are_terms(lines):
    """Constraint: lines of code|Lithuanian|English, each code once."""
    if not all(TERM.fullmatch(line.strip()) for line in lines):
        raise NotATerm(lines)
    codes = [line.partition("|")[0].strip() for line in lines]
    if len(set(codes)) < len(codes):
        raise NotATerm(lines)
    return True


def terms_of(lines, language):
    """code -> title in a language, in their order; in Lithuanian where English is lacking."""
    found = {}
    for line in lines:
        code, lithuanian, english = (part.strip() for part in line.split("|"))
        found[code] = lithuanian if language == "lt" or not english else english
    return found


def vocabulary_of(titles):
    """A vocabulary of value -> title, in their order."""
    return SimpleVocabulary([SimpleTerm(value, title=title) for value, title in titles.items()])
