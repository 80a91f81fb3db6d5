"""What happens with money that equal shares leaves unspent."""

from __future__ import annotations

from fractions import Fraction

import pytest

from domain.tally import add1
from domain.tally.add1 import StepNotPositive, TooManyRaises
from domain.tally.election import Amount
from domain.tally.outcome import Outcome, WhyLost
from domain.tally.parameters import (
    Completion,
    OptionNotAvailable,
    RuleNotAvailable,
    TallyParameters,
    completion,
    utility,
    voting_rule,
)
from domain.tally.rules import count
from domain.tally.ties import Tie
from tests.unit.tally.ballots import election


class TestTwoVotersWithFiveEach:
    """One wants a for 6, the other b for 8, and the budget is 10."""

    counted = election(10, {"a": 6, "b": 8}, "a", "b")

    def completed(self, completion: Completion | None = None, step: Amount = 1) -> Outcome:
        return count(self.counted, "mes", TallyParameters(completion=completion, step=step))

    def test_nobody_can_pay_without_completion(self) -> None:
        assert self.completed(completion=Completion.NONE).winners == ()

    def test_add1_is_the_completion_unless_another_is_named(self) -> None:
        assert self.completed() == self.completed(completion=Completion.ADD1)

    def test_shares_are_raised_until_the_next_outcome_would_be_too_expensive(self) -> None:
        outcome = self.completed()
        assert (outcome.winners, outcome.raises, outcome.share) == (("a",), 2, Fraction(7))

    def test_a_larger_step_may_step_over_an_affordable_outcome(self) -> None:
        outcome = self.completed(step=3)
        assert (outcome.winners, outcome.raises) == ((), 0)

    def test_a_step_may_be_smaller_than_one(self) -> None:
        outcome = self.completed(step=Fraction(1, 2))
        assert (outcome.winners, outcome.share) == (("a",), Fraction(15, 2))

    def test_greedy_fills_up_with_the_most_votes_that_fit(self) -> None:
        outcome = self.completed(completion=Completion.GREEDY)
        assert outcome.winners == ("a",)
        assert outcome.wins[0].money_behind is None
        (loss,) = outcome.losses
        assert (loss.reason, loss.money_left) == (WhyLost.DID_NOT_FIT, 4)

    @pytest.mark.parametrize("step", [0, -1])
    def test_a_step_that_is_not_above_zero_is_refused(self, step: int) -> None:
        with pytest.raises(StepNotPositive):
            self.completed(step=step)

    def test_a_step_so_small_that_there_is_no_end_is_refused(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(add1, "MAX_RAISES", 100)
        with pytest.raises(TooManyRaises):
            self.completed(step=Fraction(1, 1000))


class TestAnOutcomeToWhichNothingCanBeAddedComesBeforeABetterOne:
    """Three voters have 5 each. With 6 the first pays a; with 7 two of them pay b instead."""

    counted = election(15, {"a": 6, "b": 14}, "a b", "b", "")

    def test_the_raising_goes_on(self) -> None:
        outcome = count(self.counted, "mes")
        assert (outcome.winners, outcome.share) == (("b",), Fraction(12))

    def test_the_raising_stops_there_if_that_is_the_rule(self) -> None:
        outcome = count(self.counted, "mes", TallyParameters(stop_at_exhaustive=True))
        assert (outcome.winners, outcome.share) == (("a",), Fraction(6))

    def test_which_is_also_a_completion_of_its_own(self) -> None:
        exhaustive = TallyParameters(completion=Completion.EXHAUSTIVE)
        stopping = TallyParameters(completion=Completion.ADD1, stop_at_exhaustive=True)
        assert count(self.counted, "mes", exhaustive) == count(self.counted, "mes", stopping)


def test_an_outcome_is_not_final_while_a_project_costs_exactly_what_is_left() -> None:
    counted = election(10, {"a": 6, "c": 4}, "a", "a", "c", "", "")
    outcome = count(counted, "mes", TallyParameters(stop_at_exhaustive=True))
    assert (set(outcome.winners), outcome.raises) == ({"a", "c"}, 2)


def test_nor_when_another_that_lost_is_too_dear() -> None:
    counted = election(10, {"a": 6, "c": 4, "d": 11}, "a", "a", "c", "d", "")
    outcome = count(counted, "mes", TallyParameters(stop_at_exhaustive=True))
    assert (set(outcome.winners), outcome.raises) == ({"a", "c"}, 2)


def test_ties_of_what_greedy_adds_are_told_after_those_of_the_count() -> None:
    # With 6.5 each the first pays a or b. Then 7 is left for one of the others.
    counted = election(13, {"a": 6, "b": 6, "c": 7, "d": 7}, "a b", "c d")
    parameters = TallyParameters(completion=Completion.GREEDY)
    outcome = count(counted, "mes", parameters)
    assert outcome.winners == ("a", "b")
    assert outcome.ties == (Tie(1, ("a", "b"), "a"), Tie(2, ("b", "c", "d"), "b"))
    nobody_can_pay = election(10, {"a": 6, "b": 6}, "a", "b")
    assert count(nobody_can_pay, "mes", parameters).ties == (Tie(1, ("a", "b"), "a"),)


def test_the_raising_ends_when_all_projects_with_supporters_are_bought() -> None:
    outcome = count(election(100, {"a": 6, "nobody's": 1}, "a"), "mes")
    assert (outcome.winners, outcome.raises) == (("a",), 0)


def test_an_outcome_that_costs_exactly_the_budget_is_affordable() -> None:
    outcome = count(election(10, {"a": 6, "b": 4}, "a", "b"), "mes")
    assert (set(outcome.winners), outcome.raises) == ({"a", "b"}, 1)


def test_add1u_gives_to_the_most_votes_what_add1_leaves() -> None:
    counted = election(10, {"a": 6, "b": 8, "c": 4}, "a", "b", "")
    assert count(counted, "mes").winners == ("a",)
    outcome = count(counted, "mes", TallyParameters(completion=Completion.ADD1U))
    assert outcome.winners == ("a", "c")
    assert outcome.wins[1].budget_left == 4


def test_a_tie_in_a_count_that_did_not_decide_is_reported_apart() -> None:
    # With 5 each nobody pays; with 6 the first ties between a and b; with 8 c makes it too dear.
    outcome = count(election(10, {"a": 6, "b": 6, "c": 8}, "a b", "c"), "mes")
    assert outcome.winners == ("a",)
    assert outcome.ties == (Tie(step=1, tied=("a", "b"), chosen="a", raises=2),)
    assert outcome.ties_on_the_way == (Tie(step=1, tied=("a", "b", "c"), chosen="a", raises=3),)


class TestWhatDoesNotExist:
    def test_a_rule_is_refused_with_the_names_there_are(self) -> None:
        with pytest.raises(RuleNotAvailable) as refused:
            count(election(1, {}), "dice")
        assert refused.value.code == "tally.rule_not_available"
        assert (
            "greedy, greedy-cost, greedy-cost-weighted, mes, bos, phragmen, maximin"
            in refused.value.text("en")
        )

    def test_a_completion_and_a_utility_too(self) -> None:
        with pytest.raises(OptionNotAvailable):
            completion("magic")
        with pytest.raises(OptionNotAvailable):
            utility("happiness")

    def test_what_exists_is_found_by_its_name(self) -> None:
        assert (voting_rule("mes"), completion("add1"), utility("cost")) == (
            "mes",
            "add1",
            "cost",
        )
