"""What people vote on is still there when they have decided (Awb 4:26), and is let go once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.allocation_correction import AllocationSpokenFor
from domain.budget import BoundByRounds, Budget
from domain.budget_events import BudgetLine
from domain.budget_year import Remainder
from domain.command import Role
from domain.grant import ReleaseGrant
from domain.mandate import MandateMatter
from domain.money import ZERO, Money
from domain.proposal import ProposalKind, TakeInHandling
from domain.regulation_contents import Regulation
from domain.round_money import RoundsNotCounted, counted, freed_for
from domain.theme_division import ThemeDivision
from domain.voting_rules import RoundRules
from projections.budget_state import states_after
from projections.ledger import booked
from tests.scenarios.town import DIVISION, LIENDERT, PEOPLE, SOESTERKWARTIER, YEAR, Town, sealed
from tests.unit.domain.given import command, refused
from tests.unit.domain.rounds import in_handling
from tests.unit.projections.entries import entries_of, figures_of

TO_COORDINATION = (BudgetLine.INITIATIVE, BudgetLine.COORDINATION)
DIVIDED = ThemeDivision(themes=("green", "care"), step_cents=Money(100_00), least_themes=1)


def a_thousand(*names: str) -> Town:
    """A thousand euros, and proposals that ask two hundred each."""
    town = Town().with_money(1_000_00)
    town.adopt_plan()
    town.give_mandate()
    for name in names:
        town.admit(name, 200_00)
    return town


def with_winners(*names: str) -> Town:
    """A round that all of them win."""
    town = a_thousand(*names)
    town.open_round(names, 500_00)
    town.cast(1, *names)
    town.close_round()
    town.tally()
    return town


class TestWhilePeopleVote:
    """It can go nowhere else, and everyone can see that."""

    def test_several_rounds_on_one_line_add_up(self) -> None:
        town = a_thousand("garden", "oven")
        town.open_round(["garden"], 300_00)
        town.open_round(["oven"], 400_00, round_id="round-2")
        assert town.budget().voted == {"round-1": Money(300_00), "round-2": Money(400_00)}
        assert town.budget().available == Money(300_00)
        with refused(BoundByRounds) as caught:
            town.move_money(300_01, *TO_COORDINATION)
        assert "€ 700,00" in caught.value.text()
        town.move_money(300_00, *TO_COORDINATION)

    def test_the_ledger_tells_it_apart_from_what_is_available(self) -> None:
        town = a_thousand("garden")
        town.open_round(["garden"], 300_00)
        state = figures_of(town)
        assert (state.voted_on_cents, state.available_cents) == (300_00, 700_00)
        assert state.adds_up

    def test_what_is_free_is_divided_over_lines_and_nothing_of_what_is_voted_on(self) -> None:
        town = a_thousand("garden")
        town.open_round(["garden"], 700_00)
        town.divide_money(LIENDERT, institution=1)
        assert town.budget().lines == {"institution": Money(300_00)}
        with refused(BoundByRounds):
            town.divide_money(LIENDERT, institution=1)

    def test_only_the_rest_is_pooled_for_the_whole_city(self) -> None:
        town = a_thousand("garden")
        rule = {"article": "3", "allowed": False, "pooling_day": {"month": 3, "day": 1}}
        town.adopt_regulation(Regulation.model_validate({"carry_over": rule}))
        town.open_round(["garden"], 700_00)
        town.now = datetime(YEAR, 3, 1, 9, 0, tzinfo=UTC)
        town.pool_remainders()
        assert town.budget("WK030700").pooled == Money(300_00)
        assert town.budget().voted_on == Money(700_00)

    def test_a_correction_of_the_allocation_takes_none_of_it(self) -> None:
        town = a_thousand("garden")
        town.open_round(["garden"], 700_00)
        with refused(AllocationSpokenFor):
            town.correct_allocation({LIENDERT: 6, SOESTERKWARTIER: 4}, 1_000_00)
        town.correct_allocation({LIENDERT: 7, SOESTERKWARTIER: 3}, 1_000_00)

    def test_the_wijk_that_still_votes_is_named_when_the_year_would_close(self) -> None:
        town = a_thousand("garden")
        town.open_round(["garden"], 700_00)
        with refused(RoundsNotCounted) as caught:
            town.close_year(Remainder.RELEASE)
        assert LIENDERT in caught.value.text()


class TestOnceCounted:
    """What nobody won is free, and what won is held until it has its money or wants none."""

    def test_what_nobody_won_is_free(self) -> None:
        town = with_winners("garden", "oven")
        assert town.budget().won == {"garden": Money(200_00), "oven": Money(200_00)}
        assert town.budget().available == Money(600_00)

    def test_who_won_gets_it_though_nothing_else_is_left(self) -> None:
        town = with_winners("garden", "oven")
        town.admit("bench", 600_00)
        town.reserve("bench", 600_00)
        town.reserve("garden", 200_00)
        town.reserve("oven", 200_00)
        assert town.budget().available == town.budget().voted_on == ZERO

    def test_what_is_reserved_below_what_was_won_frees_the_rest(self) -> None:
        town = with_winners("garden", "oven")
        town.reserve("garden", 150_00)
        assert town.budget().won == {"oven": Money(200_00)}
        assert town.budget().available == Money(650_00)

    def test_a_reservation_that_is_given_up_is_held_again_as_far_as_it_reached(self) -> None:
        town = with_winners("garden", "oven")
        town.reserve("garden", 150_00)
        reason = sealed("the sum was wrong")
        town.do(ReleaseGrant, Role.CASE_OFFICER, proposal_id="garden", reason=reason)
        assert town.budget().won == {"garden": Money(150_00), "oven": Money(200_00)}
        town.reserve("garden", 200_00)
        assert town.budget().reserved == {"garden": Money(200_00)}

    def test_who_won_and_had_a_reservation_before_is_not_paid_for_twice(self) -> None:
        town = a_thousand("garden", "oven")
        town.reserve("garden", 200_00)
        town.open_round(["garden", "oven"], 400_00)
        town.cast(1, "garden", "oven")
        town.close_round()
        town.tally()
        assert town.budget().won == {"oven": Money(200_00)}

    def test_all_of_it_is_free_where_the_outcome_is_advice(self) -> None:
        town = a_thousand()
        rule = {"article": "4", "meaning": "advice"}
        town.adopt_regulation(Regulation.model_validate({"voting": rule}))
        town.admit("garden", 200_00)
        town.open_round(["garden"], 500_00)
        town.cast(1, "garden")
        town.close_round()
        town.tally()
        assert town.budget().available == Money(1_000_00)

    def test_a_challenge_that_ends_in_an_agreement_needs_none_of_it(self) -> None:
        town = a_thousand()
        town.submit("pool", 200_00, kind=ProposalKind.CHALLENGE)
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="pool")
        town.open_round(["pool"], 200_00)
        town.cast(1, "pool")
        town.close_round()
        town.tally()
        about: dict[str, Any] = {"matter": MandateMatter.AGREEMENTS, "mandate_id": "agreeing"}
        town.give_mandate(**about, holder_id=PEOPLE[Role.MANDATE_HOLDER].id)
        town.agrees(Role.MANDATE_HOLDER, "pool", "agreeing")
        assert town.budget().voted_on == ZERO

    def test_the_books_add_up_all_along(self) -> None:
        town = with_winners("garden", "oven")
        town.reserve("garden", 150_00)
        lines = [line for entry in entries_of(town) if (line := booked(entry))]
        for end in range(len(lines) + 1):
            assert all(state.adds_up for state in states_after(lines[:end]).values())


class TestThemes:
    """What themes got waits for projects within them."""

    def divided(self) -> Town:
        """Two hundred for care and four hundred for green."""
        town = a_thousand("garden", "oven")
        town.open_theme_round(DIVIDED, 600_00)
        town.cast(1, "care", "green", points=(2, 4), round_id="themes")
        town.close_round("themes")
        town.tally("themes")
        return town

    def projects(self, town: Town, name: str = "garden", round_id: str = "round-1") -> None:
        """A round on one project within green."""
        green = {"name": "green", "proposal_ids": (name,), "max_cents": 400_00}
        rules = RoundRules.model_validate({"rule": "greedy", "categories": (green,)})
        town.open_round([name], 400_00, rules, round_id=round_id, theme_round_id="themes")

    def test_it_is_held_until_they_are_chosen(self) -> None:
        town = self.divided()
        assert town.budget().themes == {"themes": Money(600_00)}
        with refused(BoundByRounds):
            town.move_money(400_01, *TO_COORDINATION)

    def test_the_round_that_follows_takes_it_over_and_nothing_beside_it(self) -> None:
        town = self.divided()
        town.move_money(400_00, *TO_COORDINATION)
        self.projects(town)
        assert town.budget().themes == {"themes": Money(200_00)}
        assert town.budget().voted == {"round-1": Money(400_00)}
        assert town.budget().available == ZERO

    def test_a_second_round_within_a_theme_takes_nothing_of_another_theme(self) -> None:
        town = self.divided()
        self.projects(town)
        town.cast(1, "garden")
        town.close_round()
        town.tally()
        self.projects(town, "oven", "round-2")
        assert town.budget().themes == {"themes": Money(200_00)}
        assert town.budget().available == Money(200_00)

    def test_when_the_year_closes_what_no_round_took_goes_where_all_goes(self) -> None:
        town = self.divided()
        town.close_year(Remainder.RELEASE)
        assert town.budget().released == Money(1_000_00)
        assert town.budget().voted_on == ZERO

    def test_where_nobody_divided_anything_all_of_it_is_free(self) -> None:
        town = a_thousand()
        town.open_theme_round(DIVIDED, 600_00)
        town.close_round("themes")
        town.tally("themes")
        assert town.budget().available == Money(1_000_00)


class TestARoundOfBeforeMoneyWasHeld:
    """It holds nothing, and goes on as it did."""

    BUDGET = Budget(DIVISION, LIENDERT, YEAR, allocated=Money(100_00))

    def test_its_count_moves_no_money(self) -> None:
        tallying = command(ReleaseGrant, proposal_id="garden", reason=sealed("counted"))
        assert counted(tallying, self.BUDGET, "round-1", {"garden": Money(1)}) == []

    def test_who_won_it_reserves_from_what_is_available(self) -> None:
        asking = command(ReleaseGrant, proposal_id="garden", reason=sealed("reserved"))
        assert freed_for(asking, self.BUDGET, in_handling("garden", round_id="round-1")) == []


def test_a_round_that_gives_more_than_it_opened_on_is_a_mistake_and_not_an_event() -> None:
    holding = Budget(DIVISION, LIENDERT, YEAR, voted={"round-1": Money(1)})
    tallying = command(ReleaseGrant, proposal_id="garden", reason=sealed("counted"))
    with pytest.raises(AssertionError, match="no more than it opened on"):
        counted(tallying, holding, "round-1", {"garden": Money(2)})
