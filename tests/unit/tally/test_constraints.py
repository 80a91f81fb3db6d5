"""Exclusions, categories, funding in part, and a list that ends at what does not fit."""

from __future__ import annotations

import pytest

from domain.tally.constraints import (
    CategoryLimit,
    CategoryLimitsContradict,
    ConstraintNamesUnknownProject,
)
from domain.tally.outcome import Loss, Outcome, WhyLost
from domain.tally.parameters import Completion, OptionNotAvailable, TallyParameters
from domain.tally.rules import count
from domain.tally.task import task_of
from tests.unit.tally.ballots import election

PRICES = {"a": 50, "b": 40, "c": 30, "d": 10}
BALLOTS = ("a b c d", "a b c", "a b", "a")
GREEDY_AND_SHARES = pytest.mark.parametrize("rule", ["greedy", "greedy-cost", "mes", "phragmen"])


def counted(rule: str, parameters: TallyParameters, budget: int = 100) -> Outcome:
    return count(election(budget, PRICES, *BALLOTS), rule, parameters)


def reasons(outcome: Outcome) -> dict[str, tuple[WhyLost, str | None]]:
    return {loss.project_id: (loss.reason, loss.because_of) for loss in outcome.losses}


class TestExclusions:
    @GREEDY_AND_SHARES
    def test_of_projects_that_exclude_each_other_at_most_one_wins(self, rule: str) -> None:
        outcome = counted(rule, TallyParameters(exclusions=(("a", "b", "d"),)), budget=1000)
        assert len({"a", "b", "d"} & set(outcome.winners)) == 1

    def test_the_loser_says_which_rival_won(self) -> None:
        outcome = counted("greedy", TallyParameters(exclusions=(("a", "b"),)))
        assert outcome.winners == ("a", "c", "d")
        assert reasons(outcome) == {"b": (WhyLost.EXCLUDED, "a")}

    def test_the_loss_has_the_price_the_votes_and_what_was_left(self) -> None:
        (loss,) = counted("greedy", TallyParameters(exclusions=(("a", "b"),))).losses
        assert loss == Loss("b", 40, 3, WhyLost.EXCLUDED, 50, because_of="a")

    def test_of_two_rivals_that_won_the_first_is_named(self) -> None:
        outcome = counted("greedy", TallyParameters(exclusions=(("a", "d"), ("b", "d"))))
        assert outcome.winners == ("a", "b")
        assert reasons(outcome)["d"] == (WhyLost.EXCLUDED, "a")

    def test_who_is_in_two_sets_has_the_rivals_of_both(self) -> None:
        outcome = counted("greedy", TallyParameters(exclusions=(("a", "b"), ("a", "c"))))
        assert outcome.winners == ("a", "d")

    def test_under_equal_shares_too(self) -> None:
        nothing_after = TallyParameters(exclusions=(("a", "b"),), completion=Completion.NONE)
        outcome = counted("mes", nothing_after)
        assert outcome.winners[0] == "a"
        assert reasons(outcome)["b"] == (WhyLost.EXCLUDED, "a")

    @GREEDY_AND_SHARES
    def test_every_loser_keeps_its_own_rival(self, rule: str) -> None:
        parameters = TallyParameters(exclusions=(("a", "c"), ("b", "d")))
        lost = reasons(counted(rule, parameters, budget=1000))
        assert {frozenset({each, str(rival)}) for each, (_, rival) in lost.items()} == {
            frozenset("ac"),
            frozenset("bd"),
        }

    def test_a_greedy_completion_keeps_to_what_won_before(self) -> None:
        greedy_after = TallyParameters(exclusions=(("a", "b"),), completion=Completion.GREEDY)
        assert "b" not in counted("mes", greedy_after, budget=1000).winners

    def test_an_unknown_project_is_refused(self) -> None:
        with pytest.raises(ConstraintNamesUnknownProject) as refused:
            counted("greedy", TallyParameters(exclusions=(("a", "x"),)))
        assert refused.value.values == {"project_id": "x"}


