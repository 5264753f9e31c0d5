"""Writing a case: how one is begun, and the form in which it is written.

The form works without scripts: more rows are asked for by a button, rows are ordered by their
numbers, and a row that is emptied is gone. With a script it saves itself (`static/case.js`).
"""

from metodinis.common.permissions import may
from metodinis.common.refusals import FieldErrors
from metodinis.common.states import state_of
from metodinis.goodpractice.cases import operations
from metodinis.goodpractice.cases.guidance import EXAMPLES
from metodinis.goodpractice.cases.guidance import FIELDSETS
from metodinis.goodpractice.cases.progress import done_of
from metodinis.goodpractice.cases.progress import missing
from metodinis.goodpractice.cases.rows import RowsOfForm
from metodinis.goodpractice.cases.rules import COMPULSORY
from metodinis.goodpractice.cases.schema import FILE_FIELDS
from metodinis.goodpractice.cases.schema import IGoodPractice
from metodinis.goodpractice.cases.schema import ROW_FIELDS
from metodinis.goodpractice.cases.schema import title_of
from metodinis.goodpractice.cases.similar import similar_cases
from metodinis.goodpractice.cases.vocabularies import LICENCE_TITLES
from metodinis.goodpractice.cases.vocabularies import STATES
from metodinis.goodpractice.interfaces import IFieldRemarks
from metodinis.goodpractice.tasks import directory
from metodinis.i18n import _
from metodinis.layout import formats
from metodinis.layout.actions import ActionPage
from metodinis.libraries.belongings import library_of
from plone.memoize.view import memoize
from plone.protect import CheckAuthenticator
from plone.uuid.interfaces import IUUID
from zope.component import subscribers
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IDecimal
from zope.schema.interfaces import IInt
from zope.schema.interfaces import ITextLine
from zope.schema.interfaces import ITuple


# How a field is typed, by the first of these that it is.
KINDS = (
    (IBool, "yes"),
    (IChoice, "select"),
    (IInt, "number"),
    (IDecimal, "money"),
    (IDate, "date"),
    (ITextLine, "line"),
)
SHORT = ("summary", "co_authors", "partners", "resources")
ENGLISH = ("english_title", "english_summary")
BEGINNING = ("title", "summary", "topics")


