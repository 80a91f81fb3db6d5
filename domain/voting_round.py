"""A voting round: rules, prices and candidate list are frozen and hashed when it opens.

Nothing about a round can change while people vote (expectation of every clerk and resident). The
hash of the frozen rules is on every ballot. Closing records how many ballots count and the root of
the public list; the tally is recomputed by anyone from that list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.budget import Budget, guard_available
from domain.canonical import content_hash
from domain.command import ActorCommand
from domain.errors import NOT_FOUND, Refusal
from domain.event import Event, Identifier, Moment, PublicEvent, Sha256, WijkCode, Year
from domain.money import Amount, Money
from domain.proposal import Proposal, guard_proposal_exists, place_on_ballot
from domain.tally.rules import guard_completion_of_rule
from domain.voting_rules import MAX_CANDIDATES, Candidate, RoundRules, guard_limits_agree


class VotingRoundUnknown(Refusal):
    code = "voting_round.unknown"
    status = NOT_FOUND
    dutch = "Stemronde {round} bestaat niet."
    english = "Round {round} does not exist."


class VotingRoundAlreadyOpened(Refusal):
    code = "voting_round.already_opened"
    dutch = "Stemronde {round} is al geopend; regels en lijst liggen vast."
    english = "Round {round} has already been opened; its rules and list are frozen."


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


class VotingPeriodEmpty(Refusal):
    code = "voting_round.period_empty"
    dutch = "De stemronde sluit voordat iemand kan stemmen."
    english = "The round closes before anyone can vote."


class CandidateElsewhere(Refusal):
    code = "voting_round.candidate_elsewhere"
    dutch = "Voorstel {proposal} hoort bij een andere wijk of een ander jaar."
    english = "Proposal {proposal} belongs to another wijk or year."


class OpenVotingRound(ActorCommand):
    """Open a round on proposals of one wijk; without `closes_at` it is open until it is closed."""

    round_id: Identifier
    wijk: WijkCode
    year: Year
    budget_cents: Amount
    rules: RoundRules
    proposal_ids: tuple[Identifier, ...] = Field(min_length=1, max_length=MAX_CANDIDATES)
    opens_at: Moment
    closes_at: Moment | None = None


class CloseVotingRound(ActorCommand):
    """Close a round: from now on no ballot enters, and the public list is fixed."""

    round_id: Identifier


class TallyVotingRound(ActorCommand):
    """Count the ballots of a closed round by its frozen rules."""

    round_id: Identifier


class VotingRoundOpened(PublicEvent):
    """Everything that decides how the votes will count, and its hash."""

    TOPIC: ClassVar[str] = "voting_round.opened.v1"

    round_id: Identifier
    wijk: WijkCode
    year: Year
    budget_cents: Amount
    rules: RoundRules
    candidates: tuple[Candidate, ...]
    opens_at: Moment
    closes_at: Moment | None
    pass_key: str = Field(description="public key (Ed25519, hex) that voting passes are signed for")
    rules_hash: Sha256


class VotingRoundClosed(PublicEvent):
    """How many ballots count, and the Merkle root of the public list, sorted by content."""

    TOPIC: ClassVar[str] = "voting_round.closed.v1"

    round_id: Identifier
    ballots: int = Field(strict=True, ge=0, description="number of ballots that count")
    ballots_root: Sha256


class Winner(BaseModel):
    """A proposal that won, at its frozen price."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal_id: Identifier
    price_cents: Amount


