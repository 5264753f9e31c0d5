"""The values of `tests.indicators.values`, for the pages of figures."""

from tests.indicators.values.conftest import held  # noqa: F401
