"""Who makes a round cannot decide it: not by its key, and not around its outcome."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import ValidationError

from domain.command import Role
from domain.decision import DecisionAlreadyTaken
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.grant import NotAWinner, RoundNotTallied
from domain.money import MAX_CENTS, Money
from domain.round_limits import PricesBeyondCounting
from domain.round_opening import VotingPeriodEmpty
from domain.tally.parameters import VotingRule
from domain.voting_round import OpenVotingRound, VotingRoundNotOpen, VotingRoundOpened
from domain.voting_rules import RoundRules
from tests.scenarios.town import PASS_KEY, Town
from tests.unit.application.commands import EXAMPLES
from tests.unit.domain.given import refused


def with_a_garden_on_the_list() -> Town:
    """Money is reserved for the garden, a grant is drafted, and then a round opens on it."""
    town = Town().with_plan(100_00)
    town.admit("garden", 40_00)
    town.admit("oven", 40_00)
    town.reserve("garden", 40_00)
    town.prepare("garden", 40_00)
    town.open_round(["garden", "oven"], budget=40_00)
    return town


def with_a_garden_that_lost() -> Town:
    """Everybody chose the oven."""
    town = with_a_garden_on_the_list()
    town.cast(1, "oven")
    town.close_round()
    town.tally()
    return town


class TestTheKeyOfItsPasses:
    """Whoever holds the private half can make as many passes as he likes."""

    def test_who_opens_a_round_does_not_choose_it(self) -> None:
        own_key = {"pass_key": "bb" * 32}
        with pytest.raises(ValidationError, match="pass_key"):
            Town().do(OpenVotingRound, Role.CASE_OFFICER, **EXAMPLES[OpenVotingRound] | own_key)

    def test_it_is_the_one_that_the_register_made_for_this_round(self) -> None:
        town = Town().with_money()
        town.admit("garden", 100)
        town.open_round(["garden"], budget=100)
        (opened,) = (event for event in town.events() if isinstance(event, VotingRoundOpened))
        assert opened.pass_key == PASS_KEY


class TestItsRules:
    """What is frozen can be read again by everyone, for ever."""

    def test_limits_that_no_reader_would_take_are_not_frozen(self) -> None:
        town = Town().with_money()
        town.admit("garden", 100)
        beyond = RoundRules(rule=VotingRule.GREEDY).model_copy(update={"max_choices": 100_000})
        with pytest.raises(ValidationError, match="max_choices"):
            town.open_round(["garden"], budget=100, rules=beyond)

    def test_prices_that_cannot_be_added_up_are_not_frozen(self) -> None:
        town = Town().with_money()
        town.admit("garden", MAX_CENTS)
        town.admit("oven", 1)
        with refused(PricesBeyondCounting):
            town.open_round(["garden", "oven"], budget=100)


class TestItsPeriod:
    """People can vote in it."""

    def test_it_is_not_over_when_it_is_opened(self) -> None:
        town = Town().with_money()
        town.admit("garden", 100)
        with refused(VotingPeriodEmpty):
            town.open_round(
                ["garden"],
                budget=100,
                opens_at=town.now - timedelta(days=2),
                closes_at=town.now - timedelta(days=1),
            )

    def test_it_is_not_closed_before_it_has_opened(self) -> None:
        town = Town().with_money()
        town.admit("garden", 100)
        town.open_round(["garden"], budget=100, opens_at=town.now + timedelta(days=1))
        with refused(VotingRoundNotOpen):
            town.close_round()
        town.now += timedelta(days=1)
        assert town.cast(1, "garden").version == 0
        town.close_round()


class TestItsOutcome:
    """What was reserved before the round is bound by it all the same."""

    def test_a_proposal_that_lost_is_not_granted_what_was_reserved_beforehand(self) -> None:
        town = with_a_garden_that_lost()
        with refused(NotAWinner):
            town.take("garden")
        assert town.budget().granted == {}

    def test_nothing_on_a_list_is_granted_before_the_result_is_there(self) -> None:
        town = with_a_garden_on_the_list()
        with refused(RoundNotTallied):
            town.take("garden")

    def test_a_proposal_that_lost_can_be_refused_and_its_money_is_available_again(self) -> None:
        town = with_a_garden_that_lost()
        town.prepare("garden", 0, outcome=DecisionOutcome.REFUSE, ground=DecisionGround.ROUND_LOST)
        town.take("garden")
        assert town.budget().available == Money(60_00)
        assert town.budget().won == {"oven": Money(40_00)}

    def test_nothing_is_reserved_any_more_for_what_was_refused(self) -> None:
        town = with_a_garden_that_lost()
        town.admit("bench", 10_00)
        town.prepare("bench", 0, outcome=DecisionOutcome.REFUSE, ground=DecisionGround.NOT_IN_PLAN)
        town.take("bench")
        with refused(DecisionAlreadyTaken):
            town.reserve("bench", 10_00)
