"""Rules of a regulation about terms and days, ranking, votes, themes, board and coordinator."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from domain.event import Identifier
from domain.money import PositiveMoney
from domain.regulation_parts import (
    MAX_LINES,
    Count,
    DayOfYear,
    Percent,
    RoundMeaning,
    Rule,
    RulePart,
    SeatKind,
    Weeks,
)
from domain.round_procedure import DAYS_MAX, QuorumMissed
from domain.tally.parameters import VotingRule
from domain.voting_rules import MAX_CANDIDATES, BallotForm


class TermRule(Rule):
    """How long a decision and a payment may take, each from its own beginning, and how long an
    applicant has at least to complete a proposal.
    """

    decision_weeks: Weeks = 8
    completion_weeks: Weeks = 2
    payment_weeks: Weeks = 6


class MomentRule(Rule):
    """The days of the year on which is decided."""

    moments: tuple[DayOfYear, ...] = Field(min_length=1, max_length=MAX_LINES)


class Criterion(RulePart):
    """What proposals are ranked by, and how much it weighs."""

    criterion: Identifier
    weight: int = Field(strict=True, ge=1, le=1_000, description="its part of the sum of weights")


class RankingRule(Rule):
    """How proposals, or their activities, are put in order."""

    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=MAX_LINES)
    per_activity: bool = Field(
        default=False, description="whether activities are ranked and granted one by one"
    )


class ThemeRule(Rule):
    """Residents first divide the money over themes, in steps; each over at least so many."""

    themes: tuple[Identifier, ...] = Field(min_length=1, max_length=MAX_LINES)
    step_cents: PositiveMoney
    least_themes: int = Field(
        strict=True, ge=1, le=MAX_LINES, description="the fewest themes that a ballot gives money"
    )


class BallotRule(Rule):
    """How residents vote. What is empty is left to who opens a round."""

    rules: tuple[VotingRule, ...] = Field(
        default=(), max_length=len(VotingRule), description="how may be counted; empty is any way"
    )
    forms: tuple[BallotForm, ...] = Field(
        default=(), max_length=len(BallotForm), description="forms of ballot; empty is any form"
    )
    minimum_age: int = Field(
        default=0, strict=True, ge=0, le=120, description="from which age residents vote"
    )
    minimum_votes: Count = 0
    minimum_ballots: Count = Field(
        default=0, description="with fewer ballots a result would tell who chose what"
    )
    max_choices: int | None = Field(
        default=None,
        strict=True,
        ge=1,
        le=MAX_CANDIDATES,
        description="most choices on a ballot; null leaves it open",
    )
    meaning: RoundMeaning = RoundMeaning.DISTRIBUTION


class RoundRule(Rule):
    """How a round is run: the least that it does, and what follows when too few vote."""

    quiet_days: Annotated[int, Field(strict=True, ge=0, le=DAYS_MAX)] = Field(
        default=0, description="how long the list stands before voting begins"
    )
    quorum_ballots: Count = Field(default=0, description="the fewest ballots for an outcome")
    quorum_percent: Percent = Field(default=0, description="the same, of those who may vote")
    quorum_missed: QuorumMissed = QuorumMissed.ADVICE
    quorum_extended_days: Annotated[int, Field(strict=True, ge=0, le=DAYS_MAX)] = Field(
        default=0, description="for how long a round that misses it goes on, once"
    )
    extension_days_max: Annotated[int, Field(strict=True, ge=0, le=DAYS_MAX)] = Field(
        default=0, description="by how many days voting can be extended in all"
    )


class IntegrityRule(Rule):
    """From when on fetching voting passes is a reason to look; without it nobody counts them."""

    passes_from_one_address: int = Field(
        strict=True, ge=2, le=100_000, description="so many passes fetched from one address"
    )
    within_minutes: int = Field(strict=True, ge=1, le=10_080, description="within so many minutes")
    kept_days: int = Field(
        strict=True, ge=1, le=90, description="how long keyed hashes of addresses are kept"
    )


class SeparationRule(Rule):
    """What a coordinator may do besides running the process."""

    may_execute: bool = Field(default=False, description="whether they may carry activities out")
    may_assess: bool = Field(default=False, description="whether they may assess proposals")
    may_be_paid: bool = Field(default=False, description="whether they may receive a grant")


class SeatShare(RulePart):
    """How many seats a board has for one kind."""

    kind: SeatKind
    seats: int = Field(strict=True, ge=1, le=100, description="number of seats")


class BoardRule(Rule):
    """The seats of a neighbourhood board, and how many of them make it able to advise."""

    shares: tuple[SeatShare, ...] = Field(min_length=1, max_length=len(SeatKind))
    quorum: int = Field(
        strict=True, ge=1, le=200, description="how many members must be there to advise"
    )
