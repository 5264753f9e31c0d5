"""The mapping file of an import: which column means what. Pure.

All scalars of the YAML file are read as texts, so that `NO` is no boolean and `-1` no number.
"""

from datetime import date
from difflib import get_close_matches
from metodinis.common.numbers import NOT_APPLICABLE
from metodinis.common.numbers import UNKNOWN
from typing import NamedTuple
import codecs
import yaml


MAX_SIZE = 64 * 1024
KEYS = (
    *("key", "year", "long", "elements", "states", "encoding", "catalogue", "rules", "libraries"),
    *("state", "errors", "replace", "deadline"),
)
LONG_KEYS = ("element", "value")
# Fields of a library that a file can fill.
LIBRARY_FIELDS = (
    *("title", "short_name", "kind", "municipality", "founder", "population", "opened"),
    *("address", "email", "phone", "web", "latitude", "longitude"),
    *("outlets_central", "outlets_urban", "outlets_rural", "outlets_point", "outlets_mobile"),
)
STATES = {"unknown": UNKNOWN, "not_applicable": NOT_APPLICABLE}
REPORT_STATES = ("published", "accepted")
ON_ERROR = ("refuse", "keep")
ANSWERS = {"yes": True, "true": True, "taip": True, "no": False, "false": False, "ne": False}

MESSAGES = {
    "not_text": (
        "Tai ne UTF-8 tekstas. Išsaugokite susiejimo failą kaip UTF-8.",
        "This is no UTF-8 text. Save the mapping file as UTF-8.",
    ),
    "too_large": (
        "Susiejimo failas per didelis. Ar tai tikrai jis?",
        "The mapping file is too large. Is it the right one?",
    ),
    "not_yaml": (
        "Čia YAML neįmanoma perskaityti: patikrinkite įtraukas, dvitaškius ir kabutes.",
        "The YAML can't be read here: look at indents, colons and quotation marks.",
    ),
    "alias": (
        "Nuorodų (& ir *) čia negali būti. Parašykite reikšmę.",
        "References (& and *) can't stand here. Write the value.",
    ),
    "not_mapping": (
        "Čia turi būti eilutės „pavadinimas: reikšmė“.",
        "Lines of “name: value” are needed here.",
    ),
    "not_scalar": ("Čia turi būti viena reikšmė.", "One value is needed here."),
    "empty": ("Čia reikia reikšmės.", "A value is needed here."),
    "unknown_key": (
        "„{found}“ čia nežinomas. Gal turėta omenyje „{nearest}“?",
        "“{found}” isn't known here. Is “{nearest}” meant?",
    ),
    "twice": ("„{found}“ pakartotas.", "“{found}” is there twice."),
    "missing_key": ("Trūksta „{found}“.", "“{found}” is missing."),
    "choice": (
        "„{found}“ netinka. Galima: {choices}.",
        "“{found}” doesn't fit. Possible: {choices}.",
    ),
    "date": (
        "„{found}“ nėra data. Rašykite, pvz., 2018-02-10.",
        "“{found}” is no date. Write it as 2018-02-10.",
    ),
    "encoding": (
        "Koduotė „{found}“ nežinoma. Rašykite, pvz., utf-8 arba windows-1257.",
        "The encoding “{found}” is unknown. Write utf-8 or windows-1257, for example.",
    ),
}


class MappingFault(NamedTuple):
    """One fault. line, column: where it begins, as an editor counts, from 1."""

    line: int
    column: int
    code: str
    details: dict

    def text(self, language):
        """What is wrong and what to do, in Lithuanian ("lt") or English ("en")."""
        return MESSAGES[self.code][language == "en"].format(**self.details)


class MappingErrors(ValueError):
    """A mapping file that can't be taken. `rows`: list of MappingFault in their order."""

    def __init__(self, rows):
        self.rows = sorted(rows, key=lambda row: row[:2])
        super().__init__("; ".join(f"{r.line}:{r.column}: {r.text('en')}" for r in self.rows))


class Mapping(NamedTuple):
    """What a file's columns mean; without a mapping file columns are named by elements' codes.

    elements: column (in a long file: text in its element column) -> code of an element; empty:
    those that are called so. long: (element column, value column), or None for a wide file.
    states: text in a cell -> (state, reason). year: column; rows of other years are left out.
    library_columns: field -> columns, their texts joined by ", "; library_values: field -> text;
    both empty: no libraries are made. catalogue, rules: names of files for a new round; "" for
    the site's. deadline: of a new round (date); None for the usual one.
    """

    key: str = "code"
    year: str = ""
    long: tuple[str, str] | None = None
    elements: dict[str, str] = {}
    states: dict[str, tuple[str, str]] = {}
    encoding: str = ""
    catalogue: str = ""
    rules: str = ""
    library_columns: dict[str, tuple[str, ...]] = {}
    library_values: dict[str, str] = {}
    state: str = "published"
    errors: str = "refuse"
    replace: bool = False
    deadline: date | None = None

    @property
    def makes_libraries(self):
        """Whether libraries that aren't in the register are made."""
        return bool(self.library_columns or self.library_values)


