"""A decision on a proposal: prepared by a case officer, taken by a mandate holder, then verified.

It has a mandate, a ground, a reason and, for a grant, the priority and version of the wijkplan it
rests on. The term for an objection is six weeks (Awb 6:7). The griffier verifies that a decision is
in order and decides nothing. Preparing and taking are two people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.activity import GrantedActivities
from domain.budget_year import DecidedByCouncil
from domain.calendar import dutch_day
from domain.command import ActorCommand, ActorId
from domain.deadlines import OBJECTION, IsHoliday, last_day, no_holiday
from domain.decision_ground import DecisionGround, DecisionOutcome, reach_of
from domain.decision_weighed import NOT_WEIGHED, DecisionWeighed
from domain.errors import FORBIDDEN, NOT_FOUND, Refusal
from domain.event import Commitment, Day, Event, Identifier, PlanVersion, PublicEvent
from domain.mandate import Mandate, MandateMissing, MandateUnknown, guard_college_or_mandate
from domain.money import ZERO, Money
from domain.objection_term import ObjectionTerm
from domain.plan_priority import guard_rests_on_plan
from domain.wijkplan import Wijkplan


class DecisionUnknown(Refusal):
    code = "decision.unknown"
    status = NOT_FOUND
    dutch = "Voor voorstel {proposal} is nog geen besluit voorbereid."
    english = "No decision has been prepared for proposal {proposal} yet."


class DecisionAlreadyTaken(Refusal):
    code = "decision.already_taken"
    dutch = "Over voorstel {proposal} is al besloten."
    english = "A decision on proposal {proposal} has already been taken."


class DecisionNotTaken(Refusal):
    code = "decision.not_taken"
    dutch = "Over voorstel {proposal} is nog niet besloten."
    english = "No decision on proposal {proposal} has been taken yet."


class DecisionAlreadyVerified(Refusal):
    code = "decision.already_verified"
    dutch = "Het besluit over voorstel {proposal} is al nagegaan."
    english = "The decision on proposal {proposal} has already been verified."


class AmountNotReserved(Refusal):
    code = "decision.amount_not_reserved"
    dutch = "Voor {asked} is niet genoeg gereserveerd: {reserved}. Reserveer eerst."
    english = "Not enough is reserved for {asked}: {reserved}. Reserve it first."


class RefusalHasAmount(Refusal):
    code = "decision.refusal_has_amount"
    dutch = "Een afwijzing verleent geen bedrag."
    english = "A refusal grants no amount."


class OwnDecisionVerified(Refusal):
    code = "decision.own_decision"
    status = FORBIDDEN
    dutch = "Wie een besluit voorbereidde of nam, gaat het niet zelf na."
    english = "Who prepared or took a decision does not verify it."


class DraftReplaced(Refusal):
    code = "decision.draft_replaced"
    dutch = "Het besluit is intussen opnieuw voorbereid. Lees het nieuwe besluit en neem dat."
    english = "The decision was prepared anew meanwhile. Read the new draft and take that one."


class SamePersonPreparedAndTakes(Refusal):
    code = "decision.same_person"
    status = FORBIDDEN
    dutch = "Wie een besluit voorbereidt, neemt het niet zelf."
    english = "Who prepares a decision does not take it."


class Finding(StrEnum):
    """What the griffier found when verifying."""

    IN_ORDER = "in_order"
    REMARKS = "remarks"


class PrepareDecision(ActorCommand):
    """Draft a decision; preparing again replaces the draft. A refusal has no amount. `departure` is
    why it departs from the advice of the neighbourhood board, or from the ranking, and
    `outcome_departure` from a round whose outcome is advice.
    """

    proposal_id: Identifier
    outcome: DecisionOutcome
    amount_cents: Money
    ground: DecisionGround
    reason: Commitment
    mandate_id: Identifier | None = None
    priority_id: Identifier | None = None
    plan_version: int | None = Field(default=None, ge=1, le=1_000_000)
    departure: Commitment | None = None
    outcome_departure: Commitment | None = None
    activities: GrantedActivities = ()
    council_act: DecidedByCouncil = None


class TakeDecision(ActorCommand):
    """Take the decision as it was prepared, under its mandate; `draft_reason` is the commitment to
    the reason of the draft that was read, as each draft has its own.
    """

    proposal_id: Identifier
    draft_reason: Commitment


class VerifyDecision(ActorCommand):
    """Record what verifying a decision found."""

    proposal_id: Identifier
    finding: Finding
    note: Commitment | None = None


class DecisionPrepared(PublicEvent):
    """The draft that a mandate holder can take."""

    TOPIC: ClassVar[str] = "decision.prepared.v2"

    proposal_id: Identifier
    outcome: DecisionOutcome
    amount_cents: Money
    ground: DecisionGround
    reason: Commitment
    mandate_id: Identifier
    priority_id: Identifier | None
    plan_version: PlanVersion | None
    activities: GrantedActivities = ()
    council_act: DecidedByCouncil = None


class DecisionTaken(PublicEvent):
    """The decision, in full: it can be printed from this event alone."""

    TOPIC: ClassVar[str] = "decision.taken.v3"

    proposal_id: Identifier
    outcome: DecisionOutcome
    amount_cents: Money
    ground: DecisionGround
    reason: Commitment
    mandate_id: Identifier | None = Field(
        description="the mandate; null where the college itself decided"
    )
    priority_id: Identifier | None
    plan_version: PlanVersion | None
    activities: GrantedActivities = ()
    council_act: DecidedByCouncil = None
    prepared_by: ActorId
    taken_on: Day
    objection_until: Day = Field(description="the last day for an objection")


class DecisionVerified(PublicEvent):
    """The griffier verified the decision: rule, mandate, ground, priority, term."""

    TOPIC: ClassVar[str] = "decision.verified.v1"

    proposal_id: Identifier
    finding: Finding
    note: Commitment | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The draft, what it was held against, and what was done then."""

    draft: DecisionPrepared
    weighed: DecisionWeighed = NOT_WEIGHED
    objection_term: ObjectionTerm | None = None
    verified: bool = False

    @property
    def taken(self) -> bool:
        """Whether it was taken."""
        return self.objection_term is not None

    @property
    def taken_by(self) -> str | None:
        """Who took it."""
        return self.objection_term.taken_by if self.objection_term else None

    @property
    def taken_on(self) -> date | None:
        """The day on which it was taken."""
        return dutch_day(self.objection_term.taken_at) if self.objection_term else None