class TieReported(BaseModel):
    """Proposals that stood equal, and the one of them that the published order chose first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal_ids: tuple[Identifier, ...]
    chosen: Identifier


class VotingRoundTallied(PublicEvent):
    """The winners in the order in which the rule chose them, and who stood equal on the way."""

    TOPIC: ClassVar[str] = "voting_round.tallied.v1"

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
    """A round as frozen, where it stands, and who won."""

    budget: Money
    rules: RoundRules
    prices: Mapping[str, Money]
    opens_at: datetime
    closes_at: datetime | None
    pass_key: str
    rules_hash: str
    status: RoundStatus = RoundStatus.OPEN
    ballots_root: str | None = None
    winners: tuple[str, ...] = ()


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
                opens_at=event.opens_at,
                closes_at=event.closes_at,
                pass_key=event.pass_key,
                rules_hash=event.rules_hash,
            )
        case VotingRoundClosed() if voting_round:
            return replace(voting_round, status=RoundStatus.CLOSED, ballots_root=event.ballots_root)
        case VotingRoundTallied() if voting_round:
            winners = tuple(winner.proposal_id for winner in event.winners)
            return replace(voting_round, status=RoundStatus.TALLIED, winners=winners)
        case _:
            return voting_round


def open_round(
    command: OpenVotingRound,
    voting_round: VotingRound | None,
    budget: Budget,
    proposals: Mapping[str, Proposal | None],
    pass_key: str,
) -> tuple[Event, dict[str, Event]]:
    """Freeze rules, prices and list: the round's event, and one per proposal that is on the list.

    `pass_key` is the public key that the register made for this round: who opens a round has no
    say in it, since whoever holds the private half can make voting passes.
    The round's money must be available in the wijk. Each proposal is in handling, of this wijk and
    year, and on no other list. What is frozen can be filled in, and can be counted.
    """
    if voting_round is not None:
        raise VotingRoundAlreadyOpened(round=command.round_id)
    if command.closes_at is not None and command.closes_at <= max(command.opens_at, command.at):
        raise VotingPeriodEmpty()
    guard_completion_of_rule(command.rules.rule, command.rules.completion)
    guard_available(budget, command.budget_cents)
    placed = {
        proposal_id: place_on_ballot(
            command,
            guard_same_wijk_and_year(command, proposal_id, proposals[proposal_id]),
            proposal_id,
            command.round_id,
        )
        for proposal_id in command.proposal_ids
    }
    candidates = tuple(
        Candidate(proposal_id=proposal_id, price_cents=placed[proposal_id].price_cents)
        for proposal_id in sorted(placed)
    )
    guard_limits_agree(command.rules, [line.price_cents for line in candidates])
    opened = VotingRoundOpened.following(
        command,
        candidates=candidates,
        pass_key=pass_key,
        rules_hash=frozen_hash(command, candidates, pass_key),
    )
    return opened, dict(placed)


def frozen_hash(command: OpenVotingRound, candidates: Sequence[Candidate], pass_key: str) -> str:
    """The hash of all that is frozen; every ballot carries it."""
    frozen = command.model_dump(mode="json", exclude={"command_id", "at", "by", "proposal_ids"})
    frozen["candidates"] = [candidate.model_dump(mode="json") for candidate in candidates]
    frozen["pass_key"] = pass_key
    return content_hash(frozen)


def close(
    command: CloseVotingRound, voting_round: VotingRound | None, ballots: int, ballots_root: str
) -> list[Event]:
    """Close an open round, and not before the time it was announced until."""
    guard_may_close(command, voting_round)
    return [
        VotingRoundClosed.following(command, ballots=ballots, ballots_root=ballots_root),
    ]


def guard_may_close(command: CloseVotingRound, voting_round: VotingRound | None) -> None:
    """People may count on the opening and closing times that were announced."""
    found = guard_round_exists(voting_round, command.round_id)
    if found.status is not RoundStatus.OPEN or command.at < found.opens_at:
        raise VotingRoundNotOpen(round=command.round_id)
    if found.closes_at is not None and command.at < found.closes_at:
        raise ClosingTooEarly(round=command.round_id, closes=found.closes_at.isoformat())


def guard_same_wijk_and_year(
    command: OpenVotingRound, proposal_id: str, proposal: Proposal | None
) -> Proposal:
    """A round spends the money of one wijk and year, on its own proposals."""
    found = guard_proposal_exists(proposal, proposal_id)
    if (found.wijk, found.year) != (command.wijk, command.year):
        raise CandidateElsewhere(proposal=proposal_id)
    return found


def guard_round_exists(voting_round: VotingRound | None, round_id: str) -> VotingRound:
    """A ballot, a closing and a tally need a round."""
    if voting_round is None:
        raise VotingRoundUnknown(round=round_id)
    return voting_round
