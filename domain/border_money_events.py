"""What happens to money that is carried over a change of borders: out of a wijk, into another."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.allocation_key import Weight
from domain.budget_events import BudgetEvent, SavedPart
from domain.budget_year import CouncilAct
from domain.event import Identifier, WijkCode, Year


class ShareOfWijk(BaseModel):
    """How much of a former wijk a wijk became: so much of the whole, each year's money by itself
    divided by largest remainder; decided by the council's act where the mapping did not say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    weight: Weight
    of_weight: Annotated[int, Field(strict=True, ge=1, description="all parts together")]
    decided: Annotated[bool, Field(description="by the council, and not by the mapping")]


class MoneyMappedOut(BudgetEvent):
    """What a wijk has left goes to a wijk that it became, in the next year and its division."""

    TOPIC: ClassVar[str] = "budget.money_mapped_out.v1"

    to_division: Identifier
    to_wijk: WijkCode
    to_year: Year
    share: ShareOfWijk
    council_act: CouncilAct


class MoneyMappedIn(BudgetEvent):
    """What a wijk of the division before had left arrives, under the same council act.

    `saved` says for which years it was first given, the oldest first.
    """

    TOPIC: ClassVar[str] = "budget.money_mapped_in.v1"

    from_division: Identifier
    from_wijk: WijkCode
    from_year: Year
    share: ShareOfWijk
    council_act: CouncilAct
    saved: tuple[SavedPart, ...]
