"""What was said of an event as tables: figures, and the sheets in no order."""

from metodinis.common.sorting import sort_key
from metodinis.i18n import _
from metodinis.layout.exports import Table
from metodinis.training.evaluation import rules
from metodinis.training.evaluation.operations import questions_of
from metodinis.training.evaluation.vocabularies import FORM_TITLES
from metodinis.training.evaluation.vocabularies import title_of
from zope.i18n import translate


HEADS = (
    _("feedback_column_form", default="Form"),
    _("feedback_column_question", default="Question"),
    _("feedback_column_n", default="Answers"),
    _("feedback_column_mean", default="Mean"),
)
FIGURES = _("feedback_sheet_figures", default="Figures")


def tables(event, language):
    """Tables: figures of all questions of scores, then each form's answers, a row a person.

    A form with fewer than FEWEST answers has no rows. Rows stand in the order of what they say,
    which tells nothing of when it was said.
    """

    def say(text):
        return translate(text, target_language=language)

    figures = [[*map(say, HEADS), *map(str, rules.SCORES)]]
    sheets_of_answers = []
    for form, title in FORM_TITLES.items():
        sheets = event.feedback.urns[form].sheets()
        if len(sheets) < rules.FEWEST:
            continue
        questions = rules.with_past_trainers(questions_of(event, form), sheets)
        figures += [
            [say(title), say(title_of(scale.question)), scale.n, scale.mean, *scale.spread]
            for scale in rules.scales(questions, sheets)
        ]
        rows = [[sheet.get(question.id) for question in questions] for sheet in sheets]
        rows.sort(key=lambda row: [sort_key(str(value or "")) for value in row])
        head = [say(title_of(question)) for question in questions]
        sheets_of_answers.append(Table(say(title), [head, *rows]))
    return [Table(say(FIGURES), figures), *sheets_of_answers]
