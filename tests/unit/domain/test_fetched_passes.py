"""Which addresses are one connection, and when two moments are in one minute."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.fetched_passes import minute_of, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_the_devices_of_one_home_are_one_connection(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize("address", ["", "testclient", "203.0.113", "203.0.113.7:443"])
def test_what_is_no_address_is_no_connection(address: str) -> None:
    assert network_of(address) is None


def test_minutes_are_counted_whole() -> None:
    noon = datetime(2027, 3, 1, 12, 0, 59, tzinfo=UTC)
    assert minute_of(noon) == minute_of(noon.replace(second=0))
    assert minute_of(noon.replace(minute=1, second=0)) == minute_of(noon) + 1
