"""Voting passes that are fetched together: what makes a signal, and what one tells.

It is about fetching, which the register of voters sees, and never about voting. A signal has no
address, no time and no number above the one that makes it a signal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address

HOME_NETWORK_BITS = 64
"""So many bits of an address of version 6 are of one connection; the rest its devices choose."""
SECONDS_IN_MINUTE = 60


@dataclass(frozen=True, slots=True)
class PassSignal:
    """From so many `addresses` each at least `passes` passes for a round were fetched, within
    `minutes`, or across the border of two such periods within twice that.
    """

    round_id: str
    addresses: int
    passes: int
    minutes: int


def network_of(address: str) -> str | None:
    """The connection behind a network address; None where it is none, as on a local socket.

    Of version 4 it is the address, also where it came in version 6; of version 6 its network.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(IPv6Network((found, HOME_NETWORK_BITS), strict=False))


def minute_of(moment: datetime) -> int:
    """A moment in whole minutes, counted as clocks everywhere count them."""
    return int(moment.timestamp()) // SECONDS_IN_MINUTE
