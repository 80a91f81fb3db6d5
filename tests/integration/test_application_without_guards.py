"""Each guard of the application is needed: the same storm, with the guard left out, goes wrong."""

from __future__ import annotations

from functools import partial

import pytest

from application.log import BallotLog, Log
from application.refusals import TooBusy
from domain.ballot import CastBallot
from domain.command import ActorCommand
from tests.integration.conftest import Partition
from tests.integration.offices import (
    Answer,
    Office,
    a_closing,
    a_first_ballot,
    a_proposal,
    a_reservation,
    answered,
    at_once,
    office,
    town_of,
)
from tests.integration.storms import (
    NOT_OPEN,
    assert_never_a_cent_too_much,
    assert_nothing_is_lost_or_doubled,
    assert_one_command_gets_one_answer,
    assert_one_of_many_first_ballots_counts,
    ballots_in,
    counted_in,
    money_of,
    proposals_in_handling,
)
from tests.integration.unguarded import (
    AllTogether,
    CountsWithoutShutting,
    ForgetfulBallots,
    LooksFirst,
    SomethingHappensFirst,
    TrustsItsMemory,
    WithoutCommandIds,
    WithoutVersions,
)

VOTED_ON_CENTS = 100
TOGETHER = 8
MONEY_FOR_ONE_CENTS = 110


@pytest.fixture
def guarded(database: Partition) -> Office:
    """An office as it should be, in a town with money for one and an open round."""
    made = office(database)
    town = town_of(made).with_money(MONEY_FOR_ONE_CENTS + VOTED_ON_CENTS)
    town.admit("garden", 100)
    town.open_round(["garden"], budget=VOTED_ON_CENTS)
    return made


def test_who_looks_first_and_then_stores_counts_a_voter_more_than_once(
    database: Partition, guarded: Office
) -> None:
    together = AllTogether(TOGETHER)
    looking = office(database, around_ballots=lambda log: LooksFirst(log, together))
    with pytest.raises(AssertionError):
        assert_one_of_many_first_ballots_counts(looking, times=40)
    assert len(ballots_in(guarded)) >= TOGETHER


@pytest.mark.parametrize("command", [a_proposal("late"), a_first_ballot(1)], ids=["main", "ballot"])
def test_who_forgets_ids_gives_the_same_command_another_answer(
    database: Partition, guarded: Office, command: ActorCommand | CastBallot
) -> None:
    forgetful = office(database, around=WithoutCommandIds, around_ballots=ForgetfulBallots)
    with pytest.raises(AssertionError):
        assert_one_command_gets_one_answer(forgetful, command, times=20)


def test_who_forgets_ids_cannot_say_after_a_lost_connection_what_happened(
    database: Partition, guarded: Office
) -> None:
    forgetful = office(database, around=WithoutCommandIds, around_ballots=ForgetfulBallots)
    commands: list[ActorCommand | CastBallot] = [a_proposal("late"), a_first_ballot(1)]
    first = at_once(partial(answered, forgetful), commands)
    with pytest.raises(AssertionError, match="the same command gets the same answer"):
        assert_nothing_is_lost_or_doubled(forgetful, commands, first)


def test_who_stores_without_the_versions_that_were_read_spends_money_twice(
    database: Partition, guarded: Office
) -> None:
    names = proposals_in_handling(guarded, 2 * TOGETHER)
    together = AllTogether(TOGETHER)
    hasty = office(database, around=lambda log: WithoutVersions(log, together))
    with pytest.raises(AssertionError, match="never a cent too much"):
        assert_never_a_cent_too_much([hasty], names)
    assert money_of(guarded).available.cents < 0


def test_who_trusts_a_memory_while_others_write_never_gets_an_answer(
    database: Partition, guarded: Office
) -> None:
    first, second = proposals_in_handling(guarded, 2)
    trusting = office(database, remembering=TrustsItsMemory, deciding_seconds=0.3)
    asking = office(database)
    for one in (trusting, asking):
        assert answered(one, a_reservation(first, MONEY_FOR_ONE_CENTS + 1)).code
    assert answered(guarded, a_reservation(first, 60)).code == ""
    assert answered(trusting, a_reservation(second, 50)) == Answer(TooBusy.code)
    assert answered(asking, a_reservation(second, 50)).code == ""


@pytest.mark.parametrize("shuts", [True, False], ids=["shutting first", "counting only"])
def test_who_counts_without_shutting_first_counts_a_ballot_too_few(
    database: Partition, guarded: Office, shuts: bool
) -> None:
    late: list[Answer] = []

    def someone_votes(log: Log) -> Log:
        cast = a_first_ballot(2)
        return SomethingHappensFirst(
            log, "CloseVotingRound", lambda: late.append(answered(guarded, cast))
        )

    def as_asked(log: BallotLog) -> BallotLog:
        return log if shuts else CountsWithoutShutting(log)

    closing = office(database, around=someone_votes, around_ballots=as_asked)
    assert answered(guarded, a_first_ballot(1)).code == ""
    assert answered(closing, a_closing()).code == ""
    assert late == [NOT_OPEN if shuts else Answer("", 0)]
    assert len(ballots_in(guarded)) - counted_in(guarded) == (0 if shuts else 1)
