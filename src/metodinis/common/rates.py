"""How often one address on the network may send a form: against robots, not against people.

Kept in this process alone and for an hour, under a keyed digest whose key is forgotten with the
process: no address is stored anywhere. Each process counts for itself.
"""

from collections import deque
from hashlib import blake2b
from ipaddress import ip_address
from ipaddress import ip_network
from threading import Lock
import secrets
import time


HOUR = 3600
# Seconds after which old addresses are looked for.
SWEEP = 60
# A house with IPv6 has a whole network of this size.
HOUSE = 64


class Rate:
    """Moments of what each address did within the last hour; threads share it."""

    def __init__(self, clock=time.monotonic):
        self._clock, self._key, self._lock = clock, secrets.token_bytes(16), Lock()
        self._moments = {}
        self._swept = self._clock()

    def take(self, address, most):
        """Whether an address may do it once more this hour, of `most` times; counts if so."""
        name, now = self._name(address), self._clock()
        with self._lock:
            if now - self._swept >= SWEEP:
                self._sweep(now - HOUR)
                self._swept = now
            moments = self._moments.setdefault(name, deque())
            _forget(moments, now - HOUR)
            if len(moments) >= most:
                return False
            moments.append(now)
            return True

    def _sweep(self, limit):
        """Forget all addresses of more than an hour ago: a flood of them isn't gone through for
        each form."""
        for name, moments in list(self._moments.items()):
            _forget(moments, limit)
            if not moments:
                del self._moments[name]

    def _name(self, address):
        return blake2b(house_of(address).encode(), key=self._key, digest_size=16).digest()


def _forget(moments, limit):
    while moments and moments[0] <= limit:
        moments.popleft()


def house_of(address):
    """The network of an IPv6 address's house; else the address itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped:
        return str(mapped)
    if found.version == 6:
        return str(ip_network((found, HOUSE), strict=False))
    return str(found)


def address_of(request):
    """The network address that a request comes from.

    A web server on this machine tells, as the last of X-Forwarded-For, whom it serves; what
    stands before was sent by the visitor and is worth nothing. Others are believed where Zope's
    `trusted-proxy` names them.
    """
    peer = request.get("REMOTE_ADDR", "")
    forwarded = request.getHeader("X-Forwarded-For", "")
    try:
        is_local = ip_address(peer).is_loopback
    except ValueError:
        is_local = False
    if is_local and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return request.getClientAddr() or peer
