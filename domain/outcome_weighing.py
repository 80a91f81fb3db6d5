"""How a decision stands to the outcome of a round that is advice: it follows, or says why not.

Where the regulation makes what people voted advice, or too few of them voted, the college decides;
a decision that departs from the outcome gives the reason for it (Awb 3:50). The outcome is followed
when exactly what was won is granted, activity by activity where people voted on each, and nothing
where nothing was won. A round without an outcome advises nothing.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from domain.activity import Granted
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Event, Identifier, PublicEvent
from domain.grant import outcome_binds
from domain.money import ZERO, Money
from domain.proposal import Proposal
from domain.regulation_contents import Regulation
from domain.voting_round import VotingRound


class OutcomeDepartureUnexplained(Refusal):
    code = "decision.outcome_departure_unexplained"
    dutch = (
        "In stemronde {round} won dit voorstel {won}, en die uitslag is een advies. Zeg waarom dit "
        "besluit daarvan afwijkt."
    )
    english = (
        "In round {round} this proposal won {won}, and that outcome is advice. Say why this "
        "decision departs from it."
    )


class NoOutcomeToDepartFrom(Refusal):
    code = "decision.no_outcome_to_depart_from"
    dutch = (
        "Dit besluit wijkt niet af van een uitslag die advies is; laat de reden om daarvan af te "
        "wijken leeg."
    )
    english = (
        "This decision departs from no outcome that is advice; leave the reason for departing from "
        "it empty."
    )


class OutcomeCountedAfterDraft(Refusal):
    code = "decision.outcome_counted"
    dutch = "De stemronde is geteld nadat dit besluit is voorbereid. Bereid het opnieuw voor."
    english = "The round was counted after this decision was prepared. Prepare it anew."


class OutcomeWeighed(PublicEvent):
    """What the proposal won in a round whose outcome is advice, nothing where it lost, and whether
    the draft before it follows that.
    """

    TOPIC: ClassVar[str] = "decision.outcome_weighed.v1"

    proposal_id: Identifier
    round_id: Identifier
    won_cents: Money
    follows: bool = Field(description="whether the draft grants exactly what was won")
    departure: Commitment | None = Field(description="why it departs; null where it follows")


def advises(counted: VotingRound | None, rules: Regulation) -> bool:
    """Whether a round has an outcome that is advice, under the rules that it began under."""
    return counted is not None and not counted.has_no_outcome and not outcome_binds(counted, rules)


def weigh_outcome(
    command: ActorCommand,
    proposal: Proposal,
    advice: VotingRound | None,
    granted: Granted,
    departure: str | None,
) -> list[Event]:
    """Nothing where no outcome advises on it; else whether granting this so follows it."""
    if advice is None:
        if departure is not None:
            raise NoOutcomeToDepartFrom()
        return []
    won = advice.won.get(proposal.proposal_id, ZERO)
    follows = is_as_voted(proposal, advice, granted)
    if follows and departure is not None:
        raise NoOutcomeToDepartFrom()
    if not follows and departure is None:
        raise OutcomeDepartureUnexplained(round=proposal.round_id, won=won)
    return [
        OutcomeWeighed.following(
            command,
            proposal_id=proposal.proposal_id,
            round_id=proposal.round_id,
            won_cents=won,
            follows=follows,
            departure=departure,
        )
    ]


def is_as_voted(proposal: Proposal, advice: VotingRound, granted: Granted) -> bool:
    """Whether exactly what was won is granted, per activity where people voted on each."""
    if granted.amount != advice.won.get(proposal.proposal_id, ZERO):
        return False
    if not advice.activities_of(proposal.proposal_id):
        return True
    return granted.of_each == advice.won_per_activity(proposal.proposal_id)


def guard_outcome_weighed(
    weighed: OutcomeWeighed | None, proposal: Proposal, advice: VotingRound | None, granted: Granted
) -> None:
    """A decision that departs from the outcome was held against it when it was drafted."""
    if advice is not None and weighed is None and not is_as_voted(proposal, advice, granted):
        raise OutcomeCountedAfterDraft()
