"""An activity of a proposal, with a budget of its own: what it costs, and who pays which part.

Ranking and granting go per activity (Amersfoort's change of 2017): a decision names the activities
that it grants, or its amount pays for whole ones in order of rank. Co-funding may be money or the
applicants' own work in kind, which is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.errors import Refusal
from domain.event import Identifier
from domain.money import ZERO, Money, PositiveMoney, total

LINES_MAX = 40
ACTIVITIES_MAX = 40


class ActivityAsksNothing(Refusal):
    code = "activity.asks_nothing"
    dutch = "Deze activiteit is al betaald: de kosten zijn {costs}, de bijdragen {funding}."
    english = "This activity is paid for already: it costs {costs}, contributions are {funding}."


class OwnWorkNotInCosts(Refusal):
    code = "activity.own_work_not_in_costs"
    dutch = "Eigen werk telt als bijdrage voor zover het ook bij de kosten staat ({costs})."
    english = "Own work counts as a contribution as far as it stands with the costs ({costs})."


class CostKind(StrEnum):
    """What money is needed for; own work is valued, and paid to nobody."""

    MATERIALS = "materials"
    HIRE = "hire"
    PAID_WORK = "paid_work"
    OWN_WORK = "own_work"
    EXPENSES = "expenses"
    OTHER = "other"


class FundingKind(StrEnum):
    """Who pays a part besides the grant."""

    OWN_MONEY = "own_money"
    OWN_WORK = "own_work"
    CONTRIBUTIONS = "contributions"
    OTHER_FUND = "other_fund"

    @property
    def in_kind(self) -> bool:
        """Whether it is work, and no money (zelfwerkzaamheid)."""
        return self is FundingKind.OWN_WORK


class CostLine(BaseModel):
    """One line of what an activity costs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: CostKind
    amount_cents: PositiveMoney


class FundingLine(BaseModel):
    """One line of co-funding."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: FundingKind
    amount_cents: PositiveMoney


class GrantedActivity(BaseModel):
    """An activity that a decision grants, and what it gets."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    activity_id: Identifier
    amount_cents: PositiveMoney


GrantedActivities = Annotated[
    tuple[GrantedActivity, ...],
    Field(
        max_length=ACTIVITIES_MAX,
        description="what each activity gets; an activity that is not named gets nothing; "
        "empty where the amount pays for whole activities in order of rank",
    ),
]


@dataclass(frozen=True, slots=True)
class Granted:
    """What a grant comes to, and what each activity gets of it where a decision named them."""

    amount: Money = ZERO
    activities: tuple[GrantedActivity, ...] = ()

    @property
    def of_each(self) -> Mapping[str, Money]:
        """What each activity gets that was named."""
        return {each.activity_id: each.amount_cents for each in self.activities}

    def is_as(self, other: Granted) -> bool:
        """Whether both come to the same, for the same activities."""
        return self.amount == other.amount and self.of_each == other.of_each


NOTHING_GRANTED = Granted()


def asked_for(costs: Sequence[CostLine], funding: Sequence[FundingLine]) -> PositiveMoney:
    """What the grant has to pay of an activity: its costs without the co-funding."""
    guard_own_work_is_in_costs(costs, funding)
    cost, funded = _sum(costs), _sum(funding)
    if funded >= cost:
        raise ActivityAsksNothing(costs=cost, funding=funded)
    return cost - funded


def guard_own_work_is_in_costs(costs: Sequence[CostLine], funding: Sequence[FundingLine]) -> None:
    """Work in kind is on both sides, or it would pay for other things."""
    valued = _sum(line for line in costs if line.kind is CostKind.OWN_WORK)
    if _sum(line for line in funding if line.kind.in_kind) > valued:
        raise OwnWorkNotInCosts(costs=valued)


def awarded_within(asked: Sequence[tuple[str, Money]], money: Money) -> tuple[str, ...]:
    """The activities that this money pays for, in order of rank: each whole, or not at all.

    One that does not fit is passed over, and the next is looked at.
    """
    left, awarded = money, []
    for activity_id, amount in asked:
        if amount <= left:
            left -= amount
            awarded.append(activity_id)
    return tuple(awarded)


def _sum(lines: Iterable[CostLine | FundingLine]) -> Money:
    return total(line.amount_cents for line in lines)
