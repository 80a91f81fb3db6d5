"""What happens to money that people vote on: put to the vote, counted, freed, kept once more."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.budget_events import BudgetEvent
from domain.event import Identifier
from domain.money import Money, PositiveMoney
from domain.voting_rules import MAX_CANDIDATES


class WinnerMoney(BaseModel):
    """What a proposal won in a round, which is kept for it until it is decided on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal_id: Identifier
    amount_cents: PositiveMoney


class RoundMoneyBound(BudgetEvent):
    """People vote on so much of the money for initiatives: it is held until they have decided."""

    TOPIC: ClassVar[str] = "budget.round_money_bound.v1"

    round_id: Identifier


class RoundMoneyCounted(BudgetEvent):
    """Votes on money are counted. `amount_cents` is what is free again; the rest stays held for who
    won, or, as `themes_cents`, for themes until people choose projects within what they got.
    """

    TOPIC: ClassVar[str] = "budget.round_money_counted.v1"

    round_id: Identifier
    won: tuple[WinnerMoney, ...] = Field(max_length=MAX_CANDIDATES)
    themes_cents: Money


class RoundMoneyFreed(BudgetEvent):
    """What was held for who won can be reserved; or what themes got is voted on per theme, or goes
    where all goes that is left when the year closes.
    """

    TOPIC: ClassVar[str] = "budget.round_money_freed.v1"

    round_id: Identifier
    proposal_id: Identifier | None = Field(description="who won it; null where themes got it")
    themes: tuple[Identifier, ...] = Field(
        default=(),
        max_length=MAX_CANDIDATES,
        description="within which themes is chosen from now on; in entries of before it: nothing",
    )


class WinnerMoneyBound(BudgetEvent):
    """A reservation for who won was given up: until it is decided on, its money is held again."""

    TOPIC: ClassVar[str] = "budget.winner_money_bound.v1"

    round_id: Identifier
    proposal_id: Identifier
