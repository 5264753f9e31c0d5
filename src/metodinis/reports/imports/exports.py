"""A mapping file to begin with, for page and service."""

from metodinis.indicators.store import catalogue_text
from metodinis.indicators.store import parsed_catalogue


def deliver_mapping(response):
    """Send a mapping of the site's own indicators, ready to be changed."""
    response.setHeader("Content-Type", "application/yaml; charset=utf-8")
    response.setHeader("Content-Disposition", 'attachment; filename="susiejimas.yaml"')
    codes = parsed_catalogue(catalogue_text()).elements
    lines = ["# docs/import.md", "key: code", "elements:", *(f"  {c}: {c}" for c in codes)]
    return "\n".join([*lines, "errors: refuse", "replace: no", ""]).encode()
