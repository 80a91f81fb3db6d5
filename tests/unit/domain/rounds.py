"""A voting round on a garden of 600 and an oven of 500 euros, for the tests that need one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.ballot import BallotCast
from domain.budget import Budget
from domain.event import Event
from domain.money import Money
from domain.proposal import Proposal, ProposalStatus
from domain.round_opening import open_round
from domain.round_procedure import PLAIN, RoundProcedure
from domain.tally.parameters import VotingRule
from domain.voting_round import (
    OpenVotingRound,
    SmallestPart,
    VotingRound,
    VotingRoundClosed,
    VotingRoundOpened,
    evolve,
)
from domain.voting_rules import RoundRules
from tests.unit.domain.given import (
    DIVISION,
    LIENDERT,
    NOON,
    YEAR,
    after,
    command,
    euros,
    happened,
)

PRICES = {"garden": euros(600), "oven": euros(500)}
BUDGET = Budget(DIVISION, LIENDERT, YEAR, allocated=euros(1000))
PASS_KEY = "aa" * 32
CLOSES_AT = NOON + timedelta(days=14)


def rules(**changed: Any) -> RoundRules:
    """Equal shares with its own completion, unless told otherwise."""
    return RoundRules.model_validate({"rule": VotingRule.EQUAL_SHARES} | changed)


def in_handling(proposal_id: str, **changed: Any) -> Proposal:
    """A proposal of Liendert that can be voted on."""
    fields: dict[str, Any] = {
        "wijk": LIENDERT,
        "year": YEAR,
        "amount": PRICES.get(proposal_id, euros(1)),
        "status": ProposalStatus.IN_HANDLING,
    }
    return Proposal(proposal_id, "person-emma", **fields | changed)


def opening(
    round_rules: RoundRules | None = None,
    *,
    proposal_ids: tuple[str, ...] = ("garden", "oven"),
    budget: Money | None = None,
    closes_at: datetime | None = CLOSES_AT,
    smallest_parts: tuple[SmallestPart, ...] = (),
    procedure: RoundProcedure = PLAIN,
    opens_at: datetime = NOON,
) -> OpenVotingRound:
    """Opening the round."""
    return command(
        OpenVotingRound,
        round_id="round-1",
        wijk=LIENDERT,
        year=YEAR,
        budget_cents=budget or euros(700),
        rules=round_rules or rules(),
        proposal_ids=proposal_ids,
        smallest_parts=smallest_parts,
        opens_at=opens_at,
        closes_at=closes_at,
        procedure=procedure,
    )


def opened(round_rules: RoundRules | None = None, **changed: Any) -> VotingRoundOpened:
    """The round, opened by its own rules."""
    asked = opening(round_rules, **changed)
    proposals = {each: in_handling(each) for each in asked.proposal_ids}
    event, _ = open_round(asked, None, BUDGET, proposals, PASS_KEY)
    assert isinstance(event, VotingRoundOpened)
    return event


def the_round(*events: Event) -> VotingRound:
    """The round after these events."""
    return after(evolve, *events)


def open_now(**changed: Any) -> VotingRound:
    """The round while people vote."""
    return the_round(opened(rules(**changed)))


def closed(ballots: int, root: str) -> VotingRoundClosed:
    """The closing of the round."""
    return happened(
        VotingRoundClosed,
        round_id="round-1",
        ballots=ballots,
        ballots_root=root,
        draw_seed=None,
        reason=None,
    )


def ballot(
    number: int, *choices: str, replaces: int | None = None, points: tuple[int, ...] | None = None
) -> BallotCast:
    """A ballot in the box, of the pass with this number, as it stands there."""
    return BallotCast(
        round_id="round-1",
        rules_hash="00" * 32,
        pass_id=f"{number:032x}",
        choices=choices,
        points=points,
        replaces=replaces,
    )
