"""Passes that are fetched, for the tests of the watch over them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from adapters.voting_pass_register import PostgresVotingPassRegister
from application.pass_watch import PassFetch, PassWatch
from domain.regulation_procedure import IntegrityRule
from tests.integration.conftest import Partition

ROUND = "round-2026-noord"
HOME, LIBRARY = "203.0.113.7", "198.51.100.20"
NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
"""The beginning of a period of an hour."""
FEW = 4
RULE = IntegrityRule(article="9", passes_from_one_address=FEW, within_minutes=60, kept_days=7)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def register_with_the_round_open(database: Partition) -> PostgresVotingPassRegister:
    """A partition's register, which gives passes for the round."""
    register = PostgresVotingPassRegister(database.pool, database.schema)
    register.open_round(ROUND)
    return register


def fetched(
    watch: PassWatch, moments: list[timedelta], network: str = HOME, round_id: str = ROUND
) -> None:
    """Passes that one network fetched, each so long after noon."""
    for after in moments:
        watch.note(PassFetch(round_id, network, RULE, NOON + after))


def a_burst(number: int = FEW, begin: timedelta = timedelta()) -> list[timedelta]:
    """So many passes, a minute after each other."""
    return [begin + timedelta(minutes=each) for each in range(number)]
