"""Desks and ballot boxes on a partition of PostgreSQL, and storms of commands through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import TypeVar
from uuid import UUID, uuid4

from adapters.postgres.log import PostgresBallotLog, PostgresLog
from adapters.postgres.pool import Pool
from application.ballot_box import BallotBox
from application.command_desk import DECIDING_SECONDS_MAX, CommandDesk
from application.handlers import handlers
from application.log import BallotLog, Log
from application.streams import RememberedStreams
from domain.ballot import CastBallot
from domain.budget_events import BudgetLine
from domain.budget_line import MoveMoney
from domain.calendar import dutch_day
from domain.command import ActorCommand, Role
from domain.errors import Refusal
from domain.grant import ReserveGrant
from domain.money import Money
from domain.proposal import SubmitProposal, TakeInHandling
from domain.theme_division import ThemeDivision
from domain.theme_round import OpenThemeRound
from domain.voting_round import CloseVotingRound
from tests.fakes.draw_seeds import FakeDrawSeeds
from tests.integration.conftest import Partition
from tests.scenarios.lines_town import LINE_ACT
from tests.scenarios.town import LIENDERT, PASS_KEY, PEOPLE, YEAR, Town, sealed, voting_pass

Item = TypeVar("Item")
Result = TypeVar("Result")

THREADS = 48
ROUND = "round-1"
LONG_AGO = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Office:
    """What one process has of a partition: logs, memory, a desk and a ballot box."""

    log: Log
    ballot_log: BallotLog
    streams: RememberedStreams
    desk: CommandDesk
    box: BallotBox


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command was answered: an empty code and what was promised, or the refusal's code."""

    code: str
    promised: int | None = None


def office(
    partition: Partition,
    *,
    pool: Pool | None = None,
    around: Callable[[Log], Log] = lambda log: log,
    around_ballots: Callable[[BallotLog], BallotLog] = lambda log: log,
    remembering: Callable[[Log], RememberedStreams] = RememberedStreams,
    deciding_seconds: float = DECIDING_SECONDS_MAX,
) -> Office:
    """An office with a memory of its own; `around` puts something between it and a log."""
    log = around(PostgresLog(pool or partition.pool, partition.schema))
    ballot_log = around_ballots(PostgresBallotLog(pool or partition.pool, partition.schema))
    streams = remembering(log)
    box = BallotBox(ballot_log, streams, lambda *_: True)
    desk = CommandDesk(
        log,
        streams,
        handlers(box, lambda _: PASS_KEY, FakeDrawSeeds()),
        deciding_seconds=deciding_seconds,
    )
    return Office(log, ballot_log, streams, desk, box)


def town_of(office: Office) -> Town:
    """The town of the scenarios, with its people at this office; its clock began long ago."""
    town = Town()
    town.now = datetime.now(UTC) - LONG_AGO
    town.streams, town.desk, town.box = office.streams, office.desk, office.box
    return town


def answered(office: Office, command: ActorCommand | CastBallot) -> Answer:
    """Give a command at an office."""
    try:
        if isinstance(command, CastBallot):
            return Answer("", office.box.cast(command).version)
        return Answer("", office.desk.carry_out(command).position)
    except Refusal as refusal:
        return Answer(refusal.code)


def at_once(
    work: Callable[[Item], Result], items: Sequence[Item], threads: int = THREADS
) -> list[Result]:
    """Do the work on all items, as many at a time as there are threads, which start together."""
    start = Barrier(min(threads, len(items)))
    with ThreadPoolExecutor(start.parties, initializer=start.wait) as pool:
        return list(pool.map(work, items))


def a_first_ballot(voter: int, *choices: str, command_id: UUID | None = None) -> CastBallot:
    """The first ballot of a pass in the town's round."""
    return CastBallot(
        command_id=command_id or uuid4(),
        at=datetime.now(UTC),
        round_id=ROUND,
        voting_pass=voting_pass(voter),
        choices=choices or ("garden",),
    )


def a_proposal(name: str, cents: int = 1_000) -> SubmitProposal:
    """A proposal for Liendert."""
    return SubmitProposal(
        command_id=uuid4(),
        at=datetime.now(UTC),
        by=PEOPLE[Role.RESIDENT],
        proposal_id=name,
        wijk=LIENDERT,
        year=YEAR,
        title=sealed(name),
        description=sealed(name),
        amount_cents=Money(cents),
    )


def an_admission(name: str) -> TakeInHandling:
    """A proposal is taken in handling."""
    return TakeInHandling(
        command_id=uuid4(),
        at=datetime.now(UTC),
        by=PEOPLE[Role.CASE_OFFICER],
        proposal_id=name,
    )


def a_reservation(name: str, cents: int) -> ReserveGrant:
    """Money set apart for a proposal."""
    return ReserveGrant(
        command_id=uuid4(),
        at=datetime.now(UTC),
        by=PEOPLE[Role.CASE_OFFICER],
        proposal_id=name,
        amount_cents=Money(cents),
    )


def a_division(number: int, cents: int) -> OpenThemeRound:
    """A round in which residents divide a part of the money over themes."""
    now = datetime.now(UTC)
    return OpenThemeRound(
        command_id=uuid4(),
        at=now,
        by=PEOPLE[Role.CASE_OFFICER],
        round_id=f"themes-{number}",
        wijk=LIENDERT,
        year=YEAR,
        budget_cents=Money(cents),
        division=ThemeDivision(themes=("green", "care"), step_cents=Money(1), least_themes=1),
        opens_at=now,
    )


def an_act(number: int, cents: int) -> MoveMoney:
    """An act that moves a part of the money to the line for coordination."""
    return MoveMoney(
        command_id=uuid4(),
        at=datetime.now(UTC),
        by=PEOPLE[Role.GRIFFIER],
        year=YEAR,
        wijk=LIENDERT,
        from_line=BudgetLine.INITIATIVE,
        to_line=BudgetLine.COORDINATION,
        amount_cents=Money(cents),
        act=LINE_ACT.model_copy(update={"decided_on": dutch_day(datetime.now(UTC))}),
        reason=sealed(f"act {number}"),
    )


def a_closing() -> CloseVotingRound:
    """The town's round is closed."""
    return CloseVotingRound(
        command_id=uuid4(),
        at=datetime.now(UTC),
        by=PEOPLE[Role.CASE_OFFICER],
        round_id=ROUND,
    )
