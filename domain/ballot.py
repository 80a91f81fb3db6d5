"""A ballot: what one voter chose, cast with a voting pass and never with a name.

A ballot is one event: whole or not at all. The first ballot of a pass has version 0; a later one
replaces the version it names, so that two at the same moment cannot both count.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.canonical import content_hash
from domain.command import Command
from domain.errors import FORBIDDEN, MALFORMED, Refusal
from domain.event import Event, Identifier, Sha256
from domain.money import total
from domain.round_limits import most_cost
from domain.theme_division import guard_division_on_ballot
from domain.voting_round import RoundStatus, VotingRound, VotingRoundNotOpen, guard_round_exists
from domain.voting_rules import MAX_CANDIDATES, Points, RoundRules


class VotingPassAlreadyIssued(Refusal):
    code = "voting_pass.already_issued"
    dutch = "U heeft voor deze stemronde al een stempas gekregen."
    english = "You have already received a voting pass for this round."


class VotingPassInvalid(Refusal):
    code = "voting_pass.invalid"
    status = FORBIDDEN
    dutch = "Deze stempas is niet geldig voor deze stemronde."
    english = "This voting pass is not valid for this round."


class BallotIdTellsTime(Refusal):
    code = "ballot.command_id_tells_time"
    status = MALFORMED
    dutch = "Dit opdrachtnummer verraadt wanneer u stemt. Stuur een willekeurig nummer (UUID 4)."
    english = "This command id tells when you vote. Send a random one (UUID 4)."


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


class BallotTooCheap(Refusal):
    code = "ballot.too_cheap"
    dutch = "Uw keuzes kosten samen {chosen}; ten minste {minimum} is nodig."
    english = "Your choices cost {chosen} together; at least {minimum} is needed."


class BallotPointsMissing(Refusal):
    code = "ballot.points_missing"
    dutch = "Geef elk voorstel dat u kiest punten."
    english = "Give points to each proposal that you choose."


class BallotPointsNotAsked(Refusal):
    code = "ballot.points_not_asked"
    dutch = "In deze stemronde geeft u geen punten."
    english = "In this round you do not give points."


class BallotTooFewPoints(Refusal):
    code = "ballot.too_few_points"
    dutch = "Geef ten minste {minimum} punten; u gaf er {given}."
    english = "Give at least {minimum} points; you gave {given}."


class BallotTooManyPoints(Refusal):
    code = "ballot.too_many_points"
    dutch = "Geef ten hoogste {maximum} punten; u gaf er {given}."
    english = "Give at most {maximum} points; you gave {given}."


class BallotTooManyPointsForOne(Refusal):
    code = "ballot.too_many_points_for_one"
    dutch = "Geef één voorstel ten hoogste {maximum} punten; {choice} kreeg er {given}."
    english = "Give one proposal at most {maximum} points; {choice} got {given}."


class VotingPass(BaseModel):
    """The right to one ballot in one round. Who holds it is not written in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pass_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    signature: str = Field(pattern=r"^[0-9a-f]{128}$", repr=False)


Choices = Annotated[tuple[Identifier, ...], Field(max_length=MAX_CANDIDATES)]
GivenPoints = Annotated[tuple[Points, ...], Field(max_length=MAX_CANDIDATES)]
Replaced = Annotated[int, Field(ge=0, le=10_000)]


class CastBallot(Command):
    """Cast the ballot of a pass; `replaces` names the version of an earlier ballot of this pass.

    `choices` are in order of preference where the round asks for one. `points` stand beside them
    where the round asks for points, and are None elsewhere.
    """

    round_id: Identifier
    voting_pass: VotingPass
    choices: Choices
    points: GivenPoints | None = None
    replaces: Replaced | None = None

    def fingerprint(self) -> bytes:
        """Without points as it was before ballots had any: who sends a ballot again across an
        upgrade sends the same one.
        """
        without = {"command_id", "at"} | ({"points"} if self.points is None else set())
        content = self.model_dump(mode="json", exclude=without)
        return bytes.fromhex(content_hash([type(self).__name__, content]))


class BallotCast(Event):
    """A ballot, under the rules with this hash. It has no time and no voter."""

    TOPIC: ClassVar[str] = "ballot.cast.v2"

    round_id: Identifier
    rules_hash: Sha256
    pass_id: str = Field(description="number of the voting pass; nobody knows whose it is")
    choices: tuple[Identifier, ...] = Field(
        description="in order of preference where the round asks for one, else in order of id"
    )
    points: tuple[Points, ...] | None = Field(
        description="points for each choice, beside it; null where the round asks for none"
    )
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
    guard_ballot(command.choices, command.points, found)
    choices, points = _as_kept(command, found.rules)
    return [
        BallotCast(
            round_id=command.round_id,
            rules_hash=found.rules_hash,
            pass_id=command.voting_pass.pass_id,
            choices=choices,
            points=points,
            replaces=command.replaces,
        )
    ]


def _as_kept(
    command: CastBallot, rules: RoundRules
) -> tuple[tuple[str, ...], tuple[int, ...] | None]:
    """Choices in order of id, each with its points beside it, unless their order is the vote."""
    if rules.ballot_form.has_order:
        return command.choices, None
    if not rules.ballot_form.has_points:
        return tuple(sorted(command.choices)), None
    in_order = sorted(zip(command.choices, command.points or (), strict=True))
    return tuple(choice for choice, _ in in_order), tuple(points for _, points in in_order)


def guard_ballot(
    choices: tuple[str, ...], points: tuple[int, ...] | None, voting_round: VotingRound
) -> None:
    """What the frozen list and rules allow on a ballot, at casting and again at counting."""
    if voting_round.division is not None:
        guard_division_on_ballot(choices, points, voting_round.division, voting_round.budget)
        return
    guard_choices_are_candidates(choices, voting_round)
    guard_limits(choices, voting_round)
    guard_points(choices, points, voting_round.rules)


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
    """How many choices a ballot has, and what they cost together."""
    rules = voting_round.rules
    if len(choices) < rules.min_choices:
        raise BallotTooFewChoices(minimum=rules.min_choices, chosen=len(choices))
    if len(choices) > rules.max_choices:
        raise BallotTooManyChoices(maximum=rules.max_choices, chosen=len(choices))
    most = most_cost(rules, voting_round.budget)
    if most is None and rules.min_total_cents is None:
        return
    cost = total(voting_round.prices[choice] for choice in choices)
    if most is not None and cost > most:
        raise BallotTooExpensive(maximum=most, chosen=cost)
    if rules.min_total_cents is not None and cost < rules.min_total_cents:
        raise BallotTooCheap(minimum=rules.min_total_cents, chosen=cost)


def guard_points(
    choices: tuple[str, ...], points: tuple[int, ...] | None, rules: RoundRules
) -> None:
    """Points for each choice where the round asks for them, within its limits; else none."""
    if not rules.ballot_form.has_points:
        if points is not None:
            raise BallotPointsNotAsked()
        return
    if len(points or ()) != len(choices):
        raise BallotPointsMissing()
    given = sum(points or ())
    if rules.min_points is not None and given < rules.min_points:
        raise BallotTooFewPoints(minimum=rules.min_points, given=given)
    if rules.max_points is not None and given > rules.max_points:
        raise BallotTooManyPoints(maximum=rules.max_points, given=given)
    most = rules.max_points_per_proposal
    for choice, each in zip(choices, points or (), strict=True):
        if most is not None and each > most:
            raise BallotTooManyPointsForOne(maximum=most, choice=choice, given=each)
