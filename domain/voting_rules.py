"""The rules of a round: how a ballot may be filled in, how ballots are counted, how ties go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.errors import Refusal
from domain.event import Identifier
from domain.money import MAX_CENTS, Amount, Money, total
from domain.tally.equal_shares import Utility
from domain.tally.rules import Completion, VotingRule

MAX_CANDIDATES = 400

StopsAtExhaustive = Annotated[
    bool, Field(description="whether add1 stops at the first outcome that nothing can be added to")
]
TieBreak = Annotated[
    Literal["proposal_id_ascending"],
    Field(description="who of equals goes first"),
]


class LimitsContradict(Refusal):
    code = "voting_round.limits_contradict"
    dutch = "Het minimum aantal keuzes is hoger dan het maximum."
    english = "The minimum number of choices exceeds the maximum."


class NoBallotPossible(Refusal):
    code = "voting_round.no_ballot_possible"
    dutch = "Met deze grenzen kan niemand een geldige stem uitbrengen op deze lijst."
    english = "Within these limits nobody can cast a valid ballot on this list."


class PricesBeyondCounting(Refusal):
    code = "voting_round.prices_beyond_counting"
    dutch = "De prijzen op deze lijst zijn samen te hoog om mee te tellen; kijk ze na."
    english = "The prices on this list are too high together to count with; check them."


class RoundRules(BaseModel):
    """How ballots are filled in and counted. Ties go by proposal id, ascending as text.

    `completion` None is the rule's own. `add1_step_cents` is the step by which the add1 completion
    raises the budget per voter: one euro unless the regulation says otherwise.
    """

    # Checked again in commands and events: what was copied and changed must fit too, or nobody
    # could read the entry back.
    model_config = ConfigDict(frozen=True, extra="forbid", revalidate_instances="always")

    rule: VotingRule
    utility: Utility = Utility.COST
    completion: Completion | None = None
    add1_step_cents: Amount = Money(100)
    stop_at_exhaustive: StopsAtExhaustive = False
    minimum_votes: int = Field(
        default=0, ge=0, le=10_000_000, description="with fewer votes nothing wins"
    )
    min_choices: int = Field(
        default=1, ge=0, le=MAX_CANDIDATES, description="fewest choices on a ballot"
    )
    max_choices: int = Field(
        default=MAX_CANDIDATES, ge=1, le=MAX_CANDIDATES, description="most choices on a ballot"
    )
    max_total_cents: Amount | None = None
    tie_break: TieBreak = "proposal_id_ascending"


class Candidate(BaseModel):
    """A line of the frozen list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal_id: Identifier
    price_cents: Amount


def guard_limits_agree(rules: RoundRules, prices: Sequence[Money]) -> None:
    """A ballot that satisfies the limits must exist on a list with these prices.

    All prices together are an amount too, so that every ballot's choices can be added up.
    """
    if sum(price.cents for price in prices) > MAX_CENTS:
        raise PricesBeyondCounting()
    if rules.min_choices > rules.max_choices:
        raise LimitsContradict()
    cheapest = total(sorted(prices)[: rules.min_choices])
    too_expensive = rules.max_total_cents is not None and cheapest > rules.max_total_cents
    if rules.min_choices > len(prices) or too_expensive:
        raise NoBallotPossible()
