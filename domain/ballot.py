"""A ballot: what one voter chose, cast with a voting pass and never with a name.

A ballot is one event: whole or not at all. The first ballot of a pass has version 0; a later one
replaces the version it names, so that two at the same moment cannot both count.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.command import Command
from domain.errors import FORBIDDEN, Refusal
from domain.event import Event, Identifier, Sha256
from domain.money import total
from domain.voting_round import RoundStatus, VotingRound, VotingRoundNotOpen, guard_round_exists
from domain.voting_rules import MAX_CANDIDATES


class VotingPassAlreadyIssued(Refusal):
    code = "voting_pass.already_issued"
    dutch = "U heeft voor deze stemronde al een stempas gekregen."
    english = "You have already received a voting pass for this round."


class VotingPassInvalid(Refusal):
    code = "voting_pass.invalid"
    status = FORBIDDEN
    dutch = "Deze stempas is niet geldig voor deze stemronde."
    english = "This voting pass is not valid for this round."


class BallotAlreadyCast(Refusal):
    code = "ballot.already_cast"
    dutch = "Met deze stempas is al gestemd. Wilt u uw stem wijzigen? Open dan eerst uw stem."
    english = "This voting pass has been used. To change your vote, open your ballot first."


class BallotChoiceUnknown(Refusal):
    code = "ballot.choice_unknown"
    dutch = "Voorstel {choice} staat niet op de lijst van deze stemronde."
    english = "Proposal {choice} is not on the list of this round."


class BallotChoiceTwice(Refusal):
    code = "ballot.choice_twice"
    dutch = "Voorstel {choice} is twee keer gekozen; elk voorstel kan één keer."
    english = "Proposal {choice} was chosen twice; each proposal can be chosen once."


class BallotTooFewChoices(Refusal):
    code = "ballot.too_few_choices"
    dutch = "Kies ten minste {minimum} voorstellen; u koos er {chosen}."
    english = "Choose at least {minimum} proposals; you chose {chosen}."


class BallotTooManyChoices(Refusal):
    code = "ballot.too_many_choices"
    dutch = "Kies ten hoogste {maximum} voorstellen; u koos er {chosen}."
    english = "Choose at most {maximum} proposals; you chose {chosen}."


class BallotTooExpensive(Refusal):
    code = "ballot.too_expensive"
    dutch = "Uw keuzes kosten samen {chosen}; ten hoogste {maximum} is toegestaan."
    english = "Your choices cost {chosen} together; at most {maximum} is allowed."


class VotingPass(BaseModel):
    """The right to one ballot in one round. Who holds it is not written in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pass_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    signature: str = Field(pattern=r"^[0-9a-f]{128}$", repr=False)


class CastBallot(Command):
    """Cast the ballot of a pass; `replaces` names the version of an earlier ballot of this pass."""

    round_id: Identifier
    voting_pass: VotingPass
    choices: tuple[Identifier, ...] = Field(max_length=MAX_CANDIDATES)
    replaces: int | None = Field(default=None, ge=0, le=10_000)


class BallotCast(Event):
    """A ballot, under the rules with this hash. It has no time and no voter."""

    TOPIC: ClassVar[str] = "ballot.cast.v1"

    round_id: Identifier
    rules_hash: Sha256
    pass_id: str = Field(description="number of the voting pass; nobody knows whose it is")
    choices: tuple[Identifier, ...]
    replaces: int | None = Field(description="version of the ballot it replaces; null: a first one")


def stream_of(round_id: str, pass_id: str) -> str:
    """The ballots of one pass in one round, in the ballot log."""
    return f"{round_prefix(round_id)}{pass_id}"


def round_prefix(round_id: str) -> str:
    """What the streams of all ballots of a round begin with."""
    return f"ballot:{round_id}:"


def cast(command: CastBallot, voting_round: VotingRound | None) -> list[Event]:
    """Accept a ballot within the frozen rules. Whether the pass was used before, and whether the
    round is open at this very moment, is for the ballot log to say when it stores the ballot.
    """
    found = guard_round_exists(voting_round, command.round_id)
    if found.status is not RoundStatus.OPEN:
        raise VotingRoundNotOpen(round=command.round_id)
    guard_choices_are_candidates(command.choices, found)
    guard_limits(command.choices, found)
    return [
        BallotCast(
            round_id=command.round_id,
            rules_hash=found.rules_hash,
            pass_id=command.voting_pass.pass_id,
            choices=tuple(sorted(command.choices)),
            replaces=command.replaces,
        )
    ]


def guard_choices_are_candidates(choices: tuple[str, ...], voting_round: VotingRound) -> None:
    """Only the frozen list can be voted on, each proposal once."""
    seen: set[str] = set()
    for choice in choices:
        if choice not in voting_round.prices:
            raise BallotChoiceUnknown(choice=choice)
        if choice in seen:
            raise BallotChoiceTwice(choice=choice)
        seen.add(choice)


def guard_limits(choices: tuple[str, ...], voting_round: VotingRound) -> None:
    """The limits of the frozen rules hold at casting, and again at counting."""
    rules = voting_round.rules
    if len(choices) < rules.min_choices:
        raise BallotTooFewChoices(minimum=rules.min_choices, chosen=len(choices))
    if len(choices) > rules.max_choices:
        raise BallotTooManyChoices(maximum=rules.max_choices, chosen=len(choices))
    cost = total(voting_round.prices[choice] for choice in choices)
    if rules.max_total_cents is not None and cost > rules.max_total_cents:
        raise BallotTooExpensive(maximum=rules.max_total_cents, chosen=cost)
