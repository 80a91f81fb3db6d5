"""Watching fetched passes: a burst is one signal, and what is kept joins nobody to anything."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from adapters.pass_watch import PostgresPassWatch
from adapters.postgres.pool import open_pool
from adapters.voting_pass_register import PostgresVotingPassRegister
from application.pass_watch import PassFetch, PassWatch
from domain.fetched_passes import PassSignal
from tests.fakes.pass_watch import FakePassWatch
from tests.integration.conftest import Partition
from tests.integration.fetching import (
    FEW,
    HOUR,
    LIBRARY,
    NOON,
    ROUND,
    RULE,
    a_burst,
    fetched,
    register_with_the_round_open,
)


@pytest.fixture
def register(database: Partition) -> PostgresVotingPassRegister:
    return register_with_the_round_open(database)


@pytest.fixture(params=["fake", "postgres"])
def watch(request: pytest.FixtureRequest) -> PassWatch:
    """Each of the two watches in turn."""
    if request.param == "fake":
        return FakePassWatch()
    partition: Partition = request.getfixturevalue("database")
    request.getfixturevalue("register")
    return PostgresPassWatch(partition.pool, partition.schema)


@pytest.fixture
def kept(database: Partition, register: PostgresVotingPassRegister) -> PostgresPassWatch:
    """The watch that keeps rows, while the round is open."""
    return PostgresPassWatch(database.pool, database.schema)


class TestABurst:
    def test_from_one_address_is_one_signal_and_says_no_more_than_that(
        self, watch: PassWatch
    ) -> None:
        fetched(watch, a_burst(3 * FEW))
        assert watch.signals([ROUND]) == {ROUND: PassSignal(ROUND, 1, FEW, 60)}

    def test_of_one_less_is_none(self, watch: PassWatch) -> None:
        fetched(watch, a_burst(FEW - 1))
        assert watch.signals([ROUND]) == {}

    def test_across_the_border_of_two_periods_is_one_too(self, watch: PassWatch) -> None:
        fetched(watch, a_burst(begin=HOUR - timedelta(minutes=2)))
        assert watch.signals([ROUND])[ROUND].addresses == 1

    def test_that_goes_on_later_is_not_told_again(self, watch: PassWatch) -> None:
        fetched(watch, [*a_burst(FEW + 1), *a_burst(begin=3 * HOUR)])
        assert watch.signals([ROUND])[ROUND].addresses == 1

    def test_from_two_addresses_is_told_of_both(self, watch: PassWatch) -> None:
        fetched(watch, a_burst())
        fetched(watch, a_burst(), LIBRARY)
        assert watch.signals([ROUND])[ROUND].addresses == 2

    def test_in_one_round_says_nothing_of_another(self, watch: PassWatch) -> None:
        fetched(watch, a_burst())
        assert watch.signals(["round-2026-zuid"]) == {}


class TestSpreadFetches:
    def test_from_one_address_are_no_signal(self, watch: PassWatch) -> None:
        fetched(watch, [each * HOUR for each in range(0, 6 * FEW, 2)])
        assert watch.signals([ROUND]) == {}

    def test_from_many_addresses_are_no_signal(self, watch: PassWatch) -> None:
        for home in range(20):
            fetched(watch, a_burst(FEW - 1), f"203.0.113.{home}")
        assert watch.signals([ROUND]) == {}


class TestSeveralProcesses:
    def test_lose_no_fetch_and_tell_it_once(
        self, database: Partition, register: PostgresVotingPassRegister
    ) -> None:
        networks = [f"203.0.113.{home}" for home in range(6)]
        fetches = [PassFetch(ROUND, each, RULE, NOON) for each in networks for _ in range(FEW)]
        with open_pool(database.app_url, database.schema) as other_pool:
            watches = [PostgresPassWatch(p, database.schema) for p in (database.pool, other_pool)]
            with ThreadPoolExecutor(8) as both:
                turns = [watches[number % 2] for number in range(len(fetches))]
                list(both.map(lambda watch, fetch: watch.note(fetch), turns, fetches))
        assert watches[0].signals([ROUND])[ROUND].addresses == len(networks)

    def test_that_begin_anew_know_what_was_counted(
        self, database: Partition, kept: PostgresPassWatch
    ) -> None:
        fetched(kept, a_burst(FEW - 1))
        with open_pool(database.app_url, database.schema) as pool:
            anew = PostgresPassWatch(pool, database.schema)
            fetched(anew, a_burst(1, begin=timedelta(minutes=30)))
            assert anew.signals([ROUND])[ROUND].addresses == 1
            fetched(anew, a_burst(FEW))
            assert kept.signals([ROUND])[ROUND].addresses == 1
