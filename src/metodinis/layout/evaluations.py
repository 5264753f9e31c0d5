"""What several people say of one thing, on the screen: the form of one, and the rounds of all.

What they say is in `common/evaluations.py`; the macros are in templates/evaluations.pt.
"""

from metodinis.common.evaluations import MAX_COMMENT
from metodinis.i18n import _
from metodinis.layout.views import PageView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18nmessageid import Message


SCORE_TITLES = {
    1: _("layout_score_1", default="very poor"),
    2: _("layout_score_2", default="poor"),
    3: _("layout_score_3", default="fair"),
    4: _("layout_score_4", default="good"),
    5: _("layout_score_5", default="very good"),
}


class EvaluationMacros(PageView):
    """`context/@@evaluation-macros/<name>`"""

    index = ViewPageTemplateFile("templates/evaluations.pt")

    def __getitem__(self, name):
        return self.index.macros[name]


class ScoreForm:
    """Mixin of an ActionPage on which somebody scores, for macro `scores`.

    A subclass has `criterion_titles` (name -> title and what to look at) and `mine` (Evaluation).
    """

    scores = SCORE_TITLES.items()
    max_comment = MAX_COMMENT

    @property
    def criteria(self):
        """What the form shows of each criterion."""
        return [
            {
                "name": name,
                "title": title,
                "help": help_,
                "score": self.typed(f"score-{name}", str(self.mine.scores[place] or "")),
                "comment": self.typed(f"comment-{name}", self.mine.comments[place]),
            }
            for place, (name, (title, help_)) in enumerate(self.criterion_titles.items())
        ]

    @property
    def summary(self):
        return self.typed("summary", self.mine.summary)

    @property
    def typed_scores(self):
        """criterion -> the score that was chosen: an int, None, or what it is not."""
        return {name: _score(self.typed(f"score-{name}")) for name in self.criterion_titles}

    @property
    def typed_comments(self):
        """criterion -> text."""
        return {name: self.typed(f"comment-{name}") for name in self.criterion_titles}

    @property
    def errors(self):
        """What is wrong, with the criterion of which it is: many say the same."""
        titles = {
            f"f-{part}-{name}": title
            for part in ("score", "comment")
            for name, (title, _help) in self.criterion_titles.items()
        }
        return [
            (id_, f"{self.say(titles[id_])}: {self.say(text)}" if id_ in titles else text)
            for id_, text in super().errors
        ]


def _score(text):
    return int(text) if text.isdecimal() and len(text) < 3 else text or None


class RoundsShown:
    """Mixin of a PageView that shows SeenRounds, for macro `rounds`.

    A subclass has `criterion_titles` (name -> title and what to look at), `outcome_titles`
    (outcome -> message, "" for an open one), `round_title` (message with ${number} and
    ${outcome}), `unnamed` (message with ${n}) and `progress_titles` ("refused", "given", "owed"
    and "missed" -> message).
    """

    def round(self, seen, remarks=()):
        """What is shown of a SeenRound. remarks: (title of a field, [(name, text)]) each."""
        is_open = seen.closed_at is None
        shown = [
            self.evaluation(one, number, is_open) for number, one in enumerate(seen.evaluations, 1)
        ]
        said = [one for one in seen.evaluations if one.said]
        return {
            "number": seen.number,
            "title": self.worded(
                self.round_title,
                number=str(seen.number),
                outcome=self.say(self.outcome_titles[seen.outcome]),
            ),
            "span": self.span(seen),
            "evaluations": shown,
            "rows": [
                {
                    "title": title,
                    "cells": [
                        {
                            "score": one.evaluation.scores[place],
                            "comment": one.evaluation.comments[place],
                        }
                        for one in said
                    ],
                    "mean": self.number(seen.means.get(criterion), 2),
                }
                for place, (criterion, (title, _help)) in enumerate(self.criterion_titles.items())
            ],
            "said": [one for one in shown if one["said"]],
            "overall": self.number(seen.overall, 2),
            "remarks": remarks,
            "below": "",
        }

    def span(self, seen):
        """From which day to which a round was open."""
        start = self.date(seen.opened_at.astimezone(self.zone).date())
        if seen.closed_at is None:
            return start
        return f"{start} – {self.date(seen.closed_at.astimezone(self.zone).date())}"

    def evaluation(self, one, number, is_open):
        """Who evaluates, and how far they are."""
        evaluation = one.evaluation
        if evaluation.refused_at is not None:
            badge = ("error", self.progress_titles["refused"])
        elif evaluation.given_at is not None:
            badge = ("ok", self.progress_titles["given"])
        elif is_open:
            badge = ("open", self.progress_titles["owed"])
        else:
            badge = ("neutral", self.progress_titles["missed"])
        return {
            "name": one.name or self.worded(self.unnamed, n=str(number)),
            "badge": badge,
            "due": self.date(evaluation.due),
            "is_owed": evaluation.is_owed and is_open,
            "said": one.said,
            "summary": evaluation.summary if one.said else "",
            "private": evaluation.private if one.said else "",
            "reason": evaluation.reason,
        }

    def worded(self, message, **values):
        """A message in the reader's language, with its variables."""
        return self.say(Message(message, mapping=values))