class TestCategoryMaximum:
    @GREEDY_AND_SHARES
    def test_a_category_never_gets_more_than_its_maximum(self, rule: str) -> None:
        limit = CategoryLimit("green", ("a", "b", "c"), maximum=60)
        outcome = counted(rule, TallyParameters(category_limits=(limit,)), budget=1000)
        assert sum(PRICES[each] for each in outcome.winners if each in "abc") <= 60

    def test_the_loser_says_which_category_was_full(self) -> None:
        limit = CategoryLimit("green", ("a", "b"), maximum=60)
        outcome = counted("greedy", TallyParameters(category_limits=(limit,)))
        assert outcome.winners == ("a", "c", "d")
        assert reasons(outcome) == {"b": (WhyLost.CATEGORY_FULL, "green")}

    def test_a_project_in_two_categories_counts_in_both(self) -> None:
        limits = (
            CategoryLimit("green", ("a", "b"), maximum=90),
            CategoryLimit("play", ("a", "c"), maximum=70),
        )
        outcome = counted("greedy", TallyParameters(category_limits=limits), budget=1000)
        assert outcome.winners == ("a", "b", "d")
        assert reasons(outcome) == {"c": (WhyLost.CATEGORY_FULL, "play")}

    def test_a_maximum_of_what_it_costs_is_enough(self) -> None:
        limit = CategoryLimit("green", ("a", "b"), maximum=90)
        outcome = counted("greedy", TallyParameters(category_limits=(limit,)))
        assert outcome.winners == ("a", "b", "d")

    def test_a_greedy_completion_counts_what_the_category_got_before(self) -> None:
        parameters = TallyParameters(
            completion=Completion.GREEDY,
            category_limits=(CategoryLimit("green", ("a", "b"), maximum=85),),
        )
        outcome = counted("mes", parameters, budget=1000)
        assert set(outcome.winners) == {"a", "c", "d"}
        assert reasons(outcome) == {"b": (WhyLost.CATEGORY_FULL, "green")}

    @GREEDY_AND_SHARES
    def test_a_maximum_of_nothing_keeps_the_whole_category_out(self, rule: str) -> None:
        limit = CategoryLimit("green", ("a", "b"), maximum=0)
        outcome = counted(rule, TallyParameters(category_limits=(limit,)), budget=1000)
        assert set(outcome.winners) == {"c", "d"}
        assert reasons(outcome) == dict.fromkeys("ab", (WhyLost.CATEGORY_FULL, "green"))

    @pytest.mark.parametrize("rule", ["mes", "phragmen"])
    def test_what_nobody_wants_lost_for_that_whatever_else_is_in_its_way(self, rule: str) -> None:
        limit = CategoryLimit("green", ("b",), maximum=0)
        outcome = count(
            election(9, {"a": 1, "b": 1}, "a"), rule, TallyParameters(category_limits=(limit,))
        )
        assert reasons(outcome) == {"b": (WhyLost.NO_VOTES, None)}

    def test_an_unknown_project_in_a_category_is_refused(self) -> None:
        limit = CategoryLimit("green", ("a", "x"), maximum=1)
        with pytest.raises(ConstraintNamesUnknownProject) as refused:
            task_of(election(9, PRICES), "greedy", TallyParameters(category_limits=(limit,)))
        assert refused.value.values == {"project_id": "x"}


class TestCategoryMinimum:
    def test_money_is_set_apart_for_the_category_first(self) -> None:
        limit = CategoryLimit("quiet", ("c", "d"), minimum=35)
        outcome = counted("greedy", TallyParameters(category_limits=(limit,)))
        assert outcome.winners == ("c", "a", "d")
        assert [win.step for win in outcome.wins] == [1, 2, 3]

    def test_what_the_category_does_not_take_goes_to_all(self) -> None:
        limit = CategoryLimit("quiet", ("d",), minimum=35)
        outcome = counted("greedy", TallyParameters(category_limits=(limit,)))
        assert outcome.winners == ("d", "a", "b")

    def test_several_categories_have_their_turn_one_after_the_other(self) -> None:
        limits = (
            CategoryLimit("green", ("a", "b"), maximum=1000),
            CategoryLimit("quiet", ("c", "d"), minimum=10),
            CategoryLimit("play", ("b", "c"), minimum=45),
            CategoryLimit("late", ("c",), minimum=60),
        )
        outcome = counted("greedy", TallyParameters(category_limits=limits))
        assert outcome.winners == ("d", "b", "c")
        assert [win.step for win in outcome.wins] == [1, 2, 3]
        assert [win.budget_left for win in outcome.wins] == [10, 45, 50]
        assert outcome.losses == (Loss("a", 50, 4, WhyLost.DID_NOT_FIT, 20),)

    def test_ties_within_categories_and_after_them_are_all_told(self) -> None:
        limits = (
            CategoryLimit("one", ("a", "b"), minimum=10),
            CategoryLimit("two", ("c", "d"), minimum=10),
        )
        alike = election(30, dict.fromkeys("abcdef", 10), "a b c d e f")
        outcome = count(alike, "greedy", TallyParameters(category_limits=limits))
        assert outcome.winners == ("a", "c", "b")
        assert [(tie.step, tie.tied) for tie in outcome.ties] == [
            (1, ("a", "b")),
            (2, ("c", "d")),
            (3, ("b", "d", "e", "f")),
        ]

    def test_a_minimum_beyond_the_budget_takes_all_there_is(self) -> None:
        limit = CategoryLimit("quiet", ("c", "d"), minimum=1000)
        outcome = counted("greedy", TallyParameters(category_limits=(limit,)), budget=30)
        assert outcome.winners == ("c",)

    def test_nothing_is_funded_in_part_out_of_money_that_is_set_apart(self) -> None:
        parameters = TallyParameters(
            smallest_parts=(("b", 20),),
            category_limits=(CategoryLimit("quiet", ("b",), minimum=30),),
        )
        outcome = counted("greedy", parameters, budget=200)
        assert {win.project_id: win.part for win in outcome.wins}["b"] is None

    @pytest.mark.parametrize("limits", [(-1, None), (5, 4), (None, -1)])
    def test_limits_that_contradict_each_other_are_refused(
        self, limits: tuple[int | None, int | None]
    ) -> None:
        limit = CategoryLimit("quiet", ("c",), *limits)
        with pytest.raises(CategoryLimitsContradict) as refused:
            counted("greedy", TallyParameters(category_limits=(limit,)))
        least, most = map(str, limits)
        assert refused.value.values == {"category": "quiet", "minimum": least, "maximum": most}

    def test_a_minimum_may_be_the_maximum_too(self) -> None:
        limit = CategoryLimit("quiet", ("c", "d"), minimum=30, maximum=30)
        outcome = counted("greedy", TallyParameters(category_limits=(limit,)))
        assert outcome.winners == ("c", "a")

    def test_only_a_list_can_set_money_apart(self) -> None:
        limit = CategoryLimit("quiet", ("c",), minimum=1)
        with pytest.raises(OptionNotAvailable):
            counted("mes", TallyParameters(category_limits=(limit,)))