def parse_mapping(data):
    """The Mapping of a YAML file (bytes). Raises MappingErrors with all faults."""
    if len(data) > MAX_SIZE:
        raise MappingErrors([MappingFault(1, 1, "too_large", {})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MappingErrors([MappingFault(line, 1, "not_text", {})]) from None
    reader = _Reader()
    node = _composed(text)
    values = reader.mapping(node) if node is not None else {}
    return reader.mapping_of(values)


def _composed(text):
    """The tree of a YAML text; None for an empty one."""
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, (yaml.AnchorToken, yaml.AliasToken)):
                mark = token.start_mark
                raise MappingErrors([MappingFault(mark.line + 1, mark.column + 1, "alias", {})])
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1)
    except (yaml.YAMLError, RecursionError):
        place = (1, 1)
    raise MappingErrors([MappingFault(*place, "not_yaml", {})])


class _Reader:
    """Turns YAML nodes into plain texts, and gathers what is wrong with them."""

    def __init__(self):
        self.faults = []

    def fault(self, node, code, **details):
        mark = node.start_mark
        self.faults.append(MappingFault(mark.line + 1, mark.column + 1, code, details))

    def mapping(self, node, known=None):
        """Text of a key -> (its node, the value's node); keys must be among `known`."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, "not_mapping")
            return {}
        found = {}
        for key, value in node.value:
            name = self.text(key)
            if name in found:
                self.fault(key, "twice", found=name)
            elif known and name and name not in known:
                nearest = get_close_matches(name, known, 1, 0)[0]
                self.fault(key, "unknown_key", found=name, nearest=nearest)
            elif name:
                found[name] = (key, value)
        return found

    def text(self, node):
        """The text of a scalar, trimmed; "" for anything else, with a fault."""
        if not isinstance(node, yaml.ScalarNode):
            self.fault(node, "not_scalar")
            return ""
        text = node.value.strip()
        if not text:
            self.fault(node, "empty")
        return text

    def texts(self, node, known=None):
        """Key -> text."""
        return {name: self.text(value) for name, (_key, value) in self.mapping(node, known).items()}

    def choice(self, node, choices):
        found = self.text(node)
        if found and found.lower() not in choices:
            self.fault(node, "choice", found=found, choices=", ".join(choices))
        return found.lower()

    def mapping_of(self, values):
        """The Mapping of the file's top level. Raises MappingErrors."""
        readers = {
            "long": self._long,
            "elements": self._elements,
            "states": self._states,
            "libraries": self._libraries,
            "encoding": self._encoding,
            "deadline": self._deadline,
            "state": lambda node: {"state": self.choice(node, REPORT_STATES)},
            "errors": lambda node: {"errors": self.choice(node, ON_ERROR)},
            "replace": lambda node: {"replace": ANSWERS.get(self.choice(node, ANSWERS), False)},
        }
        read = {}
        for name, (key, node) in values.items():
            if name not in KEYS:
                nearest = get_close_matches(name, KEYS, 1, 0)[0]
                self.fault(key, "unknown_key", found=name, nearest=nearest)
            elif name in readers:
                read |= readers[name](node)
            else:
                read[name] = self.text(node)
        if self.faults:
            raise MappingErrors(self.faults)
        return Mapping(**read)

    def _long(self, node):
        columns = self.texts(node, LONG_KEYS)
        for name in LONG_KEYS:
            if name not in columns and isinstance(node, yaml.MappingNode):
                self.fault(node, "missing_key", found=name)
        return {"long": tuple(columns.get(name, "") for name in LONG_KEYS)}

    def _elements(self, node):
        """Pairs `column: code`, or a list of columns that are called like their elements."""
        if isinstance(node, yaml.SequenceNode):
            names = [self.text(item) for item in node.value]
            return {"elements": dict(zip(names, names, strict=True))}
        return {"elements": self.texts(node)}

    def _states(self, node):
        """`text: state`, or `text: {state: reason}`."""
        found = {}
        for text, (_key, value) in self.mapping(node).items():
            if isinstance(value, yaml.MappingNode):
                for state, (_place, reason) in self.mapping(value, tuple(STATES)).items():
                    found[text] = (STATES[state], self.text(reason))
            else:
                found[text] = (STATES.get(self.choice(value, tuple(STATES))), "")
        return {"states": found}

    def _libraries(self, node):
        """`columns`: field -> column or list of columns; `values`: field -> text for all."""
        parts = self.mapping(node, ("columns", "values"))
        columns, values = {}, {}
        if "columns" in parts:
            for field, (_key, value) in self.mapping(parts["columns"][1], LIBRARY_FIELDS).items():
                nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
                columns[field] = tuple(map(self.text, nodes))
        if "values" in parts:
            values = self.texts(parts["values"][1], LIBRARY_FIELDS)
        return {"library_columns": columns, "library_values": values}

    def _encoding(self, node):
        name = self.text(node)
        try:
            # Only those of texts: "rot13" or "zip" are codecs too.
            if name and not codecs.lookup(name)._is_text_encoding:
                raise LookupError(name)
        except LookupError:
            self.fault(node, "encoding", found=name)
        return {"encoding": name}

    def _deadline(self, node):
        text = self.text(node)
        try:
            return {"deadline": date.fromisoformat(text)} if text else {}
        except ValueError:
            self.fault(node, "date", found=text)
            return {}
