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
WORDS = _("feedback_sheet_words", default="open answers")
WORD = _("feedback_column_answer", default="Answer")
FIGURES = _("feedback_sheet_figures", default="Figures")


def tables(event, language):
    """Tables: figures of all questions of scores, then each form's scores, a row a person, and its
    open answers, question by question.

    A form with fewer than FEWEST answers has no rows. Rows stand in the order of what they say,
    which tells nothing of when it was said; what one person wrote stands in no row of theirs.
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
        scales = [question for question in questions if question.kind == rules.SCALE]
        rows = [[sheet.get(question.id) for question in scales] for sheet in sheets]
        rows.sort(key=lambda row: [str(value or "") for value in row])
        head = [say(title_of(question)) for question in scales]
        sheets_of_answers.append(Table(say(title), [head, *rows]))
        texts = [
            [say(title_of(words.question)), text]
            for words in rules.words(questions, sheets, key=sort_key)
            for text in words.texts
        ]
        if texts:
            name = f"{say(title)}: {say(WORDS)}"
            sheets_of_answers.append(Table(name, [[say(HEADS[1]), say(WORD)], *texts]))
    return [Table(say(FIGURES), figures), *sheets_of_answers]
