"""Storms of commands, each with what must hold after it; a storm knows nothing of its office."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import count
from random import Random

from application.refusals import LogUnreachable, TooBusy
from application.streams import Reading, RememberedStreams
from domain import ballot, voting_round
from domain.ballot import BallotAlreadyCast, CastBallot
from domain.budget import BoundByRounds, Budget, NotEnoughMoney
from domain.budget_events import BudgetLine
from domain.budget_line import NotEnoughOnLine
from domain.command import ActorCommand
from domain.event_catalogue import event_from
from domain.grant import ReserveGrant
from domain.money import ZERO
from domain.voting_round import VotingRoundClosed, VotingRoundNotOpen
from tests.integration.conftest import Partition
from tests.integration.offices import (
    ROUND,
    Answer,
    Office,
    a_closing,
    a_division,
    a_first_ballot,
    a_proposal,
    a_reservation,
    an_act,
    an_admission,
    answered,
    at_once,
)
from tests.integration.sessions import application_session
from tests.scenarios.town import LIENDERT, YEAR

ALREADY_CAST = Answer(BallotAlreadyCast.code)
NOT_OPEN = Answer(VotingRoundNotOpen.code)
DYING_MAX = 40
UNKNOWN = {LogUnreachable.code, TooBusy.code}
"""Answers after which nobody knows, and the same command is to be sent again."""


def assert_one_of_many_first_ballots_counts(office: Office, times: int) -> None:
    """Every ballot is the first of the same pass, under an id of its own."""
    casts = [a_first_ballot(1) for _ in range(times)]
    answers = Counter(at_once(partial(answered, office), casts))
    assert answers == {Answer("", 0): 1, ALREADY_CAST: times - 1}
    assert len(ballots_in(office)) == 1


def assert_one_command_gets_one_answer(
    office: Office, command: ActorCommand | CastBallot, times: int
) -> None:
    """The same command, sent again and again, also while the first is still on its way."""
    lengths = office.log.next_position() + office.ballot_log.next_position()
    answers = Counter(at_once(partial(answered, office), [command] * times))
    assert [(answer.code, given) for answer, given in answers.items()] == [("", times)]
    assert office.log.next_position() + office.ballot_log.next_position() == lengths + 1


def assert_never_a_cent_too_much(offices: Sequence[Office], names: Sequence[str]) -> int:
    """Every proposal wants a part of the same money; returns how many got it."""
    wanted = [a_reservation(name, 97 + place % 7) for place, name in enumerate(names)]
    given = [(offices[place % len(offices)], command) for place, command in enumerate(wanted)]
    answers = at_once(lambda one: answered(*one), given, threads=len(given))
    money = money_of(offices[0])
    reserved = sum(amount.cents for amount in money.reserved.values())
    held = money.voted_on.cents
    assert reserved + held <= money.allocated.cents, "never a cent too much"
    assert reserved + held + money.available.cents == money.allocated.cents
    got = [
        one.amount_cents.cents
        for one, answer in zip(wanted, answers, strict=True)
        if not answer.code
    ]
    refused = [one for one, answer in zip(wanted, answers, strict=True) if answer.code]
    by_rule = {"", NotEnoughMoney.code, BoundByRounds.code}
    assert {answer.code for answer in answers} <= by_rule, "refused by a rule only"
    assert sum(got) == reserved, "and what was promised is what is booked"
    assert all(one.amount_cents > money.available for one in refused), "and only for a reason"
    return len(got)


def assert_what_is_voted_on_is_not_moved(offices: Sequence[Office], rivals: int) -> None:
    """Half want a round on a part of the money, half an act that moves as much off its line."""
    wanted = [(an_act if place % 2 else a_division)(place, 100) for place in range(rivals)]
    given = [(offices[place % len(offices)], command) for place, command in enumerate(wanted)]
    answers = at_once(lambda one: answered(*one), given, threads=len(given))
    money = money_of(offices[0])
    done = [not answer.code for answer in answers]
    assert money.voted_on.cents == 100 * sum(done[::2]), "every round has its money"
    assert money.free_on(BudgetLine.COORDINATION).cents == 100 * sum(done[1::2])
    assert money.available == ZERO, "and there was as much as that"
    assert sum(done) == money.allocated.cents // 100
    refusals = {NotEnoughMoney.code, BoundByRounds.code, NotEnoughOnLine.code}
    assert {answer.code for answer in answers} <= {"", *refusals}


def assert_the_count_at_closing_is_final(office: Office, voters: int, ballots_before: int) -> None:
    """People vote until the round is closed, and each once more after it."""
    closed = threading.Event()
    passes = count(1)

    def vote_until_closed(_: int) -> list[Answer]:
        answers: list[Answer] = []
        while not closed.is_set() and len(answers) < 2_000:
            answers.append(answered(office, a_first_ballot(next(passes))))
        return [*answers, answered(office, a_first_ballot(next(passes)))]

    def close_midway() -> None:
        try:
            while office.ballot_log.next_position() < ballots_before:
                closed.wait(0.002)
            assert answered(office, a_closing()).code == ""
        finally:
            closed.set()

    with ThreadPoolExecutor(1) as closing:
        done = closing.submit(close_midway)
        answers = [
            one for some in at_once(vote_until_closed, range(voters), voters) for one in some
        ]
        done.result()
    accepted = answers.count(Answer("", 0))
    assert counted_in(office) == accepted == len(ballots_in(office))
    assert answers.count(NOT_OPEN) == len(answers) - accepted >= voters


def assert_nothing_is_lost_or_doubled(
    office: Office, commands: Sequence[ActorCommand | CastBallot], first: Sequence[Answer]
) -> None:
    """All are sent again: whoever got an answer gets the same, and each happened once at most."""
    again = at_once(partial(answered, office), commands, threads=16)
    assert not any(answer.code in UNKNOWN for answer in again)
    for command, before, after in zip(commands, first, again, strict=True):
        assert before == after or before.code in UNKNOWN, "the same command gets the same answer"
        assert events_of(office, command) == (not after.code), "what was promised happened, once"


@contextmanager
def connections_dying(partition: Partition, purpose: str, luck: Random) -> Iterator[list[int]]:
    """End one of the sessions of a pool every few milliseconds, until it was enough."""
    ended: list[int] = []
    stop = threading.Event()

    def end_some() -> None:
        with application_session(partition) as session:
            while len(ended) < DYING_MAX and not stop.wait(luck.uniform(0.001, 0.02)):
                alive = session.execute(
                    "SELECT pid FROM pg_stat_activity WHERE application_name = %s", (purpose,)
                ).fetchall()
                if alive:
                    (victim,) = luck.choice(alive)
                    session.execute("SELECT pg_terminate_backend(%s)", (victim,))
                    ended.append(victim)

    killer = threading.Thread(target=end_some)
    killer.start()
    try:
        yield ended
    finally:
        stop.set()
        killer.join()


def proposals_in_handling(office: Office, number: int) -> list[str]:
    """That many proposals, each of which may get money."""
    names = [f"idea-{place:03d}" for place in range(number)]
    at_once(lambda name: answered(office, a_proposal(name)), names, threads=8)
    at_once(lambda name: answered(office, an_admission(name)), names, threads=8)
    return names


def money_of(office: Office) -> Budget:
    """The money of Liendert, read from the log anew."""
    state = Reading(RememberedStreams(office.log)).budget(YEAR, LIENDERT).state
    assert state is not None
    return state


def ballots_in(office: Office) -> list[str]:
    """The streams of the round's ballots, one per entry."""
    entries = office.ballot_log.streams_starting_with(ballot.round_prefix(ROUND))
    return [entry.stream for entry in entries]


def counted_in(office: Office) -> int:
    """How many ballots the closing of the round says that count."""
    last = office.log.stream(voting_round.stream_of(ROUND))[-1]
    closed = event_from(last.name, last.payload)
    assert isinstance(closed, VotingRoundClosed)
    return closed.ballots


def events_of(office: Office, command: ActorCommand | CastBallot) -> int:
    """How many events there are of a first ballot, a proposal or a reservation."""
    if isinstance(command, CastBallot):
        stream = ballot.stream_of(command.round_id, command.voting_pass.pass_id)
        return len(office.ballot_log.stream(stream))
    kind = "grant" if isinstance(command, ReserveGrant) else "proposal"
    return len(office.log.stream(f"{kind}:{vars(command)['proposal_id']}"))
