"""What happens to an integrity case: opened, findings, payments suspended, decided, published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.event import Commitment, Day, Event, Identifier, PublicEvent, WijkCode, Year


class CaseOrigin(StrEnum):
    """Why a case was opened: a signal of one of three kinds, or what somebody told."""

    PASSES_FROM_ONE_ADDRESS = "passes_from_one_address"
    BOARD_MEMBER_APPLIED = "board_member_applied"
    COORDINATOR_PAID = "coordinator_paid"
    REPORT = "report"


class CaseOutcome(StrEnum):
    """Whether what was suspected turned out to be so."""

    FOUNDED = "founded"
    IN_PART = "in_part"
    UNFOUNDED = "unfounded"


class FollowUp(StrEnum):
    """What comes of it. Ballots are never taken out: they are secret, and nobody knows whose."""

    NOTHING = "nothing"
    PAYMENTS_GO_ON = "payments_go_on"
    WITHDRAWAL = "withdrawal"


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    DECIDED = "decided"
    PUBLISHED = "published"
    CLOSED = "closed"


class IntegrityCaseOpened(PublicEvent):
    """An officer opened a case about a round or about a proposal with its grant: one of them."""

    TOPIC: ClassVar[str] = "integrity_case.opened.v1"

    case_id: Identifier
    year: Year
    wijk: WijkCode
    round_id: Identifier | None
    proposal_id: Identifier | None
    origin: CaseOrigin
    reason: Commitment
    decide_by: Day = Field(description="until when the inquiry may take, as its opener set it")


class CaseFindingRecorded(PublicEvent):
    """Something was found out, for the suspicion or against it."""

    TOPIC: ClassVar[str] = "integrity_case.finding_recorded.v1"

    case_id: Identifier
    note: Commitment


class CasePaymentsSuspended(PublicEvent):
    """In this case payments on a grant were suspended, by the notice that stands with the grant."""

    TOPIC: ClassVar[str] = "integrity_case.payments_suspended.v1"

    case_id: Identifier
    proposal_id: Identifier
    reason: Commitment = Field(description="the reason of the notice, by which it is known")
    notified_on: Day
    suspended_until: Day


class CaseDecided(PublicEvent):
    """The college said what it found, and what comes of it."""

    TOPIC: ClassVar[str] = "integrity_case.decided.v1"

    case_id: Identifier
    outcome: CaseOutcome
    follow_up: FollowUp
    reason: Commitment
    decided_on: Day


class CaseOutcomePublished(PublicEvent):
    """What everyone may read of it, without personal data, beside the round or the proposal."""

    TOPIC: ClassVar[str] = "integrity_case.outcome_published.v1"

    case_id: Identifier
    year: Year
    wijk: WijkCode
    round_id: Identifier | None
    proposal_id: Identifier | None
    summary: Commitment


class CaseClosed(PublicEvent):
    """Nothing is left to do."""

    TOPIC: ClassVar[str] = "integrity_case.closed.v1"

    case_id: Identifier


@dataclass(frozen=True, slots=True)
class CaseSuspension:
    """A suspension that began in a case: of which grant, the reason of its notice, which no other
    has, and until which day.
    """

    proposal_id: str
    notice: str
    until: date


@dataclass(frozen=True, slots=True)
class IntegrityCase:
    """A case: what it is about, who opened it, and how far it is."""

    case_id: str
    year: int
    wijk: str
    round_id: str | None
    proposal_id: str | None
    opened_by: str
    status: CaseStatus = CaseStatus.OPEN
    findings: int = 0
    suspensions: tuple[CaseSuspension, ...] = ()
    outcome: CaseOutcome | None = None

    def running_on(self, day: date) -> list[CaseSuspension]:
        """The suspensions that began in it and whose term has not passed."""
        return [each for each in self.suspensions if day <= each.until]


def stream_of(case_id: str) -> str:
    """The stream of one case."""
    return f"integrity:{case_id}"


def evolve(case: IntegrityCase | None, event: Event) -> IntegrityCase | None:
    """The case after one more event."""
    if isinstance(event, IntegrityCaseOpened):
        about = (event.year, event.wijk, event.round_id, event.proposal_id)
        return IntegrityCase(event.case_id, *about, opened_by=event.by.id)
    return _changed(case, event) if case else None


def _changed(case: IntegrityCase, event: Event) -> IntegrityCase:
    match event:
        case CaseFindingRecorded():
            return replace(case, findings=case.findings + 1)
        case CasePaymentsSuspended():
            begun = CaseSuspension(event.proposal_id, event.reason, event.suspended_until)
            return replace(case, suspensions=(*case.suspensions, begun))
        case CaseDecided():
            return replace(case, status=CaseStatus.DECIDED, outcome=event.outcome)
        case CaseOutcomePublished():
            return replace(case, status=CaseStatus.PUBLISHED)
        case CaseClosed():
            return replace(case, status=CaseStatus.CLOSED)
        case _:
            return case
