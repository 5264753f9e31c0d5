"""What follows when a narrative report changes its state."""

from metodinis.reports.workflow import HAND_IN


def index_text(report, event):
    """Let the search read what was handed in: only then, so that writers never wait for it."""
    if event.transition is not None and event.transition.id in HAND_IN:
        report.reindexObject(idxs=["SearchableText"])
