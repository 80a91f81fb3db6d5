"""A voting round: rules, prices and candidate list are frozen and hashed when it opens.

Nothing about a round can change while people vote (expectation of every clerk and resident). The
hash of the frozen rules is on every ballot. Closing records how many ballots count and the root of
the public list; the tally is recomputed by anyone from that list. Where ties go by a draw, opening
publishes the commitment to its seed and closing the seed itself (`draw.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.command import ActorCommand
from domain.draw_seed import DrawSeed, seed_to_reveal
from domain.errors import NOT_FOUND, Refusal
from domain.event import (
    Commitment,
    Event,
    Identifier,
    Moment,
    PublicEvent,
    Sha256,
    WijkCode,
    Year,
)
from domain.money import Money, PositiveMoney
from domain.regulation_contents import RegulationVersion
from domain.voting_rules import MAX_CANDIDATES, Candidate, RoundRules


class VotingRoundUnknown(Refusal):
    code = "voting_round.unknown"
    status = NOT_FOUND
    dutch = "Stemronde {round} bestaat niet."
    english = "Round {round} does not exist."


class VotingRoundNotOpen(Refusal):
    code = "voting_round.not_open"
    dutch = "Stemronde {round} is niet open: er kan nu niet gestemd worden."
    english = "Round {round} is not open: no votes can be cast now."


class VotingRoundNotClosed(Refusal):
    code = "voting_round.not_closed"
    dutch = "Stemronde {round} is nog niet gesloten; tellen kan pas daarna."
    english = "Round {round} has not been closed yet; counting comes after that."


class VotingRoundAlreadyTallied(Refusal):
    code = "voting_round.already_tallied"
    dutch = "De uitslag van stemronde {round} staat al vast."
    english = "The result of round {round} has already been recorded."


class ClosingTooEarly(Refusal):
    code = "voting_round.closing_too_early"
    dutch = "Stemronde {round} is aangekondigd tot {closes}; eerder sluiten kan niet."
    english = "Round {round} was announced until {closes}; it cannot be closed before."


class SmallestPart(BaseModel):
    """A proposal that may be funded in part, and the least that it can do with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal_id: Identifier
    amount_cents: PositiveMoney


class OpenVotingRound(ActorCommand):
    """Open a round on proposals of one wijk; without `closes_at` it is open until it is closed.

    `smallest_parts` names the proposals that may be funded in part.
    """

    round_id: Identifier
    wijk: WijkCode
    year: Year
    budget_cents: PositiveMoney
    rules: RoundRules
    proposal_ids: tuple[Identifier, ...] = Field(min_length=1, max_length=MAX_CANDIDATES)
    smallest_parts: tuple[SmallestPart, ...] = Field(default=(), max_length=MAX_CANDIDATES)
    opens_at: Moment
    closes_at: Moment | None = None


class CloseVotingRound(ActorCommand):
    """Close a round: from now on no ballot enters, and the public list is fixed.

    `reason` is given only when the seed of the draw is lost: ties then go by the published order.
    """

    round_id: Identifier
    reason: Commitment | None = None


class TallyVotingRound(ActorCommand):
    """Count the ballots of a closed round by its frozen rules."""

    round_id: Identifier


class VotingRoundOpened(PublicEvent):
    """Everything that decides how the votes will count, and its hash."""

    TOPIC: ClassVar[str] = "voting_round.opened.v3"

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


class Winner(BaseModel):
    """A proposal that won, at its frozen price; funded in full, or in part where it may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal_id: Identifier
    price_cents: PositiveMoney
    funded_cents: PositiveMoney


class TieReported(BaseModel):
    """Proposals that stood equal, and the one of them that the published order or draw chose."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal_ids: tuple[Identifier, ...]
    chosen: Identifier