class TestPartFunding:
    def test_a_project_that_can_do_with_less_gets_what_is_left(self) -> None:
        outcome = counted("greedy", TallyParameters(smallest_parts=(("b", 20),)), budget=75)
        assert [(win.project_id, win.funded) for win in outcome.wins] == [("a", 50), ("b", 25)]
        assert outcome.cost == 75

    def test_less_than_the_least_it_can_do_with_is_not_given(self) -> None:
        outcome = counted("greedy", TallyParameters(smallest_parts=(("b", 26),)), budget=75)
        assert outcome.winners == ("a", "d")

    def test_a_part_stays_within_the_category(self) -> None:
        parameters = TallyParameters(
            smallest_parts=(("b", 5),),
            category_limits=(CategoryLimit("green", ("a", "b"), maximum=60),),
        )
        outcome = counted("greedy", parameters)
        assert [(win.project_id, win.funded) for win in outcome.wins][:2] == [("a", 50), ("b", 10)]

    def test_all_that_it_costs_is_no_part(self) -> None:
        outcome = counted("greedy", TallyParameters(smallest_parts=(("b", 20),)), budget=90)
        assert [(win.funded, win.part) for win in outcome.wins] == [(50, None), (40, None)]

    def test_a_category_with_room_for_the_least_is_not_in_its_way(self) -> None:
        parameters = TallyParameters(
            smallest_parts=(("b", 30),),
            category_limits=(CategoryLimit("green", ("b",), maximum=35),),
        )
        assert reasons(counted("greedy", parameters, budget=75))["b"] == (WhyLost.DID_NOT_FIT, None)
        full = TallyParameters(
            smallest_parts=(("b", 36),),
            category_limits=(CategoryLimit("green", ("b",), maximum=35),),
        )
        assert reasons(counted("greedy", full))["b"] == (WhyLost.CATEGORY_FULL, "green")

    def test_a_least_above_the_price_is_the_price(self) -> None:
        outcome = counted("greedy", TallyParameters(smallest_parts=(("b", 999),)), budget=90)
        assert [win.funded for win in outcome.wins] == [50, 40]


class TestEndingAtTheFirstThatDoesNotFit:
    parameters = TallyParameters(skip_unaffordable=False)

    def test_nothing_after_it_is_bought(self) -> None:
        outcome = counted("greedy", self.parameters, budget=85)
        assert outcome.winners == ("a",)
        assert reasons(outcome) == {
            "b": (WhyLost.DID_NOT_FIT, None),
            "c": (WhyLost.COUNT_STOPPED, None),
            "d": (WhyLost.COUNT_STOPPED, None),
        }

    def test_what_would_just_have_fit_was_stopped_too(self) -> None:
        assert reasons(counted("greedy", self.parameters, budget=80)) == {
            "b": (WhyLost.DID_NOT_FIT, None),
            "c": (WhyLost.COUNT_STOPPED, None),
            "d": (WhyLost.COUNT_STOPPED, None),
        }
        assert reasons(counted("greedy", self.parameters, budget=79))["c"] == (
            WhyLost.DID_NOT_FIT,
            None,
        )

    def test_a_rival_of_a_winner_does_not_end_it(self) -> None:
        parameters = TallyParameters(skip_unaffordable=False, exclusions=(("a", "b"),))
        assert counted("greedy", parameters, budget=85).winners == ("a", "c")

    def test_of_equals_the_first_in_the_order_has_to_fit(self) -> None:
        equal = election(50, {"a": 60, "b": 10}, "a b")
        assert count(equal, "greedy", self.parameters).winners == ()
        assert count(equal, "greedy").winners == ("b",)


@pytest.mark.parametrize("rule", ["bos", "maximin"])
@pytest.mark.parametrize(
    "parameters",
    [
        TallyParameters(exclusions=(("a", "b"),)),
        TallyParameters(category_limits=(CategoryLimit("green", ("a",), maximum=1),)),
        TallyParameters(skip_unaffordable=False),
        TallyParameters(smallest_parts=(("a", 1),)),
    ],
)
def test_a_condition_that_a_rule_cannot_keep_to_is_refused(
    rule: str, parameters: TallyParameters
) -> None:
    with pytest.raises(OptionNotAvailable):
        counted(rule, parameters)
