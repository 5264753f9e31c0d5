"""Files of the published data, made once for each of its states and kept on disk meanwhile."""

from collections.abc import Callable
from metodinis.indicators.opendata import csvw
from metodinis.indicators.opendata import files
from metodinis.indicators.opendata.workbook import write_workbook
from metodinis.indicators.values.table import statistics
from metodinis.layout.exports import MEDIA_TYPES
from metodinis.layout.memo import mark
from metodinis.layout.memo import Memo
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import NamedTuple
import os


CSVW_TYPE = "application/csvm+json"
JSON_TYPE = "application/json; charset=utf-8"


class File(NamedTuple):
    """A file that is offered. write: (target, PublicData); described: name of its CSVW, or ""."""

    format: str
    media_type: str
    write: Callable
    described: str = ""
    saved_as: str = ""


FILES = {
    "statistics.csv": File(
        "CSV",
        MEDIA_TYPES["csv"],
        files.write_long,
        "statistics.csv-metadata.json",
        "biblioteku-statistika.csv",
    ),
    "statistics-wide.csv": File(
        "CSV",
        MEDIA_TYPES["csv"],
        files.write_wide,
        "statistics-wide.csv-metadata.json",
        "biblioteku-statistika-placiai.csv",
    ),
    "statistics.xlsx": File(
        "XLSX", MEDIA_TYPES["xlsx"], write_workbook, "", "biblioteku-statistika.xlsx"
    ),
    "statistics.json": File("JSON", JSON_TYPE, files.write_json),
    "statistics.jsonstat.json": File("JSON", JSON_TYPE, files.write_json_stat),
}
DESCRIPTIONS = {
    "statistics.csv-metadata.json": csvw.long_metadata,
    "statistics-wide.csv-metadata.json": csvw.wide_metadata,
}

# The file of an older state is deleted when its object is forgotten.
_made = Memo(len(FILES))
_making = Lock()


class Made:
    """A file on disk for as long as this is kept. path; size: in bytes."""

    def __init__(self, name, data):
        # Deleted when it is closed, and that is when nobody has this any more.
        self._file = NamedTemporaryFile(prefix="metodinis-", suffix=f"-{name}")  # noqa: SIM115
        FILES[name].write(self._file, data)
        self._file.flush()
        self.path = self._file.name
        self.size = os.stat(self.path).st_size


def made(name, data):
    """The Made file of FILES as the PublicData says it; others wait while one is being made."""
    key = None if mark(statistics().version) is None else (name, data.state.key)
    with _making:
        return _made.get(key, lambda: Made(name, data))
