"""The register of voting passes, real and fake by the same tests; then what the tables hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from adapters.voting_pass_register import Ed25519PassCheck, PostgresVotingPassRegister
from application.voting_passes import VotingPassRegister
from domain.ballot import VotingPass, VotingPassAlreadyIssued
from domain.errors import Refusal
from domain.voting_round import VotingRoundNotOpen
from tests.fakes.voting_passes import FakeVotingPassRegister
from tests.integration.conftest import Partition
from tests.integration.stored_rows import everything_in

ROUND, OTHER_ROUND = "round-2026-noord", "round-2026-zuid"
RESIDENT = "resident-27f1"
pass_is_valid = Ed25519PassCheck()


@pytest.fixture(params=["fake", "postgres"])
def register(request: pytest.FixtureRequest) -> VotingPassRegister:
    """Each of the two registers in turn."""
    if request.param == "fake":
        return FakeVotingPassRegister()
    partition: Partition = request.getfixturevalue("database")
    return PostgresVotingPassRegister(partition.pool, partition.schema)


class TestARoundThatIsNotOpen:
    def test_has_no_passes(self, register: VotingPassRegister) -> None:
        with pytest.raises(VotingRoundNotOpen):
            register.issue(ROUND, RESIDENT)

    def test_gets_one_key_however_often_it_is_opened(self, register: VotingPassRegister) -> None:
        with ThreadPoolExecutor(8) as openers:
            keys = set(openers.map(lambda _: register.open_round(ROUND), range(16)))
        assert len(keys) == 1
        assert len(bytes.fromhex(keys.pop())) == 32


class TestAnOpenRound:
    def test_gives_a_resident_a_pass_that_the_ballot_box_can_check(
        self, register: VotingPassRegister
    ) -> None:
        key = register.open_round(ROUND)
        assert pass_is_valid(key, ROUND, register.issue(ROUND, RESIDENT))

    def test_gives_a_resident_no_second_pass(self, register: VotingPassRegister) -> None:
        register.open_round(ROUND)
        register.issue(ROUND, RESIDENT)
        with pytest.raises(VotingPassAlreadyIssued):
            register.issue(ROUND, RESIDENT)

    def test_gives_one_pass_to_a_resident_who_asks_a_hundred_times_at_once(
        self, register: VotingPassRegister
    ) -> None:
        register.open_round(ROUND)
        with ThreadPoolExecutor(32) as askers:
            answers = Counter(askers.map(lambda _: _answer(register), range(100)))
        assert answers == {"issued": 1, "voting_pass.already_issued": 99}

    def test_gives_each_resident_another_pass(self, register: VotingPassRegister) -> None:
        register.open_round(ROUND)
        passes = {register.issue(ROUND, f"resident-{number}").pass_id for number in range(50)}
        assert len(passes) == 50

    def test_does_not_stand_in_the_way_of_a_pass_for_another_round(
        self, register: VotingPassRegister
    ) -> None:
        keys = {name: register.open_round(name) for name in (ROUND, OTHER_ROUND)}
        passes = {name: register.issue(name, RESIDENT) for name in keys}
        assert all(pass_is_valid(keys[name], name, passes[name]) for name in keys)
        assert not pass_is_valid(keys[ROUND], ROUND, passes[OTHER_ROUND])


class TestAClosedRound:
    def test_gives_no_passes_any_more_while_given_ones_stay_valid(
        self, register: VotingPassRegister
    ) -> None:
        key = register.open_round(ROUND)
        given = register.issue(ROUND, RESIDENT)
        register.close_round(ROUND)
        register.close_round(ROUND)
        with pytest.raises(VotingRoundNotOpen):
            register.issue(ROUND, "resident-who-came-late")
        assert register.open_round(ROUND) == key
        with pytest.raises(VotingRoundNotOpen):
            register.issue(ROUND, "resident-who-came-later")
        assert pass_is_valid(key, ROUND, given)


class TestThePassCheck:
    @pytest.fixture
    def key_and_pass(self) -> tuple[str, VotingPass]:
        register = FakeVotingPassRegister()
        return register.open_round(ROUND), register.issue(ROUND, RESIDENT)

    @pytest.mark.parametrize(
        "forge",
        [
            lambda good: VotingPass(pass_id="0" * 32, signature=good.signature),
            lambda good: VotingPass(pass_id=good.pass_id, signature="0" * 128),
            lambda good: VotingPass(
                pass_id=good.pass_id, signature=good.signature[:-1] + _other(good.signature[-1])
            ),
        ],
        ids=["another number", "no signature", "one digit of the signature changed"],
    )
    def test_turns_away_what_was_not_signed(
        self, key_and_pass: tuple[str, VotingPass], forge: Callable[[VotingPass], VotingPass]
    ) -> None:
        key, good = key_and_pass
        assert pass_is_valid(key, ROUND, good)
        assert not pass_is_valid(key, ROUND, forge(good))

    def test_turns_away_a_pass_of_another_round_with_the_same_key(
        self, key_and_pass: tuple[str, VotingPass]
    ) -> None:
        key, good = key_and_pass
        assert not pass_is_valid(key, OTHER_ROUND, good)

    @pytest.mark.parametrize("key", ["", "00", "not hexadecimal", "f" * 64])
    def test_turns_everything_away_under_a_key_that_is_none(
        self, key_and_pass: tuple[str, VotingPass], key: str
    ) -> None:
        assert not pass_is_valid(key, ROUND, key_and_pass[1])


class TestTheRegistersTables:
    @pytest.fixture
    def issued(self, database: Partition) -> VotingPass:
        register = PostgresVotingPassRegister(database.pool, database.schema)
        register.open_round(ROUND)
        return register.issue(ROUND, RESIDENT)

    def test_hold_neither_the_pass_nor_the_resident(
        self, database: Partition, issued: VotingPass
    ) -> None:
        stored = everything_in(database, f"{database.schema}_register").lower()
        assert ROUND in stored
        for secret in (issued.pass_id, issued.signature, RESIDENT, RESIDENT.encode().hex()):
            assert secret not in stored

    def test_hold_no_times(self, database: Partition) -> None:
        with psycopg.connect(database.owner_url) as owner:
            times = owner.execute(
                """SELECT table_name, column_name FROM information_schema.columns
                   WHERE table_schema = %s AND data_type ~ 'time|date'""",
                (f"{database.schema}_register",),
            ).fetchall()
        assert times == []

    def test_hold_no_private_key_after_closing(
        self, database: Partition, issued: VotingPass
    ) -> None:
        PostgresVotingPassRegister(database.pool, database.schema).close_round(ROUND)
        rounds = sql.Identifier(f"{database.schema}_register", "rounds")
        with database.pool.connection() as connection:
            keys = connection.execute(sql.SQL("SELECT private_key FROM {}").format(rounds))
            assert keys.fetchall() == [(None,)]

    @pytest.mark.parametrize(
        "statement",
        [
            "SELECT * FROM {}.issued_passes",
            "UPDATE {}.issued_passes SET round_id = 'other'",
            "DELETE FROM {}.issued_passes",
            "TRUNCATE {}.issued_passes",
            "UPDATE {}.rounds SET public_key = private_key",
            "DELETE FROM {}.rounds",
            "TRUNCATE {}.rounds",
            "UPDATE {}.secrets SET resident_key = resident_key",
            "DELETE FROM {}.secrets",
            "TRUNCATE {}.secrets",
            "UPDATE {}.fetch_keys SET round_id = 'other'",
            "TRUNCATE {}.fetches",
            "DELETE FROM {}.fetch_signals",
            "TRUNCATE {}.fetch_signals",
        ],
    )
    def test_keep_from_the_application_what_it_does_not_need(
        self, database: Partition, statement: LiteralString
    ) -> None:
        register = sql.Identifier(f"{database.schema}_register")
        with (
            database.pool.connection() as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(sql.SQL(statement).format(register))


def _answer(register: VotingPassRegister) -> str:
    try:
        register.issue(ROUND, RESIDENT)
    except Refusal as refusal:
        return refusal.code
    return "issued"


def _other(digit: str) -> str:
    return "0" if digit != "0" else "1"
