"""Compares the store of statistics with the reports, and mends it where it differs.

    make rebuild            mends what differs, and proves that nothing does any more
    make rebuild CHECK=yes  only tells what differs

Each difference is a line: year, library, column: what is held -> what the reports say. Exit code 1
if `--check` found any, 2 if nothing could be looked at. The site must not run: its database can be
open to one process only.
"""

from backend.import_reports import stopped_site
from backend.import_reports import UnusableError
from backend.instance import InstanceError
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
        with stopped_site() as site:
            return look_into(site, options.check)
    except (InstanceError, UnusableError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
