"""Seeds of draws on PostgreSQL: made once, never changed, and like the fake that tests use."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Identifier

from adapters.postgres.draw_seeds import PostgresDrawSeeds
from application.draw_seeds import DrawSeeds
from tests.fakes.draw_seeds import FakeDrawSeeds
from tests.integration.conftest import Partition
from tests.integration.sessions import application_session


@pytest.fixture(params=["postgres", "fake"])
def seeds(request: pytest.FixtureRequest) -> DrawSeeds:
    """Both keepers of seeds."""
    if request.param == "fake":
        return FakeDrawSeeds()
    database: Partition = request.getfixturevalue("database")
    return PostgresDrawSeeds(database.pool, database.schema)


class TestEveryKeeper:
    """The real one and the fake."""

    def test_a_seed_is_committed_to_before_it_is_known(self, seeds: DrawSeeds) -> None:
        commitment = seeds.commit("round-1")
        seed = seeds.reveal("round-1")
        assert seed is not None
        assert len(seed) == 32
        assert commitment == hashlib.sha256(seed).hexdigest()

    def test_asked_again_it_is_the_same_seed(self, seeds: DrawSeeds) -> None:
        assert seeds.commit("round-1") == seeds.commit("round-1")

    def test_asked_at_once_it_is_the_same_seed(self, seeds: DrawSeeds) -> None:
        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(seeds.commit, ["round-1"] * 16))) == 1

    def test_every_round_has_its_own(self, seeds: DrawSeeds) -> None:
        assert seeds.commit("round-1") != seeds.commit("round-2")

    def test_there_is_none_that_was_not_made(self, seeds: DrawSeeds) -> None:
        assert seeds.reveal("round-1") is None


def test_seeds_are_as_random_as_what_makes_them(database: Partition) -> None:
    asked: list[int] = []

    def make(size: int) -> bytes:
        asked.append(size)
        return b"s" * size

    PostgresDrawSeeds(database.pool, database.schema, make).commit("round-1")
    assert asked == [32]
    assert PostgresDrawSeeds(database.pool, database.schema).reveal("round-1") == b"s" * 32


@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET seed = seed", "DELETE FROM {}", "TRUNCATE {}", "SELECT * FROM {} FOR UPDATE"],
)
def test_the_application_can_neither_change_nor_remove_one(
    database: Partition, statement: str
) -> None:
    PostgresDrawSeeds(database.pool, database.schema).commit("round-1")
    table = Identifier(f"{database.schema}_vault", "draw_seeds")
    with application_session(database) as session, pytest.raises(InsufficientPrivilege):
        session.execute(SQL(statement).format(table))
