"""Published cases as open data: JSON with all that they tell, CSV and XLSX with a line each."""

from metodinis.goodpractice.cases.reading import case_json
from metodinis.goodpractice.cases.schema import title_of
from metodinis.goodpractice.cases.vocabularies import COST_TITLES
from metodinis.goodpractice.cases.vocabularies import EVIDENCE_TITLES
from metodinis.goodpractice.catalogue import catalog
from metodinis.i18n import _
from metodinis.layout.datasets import as_schema_org
from metodinis.layout.datasets import Dataset
from metodinis.layout.datasets import Download
from metodinis.layout.datasets import LICENCE
from metodinis.layout.exports import deliver
from metodinis.layout.exports import send
from metodinis.layout.exports import Table
from metodinis.layout.exports import WRITERS
from metodinis.layout.views import PageView
from metodinis.libraries.rules import municipalities
from plone import api
import json


TITLE = _("practice_data_title", default="Good practice of libraries")
DESCRIPTION = _(
    "practice_data_description",
    default="Published cases of good practice: need, solution, steps, resources, results with "
    "evidence, lessons; where, when, for whom, and how often they were taken over.",
)
KEYWORDS = (
    _("practice_data_keyword_practice", default="good practice"),
    _("practice_data_keyword_libraries", default="public libraries"),
)
FORMATS = ("JSON", "CSV", "XLSX")
FILE_NAME = "geroji-patirtis"
# What the authors tell in words, between the numbers and what became of it.
TEXTS = (
    "co_authors",
    "partners",
    "need",
    "solution",
    "steps",
    "resources",
    "difficulties",
    "lessons",
    "transferability",
    "contact_name",
    "contact_email",
)
JSON_TYPE = "application/json; charset=utf-8"
COLUMNS = (
    _("practice_data_number", default="Number"),
    _("practice_title", default="Title"),
    _("practice_summary", default="In short"),
    _("practice_facet_library", default="Library"),
    _("practice_facet_municipality", default="Municipality"),
    _("practice_topics", default="Topics"),
    _("practice_target_groups", default="Target groups"),
    _("practice_started", default="Began"),
    _("practice_ended", default="Ended"),
    _("practice_people", default="People who worked on it"),
    _("practice_hours", default="Hours of work"),
    _("practice_euro", default="Money, euro"),
    _("practice_facet_cost", default="Cost"),
    _("practice_results", default="Results"),
    _("practice_result_evidence", default="How it is known"),
    _("practice_facet_evidence", default="Evidence"),
    *map(title_of, TEXTS),
    _("practice_expert_note", default="Expert's note"),
    _("practice_data_rating", default="Rating by reviewers, 1 to 5"),
    _("practice_data_reused", default="Libraries that took it over"),
    _("practice_data_published", default="Published"),
    _("practice_licence", default="Licence"),
    _("practice_english_title", default="Title in English"),
    _("practice_english_summary", default="Summary in English"),
    _("practice_data_address", default="Address"),
)


def dataset_of(directory):
    """The Dataset of all published cases; None while there are none."""
    rows = catalog.rows()
    if not rows:
        return None
    url = directory.absolute_url()
    downloads = tuple(
        Download(TITLE, f"{url}/@@practice-data?format={format_.lower()}", format_)
        for format_ in FORMATS
    )
    changed = max(row.modified for row in rows)
    return Dataset(TITLE, DESCRIPTION, url, downloads, None, changed, KEYWORDS)


class PracticeDatasets:
    """One data set, once a case is published."""

    def datasets(self, site):
        found = dataset_of(site["good-practice"])
        return [found] if found is not None else []


class CatalogueData:
    """The catalogue, for search engines: the data set that it is."""

    type = "website"

    def __init__(self, context):
        self.context = context

    def data(self, request):
        found = dataset_of(self.context)
        return as_schema_org(found, request) if found is not None else None


class PracticeData(PageView):
    """`@@practice-data?format=json|csv|xlsx`: all published cases, the newest first."""

    def __call__(self):
        format_ = self.request.form.get("format")
        if format_ not in [*WRITERS]:
            data = json.dumps(self.told(), ensure_ascii=False, indent=1).encode()
            return send(self.request.response, data, f"{FILE_NAME}.json", JSON_TYPE)
        rows = [[self.say(title) for title in COLUMNS], *map(self.cells, self.cases())]
        data = WRITERS[format_]([Table(self.say(TITLE), rows)])
        return deliver(self.request.response, data, FILE_NAME, format_)

    def cases(self):
        """(Row, JSON, times taken over) of each case."""
        site, reused = api.portal.get(), catalog.reuse_counts()
        for row in catalog.rows():
            case = site.unrestrictedTraverse(row.path)
            yield row, case_json(case, self.lang), reused.get(row.uid, 0)

    def told(self):
        """All cases with what the data as a whole need to be reused."""
        return {
            "title": self.say(TITLE),
            "description": self.say(DESCRIPTION),
            "url": self.context.absolute_url(),
            "license": LICENCE,
            "cases": [
                {
                    **told,
                    "municipality": row.municipality,
                    "county": row.county,
                    "reused": reused,
                }
                for row, told, reused in self.cases()
            ],
        }

    def cells(self, found):
        """A case as texts and numbers."""
        row, told, reused = found
        place = municipalities().get(row.municipality)
        return [
            row.number,
            row.title,
            row.summary,
            row.library_title,
            place and place.name,
            _listed(told["topic_titles"]),
            _listed(told["group_titles"]),
            told["started"],
            told["ended"],
            told["people"],
            told["hours"],
            told["euro"],
            self.say(COST_TITLES[row.cost]) if row.cost else None,
            _listed(result["text"] for result in told["results"]),
            _listed(result["evidence"] for result in told["results"]),
            self.say(EVIDENCE_TITLES[row.evidence]) if row.evidence else None,
            *(_listed(told[name]) for name in TEXTS),
            told["expert_note"],
            row.rating,
            reused,
            told["published"],
            told["licence"],
            row.english_title,
            row.english_summary,
            row.url,
        ]


def _listed(told):
    """Several texts in one cell; one text as it is."""
    return told if isinstance(told, str) else "; ".join(filter(None, told or ()))
