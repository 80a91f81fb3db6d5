"""Money of the whole city: its share can be spent, and what wijken have left is pooled in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from domain.allocation import PublishAllocation
from domain.allocation_correction import AllocationSpokenFor, CorrectAllocation
from domain.budget import NotEnoughMoney
from domain.budget_events import MoneyPooledIn
from domain.budget_year import CouncilAct, Remainder
from domain.city_money import NothingToPool, PoolingNotInRegulation, PoolingTooEarly
from domain.command import Role
from domain.money import ZERO, Money
from domain.regulation_contents import Regulation
from domain.wijk_division import WijkUnknown
from projections.budget_state import states_after
from projections.ledger import booked
from tests.scenarios.planning_town import by_inhabitants
from tests.scenarios.town import LIENDERT, SOESTERKWARTIER, YEAR, Town, sealed
from tests.unit.domain.given import refused, says_article
from tests.unit.projections.entries import entries_of

CITY = "WK030700"
POOLS = Regulation.model_validate(
    {
        "carry_over": {
            "article": "3",
            "allowed": False,
            "pooling_day": {"month": 3, "day": 1},
        }
    }
)


def divided(city_wide: int = 100_00, *, ceiling: int = 2_000_00) -> Town:
    """A thousand euros over two wijken, of which a part is for the whole city."""
    town = Town()
    town.adopt_division()
    town.open_year(ceiling=ceiling)
    allocate(town, city_wide)
    return town


def allocate(town: Town, city_wide: int, intention: Any = PublishAllocation, **more: Any) -> None:
    """An allocation of a thousand euros, or its correction."""
    town.do(
        intention,
        Role.GRIFFIER,
        year=YEAR,
        total_cents=Money(1_000_00),
        city_wide_cents=Money(city_wide),
        key="inhabitants",
        parts=(by_inhabitants({LIENDERT: 1, SOESTERKWARTIER: 1}),),
        **more,
    )


def correct(town: Town, city_wide: int) -> None:
    """The first allocation with another city-wide share."""
    reason = sealed("the city needs another part")
    allocate(town, city_wide, CorrectAllocation, number=1, reason=reason)


def in_march(town: Town) -> Town:
    """The pooling day."""
    town.now = datetime(YEAR, 3, 1, 9, 0, tzinfo=UTC)
    return town


class TestTheCityWideShare:
    """It is in a budget of its own, under a code that no wijk has."""

    def test_with_the_shares_of_the_wijken_it_adds_up_to_the_total(self) -> None:
        town = divided(100_01)
        places = (LIENDERT, SOESTERKWARTIER, CITY)
        assert sum(town.budget(each).allocated.cents for each in places) == 1_000_00
        assert town.budget(CITY).available == Money(100_01)

    def test_a_proposal_for_the_whole_city_is_paid_from_it_and_from_nothing_else(self) -> None:
        town = divided()
        town.admit("bus", 200_00, CITY)
        with refused(NotEnoughMoney):
            town.reserve("bus", 100_01)
        town.reserve("bus", 100_00)
        assert town.budget(CITY).available == ZERO
        assert town.budget(LIENDERT).available == Money(450_00)

    def test_such_a_proposal_needs_a_plan_of_the_city_and_a_mandate_as_any_other(self) -> None:
        town = divided()
        town.adopt_plan(CITY)
        town.give_mandate()
        town.admit("bus", 100_00, CITY)
        town.reserve("bus", 100_00)
        town.prepare("bus", 100_00)
        town.take("bus")
        assert town.budget(CITY).granted == {"bus": Money(100_00)}

    def test_another_code_that_no_wijk_has_is_no_place_for_a_proposal(self) -> None:
        with refused(WijkUnknown):
            divided().submit("bus", 1_00, "WK034400")

    def test_nothing_is_divided_over_the_city_as_if_it_were_a_wijk(self) -> None:
        town = divided()
        with refused(WijkUnknown):
            town.allocate({CITY: 1}, 1_00)

    def test_a_correction_takes_it_back_and_gives_it_anew(self) -> None:
        town = divided()
        correct(town, 40_00)
        assert town.budget(CITY).available == Money(40_00)
        assert town.budget(LIENDERT).available == Money(480_00)

    def test_a_correction_takes_none_of_it_that_is_spoken_for(self) -> None:
        town = divided()
        town.admit("bus", 100_00, CITY)
        town.reserve("bus", 60_00)
        with refused(AllocationSpokenFor):
            correct(town, 59_99)
        correct(town, 60_00)

    def test_it_is_carried_over_when_the_year_closes(self) -> None:
        town = divided()
        town.open_year(year=YEAR + 1)
        act = CouncilAct(number="RB-9", decided_on=date(YEAR, 12, 16))
        town.close_year(Remainder.CARRY_OVER, act)
        assert town.budget(CITY, YEAR + 1).available == Money(100_00)


class TestPooling:
    """From the day of the regulation, what wijken have left is for the whole city."""

    def test_all_that_is_free_goes_and_what_is_spoken_for_stays(self) -> None:
        town = divided()
        town.adopt_regulation(POOLS)
        town.admit("garden", 200_00)
        town.reserve("garden", 200_00)
        in_march(town).pool_remainders()
        assert town.budget(LIENDERT).available == ZERO
        assert town.budget(LIENDERT).reserved == {"garden": Money(200_00)}
        assert town.budget(CITY).available == Money(100_00 + 250_00 + 450_00)

    def test_the_ledger_adds_up_at_every_step_and_nothing_comes_or_goes(self) -> None:
        town = divided()
        town.adopt_regulation(POOLS)
        in_march(town).pool_remainders()
        lines = [line for entry in entries_of(town) if (line := booked(entry)) is not None]
        for end in range(len(lines) + 1):
            assert all(state.adds_up for state in states_after(lines[:end]).values())
        states = states_after(lines).values()
        assert sum(state.pooled_cents for state in states) == 0
        assert sum(state.available_cents for state in states) == 1_000_00

    def test_it_says_from_which_wijk_each_part_came(self) -> None:
        town = divided()
        town.adopt_regulation(POOLS)
        in_march(town).pool_remainders()
        arrived = [event for event in town.events() if isinstance(event, MoneyPooledIn)]
        assert [(each.from_wijk, each.amount_cents) for each in arrived] == [
            (SOESTERKWARTIER, Money(450_00)),
            (LIENDERT, Money(450_00)),
        ]

    def test_before_the_day_it_is_the_wijks_own(self) -> None:
        town = divided()
        town.adopt_regulation(POOLS)
        town.now = datetime(YEAR, 2, 28, 12, 0, tzinfo=UTC)
        with refused(PoolingTooEarly) as caught:
            town.pool_remainders()
        assert POOLS.carry_over is not None
        assert says_article(caught.value, POOLS.carry_over.article)

    def test_only_where_a_regulation_says_so(self) -> None:
        with refused(PoolingNotInRegulation):
            in_march(divided()).pool_remainders()

    def test_of_the_wijken_only_those_whose_regulation_says_so(self) -> None:
        town = divided()
        town.adopt_regulation(POOLS, wijken=(SOESTERKWARTIER,))
        in_march(town).pool_remainders()
        assert town.budget(LIENDERT).available == Money(450_00)
        assert town.budget(SOESTERKWARTIER).available == ZERO

    def test_a_second_time_there_is_nothing_to_pool(self) -> None:
        town = divided()
        town.adopt_regulation(POOLS)
        in_march(town).pool_remainders()
        with refused(NothingToPool):
            town.pool_remainders()
