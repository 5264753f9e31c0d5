"""Past events as open data: what was taught, when and where; nothing of persons."""

from metodinis.i18n import _
from metodinis.layout.datasets import Dataset
from metodinis.layout.datasets import Download
from metodinis.layout.exports import deliver
from metodinis.layout.exports import MEDIA_TYPES
from metodinis.layout.exports import Table
from metodinis.layout.exports import WRITERS
from metodinis.training.events.catalog import Filters
from metodinis.training.events.catalog import find
from metodinis.training.events.listing import EventList
from metodinis.training.events.rules import ANNOUNCED
from metodinis.training.events.rules import CANCELLED
from metodinis.training.events.views import STATES
from metodinis.training.vocabularies import competences
from metodinis.training.vocabularies import FORM_TITLES
from metodinis.training.vocabularies import KIND_TITLES


TITLE = _("training_data_title", default="Training events of the department")
DESCRIPTION = _(
    "training_data_description",
    default="Seminars, courses and webinars that took place or were cancelled: time, kind, form, "
    "competences, academic hours and price.",
)
KEYWORDS = (
    _("training_data_keyword_training", default="training"),
    _("training_data_keyword_librarians", default="librarians"),
)
COLUMNS = (
    _("training_event_title", default="Title"),
    _("training_event_start", default="Beginning"),
    _("training_event_end", default="End"),
    _("training_data_state", default="State"),
    _("training_event_kind", default="Kind"),
    _("training_event_form", default="Form"),
    _("training_event_competences", default="Competences that it develops"),
    _("training_event_location", default="Place"),
    _("training_event_hours", default="Academic hours"),
    _("training_event_price", default="Price for a participant, euro"),
    _("training_data_address", default="Address"),
)


def past_events():
    """Rows of the past events that anonymous may read, the latest first."""
    return [row for row in find(Filters(when="past")) if row.state in (ANNOUNCED, CANCELLED)]


class TrainingDatasets:
    """One data set, once an event is over."""

    def datasets(self, site):
        rows = past_events()
        if not rows:
            return []
        url = f"{site['training'].absolute_url()}"
        downloads = tuple(
            Download(TITLE, f"{url}/@@training-export?format={format_.lower()}", format_)
            for format_ in ("CSV", "XLSX")
        )
        changed = max(row.modified for row in rows)
        return [Dataset(TITLE, DESCRIPTION, url, downloads, None, changed, KEYWORDS)]


class TrainingExport(EventList):
    """`@@training-export?format=csv|xlsx`: the past events."""

    def __call__(self):
        wanted = self.request.form.get("format")
        format_ = wanted if wanted in MEDIA_TYPES else "xlsx"
        rows = [[self.say(title) for title in COLUMNS], *map(self.cells, past_events())]
        data = WRITERS[format_]([Table(self.say(TITLE), rows)])
        return deliver(self.request.response, data, "mokymai", format_)

    def cells(self, row):
        """A Row as texts and numbers."""
        titles = competences()
        state = "over" if row.state == ANNOUNCED else row.state
        return [
            row.title,
            *(f"{when.astimezone(self.zone):%Y-%m-%d %H:%M}" for when in (row.starts, row.ends)),
            self.say(STATES[state][1]),
            self.say(KIND_TITLES[row.kind]),
            self.say(FORM_TITLES[row.form]),
            "; ".join(titles[code] for code in row.competences if code in titles),
            row.location,
            row.hours,
            row.price / 100,
            row.url,
        ]