class CaseForm(RowsOfForm, ActionPage):
    """Base of the forms of a case. case: the GoodPractice that is changed, or None.

    addition: a template of what stands in the form before its fields; is_unpublished: whether
    it tells what is still needed, and leads to the files.
    """

    case = lead = service = addition = None
    badges = ()
    remarks = {}
    is_begun = is_closed = is_partly_kept = has_looked = is_unpublished = False
    closed_text = operations.LIBRARY_CLOSED

    @property
    def is_typed(self):
        return self.request.method == "POST"

    @property
    def fieldsets(self):
        """The parts of the form: id, title and fields of each."""
        return [
            {"id": id_, "title": title, "fields": [self.field(name) for name in names]}
            for id_, title, names in FIELDSETS
        ]

    def field(self, name):
        """What the template shows of a field."""
        example = EXAMPLES.get(name)
        found = {
            "name": name,
            "title": title_of(name),
            "example": self.say(example).split("\n") if example else None,
            "language": "en" if name in ENGLISH else None,
            "optional": name not in COMPULSORY,
            "remarks": self.remarks.get(name, ()),
        }
        if name in ROW_FIELDS:
            return {**found, "help": ROW_FIELDS[name][1], "kind": "rows"}
        field = IGoodPractice[name].bind(self.context)
        # What is chosen for one already isn't said to be left out.
        found["optional"] = found["optional"] and kind_of(field) != "select"
        return {
            **found,
            "help": field.description,
            "kind": kind_of(field),
            "required": field.required,
            "max_length": getattr(field, "max_length", None),
            "size": 3 if name in SHORT else 6,
            "value": self.value(name, field),
            "choices": self.choices(field),
        }

    @staticmethod
    def choices(field):
        """(value, title) of what a field offers."""
        if ITuple.providedBy(field):
            field = field.value_type
        if not IChoice.providedBy(field):
            return []
        return [
            (term.value, LICENCE_TITLES.get(term.value, term.title)) for term in field.vocabulary
        ]

    def value(self, name, field):
        """What stands in a field: what was typed, else what is stored."""
        kind = kind_of(field)
        if kind == "checks":
            return self.chosen(name) if self.is_typed else self.stored(name, field)
        if kind == "yes":
            return bool(self.typed(name)) if self.is_typed else self.stored(name, field)
        if self.is_typed:
            return self.typed(name)
        stored = self.stored(name, field)
        if kind == "lines":
            return "\n".join(stored or ())
        if kind == "money" and stored is not None:
            return formats.number(stored, self.lang, 2 if stored % 1 else 0)
        if kind == "date" and stored is not None:
            return stored.isoformat()
        return "" if stored is None else stored

    def stored(self, name, field):
        """What is stored in a field, or what a new case begins with."""
        return field.default if self.case is None else getattr(self.case, name)

    def chosen(self, name):
        """What was ticked of the choices of a field."""
        found = self.request.form.get(name, ())
        found = found if isinstance(found, list | tuple) else [found]
        return [code for code in found if isinstance(code, str)]

    def typed_value(self, name):
        """What was typed into a field, as operations take it."""
        kind = kind_of(IGoodPractice[name])
        if kind == "checks":
            return self.chosen(name)
        if kind == "yes":
            return bool(self.typed(name))
        return self.typed(name) or (None if kind == "select" else "")

    @property
    def errors(self):
        """What is wrong, with the field or the row of which it is."""
        return [
            (id_, f"{self.title_of(id_.removeprefix('f-'))}: {self.say(text)}")
            if id_ != "content"
            else (id_, text)
            for id_, text in super().errors
        ]

    def title_of(self, name):
        """What a control is called: a field, or a cell of a row such as results-0-before."""
        field = operations.field_of(name)
        if field != name:
            return self.cell_label(field, *name.split("-")[1:])
        return self.say(title_of(name))

    # similar cases

    @property
    @memoize
    def similar(self):
        """What is shown of cases that tell of much the same."""
        found = similar_cases(self.similar_text, self.uid)
        return [similar_row(one.brain) for one in found]

    @property
    def similar_text(self):
        values = [self.value(name, IGoodPractice[name]) for name in ("title", "summary")]
        return " ".join(map(str, values))

    @property
    def uid(self):
        """The UID of the case that is written, "" before it is begun."""
        return IUUID(self.case) if self.case is not None else ""

    @property
    def similar_service(self):
        return f"{self.portal_url}/good-practice/@similar-cases"


def similar_row(brain):
    """What is shown of a case that is similar."""
    return {"url": brain.getURL(), "title": brain.Title, "summary": brain.Description}


def kind_of(field):
    """How a field is typed: checks, lines, yes, select, number, money, date, line or text."""
    if ITuple.providedBy(field):
        return "checks" if IChoice.providedBy(field.value_type) else "lines"
    return next((kind for interface, kind in KINDS if interface.providedBy(field)), "text")


class WriteCasePage(CaseForm):
    """`@@write-case` of a library: its people begin a case, once they saw what there is."""

    title = _("practice_write", default="Describe good practice")
    lead = _(
        "practice_write_lead",
        default="Begin with a few words and see whether somebody tells of the same already. All "
        "else comes on the next page, and may take its time: the draft is yours alone until you "
        "submit it.",
    )

    def __call__(self):
        if self.request.method == "POST" and "look" in self.request.form:
            CheckAuthenticator(self.request)
            return self.index()
        return super().__call__()

    @property
    def kicker(self):
        return self.context.name

    button = _("practice_begin", default="Begin")
    cancel_text = _("practice_cancel", default="Cancel")

    @property
    def is_closed(self):
        return bool(self.context.closed)

    @property
    def has_looked(self):
        """Whether it is told that nothing similar was found: somebody looked for it."""
        return self.is_typed and bool(self.similar_text.strip())

    @property
    def fieldsets(self):
        fields = [self.field(name) for name in BEGINNING]
        return [{"id": FIELDSETS[0][0], "title": FIELDSETS[0][1], "fields": fields}]

    def act(self, form):
        values = {name: self.typed_value(name) for name in BEGINNING}
        self.made = operations.create_case(directory(), self.context, values)
        return _("practice_begun", default="The draft is begun: go on whenever you like.")

    @property
    def next_url(self):
        return f"{self.made.absolute_url()}/@@edit"

    @property
    def cancel_url(self):
        return f"{self.context.absolute_url()}/@@cases"


