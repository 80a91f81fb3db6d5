"""What people are answered when hundreds give commands at once, and when connections die."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

import psycopg
import pytest
import stamina
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

from adapters.postgres.pool import BoundedConnection, open_pool
from application.refusals import LogUnreachable
from domain.ballot import CastBallot
from domain.command import ActorCommand
from tests.integration.conftest import Partition
from tests.integration.offices import (
    Answer,
    Office,
    a_first_ballot,
    a_proposal,
    a_reservation,
    answered,
    at_once,
    office,
    town_of,
)
from tests.integration.storms import (
    assert_never_a_cent_too_much,
    assert_nothing_is_lost_or_doubled,
    assert_one_command_gets_one_answer,
    assert_one_of_many_first_ballots_counts,
    assert_the_count_at_closing_is_final,
    assert_what_is_voted_on_is_not_moved,
    connections_dying,
    events_of,
    money_of,
    proposals_in_handling,
)

MANY = 1_000
RIVALS = 200
MONEY_FOR_SIXTY_CENTS = 6_000
VOTED_ON_CENTS = 100
SEED = 20_270_104


@pytest.fixture
def desk(database: Partition) -> Office:
    """An office in a town that has money for sixty out of two hundred."""
    made = office(database)
    town_of(made).with_money(MONEY_FOR_SIXTY_CENTS)
    return made


@pytest.fixture
def poll(desk: Office) -> Office:
    """The same office, with a round that is open."""
    town = town_of(desk)
    town.admit("garden", 100)
    town.open_round(["garden"], budget=VOTED_ON_CENTS)
    return desk


class TestBallotsAtOnce:
    def test_of_a_thousand_first_ballots_of_one_pass_one_counts(self, poll: Office) -> None:
        assert_one_of_many_first_ballots_counts(poll, MANY)

    def test_a_ballot_that_is_sent_a_thousand_times_gets_one_answer(self, poll: Office) -> None:
        assert_one_command_gets_one_answer(poll, a_first_ballot(1), MANY)

    def test_the_count_at_closing_is_final_in_the_middle_of_a_storm(self, poll: Office) -> None:
        assert_the_count_at_closing_is_final(poll, voters=24, ballots_before=300)


class TestCommandsAtOnce:
    def test_a_command_that_is_sent_a_thousand_times_gets_one_answer(self, desk: Office) -> None:
        assert_one_command_gets_one_answer(desk, a_proposal("garden"), MANY)

    def test_two_hundred_rivals_for_money_for_sixty_get_never_a_cent_too_much(
        self, desk: Office
    ) -> None:
        names = proposals_in_handling(desk, RIVALS)
        assert 58 <= assert_never_a_cent_too_much([desk], names) <= 61

    def test_acts_and_rounds_at_once_never_have_the_same_cent(
        self, database: Partition, desk: Office
    ) -> None:
        with open_pool(database.app_url, database.schema) as pool:
            assert_what_is_voted_on_is_not_moved([desk, office(database, pool=pool)], 120)

    def test_two_processes_that_remember_apart_give_never_a_cent_too_much(
        self, database: Partition, desk: Office
    ) -> None:
        names = proposals_in_handling(desk, RIVALS)
        with open_pool(database.app_url, database.schema) as pool:
            other = office(database, pool=pool)
            assert money_of(other).reserved == {}
            assert 58 <= assert_never_a_cent_too_much([desk, other], names) <= 61


class LosesTheAnswer(psycopg.Cursor[TupleRow]):
    """Reads from a server that stored what it was asked, and whose answer got lost: once."""

    left_to_lose = 0

    def fetchall(self) -> list[TupleRow]:
        names = [column.name for column in self.description or ()]
        if LosesTheAnswer.left_to_lose and "verdict" in names:
            LosesTheAnswer.left_to_lose -= 1
            self.connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")
        return super().fetchall()


COMMANDS: dict[str, Callable[[], ActorCommand | CastBallot]] = {
    "of the main log": lambda: a_proposal("late"),
    "of the ballot log": lambda: a_first_ballot(1),
}


class TestWhenConnectionsDie:
    def test_two_hundred_commands_each_happen_once_and_keep_their_answers(
        self, database: Partition, poll: Office
    ) -> None:
        names = proposals_in_handling(poll, 60)
        commands: list[ActorCommand | CastBallot] = [
            *(a_proposal(f"late-{number}") for number in range(70)),
            *(a_first_ballot(number) for number in range(70)),
            *(a_reservation(name, 120) for name in names),
        ]
        luck = Random(SEED)  # noqa: S311 - the same storm every time, and no secret
        luck.shuffle(commands)
        with open_pool(database.app_url, database.schema, purpose="storm") as pool:
            dying = office(database, pool=pool)
            with connections_dying(database, "storm", luck) as ended:
                first = at_once(partial(answered, dying), commands)
        assert len(ended) > 10, "a storm it was"
        assert_nothing_is_lost_or_doubled(poll, commands, first)
        reserved = money_of(poll).reserved.values()
        fitting = (MONEY_FOR_SIXTY_CENTS - VOTED_ON_CENTS) // 120
        assert [amount.cents for amount in reserved] == [120] * fitting

    @pytest.mark.parametrize("kind", COMMANDS)
    def test_an_answer_that_got_lost_is_given_when_the_command_is_sent_again(
        self, database: Partition, poll: Office, kind: str
    ) -> None:
        command = COMMANDS[kind]()
        losing = {"cursor_factory": LosesTheAnswer}
        with (
            ConnectionPool(
                database.app_url,
                connection_class=BoundedConnection,
                kwargs=losing,
                min_size=1,
                open=True,
            ) as pool,
            stamina.set_testing(True, attempts=1),
        ):
            LosesTheAnswer.left_to_lose = 1
            first = answered(office(database, pool=pool), command)
        assert first == Answer(LogUnreachable.code)
        assert LosesTheAnswer.left_to_lose == 0
        assert_nothing_is_lost_or_doubled(poll, [command], [first])
        assert events_of(poll, command) == 1
