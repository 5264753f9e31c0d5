"""Every write of comments on figures. Pages and REST services call these.

Each asks its permission, writes a log line, and raises Refused (`common/refusals.py`) with what
to do, or Unauthorized; then nothing is stored.
"""

from metodinis.common.fields import MISSING
from metodinis.common.fields import too_long
from metodinis.common.moments import now
from metodinis.common.permissions import may
from metodinis.common.permissions import me
from metodinis.common.permissions import require
from metodinis.common.refusals import FieldErrors
from metodinis.common.refusals import NotAllowed
from metodinis.common.texts import cleaned
from metodinis.i18n import _
from metodinis.indicators.commentary import rules
from metodinis.indicators.commentary.rules import Comment
from metodinis.indicators.store import parsed_catalogue
from metodinis.indicators.values.members import members
import logging
import secrets


logger = logging.getLogger(__name__)

COMMENT = "metodinis: Comment Figures"
GONE = _("commentary_gone", default="There is no such comment any more. Reload the page.")
SUBJECT_WRONG = _(
    "commentary_subject_wrong",
    default="Name an indicator or element (indicator:R8), a library (library: and its UID) or the "
    "territory.",
)
YEAR_WRONG = _("commentary_year_wrong", default="Write a year like 2025, or none.")


def seen(indicators, subject, year=None):
    """The Comments on a subject that the present user may read, the newest first.

    year: those of it and those of all years; None: all.
    """
    found = rules.on_page(indicators.commentary.all(), subject, year)
    return [one for one in found if one.public or may(COMMENT, indicators)]


def add(indicators, subject, year, text, *, public=False):
    """Write a comment; return it. Raises FieldErrors.

    subject: as rules.parts_of reads it, of something that is there; year: int, or None for all
    years; public: whether everybody reads it.
    """
    require(COMMENT, indicators)
    errors = {}
    if not is_known(indicators, subject):
        errors["subject"] = SUBJECT_WRONG
    if year is not None and year not in rules.YEARS:
        errors["year"] = YEAR_WRONG
    text = _checked(text, errors)
    comment = Comment(secrets.token_hex(8), subject, year, text, public, me(), now())
    indicators.commentary.put(comment)
    logger.info("comment %s on %s added by %s", comment.id, subject, me())
    return comment


def change(indicators, id_, text=None, public=None):
    """Change a comment's text, or who reads it; None leaves it. Returns it as it is now.

    Raises FieldErrors; NotAllowed if it is gone.
    """
    comment = existing(indicators, id_)
    changed = comment
    if text is not None:
        changed = changed._replace(text=_checked(text, {}))
    if public is not None:
        changed = changed._replace(public=public)
    if changed != comment:
        changed = changed._replace(changed=now())
        indicators.commentary.put(changed)
        logger.info("comment %s on %s changed by %s", id_, comment.subject, me())
    return changed


def remove(indicators, id_):
    """Forget a comment. Raises NotAllowed if it is gone."""
    comment = existing(indicators, id_)
    indicators.commentary.remove(id_)
    logger.info("comment %s on %s removed by %s", id_, comment.subject, me())


def existing(indicators, id_):
    """The Comment with an id, for who may change it. Raises NotAllowed."""
    require(COMMENT, indicators)
    comment = indicators.commentary.get(id_)
    if comment is None:
        raise NotAllowed(GONE)
    return comment


def forget(indicators, userid):
    """Forget who wrote; the comments are the department's and stay."""
    for one in indicators.commentary.all():
        if one.by == userid:
            indicators.commentary.put(one._replace(by=""))


def is_known(indicators, subject):
    """Whether a subject (text) is of something that is there."""
    kind, name = rules.parts_of(subject) or (None, "")
    if kind == rules.INDICATOR:
        catalogue = parsed_catalogue(indicators.current("catalogue").text)
        return name in catalogue.indicators or name in catalogue.elements
    if kind == rules.LIBRARY:
        return any(one.uid == name for one in members())
    return kind == rules.TERRITORY


def _checked(text, errors):
    """A text as it is kept. Raises FieldErrors for it and for `errors`."""
    found = cleaned(text)
    if not found:
        errors["text"] = MISSING
    elif len(found) > rules.LONGEST:
        errors["text"] = too_long(rules.LONGEST)
    if errors:
        raise FieldErrors(errors)
    return found