class EditCasePage(CaseForm):
    """`@@edit` of a case: what is good is kept, what is wrong is told at its field."""

    title = _("practice_edit", default="Write the case")
    button = _("practice_save", default="Save")
    cancel_text = _("practice_leave", default="Leave without saving")
    progress_label = _("practice_progress", default="Filled in of what a submission needs")
    complete_title = _("practice_complete", default="All is filled in: it can be submitted")
    is_begun = is_unpublished = True
    some_kept = _(
        "practice_some_kept",
        default="All else is saved; what is named here isn't yet.",
    )

    def __call__(self):
        if self.request.method == "POST" and self.asked_for_rows:
            CheckAuthenticator(self.request)
            return self.index()
        return super().__call__()

    @property
    def case(self):
        return self.context

    @property
    def badges(self):
        return [STATES[state_of(self.context)]]

    @property
    def kicker(self):
        library = library_of(self.context)
        return library.name if library is not None else self.context.title

    @property
    def service(self):
        """Where a script saves what one writes: its writers' draft, and not what an editor
        smooths, of which each change is told."""
        if not (may(operations.SUBMIT, self.context) and may(operations.EDIT, self.context)):
            return None
        return f"{self.context.absolute_url()}/@case-draft"

    @property
    def seen(self):
        """The revision that is written over: that of the page as it was opened.

        Who was told that somebody else wrote meanwhile has now seen theirs; what was kept of a
        form with mistakes is one's own.
        """
        if self.refusal is not None:
            return str(self.context.revision)
        return self.typed("seen") or str(self.context.revision)

    @property
    @memoize
    def remarks(self):
        """name of a field -> texts that its writers are to read there."""
        found = {}
        for teller in subscribers((self.context,), IFieldRemarks):
            for name, texts in teller.remarks().items():
                found[name] = [*found.get(name, ()), *texts]
        return found

    @property
    def file_remarks(self):
        """What is said of pictures and attachments."""
        return [text for name in FILE_FIELDS for text in self.remarks.get(name, ())]

    @property
    def files(self):
        """How many pictures and attachments there are, in words."""
        pictures = self.plural(len(self.context.pictures), "practice_pictures_count")
        attachments = self.plural(len(self.context.attachments), "practice_attachments_count")
        return f"{pictures}, {attachments}"

    def missing_url(self, name):
        """Where a field that lacks something is filled in."""
        if name == "pictures":
            return f"{self.context.absolute_url()}/@@case-files"
        return f"#f-{name}"

    @property
    @memoize
    def missing(self):
        return missing(self.context)

    @property
    @memoize
    def done(self):
        """(how much there is, of how much) of what a submission needs."""
        return done_of(self.context)

    def values(self):
        """Everything that was typed, as operations take it."""
        names = [name for _id, _title, names in FIELDSETS for name in names]
        return {
            name: self.sent_rows(name) if name in ROW_FIELDS else self.typed_value(name)
            for name in names
        }

    def act(self, form):
        seen = self.typed("seen")
        seen = int(seen) if seen.isdecimal() and len(seen) < 9 else -1
        self.save(self.values(), seen)
        return _("practice_saved", default="Saved.")

    def save(self, values, seen):
        """Keep what was typed. Raises Refused."""
        _changed, errors = operations.save_draft(self.context, values, seen)
        if errors:
            # Told at the fields by the page that shows them again; the rest is kept.
            raise FieldErrors(errors)

    @property
    def is_partly_kept(self):
        return isinstance(self.refusal, FieldErrors)

    @property
    def next_url(self):
        return self.context.absolute_url()

    cancel_url = next_url
