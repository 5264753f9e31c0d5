"""Compares the store of statistics with the reports, and mends it where it differs.

    make rebuild            mends what differs, and proves that nothing does any more
    make rebuild CHECK=yes  only tells what differs

Each difference is a line: year, library, column: what is held -> what the reports say. Exit code 1
if `--check` found any, 2 if nothing could be looked at. The site must not run: its database can be
open to one process only.
"""

from backend.import_reports import open_site
from backend.import_reports import ROOT
from backend.import_reports import UnusableError
from backend.instance import InstanceError
from backend.instance import is_in_use
from backend.instance import load
from backend.instance import places
import argparse
import sys


SHOWN = 200


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="look only")
    return parser.parse_args(arguments)


def look_into(site, check):
    """Compare, or mend and commit; print what was found. Returns the exit code."""
    from metodinis.reports import statistics
    import transaction

    found = statistics.compare(site) if check else statistics.rebuild(site)
    for difference in found[:SHOWN]:
        print(difference)
    if len(found) > SHOWN:
        print(f"… and {len(found) - SHOWN} more")
    if check:
        transaction.abort()
        print(f"{len(found)} differences.")
        return 1 if found else 0
    transaction.commit()
    print(f"{len(found)} differences mended; now the statistics equal the reports.")
    return 0


def main(arguments=None):
    options = parse_arguments(arguments)
    try:
        paths = places(load(ROOT / "instance.yaml"), ROOT)
        if not (paths.var / "site-created").exists():
            raise UnusableError(f"There is no site in {paths.target} yet: make start makes it.")
        if is_in_use(paths.data):
            raise UnusableError(
                "The site is running and has its database to itself: stop it and repeat."
            )
        site = open_site(paths.target)
        try:
            return look_into(site, options.check)
        finally:
            site._p_jar.db().close()
    except (InstanceError, UnusableError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
