"""Every movement of the money of one wijk and year, as events of one stream.

What follows from them is in `budget`; once a grant is determined, `settlement` says what moves.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.allocation_key import MAX_POINTS, AllocationNumber
from domain.budget_year import BodyAct, CouncilAct
from domain.event import Commitment, Identifier, PublicEvent, WijkCode, Year
from domain.money import Money


class BudgetLine(StrEnum):
    """What a part of a wijk's money is for: proposals are paid from the initiative line alone."""

    INITIATIVE = "initiative"
    INSTITUTION = "institution"
    COORDINATION = "coordination"


class LinePoints(BaseModel):
    """How heavy a line weighs where money is divided over lines."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: BudgetLine
    points: Annotated[int, Field(strict=True, ge=0, le=MAX_POINTS, description="its weight")]


class BudgetEvent(PublicEvent):
    """A movement of money of one wijk and year; the ledger books each in two accounts."""

    division_id: Identifier
    wijk: WijkCode
    year: Year
    amount_cents: Money


class MoneyAllocated(BudgetEvent):
    """The wijk's share of the year's allocation."""

    TOPIC: ClassVar[str] = "budget.money_allocated.v1"


class AllocationReversed(BudgetEvent):
    """The wijk's share of an allocation that was corrected goes back."""

    TOPIC: ClassVar[str] = "budget.allocation_reversed.v1"

    allocation_number: AllocationNumber


class CityMoneyAllocated(BudgetEvent):
    """The city-wide share of an allocation, in the budget of the whole city."""

    TOPIC: ClassVar[str] = "budget.city_money_allocated.v1"

    allocation_number: AllocationNumber


class MoneyPooledOut(BudgetEvent):
    """What a wijk has left goes to the whole city, under a council act."""

    TOPIC: ClassVar[str] = "budget.money_pooled_out.v1"

    council_act: CouncilAct


class MoneyPooledIn(BudgetEvent):
    """What a wijk had left arrives in the budget of the whole city, under the same council act."""

    TOPIC: ClassVar[str] = "budget.money_pooled_in.v1"

    from_wijk: WijkCode
    council_act: CouncilAct


class MoneyDivided(BudgetEvent):
    """A part of the money for initiatives is put on another line by an act, as one of the parts
    that `whole_cents` was divided into by points; what stays is for initiatives.
    """

    TOPIC: ClassVar[str] = "budget.money_divided.v1"

    line: BudgetLine
    whole_cents: Money
    points: tuple[LinePoints, ...]
    act: BodyAct
    reason: Commitment


class MoneyMoved(BudgetEvent):
    """Money goes from one line of the wijk's budget to another, under an act and for a reason."""

    TOPIC: ClassVar[str] = "budget.money_moved.v1"

    from_line: BudgetLine
    to_line: BudgetLine
    act: BodyAct
    reason: Commitment


class LineClosed(BudgetEvent):
    """What is left on a line when the year closes joins what is left for initiatives."""

    TOPIC: ClassVar[str] = "budget.line_closed.v1"

    line: BudgetLine


class SubsidyBound(BudgetEvent):
    """Money on the line for institutions is bound by a subsidy that runs in the year."""

    TOPIC: ClassVar[str] = "budget.subsidy_bound.v1"

    subsidy_id: Identifier


class SubsidyFreed(BudgetEvent):
    """What a subsidy that ended leaves of the year goes to the line for initiatives."""

    TOPIC: ClassVar[str] = "budget.subsidy_freed.v1"

    subsidy_id: Identifier


class MoneyReserved(BudgetEvent):
    """Set apart for a proposal on which a decision is being prepared."""

    TOPIC: ClassVar[str] = "budget.money_reserved.v1"

    proposal_id: Identifier


class ReservationReleased(BudgetEvent):
    """A reservation, or what a grant leaves of it, is available again."""

    TOPIC: ClassVar[str] = "budget.reservation_released.v1"

    proposal_id: Identifier


class MoneyGranted(BudgetEvent):
    """Reserved money is bound by a decision."""

    TOPIC: ClassVar[str] = "budget.money_granted.v1"

    proposal_id: Identifier


class MoneyPaid(BudgetEvent):
    """Granted money left the city's account, as an advance on the grant."""

    TOPIC: ClassVar[str] = "budget.money_paid.v1"

    proposal_id: Identifier
    payout_id: Identifier


class MoneyCarriedOut(BudgetEvent):
    """The remainder goes to the next year, under a council act."""

    TOPIC: ClassVar[str] = "budget.money_carried_out.v1"

    to_year: Year
    council_act: CouncilAct


class SavedPart(BaseModel):
    """Money that is carried over, and the year that it was first given for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    given_for: Year
    amount_cents: Money


class MoneyCarriedIn(BudgetEvent):
    """The remainder of the year before arrives, under the same council act.

    `saved` says for which years it was first given, the oldest first.
    """

    TOPIC: ClassVar[str] = "budget.money_carried_in.v2"

    from_year: Year
    council_act: CouncilAct
    saved: tuple[SavedPart, ...]


class RemainderReleased(BudgetEvent):
    """The remainder goes back to the city's general means."""

    TOPIC: ClassVar[str] = "budget.remainder_released.v1"


class MoneyDetermined(BudgetEvent):
    """Granted money of which is certain that the applicant has a right to it."""

    TOPIC: ClassVar[str] = "budget.money_determined.v1"

    proposal_id: Identifier


class GrantReduced(BudgetEvent):
    """Money that was granted and not determined is available again."""

    TOPIC: ClassVar[str] = "budget.grant_reduced.v1"

    proposal_id: Identifier


class FinalMoneyPaid(BudgetEvent):
    """Money left the city's account after the grant was determined."""

    TOPIC: ClassVar[str] = "budget.final_money_paid.v1"

    proposal_id: Identifier
    payout_id: Identifier


class MoneyRecovered(BudgetEvent):
    """Money came back on the city's account."""

    TOPIC: ClassVar[str] = "budget.money_recovered.v1"

    proposal_id: Identifier


class DeterminationReversed(BudgetEvent):
    """Of determined money it is no longer certain that the applicant has a right to it."""

    TOPIC: ClassVar[str] = "budget.determination_reversed.v1"

    proposal_id: Identifier


class ExcessCovered(BudgetEvent):
    """Money above the ceiling that the law allows for one grant, and the council act that pays it.

    The ceiling counts as it stood at the first decision (Awb 4:25, third paragraph).
    """

    TOPIC: ClassVar[str] = "budget.excess_covered.v1"

    proposal_id: Identifier
    council_act: CouncilAct


class ExcessReturned(BudgetEvent):
    """What the grant does not need any more of it goes back to where it came from."""

    TOPIC: ClassVar[str] = "budget.excess_returned.v1"

    proposal_id: Identifier
