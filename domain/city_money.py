"""Money of the whole city: its share of an allocation, and what wijken have left when it is pooled.

It has a budget of its own under a code of its own, with lines, proposals, grants and a
closing like any other. What is pooled leaves a wijk and arrives there, under an act of the council.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from domain.allocation_key import AllocationPublished
from domain.budget import Budget, key_of
from domain.budget_events import (
    AllocationReversed,
    BudgetEvent,
    CityMoneyAllocated,
    MoneyPooledIn,
    MoneyPooledOut,
)
from domain.budget_year import CouncilAct, RemaindersPooled
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event, Year
from domain.money import total


class PoolingNotInRegulation(Refusal):
    code = "budget_year.pooling_not_in_regulation"
    dutch = "Geen regeling zegt dat wat over is voor de hele stad wordt."
    english = "No regulation says that what is left is for the whole city."


class PoolingTooEarly(Refusal):
    code = "budget_year.pooling_too_early"
    dutch = "Tot {day} is wat over is volgens artikel {article} voor de wijk; daarna voor de stad."
    english = "By article {article} what is left is for the wijk until {day}, then for the city."


class NothingToPool(Refusal):
    code = "budget_year.nothing_to_pool"
    dutch = "Er is in de wijken niets over om samen te voegen."
    english = "Nothing is left in the wijken to be pooled."


class PoolingDay(NamedTuple):
    """From which day on what is left is for the whole city, and by which article."""

    day: date
    article: str


class PoolRemainders(ActorCommand):
    """Let what wijken have left be for the whole city, from the pooling day of their regulation."""

    year: Year
    council_act: CouncilAct


def city_share(
    command: ActorCommand, published: AllocationPublished, city: str, number: int
) -> dict[str, BudgetEvent]:
    """The city-wide share of an allocation with this number, by the code of the city."""
    if not published.city_wide_cents:
        return {}
    return {
        city: CityMoneyAllocated.following(
            command,
            division_id=published.division_id,
            wijk=city,
            year=published.year,
            amount_cents=published.city_wide_cents,
            allocation_number=number,
        )
    }


def reversed_city_share(
    command: ActorCommand, wrong: AllocationPublished, city: Budget | None, number: int
) -> dict[str, BudgetEvent]:
    """The city-wide share of an allocation goes back, where it was booked."""
    if city is None or number not in city.city_shares:
        return {}
    about = key_of(city, amount_cents=wrong.city_wide_cents, allocation_number=number)
    return {city.wijk: AllocationReversed.following(command, **about)}


def pool(
    command: PoolRemainders,
    days: Mapping[str, PoolingDay],
    budgets: Mapping[str, Budget],
    city: str,
) -> tuple[Event, dict[str, Event], list[Event]]:
    """The pooling; by wijk what leaves it; and what arrives in the budget of the city.

    `days` has the pooling day of every wijk whose regulation has one.
    """
    wijken = guard_may_be_pooled(days, dutch_day(command.at))
    left = {wijk: budgets[wijk] for wijk in wijken if wijk in budgets and budgets[wijk].available}
    if not left:
        raise NothingToPool()
    whole = total(budget.available for budget in left.values())
    pooled = RemaindersPooled.following(command, wijken=tuple(left), amount_cents=whole)
    leaving: dict[str, Event] = {}
    arriving: list[Event] = []
    for wijk, budget in left.items():
        about = key_of(budget, amount_cents=budget.available)
        leaving[wijk] = MoneyPooledOut.following(command, **about)
        arriving.append(
            MoneyPooledIn.following(command, **about | {"wijk": city, "from_wijk": wijk})
        )
    return pooled, leaving, arriving


def guard_may_be_pooled(days: Mapping[str, PoolingDay], today: date) -> Iterable[str]:
    """The wijken whose day has come; until then what is left is the wijk's own."""
    if not days:
        raise PoolingNotInRegulation()
    come = [wijk for wijk, (day, _) in sorted(days.items()) if day <= today]
    if not come:
        day, article = min(days.values())
        raise PoolingTooEarly(day=day, article=article)
    return come
