"""Conditions between proposals: they name the list, can be met, and are ones the rule can keep."""

from __future__ import annotations

from typing import Any

import pytest

from domain.money import Money
from domain.round_conditions import (
    CategoriesAboveBudget,
    CategoryLimitsContradict,
    CategoryTwice,
    CategoryWithoutLimit,
    ConditionNamesUnknownProposal,
    ExclusionOfOne,
)
from domain.round_list import SmallestPartUnfit
from domain.round_opening import open_round
from domain.tally.parameters import OptionNotAvailable, VotingRule
from domain.voting_round import SmallestPart
from tests.unit.domain.given import euros, refused
from tests.unit.domain.rounds import BUDGET, PASS_KEY, in_handling, opened, opening, rules

GREEDY = {"rule": VotingRule.GREEDY}


def category(name: str = "green", *proposal_ids: str, **limits: int) -> dict[str, Any]:
    """A category with its limits in cents."""
    return {"name": name, "proposal_ids": proposal_ids or ("garden",)} | limits


def in_part(proposal_id: str, cents: int) -> SmallestPart:
    """A proposal that may be funded in part."""
    return SmallestPart(proposal_id=proposal_id, amount_cents=Money(cents))


def open_with_parts(*parts: SmallestPart, **changed: Any) -> Any:
    """Open a round in which some proposals may be funded in part."""
    asked = opening(rules(**GREEDY | changed)).model_copy(update={"smallest_parts": parts})
    proposals = {each: in_handling(each) for each in asked.proposal_ids}
    event, _ = open_round(asked, None, BUDGET, proposals, PASS_KEY)
    return event


class TestExclusions:
    """Of each set at most one proposal wins."""

    def test_they_are_frozen(self) -> None:
        event = opened(rules(exclusions=(("garden", "oven"),)))
        assert event.rules.exclusions == (("garden", "oven"),)

    @pytest.mark.parametrize("excluding", [("garden", "pond"), ("garden", "garden")])
    def test_they_name_proposals_of_the_list_once(self, excluding: tuple[str, ...]) -> None:
        with refused(ConditionNamesUnknownProposal):
            opened(rules(exclusions=(excluding,)))

    @pytest.mark.parametrize("excluding", [(), ("garden",)])
    def test_nobody_excludes_itself(self, excluding: tuple[str, ...]) -> None:
        with refused(ExclusionOfOne):
            opened(rules(exclusions=(excluding,)))

    @pytest.mark.parametrize("rule", [VotingRule.BOUNDED_OVERSPENDING, VotingRule.MAXIMIN_SUPPORT])
    def test_a_rule_that_cannot_keep_to_them_is_not_frozen_with_them(
        self, rule: VotingRule
    ) -> None:
        with refused(OptionNotAvailable):
            opened(rules(rule=rule, exclusions=(("garden", "oven"),)))


class TestCategories:
    """Proposals that together get at least, or at most, so much."""

    def test_they_are_frozen(self) -> None:
        event = opened(rules(**GREEDY, categories=(category(min_cents=1, max_cents=600_00),)))
        assert event.rules.categories[0].max_cents == euros(600)

    def test_they_name_proposals_of_the_list_once(self) -> None:
        for named in (("pond",), ("garden", "garden")):
            with refused(ConditionNamesUnknownProposal):
                opened(rules(categories=(category("green", *named, max_cents=1),)))

    def test_each_stands_there_once(self) -> None:
        with refused(CategoryTwice):
            opened(rules(categories=(category(max_cents=1), category(max_cents=2))))

    def test_one_that_limits_nothing_is_refused(self) -> None:
        with refused(CategoryWithoutLimit):
            opened(rules(categories=(category(),)))

    def test_its_minimum_is_within_its_maximum(self) -> None:
        with refused(CategoryLimitsContradict):
            opened(rules(**GREEDY, categories=(category(min_cents=2, max_cents=1),)))

    def test_all_minimums_together_are_within_the_budget(self) -> None:
        two = (category("a", min_cents=400_00), category("b", min_cents=300_00))
        assert opened(rules(**GREEDY, categories=two))
        more = (category("a", min_cents=400_00), category("b", min_cents=300_01))
        with refused(CategoriesAboveBudget):
            opened(rules(**GREEDY, categories=more))

    def test_a_rule_that_sets_nothing_apart_is_not_frozen_with_a_minimum(self) -> None:
        with refused(OptionNotAvailable):
            opened(rules(categories=(category(min_cents=1),)))


class TestFundingInPart:
    """Only greedy can, and only where the list says from how much on."""

    def test_the_smallest_part_stands_on_the_list(self) -> None:
        garden, oven = open_with_parts(in_part("garden", 200_00)).candidates
        assert (garden.smallest_part_cents, oven.smallest_part_cents) == (euros(200), None)

    @pytest.mark.parametrize(
        "parts",
        [
            (in_part("pond", 1),),
            (in_part("garden", 600_00),),
            (in_part("garden", 1), in_part("garden", 2)),
        ],
        ids=["not on the list", "the whole price", "twice"],
    )
    def test_it_is_less_than_the_whole_of_a_proposal_on_the_list(
        self, parts: tuple[SmallestPart, ...]
    ) -> None:
        with refused(SmallestPartUnfit):
            open_with_parts(*parts)

    def test_a_rule_that_cannot_fund_in_part_is_not_frozen_with_it(self) -> None:
        with refused(OptionNotAvailable):
            open_with_parts(in_part("garden", 1), rule=VotingRule.EQUAL_SHARES)

    def test_only_greedy_may_end_at_what_does_not_fit(self) -> None:
        assert opened(rules(**GREEDY, skip_unaffordable=False))
        with refused(OptionNotAvailable):
            opened(rules(skip_unaffordable=False))
