"""Feasibility: a valuator looks at a proposal on the published grounds, and gives reasons.

Which grounds there are is in the regulation, and published beforehand. A proposal is found feasible
when every ground holds; what was found not feasible is on no list, and gets no grant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.command import ActorCommand, ActorId
from domain.errors import FORBIDDEN, Refusal
from domain.event import Commitment, Event, Identifier, PublicEvent
from domain.proposal import (
    OwnInterest,
    Proposal,
    ProposalStatus,
    guard_status,
)
from domain.proposal_amendment import guard_not_frozen
from domain.regulation_rules import FeasibilityRule

GROUNDS_MAX = 40


class NotTheValuator(Refusal):
    code = "feasibility.not_the_valuator"
    status = FORBIDDEN
    dutch = "Dit voorstel is aan iemand anders toegewezen om te beoordelen."
    english = "This proposal was assigned to somebody else to look at."


class ValuatorMissing(Refusal):
    code = "feasibility.valuator_missing"
    dutch = "Wijs eerst iemand aan die kijkt of het voorstel haalbaar is."
    english = "First assign somebody who looks at whether the proposal is feasible."


class NoGroundsPublished(Refusal):
    code = "feasibility.no_grounds"
    dutch = "De regels van dit voorstel hebben geen gronden om het op haalbaarheid te beoordelen."
    english = "The rules of this proposal have no grounds to judge on whether it is feasible."


class GroundsDiffer(Refusal):
    code = "feasibility.grounds_differ"
    dutch = "Beoordeel elke grond van artikel {article} één keer, en geen andere: {grounds}."
    english = "Judge each ground of article {article} once, and no other: {grounds}."


class NotFeasible(Refusal):
    code = "feasibility.not_feasible"
    dutch = "Voorstel {proposal} is niet haalbaar bevonden op de gronden van artikel {article}."
    english = "Proposal {proposal} was found not feasible on the grounds of article {article}."


class FeasibilityMissing(Refusal):
    code = "feasibility.missing"
    dutch = "Van voorstel {proposal} is nog niet beoordeeld of het haalbaar is (artikel {article})."
    english = "Whether proposal {proposal} is feasible was not judged yet (article {article})."


class FeasibilityOutdated(Refusal):
    code = "feasibility.outdated"
    dutch = "Voorstel {proposal} is veranderd nadat het is beoordeeld. Laat het opnieuw beoordelen."
    english = "Proposal {proposal} changed after it was judged. Have it judged anew."


class GroundFinding(BaseModel):
    """What was found on one published ground."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ground: Identifier
    holds: bool = Field(description="whether the proposal is feasible as far as this ground goes")


class AssignValuator(ActorCommand):
    """Ask somebody of the city to look at whether a proposal is feasible."""

    proposal_id: Identifier
    valuator_id: ActorId


class RecordFeasibility(ActorCommand):
    """Say of each published ground whether it holds, and why."""

    proposal_id: Identifier
    findings: tuple[GroundFinding, ...] = Field(min_length=1, max_length=GROUNDS_MAX)
    reason: Commitment


class ValuatorAssigned(PublicEvent):
    """Who looks at the proposal; the last one assigned is the one."""

    TOPIC: ClassVar[str] = "feasibility.valuator_assigned.v1"

    proposal_id: Identifier
    valuator_id: ActorId


class FeasibilityRecorded(PublicEvent):
    """What the valuator found on each ground; feasible where all of them hold."""

    TOPIC: ClassVar[str] = "feasibility.recorded.v2"

    proposal_id: Identifier
    findings: tuple[GroundFinding, ...]
    reason: Commitment
    feasible: bool = Field(description="whether every published ground holds")
    version: int = Field(
        ge=0, description="version of the proposal that was judged; zero where it was not told"
    )


@dataclass(frozen=True, slots=True)
class Feasibility:
    """Who looks at a proposal, what was found last, and of which version; None until it was."""

    valuator_id: str
    feasible: bool | None = None
    version: int = 0


def stream_of(proposal_id: str) -> str:
    """The stream of the feasibility of one proposal."""
    return f"feasibility:{proposal_id}"


def evolve(feasibility: Feasibility | None, event: Event) -> Feasibility | None:
    """The feasibility after one more event."""
    match event:
        case ValuatorAssigned():
            return Feasibility(event.valuator_id)
        case FeasibilityRecorded() if feasibility:
            return replace(feasibility, feasible=event.feasible, version=event.version)
        case _:
            return feasibility


def assign_valuator(
    command: AssignValuator, proposal: Proposal | None, rule: FeasibilityRule | None
) -> list[Event]:
    """Somebody without an interest; assigning another one begins anew.

    Without published grounds there is nothing to judge on, and the proposal would never be on a
    list.
    """
    found = _guard_to_judge(command.proposal_id, proposal)
    if command.valuator_id in found.interested:
        raise OwnInterest()
    if rule is None:
        raise NoGroundsPublished()
    return [ValuatorAssigned.following(command)]


def record(
    command: RecordFeasibility,
    feasibility: Feasibility | None,
    proposal: Proposal | None,
    rule: FeasibilityRule | None,
) -> list[Event]:
    """The valuator judges exactly the grounds that were published."""
    judged = _guard_to_judge(command.proposal_id, proposal)
    if feasibility is None:
        raise ValuatorMissing()
    if command.by.id != feasibility.valuator_id:
        raise NotTheValuator()
    if rule is None:
        raise NoGroundsPublished()
    published = sorted(rule.grounds)
    if sorted(finding.ground for finding in command.findings) != published:
        raise GroundsDiffer(article=rule.article, grounds=", ".join(published))
    feasible = all(finding.holds for finding in command.findings)
    return [FeasibilityRecorded.following(command, feasible=feasible, version=judged.version)]


def _guard_to_judge(proposal_id: str, proposal: Proposal | None) -> Proposal:
    found = guard_status(
        proposal, proposal_id, ProposalStatus.SUBMITTED, ProposalStatus.IN_HANDLING
    )
    guard_not_frozen(found, is_bound=False)
    return found


def guard_feasible(
    proposal_id: str, feasibility: Feasibility | None, version: int, rule: FeasibilityRule | None
) -> None:
    """What is not feasible is on no list and gets no grant, nor what changed after it was judged;
    `version` is what the list or the grant would have. Without a `rule` nobody needs to judge.
    """
    if feasibility is None and rule is None:
        return
    article = rule.article if rule else "-"
    if feasibility is None or feasibility.feasible is None:
        raise FeasibilityMissing(proposal=proposal_id, article=article)
    if not feasibility.feasible:
        raise NotFeasible(proposal=proposal_id, article=article)
    if feasibility.version not in (0, version):
        raise FeasibilityOutdated(proposal=proposal_id)
