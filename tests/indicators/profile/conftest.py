"""The territory of the peers' tests."""

from tests.indicators.peers.conftest import territory


__all__ = ["territory"]