class VotingRoundTallied(PublicEvent):
    """The winners in the order in which the rule chose them, and who stood equal on the way."""

    TOPIC: ClassVar[str] = "voting_round.tallied.v2"

    round_id: Identifier
    ballots: int = Field(description="number of ballots that count")
    winners: tuple[Winner, ...]
    ties: tuple[TieReported, ...]


class RoundStatus(StrEnum):
    """The life of a round."""

    OPEN = "open"
    CLOSED = "closed"
    TALLIED = "tallied"


@dataclass(frozen=True, slots=True)
class VotingRound:
    """A round as frozen, where it stands, and who won with how much (`funded`, in that order)."""

    budget: Money
    rules: RoundRules
    prices: Mapping[str, Money]
    smallest_parts: Mapping[str, Money]
    opens_at: datetime
    closes_at: datetime | None
    pass_key: str
    draw_commitment: str | None
    rules_hash: str
    status: RoundStatus = RoundStatus.OPEN
    ballots_root: str | None = None
    draw_seed: bytes | None = None
    funded: Mapping[str, Money] = field(default_factory=dict)
    regulation: RegulationVersion | None = None

    @property
    def winners(self) -> tuple[str, ...]:
        """Who won, in the order in which the rule chose them."""
        return tuple(self.funded)


def stream_of(round_id: str) -> str:
    """The stream of one round, and the name of the fence around its ballots."""
    return f"voting_round:{round_id}"


def evolve(voting_round: VotingRound | None, event: Event) -> VotingRound | None:
    """The round after one more event."""
    match event:
        case VotingRoundOpened():
            return VotingRound(
                budget=event.budget_cents,
                rules=event.rules,
                prices={line.proposal_id: line.price_cents for line in event.candidates},
                smallest_parts={
                    line.proposal_id: line.smallest_part_cents
                    for line in event.candidates
                    if line.smallest_part_cents is not None
                },
                opens_at=event.opens_at,
                closes_at=event.closes_at,
                pass_key=event.pass_key,
                draw_commitment=event.draw_commitment,
                rules_hash=event.rules_hash,
                regulation=event.regulation,
            )
        case VotingRoundClosed() if voting_round:
            return replace(
                voting_round,
                status=RoundStatus.CLOSED,
                ballots_root=event.ballots_root,
                draw_seed=bytes.fromhex(event.draw_seed) if event.draw_seed else None,
            )
        case VotingRoundTallied() if voting_round:
            funded = {winner.proposal_id: winner.funded_cents for winner in event.winners}
            return replace(voting_round, status=RoundStatus.TALLIED, funded=funded)
        case _:
            return voting_round


def close(
    command: CloseVotingRound,
    voting_round: VotingRound | None,
    ballots: int,
    ballots_root: str,
    draw_seed: bytes | None = None,
) -> list[Event]:
    """Close an open round, and not before the time it was announced until.

    `draw_seed` is what was kept under the commitment of the opening, if anything was: it is
    revealed, or its loss is.
    """
    found = guard_may_close(command, voting_round)
    seed = seed_to_reveal(found.draw_commitment, draw_seed, forgone=command.reason is not None)
    return [
        VotingRoundClosed.following(
            command,
            ballots=ballots,
            ballots_root=ballots_root,
            draw_seed=seed.hex() if seed else None,
        ),
    ]


def guard_may_close(command: CloseVotingRound, voting_round: VotingRound | None) -> VotingRound:
    """People may count on the opening and closing times that were announced."""
    found = guard_round_exists(voting_round, command.round_id)
    if found.status is not RoundStatus.OPEN or command.at < found.opens_at:
        raise VotingRoundNotOpen(round=command.round_id)
    if found.closes_at is not None and command.at < found.closes_at:
        raise ClosingTooEarly(round=command.round_id, closes=found.closes_at.isoformat())
    return found


def guard_round_exists(voting_round: VotingRound | None, round_id: str) -> VotingRound:
    """A ballot, a closing and a tally need a round."""
    if voting_round is None:
        raise VotingRoundUnknown(round=round_id)
    return voting_round
