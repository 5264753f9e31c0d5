"""Imports a past year's reports from a CSV file into the site of this instance.

    make import FILE=… MAPPING=… YEAR=…

docs/import.md ("Importing past years") tells of files and mappings. The site must not run: its
database can be open to one process only. Exit code 1 if the file was refused, 2 if nothing could
be looked at.
"""

from backend.instance import InstanceError
from backend.instance import is_in_use
from backend.instance import load
from backend.instance import places
from contextlib import contextmanager
from pathlib import Path
import argparse
import json
import sys


ROOT = Path(__file__).resolve().parent.parent
SITE_ID = "metodinis"


class UnusableError(Exception):
    """Why nothing could be looked at, with the remedy."""


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("year", type=int)
    parser.add_argument("--mapping", type=Path, help="YAML; else columns are elements' codes")
    parser.add_argument("--dry-run", action="store_true", help="look only")
    parser.add_argument("--by", dest="user", help="the user in whose name it is done")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--language", choices=("lt", "en"), default="lt")
    return parser.parse_args(arguments)


def open_site(target):
    """The site of the instance in the folder `target`, with a request. Close its database."""
    from Testing.makerequest import makerequest
    from zope.component.hooks import setSite
    from zope.globalrequest import setRequest
    from Zope2.Startup.run import make_wsgi_app
    import Zope2

    make_wsgi_app({}, str(target / "etc" / "zope.conf"))
    app = makerequest(Zope2.app())
    setRequest(app.REQUEST)
    setSite(app[SITE_ID])
    return app[SITE_ID]


@contextmanager
def stopped_site(or_else=""):
    """The site of instance.yaml, while it isn't running; its database is closed afterwards.

    or_else: what else a person can do if it is running. Raises InstanceError, UnusableError.
    """
    paths = places(load(ROOT / "instance.yaml"), ROOT)
    if not (paths.var / "site-created").exists():
        raise UnusableError(f"There is no site in {paths.target} yet: make start makes it.")
    if is_in_use(paths.data):
        raise UnusableError(
            f"The site is running and has its database to itself: stop it and repeat{or_else}."
        )
    site = open_site(paths.target)
    try:
        yield site
    finally:
        site._p_jar.db().close()


def source_of(options):
    """The planning.Source of the files that are named. Raises UnusableError."""
    # Only now: importing the package's modules needs Zope's configuration.
    from metodinis.reports.imports.planning import Source
    from metodinis.reports.imports.rules import MappingErrors
    from metodinis.reports.imports.rules import parse_mapping

    given = {}
    try:
        data = options.file.read_bytes()
        if options.mapping:
            given["mapping"] = options.mapping.read_bytes()
            mapping = parse_mapping(given["mapping"])
            for part in ("catalogue", "rules"):
                if name := getattr(mapping, part):
                    given[part] = (options.mapping.parent / name).read_bytes()
    except MappingErrors as errors:
        raise UnusableError(
            "\n".join(
                f"{options.mapping}:{row.line}:{row.column}: {row.text(options.language)}"
                for row in errors.rows
            )
        ) from None
    except OSError as error:
        raise UnusableError(f"{error.filename}: {error.strerror}") from error
    return Source(options.file.name, data, **given)


def import_into(site, source, options):
    """Import, or look only; commit. Returns the Outcome."""
    from metodinis.reports.imports import operations
    from plone import api
    import transaction

    work = operations.look if options.dry_run else operations.import_reports

    def run():
        return work(site["rounds"], source, options.year, language=options.language, tell=tell)

    if options.user:
        if api.user.get(username=options.user) is None:
            raise UnusableError(f"There is no user “{options.user}”.")
        with api.env.adopt_user(username=options.user):
            outcome = run()
    else:
        with api.env.adopt_roles(["Manager"]):
            outcome = run()
    transaction.commit()
    return outcome


def tell(done, whole):
    """Say how far it is, where a person sees it."""
    if sys.stderr.isatty():
        print(f"\r{100 * done // whole} % ", end="", file=sys.stderr, flush=True)


def main(arguments=None):
    options = parse_arguments(arguments)
    try:
        with stopped_site(", or import on its page /rounds/@@import") as site:
            outcome = import_into(site, source_of(options), options)
    except (InstanceError, UnusableError) as error:
        print(error, file=sys.stderr)
        return 2
    from metodinis.reports.imports.outcome import as_json
    from metodinis.reports.imports.outcome import lines

    if options.json:
        print(json.dumps(as_json(outcome), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines(outcome, options.language, options.dry_run)))
    return 1 if outcome.refused else 0


if __name__ == "__main__":
    sys.exit(main())
