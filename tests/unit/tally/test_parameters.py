"""What may be asked of a count, and what a refusal says to whoever asked for something else."""

from __future__ import annotations

from fractions import Fraction

import pytest

from domain.errors import Refusal
from domain.tally import add1, ballot_groups
from domain.tally import election as elections
from domain.tally.constraints import CategoryLimit
from domain.tally.election import Election
from domain.tally.equal_shares import Utility
from domain.tally.parameters import (
    COMPLETIONS,
    Completion,
    TallyParameters,
    VotingRule,
    completion,
    guard_parameters_of_rule,
    utility,
    voting_rule,
)
from domain.tally.rules import count
from tests.unit.tally.ballots import election

MINIMUM = CategoryLimit("green", ("a",), minimum=1)
MAXIMUM = CategoryLimit("green", ("a",), maximum=1)


def refused_values(rule: VotingRule, parameters: TallyParameters) -> dict[str, object]:
    with pytest.raises(Refusal) as refused:
        guard_parameters_of_rule(rule, parameters)
    return refused.value.values


class TestNames:
    def test_every_rule_completion_and_utility_is_found_by_its_name(self) -> None:
        assert [voting_rule(str(each)) for each in VotingRule] == list(VotingRule)
        assert [completion(str(each)) for each in Completion] == list(Completion)
        assert [utility(str(each)) for each in Utility] == list(Utility)

    def test_a_name_that_is_not_there_is_refused_with_those_that_are(self) -> None:
        with pytest.raises(Refusal) as of_completion:
            completion("magic")
        assert of_completion.value.values == {
            "option": "completion",
            "value": "magic",
            "available": "none, add1, add1u, exhaustive, greedy",
        }
        with pytest.raises(Refusal) as of_utility:
            utility("happiness")
        assert of_utility.value.values == {
            "option": "utility",
            "value": "happiness",
            "available": "cost, cardinality, points",
        }
        with pytest.raises(Refusal) as of_rule:
            voting_rule("dice")
        assert of_rule.value.values == {
            "rule": "dice",
            "available": "greedy, greedy-cost, greedy-cost-weighted, mes, bos, phragmen, maximin",
        }


class TestWhatARuleCanKeepTo:
    @pytest.mark.parametrize("rule", VotingRule)
    def test_a_completion_is_one_of_those_of_the_rule(self, rule: VotingRule) -> None:
        for each in Completion:
            asked = TallyParameters(completion=each)
            if each in COMPLETIONS[rule]:
                guard_parameters_of_rule(rule, asked)
            else:
                assert refused_values(rule, asked) == {
                    "option": "completion",
                    "value": each,
                    "available": ", ".join(COMPLETIONS[rule]),
                }

    @pytest.mark.parametrize("rule", ["greedy", "greedy-cost", "greedy-cost-weighted"])
    def test_the_greedy_rules_keep_to_everything(self, rule: str) -> None:
        guard_parameters_of_rule(
            VotingRule(rule),
            TallyParameters(
                utility=Utility.POINTS,
                skip_unaffordable=False,
                exclusions=(("a", "b"),),
                category_limits=(MINIMUM, MAXIMUM),
                smallest_parts=(("a", 1),),
            ),
        )

    @pytest.mark.parametrize("rule", ["mes", "phragmen"])
    def test_equal_shares_and_phragmen_keep_to_exclusions_and_maximums(self, rule: str) -> None:
        guard_parameters_of_rule(
            VotingRule(rule),
            TallyParameters(exclusions=(("a", "b"),), category_limits=(MAXIMUM,)),
        )

    def test_equal_shares_knows_every_utility(self) -> None:
        for each in Utility:
            guard_parameters_of_rule(VotingRule.EQUAL_SHARES, TallyParameters(utility=each))

    @pytest.mark.parametrize(
        ("parameters", "option", "value"),
        [
            (TallyParameters(exclusions=(("a", "b"), ("c", "d"))), "exclusions", "2"),
            (TallyParameters(category_limits=(MAXIMUM,)), "category_limits", "1"),
            (TallyParameters(smallest_parts=(("a", 1),)), "smallest_parts", "1"),
        ],
    )
    @pytest.mark.parametrize("rule", ["bos", "maximin"])
    def test_a_refusal_says_what_and_how_many_of_it(
        self, rule: str, parameters: TallyParameters, option: str, value: str
    ) -> None:
        assert refused_values(VotingRule(rule), parameters) == {
            "option": option,
            "value": value,
            "available": "-",
        }

    @pytest.mark.parametrize("rule", ["mes", "bos", "phragmen", "maximin"])
    def test_only_a_list_can_end_early_or_fund_in_part(self, rule: str) -> None:
        ending = TallyParameters(skip_unaffordable=False)
        assert refused_values(VotingRule(rule), ending) == {
            "option": "skip_unaffordable",
            "value": "false",
            "available": "true",
        }
        in_part = TallyParameters(smallest_parts=(("a", 1), ("b", 1)))
        assert refused_values(VotingRule(rule), in_part)["value"] == "2"

    @pytest.mark.parametrize("rule", ["mes", "phragmen"])
    def test_only_a_list_can_set_money_apart(self, rule: str) -> None:
        asked = TallyParameters(category_limits=(MAXIMUM, MINIMUM))
        assert refused_values(VotingRule(rule), asked) == {
            "option": "category minimum",
            "value": "true",
            "available": "-",
        }

    @pytest.mark.parametrize("rule", ["bos", "phragmen", "maximin"])
    def test_rules_on_approvals_know_no_points(self, rule: str) -> None:
        asked = TallyParameters(utility=Utility.POINTS)
        assert refused_values(VotingRule(rule), asked) == {
            "option": "utility",
            "value": "points",
            "available": "cost, cardinality",
        }
        for each in (Utility.COST, Utility.CARDINALITY):
            guard_parameters_of_rule(VotingRule(rule), TallyParameters(utility=each))


