"""How often one network may send forms, and whose a request is."""

from metodinis.common.rates import address_of
from metodinis.common.rates import HOUR
from metodinis.common.rates import house_of
from metodinis.common.rates import Rate
from metodinis.common.rates import SWEEP
import pytest


class Request(dict):
    """A request with an address and headers."""

    def __init__(self, peer, forwarded=""):
        super().__init__(REMOTE_ADDR=peer)
        self.forwarded = forwarded

    def getHeader(self, name, default):
        return self.forwarded or default

    def getClientAddr(self):
        return self["REMOTE_ADDR"]


def test_address_gets_its_turns_back_after_an_hour():
    moments = [0]
    rate = Rate(clock=lambda: moments[0])
    assert [rate.take("192.0.2.1", 2) for _time in range(3)] == [True, True, False]
    assert rate.take("192.0.2.2", 2)
    moments[0] = HOUR
    assert rate.take("192.0.2.1", 2)
    assert len(rate._moments) == 1


def test_a_flood_of_addresses_is_not_gone_through_for_each_form(monkeypatch):
    moments, swept = [0], []
    monkeypatch.setattr(Rate, "_sweep", lambda rate, limit: swept.append(limit))
    rate = Rate(clock=lambda: moments[0])
    for number in range(50):
        rate.take(f"192.0.2.{number}", 2)
    moments[0] = SWEEP
    rate.take("192.0.2.1", 2)
    rate.take("192.0.2.1", 2)
    assert swept == [SWEEP - HOUR]


def test_no_address_is_kept():
    rate = Rate()
    rate.take("192.0.2.1", 2)
    assert "192.0.2.1" not in repr(rate._moments)
    assert b"192.0.2.1" not in b"".join(rate._moments)


@pytest.mark.parametrize(
    ("address", "house"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("nonsense", "nonsense"),
    ],
)
def test_house_of(address, house):
    assert house_of(address) == house


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("127.0.0.1", "198.51.100.7, 192.0.2.1", "192.0.2.1"),
        ("::1", "192.0.2.1", "192.0.2.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("203.0.113.5", "192.0.2.1", "203.0.113.5"),
    ],
)
def test_only_a_server_of_this_machine_is_believed(peer, forwarded, address):
    assert address_of(Request(peer, forwarded)) == address