def stream_of(proposal_id: str) -> str:
    """The stream of the decision on one proposal."""
    return f"decision:{proposal_id}"


def evolve(decision: Decision | None, event: Event) -> Decision | None:
    """The decision after one more event."""
    match event:
        case DecisionPrepared():
            return Decision(event)
        case DecisionTaken() if decision:
            term = ObjectionTerm(event.objection_until, event.by.id, event.at, event.mandate_id)
            return replace(decision, objection_term=term)
        case DecisionVerified() if decision:
            return replace(decision, verified=True)
        case _:
            return decision and replace(decision, weighed=decision.weighed.after(event))


def prepare(
    command: PrepareDecision,
    decision: Decision | None,
    mandate: Mandate | None,
    plan: Wijkplan | None,
    reserved: Money,
) -> list[Event]:
    """Draft what can be taken: mandate in the register, priority in the plan, money reserved."""
    guard_not_decided(decision, command.proposal_id)
    if command.mandate_id is None:
        raise MandateMissing()
    if mandate is None:
        raise MandateUnknown(mandate=command.mandate_id)
    if command.outcome is DecisionOutcome.GRANT:
        guard_rests_on_plan(command.priority_id, command.plan_version, plan)
        if command.amount_cents <= ZERO or command.amount_cents > reserved:
            raise AmountNotReserved(asked=command.amount_cents, reserved=reserved)
    elif command.amount_cents or command.activities:
        raise RefusalHasAmount()
    return [DecisionPrepared.following(command)]


def guard_not_decided(decision: Decision | None, proposal_id: str) -> None:
    """A proposal is decided on once; nothing is drafted or reserved for it afterwards."""
    if decision is not None and decision.taken:
        raise DecisionAlreadyTaken(proposal=proposal_id)


def take(
    command: TakeDecision,
    decision: Decision | None,
    mandate: Mandate | None,
    asked: Money,
    is_holiday: IsHoliday = no_holiday,
) -> DecisionTaken:
    """Take a prepared decision on what was asked, by another person, within the mandate of the day.

    The college may always decide itself (Awb 10:7), and above a mandate nobody else can.
    """
    if decision is None:
        raise DecisionUnknown(proposal=command.proposal_id)
    guard_not_decided(decision, command.proposal_id)
    draft = decision.draft
    if draft.reason != command.draft_reason:
        raise DraftReplaced()
    if draft.by.id == command.by.id:
        raise SamePersonPreparedAndTakes()
    today = dutch_day(command.at)
    reach = reach_of(draft.outcome, draft.amount_cents, asked)
    under = guard_college_or_mandate(mandate, draft.mandate_id, command.by, today, reach)
    decided = draft.model_dump(exclude={"by", "at"}) | {"mandate_id": under}
    return DecisionTaken.following(
        command,
        **decided,
        prepared_by=draft.by.id,
        taken_on=today,
        objection_until=last_day(today, OBJECTION, is_holiday),
    )


def verify(command: VerifyDecision, decision: Decision | None) -> list[Event]:
    """Verify a decision that was taken, once, by someone who had no part in it."""
    if decision is None or not decision.taken:
        raise DecisionNotTaken(proposal=command.proposal_id)
    if decision.verified:
        raise DecisionAlreadyVerified(proposal=command.proposal_id)
    if command.by.id in (decision.draft.by.id, decision.taken_by):
        raise OwnDecisionVerified()
    return [DecisionVerified.following(command)]