def test_parameters_are_unconstrained_without_exclusions_and_limits() -> None:
    assert TallyParameters(smallest_parts=(("a", 1),), minimum_votes=3).unconstrained
    assert not TallyParameters(exclusions=(("a", "b"),)).unconstrained
    assert not TallyParameters(category_limits=(MAXIMUM,)).unconstrained
    both = TallyParameters(exclusions=(("a", "b"),), category_limits=(MAXIMUM,))
    assert not both.unconstrained


class TestARefusalNames:
    """The value that was wrong, so that whoever reads it can find it."""

    def test_the_project_that_is_listed_twice(self) -> None:
        with pytest.raises(elections.ProjectTwice) as refused:
            Election.of(9, [("a", 1), ("b", 1), ("a", 2)], [])
        assert refused.value.values == {"project_id": "a"}

    def test_the_project_with_a_wrong_price_and_the_price(self) -> None:
        with pytest.raises(elections.PriceNotPositive) as refused:
            election(9, {"a": 1, "b": Fraction(-1, 3)})
        assert refused.value.values == {"project_id": "b", "price": "-1/3"}

    def test_the_budget_below_zero(self) -> None:
        with pytest.raises(elections.BudgetNegative) as refused:
            election(-5, {})
        assert refused.value.values == {"budget": "-5"}

    def test_the_bounds_on_projects_and_ballots(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(elections, "MAX_PROJECTS", 1)
        monkeypatch.setattr(ballot_groups, "MAX_BALLOTS", 1)
        with pytest.raises(elections.TooManyProjects) as projects:
            election(9, {"a": 1, "b": 1})
        with pytest.raises(ballot_groups.TooManyBallots) as ballots:
            election(9, {"a": 1}, "a", "a")
        assert projects.value.values == ballots.value.values == {"limit": 1}

    def test_the_project_that_a_ballot_names_twice(self) -> None:
        with pytest.raises(ballot_groups.ProjectApprovedTwice) as refused:
            election(9, {"a": 1, "b": 1}, "a b a")
        assert refused.value.values == {"project_id": "a"}

    def test_the_unknown_project_on_a_ballot(self) -> None:
        with pytest.raises(ballot_groups.UnknownProjectApproved) as refused:
            election(9, {"a": 1}, "a tree")
        assert refused.value.values == {"project_id": "tree"}

    @pytest.mark.parametrize(("points", "said"), [(-1, "-1"), (1_000_001, "1000001")])
    def test_the_points_out_of_range(self, points: int, said: str) -> None:
        with pytest.raises(ballot_groups.PointsOutOfRange) as refused:
            Election.of(9, {"a": 1}, [{"a": points}])
        assert refused.value.values == {"points": said, "limit": 1_000_000}

    def test_the_step_that_is_not_above_zero(self) -> None:
        with pytest.raises(add1.StepNotPositive) as refused:
            count(election(9, {"a": 1}, "a"), "mes", TallyParameters(step=Fraction(-1, 2)))
        assert refused.value.values == {"step": "-1/2"}

    def test_how_often_the_shares_were_raised_in_vain(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(add1, "MAX_RAISES", 3)
        with pytest.raises(add1.TooManyRaises) as refused:
            count(election(9, {"a": 9}, "a", ""), "mes", TallyParameters(step=1))
        assert refused.value.values == {"limit": 3, "step": "1"}
