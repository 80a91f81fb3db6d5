"""Limits that contradict each other, or leave nobody a ballot, are refused at the opening."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from domain.money import MAX_CENTS, Money
from domain.round_limits import (
    LIMITS_OF_FORM,
    CostLimitsContradict,
    CostLimitsTooNarrow,
    LimitMissing,
    LimitNotOfForm,
    LimitsContradict,
    NoBallotPossible,
    OneChoiceOnly,
    PlacePointsUnfit,
    PointLimitsContradict,
    RuleNeedsApprovals,
    StepTooSmall,
    UtilityNeedsPoints,
    guard_limits_agree,
    guard_rule_fits_form,
    guard_step_suffices,
    with_place_points,
)
from domain.tally import add1
from domain.tally.election import Election
from domain.tally.equal_shares import Utility
from domain.tally.parameters import APPROVAL_RULES, TallyParameters, VotingRule
from domain.tally.rules import count_plainly
from domain.voting_rules import MAX_CANDIDATES, BallotForm, RoundRules
from tests.unit.domain.given import euros, refused
from tests.unit.domain.rounds import opened, rules

PRICES = (euros(600), euros(500), euros(1))
BUDGET = euros(700)
NEEDED: dict[BallotForm, dict[str, int]] = {
    BallotForm.CUMULATIVE: {"max_points": 9},
    BallotForm.SCORING: {"max_points_per_proposal": 5},
}
A_LIMIT = {
    "min_total_cents": 1,
    "max_total_cents": 700_00,
    "min_points": 1,
    "max_points": 9,
    "max_points_per_proposal": 5,
    "place_points": (3, 2, 1),
}


def of_form(form: BallotForm, **limits: Any) -> RoundRules:
    """Rules with the limits that the form cannot do without."""
    return rules(ballot_form=form, **NEEDED.get(form, {}) | limits)


def guard(round_rules: RoundRules, *prices: int) -> None:
    """Open a round on the three proposals, or on some at other prices in cents."""
    listed = tuple(Money(price) for price in prices) or PRICES
    guard_limits_agree(with_place_points(round_rules, len(listed)), listed, BUDGET)


def refusal_of(round_rules: RoundRules, *prices: int) -> type[Refusal] | None:
    """The refusal of these limits, if they are refused."""
    try:
        guard(round_rules, *prices)
    except Refusal as refusal:
        return type(refusal)
    return None


class TestLimitsOfAForm:
    """A limit that would not be held to is refused."""

    @pytest.mark.parametrize("form", BallotForm)
    def test_a_form_opens_without_limits_but_for_those_it_needs(self, form: BallotForm) -> None:
        guard(of_form(form))

    @pytest.mark.parametrize(
        ("form", "limit"),
        [(form, limit) for form in BallotForm for limit in sorted(A_LIMIT)],
    )
    def test_a_form_has_its_own_limits_and_no_others(self, form: BallotForm, limit: str) -> None:
        asked = of_form(form, **{limit: A_LIMIT[limit]})
        if limit in LIMITS_OF_FORM[form]:
            guard(asked)
        else:
            with refused(LimitNotOfForm):
                guard(asked)

    @pytest.mark.parametrize("form", NEEDED)
    def test_points_without_their_bound_are_refused(self, form: BallotForm) -> None:
        with refused(LimitMissing):
            guard(rules(ballot_form=form))

    def test_who_chooses_one_has_one_choice(self) -> None:
        assert rules(ballot_form=BallotForm.CHOOSE_ONE).max_choices == 1
        assert rules().max_choices == MAX_CANDIDATES
        with refused(OneChoiceOnly):
            guard(rules(ballot_form=BallotForm.CHOOSE_ONE, max_choices=2))


class TestLimitsThatContradict:
    """A least above its most."""

    @pytest.mark.parametrize("form", sorted(set(BallotForm) - {BallotForm.CHOOSE_ONE}))
    def test_of_choices(self, form: BallotForm) -> None:
        with refused(LimitsContradict):
            guard(of_form(form, min_choices=3, max_choices=2))

    def test_of_costs(self) -> None:
        with refused(CostLimitsContradict):
            guard(rules(min_total_cents=501, max_total_cents=500))
        with refused(CostLimitsContradict):
            guard(of_form(BallotForm.KNAPSACK, min_total_cents=BUDGET.cents + 1))

    def test_of_points(self) -> None:
        with refused(PointLimitsContradict):
            guard(of_form(BallotForm.CUMULATIVE, min_points=10))


class TestWhereNobodyCouldVote:
    """Some ballot must fit."""

    def test_choices_that_cannot_cost_so_much(self) -> None:
        guard(rules(min_total_cents=1101_00))
        with refused(NoBallotPossible):
            guard(rules(min_total_cents=1101_01))
        with refused(NoBallotPossible):
            guard(rules(min_total_cents=600_01, max_choices=1))

    def test_a_knapsack_that_nothing_fits_in(self) -> None:
        with refused(NoBallotPossible):
            guard(of_form(BallotForm.KNAPSACK), 700_01, 800_00)

    def test_more_choices_than_there_are_points(self) -> None:
        guard(of_form(BallotForm.CUMULATIVE, min_choices=3, max_points=3))
        with refused(NoBallotPossible):
            guard(of_form(BallotForm.CUMULATIVE, min_choices=3, max_points=2))

    def test_more_points_than_choices_can_hold(self) -> None:
        guard(of_form(BallotForm.SCORING, min_points=15))
        with refused(NoBallotPossible):
            guard(of_form(BallotForm.SCORING, min_points=16))
        with refused(NoBallotPossible):
            guard(of_form(BallotForm.SCORING, min_points=11, max_choices=2))

    def test_costs_between_which_no_ballot_is_found(self) -> None:
        guard(rules(min_total_cents=2_00, max_total_cents=500_00))
        with refused(CostLimitsTooNarrow):
            guard(rules(min_total_cents=2_00, max_total_cents=499_99))

    @given(
        prices=st.lists(st.integers(1, 12), min_size=1, max_size=6),
        lowest=st.none() | st.integers(1, 40),
        highest=st.none() | st.integers(1, 40),
        least=st.integers(0, 6),
        most=st.integers(1, 6),
    )
    def test_a_round_that_opens_has_a_ballot_and_one_that_cannot_have_any_does_not_open(
        self, prices: list[int], lowest: int | None, highest: int | None, least: int, most: int
    ) -> None:
        asked = rules(
            min_choices=least, max_choices=most, min_total_cents=lowest, max_total_cents=highest
        )
        fitting = [
            chosen
            for number in range(least, min(most, len(prices)) + 1)
            for chosen in combinations(prices, number)
            if (lowest or 0) <= sum(chosen) <= (highest or sum(prices))
        ]
        refusal = refusal_of(asked, *prices)
        if fitting:
            # Narrow costs are refused as such: that no ballot is possible is never said wrongly.
            assert refusal in (None, CostLimitsTooNarrow)
        else:
            assert refusal is not None

    def test_the_widest_list_is_looked_through_at_once(self) -> None:
        prices = tuple(Money(1 + 2 * number) for number in range(MAX_CANDIDATES))
        asked = rules(min_choices=2, max_choices=2, min_total_cents=799, max_total_cents=799)
        with refused(CostLimitsTooNarrow):  # two odd prices never add up to an odd one
            guard_limits_agree(asked, prices, BUDGET)


class TestPlaces:
    """What an order of preference is worth."""

    def test_the_first_gets_as_many_points_as_there_are_places(self) -> None:
        assert opened(of_form(BallotForm.ORDINAL)).rules.place_points == (2, 1)
        assert opened(of_form(BallotForm.ORDINAL, max_choices=1)).rules.place_points == (1,)

    def test_other_points_are_frozen_as_given(self) -> None:
        event = opened(of_form(BallotForm.ORDINAL, place_points=(12, 10)))
        assert event.rules.place_points == (12, 10)

    @pytest.mark.parametrize("points", [(), (3,), (3, 2), (4, 3, 2, 1), (3, 2, 3)])
    def test_every_place_has_points_and_a_later_one_never_more(
        self, points: tuple[int, ...]
    ) -> None:
        with refused(PlacePointsUnfit):
            guard(of_form(BallotForm.ORDINAL, place_points=points))

    def test_places_may_be_worth_the_same(self) -> None:
        guard(of_form(BallotForm.ORDINAL, place_points=(2, 2, 1)))


class TestRulesAndForms:
    """A rule counts what is on the ballots."""

    POINTED = (BallotForm.CUMULATIVE, BallotForm.SCORING, BallotForm.ORDINAL)

    @pytest.mark.parametrize("rule", VotingRule)
    @pytest.mark.parametrize("form", BallotForm)
    def test_rules_on_approvals_do_not_count_points(
        self, rule: VotingRule, form: BallotForm
    ) -> None:
        asked = of_form(form, rule=rule)
        if rule in APPROVAL_RULES and form in self.POINTED:
            with refused(RuleNeedsApprovals):
                guard_rule_fits_form(asked)
            with refused(RuleNeedsApprovals):
                opened(asked)
        else:
            guard_rule_fits_form(asked)

    @pytest.mark.parametrize("form", sorted(set(BallotForm) - set(POINTED)))
    def test_points_are_no_utility_where_there_are_none(self, form: BallotForm) -> None:
        with refused(UtilityNeedsPoints):
            opened(of_form(form, utility=Utility.POINTS))

    @pytest.mark.parametrize("form", POINTED)
    @pytest.mark.parametrize("utility", [None, *Utility])
    def test_ballots_with_points_can_be_counted_by_every_utility(
        self, form: BallotForm, utility: Utility | None
    ) -> None:
        assert opened(of_form(form, utility=utility))


class TestStepsOfShares:
    """However few vote, what was opened can be counted."""

    PRICES = (euros(90_000), euros(10_000))
    BUDGET = euros(100_000)

    @pytest.mark.parametrize("completion", [None, "add1", "add1u", "exhaustive"])
    def test_a_step_that_could_need_more_raises_than_there_are_is_refused(
        self, completion: str | None
    ) -> None:
        small = rules(completion=completion, add1_step_cents=19)
        with refused(StepTooSmall) as caught:
            guard_step_suffices(small, self.PRICES, self.BUDGET)
        assert caught.value.values["least"] == Money(20)
        large = rules(completion=completion, add1_step_cents=20)
        guard_step_suffices(large, self.PRICES, self.BUDGET)

    def test_one_euro_is_always_a_step(self) -> None:
        guard_step_suffices(rules(), (Money(MAX_CENTS),), Money(MAX_CENTS))
        with refused(StepTooSmall) as caught:
            guard_step_suffices(rules(add1_step_cents=99), (Money(MAX_CENTS),), Money(MAX_CENTS))
        assert caught.value.values["least"] == euros(1)

    @pytest.mark.parametrize(
        "no_raise",
        [{"completion": "none"}, {"completion": "greedy"}, {"rule": VotingRule.GREEDY}],
    )
    def test_where_shares_stay_any_step_will_do(self, no_raise: dict[str, Any]) -> None:
        guard_step_suffices(rules(add1_step_cents=1, **no_raise), self.PRICES, self.BUDGET)

    def test_a_round_is_not_opened_with_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert opened(rules(add1_step_cents=1))
        monkeypatch.setattr(add1, "MAX_RAISES", 10_000)
        with refused(StepTooSmall):
            opened(rules(add1_step_cents=1))

    @given(
        prices=st.lists(st.integers(1, 60), min_size=1, max_size=3),
        budget=st.integers(1, 80),
        voters=st.lists(st.sets(st.integers(0, 2)), min_size=1, max_size=3),
        step=st.integers(1, 8),
    )
    def test_what_is_not_refused_can_be_counted(
        self, prices: list[int], budget: int, voters: list[set[int]], step: int
    ) -> None:
        ballots = [[str(each) for each in choices if each < len(prices)] for choices in voters]
        listed = {str(place): price for place, price in enumerate(prices)}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(add1, "MAX_RAISES", 12)
            try:
                asked = (rules(add1_step_cents=step), [Money(each) for each in prices])
                guard_step_suffices(*asked, Money(budget))
            except StepTooSmall:
                return
            count_plainly(Election.of(budget, listed, ballots), "mes", TallyParameters(step=step))
