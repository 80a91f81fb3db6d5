"""Saving up for something large: the oldest money is spent first, and released after some years."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.budget_events import SavedPart
from domain.budget_year import CouncilAct, Remainder
from domain.canonical import canonical_json
from domain.command import Role
from domain.event_catalogue import event_from
from domain.grant import ReserveGrant
from domain.money import ZERO, Money
from domain.proposal import SubmitProposal, TakeInHandling
from domain.regulation_contents import Regulation
from tests.scenarios.town import LIENDERT, YEAR, Town, sealed

ACT = CouncilAct(number="RB-9", decided_on=date(YEAR, 12, 16))


def saving(years: int) -> Town:
    """A town of which Liendert got a hundred euros in the first year, and saves."""
    town = Town().with_money(100_00)
    rule = {"article": "3", "allowed": True, "saving_years": years}
    town.adopt_regulation(Regulation.model_validate({"carry_over": rule}))
    return town


def next_year(town: Town, year: int, cents: int = 0) -> None:
    """The next year opens, perhaps with money of its own; this one closes."""
    town.open_year(year=year + 1)
    if cents:
        town.allocate({LIENDERT: 1}, cents, year=year + 1)
    town.close_year(Remainder.CARRY_OVER, ACT, year)


def reserve(town: Town, year: int, cents: int) -> None:
    """Somebody's proposal gets something of the year's money."""
    about: dict[str, Any] = {"wijk": LIENDERT, "year": year, "amount_cents": Money(cents)}
    texts: dict[str, Any] = {"title": sealed("oven"), "description": sealed("about the oven")}
    town.do(SubmitProposal, Role.RESIDENT, proposal_id="oven", **about, **texts)
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="oven")
    town.do(ReserveGrant, Role.CASE_OFFICER, proposal_id="oven", amount_cents=Money(cents))


@pytest.mark.parametrize("years", [1, 2, 3])
def test_money_is_saved_for_as_many_years_as_the_regulation_says(years: int) -> None:
    town = saving(years)
    for year in range(YEAR, YEAR + years):
        next_year(town, year)
        assert town.budget(LIENDERT, year + 1).available == Money(100_00)
    last = YEAR + years
    next_year(town, last)
    assert town.budget(LIENDERT, last).released == Money(100_00)
    assert town.budget(LIENDERT, last).available == ZERO


def test_without_a_bound_money_goes_on_and_on() -> None:
    town = saving(0)
    for year in range(YEAR, YEAR + 5):
        next_year(town, year)
    assert town.budget(LIENDERT, YEAR + 5).available == Money(100_00)


def test_what_was_given_later_is_kept_for_longer() -> None:
    town = saving(1)
    next_year(town, YEAR, 40_00)
    next_year(town, YEAR + 1)
    closed = town.budget(LIENDERT, YEAR + 1)
    assert (closed.released, closed.carried_out) == (Money(100_00), Money(40_00))
    assert town.budget(LIENDERT, YEAR + 2).saved == (
        SavedPart(given_for=YEAR + 1, amount_cents=Money(40_00)),
    )


def test_what_is_oldest_is_spent_first() -> None:
    town = saving(2)
    next_year(town, YEAR, 40_00)
    budget = town.budget(LIENDERT, YEAR + 1)
    assert [(part.given_for, part.amount_cents.cents) for part in budget.left_by_year()] == [
        (YEAR, 100_00),
        (YEAR + 1, 40_00),
    ]
    reserve(town, YEAR + 1, 120_00)
    (left,) = town.budget(LIENDERT, YEAR + 1).left_by_year()
    assert (left.given_for, left.amount_cents) == (YEAR + 1, Money(20_00))


def test_an_entry_of_before_tells_that_all_was_of_the_year_it_came_from() -> None:
    town = saving(2)
    next_year(town, YEAR)
    (arrived,) = (each for each in town.events() if each.TOPIC == "budget.money_carried_in.v2")
    before = canonical_json(arrived.model_dump(mode="json", exclude={"saved"}))
    assert event_from("budget.money_carried_in.v1", before) == arrived
