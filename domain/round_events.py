"""What happens to a voting round: opened, extended, closed, counted."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.draw_seed import DrawSeed
from domain.event import Commitment, Identifier, Moment, PublicEvent, Sha256, WijkCode, Year
from domain.money import PositiveMoney
from domain.regulation_contents import RegulationVersion
from domain.round_procedure import RoundProcedure
from domain.voting_rules import MAX_CANDIDATES, Candidate, RoundRules, line_named

LineName = Annotated[
    Identifier,
    Field(description="a line of the list: a proposal by its id, an activity as proposal.activity"),
]


class SmallestPart(BaseModel):
    """A line of the list that may be funded in part, and the least that it can do with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal_id: Identifier
    amount_cents: PositiveMoney


class VotingRoundOpened(PublicEvent):
    """Everything that decides how the votes will count, and its hash."""

    TOPIC: ClassVar[str] = "voting_round.opened.v6"

    round_id: Identifier
    wijk: WijkCode
    year: Year
    budget_cents: PositiveMoney
    rules: RoundRules
    candidates: tuple[Candidate, ...]
    opens_at: Moment
    closes_at: Moment | None
    pass_key: str = Field(description="public key (Ed25519, hex) that voting passes are signed for")
    draw_commitment: Sha256 | None = Field(
        description="SHA-256 of the seed of the draw; null where ties go by the published order"
    )
    regulation: RegulationVersion | None = Field(
        description="the regulation in force at the opening; null where there was none"
    )
    procedure: RoundProcedure
    minimum_ballots: int = Field(
        strict=True,
        ge=0,
        description="with fewer ballots there is no outcome: it would tell a vote",
    )
    theme_round_id: Identifier | None = Field(
        description="the round that divided its money over themes; null where none did"
    )
    rules_hash: Sha256 = Field(
        description="SHA-256 of this event without by, at and rules_hash, as it was written"
    )


class VotingRoundClosed(PublicEvent):
    """How many ballots count, and the Merkle root of the public list, sorted by content."""

    TOPIC: ClassVar[str] = "voting_round.closed.v2"

    round_id: Identifier
    ballots: int = Field(strict=True, ge=0, description="number of ballots that count")
    ballots_root: Sha256
    draw_seed: DrawSeed | None = Field(
        description="the seed that the opening committed to; null where there is no draw"
    )
    reason: Commitment | None = Field(
        description="why the seed is lost, so that ties go by the published order after all"
    )


class LeftOffActivity(BaseModel):
    """An activity that does not stand on the list that its proposal is on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal_id: Identifier
    activity_id: Identifier

    @property
    def line_id(self) -> str:
        """What its line would have been called."""
        return line_named(self.proposal_id, self.activity_id)


class ActivitiesLeftOff(PublicEvent):
    """Which activities the list of a round left off when it was frozen, and why."""

    TOPIC: ClassVar[str] = "voting_round.activities_left_off.v1"

    round_id: Identifier
    activities: tuple[LeftOffActivity, ...] = Field(min_length=1, max_length=MAX_CANDIDATES)
    reason: Commitment


class Winner(BaseModel):
    """A line that won, at its frozen price; funded in full, or in part where it may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line_id: LineName
    price_cents: PositiveMoney
    funded_cents: PositiveMoney


class TieReported(BaseModel):
    """Lines that stood equal, and the one of them that the published order or draw chose."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line_ids: tuple[LineName, ...]
    chosen: LineName


class VotingRoundTallied(PublicEvent):
    """The winners in the order in which the rule chose them, and who stood equal on the way."""

    TOPIC: ClassVar[str] = "voting_round.tallied.v3"

    round_id: Identifier
    ballots: int = Field(description="number of ballots that count")
    winners: tuple[Winner, ...]
    ties: tuple[TieReported, ...]


class ExtensionCause(StrEnum):
    """Why people can vote longer: a reason that somebody gave, or too few ballots so far."""

    REASON = "reason"
    QUORUM = "quorum"


class VotingRoundExtended(PublicEvent):
    """People can vote longer; everything else stays as it was frozen.

    Of a round with too few ballots it does not say how many there are.
    """

    TOPIC: ClassVar[str] = "voting_round.extended.v1"

    round_id: Identifier
    cause: ExtensionCause
    formerly: Moment = Field(description="when voting would have ended")
    closes_at: Moment
    reason: Commitment | None = Field(description="null where too few voted")
