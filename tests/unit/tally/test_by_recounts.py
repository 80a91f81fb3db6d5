"""Where no single count tells a margin, every number that is said was recounted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from domain.tally.constraints import CategoryLimit
from domain.tally.election import Election
from domain.tally.margins.by_recounts import margins_by_recounts
from domain.tally.margins.enough import Enough, what_is_enough
from domain.tally.margins.of_outcome import is_offered
from domain.tally.parameters import TallyParameters, VotingRule
from domain.tally.rules import count
from tests.properties.small_elections import ballots_of, elections
from tests.unit.tally.ballots import election

PLENTY = 10_000
GREEN_AT_MOST_8 = TallyParameters(category_limits=(CategoryLimit("green", ("a", "b"), maximum=8),))
PARTS = TallyParameters(smallest_parts=(("a", 1),))
ENDS = TallyParameters(skip_unaffordable=False)
CASES = [
    ("bos", TallyParameters()),
    ("maximin", TallyParameters()),
    ("greedy", GREEN_AT_MOST_8),
    ("greedy", PARTS),
    ("greedy-cost-weighted", ENDS),
    ("mes", GREEN_AT_MOST_8),
]


def wins_at(counted: Election, rule: str, parameters: TallyParameters, one: str, at: int) -> bool:
    changed = Election.of(counted.budget, counted.prices | {one: at}, ballots_of(counted))
    return one in count(changed, rule, parameters).winners


def wins_with(counted: Election, rule: str, parameters: TallyParameters, one: str, n: int) -> bool:
    changed = Election.of(counted.budget, counted.prices, [*ballots_of(counted), *[(one,)] * n])
    return one in count(changed, rule, parameters).winners


def named_in(parameters: TallyParameters, counted: Election) -> TallyParameters:
    """Without what names projects that this election does not have."""
    has_both = {"a", "b"} <= counted.prices.keys()
    parts = parameters.smallest_parts if counted.prices.get("a", 0) > 1 else ()
    return replace(
        parameters,
        category_limits=parameters.category_limits if has_both else (),
        smallest_parts=parts,
    )


@pytest.mark.parametrize(("rule", "parameters"), CASES)
@settings(deadline=None, max_examples=6)
@given(counted=elections())
def test_what_is_said_to_be_enough_is_enough_and_one_less_is_not(
    rule: str, parameters: TallyParameters, counted: Election
) -> None:
    parameters = named_in(parameters, counted)
    if is_offered(VotingRule(rule), parameters):
        return
    outcome = count(counted, rule, parameters)
    found = what_is_enough(counted, parameters, outcome, {}, PLENTY)
    assert found.keys() == set(counted.prices) - set(outcome.winners)
    for one, enough in found.items():
        if enough.price is not None:
            assert wins_at(counted, rule, parameters, one, enough.price)
            dearer = enough.price + 1
            assert dearer > counted.prices[one] or not wins_at(
                counted, rule, parameters, one, dearer
            )
        if enough.more_votes is not None:
            assert wins_with(counted, rule, parameters, one, enough.more_votes)
            assert not wins_with(counted, rule, parameters, one, enough.more_votes - 1)


@pytest.mark.parametrize(("rule", "parameters"), CASES)
@settings(deadline=None, max_examples=6)
@given(counted=elections())
def test_a_winner_wins_at_the_price_that_is_said(
    rule: str, parameters: TallyParameters, counted: Election
) -> None:
    parameters = named_in(parameters, counted)
    outcome = count(counted, rule, parameters)
    found = margins_by_recounts(counted, parameters, outcome, outcome.winners, PLENTY)
    in_part = {one for one, _ in parameters.smallest_parts}
    assert found.keys() == set(outcome.winners) - in_part
    for one, margin in found.items():
        if counted.prices[one] != int(counted.prices[one]):
            continue  # its whole part was not recounted
        assert margin.highest_price is not None
        at = margin.highest_price.whole
        assert margin.highest_price.at >= counted.prices[one]
        assert wins_at(counted, rule, parameters, one, at)
        assert not wins_at(counted, rule, parameters, one, at + 1)


class TestTwoGreenProjectsGetEightTogether:
    """Three want a (6), two want b (5), one wants c (9); there are 20."""

    counted = election(20, {"a": 6, "b": 5, "c": 9}, "a b", "a b", "a", "c")
    outcome = count(counted, "greedy", GREEN_AT_MOST_8)

    def test_what_the_limit_left_is_enough_as_a_price(self) -> None:
        assert self.outcome.winners == ("a", "c")
        found = what_is_enough(self.counted, GREEN_AT_MOST_8, self.outcome, {}, PLENTY)
        assert found == {"b": Enough(price=2, more_votes=2)}

    def test_how_dear_a_winner_could_have_been(self) -> None:
        found = margins_by_recounts(self.counted, GREEN_AT_MOST_8, self.outcome, ("a", "c"), PLENTY)
        prices = {one: margin.highest_price for one, margin in found.items()}
        assert {one: price and price.whole for one, price in prices.items()} == {"a": 8, "c": 14}

    def test_without_recounts_nothing_is_said(self) -> None:
        found = what_is_enough(self.counted, GREEN_AT_MOST_8, self.outcome, {}, 0)
        assert found == {"b": Enough(None, None)}
        assert margins_by_recounts(self.counted, GREEN_AT_MOST_8, self.outcome, ("a",), 0) == {}

    def test_when_recounts_run_out_what_was_found_is_said(self) -> None:
        found = what_is_enough(self.counted, GREEN_AT_MOST_8, self.outcome, {}, 1)
        assert found["b"].price == 2 or found["b"].price is None
