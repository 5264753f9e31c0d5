"""A track, and the department's template of modules."""

from ComputedAttribute import ComputedAttribute
from metodinis.common.content import Unpublished
from metodinis.common.moments import now
from metodinis.libraries.people import name_of
from metodinis.training.induction import rules
from metodinis.training.induction import vocabularies
from metodinis.training.induction.schema import IInductionTrack
from persistent import Persistent
from persistent.list import PersistentList
from plone.dexterity.content import Item
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer


TEMPLATE_KEY = "metodinis.training.induction"


def today():
    """The present day, where the libraries are."""
    return now().astimezone(rules.ZONE).date()


@implementer(IInductionTrack)
class InductionTrack(Item, Unpublished):
    """The introductory training of one person.

    Plain values are kept as tuples and new dicts, so that a class that moves leaves no broken
    object behind, and two who write at once conflict. revision: grows with the list of modules.
    """

    _modules = ()
    _marks = ()
    _claims = ()
    _signatures = ()
    reminded = ()
    revision = 0
    ended_at = None
    position = email = newcomer = mentor = mentor_name = goals = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.log = PersistentList()

    @property
    def modules(self):
        """Modules by their day."""
        return tuple(rules.Module(*stored) for stored in self._modules)

    def keep_modules(self, modules):
        """Keep some Modules; what was said of others goes with them."""
        kept = {module.id for module in modules}
        self._modules = tuple(tuple(module) for module in rules.in_order(modules))
        self._marks = tuple(pair for pair in self._marks if pair[0] in kept)
        self._claims = tuple(pair for pair in self._claims if pair[0] in kept)
        self.reminded = tuple(pair for pair in self.reminded if pair[0] in kept)
        self.revision += 1

    def module(self, id_):
        """The Module with an id, or None."""
        return next((module for module in self.modules if module.id == id_), None)

    @property
    def marks(self):
        return {name: rules.Mark(*stored) for name, stored in self._marks}

    def keep_mark(self, id_, mark):
        """Keep a Mark of a module; None takes it away."""
        self._marks = _with(self._marks, id_, mark)

    @property
    def claims(self):
        return {name: rules.Claim(*stored) for name, stored in self._claims}

    def keep_claim(self, id_, claim):
        """Keep a Claim of a module; None takes it away."""
        self._claims = _with(self._claims, id_, claim)

    @property
    def signatures(self):
        return dict(self._signatures)

    def keep_signatures(self, signatures):
        """Keep side -> (moment, user id)."""
        self._signatures = tuple(signatures.items())

    @property
    def progress(self):
        """The rules.Progress of today."""
        return rules.progress_of(self.modules, self.marks, self.claims, today())

    @property
    def sides(self):
        """Whose signatures it needs: the mentor's too, if the mentor has an account."""
        return (rules.MENTOR, rules.HEAD) if self.mentor else (rules.HEAD,)

    # A property would see the object without what it lies in.

    def _library(self):
        """The Library it lies in, or None for the department's own."""
        return vocabularies.place_of(self)

    library = ComputedAttribute(_library, 1)

    def _library_uid(self):
        """The UID of its library; "" for the department's own."""
        library = self.library
        return "" if library is None else IUUID(library)

    library_uid = ComputedAttribute(_library_uid, 1)

    @property
    def mentor_title(self):
        """The mentor's name, with or without an account; "" if there is none."""
        return name_of(self.mentor) if self.mentor else self.mentor_name or ""


def _with(pairs, name, value):
    kept = tuple(pair for pair in pairs if pair[0] != name)
    return kept if value is None else (*kept, (name, tuple(value)))


class Template(Persistent):
    """The modules that a new track begins with. rows: plain tuples of rules.Row."""

    revision = 0

    def __init__(self):
        self._rows = tuple(tuple(row) for row in rules.default_rows())

    @property
    def rows(self):
        """Rows by their day."""
        return tuple(rules.Row(*stored) for stored in self._rows)

    def keep(self, rows):
        """Keep other Rows."""
        self._rows = tuple(tuple(row) for row in rules.in_order(rows))
        self.revision += 1


def template_of(training):
    """The Template of the training's folder: not stored until it is changed."""
    return IAnnotations(training).get(TEMPLATE_KEY) or Template()


def stored_template(training):
    """The same, to be written to."""
    annotations = IAnnotations(training)
    if TEMPLATE_KEY not in annotations:
        annotations[TEMPLATE_KEY] = Template()
    return annotations[TEMPLATE_KEY]
