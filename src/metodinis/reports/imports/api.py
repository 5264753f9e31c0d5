"""REST of imports, on the folder of rounds.

POST @import-reports          {"year", "name", "file", "mapping", "catalogue", "rules": texts,
                              "dry_run"}, or {"job"} to import what was looked at; answers 202
GET  @import-reports?job=…    how far it is, and what came out
GET  @import-reports          the last ones
GET  @import-mapping          a mapping file to begin with
"""

from metodinis.common.api import FileService
from metodinis.common.api import JsonService
from metodinis.common.api import text_of
from metodinis.common.refusals import FieldErrors
from metodinis.i18n import _
from metodinis.reports.imports import jobs
from metodinis.reports.imports.exports import deliver_mapping
from metodinis.reports.imports.outcome import as_json
from metodinis.reports.imports.planning import Source
from plone import api


MOST_REFUSED = 100
PARTS = ("file", "mapping", "catalogue", "rules")


def job_json(job, directory):
    """A Job as JSON; of its refusals only the first are listed."""
    return {
        "@id": f"{directory.absolute_url()}/@import-reports?job={job.key}",
        "job": job.key,
        "name": job.name,
        "year": job.year,
        "state": job.shown_state,
        "started": job.started.isoformat(),
        "by": job.by,
        "done": job.progress.done,
        "whole": job.progress.whole,
        "outcome": None if job.outcome is None else as_json(job.outcome, MOST_REFUSED),
    }


class GetMapping(FileService):
    """A mapping of the site's own indicators, ready to be changed: the file itself."""

    def answer(self):
        return deliver_mapping(self.request.response)


class GetImports(JsonService):
    """One import, or the last ones, the newest first."""

    def answer(self):
        key = self.request.form.get("job")
        if not key:
            found = list(jobs.journal(self.context).values())[::-1]
            return self.batch(found, lambda job: job_json(job, self.context))
        job = jobs.job_of(self.context, str(key))
        if job is None:
            raise FieldErrors({"job": _("imports_job_unknown", default="There is no such import.")})
        return job_json(job, self.context)


class PostImport(JsonService):
    """Start an import, or go on with one that was looked at."""

    def answer(self):
        body = self.body()
        if "job" in body:
            job = jobs.confirm(self.context, text_of(body, "job"))
        else:
            job = self.start(body)
        self.request.response.setStatus(202)
        return job_json(job, self.context)

    def start(self, body):
        year, dry_run = body.get("year"), body.get("dry_run", False)
        errors = {}
        if type(year) is not int:
            errors["year"] = _("common_number_invalid", default="This must be a whole number.")
        if not isinstance(dry_run, bool):
            errors["dry_run"] = _("imports_api_bool", default="This must be true or false.")
        if errors:
            raise FieldErrors(errors)
        parts = {
            name: text_of(body, name).encode() or None for name in ("mapping", "catalogue", "rules")
        }
        source = Source(
            text_of(body, "name") or "reports.csv", text_of(body, "file").encode(), **parts
        )
        language = api.portal.get_current_language()
        return jobs.start(self.context, source, year, language=language, dry_run=dry_run)
